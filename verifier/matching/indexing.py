"""What of each claim, article, source, statement and rationale can be found: from rows to entries of the index.

Whatever may not be found is left out here, in one place: protected sources but for what readers are told of them, what
they said, everything said off the record or on deep background, and in every text the names of the protected sources
that speak on its article. Notes on sources and texts of captured originals are never read.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.matching.folding import fold_text
from verifier.matching.models import SearchEntry
from verifier.matching.types import Entry, Kind, entry_id, keys_of, mark_of, subject_of
from verifier.matching.withholding import Withheld
from verifier.provenance.models import Statement
from verifier.provenance.types import GroundRules
from verifier.sources.models import Source, SourceAlias, SourceMerge
from verifier.sources.queries import other_names, standing_for
from verifier.sources.types import SourceKind
from verifier.tickets.models import Ticket
from verifier.verdicts.models import Verdict

BATCH: Final = 500
_UNSPOKEN: Final = (GroundRules.OFF_RECORD, GroundRules.DEEP_BACKGROUND)
_NOT_BY_NAME: Final = (*_UNSPOKEN, GroundRules.BACKGROUND)

At = Session | Connection

SUBJECTS: Final[dict[Kind, Any]] = {
    Kind.CLAIM: Claim.id,
    Kind.ARTICLE: Article.id,
    Kind.SOURCE: Source.id,
    Kind.STATEMENT: Statement.id,
    Kind.RATIONALE: Ticket.id,
}
"""What the entries of each kind are about."""


def entries_of(at: At, kind: Kind, ids: Sequence[int]) -> list[Entry]:
    """The entries that these subjects should have; one of which nothing may be found, or that is gone, has none."""
    made = {
        Kind.CLAIM: _claims,
        Kind.ARTICLE: _articles,
        Kind.SOURCE: _sources,
        Kind.STATEMENT: _statements,
        Kind.RATIONALE: _rationales,
    }[kind](at, ids)
    return [one for one in made if one.head or one.body]


def reconcile(at: At, kind: Kind, ids: Collection[int]) -> int:
    """Make the entries of these subjects what they should be; how many words were taken out that stood there before.

    An entry that is right already is not touched.
    """
    lost = 0
    for some in in_batches(sorted(ids)):
        due = {one.id: one for one in entries_of(at, kind, some)}
        keys = [entry_id(kind, one) for one in some]
        lost += _put_right(at, due, _present(at, SearchEntry.id.in_(keys)))
    return lost


def _present(at: At, where: Any) -> dict[int, Entry]:
    columns = (getattr(SearchEntry, name) for name in Entry._fields)
    return {row.id: Entry(*row) for row in at.execute(select(*columns).where(where))}


def _put_right(at: At, due: dict[int, Entry], present: dict[int, Entry]) -> int:
    gone = sorted(present.keys() - due.keys())
    if gone:
        at.execute(delete(SearchEntry.__table__).where(SearchEntry.id.in_(gone)))  # type: ignore[arg-type]
    fresh = [due[one]._asdict() for one in sorted(due.keys() - present.keys())]
    if fresh:
        at.execute(insert(SearchEntry.__table__), fresh)  # type: ignore[arg-type]
    changed = [one for one in sorted(due.keys() & present.keys()) if due[one] != present[one]]
    if changed:
        table: Any = SearchEntry.__table__
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in Entry._fields[1:]}
        rows = [{f"new_{name}": value for name, value in due[one]._asdict().items()} for one in changed]
        at.execute(update(table).where(table.c.id == bindparam("new_id")).values(values), rows)
    return len(gone) + sum(not _words(present[one]) <= _words(due[one]) for one in changed)


def _words(entry: Entry) -> set[str]:
    return {*entry.head.split(), *entry.body.split()}


def fill(connection: Connection) -> int:
    """Index everything into an empty index, in batches; returns how many entries there are."""
    count = 0
    for kind in Kind:
        for ids in subject_ids(connection, kind):
            rows = [one._asdict() for one in entries_of(connection, kind, ids)]
            if rows:
                connection.execute(insert(SearchEntry.__table__), rows)  # type: ignore[arg-type]
            count += len(rows)
    return count


def subject_ids(at: At, kind: Kind, *, after: int = 0) -> Iterator[list[int]]:
    """The ids of everything of a kind behind ``after``, in batches in their order."""
    column = SUBJECTS[kind]
    while ids := list(at.scalars(select(column).where(column > after).order_by(column).limit(BATCH))):
        yield ids
        after = ids[-1]


def stray_ids(at: At, kind: Kind, present: Sequence[int], *, after: int) -> list[int]:
    """Subjects up to the last of ``present`` that have an entry and are no more."""
    low, high = entry_id(kind, after + 1), entry_id(kind, present[-1]) if present else keys_of(kind)[1]
    found = at.scalars(select(SearchEntry.id).where(SearchEntry.id.between(low, high)))
    return sorted({subject_of(one) for one in found} - set(present))


def optimise(at: At) -> None:
    """After very many changes at once: one piece of index instead of many, and fresh statistics."""
    is_sqlite = (at.get_bind() if isinstance(at, Session) else at).dialect.name == "sqlite"
    at.execute(text("INSERT INTO search_fts (search_fts) VALUES ('optimize')" if is_sqlite else "ANALYZE search_entry"))


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The same ids, so many at a time."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def articles_spoken_on(at: At, source_ids: Collection[int]) -> set[int]:
    """Articles on whose claims these sources, or those merged with them, speak or ever spoke."""
    members = select(SourceMerge.source_id).where(
        SourceMerge.into_id.in_(source_ids)
        | SourceMerge.into_id.in_(select(SourceMerge.into_id).where(SourceMerge.source_id.in_(source_ids)))
    )
    wanted = select(Claim.article_id).join(Statement, Statement.claim_id == Claim.id).distinct()
    return {
        *at.scalars(wanted.where(Statement.source_id.in_(source_ids))),
        *at.scalars(wanted.where(Statement.source_id.in_(members))),
    }


def articles_shielded(at: At, claim_ids: Collection[int]) -> set[int]:
    """Those of the articles of these claims in which a protected source speaks."""
    here = select(Claim.article_id).where(Claim.id.in_(claim_ids))
    return {one for one, withheld in withheld_in(at, set(at.scalars(here))).items() if withheld.names}


def subjects_in(at: At, article_ids: Sequence[int]) -> dict[Kind, set[int]]:
    """Everything of these articles that can be found."""
    claims = select(Claim.id).where(Claim.article_id.in_(article_ids))
    return {
        Kind.ARTICLE: set(article_ids),
        Kind.CLAIM: set(at.scalars(claims)),
        Kind.STATEMENT: set(at.scalars(select(Statement.id).where(Statement.claim_id.in_(claims)))),
        Kind.RATIONALE: set(at.scalars(select(Ticket.id).where(Ticket.claim_id.in_(claims)))),
    }


def _claims(at: At, ids: Sequence[int]) -> Iterator[Entry]:
    wanted = (
        select(Claim.id, Claim.article_id, Claim.wording, Claim.exact, Ticket.id.label("ticket_id"))
        .add_columns(Ticket.state, Ticket.publisher_id)
        .join(Ticket, Ticket.claim_id == Claim.id)
        .where(Claim.id.in_(ids))
    )
    rows = at.execute(wanted).all()
    speakers = _speakers(at, [row.id for row in rows])
    withheld = withheld_in(at, {row.article_id for row in rows})
    for row in rows:
        names = withheld[row.article_id]
        head = names.strip(fold_text(row.wording))
        body = "" if row.exact == row.wording else names.strip(fold_text(row.exact))
        marks = _marks(row, speakers.get(row.id, ()))
        yield Entry(entry_id(Kind.CLAIM, row.id), row.ticket_id, head, body, marks, mark_of("s", row.state.value))


def _marks(row: Any, speakers: Iterable[int]) -> str:
    of_article = (mark_of("p", row.publisher_id), mark_of("a", row.article_id))
    return " ".join((*of_article, *(mark_of("b", one) for one in sorted(speakers))))


def _speakers(at: At, claim_ids: Sequence[int]) -> dict[int, set[int]]:
    wanted = (
        select(Statement.claim_id, Statement.source_id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Statement.claim_id.in_(claim_ids), Statement.removed_at.is_(None), ~Source.protected)
        .where(Statement.ground_rules.not_in(_NOT_BY_NAME), ~Statement.article_own)
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for claim_id, source_id in at.execute(wanted):
        found.setdefault(claim_id, set()).add(source_id)
    return found


def _articles(at: At, ids: Sequence[int]) -> Iterator[Entry]:
    columns = (Article.id, Article.id.label("article_id"), Article.publisher_id, Article.title, Article.byline)
    withheld = withheld_in(at, ids)
    for row in at.execute(select(*columns, Article.text).where(Article.id.in_(ids))):
        names = withheld[row.id]
        head, body = (names.strip(fold_text(one)) for one in (row.title, f"{row.byline}\n{row.text}"))
        yield Entry(entry_id(Kind.ARTICLE, row.id), None, head, body, _marks(row, ()), "")


def _sources(at: At, ids: Sequence[int]) -> Iterator[Entry]:
    stands = ~select(SourceMerge.source_id).where(SourceMerge.source_id == Source.id).exists()
    wanted = select(Source.id, Source.name, Source.protected, Source.published_description)
    rows = at.execute(wanted.where(Source.id.in_(ids), stands)).all()
    others = other_names(at, [row.id for row in rows if not row.protected])
    for row in rows:
        if row.protected:
            head, body = "", fold_text(row.published_description)
        else:
            head, body = fold_text(row.name), fold_text("\n".join(sorted(others.get(row.id, ()))))
        yield Entry(entry_id(Kind.SOURCE, row.id), None, head, body, "", "")


def _statements(at: At, ids: Sequence[int]) -> Iterator[Entry]:
    wanted = (
        select(Statement.id, Statement.quote, Statement.mention, Statement.note, Statement.source_id)
        .add_columns(Statement.ground_rules, Claim.article_id, Ticket.publisher_id, Ticket.state)
        .add_columns(Ticket.id.label("ticket_id"))
        .join(Claim, Claim.id == Statement.claim_id)
        .join(Ticket, Ticket.claim_id == Claim.id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Statement.id.in_(ids), Statement.removed_at.is_(None), ~Source.protected)
        .where(Statement.ground_rules.not_in(_UNSPOKEN), (Statement.quote != "") | (Statement.note != ""))
    )
    rows = at.execute(wanted).all()
    withheld = withheld_in(at, {row.article_id for row in rows})
    for row in rows:
        is_named = row.ground_rules not in _NOT_BY_NAME
        head = fold_text(row.quote)
        body = fold_text(f"{row.mention}\n{row.note}") if is_named else ""
        names, marks = withheld[row.article_id], _marks(row, (row.source_id,) if is_named else ())
        state = mark_of("s", row.state.value)
        key = entry_id(Kind.STATEMENT, row.id)
        yield Entry(key, row.ticket_id, names.strip(head), names.strip(body), marks, state)


def _rationales(at: At, ids: Sequence[int]) -> Iterator[Entry]:
    newest = select(func.max(Verdict.id)).where(Verdict.ticket_id.in_(ids)).group_by(Verdict.ticket_id)
    wanted = (
        select(Verdict.rationale, Verdict.asked, Verdict.public_note, Ticket.id, Ticket.state, Ticket.publisher_id)
        .add_columns(Claim.article_id)
        .join(Ticket, Ticket.id == Verdict.ticket_id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Verdict.id.in_(newest))
    )
    rows = at.execute(wanted).all()
    withheld = withheld_in(at, {row.article_id for row in rows})
    for row in rows:
        names = withheld[row.article_id]
        head, body = (names.strip(fold_text(one)) for one in (row.rationale, f"{row.asked}\n{row.public_note}"))
        key, state = entry_id(Kind.RATIONALE, row.id), mark_of("s", row.state.value)
        yield Entry(key, row.id, head, body, _marks(row, ()), state)


def withheld_in(at: At, article_ids: Collection[int]) -> dict[int, Withheld]:
    """The names of the protected sources that speak, or ever spoke, on claims of these articles."""
    found = {one: Withheld() for one in article_ids}
    if not found:
        return found
    wanted = (
        select(Claim.article_id, Source.id, Statement.mention)
        .join(Claim, Claim.id == Statement.claim_id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Source.protected, Claim.article_id.in_(found))
        .distinct()
    )
    spoken: dict[tuple[int, int], set[str]] = {}
    for article_id, source_id, mention in at.execute(wanted):
        spoken.setdefault((article_id, source_id), set()).add(mention)
    names = _every_name(at, {source_id for _, source_id in spoken})
    for (article_id, source_id), mentions in spoken.items():
        for name, is_person in names[source_id]:
            found[article_id].add(name, mentions, is_person=is_person)
    return found


def _every_name(at: At, ids: Collection[int]) -> dict[int, set[tuple[str, bool]]]:
    """Every name of these sources and of all that were merged into them, and whether it is a person's."""
    found: dict[int, set[tuple[str, bool]]] = {one: set() for one in ids}
    if not ids:
        return found
    into = {one: one for one in ids} | {
        row.source_id: row.into_id
        for row in at.execute(select(SourceMerge.source_id, SourceMerge.into_id).where(SourceMerge.into_id.in_(ids)))
    }
    kinds = {}
    for row in at.execute(select(Source.id, Source.name, Source.kind).where(Source.id.in_(into))):
        kinds[row.id] = row.kind is SourceKind.PERSON
        found[into[row.id]].add((row.name, kinds[row.id]))
    aliases = select(SourceAlias.source_id, SourceAlias.name).where(SourceAlias.source_id.in_(into))
    for source_id, name in at.execute(aliases):
        found[into[source_id]].add((name, kinds[source_id]))
    return found
