"""The index is kept true by what is written, in the same transaction, whoever writes it.

A hook on the session, and no call in each verb: the verbs are on lower floors, which do not know this room, and a verb
written later could forget the call. What a flush writes is noted by subject; before the commit the entries of these
subjects are made what they should be. Only the state of a ticket is carried over by triggers of the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from verifier.articles.models import Article, Claim
from verifier.matching import indexing
from verifier.matching.models import SearchPurge
from verifier.matching.types import Kind
from verifier.provenance.models import Statement
from verifier.sources.models import Source, SourceAlias, SourceMerge
from verifier.tickets.models import Ticket
from verifier.verdicts.models import Verdict

_PENDING: Final = "search_pending"


@dataclass
class Pending:
    """What a transaction wrote so far that can be found, or that decides what may be found."""

    subjects: dict[Kind, set[int]] = field(default_factory=lambda: {kind: set() for kind in Kind})
    spoken_on: set[int] = field(default_factory=set)
    """Claims on which somebody new speaks: perhaps a protected source."""
    named_anew: set[int] = field(default_factory=set)
    """Sources that bear another name, or are one with others now."""
    shielded_anew: set[int] = field(default_factory=set)
    """Sources that are protected now and were not, or the other way round."""
    is_grave: bool = False
    """Words may go that must leave no trace."""


def watch() -> None:
    """Keep the index true from here, in every session of this process."""
    for name, hook in (("after_flush", _note), ("before_commit", _settle), ("do_orm_execute", _refuse_bulk)):
        if not event.contains(Session, name, hook):
            event.listen(Session, name, hook)


def _refuse_bulk(state: ORMExecuteState) -> None:
    """What passes the unit of work by is not noted: refuse it with an AssertionError rather than forget it.

    A ticket may be moved to another state so: a trigger of the database sees to that.
    """
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        name = table.name if table is not None else ""
        if name in _WATCHED_TABLES and not (name == Ticket.__tablename__ and state.is_update):
            raise AssertionError(f"rows of {name} are written through their objects: the search follows these")


def _note(session: Session, _context: UOWTransaction) -> None:
    pending: Pending = session.info.setdefault(_PENDING, Pending())
    for row in (*session.new, *session.deleted):
        note = _NOTES.get(type(row))
        if note is not None:
            note(pending, row, None)
    for row in session.dirty:
        note = _NOTES.get(type(row))
        changed = {one.key for one in inspect(row).attrs if one.history.has_changes()} if note else ()
        if note is not None and changed:
            note(pending, row, frozenset(changed))


Changed = frozenset[str] | None
"""The names of what was changed in a row; None for a row that came or went."""


def _touches(changed: Changed, *names: str) -> bool:
    return changed is None or not changed.isdisjoint(names)


def _note_ticket(pending: Pending, row: Ticket, changed: Changed) -> None:
    if changed is None:
        pending.subjects[Kind.CLAIM].add(row.claim_id)


def _note_claim(pending: Pending, row: Claim, changed: Changed) -> None:
    if _touches(changed, "wording", "exact"):
        pending.subjects[Kind.CLAIM].add(row.id)


def _note_article(pending: Pending, row: Article, changed: Changed) -> None:
    if _touches(changed, "title", "byline", "text", "publisher_id"):
        pending.subjects[Kind.ARTICLE].add(row.id)


def _note_statement(pending: Pending, row: Statement, changed: Changed) -> None:
    pending.subjects[Kind.STATEMENT].add(row.id)
    pending.subjects[Kind.CLAIM].add(row.claim_id)
    if _touches(changed, "source_id", "mention"):
        pending.spoken_on.add(row.claim_id)
    if changed is not None and _touches(changed, "source_id", "ground_rules"):
        pending.is_grave = True
        pending.shielded_anew.update(_ever(row, "source_id"))


def _note_verdict(pending: Pending, row: Verdict, changed: Changed) -> None:
    if _touches(changed, "rationale", "asked", "public_note"):
        pending.subjects[Kind.RATIONALE].add(row.ticket_id)


def _note_source(pending: Pending, row: Source, changed: Changed) -> None:
    pending.subjects[Kind.SOURCE].add(row.id)
    if changed is not None and _touches(changed, "name", "kind", "protected"):
        pending.named_anew.add(row.id)
        pending.is_grave = True
    if changed is not None and _touches(changed, "protected"):
        pending.shielded_anew.add(row.id)


def _note_alias(pending: Pending, row: SourceAlias, _changed: Changed) -> None:
    pending.subjects[Kind.SOURCE].add(row.source_id)
    pending.named_anew.add(row.source_id)
    pending.is_grave = True


def _note_merge(pending: Pending, row: SourceMerge, _changed: Changed) -> None:
    ids = {row.source_id, *_ever(row, "into_id")}
    pending.subjects[Kind.SOURCE] |= ids
    pending.named_anew |= ids
    pending.is_grave = True


def _ever(row: Any, name: str) -> Iterable[int]:
    """The value of an attribute and the one it had before, if it was changed."""
    history = inspect(row).attrs[name].history
    return {*history.deleted, getattr(row, name)} - {None}


_NOTES: Final[dict[type, Callable[[Pending, Any, Changed], None]]] = {
    Ticket: _note_ticket,
    Claim: _note_claim,
    Article: _note_article,
    Statement: _note_statement,
    Verdict: _note_verdict,
    Source: _note_source,
    SourceAlias: _note_alias,
    SourceMerge: _note_merge,
}
_WATCHED_TABLES: Final[frozenset[str]] = frozenset(str(inspect(model).local_table) for model in _NOTES)


def _settle(session: Session) -> None:
    session.flush()
    pending: Pending | None = session.info.pop(_PENDING, None)
    if pending is None:
        return
    lost = 0
    if any(pending.subjects.values()):
        pending.subjects[Kind.SOURCE] |= _survivors(session, pending.subjects[Kind.SOURCE])
        for articles in indexing.in_batches(sorted(_cast_over(session, pending))):
            for kind, ids in indexing.subjects_in(session, articles).items():
                lost += indexing.reconcile(session, kind, ids)
        lost += sum(indexing.reconcile(session, kind, ids) for kind, ids in pending.subjects.items() if ids)
    if lost and pending.is_grave:
        session.execute(insert(SearchPurge.__table__), {"lost": lost})  # type: ignore[arg-type]


def _survivors(session: Session, ids: set[int]) -> set[int]:
    if not ids:
        return set()
    return set(session.scalars(select(SourceMerge.into_id).where(SourceMerge.source_id.in_(ids))))


def _cast_over(session: Session, pending: Pending) -> set[int]:
    """Articles in which other words may be found than before, since somebody else in them is protected."""
    found = indexing.articles_shielded(session, pending.spoken_on) if pending.spoken_on else set()
    shielded = set(pending.shielded_anew)
    if pending.named_anew:
        kin = pending.named_anew | _survivors(session, pending.named_anew)
        if session.scalar(select(Source.id).where(Source.id.in_(kin), Source.protected).limit(1)) is not None:
            shielded |= kin
    return found | (indexing.articles_spoken_on(session, shielded) if shielded else set())
