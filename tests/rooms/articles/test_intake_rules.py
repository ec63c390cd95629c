"""What an intake is taken for, which proposals are kept, and where marked words stand."""

from datetime import date

import pytest

from verifier.articles.rules import check_recognised, completed, find_quote, ticked
from verifier.articles.types import Recognised
from verifier.kernel.errors import RuleBroken
from verifier.reading.reader import read
from verifier.reading.types import Span

TEXT = (
    "Guard Hires 200 Men in Port Calder\n\nThe guard has hired more than 205 men so far, the Calder Monitor said.\n\n"
    "The Coast Reader has not verified the content of this story."
)
NOTHING = Recognised("", "", "", None, "", "")


def test_what_the_source_states_is_believed_over_what_the_text_suggests() -> None:
    found = read(TEXT)
    silent = completed(NOTHING, found)
    assert (silent.title, silent.publisher, silent.language) == (TEXT.split("\n")[0], "The Coast Reader", "en")
    stated = Recognised("Its title", "Another Outlet", "A. Writer", date(2024, 2, 29), "fr", "https://a.example")
    assert completed(stated, found) == stated


def test_what_is_ticked_is_kept_with_its_corrected_chain() -> None:
    shown, corrected = read(TEXT), read(TEXT, publisher="Another Outlet")
    claim = next(one for one in shown.claims if "205" in one.text)
    kept = ticked(shown, corrected, claims={claim.span}, disclaimers=set())
    assert [one.span for one in kept.claims] == [claim.span]
    assert kept.claims[0].chain[0].source == "Another Outlet"
    assert kept.disclaimers == ()


def test_a_claim_that_a_correction_would_lose_is_kept_as_it_was_shown() -> None:
    shown, corrected = read(TEXT), read("")
    spans = {one.span for one in shown.claims}
    assert {one.span for one in ticked(shown, corrected, claims=spans, disclaimers=set()).claims} == spans


def test_a_tick_at_what_nobody_proposed_is_refused() -> None:
    found = read(TEXT)
    for claims, disclaimers in (({Span(0, 1)}, set()), (set(), {Span(0, 1)})):
        with pytest.raises(RuleBroken, match="Look at them again"):
            ticked(found, found, claims=claims, disclaimers=disclaimers)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 1001), ("publisher", "a\x00b"), ("language", "en; drop"), ("url", "javascript:x"), ("title", " ")],
)
def test_what_cannot_be_kept_is_refused_at_its_field(field: str, value: str) -> None:
    fields = {"title": "t", "publisher": "p", "byline": "", "published_on": None, "language": "", "url": ""}
    with pytest.raises(RuleBroken) as refused:
        check_recognised(Recognised(**{**fields, field: value}))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_marked_words_are_found_whatever_their_white_space() -> None:
    text = "He said  that\nthe guard\u00a0hired men."
    assert find_quote(text, " said that the guard hired ") == (3, text.index(" men"))


@pytest.mark.parametrize(
    ("quote", "code"),
    [(" \n", "quote_missing"), ("absent", "quote_absent"), ("an", "quote_twice"), ("a" * 4001, "span_long")],
)
def test_words_that_are_not_there_once_are_refused(quote: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        find_quote("an article and an end", quote)
    assert refused.value.code == code
