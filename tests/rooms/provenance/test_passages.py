"""Texts side by side lose no word, and partners bear the same number."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.provenance.overlap import LEAST_COMMON, compare, is_near_identical, overlap
from verifier.provenance.passages import LONGEST_STRETCH, MOST_PASSAGES, PieceKind, side_by_side

often = settings(max_examples=120, deadline=None)
words = st.lists(
    st.sampled_from(["one", "two", "three", "four", "five", "six", "قال", "ان", "הוא", "叙", "利", "亚"]), max_size=40
).map(" ".join)


@often
@given(words, words, words, words)
def test_the_pieces_are_the_texts(one: str, shared: str, other: str, last: str) -> None:
    first, second = f"{one} {shared} {last}", f"{shared} {other} {shared}"
    common = overlap(first, second)
    laid = side_by_side(first, second, common.passages)
    assert "".join(piece.words for piece in laid.first) == first
    assert "".join(piece.words for piece in laid.second) == second
    for pieces in (laid.first, laid.second):
        numbers = [number for piece in pieces for number in piece.numbers]
        assert sorted(numbers) == list(range(1, laid.count + 1))
        assert all(piece.kind is PieceKind.COMMON for piece in pieces if piece.numbers)
    assert laid.count == len(common.passages)
    marked = [piece.words for piece in laid.first if piece.kind is PieceKind.COMMON]
    assert marked == [first[start:end] for start, end, _, _ in common.passages]


@often
@given(words, words)
def test_comparing_many_finds_what_comparing_two_does(one: str, other: str) -> None:
    found = compare(one, {7: other, 8: one})
    both = overlap(one, other)
    assert (7 in found) == (both.share > 0)
    if 7 in found:
        assert (found[7].share, found[7].common) == (both.share, both.common)
        assert compare(other, {7: one})[7] == found[7]


def test_only_the_ends_of_long_stretches_are_shown() -> None:
    copied = " ".join(f"word{place}" for place in range(3_000))
    first, second = f"{copied} end of the first", "other " * 2_000 + copied
    laid = side_by_side(first, second, overlap(first, second).passages)
    shown = sum(len(piece.words) for piece in laid.second)
    gaps = [piece.left_out for piece in laid.second if piece.kind is PieceKind.GAP]
    assert shown + sum(gaps) == len(second)
    assert shown < LONGEST_STRETCH
    assert len(gaps) == 2


def test_the_longest_passages_are_numbered_where_there_are_very_many() -> None:
    blocks = [" ".join(f"b{block}w{word}" for word in range(5 + block % 7)) for block in range(MOST_PASSAGES + 50)]
    first, second = " x ".join(blocks), " y ".join(reversed(blocks))
    laid = side_by_side(first, second, overlap(first, second).passages)
    assert laid.count == MOST_PASSAGES
    assert laid.unmarked == 50
    kept = [len(piece.words.split()) for piece in laid.first if piece.kind is PieceKind.COMMON]
    assert min(kept) >= 6


def test_a_short_quotation_is_no_copy_and_a_long_passage_is() -> None:
    quote = "we counted ninety men in the port on that day"
    found = overlap(quote, f"The office said: {quote}, and no more.")
    assert found.share == 1
    assert not found.is_near_identical
    text = " ".join(f"word{place}" for place in range(LEAST_COMMON + 4))
    assert overlap(text, f"Copied: {text}").is_near_identical
    assert not is_near_identical(0.49, 10_000)
    assert is_near_identical(0.5, LEAST_COMMON)
