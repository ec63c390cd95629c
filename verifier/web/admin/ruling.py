"""Views of the rules of the desk: everybody reads them, editors and admins decide them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, IntegerField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from verifier.accounts import queries as accounts
from verifier.kernel.errors import RuleBroken
from verifier.policy import Permission, may
from verifier.verdicts import actions, queries
from verifier.verdicts.demands import MOST_ORIGINS, spell
from verifier.verdicts.scales import CONTENT
from verifier.verdicts.types import DeskRule, RuleKind, RuleSet
from verifier.web.admin.door import door
from verifier.web.admin.forms import RULE_KINDS, RulesForm
from verifier.web.door import acting, person, reading, render, writing
from verifier.web.forms import version_of
from verifier.web.proving import Proof, proof_asked, prove
from verifier.web.refusing import status_of

RATINGS = {one.key: one.label for one in CONTENT.ratings}
USUAL_MINIMUM = 2


class RatingsField(SelectMultipleField):
    """Any number of content ratings, each with a box to tick."""

    widget = ListWidget()
    option_widget = CheckboxInput()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: what it is about, what it says now, and its fields; no fields for those who only read."""

    number: int
    title: str
    words: str
    active: bool
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """When a version of the rules was kept, and by whom; nobody for the one that came with the product."""

    version: int
    at: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules of the desk."""

    lines: tuple[RuleLine, ...]
    version: int
    form: RulesForm | None
    proof: Proof
    decisions: tuple[Decision, ...]
    may_administer: bool


def _form(rules: RuleSet, *, sent: bool) -> RulesForm:
    """A form with the fields of every rule there is."""
    fields: dict[str, Any] = {}
    given: dict[str, Any] = {"version": rules.version}
    for rule in rules.rules:
        fields[f"active-{rule.number}"] = BooleanField("On")
        fields[f"ratings-{rule.number}"] = RatingsField("Where a verdict says", choices=RATINGS, validate_choice=False)
        given |= {f"active-{rule.number}": rule.active, f"ratings-{rule.number}": list(rule.ratings)}
        if rule.kind is RuleKind.RATING_NEEDS:
            fields[f"minimum-{rule.number}"] = IntegerField("Origins", validators=[Optional()])
            given[f"minimum-{rule.number}"] = rule.minimum
    made: type[RulesForm] = type("RulesOfTheDesk", (RulesForm,), fields)
    return made() if sent else made(formdata=None, data=given)


def _page(form: RulesForm | None, status: int = 200) -> ResponseReturnValue:
    session, me = reading(), person()
    present, decided = queries.rule_set(session), queries.rules_decided(session)
    names = accounts.names_by_id(session, {row.decided_by_id for row in decided if row.decided_by_id})
    if form is None and may(me, Permission.RULES_DECIDE):
        form = _form(present, sent=False)
    page = RulesPage(
        lines=tuple(_line(rule, form) for rule in present.rules),
        version=present.version,
        form=form,
        proof=proof_asked(),
        decisions=tuple(Decision(row.version, row.decided_at, names.get(row.decided_by_id, "")) for row in decided),
        may_administer=may(me, Permission.ACCOUNT_ADMINISTER),
    )
    return render("admin/rules.html", page, status)


def _line(rule: DeskRule, form: RulesForm | None) -> RuleLine:
    names = ("active", "ratings", "minimum")
    here = {name: f"{name}-{rule.number}" for name in names}
    fields = {name: form[field] for name, field in here.items() if form is not None and field in form}
    return RuleLine(rule.number, RULE_KINDS[rule.kind], spell(rule), rule.active, fields)


@door.page("/admin/rules", permission=Permission.RULES_READ)
def rules() -> ResponseReturnValue:
    """The rules as they are."""
    return _page(None)


@door.form("/admin/rules", permission=Permission.RULES_DECIDE)
def decide_rules() -> ResponseReturnValue:
    """Keep other rules, as a new version of them all."""
    present = queries.rule_set(reading())
    form = _form(present, sent=True)
    if not form.validate():
        return _page(form, 422)
    try:
        prove(form)
        wanted, added = _wanted(present, form)
        with writing() as session:
            actions.decide_rules(session, wanted, version=version_of(form.version), acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return _page(form, status_of(error))
    flash("The rule is added, switched off. Choose its ratings and switch it on." if added else "Kept.", "good")
    return redirect(url_for("admin.rules"), 303)


def _wanted(present: RuleSet, form: RulesForm) -> tuple[list[DeskRule], bool]:
    """The rules as the form has them, and whether one was added."""
    wanted = [
        DeskRule(
            rule.number,
            rule.kind,
            bool(form[f"active-{rule.number}"].data),
            tuple(form[f"ratings-{rule.number}"].data or ()),
            _minimum(rule, form),
        )
        for rule in present.rules
    ]
    kind = form.kind()
    if kind is not None:
        number = max((rule.number for rule in wanted), default=0) + 1
        wanted.append(DeskRule(number, kind, active=False, minimum=USUAL_MINIMUM * (kind is RuleKind.RATING_NEEDS)))
    return wanted, kind is not None


def _minimum(rule: DeskRule, form: RulesForm) -> int:
    """What was written, 0 for nothing; one that no column could hold is as odd as any that is too large."""
    if rule.kind is not RuleKind.RATING_NEEDS:
        return 0
    return min(form[f"minimum-{rule.number}"].data or 0, MOST_ORIGINS + 1)
