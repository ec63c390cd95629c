"""May this be done with an account, and what follows."""

from collections.abc import Collection
from datetime import datetime, timedelta
from unicodedata import name as character_name
from unicodedata import normalize

from verifier.accounts.types import LinkPurpose, Person, Role
from verifier.kernel.errors import RuleBroken

IDLE = timedelta(hours=2)
LIFE = timedelta(hours=12)
FRESH = timedelta(minutes=10)
SKEW = timedelta(minutes=5)  # how far ahead of the present something may have begun: clocks differ, and are set
LINK_LIFE = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD: timedelta(hours=2),
    LinkPurpose.SIGN_IN: timedelta(hours=12),
}
PASSWORD_LENGTH = (12, 256)
TRIES_PER_ACCOUNT = 5
TRIES_PER_ADDRESS = 40
THROTTLE_WINDOW = timedelta(minutes=5)
HALF_OPEN = timedelta(minutes=10)
OFFER_LIFE = timedelta(minutes=30)
WRONG_CODES = ((timedelta(minutes=5), 5), (timedelta(hours=1), 20))  # how many are taken within how long
RECOVERY_CODES = 10
FEW_RECOVERY_CODES = 3
CHALLENGE_LIFE = timedelta(minutes=5)
CHALLENGES_PER_ADDRESS = 40  # that wait for an answer at sign-in, of one machine
MOST_PASSKEYS = 20
NOTICE_RETRY = timedelta(minutes=10)
NOTICE_LIFE = timedelta(days=3)
ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
MUST_HAVE_FACTOR = frozenset({Role.EDITOR, Role.ADMIN})


def check_password(password: str) -> None:
    """Raise RuleBroken for a password that is too short, too long or one character over and over.

    Length is what counts (NIST SP 800-63B section 3.1.1.2); composition rules are not used.
    """
    low, high = PASSWORD_LENGTH
    if len(password) < low:
        raise RuleBroken("password_short", f"Choose a password of at least {low} characters.", "password")
    if len(password) > high:
        raise RuleBroken("password_long", f"Choose a password of at most {high} characters.", "password")
    if len(set(password)) < 4:
        raise RuleBroken("password_plain", "Choose a password with more than three different characters.", "password")


def check_email(email: str) -> str:
    """The address as it is kept. Raises RuleBroken where it cannot be one."""
    kept = email.strip().lower()
    local, _, domain = kept.partition("@")
    if not local or "." not in domain or any(not one.isprintable() or one.isspace() for one in kept):
        raise RuleBroken("email_odd", "Write an e-mail address, such as name@example.org.", "email")
    if len(kept) > 254:
        raise RuleBroken("email_long", "An e-mail address has at most 254 characters.", "email")
    if normalize("NFKC", kept) != kept or len(_scripts(local)) > 1:
        raise RuleBroken(
            "email_alike", "This address holds letters that look like others. Type it by hand, in one script.", "email"
        )
    return kept


def _scripts(words: str) -> set[str]:
    """The alphabets of a word, as far as their letters are taken for one another (Unicode TR 39 section 5.1)."""
    return {script for char in words if (script := character_name(char, "").split(" ")[0]) in ALIKE}


def check_name(name: str) -> str:
    """The name as it is kept. Raises RuleBroken for none, or one with control characters."""
    kept = " ".join(name.split())
    if not kept:
        raise RuleBroken("name_missing", "Write the person's name.", "name")
    if len(kept) > 120 or not kept.isprintable():
        raise RuleBroken("name_odd", "Write a name of at most 120 printable characters.", "name")
    return kept


def check_passkey_name(name: str) -> str:
    """The name as it is kept. Raises RuleBroken for none, or one with control characters."""
    kept = " ".join(name.split())
    if not kept or len(kept) > 60 or not kept.isprintable():
        raise RuleBroken(
            "passkey_name", "Give the passkey a name of at most 60 characters, such as “My phone”.", "name"
        )
    return kept


def went_on(kept: int, given: int) -> bool:
    """Whether the counter of a passkey is as one device leaves it (WebAuthn section 6.1.1): 0 always, or larger."""
    return given > kept or given == kept == 0


def is_alive(*, opened_at: datetime, seen_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a session still counts: not ended, seen within two hours, opened within twelve.

    One from a time to come was opened while the clock was wrong: it would otherwise live on until then.
    """
    return ended_at is None and -SKEW <= now - seen_at < IDLE and -SKEW <= now - opened_at < LIFE


def is_link_alive(purpose: LinkPurpose, *, expires_at: datetime, now: datetime) -> bool:
    """Whether a one-time link is in time. One that would live longer than any was made while the clock was ahead."""
    return timedelta(0) < expires_at - now <= LINK_LIFE[purpose] + SKEW


def is_fresh(proved_at: datetime, now: datetime) -> bool:
    """Whether the person proved who they are recently enough for a signature or a change of role."""
    return -SKEW <= now - proved_at < FRESH


def check_not_self(by: Person, account_id: int) -> None:
    """Raise RuleBroken when an admin would change their own role or lock themselves out."""
    if by.id == account_id:
        raise RuleBroken("own_account", "Ask another admin: nobody changes their own role or disables themselves.")


def check_still_admin(by: Person, admins: Collection[int]) -> None:
    """Raise RuleBroken for an admin who lost that role, or their account, since they sent the form."""
    if by.role is Role.ADMIN and by.id not in admins:
        raise RuleBroken("not_admin", "Another admin has just taken that role from you. Nothing was changed.")


def must_have_factor(role: Role, *, is_required: bool) -> bool:
    """Whether somebody of this role has to have a second factor: editors and admins, where the newsroom says so."""
    return is_required and role in MUST_HAVE_FACTOR


def check_may_lose_factor(role: Role, *, is_required: bool) -> None:
    """Raise RuleBroken for somebody who has to have a second factor."""
    if must_have_factor(role, is_required=is_required):
        raise RuleBroken(
            "factor_required", "This newsroom requires a second factor of your role. Set up a new app instead."
        )


def is_throttled(wrong: Collection[datetime], now: datetime) -> bool:
    """Whether no code is taken now, after these wrong ones."""
    return any(sum(-SKEW <= now - at < window for at in wrong) >= most for window, most in WRONG_CODES)


def check_active(active: bool) -> None:
    """Raise RuleBroken for an account that is disabled."""
    if not active:
        raise RuleBroken("account_disabled", "This account is disabled. Enable it first.")


def check_admin_left(role: Role, new_role: Role | None, active_admins: int) -> None:
    """Raise RuleBroken when the last active admin would lose that role (``new_role`` None: be disabled)."""
    if role is Role.ADMIN and new_role is not Role.ADMIN and active_admins <= 1:
        raise RuleBroken("last_admin", "This is the last admin. Make somebody else admin first.")
