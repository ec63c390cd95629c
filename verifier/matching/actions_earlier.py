"""Keeping the index of earlier claims true, and importing fact-checks into it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, event, insert, inspect, text, update
from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.matching import queries_earlier as queries
from verifier.matching.cleaning import terms_of
from verifier.matching.models_earlier import EarlierCensus, EarlierCheck, EarlierClaim, EarlierTerm
from verifier.matching.types_earlier import CheckFields, Imported, Reused
from verifier.provenance import queries_reports as reports
from verifier.provenance.actions import use_again
from verifier.tickets.actions import check_may_edit, edited
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting

GROWTH: Final = 0.1
"""The words are counted anew once the index has grown by this share."""

_COUNTED: Final = {
    "sqlite": "INSERT INTO earlier_term (term, claims) SELECT term, doc FROM earlier_claim_vocabulary",
    "postgresql": (
        "INSERT INTO earlier_term (term, claims) SELECT word, ndoc FROM ts_stat('SELECT array_to_tsvector(array_remove("
        "string_to_array(claim_terms || '' '' || title_terms, '' ''), '''')) FROM earlier_claim')"
    ),
}


def index_text(words: str) -> str:
    """A text as it is indexed: its stems with a space between them."""
    return " ".join(terms_of(words))


def keep_claims(session: Session, _context: object) -> None:
    """After changes were written: claims that are new or reworded are indexed, in the same transaction."""
    added = [row for row in session.new if isinstance(row, Claim)]
    changed = [
        row for row in session.dirty if isinstance(row, Claim) and inspect(row).attrs["wording"].history.has_changes()
    ]
    connection = session.connection()
    if added:
        entries = [_entry(row.id, row.wording) for row in added]
        connection.execute(insert(EarlierClaim), entries)
    for row in changed:
        wanted = update(EarlierClaim).where(EarlierClaim.claim_id == row.id)
        if not connection.execute(wanted.values(claim_terms=index_text(row.wording))).rowcount:
            connection.execute(insert(EarlierClaim), [_entry(row.id, row.wording)])


def _entry(claim_id: int, wording: str) -> dict[str, Any]:
    return {"claim_id": claim_id, "claim_terms": index_text(wording), "title_terms": ""}


def watch() -> None:
    """From here on every session of this process keeps the index true."""
    if not event.contains(Session, "after_flush", keep_claims):
        event.listen(Session, "after_flush", keep_claims)


def index_missing(session: Session, *, limit: int = 1_000) -> int:
    """Index claims that came in another way, such as before an update; returns how many. Derived rows: no log entry."""
    found = queries.not_indexed(session, limit)
    if found:
        session.execute(insert(EarlierClaim), [_entry(*one) for one in found])
    return len(found)


def count_words(session: Session, *, anew: bool = False) -> bool:
    """Count in how many claims each word stands, if a tenth more came since the last time; whether that was done."""
    entries = queries.count_entries(session)
    census = session.get_one(EarlierCensus, 1)
    if not anew and entries - census.entries < max(1.0, GROWTH * census.entries):
        return False
    census = session.get_one(EarlierCensus, 1, with_for_update=True, populate_existing=True)
    session.execute(delete(EarlierTerm))
    session.execute(text(_COUNTED[session.get_bind().dialect.name]))
    census.entries = entries
    return True


def rebuild(session: Session) -> int:
    """Make the index of this desk's claims anew, from the claims as they are; returns how many there are."""
    session.execute(delete(EarlierClaim).where(EarlierClaim.claim_id.is_not(None)))
    count = 0
    while batch := index_missing(session):
        count += batch
    count_words(session, anew=True)
    return count


def import_checks(session: Session, checks: Sequence[CheckFields], *, now: datetime) -> Imported:
    """Keep fact-checks with their given ids, each once: one that is here already is revised if it says something else.

    Of two with the same id among ``checks`` the last one holds.
    """
    wanted = {one.external_id: one for one in checks}
    present = queries.checks_by_external_id(session, wanted.keys())
    new = [one for key, one in wanted.items() if key not in present]
    revised = [row for key, row in present.items() if _revise(session, row, wanted[key])]
    if new:
        rows = [EarlierCheck(**asdict(one), imported_at=now) for one in new]
        session.add_all(rows)
        session.flush()
        entries = [
            {"check_id": row.id, "claim_terms": index_text(row.claim), "title_terms": index_text(row.title)}
            for row in rows
        ]
        session.execute(insert(EarlierClaim), entries)
    session.flush()
    if new or revised:
        changed = sorted([one.external_id for one in new] + [row.external_id for row in revised])
        first = min(queries.checks_by_external_id(session, changed[:1]).values(), key=lambda row: row.id)
        subject = Subject("earlier_check", first.id, 1, {"external_ids": changed})
        detail = {"added": len(new), "revised": len(revised)}
        record(session, action="check:import", subject=subject, actor_id=None, now=now, detail=detail)
    return Imported(len(new), len(revised), len(checks) - len(new) - len(revised))


def reuse_statements(
    session: Session, ticket: Ticket, claim: Claim, earlier_id: int, *, acting: Acting, version: int | None
) -> Reused:
    """Let a claim draw on the reports on which an earlier claim that says the same draws, each with its stance there.

    Nothing a protected source said is taken over, and nothing off the record or on background. Raises RuleBroken where
    the ticket may not be edited, Stale.
    """
    check_may_edit(session, ticket, acting, version=version)
    if earlier_id == claim.id:
        raise RuleBroken("reuse_itself", "A claim cannot use its own sources again.")
    rows, left = queries.reusable(session, [earlier_id])[earlier_id]
    known, wanted = 0, []
    for row in rows:
        report = reports.by_id(session, row.report_id or 0)
        if reports.serves(session, report.id, claim.id):
            known += 1
        elif reports.newest_statement(session, report.id).ground_rules in queries.CONFIDENTIAL:
            left += 1
        else:
            wanted.append((report, row.stance))
    if wanted:
        edited(session, ticket, acting, version=version)
    added = 0
    for report, stance in wanted:
        if not reports.serves(session, report.id, claim.id):  # two statements may stand on one report
            use_again(session, ticket, claim, report, stance=stance, acting=acting, version=None)
            added += 1
    return Reused(added, known + len(wanted) - added, left)


def _revise(session: Session, row: EarlierCheck, fields: CheckFields) -> bool:
    """Write what a fact-check says now; whether that is something else than before."""
    values = asdict(fields)
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    terms = {"claim_terms": index_text(fields.claim), "title_terms": index_text(fields.title)}
    session.execute(update(EarlierClaim).where(EarlierClaim.check_id == row.id).values(**terms))
    return True
