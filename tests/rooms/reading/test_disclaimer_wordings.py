"""Disclaimers in the manner of newsrooms, and what only looks like one, in six languages; all invented.

``disclaimer_wordings.jsonl`` holds a sentence a line; an empty kind is a sentence that disowns nothing, an empty name
means that the paper itself could not verify.
"""

import json
from pathlib import Path

import pytest

from verifier.reading.disclaimer_parts import outlets_in
from verifier.reading.reader import read
from verifier.reading.types import DisclaimerKind

PUBLISHER = "River Weekly"
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "disclaimer_wordings.jsonl").read_text(encoding="utf8").splitlines()
]
TRUE = [pytest.param(row, id=row["text"][:60]) for row in ROWS if row["kind"]]
NONE = [pytest.param(row, id=row["text"][:60]) for row in ROWS if not row["kind"]]
NAMES_WHO = {
    DisclaimerKind.PUBLISHER_NO_VERIFICATION,
    DisclaimerKind.CLAIM_UNVERIFIED,
    DisclaimerKind.VERIFIED_BY,
}


@pytest.mark.parametrize("row", TRUE)
def test_a_newsrooms_wording_is_found_with_its_kind_and_who(row: dict[str, str]) -> None:
    found = read(row["text"], publisher=PUBLISHER, language=row["language"]).disclaimers
    kind = DisclaimerKind(row["kind"])
    (one,) = [one for one in found if one.kind is kind]
    if kind in NAMES_WHO:
        assert one.who == (row["who"] or PUBLISHER)


@pytest.mark.parametrize("row", NONE)
def test_ordinary_news_disowns_nothing(row: dict[str, str]) -> None:
    assert read(row["text"], publisher=PUBLISHER, language=row["language"]).disclaimers == ()


def test_a_disclaimer_in_another_language_than_its_article_is_found() -> None:
    text = (
        "The northern dam broke on Monday.\n\nLa rédaction n'a pas vérifié les informations contenues dans cet article."
    )
    (one,) = read(text, publisher=PUBLISHER, language="en").disclaimers
    assert one.kind is DisclaimerKind.PUBLISHER_NO_VERIFICATION


def test_outlets_are_found_in_every_script() -> None:
    words = "Reuters, ورويترز, агентство Рейтер und die dpa, not the time of day"
    assert [name for _, _, name in outlets_in(words, None)] == ["Reuters", "رويترز", "Рейтер", "dpa"]
