"""The codes of a second factor: six digits from an app (RFC 6238), and recovery codes on paper."""

import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from pyotp import TOTP, random_base32

STEP = 30  # seconds that a code is shown for
STEPS_BACK = 1  # RFC 6238 section 5.2: at most one step for the time a code takes to arrive
DIGITS = 6
RECOVERY_LETTERS = 16  # of base 32: 80 bits, beyond guessing and beyond trying all against a stolen digest


def step_of(now: datetime) -> int:
    """The number of the thirty seconds that a moment lies in, counted from 1970."""
    return int(now.timestamp()) // STEP


def matching_step(secret: str, digits: str, now: datetime, last: int | None) -> int | None:
    """The step whose code this is: the present one or the one before, and later than ``last``. None where it is none.

    Codes of steps to come are never taken. Every candidate is compared, each in constant time.
    """
    clock, present, found = TOTP(secret, digits=DIGITS, interval=STEP), step_of(now), None
    for step in range(present - STEPS_BACK, present + 1):
        is_same = compare_digest(clock.generate_otp(step).encode(), digits.encode())
        if is_same and (last is None or step > last):
            found = step
    return found


def new_secret() -> str:
    """The secret that an app and the desk share: 160 bits in base 32."""
    return random_base32()


def address_of(secret: str, *, account: str, desk: str) -> str:
    """What an app reads from the square: ``otpauth://totp/...``."""
    return TOTP(secret, digits=DIGITS, interval=STEP).provisioning_uri(name=account, issuer_name=desk)


def as_digits(words: str) -> str | None:
    """Six digits from what somebody wrote, None where it is something else. Spaces do not count."""
    kept = "".join(words.split())
    return kept if kept.isascii() and kept.isdecimal() and len(kept) == DIGITS else None


def new_recovery_code() -> str:
    """Sixteen letters and digits in four groups."""
    return grouped(b32encode(secrets.token_bytes(RECOVERY_LETTERS * 5 // 8)).decode().lower(), "-")


def as_recovery(words: str) -> str | None:
    """A recovery code from what somebody wrote, in whatever case and with whatever between its groups; or None."""
    kept = "".join(one for one in words.lower() if one.isascii() and one.isalnum())
    return kept if len(kept) == RECOVERY_LETTERS else None


def recovery_digest(account_id: int, code: str) -> str:
    """How a recovery code is kept."""
    return sha256(f"{account_id}:{as_recovery(code)}".encode()).hexdigest()


def grouped(words: str, between: str = " ") -> str:
    """In groups of four, for reading and typing."""
    return between.join(words[start : start + 4] for start in range(0, len(words), 4))
