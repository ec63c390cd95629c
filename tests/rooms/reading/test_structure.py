"""What of a page is the article, where its sentences end, and what stands inside quote marks."""

import pytest

from verifier.reading.reader import read
from verifier.reading.types import Block

PAGE = """Menu
Share

Flood Closes Two Bridges in Northern Valley

Heavy rain is to blame, according to River Weekly.
Flood Closes Two Bridges in Northern Valley

By Ann Lee

Two bridges were closed on Monday. Nobody was hurt.

Advertisement

The water rose by two metres.

Related topics
"""


def _sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in read(text).sentences]


def test_a_page_is_told_apart() -> None:
    reading = read(PAGE)
    blocks = {sentence.span.of(PAGE): sentence.block for sentence in reading.sentences}
    assert reading.title == "Flood Closes Two Bridges in Northern Valley"
    assert reading.byline == "Ann Lee"
    assert reading.standfirst is not None
    assert reading.standfirst.of(PAGE).startswith("Heavy rain")
    assert [span.of(PAGE) for span in reading.furniture] == ["Menu", "Share", "Advertisement", "Related topics"]
    assert blocks["Nobody was hurt."] is Block.BODY
    assert [sentence.block for sentence in reading.sentences].count(Block.REPEAT) == 1


def test_the_headline_and_the_furniture_are_not_proposed_twice() -> None:
    claims = [claim.text for claim in read(PAGE).claims]
    assert claims.count("Flood Closes Two Bridges in Northern Valley") == 1
    assert not {"Menu", "Share", "Advertisement", "Related topics"} & set(claims)


def test_a_title_given_is_found_in_the_text() -> None:
    text = "The bridge has fallen.\n\nIt fell on Monday in the rain, police said."
    reading = read(text, title="The bridge has fallen")
    assert reading.title == "The bridge has fallen"
    assert reading.title_span is not None
    assert reading.title_span.of(text) == "The bridge has fallen."


def test_a_text_without_a_headline_has_none() -> None:
    assert read("The bridge fell on Monday. Nobody was hurt.").title is None


def test_lines_broken_by_width_are_one_paragraph() -> None:
    text = "The committee has met every week since the flood and has so far\nagreed on nothing. It meets again today."
    assert _sentences(text)[0].endswith("agreed on nothing.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee met Sen. Ray at 9 a.m. on Monday. He left.", 2),
        ("J. K. Moore of St. Louis spoke. It rained.", 2),
        ("It cost 3.5 million dollars. It fell.", 2),
        ("“Will it hold?” Lee asked. Nobody knew.", 2),
        ("“It will hold.” Lee nodded.", 2),
        ("He said no… Then he left.", 2),
        ("It fell (nobody was hurt). It rained.", 2),
        ("سقط الجسر. هل أصيب أحد؟ لا.", 3),
        ("Обрушился мост. Погибли г. Иванов и др. люди.", 2),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: int) -> None:
    assert len(_sentences(text)) == expected


@pytest.mark.parametrize(
    "quotation",
    [
        "“It has fallen,”",
        '"It has fallen,"',
        "''It has fallen,''",
        "„It has fallen,“",
        "«It has fallen,»",
        "「It has fallen,」",
    ],
)
def test_quote_marks_of_every_style_hold_a_quotation(quotation: str) -> None:
    text = f"{quotation} the mayor said."
    (one,) = read(text).attributions
    assert one.content[0].of(text) == quotation
    assert one.source[0].of(text) == "the mayor"


def test_a_quotation_over_two_paragraphs_stays_with_its_speaker() -> None:
    text = "“The bridge was old,” Mayor Lee said. “We all knew.\n\n“Nobody acted on it.”\n\nIt rained."
    (one,) = read(text).attributions
    assert [span.of(text) for span in one.content] == [
        "“The bridge was old,”",
        "“We all knew.",
        "“Nobody acted on it.”",
    ]


def test_an_unclosed_quotation_does_not_swallow_the_article() -> None:
    text = (
        "“The bridge was old, Mayor Lee said. It rained all day. “Nobody came,” she added.\n\nThe"
        " road is open, police said."
    )
    assert any(one.source and one.source[0].of(text) == "police" for one in read(text).attributions)
