"""What the pages of sources show, and how it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.provenance import queries as provenance
from verifier.sources import queries
from verifier.sources.models import Source
from verifier.sources.types import SourceFields, SourceKind
from verifier.web.sources.forms import AliasForm, OtherForm, RetractionForm, SourceForm
from verifier.web.sources.parts import (
    AlikeLine,
    Link,
    MergedLine,
    RetractionLine,
    TicketGroup,
    alike_line,
    link_of,
    merged_lines,
    retraction_lines,
    ticket_groups,
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the directory. ``owner`` is empty where none is known."""

    id: int
    name: str
    kind: str
    is_protected: bool
    owner: str
    owner_is_protected: bool
    claims: int


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A page of the directory, and what was asked of it."""

    lines: tuple[SourceLine, ...]
    kinds: tuple[tuple[str, str], ...]
    kind: str
    name: str
    is_filtered: bool
    is_first: bool
    next_href: str
    first_href: str


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """A disclaimer learned of this publisher, and the article it was learned from."""

    id: int
    words: str
    kind: str
    article: tuple[int, str]
    is_forgotten: bool


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source. ``differences``: what is kept and what was written, where somebody else was quicker.

    ``came_from`` is the number of the merged source whose address was asked for, None usually.
    """

    id: int
    name: str
    kind: str
    is_protected: bool
    published_description: str
    owners: tuple[Link, ...]
    feeds: tuple[Link, ...]
    note: str
    aliases: tuple[tuple[int, str], ...]
    merged: tuple[MergedLine, ...]
    came_from: int | None
    alike: tuple[AlikeLine, ...]
    is_group: bool
    learned: tuple[LearnedLine, ...]
    groups: tuple[TicketGroup, ...]
    ticket_count: int
    retractions: tuple[RetractionLine, ...]
    is_retracted: bool
    can_revise: bool
    is_revising: bool
    form: SourceForm
    alias_form: AliasForm
    other_form: OtherForm
    retraction_form: RetractionForm
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a source's page, and the forms on it that were refused."""

    came_from: int | None = None
    before: Mapping[str, int] = field(default_factory=dict)
    form: SourceForm | None = None
    alias_form: AliasForm | None = None
    other_form: OtherForm | None = None
    retraction_form: RetractionForm | None = None
    written: SourceFields | None = None


def directory_lines(session: Session, rows: Sequence[Source]) -> tuple[SourceLine, ...]:
    """Lines of the directory; three queries, however many."""
    counts = provenance.count_by_source(session, [row.id for row in rows])
    owners = queries.by_ids(session, {row.owner_id for row in rows if row.owner_id is not None})
    lines = []
    for row in rows:
        owner = owners.get(row.owner_id or 0)
        lines.append(
            SourceLine(
                id=row.id,
                name=row.name,
                kind=row.kind.value,
                is_protected=row.protected,
                owner=owner.name if owner else "",
                owner_is_protected=owner.protected if owner else False,
                claims=counts.get(row.id, 0),
            )
        )
    return tuple(lines)


def fields_of(session: Session, row: Source) -> SourceFields:
    """What is kept of a source, as a person would write it."""
    others = queries.by_ids(session, {one for one in (row.owner_id, row.feed_id) if one is not None})
    owner, feed = others.get(row.owner_id or 0), others.get(row.feed_id or 0)
    return SourceFields(
        name=row.name,
        kind=row.kind,
        owner=owner.name if owner else "",
        feed=feed.name if feed else "",
        protected=row.protected,
        published_description=row.published_description,
        note=row.note,
    )


def source_page(session: Session, row: Source, asked: Asked, *, can_revise: bool) -> SourcePage:
    """The page of a source that stands for itself."""
    present = fields_of(session, row)
    kinship = queries.speakers(session, {row.id}).kinship
    owner_ids, feed_ids = kinship.owners(row.id), kinship.feeds(row.id)
    others = queries.by_ids(session, {*owner_ids, *feed_ids})
    merged = merged_lines(session, row.id)
    members = {row.id, *(one.id for one in merged)}
    form = asked.form
    if form is None:
        form = SourceForm(formdata=None, obj=present, version=row.version)
        form.kind.data = row.kind.value
    groups = ticket_groups(session, row.id, members, asked.before)
    retractions = retraction_lines(session, row.id, members)
    return SourcePage(
        id=row.id,
        name=row.name,
        kind=row.kind.value,
        is_protected=row.protected,
        published_description=row.published_description,
        owners=tuple(link_of(others[one]) for one in owner_ids),
        feeds=tuple(link_of(others[one]) for one in feed_ids),
        note=row.note,
        aliases=tuple((one.id, one.name) for one in queries.aliases_of(session, row.id)),
        merged=merged,
        came_from=asked.came_from,
        alike=tuple(alike_line(one) for one in queries.alike_to(session, members)),
        is_group=row.kind is SourceKind.UNNAMED_GROUP,
        groups=groups,
        ticket_count=sum(one.count for one in groups),
        retractions=retractions,
        is_retracted=any(one.is_of_source and one.undone_at is None for one in retractions),
        learned=_learned(session, row.id),
        can_revise=can_revise,
        is_revising=asked.form is not None,
        form=form,
        alias_form=asked.alias_form or AliasForm(formdata=None),
        other_form=asked.other_form or OtherForm(formdata=None),
        retraction_form=asked.retraction_form or RetractionForm(formdata=None),
        differences=_differences(present, asked.written) if asked.written else (),
    )


def _learned(session: Session, source_id: int) -> tuple[LearnedLine, ...]:
    """Disclaimers learned of a publisher, those in force first."""
    rows = sorted(articles.learned_of(session, source_id), key=lambda row: row.forgotten_at is not None)
    titles = articles.titles_of(session, {row.article_id for row in rows})
    return tuple(
        LearnedLine(
            row.id, row.words, row.kind.value, (row.article_id, titles[row.article_id]), row.forgotten_at is not None
        )
        for row in rows
    )


def _differences(kept: SourceFields, written: SourceFields) -> tuple[tuple[str, str, str], ...]:
    """Each field with what is kept and what was written."""
    labels = SourceForm(formdata=None)
    names = ("name", "kind", "owner", "feed", "protected", "published_description", "note")
    return tuple(
        (labels[name].label.text, _words(getattr(kept, name)), _words(getattr(written, name))) for name in names
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value).replace("_", " ") if not isinstance(value, str) or value.islower() else value
