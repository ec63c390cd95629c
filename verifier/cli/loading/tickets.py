"""The rows of one ticket as far as it has come: claim, chain, sources, verdict, and what the log says of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from verifier.articles.models import Article, Claim
from verifier.articles.rules import alone
from verifier.articles.types import Anchor
from verifier.audit.appending import Appender
from verifier.audit.canonical import digest
from verifier.audit.types import Subject
from verifier.cli.loading.cast import Cast
from verifier.cli.loading.histories import DEEDS
from verifier.cli.loading.inventing import InventedClaim, Voice
from verifier.kernel.bulk import Bulk
from verifier.learning.models import Decision
from verifier.learning.types import Outcome, Proposal
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.noting import content_of
from verifier.provenance.types import Access, DerivationStatus, GroundRules, Medium, Naming, Relation, Stance
from verifier.tickets.actions import state_of
from verifier.tickets.models import LookAgain, Note, Ticket, TicketAuthor
from verifier.tickets.rules import LEASE, NO_DUE_DATE
from verifier.tickets.types import Action, ClosedReason, LookCause
from verifier.tickets.types import TicketState as S
from verifier.verdicts.content import FORM, content_digest, signed_content
from verifier.verdicts.models import Verdict, VerdictPart
from verifier.verdicts.scales import CONTENT
from verifier.verdicts.types import Part, VerdictStatus

RULE = "load"
CONTENTS = ("unproven", "misleading", "missing_context", "mixed", "mostly_false")
ATTRIBUTIONS = ("attributed", "attributed", "attributed_secondhand", "untraceable", "misattributed")
HELD = frozenset({S.IN_PROGRESS, S.HELP_NEEDED})
WITH_A_PERSON = HELD | {S.IN_REVIEW, S.SIGNED_OFF, S.PUBLISHED, S.CORRECTING, S.WITHDRAWN}
PRIORITIES = (0, 1, 1, 1, *(2,) * 14, 3, 3)
NOTED = {"ticket:ask_help": Action.ASK_HELP, "ticket:reopen": Action.REOPEN, "ticket:withdraw": Action.WITHDRAW}

Row = Any
"""A row on its way, its columns by their names: a namespace, which costs a tenth of a mapped object."""

Link = tuple[Voice, Medium, int]
"""A teller of the chain, the medium, and the report it is filed under."""

_TICKET = (
    "id claim_id publisher_id state assignee_id lease_until priority due_at proposer_id returned_to_id published_at"
    " withdrawal_asked_by_id withdrawn_reason closed_reason closed_note duplicate_of_id created_at state_since"
    " changed_at changed_by_id version"
)
_STATEMENT = (
    "id claim_id source_id article_own in_chain mention stance naming access medium ground_rules url quote said_on note"
    " capture_id report_id added_at added_by_id"
)
_VERDICT = (
    "id ticket_id number status scale scale_version attribution content rationale asked public_note content_sha256"
    " proposed_by_id proposed_at signed_by_id signed_part signed_at published_at voided_at drafted_at drafted_by_id"
    " content_form rules_version overrides version"
)


class TicketRows:
    """The sheets of everything that hangs on a ticket. Tickets, claims and verdicts have the same number."""

    def __init__(self, bulk: Bulk, log: Appender, cast: Cast, random: Random) -> None:
        self._log, self._cast, self._random = log, cast, random
        self._count = self._statement = self._derivation = self._extra = 0
        self._claims = bulk.sheet(
            Claim,
            "id article_id exact prefix suffix start end wording kind score rule checkable reason factive_cue details",
        )
        self._tickets = bulk.sheet(Ticket, _TICKET)
        self._statements = bulk.sheet(Statement, _STATEMENT)
        self._derivations = bulk.sheet(
            Derivation,
            "id claim_id downstream_id upstream_id relation cue cue_start cue_end status inferred rule note"
            " judged_by_id",
        )
        self._authors = bulk.sheet(TicketAuthor, "ticket_id account_id first_edit_at")
        self._notes = bulk.sheet(Note, "id ticket_id entry_seq action words author_id written_at")
        self._looks = bulk.sheet(LookAgain, "id ticket_id cause source_id was now since words")
        self._verdicts = bulk.sheet(Verdict, _VERDICT)
        self._parts = bulk.sheet(VerdictPart, "verdict_id account_id part")
        self._decisions = bulk.sheet(
            Decision, "id article_id proposal place rule sort outcome decided_by_id decided_at"
        )

    def add(
        self,
        article: Article,
        claim: InventedClaim,
        place: Anchor,
        state: S,
        *,
        chain: Sequence[Link],
        at: datetime,
        until: datetime,
    ) -> None:
        """Keep one ticket in this state; ``at`` is when the article was taken in, ``until`` now."""
        self._count += 1
        pick = self._random.choice
        reviewer, editor = pick(self._cast.reviewers).id, pick(self._cast.editors).id
        wording = alone(place.exact)
        self._claims.add(
            self._count, article.id, place.exact, place.prefix, place.suffix, place.start, place.end, wording,
            claim.kind, claim.score, RULE, True, "", "", {},
        )  # fmt: skip
        if state is not S.PROPOSED:
            outcome = Outcome.REJECTED if state is S.CLOSED else Outcome.ACCEPTED
            span = f"{place.start}-{place.end}"
            self._decisions.add(self._count, article.id, Proposal.CLAIM, span, RULE, claim.kind, outcome, reviewer, at)
        statements, hops = self._graph(article, claim, state, chain, reviewer, at)
        verdict = None
        if len(DEEDS[state]) > len(DEEDS[S.IN_PROGRESS]) + 1:
            kept: Row = SimpleNamespace(start=place.start, end=place.end, exact=place.exact, wording=wording)
            verdict = self._verdict(article, kept, state, statements, hops, reviewer, editor, at)
        self._history(article, state, verdict, statements, reviewer, editor, at, until)

    def _graph(
        self, article: Article, claim: InventedClaim, state: S, chain: Sequence[Link], reviewer: int, at: datetime
    ) -> tuple[list[Row], list[Row]]:
        status = DerivationStatus.CONFIRMED if state in WITH_A_PERSON - HELD else DerivationStatus.PROPOSED
        told, hops = [], []
        for number, (voice, medium, report_id) in enumerate(chain):
            own = number == 0
            told.append(self._tell(voice, medium, report_id, at, own=own, url=article.url if own else ""))
            if own:
                continue
            self._derivation += 1
            cue, start = (claim.cue, claim.cue_start) if number == 1 else ("", None)
            hop: Row = SimpleNamespace(
                id=self._derivation, downstream_id=told[-2].id, upstream_id=told[-1].id, relation=Relation.REPORTED,
                cue=cue, status=status,
            )  # fmt: skip
            self._derivations.add(
                hop.id, self._count, hop.downstream_id, hop.upstream_id, hop.relation, cue, start,
                None if start is None else start + len(cue), status, False, RULE, "",
                reviewer if status is DerivationStatus.CONFIRMED else None,
            )  # fmt: skip
            hops.append(hop)
        if state in WITH_A_PERSON - HELD:
            voice = self._random.choice(self._cast.voices)
            told.append(self._tell(voice, Medium.DOCUMENT, None, at, by=reviewer, quote="We keep a list of our own."))
        return told, hops

    def _tell(
        self, voice: Voice, medium: Medium, report_id: int | None, at: datetime,
        *, own: bool = False, url: str = "", quote: str = "", by: int | None = None,
    ) -> Row:  # fmt: skip
        self._statement += 1
        stance = Stance.SUPPORTS if by is None else self._random.choice(tuple(Stance))
        access = Access.UNKNOWN if by is None else Access.SECOND_HAND
        row: Row = SimpleNamespace(
            id=self._statement, source_id=voice.source_id, article_own=own, in_chain=not own and by is None,
            mention="" if own or by else voice.name, said_on=None, capture_id=None,
            stance=stance, naming=voice.naming or Naming.NAMED, access=access,
            medium=medium, ground_rules=GroundRules.UNKNOWN, url=url, quote=quote, note="",
        )  # fmt: skip
        self._statements.add(
            row.id, self._count, row.source_id, own, row.in_chain, row.mention, stance, row.naming, access, medium,
            row.ground_rules, url, quote, None, "", None, report_id, at, by,
        )  # fmt: skip
        return row

    def _verdict(
        self, article: Article, claim: Row, state: S, statements: list[Row], hops: list[Row],
        reviewer: int, editor: int, at: datetime,
    ) -> Row:  # fmt: skip
        pick = self._random.choice
        signed = state is not S.IN_REVIEW
        status = VerdictStatus.SIGNED if signed else VerdictStatus.PROPOSED
        public = state in {S.PUBLISHED, S.CORRECTING, S.WITHDRAWN}
        row: Row = SimpleNamespace(
            id=self._count, ticket_id=self._count, number=1,
            status=VerdictStatus.VOID if state is S.CORRECTING else status,
            scale=CONTENT.id, scale_version=CONTENT.version, attribution=pick(ATTRIBUTIONS), content=pick(CONTENTS),
            rationale="Their list and ours differ; nobody could show a third.", asked="Both were asked; one answered.",
            public_note="", rules_version=1, overrides=[], content_form=FORM,
        )  # fmt: skip
        row.content_sha256 = content_digest(
            signed_content(
                verdict=row, claim=claim, article=article, statements=statements, derivations=hops, evidence={},
                grades={}, form=FORM,
            )
        )  # fmt: skip
        self._verdicts.add(
            row.id, row.ticket_id, 1, row.status, row.scale, row.scale_version, row.attribution, row.content,
            row.rationale, row.asked, "", row.content_sha256, reviewer, at, editor if signed else None,
            Part.SIGNER.value if signed else None, at if signed else None, at if public else None,
            at if state is S.CORRECTING else None, at, reviewer, FORM, 1, [], 3,
        )  # fmt: skip
        self._parts.add(row.id, reviewer, Part.PROPOSER)
        if signed:
            self._parts.add(row.id, editor, Part.SIGNER)
        else:
            self._authors.add(self._count, reviewer, at)
        return row

    def _history(
        self, article: Article, state: S, verdict: Row | None, statements: list[Row],
        reviewer: int, editor: int, at: datetime, until: datetime,
    ) -> None:  # fmt: skip
        random, signed = self._random, state in WITH_A_PERSON - HELD - {S.IN_REVIEW}
        due = until + timedelta(days=random.randint(-20, 60)) if random.random() < 0.3 else NO_DUE_DATE
        row: Row = SimpleNamespace(
            id=self._count, claim_id=self._count, publisher_id=article.publisher_id, state=S.PROPOSED, assignee_id=None,
            lease_until=None, priority=2, due_at=NO_DUE_DATE, proposer_id=None, returned_to_id=None, published_at=None,
            withdrawal_asked_by_id=None, withdrawn_reason="", closed_reason=None, closed_note="", duplicate_of_id=None,
            created_at=at, state_since=at, changed_at=at, changed_by_id=None, version=0,
        )  # fmt: skip
        if state in WITH_A_PERSON | {S.OPEN} and random.random() < 0.5:
            row.priority, row.due_at = random.choice(PRIORITIES), due
        for number, (action, then) in enumerate(DEEDS[state]):
            moment = at + timedelta(seconds=number)
            by = None if number == 0 else editor if signed and number > 4 else reviewer
            self._deed(row, action, then, by, moment, reviewer, verdict, statements)
        if state in HELD:
            row.lease_until = until + LEASE
        if state is S.WITHDRAWN:
            row.withdrawn_reason = "The claim was another one."
        self._tickets.add(*(getattr(row, name) for name in _TICKET.split()))
        if state is S.PUBLISHED and self._count % 400 == 0:
            self._extra += 1
            source_id = statements[-1].source_id
            self._looks.add(self._extra, self._count, LookCause.MERGE, source_id, "2 origins", "1 origin", until, "")

    def _deed(
        self, row: Row, action: str, then: S | None, by: int | None, at: datetime, reviewer: int,
        verdict: Row | None, statements: list[Row],
    ) -> None:  # fmt: skip
        detail: dict[str, Any] = {}
        if then is not None:
            detail = {"to": then} if row.version == 0 else {"from": row.state, "to": then}
            row.state, row.state_since = then, at
        if action == "ticket:take":
            row.assignee_id = reviewer
        elif action == "ticket:discard":
            row.closed_reason = ClosedReason.OUT_OF_SCOPE
        elif action == "ticket:propose_verdict":
            row.proposer_id = reviewer
        elif action == "ticket:sign_off":
            row.proposer_id = None
        elif action == "ticket:publish":
            row.published_at = at
        elif action == "ticket:ask_withdrawal":
            row.withdrawal_asked_by_id = by
        elif action == "statement:add":
            told = statements[-1]
            detail = {"statement": told.id, "state_sha256": digest(content_of(told)), "stance": told.stance}
        row.changed_at, row.changed_by_id = at, by
        subject = Subject("ticket", row.id, row.version + 1, state_of(row))
        if verdict is not None and action == "verdict:sign":
            subject = Subject("verdict", verdict.id, 3, {"content_sha256": verdict.content_sha256})
            detail = {"ticket": row.id, "number": 1, "part": Part.SIGNER}
        else:
            row.version += 1
        seq = self._log.record(action=action, subject=subject, actor_id=by, now=at, detail=detail)
        if action in NOTED:
            self._extra += 1
            self._notes.add(self._extra, row.id, seq, NOTED[action], "Somebody should look at this.", by, at)
