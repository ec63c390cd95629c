"""Everything the workbench reads, each room asked once: the number of queries does not grow with the ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.accounts.types import Person
from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim, Disclaimer
from verifier.audit.models import Entry
from verifier.newsroom.types import Newsroom
from verifier.policy import may_act
from verifier.provenance import queries as provenance
from verifier.provenance.models import Grade
from verifier.provenance.queries import Whole
from verifier.sources import queries as sources
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.tickets.types import Action, Standpoint
from verifier.verdicts import queries as verdicts
from verifier.verdicts.grounds import Basis, basis_of
from verifier.verdicts.models import Verdict


@dataclass(frozen=True, slots=True)
class Gathered:
    """One ticket with everything that is known of it, and who looks at it when."""

    ticket: Ticket
    claim: Claim
    article: Article
    publisher: Source
    disclaimers: Sequence[Disclaimer]
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
    person: Person
    now: datetime

    def can_edit(self) -> bool:
        """Whether this person may edit what the verdict rests on now."""
        return rules.may_edit(self.person, self.standpoint)

    def can(self, action: Action) -> bool:
        """Whether this person may do this now."""
        return may_act(self.person, action, self.standpoint)


def gather(session: Session, ticket_id: int, *, newsroom: Newsroom, person: Person, now: datetime) -> Gathered:
    """Read one ticket whole. Raises NotFound."""
    ticket, claim, article, publisher = tickets.in_full(session, ticket_id)
    standpoint = tickets.standpoint(session, ticket, single_sign_off=newsroom.single_sign_off)
    versions = verdicts.by_newest(session, ticket_id)
    log = [(row[0], row[1] or "") for row in tickets.history(session, ticket_id)]
    whole, grades = provenance.whole_of(session, claim.id), provenance.grades_of(session, claim.id)
    in_force = {statement_id: rows[0] for statement_id, rows in grades.items()}
    reviewers: tuple[tuple[int, str], ...] = ()
    if may_act(person, Action.ASSIGN, standpoint):
        reviewers = tuple((row.id, row.name) for row in accounts.who_can_review(session))
    return Gathered(
        ticket=ticket,
        claim=claim,
        article=article,
        publisher=publisher,
        disclaimers=articles.disclaimers_of(session, {article.id})[article.id],
        whole=whole,
        houses=sources.by_ids(session, _behind(whole)),
        grades=grades,
        basis=basis_of(whole.rows, in_force, verdicts.rule_set(session)),
        versions=versions,
        log=log,
        standpoint=standpoint,
        newsroom=newsroom,
        names=accounts.names_by_id(session, _people_in(ticket, versions, log) | _graders(grades)),
        reviewers=reviewers,
        person=person,
        now=now,
    )


def _behind(whole: Whole) -> set[int]:
    """The owners and feeds of those who tell this claim."""
    tellers = whole.rows.sources.values()
    return {one for row in tellers for one in (row.owner_id, row.feed_id) if one is not None}


def _people_in(ticket: Ticket, versions: Sequence[Verdict], log: Sequence[tuple[Entry, str]]) -> set[int]:
    found = {ticket.assignee_id, ticket.withdrawal_asked_by_id, ticket.changed_by_id}
    for version in versions:
        found |= {version.proposed_by_id, version.signed_by_id, version.drafted_by_id}
    for entry, _ in log:
        found |= {entry.actor_id, entry.detail.get("assignee")}
    return {one for one in found if one is not None}


def _graders(grades: dict[int, tuple[Grade, ...]]) -> set[int]:
    return {row.graded_by_id for rows in grades.values() for row in rows}
