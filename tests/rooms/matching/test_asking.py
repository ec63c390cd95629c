"""What is typed is taken literally, but for a few filters; what was found is marked in its own spelling."""

import json
from pathlib import Path

import pytest

from verifier.kernel.db import Database
from verifier.matching import queries
from verifier.matching.asking import read_question
from verifier.matching.folding import LONGEST_TOKEN, fold_text, tokens_of
from verifier.matching.marking import excerpt, holds, marked
from verifier.matching.types import KINDS, Kind, Order, Question, Term, Wanted, entry_id, kind_of, subject_of

HOSTILE = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "hostile" / "fts_query.jsonl"


def plain(*phrases: str) -> tuple[Term, ...]:
    """Terms of these words, those of one phrase side by side."""
    return tuple(Term(tuple(one.split())) for one in phrases)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("  harbour   Guard ", (Term(("harbour",)), Term(("guard",)))),
        ('"205 men" guard', (Term(("205", "men")), Term(("guard",)))),
        ("“205  men” «a b» „c d“", (Term(("205", "men")), Term(("a", "b")), Term(("c", "d")))),
        ('guard "', (Term(("guard",)),)),
        ('"unclosed words', (Term(("unclosed",)), Term(("words",)))),
        ("Guard guard GUARD", (Term(("guard",)),)),
        ("recr* recr", (Term(("recr",), True), Term(("recr",)))),
        ('"the recr"* "the recr*"', (Term(("the", "recr"), True), Term(("the", "recr")))),
        ("* *a ** - ( ) ^", (Term(("a",)),)),
        ("port-1 o’neil", (Term(("port", "1")), Term(("o", "neil")))),
        ("AND OR NOT NEAR(a b)", plain("and", "or", "not", "near a", "b")),
        ("state:nowhere kind:ship from:calder", plain("state nowhere", "kind ship", "from calder")),
        ("head:x rowid:1 ʘsopen", plain("head x", "rowid 1", "sopen")),
    ],
)
def test_words_are_literal(typed: str, terms: tuple[Term, ...]) -> None:
    question = read_question(typed)
    assert question.terms == terms
    assert (question.kinds, question.states, question.publishers, question.speakers) == ((), (), (), ())


def test_filters_are_words_before_a_colon() -> None:
    asked = read_question(
        'STATE:in-progress state:"Help needed" kind:claims by:ministry publisher:“Coast Reader” article:7 x'
    )
    assert asked == Question(
        (Term(("x",)),), (Kind.CLAIM,), ("in_progress", "help_needed"), ("Coast Reader",), ("ministry",), ("7",)
    )
    assert read_question("state:open by:x", with_filters=False).terms == (Term(("state", "open")), Term(("by", "x")))
    assert read_question("by:* publisher:").is_empty is False  # words, for want of anybody to look for
    assert len(read_question(" ".join(f"w{one}" for one in range(30))).terms) == 12
    assert read_question(" ".join(f"w{one}" for one in range(30))).too_many


def test_a_key_says_what_it_is_about() -> None:
    for kind in KINDS:
        assert (kind_of(entry_id(kind, 7)), subject_of(entry_id(kind, 7))) == (kind, 7)


def test_a_text_is_folded_the_same_with_and_without_its_places() -> None:
    text = "The Élan of ½ a “Straße”: port_1, x² und 9e9x; والأَمْن ٢٠٥ 河水 हिन्दी สวัสดี e\u0301t\u00ade ﬁn " + "x" * 100
    assert fold_text(text) == " ".join(one.word for one in tokens_of(text))
    assert fold_text(text.encode("ascii", "ignore").decode()).isascii()
    assert all(text[one.start : one.end].strip() for one in tokens_of(text))
    assert max(len(one) for one in fold_text(text).split()) == LONGEST_TOKEN


def test_marking_loses_nothing_and_marks_whole_words_as_written() -> None:
    text = "The gúard (205 men) said: the Guard’s 205 recruits, guardians all… وقالت الأَمانة"
    terms = read_question('guard "205 men" recr* الامانه').terms
    pieces = marked(text, terms)
    assert "".join(piece for _, piece in pieces) == text
    assert [piece for is_hit, piece in pieces if is_hit] == ["gúard", "205 men", "Guard", "recruits", "الأَمانة"]
    assert marked(text, ()) == ((False, text),)
    assert holds(text, terms)
    assert not holds(text, (*read_question("guard men").terms, Term(("men", "205"))))


def test_an_excerpt_shows_the_first_hit_between_whole_words() -> None:
    text = "Nothing to see. " * 40 + "The ferry left the lighthouse. " + "Nothing after it. " * 40
    pieces = excerpt(text, read_question("lighthouse nothing").terms[:1])
    shown = "".join(piece for _, piece in pieces)
    assert [piece for is_hit, piece in pieces if is_hit] == ["lighthouse"]
    assert len(shown) < 260
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert set(shown.strip("… ").split()) <= set(text.split())
    assert excerpt(text, (Term(("absent",)),)) == ()
    assert excerpt("short lighthouse", (Term(("lighthouse",)),)) == ((False, "short "), (True, "lighthouse"))


def payloads() -> list[str]:
    """Every search that was ever hostile to somebody, and some of our own."""
    own = [
        '"',
        '""" a',
        "a*b*",
        "NEAR/2",
        "{head}:a",
        "-a",
        "a:b:c",
        "'::tsquery",
        "\\",
        "a\x00b",
        "&|!<->",
        ":*",
        "'a':*A",
    ]
    if not HOSTILE.exists():
        return own
    return own + [str(json.loads(line)["payload"]) for line in HOSTILE.read_text(encoding="utf-8").splitlines()]


def test_nothing_typed_is_an_error(database: Database) -> None:
    with database.reading() as session:
        for typed in payloads():
            for spelled in (typed, f"{typed} x*", f'by:"{typed}" publisher:{typed} article:{typed}'):
                wanted = queries.understood(session, read_question(spelled))
                for order in Order:
                    one = Wanted(wanted.terms, (Kind.CLAIM,), wanted.marks, without=("ʘsproposed",))
                    assert queries.counted(session, one, limit=5, order=order).ids == ()
