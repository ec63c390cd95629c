"""The words of sources."""

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of speaker a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE_BODY = "state_body"
    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    UNNAMED_GROUP = "unnamed_group"


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """What a person asked the directory to show. Empty fields do not filter.

    ``prefix`` is how a name or another name begins. It stands in the address of the page, and no address may hold a
    protected source's name: so it finds only sources that are not protected.
    """

    kind: SourceKind | None = None
    only_protected: bool = False
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class SourceFields:
    """What a person writes about a source. ``owner`` and ``feed`` are names, empty where there is none."""

    name: str
    kind: SourceKind
    owner: str = ""
    feed: str = ""
    protected: bool = False
    published_description: str = ""
    note: str = ""


class LikenessReason(StrEnum):
    """Why two names may be of one source."""

    DISGUISED = "disguised"
    ACCENTS = "accents"
    LOOKS = "looks"
    SPELLING = "spelling"
    ORDER = "order"
    ABBREVIATION = "abbreviation"
    SHORTER = "shorter"
    TYPING = "typing"


@dataclass(frozen=True, slots=True)
class Named:
    """A source as it is compared with others: every name it bears, and its kind."""

    names: tuple[str, ...]
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Ties:
    """Whose a source is: its owner and the feed it carries, by id, None where none is known."""

    owner_id: int | None = None
    feed_id: int | None = None
