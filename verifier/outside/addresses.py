"""Where a fetch may go: which URLs are well formed, and which network addresses are public.

Both answers are decided here and not by the standard library. ``ipaddress.is_global`` of Python 3.11 calls several
addresses global that lead inside: multicast, a cloud's metadata service in 192.0.0.0/24, and IPv6 forms that wrap an
IPv4 address (NAT64, 6to4). And resolvers read ``127.1``, ``0177.0.0.1`` and ``2130706433`` as 127.0.0.1.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

import httpx2

IPAddress = IPv4Address | IPv6Address

LONGEST_URL: Final = 2_000

# IANA special-purpose registries for IPv4 and IPv6; the last IPv4 entry is a cloud provider's in-host service that
# answers on an address of the public range.
_CLOSED_V4: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
    )
)
_OPEN_V6: Final = IPv6Network("2000::/3")
_CLOSED_V6: Final = tuple(
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

_AUTHORITY: Final = re.compile(r"\A(?P<scheme>https?)://(?P<authority>[^/?#]*)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL: Final = re.compile(r"\A[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER: Final = re.compile(r"\A(?:[0-9]+|0x[0-9a-f]*)\Z")


class UrlFault(StrEnum):
    """What is wrong with a URL as written, before anything is looked up."""

    MALFORMED = "malformed"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    HOST = "host"


class UrlRefused(ValueError):  # noqa: N818
    """A URL that is not fetched whatever its host answers; ``fault`` says why."""

    def __init__(self, fault: UrlFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A URL taken apart once, so that what is checked, resolved, connected to and asked for is the same thing.

    ``host`` is lower case ASCII without a final dot (IPv6 without brackets); ``target`` is path and query as sent.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str
    literal: IPAddress | None

    @property
    def authority(self) -> str:
        """What the Host header says: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _own_port(self.scheme) else f"{host}:{self.port}"


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet and to nothing nearer. Unknown kinds are not public."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_V4)
    if address.scope_id is not None or address not in _OPEN_V6:
        return False
    return not any(address in block for block in _CLOSED_V6)


def read_url(written: str) -> WebAddress:
    """Take a URL apart, accepting only plain http and https with a host name or a canonical address.

    Raises UrlRefused for anything two readers could understand differently: control characters, backslashes,
    percent signs or user names before the path, numbers that resolvers take for addresses.
    """
    if len(written) > LONGEST_URL or any(
        char.isspace() or (char < "\x80" and not char.isprintable()) for char in written
    ):
        raise UrlRefused(UrlFault.MALFORMED)
    found = _AUTHORITY.match(written)
    if found is None:
        other = _SCHEME.match(written)
        fault = UrlFault.SCHEME if other and other[0].lower() not in ("http:", "https:") else UrlFault.MALFORMED
        raise UrlRefused(fault)
    authority = found["authority"]
    if "@" in authority:
        raise UrlRefused(UrlFault.CREDENTIALS)
    if "\\" in written or "%" in authority or not authority.isprintable():
        raise UrlRefused(UrlFault.MALFORMED)
    try:
        url = httpx2.URL(written).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise UrlRefused(UrlFault.MALFORMED) from error
    host = url.raw_host.decode("ascii")
    literal = _check_host(host.removesuffix("."))
    port = _own_port(url.scheme) if url.port is None else url.port
    if not 0 < port < 65536:
        raise UrlRefused(UrlFault.MALFORMED)
    target = url.raw_path.decode("ascii")
    return WebAddress(str(url), url.scheme, host.removesuffix("."), port, target, literal)


def _check_host(host: str) -> IPAddress | None:
    """The address a host spells, or None for a name. Raises UrlRefused for a spelling that is neither for certain."""
    if ":" in host:
        try:
            return ip_address(host)
        except ValueError as error:
            raise UrlRefused(UrlFault.MALFORMED) from error
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.match(label) for label in labels):
        raise UrlRefused(UrlFault.MALFORMED)
    if _NUMBER.match(labels[-1]):
        try:
            return IPv4Address(host)
        except ValueError as error:
            raise UrlRefused(UrlFault.HOST) from error
    if len(labels) == 1:
        raise UrlRefused(UrlFault.HOST)
    return None


def _own_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
