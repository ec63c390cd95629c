"""A text laid out: nothing lost, every claim marked, overlaps without knots."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.articles.marking import Part, Stretch, lay_out
from verifier.reading.types import Span

TEXT = "A headline\n\nThe guard hired 205 men, he said.\n\nNobody else has counted them."


def marked(text: str, *claims: tuple[int, int]) -> list[list[Stretch]]:
    found = lay_out(text, title="", claims=[Span(*one) for one in claims], disclaimers=[])
    return [list(one.stretches) for one in found]


def test_a_claim_is_one_stretch_in_its_paragraph() -> None:
    start = TEXT.index("The guard")
    assert marked(TEXT, (start, start + 23))[1] == [
        Stretch("The guard hired 205 men", 1, is_first=True, is_last=True),
        Stretch(", he said."),
    ]


def test_the_shorter_of_two_claims_is_seen_inside_the_longer() -> None:
    assert marked("abcdef", (0, 6), (2, 4)) == [
        [Stretch("ab", 1, is_first=True), Stretch("cd", 2, is_first=True, is_last=True), Stretch("ef", 1, is_last=True)]
    ]


def test_a_claim_over_two_paragraphs_is_marked_in_both_and_numbered_once() -> None:
    first, second = marked("ab\n\ncd", (1, 5))
    assert first == [Stretch("a"), Stretch("b", 1, is_first=True)]
    assert second == [Stretch("c", 1, is_last=True), Stretch("d")]


def test_a_claim_begins_in_one_paragraph_only() -> None:
    found = lay_out("ab\n\ncd", title="", claims=[Span(1, 5), Span(4, 5)], disclaimers=[])
    assert [one.claims for one in found] == [(1,), (2,)]


def test_headline_its_repetition_and_disclaimer_are_told_apart() -> None:
    text = "Guard hires\n\nguard  hires\n\nWords.\n\nNot verified."
    found = lay_out(text, title="Guard hires", claims=[], disclaimers=[Span(len(text) - 5, len(text))])
    assert [one.part for one in found] == [Part.HEADLINE, Part.REPEAT, Part.BODY, Part.DISCLAIMER]


def test_a_line_broken_at_its_width_goes_on() -> None:
    text = "This line was broken by a mail program at\nits width only.\nThis one was not.\n"
    found = lay_out(text, title="", claims=[], disclaimers=[])
    assert [row.stretches[0].words for row in found] == [text[:57], "This one was not."]


def test_the_furniture_of_a_page_is_told_from_its_text() -> None:
    text = "Menu\nSearch\n\nGuard Hires Two Hundred Men\n\nThe guard hired 200 men in May, it said.\n\nRelated topics\n"
    parts = [row.part for row in lay_out(text, title="Guard Hires Two Hundred Men", claims=[], disclaimers=[])]
    assert parts == [Part.FURNITURE, Part.FURNITURE, Part.HEADLINE, Part.BODY, Part.FURNITURE]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab é\n\u2028\r\tم", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=8),
)
def test_whatever_overlaps_every_letter_is_shown_once(text: str, drawn: list[tuple[int, int]]) -> None:
    claims = sorted(Span(start, min(start + size, len(text))) for start, size in drawn if start < len(text))
    found = lay_out(text, title="", claims=claims, disclaimers=[])
    shown_words = "".join("".join(one.words for one in row.stretches) for row in found)
    assert "".join(shown_words.split()) == "".join(text.split())
    shown = [one for row in found for one in row.stretches if one.claim]
    for number, claim in enumerate(claims, 1):
        mine = [one for one in shown if one.claim == number]
        assert sum(one.is_first for one in mine) == sum(one.is_last for one in mine) == bool(mine)
        assert all(one.words in claim.of(text) for one in mine)
    began = [number for row in found for number in row.claims]
    assert began == sorted(set(began))
