"""A desk for tests, furnished through the rooms' own verbs: what is tested stands on what the product does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pyotp
from sqlalchemy.orm import Session

from verifier.accounts import actions as accounts
from verifier.accounts import actions_factors as factors
from verifier.accounts.models import Account
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import LinkPurpose, Person, Role
from verifier.archive.actions import keep
from verifier.archive.types import CaptureMethod
from verifier.articles import actions as articles
from verifier.articles import queries as article_queries
from verifier.articles.types import Recognised
from verifier.kernel.db import Database
from verifier.newsroom import actions as newsroom_actions
from verifier.newsroom import queries as newsroom_queries
from verifier.newsroom.types import Newsroom
from verifier.outside.evidence import EvidenceStore
from verifier.provenance import actions as provenance
from verifier.provenance import actions_hops as hops
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import Stance
from verifier.reading import types as reading
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, ClosedReason, TicketState
from verifier.verdicts import actions as verdicts
from verifier.verdicts import queries as verdict_queries
from verifier.verdicts.types import Override, VerdictFields

TEXT = (
    "Harbour Guard Recruits 200 Men in Port Calder\n\n"
    "The guard has recruited more than 205 men so far, the Calder Monitor said.\n\n"
    "Local sources told the Monitor that training began in May.\n\n"
    "This article was edited by The Coast Reader. The Coast Reader has not verified the content of this story. "
    "Responsibility for the views set out in it lies with the author."
)
CLAIM = "The guard has recruited more than 205 men so far"
DISCLAIMER = "The Coast Reader has not verified the content of this story."
GOOD = VerdictFields("attributed", "unproven", "The Monitor said so; nobody else counted.", "The guard; no answer.")


def with_reasons(session: Session, ticket: Ticket, fields: VerdictFields) -> VerdictFields:
    """The same verdict with a reason for each rule of the desk that it breaks, where none was written."""
    broken = verdicts.basis_for(session, ticket).breaches(fields.content)
    reasons = tuple(Override(one.rule, one.message, "Nobody else can be reached.") for one in broken)
    return replace(fields, overrides=fields.overrides or reasons)


@dataclass
class Desk:
    """People, articles and tickets of one test."""

    database: Database
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    count: int = 0
    evidence: EvidenceStore | None = None  # without one originals are kept in name only

    def person(self, role: Role | str = Role.REVIEWER, name: str = "") -> Person:
        """Somebody who works here; a new one each time."""
        self.count += 1
        with self.database.writing() as session:
            email = f"person{self.count}@example.org"
            account, _ = accounts.invite(
                session, email=email, name=name or f"Person {self.count}", role=Role(role), by=None, now=self.now
            )
            return account.as_person()

    def sign_in_link(self, person: Person) -> str:
        """The secret of a one-time sign-in link."""
        with self.database.writing() as session:
            account = session.get_one(Account, person.id)
            return accounts.make_link(session, account, purpose=LinkPurpose.SIGN_IN, by=None, now=datetime.now(UTC))

    def password(self, person: Person, words: str = "four calm words here") -> str:
        """Give somebody a password."""
        with self.database.writing() as session:
            accounts.set_password(session, session.get_one(Account, person.id), password=words, now=self.now)
        return words

    def second_factor(self, person: Person, sealer: Sealer) -> tuple[str, tuple[str, ...]]:
        """Give somebody an app, confirmed five minutes ago: its secret, and their recovery codes."""
        now = datetime.now(UTC) - timedelta(minutes=5)
        with self.database.writing() as session:
            account = session.get_one(Account, person.id)
            factors.offer_authenticator(session, account, sealer=sealer, now=now)
            secret = factors.offered_secret(session, account.id, sealer=sealer, now=now)
            assert secret is not None
            code = pyotp.TOTP(secret).at(now)
            _, papers = factors.confirm_authenticator(
                session, account, written=code, machine="a test", sealer=sealer, now=now
            )
        return secret, papers

    def decide(self, **changes: bool | str) -> None:
        """Change the newsroom's settings."""
        with self.database.writing() as session:
            present = newsroom_queries.current(session)
            wanted = Newsroom(
                name=str(changes.get("name", present.name)),
                auto_publish=bool(changes.get("auto_publish", present.auto_publish)),
                single_sign_off=bool(changes.get("single_sign_off", present.single_sign_off)),
                requires_factor=bool(changes.get("requires_factor", present.requires_factor)),
            )
            newsroom_actions.decide(session, wanted, by=None, now=self.now)

    def decide_rules(self) -> None:
        """Switch every rule of the desk that is on off, and the others on."""
        with self.database.writing() as session:
            present = verdict_queries.rule_set(session)
            wanted = [replace(rule, active=not rule.active) for rule in present.rules]
            verdicts.decide_rules(session, wanted, version=present.version, acting=Acting(None, self.now))

    def article(self, text: str = TEXT, *, publisher: str = "The Coast Reader", title: str = "") -> int:
        """An article with its disclaimer and no claims; its id."""
        with self.database.writing() as session:
            return self._article(session, text, publisher, title or text.split("\n")[0]).id

    def _article(self, session: Session, text: str, publisher: str, title: str) -> articles.Article:
        capture = keep(
            session,
            sha256=self.evidence.put(text.encode()) if self.evidence else "0" * 64,
            size=len(text),
            media_type="text/plain",
            method=CaptureMethod.PASTE,
            by=None,
            now=self.now,
        )
        what = Recognised(title, publisher, "", None, "en", "https://coast.example/guard")
        article = articles.take_in(
            session, what=what, text=text, notes=(), conflicts=(), capture_id=capture.id, by=None, now=self.now
        )
        start = text.find(DISCLAIMER)
        if start >= 0:
            span = reading.Span(start, start + len(DISCLAIMER))
            kind = reading.DisclaimerKind.PUBLISHER_NO_VERIFICATION
            scope = reading.DisclaimerScope.ARTICLE
            found = reading.ProposedDisclaimer(span, kind, scope, publisher, "test")
            articles.add_disclaimers(session, article, [found])
        return article

    def ticket(
        self,
        state: TicketState | str = TicketState.OPEN,
        *,
        holder: Person | None = None,
        editor: Person | None = None,
        article_id: int | None = None,
        quote: str = CLAIM,
        chain: Sequence[str] = ("Calder Monitor",),
        fields: VerdictFields = GOOD,
    ) -> int:
        """A ticket brought to a state by the verbs that lead there; its id."""
        wanted = TicketState(state)
        article_id = article_id or self.article(f"{TEXT}\n\nNumber {self.count}.{'x' * self.count}")
        self.count += 1
        with self.database.writing() as session:
            article = article_queries.by_id(session, article_id)
            claim = articles.add_marked_claim(session, article, quote=quote)
            opened = tickets.open_ticket(
                session,
                claim=claim,
                article=article,
                acting=Acting(None, self.now),
                accepted=wanted is not TicketState.PROPOSED,
            )
            hops = [
                reading.Hop(
                    name,
                    reading.SourceKind.ORGANISATION,
                    reading.Naming.NAMED,
                    reading.Relation.REPORTED,
                    "said",
                    (reading.Span(claim.end, claim.end + 4),),
                    False,
                    "test",
                )
                for name in chain
            ]
            provenance.propose_chain(
                session, claim=claim, article=article, hops=hops, groups={}, acting=Acting(None, self.now)
            )
            ticket_id = opened.id
        if wanted in {TicketState.PROPOSED, TicketState.OPEN}:
            return ticket_id
        holder = holder or self.person()
        if wanted is TicketState.CLOSED:
            with self.database.writing() as session:
                tickets.close(
                    session,
                    ticket_queries.by_id(session, ticket_id),
                    Acting(holder, self.now),
                    reason=ClosedReason.NOT_CHECKABLE,
                    note="An opinion.",
                    duplicate_of_id=None,
                )
            return ticket_id
        self.work(ticket_id, wanted, holder, editor, fields)
        return ticket_id

    def work(
        self,
        ticket_id: int,
        wanted: TicketState,
        holder: Person,
        editor: Person | None = None,
        fields: VerdictFields = GOOD,
    ) -> None:
        """Bring an open ticket on, as its holder and, from the signature on, as an editor."""
        steps = [TicketState.IN_PROGRESS, TicketState.IN_REVIEW, TicketState.PUBLISHED]
        signer = editor
        with self.database.writing() as session:
            acting = Acting(holder, self.now)
            ticket = ticket_queries.by_id(session, ticket_id)
            tickets.take(session, ticket, acting)
            if wanted is TicketState.HELP_NEEDED:
                tickets.ask_help(session, ticket, acting, comment="Who speaks Arabic?")
        if wanted in {TicketState.HELP_NEEDED, steps[0]}:
            return
        self.propose(ticket_id, holder, fields)
        if wanted is steps[1]:
            return
        signer = signer or self.person(Role.EDITOR)
        self.decide(auto_publish=wanted is not TicketState.SIGNED_OFF)
        self.sign(ticket_id, signer)
        if wanted is TicketState.CORRECTING:
            with self.database.writing() as session:
                ticket = ticket_queries.by_id(session, ticket_id)
                verdicts.reopen(session, ticket, reason="New figures.", acting=Acting(holder, self.now))
        if wanted is TicketState.WITHDRAWN:
            for one in (signer, self.person(Role.EDITOR)):
                with self.database.writing() as session:
                    ticket = ticket_queries.by_id(session, ticket_id)
                    present = newsroom_queries.current(session)
                    verdicts.withdraw(
                        session, ticket, reason="Wrong claim.", newsroom=present, acting=Acting(one, self.now)
                    )

    def propose(self, ticket_id: int, holder: Person, fields: VerdictFields = GOOD) -> None:
        """Judge the chain, add a source and propose a verdict, with a reason for each rule of the desk it breaks."""
        with self.database.writing() as session:
            acting = Acting(holder, self.now)
            ticket = ticket_queries.by_id(session, ticket_id)
            claim = article_queries.claim_by_id(session, ticket.claim_id)
            article = article_queries.by_id(session, claim.article_id)
            hops.confirm_all(session, ticket, acting=acting, version=None)
            provenance.add_statement(
                session,
                ticket,
                claim,
                StatementFields("Port Office", "state_body", Stance.REFUTES, quote="We count ninety."),
                capture_id=None,
                acting=acting,
                version=None,
            )
            answered = with_reasons(session, ticket, fields)
            verdicts.propose(session, ticket, claim, article, answered, acting=acting, version=None)

    def sign(self, ticket_id: int, editor: Person) -> None:
        """Sign what was proposed."""
        with self.database.writing() as session:
            ticket = ticket_queries.by_id(session, ticket_id)
            claim = article_queries.claim_by_id(session, ticket.claim_id)
            article = article_queries.by_id(session, claim.article_id)
            proposal = verdict_queries.working(verdict_queries.by_newest(session, ticket.id))
            assert proposal is not None
            verdicts.sign_off(
                session,
                ticket,
                claim,
                article,
                seen_sha256=proposal.content_sha256 or "",
                newsroom=newsroom_queries.current(session),
                acting=Acting(editor, self.now),
            )

    def state(self, ticket_id: int) -> TicketState:
        """Where a ticket stands now."""
        with self.database.reading() as session:
            return session.get_one(Ticket, ticket_id).state

    def later(self, **time: float) -> datetime:
        """A moment after this desk's now."""
        return self.now + timedelta(**time)
