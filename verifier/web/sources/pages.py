"""What the pages of sources show, and how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.provenance import queries as provenance
from verifier.publishing.queries import standings
from verifier.sources import queries
from verifier.sources.models import Source
from verifier.sources.types import SourceFields
from verifier.tickets import queries as tickets
from verifier.web.sources.forms import AliasForm, SourceForm

MOST_CLAIMS = 100


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
class ClaimLine:
    """A claim on which the source speaks, with what the public is told of it now."""

    ticket_id: int
    wording: str
    state: str
    standing: str
    headline: str


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
    """One source. ``differences``: what is kept and what was written, where somebody else was quicker."""

    id: int
    name: str
    kind: str
    is_protected: bool
    published_description: str
    owner: tuple[int, str, bool] | None
    feed: tuple[int, str, bool] | None
    note: str
    aliases: tuple[tuple[int, str], ...]
    is_group: bool
    learned: tuple[LearnedLine, ...]
    claims: tuple[ClaimLine, ...]
    claim_count: int
    can_revise: bool
    is_revising: bool
    form: SourceForm
    alias_form: AliasForm
    differences: tuple[tuple[str, str, str], ...] = ()


def directory_lines(session: Session, rows: Sequence[Source]) -> tuple[SourceLine, ...]:
    """Lines of the directory; two queries, however many."""
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


def source_page(
    session: Session,
    row: Source,
    *,
    can_revise: bool,
    form: SourceForm | None = None,
    alias_form: AliasForm | None = None,
    written: SourceFields | None = None,
) -> SourcePage:
    """The page of a source. ``written`` is what somebody wrote over an older version of it."""
    present = fields_of(session, row)
    others = queries.by_ids(session, {one for one in (row.owner_id, row.feed_id) if one is not None})
    revising = form is not None
    if form is None:
        form = SourceForm(formdata=None, obj=present, version=row.version)
        form.kind.data = row.kind.value
    return SourcePage(
        id=row.id,
        name=row.name,
        kind=row.kind.value,
        is_protected=row.protected,
        published_description=row.published_description,
        owner=_link(others.get(row.owner_id or 0)),
        feed=_link(others.get(row.feed_id or 0)),
        note=row.note,
        aliases=tuple((one.id, one.name) for one in queries.aliases_of(session, row.id)),
        is_group=row.kind.value == "unnamed_group",
        learned=_learned(session, row.id),
        claims=_claims(session, row.id),
        claim_count=provenance.count_by_source(session, [row.id]).get(row.id, 0),
        can_revise=can_revise,
        is_revising=revising,
        form=form,
        alias_form=alias_form or AliasForm(formdata=None),
        differences=_differences(present, written) if written else (),
    )


def _link(row: Source | None) -> tuple[int, str, bool] | None:
    return (row.id, row.name, row.protected) if row else None


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


def _claims(session: Session, source_id: int) -> tuple[ClaimLine, ...]:
    rows = provenance.claims_resting_on(session, source_id, MOST_CLAIMS)
    found = tickets.by_claims(session, [row.id for row in rows])
    told = standings(session, list(found.values()))
    lines = []
    for row in rows:
        ticket = found.get(row.id)
        if ticket is not None:
            here = told[ticket.id]
            lines.append(ClaimLine(ticket.id, row.wording, ticket.state.value, here.kind.value, here.headline))
    return tuple(lines)


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
