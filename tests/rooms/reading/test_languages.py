"""Reading in Arabic, French, German, Russian and Spanish: language, quotation, verb, "according to", naming."""

import pytest

from verifier.reading.language import direction, guess_language
from verifier.reading.reader import read
from verifier.reading.types import Naming, VerbClass

CASES = [
    ("fr", "Le ministre a déclaré que trois ponts étaient fermés.", "Le ministre", "que trois ponts étaient fermés"),
    (
        "fr",
        "« Les ponts sont fermés », a affirmé la préfète Anne Roy.",
        "la préfète Anne Roy",
        "« Les ponts sont fermés »",
    ),
    ("fr", "Selon la police, trois ponts sont fermés.", "la police", "trois ponts sont fermés"),
    ("fr", "Trois ponts sont fermés, d’après un témoin.", "un témoin", "Trois ponts sont fermés"),
    ("es", "El alcalde afirmó que tres puentes están cerrados.", "El alcalde", "que tres puentes están cerrados"),
    (
        "es",
        "«Los puentes están cerrados», dijo la portavoz Ana Ruiz.",
        "la portavoz Ana Ruiz",
        "«Los puentes están cerrados»",
    ),
    ("es", "Según la policía, tres puentes están cerrados.", "la policía", "tres puentes están cerrados"),
    (
        "de",
        "Der Bürgermeister erklärte, dass drei Brücken gesperrt seien.",
        "Der Bürgermeister",
        "dass drei Brücken gesperrt seien",
    ),
    (
        "de",
        "„Die Brücken sind gesperrt“, sagte Sprecherin Anna Weber.",
        "Sprecherin Anna Weber",
        "„Die Brücken sind gesperrt“",
    ),
    ("de", "Laut Polizei sind drei Brücken gesperrt.", "Polizei", "sind drei Brücken gesperrt"),
    ("de", "Medienberichten zufolge sind drei Brücken gesperrt.", "Medienberichten", "sind drei Brücken gesperrt"),
    ("ru", "Мэр сообщил, что три моста закрыты.", "Мэр", "что три моста закрыты"),
    (
        "ru",
        "«Все мосты закрыты», — заявила представитель порта Анна Белова.",
        "представитель порта Анна Белова",
        "«Все мосты закрыты»",
    ),
    ("ru", "По данным полиции, три моста закрыты.", "полиции", "три моста закрыты"),
    ("ar", "قال رئيس البلدية إن ثلاثة جسور مغلقة.", "رئيس البلدية", "إن ثلاثة جسور مغلقة"),
    ("ar", 'وقالت المتحدثة سلمى حداد: "الجسور كلها مغلقة".', "المتحدثة سلمى حداد", '"الجسور كلها مغلقة"'),
    ("ar", "بحسب الشرطة، ثلاثة جسور مغلقة.", "الشرطة", "ثلاثة جسور مغلقة"),
]


@pytest.mark.parametrize(("language", "text", "source", "content"), CASES)
def test_the_commonest_patterns(language: str, text: str, source: str, content: str) -> None:
    (one,) = read(text, language=language).attributions
    assert one.source[0].of(text) == source
    assert one.content[0].of(text) == content


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru"])
def test_the_language_is_guessed_from_a_sentence(language: str) -> None:
    for code, text, _, _ in CASES:
        if code == language:
            assert guess_language(text) == language


def test_english_and_nothing_are_told_apart() -> None:
    assert guess_language("The bridge was closed on Monday.") == "en"
    assert guess_language("12 / 7") == "und"


def test_direction() -> None:
    assert direction("ar") == "rtl"
    assert direction("ar-SY") == "rtl"
    assert direction("en") == "ltr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'armée aurait perdu deux chars."),
        ("es", "El ejército habría perdido dos tanques."),
        ("de", "Der Täter soll nach Polen geflohen sein."),
        ("ru", "Армия якобы потеряла два танка."),
    ],
)
def test_the_mood_of_hearsay_credits_nobody(language: str, text: str) -> None:
    (one,) = read(text, language=language).attributions
    assert (one.source, one.rule) == ((), "hearsay")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le maire a nié que le pont fût fermé.", VerbClass.DENIAL),
        ("es", "El alcalde reveló que el puente está cerrado.", VerbClass.FACTIVE),
        ("de", "Der Bürgermeister behauptete, dass die Brücke gesperrt sei.", VerbClass.DOUBT),
        ("ru", "Мэр подтвердил, что мост закрыт.", VerbClass.FACTIVE),
        ("ar", "زعم رئيس البلدية أن الجسر مغلق تماما.", VerbClass.DOUBT),
    ],
)
def test_the_class_of_the_verb(language: str, text: str, expected: VerbClass) -> None:
    (one,) = read(text, language=language).attributions
    assert one.verb_class is expected


@pytest.mark.parametrize(
    ("language", "text", "naming"),
    [
        ("fr", "Selon un témoin, trois ponts sont fermés.", Naming.UNNAMED),
        ("fr", "Le ministre de la Défense a déclaré que trois ponts étaient fermés.", Naming.DESCRIBED),
        ("fr", "Anne Roy a déclaré que trois ponts étaient fermés.", Naming.NAMED),
        ("es", "Según fuentes locales, tres puentes están cerrados.", Naming.UNNAMED),
        ("de", "Nach Angaben von Augenzeugen sind drei Brücken gesperrt.", Naming.UNNAMED),
        ("de", "Der Bürgermeister erklärte, dass drei Brücken gesperrt seien.", Naming.DESCRIBED),
        ("ru", "По словам очевидцев, три моста закрыты.", Naming.UNNAMED),
        ("ar", "قالت مصادر محلية إن ثلاثة جسور مغلقة.", Naming.UNNAMED),
        ("ar", "قال المرصد السوري لحقوق الإنسان إن ثلاثة جسور مغلقة.", Naming.NAMED),
    ],
)
def test_who_is_named_and_who_is_not(language: str, text: str, naming: Naming) -> None:
    (claim,) = read(text, language=language).claims
    assert claim.chain[-1].naming is naming
