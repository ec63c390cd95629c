"""What the pages need to ask for a passkey: this desk's own name and address as passkeys know them, and challenges.

Browsers take passkeys only over https at a name, or at ``localhost`` on one's own machine; at a bare address of numbers
(http://127.0.0.1:8000) they refuse.
"""

from urllib.parse import urlsplit

from flask import Response, current_app, request

from verifier.accounts import actions_passkeys, queries
from verifier.accounts.types import Challenge, ChallengePurpose, RelyingParty
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.web.door import our_newsroom, writing

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT_PORTS = {"http": 80, "https": 443}


def party() -> RelyingParty | None:
    """This desk as passkeys know it; None where browsers take none at its address."""
    found = place_of(current_app.extensions["verifier_settings"].public_url, request.host)
    return RelyingParty(*found, our_newsroom().name) if found else None


def place_of(public_url: str, host: str) -> tuple[str, str] | None:
    """The name and the origin that passkeys are bound to: those of PUBLIC_URL, whatever a request says of itself.

    Where PUBLIC_URL is of this machine, ``localhost`` at the port that was asked; None where no browser takes passkeys.
    """
    parts = urlsplit(public_url)
    name = parts.hostname or ""
    if name in THIS_MACHINE:
        asked = urlsplit(f"//{host}")
        return ("localhost", _origin(parts.scheme, "localhost", asked.port)) if asked.hostname == "localhost" else None
    if parts.scheme != "https" or ":" in name or name.replace(".", "").isdecimal():
        return None
    spelt = name.encode("idna").decode()
    return spelt, _origin(parts.scheme, spelt, parts.port)


def _origin(scheme: str, name: str, port: int | None) -> str:
    return f"{scheme}://{name}" if port in {None, DEFAULT_PORTS[scheme]} else f"{scheme}://{name}:{port}"


def party_or_refuse() -> RelyingParty:
    """This desk as passkeys know it. Raises RuleBroken where browsers take none at its address."""
    found = party()
    if found is None:
        raise RuleBroken("passkeys_nowhere", "Browsers take no passkeys at this address. Use another way.")
    return found


def ask(purpose: ChallengePurpose, *, account_id: int | None, bound: str) -> Response:
    """Begin something with a passkey: what the page's script hands to the browser. Raises RuleBroken."""
    here, now, address = party_or_refuse(), clock.now(), request.remote_addr or ""
    with writing() as session:
        account = queries.by_id(session, account_id) if account_id is not None else None
        options = actions_passkeys.begin(
            session, purpose=purpose, account=account, bound=bound, party=here, address=address, now=now
        )
    return Response(options, mimetype="application/json")


def taken(purpose: ChallengePurpose, *, written: str, bound: str) -> Challenge | None:
    """The challenge that an answer answers, used up by that; None where there is none."""
    with writing() as session:
        return actions_passkeys.take(session, written=written, purpose=purpose, bound=bound, now=clock.now())
