"""Stems, cleaning, features: what decides which earlier claims are found, and how sure it is."""

import random

import pytest

from verifier.matching import likeness
from verifier.matching.cleaning import cleaned, terms_of
from verifier.matching.likeness import COEFFICIENTS, Counts, Told, ask, features, marked, numbers_of, reasons, weigh
from verifier.matching.stems import stem

# Examples that Porter's paper of 1980 gives for its steps.
PORTER = {
    "caresses": "caress",
    "ponies": "poni",
    "cats": "cat",
    "agreed": "agre",
    "plastered": "plaster",
    "motoring": "motor",
    "conflated": "conflat",
    "sized": "size",
    "hopping": "hop",
    "falling": "fall",
    "failing": "fail",
    "filing": "file",
    "happy": "happi",
    "sky": "sky",
    "relational": "relat",
    "rational": "ration",
    "vietnamization": "vietnam",
    "sensibiliti": "sensibl",
    "triplicate": "triplic",
    "electrical": "electr",
    "goodness": "good",
    "allowance": "allow",
    "replacement": "replac",
    "adoption": "adopt",
    "effective": "effect",
    "probate": "probat",
    "rate": "rate",
    "cease": "ceas",
    "controll": "control",
    "roll": "roll",
}
EMPTY = Counts(0, {})


def told(claim: str, title: str = "") -> Told:
    return Told(claim, title, tuple(terms_of(claim)), tuple(terms_of(title)))


def scored(text: str, claim: str, title: str = "", beside: str = "") -> float:
    return likeness.score(weigh(ask(text, beside), EMPTY), told(claim, title))


@pytest.mark.parametrize(("word", "wanted"), PORTER.items())
def test_words_are_cut_as_porter_cuts_them(word: str, wanted: str) -> None:
    assert stem(word) == wanted


def test_a_post_is_cleaned_of_what_is_not_its_claim() -> None:
    found = cleaned(
        "Sharks swim in #FloodedStreets of Houston! https://t.co/abc pic.twitter.com/xyz "
        "— Jason M. (@JasonM) August 28, 2017"
    )
    assert found.text == "Sharks swim in Flooded Streets of Houston!"
    assert found.by == "Jason M."


def test_other_forms_of_a_word_are_one_term() -> None:
    assert terms_of("The children wore photographs") == terms_of("A child wears pictures")
    assert terms_of("The N.A.T.O. troops’ helmets") == terms_of("NATO troop helmet")
    assert terms_of("1,200 men") == terms_of("1200 man")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حُكومةُ المدينة", "حكومة المدينة"),
        ("выборами президента", "выборами президентом"),
        ("São Paulo élections", "Sao Paulo elections"),
        ("한국의 대통령", "한국의 대통령"),
    ],
)
def test_marks_and_endings_of_other_scripts_are_folded(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other)
    assert terms_of(one)


def test_scripts_without_spaces_are_cut_in_twos() -> None:
    assert set(terms_of("東京都知事")) >= {"東京", "都知"}
    assert len(set(terms_of("東京都知事選挙")) & set(terms_of("都知事"))) == 2


def test_numbers_are_values() -> None:
    numbers, years = numbers_of(terms_of("In 2019, 1.2 thousand of 1,200 men, twelve hundred in all, paid $3 million"))
    assert numbers == {1200.0, 3_000_000.0}
    assert years == {2019}


def test_any_text_is_taken() -> None:
    chance = random.Random(7)  # noqa: S311
    letters = "aé中ا٣9.,\"'#@—()\n\u0000\u0301\U0001f600%"
    for _ in range(200):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(60)))
        found = scored(text, text, text)
        assert 0 <= found <= 1
        assert "".join(piece for _, piece in marked(text, text)) == text
        reasons(text, text)
    assert scored("", "") < 0.01
    assert ask("9" * 500).numbers


def test_the_same_claim_in_other_words_scores_above_a_related_one() -> None:
    text = "Nabisco is moving 1,200 jobs from Chicago to Mexico, no more Oreos"
    same = scored(text, "Nabisco moved 1,200 Chicago jobs making Oreos to Mexico.", "Are Oreos Now Made in Mexico?")
    related = scored(text, "Nabisco hired 1,200 people in Chicago.", "Did Nabisco Hire in Chicago?")
    other = scored(text, "A town in Ohio bans bicycles.", "Bicycle Ban in Ohio")
    assert same > related > other
    assert likeness.band(same) in {"same", "likely"}
    assert likeness.band(other) == "weak"


def test_numbers_and_years_that_differ_count_against() -> None:
    assert COEFFICIENTS["numbers_differ"] < 0
    assert COEFFICIENTS["year_differs"] < 0
    text = "The guard has recruited 205 men in 2024"
    assert scored(text, "The guard has recruited 205 men in 2024") > scored(
        text, "The guard has recruited 90 men in 2024"
    )
    assert scored(text, "The guard has recruited 205 men in 2024") > scored(
        text, "The guard has recruited 205 men in 1999"
    )


def test_who_says_it_counts_for_a_claim_that_names_them() -> None:
    claim = "Governor Larsen said that puddles are navigable waters."
    assert scored("A puddle is a navigable water now", claim, beside="Larsen") > scored(
        "A puddle is a navigable water now", claim
    )


def test_rare_words_weigh_more_than_common_ones() -> None:
    counts = Counts(10_000, {"govern": 4_000, "zeppelin": 3})
    assert counts.weight("zeppelin") > 3 * counts.weight("govern")
    weighed = weigh(ask("zeppelin government"), counts)
    rare, common = (features(weighed, told(one)) for one in ("zeppelin", "government"))
    assert rare["shared"] > common["shared"]
    assert rare["text_covered"] > common["text_covered"]


def test_a_claim_without_a_title_is_its_own_title() -> None:
    text = "The guard has recruited more than 205 men so far"
    assert likeness.band(scored(text, "The guard has recruited more than 205 men")) == "same"


def test_reasons_name_what_is_shared_and_what_differs() -> None:
    found = reasons("In Port Calder the guard has 205 men", "The guard of Port Calder has 90 men")
    assert found.names == ("Port", "Calder")
    assert found.differing == (("205",), ("90",))
    assert reasons("Harbour Guard Recruits Men in Port Calder", "The guard of Port Calder").names == ()
    same = reasons("They paid 3 million in 2019", "In 2019 they paid $3,000,000")
    assert same.numbers == ("3,000,000", "2019")
    assert same.differing == ((), ())


def test_shared_words_are_marked_in_their_own_spelling() -> None:
    assert marked("Photographs of sharks!", "a picture of one shark") == (
        (True, "Photographs"),
        (False, " of "),
        (True, "sharks"),
        (False, "!"),
    )
