"""Addresses of the web as they are compared: two that lead to the same page are one."""

TRACKING = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=")
"""How the parameters begin that only tell where a reader came from."""


def address_key(url: str) -> str:
    """An address without what makes no other page of it: scheme, ``www.``, fragment, last slash, tracking, order."""
    plain = url.strip().partition("#")[0]
    scheme, colon, rest = plain.partition("://")
    host, slash, path = (rest if colon else scheme).partition("/")
    path, _, query = path.partition("?")
    kept = [one for one in query.split("&") if one and not one.lower().startswith(TRACKING)]
    address = host.lower().removeprefix("www.") + slash + path
    return address.rstrip("/") + ("?" + "&".join(sorted(kept)) if kept else "")
