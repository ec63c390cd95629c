"""Sealing what must be read again and must not lie open in the database: AES-256-GCM under a key kept elsewhere."""

import os
import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12  # bytes, NIST SP 800-38D section 5.2.1.1


class Sealer:
    """Seals words for one account: moved to another account's row, they do not open."""

    def __init__(self, key: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"verifier: secrets of second factors").derive(key.encode())
        self._box = AESGCM(derived)

    @staticmethod
    def new_key() -> str:
        """A key in one line, for a file of its own."""
        return secrets.token_urlsafe(48)

    def seal(self, words: str, account_id: int) -> str:
        """What may stand in a table."""
        nonce = os.urandom(NONCE)
        return b64encode(nonce + self._box.encrypt(nonce, words.encode(), _owner(account_id))).decode()

    def unseal(self, sealed: str, account_id: int) -> str | None:
        """The words; None where they were sealed with another key, for somebody else, or were changed."""
        try:
            kept = b64decode(sealed, validate=True)
            return self._box.decrypt(kept[:NONCE], kept[NONCE:], _owner(account_id)).decode()
        except (InvalidTag, ValueError):
            return None


def _owner(account_id: int) -> bytes:
    return f"account:{account_id}".encode()
