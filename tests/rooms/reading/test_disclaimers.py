"""Disclaimers by kind, scope and who could not verify; and what only sounds like one."""

import pytest

from verifier.reading.reach import all_reached, claims_reached
from verifier.reading.reader import read
from verifier.reading.types import DisclaimerKind, DisclaimerScope, KnownDisclaimer

A, B, C, D, E = (
    DisclaimerKind.PUBLISHER_NO_VERIFICATION,
    DisclaimerKind.CLAIM_UNVERIFIED,
    DisclaimerKind.OPINION_RESPONSIBILITY,
    DisclaimerKind.SYNDICATION,
    DisclaimerKind.VERIFIED_BY,
)

POSITIVE = [
    ("River Weekly has not verified the information in this article.", A),
    ("We do not vouch for the accuracy of anything on this page.", A),
    ("This release is provided “as is”, without any warranty.", A),
    ("The publisher is not responsible for the accuracy of this material.", A),
    ("River News could not independently verify the figures.", B),
    ("We were unable to confirm the account.", B),
    ("The footage could not be independently verified.", B),
    ("The toll couldn't be immediately confirmed.", B),
    ("It was not possible to verify either side's account.", B),
    ("There was no independent confirmation of the attack.", B),
    ("Unconfirmed reports spoke of ten dead.", B),
    ("The harbour's figures remain unverified.", B),
    ("The opinions in this column are the author's own.", C),
    ("The views expressed here do not necessarily reflect those of River Weekly.", C),
    ("Responsibility for the views in this essay rests solely with its author.", C),
    ("This article originally appeared in Delta Times.", D),
    ("Republished with permission from Delta Times.", D),
    ("This story has not been edited by our staff and comes from a syndicated feed.", D),
    ("Footage verified by Reuters shows the breach.", E),
    ("Alle Angaben ohne Gewähr.", A),
    ("Die Angaben ließen sich zunächst nicht überprüfen.", B),
    ("Der Text gibt die Meinung der Autorin wieder.", C),
    ("Ces chiffres n'ont pas pu être vérifiés de manière indépendante.", B),
    ("Les propos tenus ici n’engagent que leur auteur.", C),
    ("Las cifras no han podido ser verificadas de forma independiente.", B),
    ("Las opiniones de esta columna son responsabilidad exclusiva de su autora.", C),
    ("Независимого подтверждения этих данных нет.", B),
    ("Проверить эти сведения независимо не удалось: независимое подтверждение не поступало.", B),
    ("Мнение автора может не совпадать с позицией редакции.", C),
    ("ولم يتسن التحقق من هذه الأرقام بشكل مستقل.", B),
    ("الآراء الواردة في المقال لا تعبر عن رأي الصحيفة.", C),
]


@pytest.mark.parametrize(("text", "kind"), POSITIVE)
def test_a_disclaimer_is_found_with_its_kind(text: str, kind: DisclaimerKind) -> None:
    found = read(text).disclaimers
    assert [one.kind for one in found] == [kind]
    assert found[0].scope is (DisclaimerScope.CLAIM if kind in (B, E) else DisclaimerScope.ARTICLE)


NEAR_MISSES = [
    "The ministry said it could not independently verify the Observatory's count.",
    "The monitor could not confirm the cause.",
    "The spokesman could not confirm the report.",
    "The images, if verified, would show a crime.",
    "Readers must verify their e-mail address.",
    "She works independently of the council.",
    "The group claimed responsibility for the attack.",
    "The blame lies entirely with the builder, the inquiry found.",
    "Comments do not necessarily reflect the views of River Weekly.",
    "The book was originally published in 1931 and is the property of the state.",
    "River News was able to independently verify the place.",
    "The author has edited River Weekly since 2010.",
    "Die Behörde ließ die Brücke von unabhängiger Stelle prüfen.",
    "Die Kommentare geben nicht unbedingt die Meinung der Redaktion wieder.",
    "Les promesses n'engagent que ceux qui les écoutent.",
    "La empresa no ha podido verificar que el programa esté libre de malware.",
    "По словам следователей, они не могут подтвердить его личность.",
    "أعلنت المنظمة أنها تتحقق من صحة الأنباء",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_sounds_like_a_disclaimer_is_none(text: str) -> None:
    assert [one.kind for one in read(text).disclaimers if one.kind is not E] == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("But River News could not independently verify the figures.", "River News"),
        ("Reuters said it could not verify the video.", "Reuters"),
        ("The Delta Times has not been able to verify the letter.", "The Delta Times"),
    ],
)
def test_who_could_not_verify_is_kept(text: str, who: str) -> None:
    (one,) = read(text, publisher="River Weekly").disclaimers
    assert one.who == who


def test_an_agentless_one_is_the_publishers() -> None:
    (one,) = read("The footage could not be independently verified.", publisher="River Weekly").disclaimers
    assert one.who == "River Weekly"


BLOCK = (
    "The northern dam broke.\n\nThis article was edited by River Weekly. River Weekly has not verified the content of "
    "this article. Responsibility for the views in it lies entirely with the author."
)


def test_the_sentences_of_one_block_are_one_disclaimer_that_names_the_publisher() -> None:
    reading = read(BLOCK)
    whole, opinion = reading.disclaimers
    assert whole.span.of(BLOCK).startswith("This article was edited")
    assert whole.span.end == len(BLOCK)
    assert (whole.kind, opinion.kind) == (A, C)
    assert reading.publisher == "River Weekly"
    assert [claim.text for claim in reading.claims] == ["The northern dam broke."]


def test_a_block_a_person_has_confirmed_is_found_again() -> None:
    text = "The northern dam broke.\n\nNothing  here is\nour doing."
    assert read(text).disclaimers == ()
    known = [KnownDisclaimer("Nothing here is our doing.")]
    (one,) = read(text, publisher="River Weekly", known_disclaimers=known).disclaimers
    assert one.scope is DisclaimerScope.ARTICLE
    assert one.span.of(text).startswith("Nothing")


@pytest.mark.parametrize(
    ("known", "printed", "is_found"),
    [
        ("“Ours” it isn’t, says the desk.", 'OURS is all.\n\n"ours" it isn\'t,\nsays the Desk.', True),
        ("We print – we don't vouch.", "We print - we don’t\u00a0vouch.", True),
        ("We print.", "We printed. So what?", False),
        ("A (b)* [c", "x\n\nA (b)* [c", True),
        ("   ", "Nothing.", False),
    ],
)
def test_a_known_block_is_found_in_another_printing_with_exact_offsets(
    known: str, printed: str, is_found: bool
) -> None:
    text = f"İİ The northern dam broke.\n\n{printed}"
    found = read(text, publisher="River Weekly", known_disclaimers=[KnownDisclaimer(known, C)]).disclaimers
    assert [one.kind for one in found] == ([C] if is_found else [])
    assert all(text.endswith(one.span.of(text)) and one.rule == "known-block" for one in found)


def test_a_quoted_disclaimer_is_the_speakers_not_the_papers() -> None:
    text = "“The footage could not be independently verified,” the colonel said."
    assert read(text).disclaimers == ()


ACCOUNTS = (
    "The northern dam broke on Monday.\n\nThe army shelled three villages near it.\n\n"
    "The reports could not be independently verified.\n\nThe river rose by two metres."
)


def test_a_claims_disclaimer_reaches_its_neighbour_only() -> None:
    reading = read(ACCOUNTS)
    (one,) = reading.disclaimers
    assert [claim.text for claim in claims_reached(reading, one)] == ["The army shelled three villages near it."]


def test_a_claims_disclaimer_reaches_the_claims_of_its_own_paragraph_first() -> None:
    text = "The dam broke on Monday.\n\nThe army shelled a village. The report could not be independently verified."
    reading = read(text)
    (one,) = reading.disclaimers
    assert [claim.text for claim in claims_reached(reading, one)] == ["The army shelled a village."]


def test_a_claims_disclaimer_does_not_reach_over_a_paragraph_that_makes_no_claim() -> None:
    text = "The army shelled a village.\n\nBut who would know?\n\nThe reports could not be independently verified."
    reading = read(text)
    (one,) = reading.disclaimers
    assert not [claim for claim in claims_reached(reading, one) if "shelled" in claim.text]


def test_many_disclaimers_and_claims_are_sorted_out_in_one_go() -> None:
    told = "The army shelled village {} on Monday. The reports could not be independently verified.\n\n"
    reading = read("Villages Shelled\n\n" + "".join(told.format(number) for number in range(400)))
    assert len(reading.disclaimers) == 400
    assert [len(claims) for claims in all_reached(reading, reading.disclaimers)] == [1] * 400


def test_an_article_wide_disclaimer_reaches_every_claim() -> None:
    reading = read(BLOCK)
    assert claims_reached(reading, reading.disclaimers[0]) == reading.claims


def test_that_nobody_could_verify_is_no_claim_of_its_own() -> None:
    assert all("verified" not in claim.text for claim in read(ACCOUNTS).claims)
