"""A device that keeps passkeys, in software: what a phone or a security key would answer, and a browser pass on."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40  # flags of WebAuthn section 6.1


def packed(words: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(words).decode().rstrip("=")


def unpacked(words: str) -> bytes:
    """What base64url stands for."""
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))


def cbor(thing: int | bytes | str | dict[Any, Any]) -> bytes:
    """The little of RFC 8949 that a passkey writes."""
    if isinstance(thing, dict):
        return _head(5, len(thing)) + b"".join(cbor(key) + cbor(value) for key, value in thing.items())
    if isinstance(thing, int):
        return _head(0, thing) if thing >= 0 else _head(1, -1 - thing)
    words = thing.encode() if isinstance(thing, str) else thing
    return _head(3 if isinstance(thing, str) else 2, len(words)) + words


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([major << 5 | size])
    return bytes([major << 5 | 24, size]) if size < 256 else bytes([major << 5 | 25]) + size.to_bytes(2, "big")


@dataclass
class Device:
    """One passkey. What it says of itself can be set to lies."""

    origin: str = "http://localhost"
    rp_id: str = "localhost"
    verifies: bool = True
    counter: int = 0
    counts: bool = True
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    handle: str = ""

    def _told(self, flags: int) -> bytes:
        self.counter += self.counts
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str, lies: dict[str, Any]) -> bytes:
        said = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin, "crossOrigin": False, **lies}
        return json.dumps(said).encode()

    def make(self, options: dict[str, Any], **more: Any) -> str:
        """Make the passkey that a browser was asked for; what the browser then sends."""
        self.handle = options["user"]["id"]
        point = self.key.public_key().public_numbers()
        cose = cbor({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        told = self._told(WITH_KEY) + bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cose
        response = {
            "clientDataJSON": packed(self._client("create", options["challenge"], more)),
            "attestationObject": packed(cbor({"fmt": "none", "attStmt": {}, "authData": told})),
            "transports": ["internal"],
        }
        return self._sent(response)

    def sign(self, options: dict[str, Any], **more: Any) -> str:
        """Sign what a browser was asked for; what the browser then sends."""
        client, told = self._client("get", options["challenge"], more), self._told(0)
        signature = self.key.sign(told + sha256(client).digest(), ECDSA(SHA256()))
        response = {
            "clientDataJSON": packed(client),
            "authenticatorData": packed(told),
            "signature": packed(signature),
            "userHandle": self.handle or None,
        }
        return self._sent(response)

    def _sent(self, response: dict[str, Any]) -> str:
        name = packed(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
