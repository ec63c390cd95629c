"""Published verdicts as an Atom feed (RFC 4287) with permanent tag: ids (RFC 4151)."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from verifier.publishing.formats import is_web_address
from verifier.publishing.types import FeedEntry, FeedInput

# XML 1.0 has no way at all to write these, not even as references.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AUTHORITY: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
_SPECIFIC: Final = re.compile(r"[\w/.:-]+", re.ASCII)
_REPLACEMENT: Final = "\ufffd"


def atom(given: FeedInput) -> str:
    """The feed as an XML document, the entry changed last first.

    ValueError if a time has no time zone, if an address is no web address, or if no permanent id can be made of the
    authority, the feed's name or an entry's key.
    """
    entries = sorted(given.entries, key=lambda entry: entry.key)
    entries.sort(key=lambda entry: entry.updated_at, reverse=True)
    updated_at = entries[0].updated_at if entries else given.as_of
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", tag_uri(given, f"feed/{given.name}")),
        _element("title", given.title),
        _element("updated", rfc3339(updated_at)),
        f"<author>{_element('name', given.desk.name)}{_element('uri', _checked(given.desk.url))}</author>",
        _link("self", given.url, "application/atom+xml"),
        _link("alternate", given.desk.url, "text/html"),
    ]
    if is_web_address(given.desk.licence_url):
        lines.append(f'<link rel="license" href="{_xml(given.desk.licence_url)}"/>')
    for entry in entries:
        lines.extend(_entry(given, entry))
    lines.append("</feed>")
    return "\n".join(lines) + "\n"


def tag_uri(given: FeedInput, specific: str) -> str:
    """A permanent id under the desk's authority: "tag:desk.example,2024-03-02:claim/7"."""
    if not (_AUTHORITY.fullmatch(given.authority) and _SPECIFIC.fullmatch(specific)):
        raise ValueError(f"no permanent id can be made of {given.authority!r} and {specific!r}")
    return f"tag:{given.authority.lower()},{given.since.isoformat()}:{specific}"


def rfc3339(moment: datetime) -> str:
    """A time as feeds write it, in UTC to the second; ValueError if it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a time in a feed needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _entry(given: FeedInput, entry: FeedEntry) -> Iterator[str]:
    yield f'<entry xml:lang="{_xml(entry.language)}">' if entry.language else "<entry>"
    yield _element("id", tag_uri(given, entry.key))
    yield _element("title", entry.title)
    yield _link("alternate", entry.url, "text/html")
    yield _element("published", rfc3339(entry.published_at))
    yield _element("updated", rfc3339(entry.updated_at))
    if entry.category:
        label = f' label="{_xml(entry.category_label)}"' if entry.category_label else ""
        yield f'<category term="{_xml(entry.category)}"{label}/>'
    yield _element("summary", entry.summary)
    yield "</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_xml(text)}</{name}>"


def _link(relation: str, address: str, kind: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href="{_xml(_checked(address))}"/>'


def _checked(address: str) -> str:
    if not is_web_address(address):
        raise ValueError(f"{address!r} is no web address")
    return address


def _xml(text: str) -> str:
    return html.escape(_NOT_XML.sub(_REPLACEMENT, text))
