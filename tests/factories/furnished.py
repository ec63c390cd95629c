"""Rows in every table that the desk's usual work fills."""

import json

from factories.desk import Desk
from factories.device import Device

from verifier.accounts import queries as accounts
from verifier.accounts.actions import enter
from verifier.accounts.actions_factors import answer
from verifier.accounts.actions_passkeys import add, begin, take
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import ChallengePurpose, RelyingParty, Way
from verifier.articles import queries as articles
from verifier.articles.actions import add_disclaimers, mark_disclaimer
from verifier.matching import actions_earlier as earlier
from verifier.matching.types_earlier import CheckFields
from verifier.provenance import queries as provenance
from verifier.provenance.actions_grading import grade
from verifier.provenance.actions_retracting import RetractionFields, retract
from verifier.provenance.grades import GradeFields
from verifier.provenance.intake import mark_claim
from verifier.provenance.merging import merge
from verifier.provenance.types import Reliability
from verifier.reading.types import DisclaimerKind, DisclaimerScope, ProposedDisclaimer, Span
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind
from verifier.tickets import queries as tickets
from verifier.tickets.actions_holds import lift, put_on_hold
from verifier.tickets.types import Acting
from verifier.verdicts.types import VerdictFields
from verifier.worker.loop import catch_up


def learn(desk: Desk) -> None:
    """What the desk learns from what people do: decisions, a publisher's disclaimer, and one of a single claim."""
    me, told = desk.person(), "The account could not be verified."
    number = desk.article(
        f"Guard Grows {desk.count}\n\nThe guard has 205 men, it said. {told}\n\nWe only pass this on."
    )
    with desk.database.writing() as session:
        article = articles.by_id(session, number)
        start = article.text.index(told)
        span = Span(start, start + len(told))
        found = ProposedDisclaimer(span, DisclaimerKind.CLAIM_UNVERIFIED, DisclaimerScope.CLAIM, "", "test")
        add_disclaimers(session, article, [found])
        mark_claim(session, article, quote="The guard has 205 men", acting=Acting(me, desk.now))
        kind = DisclaimerKind.PUBLISHER_NO_VERIFICATION
        mark_disclaimer(session, article, quote="We only pass this on.", kind=kind, by=me, now=desk.now)


def furnish(desk: Desk) -> None:
    """Rows in every table that the desk's usual work fills."""
    for state in ("published", "withdrawn", "correcting", "help_needed", "closed", "proposed"):
        desk.ticket(state)
    learn(desk)
    while catch_up(desk.database, desk.now):
        pass
    by, places = desk.person(), ("Post", "Gazette", "Gazete")
    names = [f"Harbour {place} {desk.count}" for place in places]
    desk.ticket("published", chain=names[:1])
    with desk.database.writing() as session:
        one, other, _ = (find_or_add(session, name=name, kind=SourceKind.OUTLET, by=by, now=desk.now) for name in names)
        merge(session, one, other, by=by, now=desk.now)
        assert retract(session, RetractionFields("Made up."), source_id=other.id, acting=Acting(by, desk.now))[1] == 1
    desk.password(desk.person())
    desk.sign_in_link(desk.person())
    lose_a_phone(desk)
    grade_and_rule(desk)
    with desk.database.writing() as session:
        check = CheckFields(f"check-{desk.count}", "The harbour guard has 205 men", "Did the guard recruit 205 men?")
        earlier.import_checks(session, [check], now=desk.now)
        earlier.count_words(session)
    hold(desk)


def lose_a_phone(desk: Desk) -> None:
    """Somebody with a second factor, a wrong code, and a sign-in that waits for a right one; and who must have one."""
    person, sealer = desk.person(), Sealer("any")
    desk.second_factor(person, sealer)
    desk.decide(requires_factor=True)
    with desk.database.writing() as session:
        account = accounts.by_id(session, person.id)
        enter(session, account, machine="a phone", now=desk.now, way=Way.PASSWORD)
        answer(session, account, written="no code", sealer=sealer, now=desk.now)
        party = RelyingParty("localhost", "http://localhost", "Desk")
        asked = begin(
            session, purpose=ChallengePurpose.REGISTER, account=account, bound="", party=party, address="", now=desk.now
        )
        written = Device().make(json.loads(asked))
        taken = take(session, written=written, purpose=ChallengePurpose.REGISTER, bound="", now=desk.now)
        add(session, account, written=written, name="Key", challenge=taken, party=party, keep=0, now=desk.now)
        begin(session, purpose=ChallengePurpose.PROVE, account=account, bound="", party=party, address="", now=desk.now)


def hold(desk: Desk) -> None:
    """A claim on legal hold, and an article whose hold was lifted."""
    one, other, ticket_id = desk.person("editor"), desk.person("admin"), desk.ticket("published")
    with desk.database.writing() as session:
        ticket, acting = tickets.by_id(session, ticket_id), Acting(one, desk.now)
        put_on_hold(session, ticket, reason="A letter came.", acting=acting)
        article = articles.by_id(session, articles.claim_by_id(session, ticket.claim_id).article_id)
        lifted = put_on_hold(session, article, reason="A court order.", acting=acting)
        lift(session, lifted, reason="It ran out.", single_sign_off=False, acting=acting)
        assert lift(session, lifted, reason="", single_sign_off=False, acting=Acting(other, desk.now))


def grade_and_rule(desk: Desk) -> None:
    """A graded hop, a verdict that sets a rule aside, and another version of the rules."""
    me, editor = desk.person(), desk.person("editor")
    ticket_id = desk.ticket("in_progress", holder=me)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        hop = provenance.rows_for(session, ticket.claim_id).chain()[1]
        fields = GradeFields(Reliability.C, 3, "Right before.")
        grade(session, ticket, hop, fields, acting=Acting(me, desk.now), version=None)
    desk.propose(ticket_id, me, VerdictFields("attributed", "false", "They counted.", "The guard."))
    desk.sign(ticket_id, editor)
    desk.decide_rules()
    desk.decide_rules()
