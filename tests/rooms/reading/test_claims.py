"""Claims: single statements with their kind, figures and reason; and what a text contradicts in itself."""

import pytest

from verifier.reading.figures import find_figures
from verifier.reading.reader import read
from verifier.reading.types import ClaimKind, Conflict, ProposedClaim, Span
from verifier.reading.worthiness import score


def _claims(text: str) -> list[ProposedClaim]:
    return list(read(text, publisher="River Weekly").claims)


@pytest.mark.parametrize(
    ("words", "low", "high", "unit", "approximate"),
    [
        ("more than 205 fighters", 205, None, "fighters", False),
        ("at least 12 people", 12, None, "people", False),
        ("fewer than 30 homes", None, 30, "homes", False),
        ("some 35 civilians", 35, 35, "civilians", True),
        ("about 350,000 pounds", 350000, 350000, "pounds", True),
        ("$3.5 million", 3500000, 3500000, "dollars", False),
        ("12 percent", 12, 12, "percent", False),
        ("between 10 and 12 ships", 10, 12, "ships", False),
        ("twenty-one boats", 21, 21, "boats", False),
    ],
)
def test_figures(words: str, low: float | None, high: float | None, unit: str, approximate: bool) -> None:
    (figure,) = find_figures(words, Span(0, len(words)))
    assert (figure.low, figure.high, figure.unit, figure.approximate) == (low, high, unit, approximate)
    assert figure.span.of(words) in words


@pytest.mark.parametrize(
    "words", ["in March 2016", "on June 12", "one of them", "both sides", "at 12:30", "the F-16 jets"]
)
def test_dates_and_idle_numbers_are_no_figures(words: str) -> None:
    assert find_figures(words, Span(0, len(words))) == ()


def test_what_is_said_is_the_claim_not_that_it_was_said() -> None:
    assert [claim.text for claim in _claims("Lee said that the northern dam broke.")] == ["the northern dam broke"]


def test_a_sentence_of_two_statements_is_two_claims() -> None:
    text = "Lee said that the flood has reached the northern villages, where the army is moving people into tents."
    assert [claim.text.split()[0] for claim in _claims(text)] == ["the", "the"]


def test_the_price_paid_is_a_claim_of_its_own() -> None:
    text = "The militia recruited boys and old men from the river towns in return for wages of about 900 pesos a week."
    assert [claim.text for claim in _claims(text)][1] == "wages of about 900 pesos a week."


def test_that_somebody_spoke_is_a_claim_beside_what_they_said() -> None:
    text = "Mayor Ann Lee defended the new curfew on Sunday by saying that it had saved lives."
    kinds = {claim.kind: claim.text for claim in _claims(text)}
    assert kinds[ClaimKind.SPEECH_EVENT] == "Ann Lee defended the new curfew on Sunday"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Will the northern dam hold this winter?", "question"),
        ("The northern dam will break next winter.", "prediction"),
        ("The council should repair the northern dam.", "opinion"),
    ],
)
def test_what_nobody_can_check_says_why(text: str, reason: str) -> None:
    (claim,) = _claims(text)
    assert not claim.checkable
    assert reason in claim.reason


def test_a_claim_repeated_word_for_word_points_to_its_other_place() -> None:
    text = "The northern dam broke on Monday. It rained. The northern dam broke on Monday."
    first, *_ = _claims(text)
    assert [span.start for span in first.repeats] == [text.rindex("The northern")]


def test_a_verb_that_vouches_is_flagged() -> None:
    (claim,) = _claims("Lee confirmed that the northern dam broke.")
    assert claim.factive_cue == "confirmed"


def test_disclaimers_and_furniture_are_no_claims() -> None:
    text = "The northern dam broke.\n\nRiver Weekly has not verified the content of this article.\n\nRelated topics"
    assert [claim.text for claim in read(text).claims] == ["The northern dam broke."]


@pytest.mark.parametrize(
    "words",
    [
        "Thank you very much!",
        "I think we all want that.",
        "What should we do about it?",
        "Let me be clear.",
        "It rained.",
    ],
)
def test_a_figure_ranks_above_a_courtesy(words: str) -> None:
    assert score("Unemployment rose to 12 percent last year.") > 0.8 > 0.5 > score(words)


def _conflicts(text: str, kind: str) -> list[Conflict]:
    return [one for one in read(text).conflicts if one.kind == kind]


HEADED = (
    "Militia Recruits {} Fighters in River Towns\n\nThe militia has recruited more than 205"
    " fighters and some 35 civilians in river towns.\n\nIt rained."
)


def test_a_headline_figure_the_body_does_not_bear_out() -> None:
    (found,) = _conflicts(HEADED.format("200"), "figure")
    assert found.spans[0].of(HEADED.format("200")) == "200 Fighters"
    assert "240" in found.text


@pytest.mark.parametrize("figure", ["205", "240"])
def test_a_headline_figure_that_agrees_is_no_conflict(figure: str) -> None:
    assert _conflicts(HEADED.format(figure), "figure") == []


PAY = "Guards were paid 50,000 pesos a month. Recruits get 350,000 pesos a month. That is {}."


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("six times higher", "increase"),
        ("three times higher", "not"),
        ("seven times higher", ""),
        ("seven times as much", ""),
    ],
)
def test_arithmetic_is_done_again(ratio: str, expected: str) -> None:
    found = _conflicts(PAY.format(ratio), "arithmetic")
    assert (expected in found[0].text) if expected else found == []


def test_one_origin_under_two_descriptions_is_one() -> None:
    text = (
        "A report by a Paris-based flood monitor found that the northern dam broke.\n\n"
        "“Nobody was warned,” said a report by the Delta Observatory."
    )
    (found,) = _conflicts(text, "one_origin")
    assert "Delta Observatory" in found.text


def test_the_same_words_credited_to_two_people() -> None:
    text = "Lee said that the northern dam broke on Monday night. Ray said that the northern dam broke on Monday night."
    (found,) = _conflicts(text, "two_credits")
    assert "Lee" in found.text
    assert "Ray" in found.text


def test_two_counts_of_the_same_thing() -> None:
    text = "The collapse of the northern dam killed 12 villagers. The collapse of the northern dam killed 19 villagers."
    (found,) = _conflicts(text, "figure")
    assert [span.of(text) for span in found.spans] == ["12 villagers", "19 villagers"]
