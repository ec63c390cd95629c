"""Hashing of passwords: Argon2id with the parameters of RFC 9106 section 4 (second recommended option)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from verifier.accounts.rules import PASSWORD_LENGTH

_hasher = PasswordHasher()
_nobody = _hasher.hash("a password that nobody has")


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password.encode("utf-8", "surrogatepass"))


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long where there is none, so that time tells nobody who is here.

    What is longer than any password may be is hashed for nobody.
    """
    if len(password) > PASSWORD_LENGTH[1]:
        return False
    try:
        _hasher.verify(kept or _nobody, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
