"""Quantities: value, unit and what the text says of their exactness, in six languages."""

import pytest

from verifier.reading.figures import find_figures
from verifier.reading.types import Figure, Span


def _figures(words: str, language: str = "en") -> tuple[Figure, ...]:
    return find_figures(words, Span(0, len(words)), language)


@pytest.mark.parametrize(
    ("words", "low", "high", "unit", "approximate"),
    [
        ("up to 300 rebels", None, 300, "rebels", False),
        ("nearly 40 wounded", 40, 40, "wounded", True),
        ("dozens of people", 24, None, "people", True),
        ("tens of thousands of voters", 20_000, None, "voters", True),
        ("more than two dozen policemen killed", 24, None, "policemen", False),
        ("between 10 and 12 million dollars", 10e6, 12e6, "dollars", False),
        ("3 to 5 million people", 3e6, 5e6, "people", False),
        ("$3.5 million to $4 million", 3.5e6, 4e6, "dollars", False),
        ("about six times as many", 6, 6, "times", True),
        ("twice as many ships", 2, 2, "times", False),
        ("a ten-fold rise", 10, 10, "times", False),
        ("two-thirds of voters", 2 / 3, 2 / 3, "share", False),
        ("fewer than one in five children", None, 0.2, "share", False),
        ("three out of four homes", 0.75, 0.75, "share", False),
        ("a 12-year-old girl", 12, 12, "years old", False),
        ("a 30-mile road", 30, 30, "miles", False),
        ("205+ fighters", 205, None, "fighters", False),
        ("20 or more boats", 20, None, "boats", False),
        ("50-odd men", 50, 50, "men", True),
        ("two and a half million people", 2.5e6, 2.5e6, "people", False),
        ("half a million refugees", 5e5, 5e5, "refugees", False),
        ("two hundred and fifty thousand homes", 250_000, 250_000, "homes", False),
        ("5 percentage points", 5, 5, "percentage points", False),
        ("50€", 50, 50, "euros", False),
        ("£1,200.50", 1200.5, 1200.5, "pounds", False),
        ("$3bn", 3e9, 3e9, "dollars", False),
        ("a 7.8-magnitude quake", 7.8, 7.8, "magnitude", False),
        ("30 °C", 30, 30, "degrees", False),
        ("aged 12", 12, 12, "years old", False),
        ("٢٠٥ fighters", 205, 205, "fighters", False),
    ],
)
def test_a_figure(words: str, low: float | None, high: float | None, unit: str, approximate: bool) -> None:
    (figure,) = _figures(words)
    assert (figure.low, figure.high) == (pytest.approx(low) if low else low, pytest.approx(high) if high else high)
    assert (figure.unit, figure.approximate) == (unit, approximate)


@pytest.mark.parametrize(
    ("language", "words", "low", "high", "unit"),
    [
        ("fr", "plus de 1 200 personnes", 1200, None, "personnes"),
        ("fr", "environ 3,5 millions d’euros", 3.5e6, 3.5e6, "euros"),
        ("fr", "quatre-vingt-dix maisons", 90, 90, "maisons"),
        ("fr", "entre 10 et 12 blessés", 10, 12, "blessés"),
        ("es", "al menos 1.200 personas", 1200, None, "personas"),
        ("es", "el 45 por ciento", 45, 45, "percent"),
        ("es", "treinta y dos heridos", 32, 32, "heridos"),
        ("de", "mehr als 1.200 Menschen", 1200, None, "Menschen"),
        ("de", "etwa 35 neue Kämpfer", 35, 35, "neue Kämpfer"),
        ("de", "einundzwanzig Boote", 21, 21, "Boote"),
        ("de", "3,5 Milliarden Euro", 3.5e9, 3.5e9, "Euro"),
        ("ru", "не менее двух погибших", 2, None, "погибших"),
        ("ru", "3,5 млн рублей", 3.5e6, 3.5e6, "рублей"),
        ("ru", "до 30 новых домов", None, 30, "новых домов"),
        ("ru", "тысячи людей", 2000, None, "людей"),
        ("ar", "أكثر من 205 مقاتلين", 205, None, "مقاتلين"),
        ("ar", "ونحو ٣٥ مدنيا", 35, 35, "مدنيا"),
        ("ar", "١٬٢٠٠ شخص", 1200, 1200, "شخص"),
        ("ar", "45 في المئة", 45, 45, "percent"),
        ("ar", "خمسة وعشرون قتيلا", 25, 25, "قتيلا"),
    ],
)
def test_a_figure_in_other_languages(
    language: str, words: str, low: float | None, high: float | None, unit: str
) -> None:
    (figure,) = _figures(words, language)
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


def test_a_change_is_two_figures_and_not_a_range() -> None:
    assert [(one.low, one.high) for one in _figures("prices rose from 5% to 8%")] == [(5, 5), (8, 8)]
    assert [(one.low, one.high) for one in _figures("prices range from 5 to 8 dollars")] == [(5, 8)]


@pytest.mark.parametrize(
    "words",
    [
        "Resolution 2254",
        "COVID-19",
        "on Flight 370",
        "the Boeing 737 crashed",
        "at 6 p.m. or 6 am",
        "the 2016 election",
        "his 2014 book",
        "one person",
        "two of them",
        "three days ago",
        "No. 5",
        "24/7",
    ],
)
def test_what_counts_nothing_is_no_figure(words: str) -> None:
    assert _figures(words) == ()


def test_figures_keep_their_place_in_a_longer_text() -> None:
    text = "It rained. More than 205 members and some 35 civilians came."
    found = find_figures(text, Span(11, len(text)))
    assert [one.span.of(text) for one in found] == ["More than 205 members", "some 35 civilians"]
