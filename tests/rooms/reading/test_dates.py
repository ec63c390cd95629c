"""Dates of claims, absolute where the article's own date allows it."""

from datetime import date

import pytest

from verifier.reading.export import as_json
from verifier.reading.reader import read

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
    assert claim["dates"] == [{"start": 23, "end": 32, "first": "2021-03-07", "last": "2021-03-07"}]
