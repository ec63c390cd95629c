"""Marks find a copied passage wherever it stands, and are the same everywhere and always."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.provenance.marks import WINDOW, marks
from verifier.provenance.overlap import RUN_OF_WORDS

often = settings(max_examples=80, deadline=None)
some_words = st.lists(st.sampled_from([f"w{number}" for number in range(400)]), max_size=60).map(" ".join)
passage = st.lists(
    st.sampled_from([f"p{number}" for number in range(4000)]),
    min_size=WINDOW + RUN_OF_WORDS - 1,
    max_size=60,
).map(" ".join)


@often
@given(some_words, passage, some_words, some_words, some_words)
def test_texts_with_twenty_words_in_common_share_a_mark(one, shared, other, before, after) -> None:
    assert marks(f"{before} {shared} {one}") & marks(f"{other} {shared} {after}")


def test_marks_are_kept_for_years_and_must_not_change() -> None:
    assert marks("The guard has recruited more than 205 men so far") == {700836608794173258}
    assert marks("Один два три четыре пять шесть") == marks("один, два: три — четыре пять Шесть")


def test_few_runs_become_marks() -> None:
    text = " ".join(f"word{place * place % 7919}" for place in range(5_000))
    assert 5_000 / 17 < len(marks(text)) < 5_000 / 6


def test_a_text_with_words_has_a_mark_and_one_without_has_none() -> None:
    assert len(marks("Rain.")) == 1
    assert marks(" — … ") == frozenset()
    assert all(0 <= one < 2**61 for one in marks("叙利亚人权观察组织称该民兵组织招募了二百多人。" * 30))
