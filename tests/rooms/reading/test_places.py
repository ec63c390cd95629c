"""Persons, bodies and places of a claim: only what the text itself makes clear."""

import pytest

from verifier.reading.reader import read
from verifier.reading.types import MentionKind


def _named(text: str, language: str | None = None) -> list[tuple[str, str]]:
    found = []
    for claim in read(text, publisher="River Weekly", language=language).claims:
        for one in (*claim.places, *claim.names):
            assert one.span.of(text) == one.words
            assert claim.span.start <= one.span.start < one.span.end <= claim.span.end
            found.append((one.words, one.kind.value))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recruits were trained in Tartab, Hasakah province.", [("Tartab", "place"), ("Hasakah", "place")]),
        ("The army shelled the town of Grenn on Monday.", [("Grenn", "place")]),
        ("Three villages south of Lomma were flooded.", [("Lomma", "place")]),
        ("It reached the northern cities of Asker and Lomma.", [("Asker", "place"), ("Lomma", "place")]),
        ("The treaty was signed in Geneva in 2019.", [("Geneva", "place")]),
        ("The flood reached Grenn district.", [("Grenn", "place")]),
        ("Two ships sank near Port Asker yesterday.", [("Port Asker", "place")]),
        ("The road was closed by Mayor Ann Lee.", [("Ann Lee", "person")]),
        ("The road was closed by Treasury Secretary Jacob J. Lew.", [("Jacob J. Lew", "person")]),
        ("The road was closed by spokesman Tom Ray.", [("Tom Ray", "person")]),
        ("The road was closed by the World Bank.", [("World Bank", "body")]),
        ("Hezbollah has closed the road.", [("Hezbollah", "body")]),
        ("Iran has closed the road.", [("Iran", "body")]),
        ("They are sold in Apple stores.", [("Apple", "name")]),
        ("The flood was shown in Congress on Monday.", [("Congress", "body")]),
        (
            "He won in Vermont and Sanders won in Asker.",
            [("Vermont", "place"), ("Sanders", "name"), ("Asker", "place")],
        ),
        ("He won in Vermont, and Sanders in Asker.", [("Vermont", "place"), ("Sanders", "name"), ("Asker", "place")]),
        ("Many believe in Sanders, and Bernie Sanders knew.", [("Sanders", "name"), ("Bernie Sanders", "name")]),
        ("The road of Iran’s Ann Lee was closed.", [("Iran", "place"), ("Ann Lee", "name")]),
    ],
)
def test_what_the_words_around_a_name_tell(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(_named(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Residents fled the flood on Monday.",
        "Police closed the northern road in March.",
        "The Syrian army left the Levantine country.",
        "It was a Super Tuesday for the old party.",
        "The CEO had an ID.",
        "New recruits were paid in advance.",
    ],
)
def test_nothing_is_named_where_nobody_is(text: str) -> None:
    assert not [one for one in _named(text) if one[1] != "name" or one[0] not in {"CEO", "ID"}]


def test_a_place_once_shown_is_known_again_and_a_surname_is_its_person() -> None:
    text = "Mayor Ann Lee closed the town of Grenn.\n\nIn May the soldiers reached Grenn. The road was opened by Lee."
    assert _named(text) == [("Grenn", "place"), ("Ann Lee", "person"), ("Grenn", "place"), ("Lee", "person")]


def test_a_headline_names_only_what_its_text_names() -> None:
    text = (
        "Old Militia Recruits Fighters in Grenn and Beyond\n\nThe militia has moved into the town of Grenn.\n\n"
        "It rained there all day."
    )
    assert _named(text) == [("Grenn", "place"), ("Grenn", "place")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Trois ponts sont fermés dans la ville de Nandin, au Mali.", {("Nandin", "place"), ("Mali", "place")}),
        ("es", "Tres puentes están cerrados en Bogotá.", {("Bogotá", "place")}),
        ("de", "In der Stadt Bernau sind drei Brücken gesperrt.", {("Bernau", "place")}),
        ("de", "Drei Brücken wurden in Berlin gesperrt.", {("Berlin", "place")}),
        ("ru", "Три моста закрыты в городе Ровно.", {("Ровно", "place")}),
        ("ru", "Российский флот закрыл три моста в Сирии.", {("Сирии", "place")}),
        ("ar", "أغلقت ثلاثة جسور في مدينة تلدو وسوريا.", {("تلدو", "place"), ("سوريا", "place")}),
    ],
)
def test_places_in_other_languages(language: str, text: str, expected: set[tuple[str, str]]) -> None:
    assert set(_named(text, language)) == expected


def test_the_kinds_have_their_names() -> None:
    assert {one.value for one in MentionKind} == {"person", "body", "place", "name"}
