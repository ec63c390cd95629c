"""What a Content-Type line says, read once for pages fetched and files handed in."""

import re
from typing import Final

_TYPE: Final = re.compile(r"\A\s*([a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80})\s*(?:;|\Z)", re.IGNORECASE)
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9._:-]{1,40})", re.IGNORECASE)

HTML: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
PLAIN: Final = "text/plain"

_SPOKEN: Final = {
    "application/pdf": "a PDF",
    "application/zip": "a ZIP archive",
    "application/msword": "a Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document",
    "application/json": "machine-readable text (JSON)",
    "application/rss+xml": "a news feed",
    "application/atom+xml": "a news feed",
    "application/xml": "machine-readable text (XML)",
    "text/xml": "machine-readable text (XML)",
    "image": "a picture",
    "video": "a video",
    "audio": "a sound recording",
}


def read_content_type(line: str) -> tuple[str | None, str | None]:
    """Media type and charset, both in lower case; None for a part that is absent or not well formed."""
    media_type = _TYPE.match(line)
    charset = _CHARSET.search(line)
    return (media_type[1].lower() if media_type else None, charset[1].lower() if charset else None)


def spoken(media_type: str) -> str:
    """A media type in a journalist's words: "a PDF", "a picture", or the type itself in quotation marks."""
    return _SPOKEN.get(media_type) or _SPOKEN.get(media_type.partition("/")[0]) or f"of the type “{media_type}”"
