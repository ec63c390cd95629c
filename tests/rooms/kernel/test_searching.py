"""Words are looked for literally."""

import pytest

from verifier.kernel.searching import is_too_short, marked, one_line, words_of


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ()),
        ("  harbour   Guard ", ("harbour", "Guard")),
        ('"205 men" guard', ("205 men", "guard")),
        ("“205  men” guard", ("205 men", "guard")),
        ('guard "', ("guard",)),
        ("Guard guard GUARD", ("Guard",)),
        (" ".join(f"w{number}" for number in range(20)), tuple(f"w{number}" for number in range(8))),
    ],
)
def test_a_query_is_its_words(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


@pytest.mark.parametrize(
    ("words", "short"), [(("a",), True), (("a", "b"), True), (("a", "port"), False), (("港",), False)]
)
def test_one_letter_is_too_short(words: tuple[str, ...], short: bool) -> None:
    assert is_too_short(words) is short


def test_what_was_asked_can_be_shown_again() -> None:
    assert one_line(" a\x00b\tc\ud800 ") == "a b c"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
    assert len(one_line("x" * 5000)) == 300


def test_marking_loses_nothing_and_takes_words_literally() -> None:
    text = "The guard (205 men) said: the Guard's 205% rise…"
    pieces = marked(text, ("guard", "205%", "(205"))
    assert "".join(piece for _, piece in pieces) == text
    assert [piece for is_hit, piece in pieces if is_hit] == ["guard", "(205", "Guard", "205%"]
    assert marked(text, ()) == ((False, text),)
