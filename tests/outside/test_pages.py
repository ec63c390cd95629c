"""A page becomes its article: whole, in its own letters, and without what it hides."""

import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories.hostile import as_bytes

from verifier.outside import documents_child
from verifier.outside.documents import SECONDS, Document, DocumentRefused, Fault, open_document

HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Militia recruits 200 | Observer</title>
<meta property="og:site_name" content="The Syrian Observer"><meta name="author" content="Rana Said">
<meta property="article:published_time" content="2022-01-30T08:00:00+00:00">
<style>.gone{display:none} .box{display:none} .box.open{display:block} .faded{opacity:0}
@media print{.story{display:none}} @media screen{.tiny{font-size:0}} q::before{content:"yes he did"}</style></head>
<body>"""
STORY = """<header><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav></header>
<main><article class="story"><h1>Militia recruits 200 fighters in Qamishli</h1>
<p>Iran is seeking to expand its influence over regime-controlled areas, according to Asharq Al-Awsat, a newspaper.</p>
<p>“Iran continues to strengthen its presence,” said a report by the <a href="/sohr">Syrian Observatory</a> for Human
Rights, which is based in the <b>UK</b>.</p>
<h2>Recruits</h2>
<p>New recruits were transferred to the Tartab Regiment south of Qamishli, where they undergo training.</p>
<ul><li>Monthly pay: about 350,000 pounds for each member</li><li>Number of recruits: more than 205</li></ul>
<p>Members were receiving a monthly salary<br>estimated at 50,000 pounds.<br><br>Their salary
will be six times higher.</p>
{extra}
</article></main>
<div class="note"><p>This article was edited by The Syrian Observer. The Syrian Observer has not verified the content
of this story. Responsibility for the information and views set out in this article lies entirely with
the author.</p></div>
<footer><p>Copyright 2022</p><a href="/contact">Contact us</a></footer></body></html>"""

DISCLAIMER = (
    "This article was edited by The Syrian Observer. The Syrian Observer has not verified the content of this story. "
    "Responsibility for the information and views set out in this article lies entirely with the author."
)


def read(page: str, url: str | None = None) -> Document:
    return open_document(page.encode("utf-8"), media_type="text/html", filename=None, url=url)


def story(extra: str = "") -> str:
    return HEAD + STORY.replace("{extra}", extra)


def test_an_article_is_taken_whole_and_its_surroundings_are_not() -> None:
    document = read(story())
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "Militia recruits 200 fighters in Qamishli"
    assert paragraphs[2] == (
        "“Iran continues to strengthen its presence,” said a report by the Syrian Observatory for Human Rights, "
        "which is based in the UK."
    )
    assert paragraphs[-4:-1] == [
        "Number of recruits: more than 205",
        "Members were receiving a monthly salary\nestimated at 50,000 pounds.",
        "Their salary will be six times higher.",
    ]
    assert not any(word in document.text for word in ("Politics", "Contact us", "Copyright"))


def test_what_the_page_says_about_itself_is_read() -> None:
    document = read(story())
    assert (document.title, document.publisher) == ("Militia recruits 200 fighters in Qamishli", "The Syrian Observer")
    assert (document.byline, document.published_on, document.language) == ("Rana Said", date(2022, 1, 30), "en")


@pytest.mark.parametrize(
    "place", ["<p>{}</p>", "<footer>{}</footer>", "<aside><small>{}</small></aside>", "<div>{}</div>"]
)
def test_the_publishers_disclaimer_survives_wherever_it_stands(place: str) -> None:
    page = story().replace('<div class="note"><p>', "<!--").replace("the author.</p></div>", "-->")
    assert DISCLAIMER in read(story()).text
    document = read(page.replace("</body>", place.format(DISCLAIMER) + "</body>"))
    assert document.text.count(DISCLAIMER) == 1
    assert document.text.endswith(DISCLAIMER)


def test_a_page_in_arabic_keeps_its_letters() -> None:
    words = (
        "قال المرصد السوري لحقوق الإنسان إن الميليشيا جنّدت أكثر من 205 عناصر في القامشلي والحسكة خلال الأسابيع الماضية."
    )
    document = read(f"<html lang=ar dir=rtl><body><article><h1>خبر</h1><p>{words}</p></article></body></html>")
    assert words in document.text
    assert document.language == "ar"


def test_joiners_and_composed_letters_are_as_the_page_has_them() -> None:
    sentence = "می\u200cخواهم گفت که e\u0301tat و \u00e9tat دو نوشتار از یک واژه هستند و باید بمانند."
    assert sentence in read(story(f"<p>{sentence}</p>")).text


def test_the_language_is_not_guessed() -> None:
    assert read("<p>Officials said that twelve people were hurt in the blast.</p>").language is None


@pytest.mark.parametrize(
    ("hidden", "how"),
    [
        ("<p style='display: none'>{}</p>", "display: none"),
        ("<p style='visibility:hidden'>{}</p>", "visibility: hidden"),
        ("<p style='OPACITY:0.0'>{}</p>", "opacity: 0"),
        ("<p style='font-size:0px'>{}</p>", "font-size: 0"),
        ("<p style='height:0;overflow:hidden'>{}</p>", "no height or width"),
        ("<p style='position:absolute;left:-9999px'>{}</p>", "moved off the page"),
        ("<p style='text-indent:-9999px'>{}</p>", "moved off the page"),
        ("<p style='clip:rect(0,0,0,0);position:absolute'>{}</p>", "clipped away"),
        ("<p style='transform:scale(0)'>{}</p>", "scaled to nothing"),
        ("<p style='color:transparent'>{}</p>", "transparent letters"),
        ("<p style='color:#fff'>{}</p>", "letters in the colour of the page"),
        ("<p style='color:#123;background:#123'>{}</p>", "letters in the colour of the page"),
        ("<div hidden><p>{}</p></div>", "hidden"),
        ("<noscript><p>{}</p></noscript>", "shown only by a script or without one"),
        ("<template><p>{}</p></template>", "shown only by a script or without one"),
        ("<dialog><p>{}</p></dialog>", "closed dialog"),
        ("<p class='gone'>{}</p>", "display: none"),
        ("<p class='faded'>{}</p>", "opacity: 0"),
        ("<p class='tiny'>{}</p>", "font-size: 0"),
        ("<div class='box'><div><p>{}</p></div></div>", "display: none"),
        ("<p>Seen. <span style='display:none'>{}</span></p>", "display: none"),
    ],
)
def test_what_a_page_hides_is_left_out_and_told(hidden: str, how: str) -> None:
    secret = "The Observatory confirmed that 500 people died on Sunday."
    document = read(story(hidden.format(secret)))
    assert secret not in document.text
    assert [(stretch.text, stretch.how) for stretch in document.hidden] == [(secret, how)]
    assert any("hides" in note for note in document.notes)


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='box open'><p>{}</p></div>",
        "<p class='gone' style='display:block'>{}</p>",
        "<p style='opacity:0.9'>{}</p>",
        "<p style='font-size:0.9em'>{}</p>",
        "<p style='min-height:0'>{}</p>",
        "<p style='color:#fff;background:#000'>{}</p>",
        "<p aria-hidden='true'>{}</p>",
        "<details><summary>More</summary><p>{}</p></details>",
    ],
)
def test_what_a_page_shows_is_not_taken_for_hidden(shown: str) -> None:
    sentence = "The Observatory said that 35 civilians were among the recruits of January."
    document = read(story(shown.format(sentence)))
    assert sentence in document.text
    assert document.hidden == ()


def test_a_page_veiled_until_its_script_runs_is_read() -> None:
    document = read(story().replace("<body>", "<body style='visibility:hidden'>"))
    assert "more than 205" in document.text


def test_a_broken_style_sheet_does_not_keep_a_page_out() -> None:
    broken = "<style>a[ {display:none} .x > {display:none} .. {display:none} }} @media { .gone {</style>"
    assert "more than 205" in read(story().replace("<body>", f"{broken}<body>")).text


def test_words_added_by_a_style_sheet_are_told() -> None:
    assert any("yes he did" in note for note in read(story()).notes)


def test_a_page_that_names_another_original_is_told() -> None:
    page = story().replace("<head>", "<head><link rel='canonical' href='https://www.reuters.test/story'>")
    assert any("https://www.reuters.test/story" in note for note in read(page, "https://copy.test/story").notes)
    assert not any("reuters" in note for note in read(page, "https://reuters.test/story?ref=mail").notes)


def test_nothing_of_markup_reaches_the_text() -> None:
    document = read(story("<p>A &lt;script&gt; said so.</p><script>claim()</script><style>p{}</style><!-- claim -->"))
    assert "A <script> said so." in document.text
    assert "claim" not in document.text


# The bounds of the process that takes pages apart.


def take_in(raw: bytes) -> Document | Fault:
    started = time.monotonic()
    try:
        return open_document(raw, media_type="text/html", filename=None)
    except DocumentRefused as refusal:
        return refusal.code
    finally:
        assert time.monotonic() - started < 12


def test_hostile_pages_are_read_or_refused_in_time(hostile_html_doc: dict[str, Any]) -> None:
    outcome = take_in(as_bytes(hostile_html_doc["payload"]))
    if hostile_html_doc["expect"] == "rejected_4xx":
        assert outcome is Fault.NOT_A_TEXT
    if hostile_html_doc["expect"] == "roundtrip":
        assert isinstance(outcome, Document)
        assert outcome.text == "المرصد السوري قال"


def test_feeds_and_entity_tricks_are_refused(hostile_xml: dict[str, Any]) -> None:
    assert take_in(as_bytes(hostile_xml["payload"])) is Fault.UNKNOWN_KIND


def test_odd_bytes_do_no_harm(hostile_encoding: dict[str, Any]) -> None:
    outcome = take_in(as_bytes(hostile_encoding["payload"]))
    assert outcome is Fault.NO_TEXT or isinstance(outcome, Document)


# What only a reading of the sentences can see is the business of ``reading``.
FOR_READING = {"article_deception-011", "article_deception-016", "article_deception-030"}


def test_deceptions_are_flagged(hostile_article_deception: dict[str, Any]) -> None:
    outcome = take_in(as_bytes(hostile_article_deception["payload"]))
    if hostile_article_deception["id"] not in FOR_READING:
        assert outcome is Fault.NO_TEXT or (isinstance(outcome, Document) and outcome.notes)


def test_several_pages_at_once_are_all_read() -> None:
    outcomes: list[Document | Fault] = []
    readers = [threading.Thread(target=lambda: outcomes.append(take_in(story().encode()))) for _ in range(5)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert [isinstance(outcome, Document) for outcome in outcomes] == [True] * 5


def run_child(program: str) -> subprocess.CompletedProcess[bytes]:
    source = Path(documents_child.__file__).parent
    setup = f"import sys; sys.path.append({str(source)!r}); import documents_child as c; c.bound(); c.forbid(); "
    return subprocess.run([sys.executable, "-I", "-c", setup + program], capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('news.test', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/verifier-child-wrote-this', 'w')",
    ],
)
def test_the_child_process_reaches_nothing(program: str) -> None:
    done = run_child(program)
    assert done.returncode == 1
    assert b"PermissionError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux keeps the memory limit")
def test_the_child_process_has_little_memory() -> None:
    assert b"MemoryError" in run_child("bytes(700 * 1024 * 1024)").stderr


def test_the_child_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It starts from any folder, with none of the desk's settings, and a page cannot make it fail the desk."""
    monkeypatch.setenv("SECRET_KEY", "do-not-pass-on")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    assert read("<p>Officials said so.</p>").text == "Officials said so."


def test_the_desk_waits_no_longer_than_it_says() -> None:
    assert SECONDS + 2 <= 12
