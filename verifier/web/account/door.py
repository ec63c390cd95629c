"""The door of signing in and of one's own account."""

from flask import request

from verifier.web.door import Door

door = Door("account", section="account")


def machine() -> str:
    """What the browser calls itself, in one printable line."""
    words = request.headers.get("User-Agent", "")[:120]
    return "".join(one for one in words if one.isprintable()) or "an unnamed browser"
