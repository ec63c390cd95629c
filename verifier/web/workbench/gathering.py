"""Everything the workbench reads, each room asked once: the number of queries does not grow with the ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.accounts.types import Person
from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim, Disclaimer
from verifier.audit.models import Entry
from verifier.learning.queries import claim_record
from verifier.learning.rules import why_lower
from verifier.newsroom.types import Newsroom
from verifier.policy import may_act
from verifier.provenance import queries as provenance
from verifier.provenance import queries_reports as reports
from verifier.provenance import queries_retractions as retracted
from verifier.provenance.models import Grade, Retraction
from verifier.provenance.queries import Whole
from verifier.provenance.queries_reports import Elsewhere, Known
from verifier.sources import queries as sources
from verifier.sources.models import Source
from verifier.sources.queries import Alike
from verifier.tickets import queries as tickets
from verifier.tickets import queries_holds as holds
from verifier.tickets import rules
from verifier.tickets.models import LegalHold, LookAgain, Ticket
from verifier.tickets.types import Action, Standpoint, TicketState
from verifier.verdicts import queries as verdicts
from verifier.verdicts.grounds import Basis, basis_of
from verifier.verdicts.models import Verdict
from verifier.web.holds.banner import people_in


@dataclass(frozen=True, slots=True)
class Gathered:
    """One ticket with everything that is known of it, and who looks at it when."""

    ticket: Ticket
    claim: Claim
    article: Article
    publisher: Source
    disclaimers: Sequence[Disclaimer]
    scoped: Sequence[Disclaimer]
    lower: str
    whole: Whole
    houses: dict[int, Source]
    grades: dict[int, tuple[Grade, ...]]
    basis: Basis
    versions: Sequence[Verdict]
    log: Sequence[tuple[Entry, str]]
    standpoint: Standpoint
    newsroom: Newsroom
    names: dict[int, str]
    reviewers: tuple[tuple[int, str], ...]
    looks: Sequence[LookAgain]
    retractions: Sequence[Retraction]
    retracted_sources: dict[int, Source]
    alike: Sequence[Alike]
    person: Person
    now: datetime
    offered: Sequence[Known]
    elsewhere: Mapping[int, Sequence[Elsewhere]]
    holds: Sequence[LegalHold]
    held_since: datetime | None

    def can_edit(self) -> bool:
        """Whether this person may edit what the verdict rests on now."""
        return rules.may_edit(self.person, self.standpoint)

    def standing_retractions(self) -> list[Retraction]:
        """What was retracted of this ticket's statements and sources and stays so."""
        return [row for row in self.retractions if row.undone_at is None]

    def retracted_ids(self) -> frozenset[int]:
        """The statements that are retracted, by themselves or with their source."""
        rows, standing = self.whole.rows, self.standing_retractions()
        statements = {row.statement_id for row in standing}
        reports = {row.report_id for row in standing if row.report_id is not None}
        tellers = {rows.kinship.one(row.source_id) for row in standing if row.source_id is not None}
        return frozenset(
            row.id
            for row in rows.statements
            if row.id in statements or row.report_id in reports or rows.sources[row.source_id].id in tellers
        )

    def can(self, action: Action) -> bool:
        """Whether this person may do this now."""
        return may_act(self.person, action, self.standpoint)


def gather(
    session: Session, ticket_id: int, *, newsroom: Newsroom, person: Person, now: datetime, url: str = ""
) -> Gathered:
    """Read one ticket whole; ``url`` is an address at which known reports are wanted. Raises NotFound."""
    ticket, claim, article, publisher = tickets.in_full(session, ticket_id)
    standpoint = tickets.standpoint(session, ticket, single_sign_off=newsroom.single_sign_off)
    versions = verdicts.by_newest(session, ticket_id)
    on_hold = holds.holds_on(session, ticket_id=ticket_id, article_id=article.id)
    held_since = holds.held_in(session, [article.id])[article.id].since(claim.start, claim.end)
    standpoint = replace(standpoint, on_hold=held_since is not None)
    whole, grades = provenance.whole_of(session, claim.id), provenance.grades_of(session, claim.id)
    log = _log(session, ticket_id, whole, on_hold)
    in_force = {statement_id: rows[0] for statement_id, rows in grades.items()}
    offered: Sequence[Known] = ()
    elsewhere: Mapping[int, Sequence[Elsewhere]] = {}
    if rules.may_edit(person, standpoint):
        offered = reports.offered(session, article_id=article.id, claim_id=claim.id, url=url)
        filed = {row.report_id for row in whole.rows.statements if row.report_id is not None}
        elsewhere = reports.elsewhere(session, filed, but_claim_id=claim.id)
    reviewers: tuple[tuple[int, str], ...] = ()
    if may_act(person, Action.ASSIGN, standpoint):
        reviewers = tuple((row.id, row.name) for row in accounts.who_can_review(session))
    disclaimers, scoped = articles.disclaimers_for(session, claim)
    looks = tickets.looks_of(session, ticket_id)
    retractions = retracted.retractions_on(
        session, whole.rows, also={row.retraction_id for row in looks if row.retraction_id is not None}
    )
    return Gathered(
        ticket=ticket,
        claim=claim,
        article=article,
        publisher=publisher,
        disclaimers=disclaimers,
        scoped=scoped,
        lower=_why_lower(session, ticket, claim),
        whole=whole,
        houses=sources.by_ids(session, _behind(whole)),
        grades=grades,
        basis=basis_of(whole.rows, in_force, verdicts.rule_set(session)),
        versions=versions,
        log=log,
        standpoint=standpoint,
        newsroom=newsroom,
        names=accounts.names_by_id(
            session, _people_in(ticket, versions, log, looks) | _graders(grades) | people_in(on_hold)
        ),
        holds=on_hold,
        held_since=held_since,
        reviewers=reviewers,
        looks=looks,
        retractions=retractions,
        retracted_sources=sources.by_ids(session, {row.source_id for row in retractions if row.source_id is not None}),
        alike=sources.alike_to(session, whole.rows.kinship.ties.keys()),
        person=person,
        now=now,
        offered=offered,
        elsewhere=elsewhere,
    )


def _log(session: Session, ticket_id: int, whole: Whole, on_hold: Sequence[LegalHold]) -> Sequence[tuple[Entry, str]]:
    """The history of a ticket with the words of each act, and with who looked at originals of protected sources."""
    sources_of = whole.rows.sources
    told = (*whole.rows.statements, *whole.removed)
    guarded = {
        row.capture_id
        for row in told
        if row.capture_id is not None and row.source_id in sources_of and sources_of[row.source_id].protected
    }
    said = {"hold:put": {row.id: row.reason for row in on_hold}}
    said["hold:ask_lift"] = {row.id: row.lift_reason for row in on_hold}
    rows = tickets.history(session, ticket_id, hold_ids={row.id for row in on_hold}, capture_ids=guarded)
    return [(entry, words or said.get(entry.action, {}).get(entry.subject_id, "")) for entry, words in rows]


def _behind(whole: Whole) -> set[int]:
    """The owners and feeds of those who tell this claim."""
    tellers = whole.rows.sources.values()
    return {one for row in tellers for one in (row.owner_id, row.feed_id) if one is not None}


def _why_lower(session: Session, ticket: Ticket, claim: Claim) -> str:
    """Why a claim that is only proposed ranks lower at this desk, if it does."""
    if ticket.state is not TicketState.PROPOSED:
        return ""
    return why_lower(claim.rule, claim.kind, claim_record(session))


def _people_in(
    ticket: Ticket, versions: Sequence[Verdict], log: Sequence[tuple[Entry, str]], looks: Sequence[LookAgain]
) -> set[int]:
    found = {ticket.assignee_id, ticket.withdrawal_asked_by_id, ticket.changed_by_id}
    found |= {row.looked_by_id for row in looks}
    for version in versions:
        found |= {version.proposed_by_id, version.signed_by_id, version.drafted_by_id}
    for entry, _ in log:
        found |= {entry.actor_id, entry.detail.get("assignee")}
    return {one for one in found if one is not None}


def _graders(grades: dict[int, tuple[Grade, ...]]) -> set[int]:
    return {row.graded_by_id for rows in grades.values() for row in rows}
