"""Short invented articles in five languages: who said what, with which word, and what the paper disowns."""

import json
from pathlib import Path
from typing import Any

import pytest

from verifier.reading.reader import read
from verifier.reading.types import Naming, Reading, SourceKind

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "foreign_articles.jsonl").read_text(encoding="utf8").splitlines()
]
CASES = [
    pytest.param(article, one, id=f"{article['language']}-{one['content'][:40]}")
    for article in ARTICLES
    for one in article["attributions"]
]
WHOLE = [
    pytest.param(article, id=f"{article['language']}-{number // 5 + 1}") for number, article in enumerate(ARTICLES)
]
_READ: dict[str, Reading] = {}
_LONGER = 40  # characters that a source may have more than its bare name


def reading_of(text: str) -> Reading:
    """The text as read, once."""
    if text not in _READ:
        _READ[text] = read(text)
    return _READ[text]


@pytest.mark.parametrize(("article", "expected"), CASES)
def test_who_said_what_is_found(article: dict[str, Any], expected: dict[str, str]) -> None:
    text = article["text"]
    found = []
    for one in reading_of(text).attributions:
        source = " ".join(span.of(text) for span in one.source)
        cue = " ".join(span.of(text) for span in one.cue)
        content = " ".join(span.of(text) for span in one.content)
        if expected["content"] in content:
            found.append((source, cue, content))
    assert any(
        expected["source"] in source
        and len(source) <= len(expected["source"]) + _LONGER
        and bool(source) == bool(expected["source"])
        for source, _, _ in found
    ), found


@pytest.mark.parametrize("article", WHOLE)
def test_language_disclaimers_and_ends(article: dict[str, Any]) -> None:
    reading = reading_of(article["text"])
    assert reading.language == article["language"]
    assert [one.kind.value for one in reading.disclaimers] == article["disclaimers"]
    for words, source in article["ends"].items():
        claim = next(one for one in reading.claims if words in one.text)
        assert source in claim.chain[-1].source


@pytest.mark.parametrize("article", WHOLE)
def test_few_attributions_are_found_that_nobody_made(article: dict[str, Any]) -> None:
    assert len(reading_of(article["text"]).attributions) <= len(article["attributions"]) + 2


MIXED = (
    "Three bridges were closed in Tamra on Monday, the mayor said.\n\n"
    "« Les ponts sont tous fermés et les écoles aussi », a déclaré la préfète Anne Roy à notre correspondant.\n\n"
    "وقالت المتحدثة باسم البلدية سلمى حداد إن الجسور كلها مغلقة حتى نهاية الأسبوع.\n\n"
    "По данным городской полиции, три моста и две школы закрыты до понедельника."
)


def test_each_paragraph_is_read_in_its_own_language() -> None:
    said = {
        " ".join(span.of(MIXED) for span in one.source): " ".join(span.of(MIXED) for span in one.content)
        for one in read(MIXED).attributions
    }
    assert said["the mayor"].startswith("Three bridges")
    assert said["la préfète Anne Roy"].startswith("« Les ponts")
    assert "الجسور كلها مغلقة" in said["المتحدثة باسم البلدية سلمى حداد"]
    assert said["городской полиции"].startswith("три моста")


def test_offsets_are_exact_from_right_to_left_with_marks_and_bidi_signs() -> None:
    text = "\u202bوقالَ رئيسُ البلدية\u202c: «الجسورُ مغلقة»، وأضاف أنّ ثلاثة طرق مغلقة أيضا."
    (first, *_) = read(text, language="ar").attributions
    assert first.content[0].of(text) == "«الجسورُ مغلقة»"
    assert first.source[0].of(text).startswith("رئيسُ البلدية")


REPUBLISHED = [
    ("fr", "Le pont est fermé, a dit le maire.", "Cet article a été initialement publié par Le Courrier du Fleuve."),
    (
        "es",
        "El puente está cerrado, dijo el alcalde.",
        "Este artículo fue publicado originalmente por El Correo del Río.",
    ),
    ("de", "Die Brücke ist gesperrt, sagte der Bürgermeister.", "Dieser Artikel ist zuerst im Flusskurier erschienen."),
    ("ru", "Мост закрыт, сообщил мэр.", "Статья впервые опубликована на сайте «Речной вестник»."),
    ("ar", "قال رئيس البلدية إن الجسر مغلق.", "نشر هذا المقال لأول مرة في صحيفة النهر."),
]
CARRIERS = ["Le Courrier du Fleuve", "El Correo del Río", "Flusskurier", "Речной вестник", "صحيفة النهر"]


@pytest.mark.parametrize(("row", "carrier"), list(zip(REPUBLISHED, CARRIERS, strict=True)))
def test_a_republish_line_is_a_hop(row: tuple[str, str, str], carrier: str) -> None:
    language, said, line = row
    claim = read(f"{said}\n\n{line}", publisher="River Weekly", language=language).claims[0]
    assert [hop.source for hop in claim.chain][:2] == ["River Weekly", carrier]
    assert (claim.chain[1].kind, claim.chain[1].naming) == (SourceKind.OUTLET, Naming.NAMED)
