"""Holding a database against what its people were told: what is lost, doubled, or changed without a log entry."""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from faults.journal import MARKED, Deed, Kind, Outcome
from faults.serving import Place
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from verifier.audit import checkpoints, queries
from verifier.audit.canonical import digest
from verifier.audit.models import Entry, LogHead
from verifier.audit.notes import Signer
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook
from verifier.provenance.models import Statement
from verifier.tickets.actions import state_of
from verifier.tickets.models import Note, Ticket
from verifier.verdicts.models import Verdict
from verifier.verdicts.types import VerdictStatus

KINDS = [kind.value for kind in Kind]


@dataclass
class Findings:
    """What was found wrong, by sort; nothing where the desk keeps its word."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    without_entry: list[str] = field(default_factory=list)
    twice_assigned: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Take in what was found elsewhere."""
        for name in self.__dataclass_fields__:
            getattr(self, name).extend(getattr(other, name))

    def all(self) -> list[str]:
        """Every sentence."""
        return [f"{name}: {one}" for name in self.__dataclass_fields__ for one in getattr(self, name)]

    def figures(self) -> str:
        """One line."""
        return ", ".join(f"{len(getattr(self, name))} {name.replace('_', ' ')}" for name in self.__dataclass_fields__)


def settle(database: Database, seconds: float = 10.0) -> None:
    """Wait until PostgreSQL noticed that its clients are dead: a commit may still be under way there."""
    over = time.monotonic() + seconds
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while database.dialect == "postgresql" and time.monotonic() < over:
        with database.reading() as session:
            if not session.scalar(others):
                return
        time.sleep(0.02)


def log_size(database: Database) -> int:
    """How many entries the log holds."""
    with database.reading() as session:
        return session.get_one(LogHead, 1).size


def check_deeds(session: Session, deeds: Sequence[Deed], since: int, before: Sequence[Deed] = ()) -> Findings:
    """Hold what was asked against what is there.

    ``since`` is the first entry that these deeds can have written, ``before`` what was asked earlier.
    """
    found = Findings()
    ticket_ids = {deed.ticket_id for deed in deeds}
    wanted = select(Entry).where(Entry.seq >= since, Entry.action.in_(KINDS))
    entries = session.scalars(wanted.where(Entry.actor_id.is_not(None))).all()
    ticket_ids |= {entry.subject_id for entry in entries}
    _check_entries(entries, deeds, found)
    _check_marks(session, [deed for deed in deeds if deed.kind in MARKED], found)
    _check_drafts(session, [*before, *deeds], {deed.ticket_id for deed in deeds}, found)
    _check_signatures(session, deeds, found)
    check_tickets(session, ticket_ids - {0}, found)
    return found


def _check_entries(entries: Iterable[Entry], deeds: Iterable[Deed], found: Findings) -> None:
    """Each acknowledged deed has exactly one entry; each entry was asked for."""
    written = Counter((entry.actor_id, entry.subject_id, entry.action) for entry in entries)
    told: Counter[tuple[int, int, str]] = Counter()
    open_ends: Counter[tuple[int, int, str]] = Counter()
    for deed in deeds:
        key = (deed.person_id, deed.ticket_id, deed.kind.value)
        if deed.outcome is Outcome.DONE:
            told[key] += 1
        elif deed.outcome is Outcome.UNKNOWN:
            open_ends[key] += 1
    for key, count in told.items():
        if written[key] < count:
            found.lost.append(f"{count} x {key} acknowledged, {written[key]} in the log")
    for key, count in written.items():
        person_id, _, action = key
        spare = count - told[key]
        for one in (key, (person_id, 0, action)):  # the next ticket has no number before it is answered
            used = min(max(spare, 0), open_ends[one])
            open_ends[one] -= used
            spare -= used
        if spare > 0:
            found.doubled.append(f"{key}: {count} in the log, {told[key]} acknowledged")


def _check_marks(session: Session, deeds: Sequence[Deed], found: Findings) -> None:
    statements = _count(session, Statement.quote, deeds, Kind.STATEMENT)
    notes = _count(session, Note.words, deeds, Kind.RETURN)
    for deed in deeds:
        if deed.kind in {Kind.STATEMENT, Kind.RETURN}:
            there = (statements if deed.kind is Kind.STATEMENT else notes)[deed.marker]
            least = int(deed.outcome is Outcome.DONE)
            most = int(deed.outcome in {Outcome.DONE, Outcome.UNKNOWN})
            if there < least:
                found.lost.append(f"{deed.kind} {deed.marker} on ticket {deed.ticket_id}")
            elif there > most:
                found.doubled.append(f"{deed.kind} {deed.marker} on ticket {deed.ticket_id}: {there} times")


def _check_drafts(session: Session, deeds: Iterable[Deed], ticket_ids: Collection[int], found: Findings) -> None:
    """The words of each verdict are the last that were acknowledged, or some that were cut off after those."""
    drafts: dict[int, list[Deed]] = defaultdict(list)
    for deed in deeds:
        written = deed.kind in {Kind.DRAFT, Kind.PROPOSE} and deed.outcome in {Outcome.DONE, Outcome.UNKNOWN}
        if written and deed.ticket_id in ticket_ids:
            drafts[deed.ticket_id].append(deed)
    for ticket_id, wrote in drafts.items():
        last = max((place for place, deed in enumerate(wrote) if deed.outcome is Outcome.DONE), default=-1)
        allowed = {deed.marker for deed in wrote[max(last, 0) :]}
        newest = (
            select(Verdict.rationale).where(Verdict.ticket_id == ticket_id).order_by(Verdict.number.desc()).limit(1)
        )
        kept = session.scalar(newest)
        if kept not in allowed and (last >= 0 or kept is not None):
            found.lost.append(f"the draft of ticket {ticket_id} says {kept}, not {sorted(allowed)}")


def _count(session: Session, column: object, deeds: Iterable[Deed], kind: Kind) -> Counter[str]:
    markers = [deed.marker for deed in deeds if deed.kind is kind]
    return Counter(session.scalars(select(column).where(column.in_(markers))))  # type: ignore[attr-defined,call-overload]


def _check_signatures(session: Session, deeds: Iterable[Deed], found: Findings) -> None:
    for deed in deeds:
        if deed.kind is Kind.SIGN and deed.outcome is Outcome.DONE:
            wanted = select(func.count()).select_from(Verdict)
            signed = wanted.where(Verdict.ticket_id == deed.ticket_id, Verdict.signed_by_id == deed.person_id)
            count = session.scalar(signed.where(Verdict.status == VerdictStatus.SIGNED)) or 0
            if count != 1:
                (found.doubled if count else found.lost).append(f"{count} signatures of ticket {deed.ticket_id}")


def check_tickets(session: Session, ticket_ids: Iterable[int], found: Findings) -> None:
    """Each ticket stands where its entries, one after the other, have brought it."""
    wanted = sorted(ticket_ids)
    tickets = {row.id: row for row in session.scalars(select(Ticket).where(Ticket.id.in_(wanted)))}
    about = select(Entry).where(Entry.subject_kind == "ticket", Entry.subject_id.in_(wanted)).order_by(Entry.seq)
    trails: dict[int, list[Entry]] = defaultdict(list)
    for entry in session.scalars(about):
        trails[entry.subject_id].append(entry)
    for ticket_id, trail in trails.items():
        ticket, last = tickets[ticket_id], trail[-1]
        if (last.subject_version, last.state_sha256) != (ticket.version, digest(state_of(ticket))):
            found.without_entry.append(f"ticket {ticket_id} is not as entry {last.seq} ({last.action}) left it")
        state: str | None = None
        for entry in trail:
            before, after = entry.detail.get("from"), entry.detail.get("to")
            if before is not None and before != state:
                sort = found.twice_assigned if entry.action == Kind.TAKE else found.doubled
                sort.append(f"ticket {ticket_id}: {entry.action} from {before} while it was {state}")
            state = after or state
        if state != ticket.state.value:
            found.without_entry.append(f"ticket {ticket_id} is {ticket.state.value}, the log says {state}")


def check_whole(place: Place, database: Database) -> Findings:
    """Everything at once: the log and its checkpoints, every ticket, and that nothing stands there without an entry."""
    found = Findings()
    logbook = Logbook(place.folder / "log")
    with database.reading() as session:
        signed = []
        if logbook.has_key:
            key = Signer.from_secret(logbook.secret(str)).key
            signed, wrong = checkpoints.kept(logbook.everything(), key)
            found.log.extend(wrong)
        found.log.extend(queries.discrepancies(session, signed))
        found.log.extend(checkpoints.uncovered(session, signed, before=datetime.now(UTC) - timedelta(minutes=65)))
        check_tickets(session, session.scalars(select(Ticket.id)).all(), found)
        for what, rows, action in _pairs():
            entries = session.scalar(select(func.count()).select_from(Entry).where(Entry.action == action)) or 0
            there = session.scalar(rows) or 0
            if there > entries:
                found.without_entry.append(f"{there} {what}, {entries} entries {action}")
            elif there < entries:
                found.lost.append(f"{there} {what}, {entries} entries {action}")
        if database.dialect == "sqlite":
            found.log.extend(row for row in session.scalars(text("PRAGMA integrity_check")) if row != "ok")
            found.log.extend(str(row) for row in session.execute(text("PRAGMA foreign_key_check")))
    return found


def _pairs() -> Iterator[tuple[str, object, str]]:
    """Rows of which each has one entry: what, how many there are, the entry's action."""
    count = select(func.count())
    mine = count.select_from(Statement).where(Statement.article_own.is_(False), Statement.in_chain.is_(False))
    yield "sources beside the chain", mine, "statement:add"
    yield "signed verdicts", count.select_from(Verdict).where(Verdict.signed_by_id.is_not(None)), "verdict:sign"
    yield "comments of returns", count.select_from(Note).where(Note.action == "return"), "ticket:return"
    yield "tickets", count.select_from(Ticket), "ticket:open"
