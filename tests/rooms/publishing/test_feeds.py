"""The feed is read by machines we do not know: well-formed whatever is in it, ids for ever, newest first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from xml.etree import ElementTree as ET  # our own documents only, never one from outside

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.publishing.feeds import atom, rfc3339
from verifier.publishing.types import Desk, FeedEntry, FeedInput

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NOON = datetime(2024, 3, 2, 12, tzinfo=UTC)
ENTRY = FeedEntry(
    "claim/7",
    "Attributed, unproven: The ferry carried 300 people",
    "https://desk.example/public/claims/7",
    "The Harbour Post reported it.",
    NOON,
    NOON,
    "unproven",
    "Unproven",
    "en",
)
EMPTY = FeedInput(
    Desk("The Desk", "https://desk.example/"),
    "claims",
    "Verdicts of The Desk",
    "https://desk.example/feeds/claims.atom",
    "desk.example",
    date(2024, 1, 1),
    NOON,
)


def read(feed: FeedInput) -> ET.Element:
    return ET.fromstring(atom(feed).encode("utf-8"))  # noqa: S314


def texts(root: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, ATOM)]


def test_one_entry_says_all_it_has_to() -> None:
    root = read(replace(EMPTY, entries=(ENTRY,)))
    assert texts(root, "a:id") == ["tag:desk.example,2024-01-01:feed/claims"]
    assert texts(root, "a:author/a:name") == ["The Desk"]
    assert texts(root, "a:entry/a:id") == ["tag:desk.example,2024-01-01:claim/7"]
    assert texts(root, "a:entry/a:title") == [ENTRY.title]
    assert texts(root, "a:entry/a:summary") == [ENTRY.summary]
    assert texts(root, "a:entry/a:published") == ["2024-03-02T12:00:00Z"]
    category = root.find("a:entry/a:category", ATOM)
    assert category is not None
    assert (category.get("term"), category.get("label")) == ("unproven", "Unproven")
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"self": "https://desk.example/feeds/claims.atom", "alternate": "https://desk.example/"}
    entry_link = root.find("a:entry/a:link", ATOM)
    assert entry_link is not None
    assert (entry_link.get("rel"), entry_link.get("href")) == ("alternate", ENTRY.url)


def test_a_feed_without_entries_is_still_dated() -> None:
    root = read(EMPTY)
    assert texts(root, "a:updated") == ["2024-03-02T12:00:00Z"]
    assert root.findall("a:entry", ATOM) == []


def test_the_entry_changed_last_comes_first_and_dates_the_feed() -> None:
    changed = replace(ENTRY, key="claim/3", updated_at=NOON + timedelta(days=1))
    root = read(replace(EMPTY, entries=(replace(ENTRY, key="claim/9"), ENTRY, changed)))
    assert [uri.rpartition(":")[2] for uri in texts(root, "a:entry/a:id")] == ["claim/3", "claim/7", "claim/9"]
    assert texts(root, "a:updated") == ["2024-03-03T12:00:00Z"]


def test_a_correction_keeps_its_id() -> None:
    before = read(replace(EMPTY, entries=(ENTRY,)))
    after = read(replace(EMPTY, entries=(replace(ENTRY, title="Corrected", updated_at=NOON + timedelta(days=9)),)))
    assert texts(before, "a:entry/a:id") == texts(after, "a:entry/a:id")


def test_times_are_told_in_utc() -> None:
    assert rfc3339(datetime(2024, 3, 2, 1, 0, 0, 999, timezone(timedelta(hours=3)))) == "2024-03-01T22:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": datetime(2024, 3, 2)},  # noqa: DTZ001
        {"authority": "desk example"},
        {"authority": ""},
        {"name": "all claims"},
        {"url": "/feeds/claims.atom"},
        {"desk": Desk("The Desk", "javascript:alert(1)")},
        {"entries": (replace(ENTRY, url="javascript:alert(1)"),)},
        {"entries": (replace(ENTRY, key="claim 7"),)},
        {"entries": (replace(ENTRY, published_at=datetime(2024, 3, 2)),)},  # noqa: DTZ001
    ],
)
def test_what_would_make_a_bad_feed_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"time zone|web address|permanent id"):
        atom(replace(EMPTY, **change))


HOSTILE = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    ["]]></summary>", "&amp;", "\x00\x0b\ufffe", "\ud800", '"><x y="', "زعم"]
)


@settings(max_examples=200, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_any_words_make_a_well_formed_feed(title: str, summary: str, category: str, desk: str) -> None:
    entry = replace(ENTRY, title=title, summary=summary, category=category, category_label=title, language=category)
    root = read(replace(EMPTY, desk=Desk(desk, "https://desk.example/"), title=summary, entries=(entry,)))
    assert len(root.findall("a:entry", ATOM)) == 1
    assert [element.tag.rpartition("}")[2] for element in root.find("a:entry", ATOM) or ()][-1] == "summary"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30))
def test_words_come_back_as_they_went_in(words: str) -> None:
    assert texts(read(replace(EMPTY, entries=(replace(ENTRY, summary=words),))), "a:entry/a:summary") == [words]
