"""Erasing the name of a protected source for good. Nothing brings it back."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.audit.actions import record, sweep
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.sources import queries, rules
from verifier.sources.actions import state_of
from verifier.sources.likeness import read_key
from verifier.sources.models import Source, SourceKey, SourceLikeness

TABLES = ("source", "source_alias", "source_key", "source_likeness", "search_entry")
"""The tables whose files must be rewritten after it, so that no byte of the name is left in them."""


def confirmation(source: Source) -> str:
    """What a person must write before a name is erased."""
    return f"erase source {source.id}"


def erase(session: Session, source: Source, *, written: str, by: Person, now: datetime) -> int:
    """Take name, other names, note and salt from a protected source and from all that were merged into it.

    Returns how many sources that were. What the log said of them can be recomputed by nobody from here; what it says
    of everything else still holds. The caller lets the database forget the bytes afterwards: Database.scrub().
    Raises RuleBroken where it is not protected, was erased before, or ``written`` is not its confirmation.
    """
    if not source.protected:
        raise RuleBroken("erase_open", "Only the name of a protected source can be erased. Protect it first.")
    if source.salt is None:
        raise RuleBroken("erased", "This name is erased already.")
    if " ".join(written.lower().split()) != confirmation(source):
        raise RuleBroken("erase_unsure", f"Write “{confirmation(source)}” to say that you mean it.", "written")
    all_of_it = [source, *(row for _, row in queries.merges_into(session, source.id))]
    for row in all_of_it:
        _forget(session, row)
    session.flush()
    for row in all_of_it:
        subject = Subject("source", row.id, row.version, state_of(row))
        record(session, action="source:erase", subject=subject, actor_id=by.id, now=now)
    return len(all_of_it)


def _forget(session: Session, source: Source) -> None:
    source.name = f"Erased source {source.id}"
    source.folded, source.note, source.salt = rules.fold(source.name), "", None
    for alias in queries.aliases_of(session, source.id):
        session.delete(alias)  # one by one: the search follows objects
    sweep(
        session,
        delete(SourceLikeness).where((SourceLikeness.low_id == source.id) | (SourceLikeness.high_id == source.id)),
    )
    session.execute(delete(SourceKey).where(SourceKey.source_id == source.id))
    session.execute(insert(SourceKey), [{"key": read_key(), "source_id": source.id}])  # so that nobody reads it again
