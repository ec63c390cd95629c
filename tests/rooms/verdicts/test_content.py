"""What a signature covers, recomputed as a stranger would: from the rows and the page on security alone."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from factories.behind import behind
from factories.desk import GOOD, Desk
from factories.readers import rows_of
from sqlalchemy import Executable, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from verifier.accounts.types import Person, Role
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.provenance import queries as provenance
from verifier.provenance.actions_grading import grade
from verifier.provenance.grades import GradeFields
from verifier.provenance.models import Grade
from verifier.provenance.types import Access, Medium, Reliability
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind
from verifier.tickets.types import Acting
from verifier.verdicts import actions, queries
from verifier.verdicts.content import FORM
from verifier.verdicts.models import DeskRuleRow, Verdict
from verifier.verdicts.types import DeskRule, Override, RuleKind, VerdictFields, VerdictStatus

FALSE = VerdictFields("attributed", "false", "They counted.", "The guard.")
STATEMENT = (
    ("source", "source_id"),
    ("article_own", "article_own"),
    ("in_chain", "in_chain"),
    ("mention", "mention"),
    ("stance", "stance"),
    ("naming", "naming"),
    ("access", "access"),
    ("medium", "medium"),
    ("ground_rules", "ground_rules"),
    ("url", "url"),
    ("quote", "quote"),
    ("note", "note"),
    ("capture", "capture_id"),
)


def stranger_digest(session: Session, verdict: Verdict) -> str:
    """The digest by docs/security.md, with nothing of the product but its rows."""
    _, claim, article = rows_of(session, verdict.ticket_id)
    rows = provenance.rows_for(session, claim.id)
    newest: dict[int, Grade] = {}
    for row in session.scalars(select(Grade).order_by(Grade.id)):
        newest[row.statement_id] = row
    told: list[dict[str, Any]] = []
    for row in rows.statements:
        told.append({"id": row.id, **{key: getattr(row, column) for key, column in STATEMENT}})
        told[-1] |= {"said_on": row.said_on.isoformat() if row.said_on else None, "evidence": None}
        if verdict.content_form == 2:
            kept = newest.get(row.id)
            told[-1]["grade"] = kept and {
                "reliability": kept.reliability,
                "credibility": kept.credibility,
                "reason": kept.reason,
            }
    names = ("scale", "scale_version", "attribution", "content", "rationale", "asked", "public_note")
    if verdict.content_form == 2:
        names = (*names, "rules_version", "overrides")
    whole = {
        "form": verdict.content_form,
        "ticket": verdict.ticket_id,
        "claim": {
            "article_text_sha256": article.text_sha256,
            "publisher": article.publisher_id,
            **{name: getattr(claim, name) for name in ("start", "end", "exact", "wording")},
        },
        "statements": told,
        "derivations": [
            {
                "downstream": hop.downstream_id,
                "upstream": hop.upstream_id,
                "relation": hop.relation,
                "cue": hop.cue,
                "status": hop.status,
            }
            for hop in rows.derivations
        ],
        "verdict": {name: getattr(verdict, name) for name in names},
    }
    words = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def graded(desk: Desk, me: Person, ticket_id: int, number: int = 2) -> None:
    with desk.database.writing() as session:
        ticket, claim, _ = rows_of(session, ticket_id)
        hop = provenance.rows_for(session, claim.id).chain()[1]
        fields = GradeFields(Reliability.B, number, "It held up: تحققنا.")
        grade(session, ticket, hop, fields, acting=Acting(me, desk.now), version=None)


def signed_at_once(desk: Desk, *, fields: VerdictFields = FALSE) -> int:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    graded(desk, me, ticket_id)
    desk.propose(ticket_id, me, fields)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    return ticket_id


def test_a_stranger_recomputes_what_is_signed_now(desk: Desk, database: Database) -> None:
    ticket_id = signed_at_once(desk)
    with database.reading() as session:
        verdict = queries.by_newest(session, ticket_id)[0]
        assert (verdict.content_form, verdict.rules_version, len(verdict.overrides)) == (FORM, 1, 1) == (2, 1, 1)
        assert stranger_digest(session, verdict) == verdict.content_sha256


def as_form_one(database: Database, ticket_id: int) -> None:
    """Make a proposal what one was before there were grades and rules."""
    with behind(database) as session:
        _, claim, article = rows_of(session, ticket_id)
        verdict = queries.by_newest(session, ticket_id)[0]
        verdict.content_form, verdict.rules_version, verdict.overrides = 1, None, []
        verdict.content_sha256 = queries.digest_now(session, verdict, claim, article)


def test_what_was_signed_under_the_first_form_still_holds(desk: Desk, database: Database) -> None:
    ticket_id = desk.ticket("in_review")
    as_form_one(database, ticket_id)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    with database.reading() as session:
        _, claim, article = rows_of(session, ticket_id)
        verdict = queries.by_newest(session, ticket_id)[0]
        assert verdict.content_form == 1
        assert stranger_digest(session, verdict) == verdict.content_sha256
        assert queries.digest_now(session, verdict, claim, article) == verdict.content_sha256


def test_a_verdict_from_before_the_rules_comes_through_the_migration(desk: Desk, database: Database) -> None:
    waiting, signed = desk.ticket("in_review", fields=FALSE), desk.ticket("in_review", fields=FALSE)
    for ticket_id in (waiting, signed):
        as_form_one(database, ticket_id)
    desk.sign(signed, desk.person(Role.EDITOR))
    before = migrating.revisions()[migrating.revisions().index("0003") - 1]
    migrating.downgrade(database, before)
    migrating.upgrade(database)
    desk.sign(waiting, desk.person(Role.EDITOR))  # proposed before there were rules, and signed without them
    for ticket_id in (waiting, signed):
        with database.reading() as session:
            _, claim, article = rows_of(session, ticket_id)
            verdict = queries.by_newest(session, ticket_id)[0]
            assert (verdict.content_form, verdict.status) == (1, VerdictStatus.SIGNED)
            assert queries.digest_now(session, verdict, claim, article) == verdict.content_sha256
        for change in ({"content": "true"}, {"content_form": 2}):
            with pytest.raises(IntegrityError), behind(database) as session:
                session.connection().execute(update(Verdict).where(Verdict.ticket_id == ticket_id).values(**change))


RULED = [{"content_form": 1}, {"rules_version": 7}, {"rules_version": None}, {"overrides": []}]


@pytest.mark.parametrize("values", RULED)
def test_what_a_signed_verdict_went_by_is_never_changed(
    desk: Desk, database: Database, values: dict[str, object]
) -> None:
    ticket_id = signed_at_once(desk)
    with pytest.raises(IntegrityError), behind(database) as session:
        session.connection().execute(update(Verdict).where(Verdict.ticket_id == ticket_id).values(**values))


def test_grades_and_reasons_are_covered(desk: Desk, database: Database) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    graded(desk, me, ticket_id)
    desk.propose(ticket_id, me, FALSE)

    def digest(session: Session) -> str:
        _, claim, article = rows_of(session, ticket_id)
        return queries.digest_now(session, queries.by_newest(session, ticket_id)[0], claim, article)

    with database.reading() as session:
        before = digest(session)
        assert before == queries.by_newest(session, ticket_id)[0].content_sha256
    seen = {before}
    with behind(database) as session:
        verdict = queries.by_newest(session, ticket_id)[0]
        verdict.overrides = [{**verdict.overrides[0], "reason": "Another."}]
        session.flush()
        seen.add(digest(session))
        verdict.rules_version = 2
        session.flush()
        seen.add(digest(session))
        hop = provenance.rows_for(session, rows_of(session, ticket_id)[1].id).chain()[1]
        row = {"statement_id": hop.id, "reliability": Reliability.B, "credibility": 2, "reason": "Otherwise."}
        session.add(Grade(**row, graded_by_id=me.id, graded_at=desk.now))
        session.flush()
        seen.add(digest(session))
    assert len(seen) == 4


def propose(desk: Desk, ticket_id: int, me: Person, fields: VerdictFields) -> None:
    with desk.database.writing() as session:
        actions.propose(session, *rows_of(session, ticket_id), fields, acting=Acting(me, desk.now), version=None)


def test_a_reason_is_void_once_another_rule_breaks(desk: Desk, database: Database) -> None:
    me, editor = desk.person(), desk.person(Role.EDITOR)
    ticket_id = desk.ticket("in_review", holder=me, fields=FALSE)
    with database.writing() as session:
        ticket, _, _ = rows_of(session, ticket_id)
        actions.give_back(session, ticket, comment="Is it true?", acting=Acting(editor, desk.now))
    with database.reading() as session:
        kept = queries.fields_of(queries.by_newest(session, ticket_id)[0])
    assert [one.rule for one in kept.overrides] == [1]
    otherwise = VerdictFields(kept.attribution, "true", kept.rationale, kept.asked, "", kept.overrides)
    with pytest.raises(RuleBroken) as refused:
        propose(desk, ticket_id, me, otherwise)
    assert (refused.value.code, refused.value.field) == ("rule_broken", "override-1")
    propose(desk, ticket_id, me, kept)  # the verdict it was written for still stands on it
    with database.reading() as session:
        assert len(queries.by_newest(session, ticket_id)[0].overrides) == 1


def test_only_reasons_that_are_needed_are_proposed(desk: Desk, database: Database) -> None:
    me = desk.person()
    idle = Override(1, "Something else.", "For nothing.")
    fields = VerdictFields(GOOD.attribution, GOOD.content, GOOD.rationale, GOOD.asked, "", (idle,))
    ticket_id = desk.ticket("in_review", holder=me, fields=fields)
    with database.reading() as session:
        assert queries.by_newest(session, ticket_id)[0].overrides == []


def decide(desk: Desk, *rules: DeskRule, by: Person | None = None) -> None:
    with desk.database.writing() as session:
        version = queries.rule_set(session).version
        actions.decide_rules(session, rules, version=version, acting=Acting(by, desk.now))


def test_what_is_in_review_is_judged_by_the_rules_of_the_day(desk: Desk, database: Database) -> None:
    editor = desk.person(Role.EDITOR)
    ticket_id = desk.ticket("in_review")
    decide(desk, DeskRule(1, RuleKind.NEEDS_ORIGINAL, True, ("unproven",)), by=editor)
    with pytest.raises(RuleBroken) as refused:
        desk.sign(ticket_id, editor)
    assert refused.value.message.endswith("Return it, so that this is mended.")
    decide(desk, DeskRule(1, RuleKind.NEEDS_ORIGINAL, False, ("unproven",)), by=editor)
    desk.sign(ticket_id, editor)
    with database.reading() as session:
        assert queries.by_newest(session, ticket_id)[0].rules_version == 1  # those it was proposed under
        assert [row.version for row in queries.rules_decided(session)] == [3, 2, 1]
        assert queries.rule_set(session, 2).rules[0].active is True


def test_one_owner_found_later_takes_the_highest_grade_away(desk: Desk, database: Database) -> None:
    me, editor = desk.person(), desk.person(Role.EDITOR)
    ticket_id = desk.ticket("in_review", holder=me, fields=GOOD)
    with database.writing() as session:
        ticket, claim, _ = rows_of(session, ticket_id)
        actions.recall(session, ticket, acting=Acting(me, desk.now))
        rows = provenance.rows_for(session, claim.id)
        rows.corroboration()[0].stance = rows.article_own().stance  # type: ignore[union-attr]
    graded(desk, me, ticket_id, number=1)
    propose(desk, ticket_id, me, GOOD)
    with database.writing() as session:
        rows = provenance.rows_for(session, rows_of(session, ticket_id)[1].id)
        owner = find_or_add(session, name="House", kind=SourceKind.ORGANISATION, by=editor, now=desk.now)
        for source in rows.sources.values():
            source.owner_id = owner.id
    with pytest.raises(RuleBroken) as refused:
        desk.sign(ticket_id, editor)
    assert refused.value.code == "grade_unfounded"
    with database.writing() as session:
        ticket, _, _ = rows_of(session, ticket_id)
        actions.give_back(session, ticket, comment="See the grade.", acting=Acting(editor, desk.now + timedelta(1)))
    with pytest.raises(RuleBroken) as stopped:
        propose(desk, ticket_id, me, GOOD)
    assert stopped.value.code == "grade_unfounded"
    graded(desk, me, ticket_id)
    propose(desk, ticket_id, me, GOOD)


def test_a_reopened_verdict_keeps_its_reasons_for_the_correction(desk: Desk, database: Database) -> None:
    ticket_id, me = signed_at_once(desk), desk.person()
    with database.writing() as session:
        ticket, _, _ = rows_of(session, ticket_id)
        actions.reopen(session, ticket, reason="New figures.", acting=Acting(me, desk.now))
    with database.reading() as session:
        draft, signed = queries.by_newest(session, ticket_id)
        assert draft.status is VerdictStatus.DRAFT
        assert draft.overrides == signed.overrides != []


def test_the_articles_own_copy_is_no_original_of_a_source(desk: Desk, database: Database) -> None:
    ticket_id = desk.ticket("in_review")
    with behind(database) as session:
        ticket, claim, article = rows_of(session, ticket_id)
        own = provenance.rows_for(session, claim.id).article_own()
        assert own is not None
        own.capture_id, own.medium, own.access = article.capture_id, Medium.DOCUMENT, Access.FIRST_HAND
        session.flush()
        ground = actions.basis_for(session, ticket).ground()
        assert (ground.originals, ground.primary) == (0, frozenset())


@pytest.mark.parametrize(
    "change", [update(DeskRuleRow).values(active=False), delete(DeskRuleRow)], ids=["change", "remove"]
)
def test_the_database_keeps_every_version_of_the_rules(desk: Desk, database: Database, change: Executable) -> None:
    decide(desk, DeskRule(1, RuleKind.NEEDS_ORIGINAL, True, ("unproven",)), by=desk.person(Role.EDITOR))
    with pytest.raises(IntegrityError), behind(database) as session:
        session.execute(change)
    with database.reading() as session:
        assert queries.rule_set(session).version == 2
