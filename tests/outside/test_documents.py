"""A plain text is kept as it is; what is no text is refused in words that help."""

import codecs
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis.strategies import text

from verifier.outside.documents import LARGEST, Document, DocumentRefused, Fault, Kind, open_document

ARTICLE = Path(__file__).parents[2] / "../shared/data/article/000_ef66c00b649e582e.txt"


def read(raw: bytes, media_type: str | None = "text/plain", filename: str | None = None) -> Document:
    return open_document(raw, media_type=media_type, filename=filename)


def refused(raw: bytes, media_type: str | None = "text/plain", filename: str | None = None) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refusal:
        read(raw, media_type, filename)
    assert refusal.value.sentence.endswith(".")
    return refusal.value


EXACT = "  “Nous” – e\u0301 \u00e9 \ufb01 \U0001f9d5\u200d\U0001f4bb می\u200cخواهم \u00a0 \u2028 tail \t\n\n\rend\n "


def test_every_code_point_of_a_plain_text_is_kept() -> None:
    document = read(EXACT.encode("utf-8"))
    assert document.text == EXACT
    assert (document.kind, document.charset, document.media_type) == (Kind.TEXT, "utf-8", "text/plain")
    assert (document.title, document.publisher, document.byline, document.language) == (None, None, None, None)


@settings(deadline=None)
@given(text())
def test_any_text_is_kept_but_for_windows_line_ends(written: str) -> None:
    try:
        kept = read(written.encode("utf-8")).text
    except DocumentRefused:
        return
    assert kept == written.replace("\r\n", "\n").removeprefix("\ufeff").replace("\0", "\N{REPLACEMENT CHARACTER}")


def test_only_windows_line_ends_are_changed() -> None:
    assert read(b"one\r\n\r\ntwo\rthree\nfour\n\r").text == "one\n\ntwo\rthree\nfour\n\r"


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (codecs.BOM_UTF8 + "Łódź".encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + "Łódź".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + "Łódź".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_byte_order_mark_says_how_to_read_and_is_not_text(raw: bytes, charset: str) -> None:
    document = read(raw)
    assert (document.text, document.charset, document.notes) == ("Łódź", charset, ())


def test_a_stated_encoding_is_used_without_a_word() -> None:
    document = read("По словам очевидцев".encode("koi8-r"), "text/plain; charset=KOI8-R")
    assert (document.text, document.charset, document.notes) == ("По словам очевидцев", "koi8-r", ())


@pytest.mark.parametrize(
    ("written", "charset"),
    [
        ("По словам местных источников, в город прибыли более двухсот новобранцев, сообщила обсерватория.", "cp1251"),
        ("„Größere Verluste“, hieß es am Samstag, könnten noch nicht bestätigt werden – nichts ist sicher.", "cp1252"),
    ],
)
def test_an_old_encoding_is_recognised_and_said(written: str, charset: str) -> None:
    document = read(written.encode(charset))
    assert document.text == written
    assert "encoding is not stated" in document.notes[0]


def test_labels_mean_what_browsers_take_them_for() -> None:
    assert read(b"\x93so\x94", "text/plain; charset=iso-8859-1").text == "“so”"
    assert read("“so”".encode(), "text/plain; charset=utf-16").text == "“so”"
    for not_an_encoding in ("rot13", "base64", "unicode_escape", "idna", "undefined", "zip", "nonsense"):
        assert read(b"\\u0041 plain", f"text/plain; charset={not_an_encoding}").text == "\\u0041 plain"


@pytest.mark.skipif(not ARTICLE.exists(), reason="needs ../shared/data/article")
def test_the_sample_article_is_kept_to_the_letter() -> None:
    raw = ARTICLE.read_bytes()
    assert read(raw, None, "article.txt").text == raw.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("raw", "code", "word"),
    [
        (b"", Fault.EMPTY, "empty"),
        (b" \n\t ", Fault.EMPTY, "empty"),
        ("\u3000\u00a0\u200b".encode(), Fault.NO_TEXT, "no words"),
        (b"-- ... --", Fault.NO_TEXT, "no words"),
        (b"a" * (LARGEST + 1), Fault.TOO_LARGE, "5 MB"),
        (b"%PDF-1.7\nwords", Fault.NOT_A_TEXT, "a PDF"),
        (b"PK\x03\x04words", Fault.NOT_A_TEXT, "Word document"),
        (b"\xd0\xcf\x11\xe0words", Fault.NOT_A_TEXT, "Word document"),
        (b"\x1f\x8bwords", Fault.NOT_A_TEXT, "packed"),
        (b"\x89PNG\r\n\x1a\nwords", Fault.NOT_A_TEXT, "picture"),
        (bytes(range(32)) * 40, Fault.NOT_A_TEXT, "program"),
        (b"\x00", Fault.NOT_A_TEXT, "program"),
        (b"t\x00e\x00x\x00t\x00 \x00w\x00i\x00t\x00h\x00o\x00u\x00t\x00", Fault.NOT_A_TEXT, "program"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", Fault.BAD_ENCODING, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw: bytes, code: Fault, word: str) -> None:
    refusal = refused(raw)
    assert refusal.code is code
    assert word in refusal.sentence


@pytest.mark.parametrize(
    ("media_type", "filename", "code"),
    [
        ("application/pdf", "story.txt", Fault.UNKNOWN_KIND),
        ("image/png", None, Fault.UNKNOWN_KIND),
        ("application/rss+xml", None, Fault.UNKNOWN_KIND),
        ("application/octet-stream", "story.docx", Fault.UNKNOWN_KIND),
        (None, "story.exe", Fault.UNKNOWN_KIND),
        (None, "../../story.txt/..\\evil.sh", Fault.UNKNOWN_KIND),
    ],
)
def test_other_kinds_are_refused_by_what_they_say(media_type: str | None, filename: str | None, code: Fault) -> None:
    assert refused(b"Words of a story.", media_type, filename).code is code


@pytest.mark.parametrize(
    ("raw", "media_type", "filename", "kind"),
    [
        (b"<p>A claim.</p>", "text/html; charset=utf-8", None, Kind.HTML),
        (b"<p>A claim.</p>", "application/octet-stream", "STORY.HTM", Kind.HTML),
        (b"<p>A claim.</p>", None, "story.txt", Kind.TEXT),
        (b"<p>A claim.</p>", None, None, Kind.TEXT),
        (b"\n<!-- saved --><!DOCTYPE html><p>A claim.", None, None, Kind.HTML),
        (b"A claim.", None, None, Kind.TEXT),
        (b"A claim.", "text/plain", "story.html", Kind.TEXT),
    ],
)
def test_the_kind_is_what_is_stated_then_the_ending_then_the_bytes(
    raw: bytes, media_type: str | None, filename: str | None, kind: Kind
) -> None:
    assert read(raw, media_type, filename).kind is kind


def test_characters_no_database_keeps_are_replaced_one_for_one_and_said() -> None:
    document = read(b"205 fight\x00ers were recruited in the north, the report said.")
    assert document.text == "205 fight\N{REPLACEMENT CHARACTER}ers were recruited in the north, the report said."
    assert any("replaced" in note for note in document.notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The desk has n\u200bot verified this.", ["invisible character", "n[zero width space]ot"]),
        ("In all 205\u20600 fighters.", ["205[word joiner]0"]),
        ("He said \u202eton\u202c yes.", ["2 marks", "order of letters"]),
        ("The Observat\u043ery said so.", ["two alphabets", "Observat\u043ery"]),
        ("veri\u200dfied", ["joiner"]),
    ],
)
def test_disguised_letters_are_kept_and_pointed_out(text: str, words: list[str]) -> None:
    document = read(text.encode("utf-8"))
    assert document.text == text
    assert all(word in " ".join(document.notes) for word in words)


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "\U0001f468\u200d\U0001f469\u200d\U0001f467 family", "Ελλάδα and Москва", "naïve café"]
)
def test_ordinary_spelling_is_not_suspected(text: str) -> None:
    assert read(text.encode("utf-8")).notes == ()


@pytest.mark.parametrize("text", ["ⒷⒷⒸ", "😀", "٢٠٥", "$ € %"])
def test_words_in_other_signs_are_words(text: str) -> None:
    assert read(text.encode("utf-8")).text == text


@pytest.mark.parametrize("text", ["!!!", "— …", " \n\t"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(DocumentRefused):
        read(text.encode("utf-8"))


def test_unusual_letters_come_back_as_they_went_in(hostile_unicode_text: dict[str, str]) -> None:
    text = hostile_unicode_text["payload"]
    storable = text.encode("utf-8", errors="replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert read(text.encode("utf-8", errors="replace")).text == storable.replace("\r\n", "\n").removeprefix("\ufeff")


def test_no_document_is_dated_in_the_future() -> None:
    soon = datetime.now(UTC).year + 5
    page = f"<html><head><meta property='article:published_time' content='{soon}-01-01'></head><p>Five died.</p></html>"
    document = read(page.encode(), "text/html")
    assert document.published_on is None
    assert any(str(soon) in note for note in document.notes)


def test_a_date_written_in_words_is_no_offence() -> None:
    page = (
        "<html><head><meta name='date' content='30 January 2022'>"
        "<meta property='article:published_time' content='2022-01-30T22:30:00+03:00'></head><p>Five died.</p></html>"
    )
    document = read(page.encode(), "text/html")
    assert (document.published_on, document.notes) == (date(2022, 1, 30), ())
