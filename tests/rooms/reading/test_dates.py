"""Dates of claims, absolute where the article's own date allows it."""

from datetime import date

import pytest

from verifier.reading.dates import find_dates
from verifier.reading.export import as_json
from verifier.reading.reader import read
from verifier.reading.types import Span

PUBLISHED = date(2021, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Sunday", date(2021, 3, 7), date(2021, 3, 7)),
        ("on Wednesday", date(2021, 3, 10), date(2021, 3, 10)),
        ("yesterday", date(2021, 3, 9), date(2021, 3, 9)),
        ("in mid-January", date(2021, 1, 11), date(2021, 1, 20)),
        ("in December", date(2020, 12, 1), date(2020, 12, 31)),
        ("on March 3", date(2021, 3, 3), date(2021, 3, 3)),
        ("on 3 March 2019", date(2019, 3, 3), date(2019, 3, 3)),
        ("on March 3, 2019", date(2019, 3, 3), date(2019, 3, 3)),
        ("in 2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("in February 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("on February 31", None, None),
    ],
)
def test_a_date_is_made_absolute(words: str, first: date | None, last: date | None) -> None:
    text = f"The northern dam broke {words} after rain."
    (claim,) = read(text, published_on=PUBLISHED).claims
    (moment,) = claim.dates
    assert (moment.first, moment.last) == (first, last)
    assert moment.span.of(text) in words


def test_without_the_articles_date_a_weekday_stays_open() -> None:
    (claim,) = read("The northern dam broke on Sunday after rain.").claims
    assert [(moment.first, moment.last) for moment in claim.dates] == [(None, None)]


def test_dates_are_exported() -> None:
    text = "The northern dam broke on Sunday after rain."
    (claim,) = as_json(read(text, published_on=PUBLISHED), text, "x")["claims"]
    assert claim["dates"] == [
        {"start": 23, "end": 32, "text": "on Sunday", "first": "2021-03-07", "last": "2021-03-07"}
    ]


@pytest.mark.parametrize(
    ("language", "words", "first", "last"),
    [
        ("en", "three days ago", date(2021, 3, 7), date(2021, 3, 7)),
        ("en", "two weeks ago", date(2021, 2, 22), date(2021, 2, 28)),
        ("en", "last month", date(2021, 2, 1), date(2021, 2, 28)),
        ("en", "last Wednesday", date(2021, 3, 3), date(2021, 3, 3)),
        ("en", "next Friday", date(2021, 3, 12), date(2021, 3, 12)),
        ("en", "last year", date(2020, 1, 1), date(2020, 12, 31)),
        ("en", "from 2011 to 2015", date(2011, 1, 1), date(2015, 12, 31)),
        ("en", "in the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("en", "the 2016 vote", date(2016, 1, 1), date(2016, 12, 31)),
        ("en", "on 2021-02-03", date(2021, 2, 3), date(2021, 2, 3)),
        ("en", "tomorrow", date(2021, 3, 11), date(2021, 3, 11)),
        ("en", "on 15 Ramadan 1442", None, None),
        ("en", "in 1442 AH", None, None),
        ("en", "three days earlier", None, None),
        ("fr", "hier", date(2021, 3, 9), date(2021, 3, 9)),
        ("fr", "à la mi-janvier", date(2021, 1, 11), date(2021, 1, 20)),
        ("fr", "il y a trois jours", date(2021, 3, 7), date(2021, 3, 7)),
        ("fr", "la semaine dernière", date(2021, 3, 1), date(2021, 3, 7)),
        ("es", "el martes pasado", date(2021, 3, 9), date(2021, 3, 9)),
        ("es", "el 3 de marzo de 2019", date(2019, 3, 3), date(2019, 3, 3)),
        ("es", "hace tres días", date(2021, 3, 7), date(2021, 3, 7)),
        ("de", "vorgestern", date(2021, 3, 8), date(2021, 3, 8)),
        ("de", "Mitte Januar", date(2021, 1, 11), date(2021, 1, 20)),
        ("de", "am 3. März 2019", date(2019, 3, 3), date(2019, 3, 3)),
        ("de", "vor drei Tagen", date(2021, 3, 7), date(2021, 3, 7)),
        ("ru", "вчера", date(2021, 3, 9), date(2021, 3, 9)),
        ("ru", "в 2014 году", date(2014, 1, 1), date(2014, 12, 31)),
        ("ru", "на прошлой неделе", date(2021, 3, 1), date(2021, 3, 7)),
        ("ru", "три дня назад", date(2021, 3, 7), date(2021, 3, 7)),
        ("ar", "أمس", date(2021, 3, 9), date(2021, 3, 9)),
        ("ar", "منتصف يناير", date(2021, 1, 11), date(2021, 1, 20)),
        ("ar", "عام 2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("ar", "قبل ثلاثة أيام", date(2021, 3, 7), date(2021, 3, 7)),
        ("ar", "15 رمضان 1442", None, None),
    ],
)
def test_days_told_from_the_articles_own(language: str, words: str, first: date | None, last: date | None) -> None:
    (moment,) = find_dates(words, Span(0, len(words)), PUBLISHED, language)
    assert (moment.first, moment.last) == (first, last)


def test_three_days_earlier_counts_from_the_date_before_it() -> None:
    text = "It opened on March 3, and closed two days later."
    found = find_dates(text, Span(0, len(text)), PUBLISHED)
    assert [one.first for one in found] == [date(2021, 3, 3), date(2021, 3, 5)]


@pytest.mark.parametrize("words", ["He may go", "They march on", "205 people", "the first day of rain", "at 12:30"])
def test_no_date_is_seen_where_there_is_none(words: str) -> None:
    assert find_dates(words, Span(0, len(words)), PUBLISHED) == ()
