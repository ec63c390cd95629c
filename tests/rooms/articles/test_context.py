"""The claim's surroundings are cut between words and lose nothing that is near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.articles.rules import around


def test_a_short_text_is_shown_whole() -> None:
    assert around("One two three.", 4, 7, 300) == ("One ", " three.")


def test_a_long_text_is_cut_between_words() -> None:
    text = "alpha beta gamma CLAIM delta epsilon zeta"
    start = text.index("CLAIM")
    assert around(text, start, start + 5, 9) == ("gamma ", " delta")


@pytest.mark.parametrize("text", ["x" * 50, "قال المرصد " * 9])
def test_words_without_spaces_and_other_scripts_do_not_break_it(text: str) -> None:
    before, after = around(text, 20, 30, 8)
    assert text[:20].endswith(before)
    assert text[30:].startswith(after)


@given(st.text(min_size=1), st.data())
def test_what_is_shown_always_touches_the_claim(text: str, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    before, after = around(text, start, end, 12)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert max(len(before), len(after)) <= 12
