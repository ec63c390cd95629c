"""Hashing of passwords: Argon2id with the parameters of RFC 9106 section 4 (second recommended option)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_nobody = _hasher.hash("a password that nobody has")


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password.encode("utf-8", "surrogatepass"))


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long where there is none, so that time tells nobody who is here."""
    try:
        _hasher.verify(kept or _nobody, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
