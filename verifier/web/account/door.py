"""The door of signing in and of one's own account."""

from flask import request

from verifier.web.door import Door, viewer

door = Door("account", section="account")


def machine() -> str:
    """What the browser calls itself, in one printable line."""
    words = request.headers.get("User-Agent", "")[:120]
    return "".join(one for one in words if one.isprintable()) or "an unnamed browser"


def session_id() -> int:
    """The number of the session that somebody is looking from; 0, which none has, for a stranger."""
    found = viewer()
    return found.session_id if found is not None else 0
