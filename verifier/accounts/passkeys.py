"""What is asked of passkeys, and what they answer (W3C WebAuthn level 3; the checks of its sections 7.1 and 7.2).

Everything that a browser sends is a stranger's bytes until its signature was checked: what cannot be read is no answer.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from verifier.accounts.models import Account, Passkey
from verifier.accounts.types import RelyingParty

CHALLENGE = 32  # bytes; WebAuthn section 13.4.3 asks for 16 at least
HANDLE = 32  # bytes; random, since section 14.6.1 forbids anything personal
WAIT = 120_000  # milliseconds that a browser gives somebody for it
LONGEST = 20_000  # characters of an answer: a key of 4,096 bits with its certificates has fewer
UNREADABLE = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    EOFError,
    OverflowError,
    RecursionError,
)
TRANSPORTS = frozenset(one.value for one in AuthenticatorTransport)


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer says of itself, before anything is believed: which challenge, whose passkey."""

    challenge: str
    credential: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that has just been made and proved itself."""

    credential: str
    public_key: str
    sign_count: int
    transports: str


def new_words(size: int) -> str:
    """Random bytes in base64url."""
    return bytes_to_base64url(secrets.token_bytes(size))


def creation_options(
    party: RelyingParty, account: Account, *, handle: str, challenge: str, present: Sequence[Passkey]
) -> str:
    """What a browser is given to make a passkey, as JSON. Who made the device is not asked: no attestation."""
    made = generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_name=account.email,
        user_display_name=account.name,
        user_id=base64url_to_bytes(handle),
        challenge=base64url_to_bytes(challenge),
        timeout=WAIT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_described(present),
    )
    return options_to_json(made)


def request_options(party: RelyingParty, *, challenge: str, allowed: Sequence[Passkey], must_verify: bool) -> str:
    """What a browser is given to have a passkey sign, as JSON. Without ``allowed`` the device says who its owner is."""
    wanted = UserVerificationRequirement.REQUIRED if must_verify else UserVerificationRequirement.PREFERRED
    made = generate_authentication_options(
        rp_id=party.id,
        challenge=base64url_to_bytes(challenge),
        timeout=WAIT,
        allow_credentials=_described(allowed),
        user_verification=wanted,
    )
    return options_to_json(made)


def _described(rows: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(row.credential),
            transports=[AuthenticatorTransport(one) for one in row.transports.split()],
        )
        for row in rows
    ]


def read(written: str) -> Read | None:
    """What an answer says of itself; None for what is none, or comes out of a frame of another site."""
    if len(written) > LONGEST:
        return None
    try:
        answer = json.loads(written)
        said = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        if said.get("crossOrigin"):
            return None
        owner = answer["response"].get("userHandle")
        return Read(_same(said["challenge"]), _same(answer["id"]), _same(owner) if owner else None)
    except UNREADABLE:
        return None


def _same(words: str) -> str:
    """In the one spelling of base64url that is kept."""
    return bytes_to_base64url(base64url_to_bytes(words))


def check_made(written: str, *, challenge: str, party: RelyingParty) -> NewKey | None:
    """The passkey that was made for this challenge; None where anything about it is not as it must be."""
    try:
        found = verify_registration_response(
            credential=written,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
        decoded_public_key_to_cryptography(decode_credential_public_key(found.credential_public_key))
        named = json.loads(written)["response"].get("transports") or []
    except UNREADABLE:
        return None
    transports = " ".join(sorted({one for one in named if isinstance(one, str)} & TRANSPORTS))
    return NewKey(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
        transports,
    )


def counted(written: str, *, challenge: str, party: RelyingParty, public_key: str, must_verify: bool) -> int | None:
    """The counter of an answer that this key signed; None where anything about it is not as it must be.

    Whether the counter went on is the caller's to judge: the answer of a copied key is a right one in all else.
    """
    try:
        found = verify_authentication_response(
            credential=written,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=0,
            require_user_verification=must_verify,
        )
    except UNREADABLE:
        return None
    return found.new_sign_count
