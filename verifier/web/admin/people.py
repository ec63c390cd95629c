"""Views of the people of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import actions, actions_factors, queries, rules
from verifier.accounts.models import Account
from verifier.accounts.rules import LINK_LIFE
from verifier.accounts.types import Factors, LinkPurpose, Role
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.outside.mail import MailNotSent
from verifier.policy import Permission
from verifier.web.account.forms import RemoveFactorForm
from verifier.web.admin.door import door
from verifier.web.admin.forms import InviteForm, LinkForm, RoleForm
from verifier.web.door import our_newsroom, person, reading, render, writing
from verifier.web.forms import version_of
from verifier.web.proving import Proof, proof_asked, prove
from verifier.web.refusing import status_of
from verifier.web.times import ago

MEANINGS = {
    Role.VIEWER: "Looks, and changes nothing.",
    Role.REVIEWER: "Takes in articles, works tickets, proposes verdicts.",
    Role.EDITOR: "Does all that, and signs what somebody else proposed.",
    Role.ADMIN: "Lets people in and decides the settings. No right over verdicts.",
    Role.AUDITOR: "Reads everything, the log too.",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the list. ``factor``: whether they have a second one, in a word."""

    id: int
    name: str
    email: str
    role: str
    state: str
    seen: str
    seen_at: datetime | None
    factor: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody who may sign in, and the form to invite one more."""

    lines: tuple[PersonLine, ...]
    form: InviteForm
    proof: Proof
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Somebody's account and what an admin can do with it."""

    line: PersonLine
    since: datetime
    is_own: bool
    is_active: bool
    has_password: bool
    form: RoleForm
    link_form: LinkForm
    remove_form: RemoveFactorForm
    has_factor: bool
    proof: Proof


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """A one-time link, shown once."""

    person_id: int
    name: str
    email: str
    address: str
    is_invitation: bool
    days: int
    hours: int
    mailed: bool
    mail_failed: bool


def _line(row: Account, seen_at: datetime | None, factors: Mapping[int, Factors]) -> PersonLine:
    state = "Active" if row.active else "Disabled"
    if row.active and row.password_argon2 is None:
        state = "No password yet"
    has = factors.get(row.id, Factors(has_app=False, has_passkeys=False))
    factor = ", ".join(name for name, is_there in (("App", has.has_app), ("Passkey", has.has_passkeys)) if is_there)
    seen = ago(seen_at, clock.now())[1] if seen_at else ""
    return PersonLine(row.id, row.name, row.email, row.role.value, state, seen, seen_at, factor or "None")


def _people(form: InviteForm, status: int = 200) -> ResponseReturnValue:
    rows = queries.by_name_order(reading())
    seen = queries.last_seen(reading(), [row.id for row in rows])
    meanings = tuple((role.value.capitalize(), words) for role, words in MEANINGS.items())
    factors = queries.with_second_factor(reading())
    lines = tuple(_line(row, seen.get(row.id), factors) for row in rows)
    return render("admin/people.html", PeoplePage(lines, form, proof_asked(), meanings), status)


@door.page("/admin", permission=Permission.ACCOUNT_ADMINISTER)
def people() -> ResponseReturnValue:
    """Everybody who may sign in."""
    return _people(InviteForm())


@door.form("/admin/people", permission=Permission.ACCOUNT_ADMINISTER)
def invite() -> ResponseReturnValue:
    """Invite somebody: the answer shows their one-time link, once."""
    form = InviteForm()
    if not form.validate():
        return _people(form, 422)
    try:
        prove(form)
        with writing() as session:
            account, token = actions.invite(
                session,
                email=form.email.data or "",
                name=form.name.data or "",
                role=Role(form.role.data),
                by=person(),
                now=clock.now(),
            )
    except RuleBroken as error:
        form.refuse(error)
        return _people(form, status_of(error))
    return _hand_over(account, LinkPurpose.INVITATION, token)


def _hand_over(account: Account, purpose: LinkPurpose, token: str) -> ResponseReturnValue:
    address = current_app.extensions["verifier_settings"].public_url + url_for("account.link", token=token)
    life = LINK_LIFE[purpose]
    mailer = current_app.extensions["verifier_outside"].mailer
    mailed = failed = False
    if mailer.can_send:
        words = render_template(
            "emails/link.txt", desk=our_newsroom().name, name=account.name, address=address, purpose=purpose.value
        )
        subject = "Your way in to the desk" if purpose is LinkPurpose.INVITATION else "Choose a new password"
        try:
            mailer.send(account.email, subject, words)
            mailed = True
        except MailNotSent:  # the account is made and the link is on the page: the admin hands it over by hand
            current_app.logger.exception("a link could not be mailed")
            failed = True
    page = HandOverPage(
        person_id=account.id,
        name=account.name,
        email=account.email,
        address=address,
        is_invitation=purpose is LinkPurpose.INVITATION,
        days=life.days,
        hours=life.seconds // 3600,
        mailed=mailed,
        mail_failed=failed,
    )
    return render("admin/hand_over.html", page)


def _person(
    account_id: int,
    form: RoleForm | None = None,
    link_form: LinkForm | None = None,
    remove_form: RemoveFactorForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    row = queries.by_id(reading(), account_id)
    factors = queries.with_second_factor(reading())
    if form is None:
        form = RoleForm(formdata=None, role=row.role.value, version=row.version)
    page = PersonPage(
        line=_line(row, queries.last_seen(reading(), [row.id]).get(row.id), factors),
        since=row.created_at,
        is_own=row.id == person().id,
        is_active=row.active,
        has_password=row.password_argon2 is not None,
        form=form,
        link_form=link_form or LinkForm(formdata=None),
        remove_form=remove_form or RemoveFactorForm(formdata=None),
        has_factor=row.id in factors,
        proof=proof_asked(),
    )
    return render("admin/person.html", page, status)


@door.page("/admin/people/<int:account_id>", permission=Permission.ACCOUNT_ADMINISTER)
def one_person(account_id: int) -> ResponseReturnValue:
    """One account."""
    return _person(account_id)


@door.form("/admin/people/<int:account_id>/role", permission=Permission.ACCOUNT_ADMINISTER)
def change_role(account_id: int) -> ResponseReturnValue:
    """Give somebody another role; they sign in anew."""
    form = RoleForm()
    queries.by_id(reading(), account_id)
    if not form.validate():
        return _person(account_id, form, status=422)
    try:
        prove(form)
        with writing() as session:
            account = queries.by_id(session, account_id)
            role, version = Role(form.role.data), version_of(form.version)
            actions.change_role(session, account, role=role, by=person(), now=clock.now(), version=version)
            words = f"{account.name} is {account.role.value} now and signs in anew."
    except RuleBroken as error:
        form.refuse(error)
        return _person(account_id, form, status=status_of(error))
    flash(words, "good")
    return redirect(url_for("admin.one_person", account_id=account_id), 303)


@door.form("/admin/people/<int:account_id>/disable", permission=Permission.ACCOUNT_ADMINISTER)
def disable(account_id: int) -> ResponseReturnValue:
    """Shut somebody out at once; their work stays."""
    return _set_active(account_id, active=False)


@door.form("/admin/people/<int:account_id>/enable", permission=Permission.ACCOUNT_ADMINISTER)
def enable(account_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    return _set_active(account_id, active=True)


def _set_active(account_id: int, *, active: bool) -> ResponseReturnValue:
    with writing() as session:
        account = queries.by_id(session, account_id)
        actions.set_active(session, account, active=active, by=person(), now=clock.now())
        name = account.name
    flash(f"{name} can sign in again." if active else f"{name} is shut out, on every machine.", "good")
    return redirect(url_for("admin.one_person", account_id=account_id), 303)


@door.form("/admin/people/<int:account_id>/link", permission=Permission.ACCOUNT_ADMINISTER)
def new_link(account_id: int) -> ResponseReturnValue:
    """A one-time link with which somebody chooses a password; the answer shows it once."""
    form = LinkForm()
    queries.by_id(reading(), account_id)
    try:
        prove(form)
        with writing() as session:
            account = queries.by_id(session, account_id)
            purpose, token = actions.new_password_link(session, account, by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _person(account_id, link_form=form, status=status_of(error))
    return _hand_over(account, purpose, token)


@door.form("/admin/people/<int:account_id>/remove-second-factor", permission=Permission.ACCOUNT_ADMINISTER)
def remove_factors(account_id: int) -> ResponseReturnValue:
    """Take away the second factor of somebody who lost it; until they set up another, their password lets them in."""
    form = RemoveFactorForm()
    queries.by_id(reading(), account_id)
    try:
        rules.check_not_self(person(), account_id)
        prove(form)
        with writing() as session:
            account = queries.by_id(session, account_id)
            actions_factors.remove_factors(session, account, by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _person(account_id, remove_form=form, status=status_of(error))
    told = _tell_removed(account)
    flash(f"{account.name} has no second factor any more and signs in anew. {told}", "good")
    return redirect(url_for("admin.one_person", account_id=account_id), 303)


def _tell_removed(account: Account) -> str:
    mailer = current_app.extensions["verifier_outside"].mailer
    if not mailer.can_send:
        return "No mail is set up here: tell them."
    words = render_template("emails/factor_removed.txt", desk=our_newsroom().name, name=account.name, by=person().name)
    try:
        mailer.send(account.email, "Your second factor was removed", words)
    except MailNotSent:  # it is removed and in the log: the admin tells them
        current_app.logger.exception("a notice could not be mailed")
        return "The mail to them could not be sent: tell them."
    return "A mail tells them."
