"""Who is said to have said what: one small text for each pattern."""

import pytest

from verifier.reading.reader import read
from verifier.reading.types import Attribution, VerbClass

PATTERNS = [
    ("Mayor Ann Lee said that the bridge fell.", "Mayor Ann Lee", "said", ["that the bridge fell"]),
    ("Mayor Ann Lee said the bridge had fallen.", "Mayor Ann Lee", "said", ["the bridge had fallen"]),
    ("“It fell,” the mayor said.", "the mayor", "said", ["“It fell,”"]),
    ("“It fell,” said the mayor.", "the mayor", "said", ["“It fell,”"]),
    ("“It fell,” said Lee, “because of rust.”", "Lee", "said", ["“It fell,”", "“because of rust.”"]),
    ("“It fell,” Lee said in an interview. “It was old.”", "Lee", "said", ["“It fell,”", "“It was old.”"]),
    ("The bridge has fallen, a police officer said.", "a police officer", "said", ["The bridge has fallen"]),
    ("The bridge, police said, has fallen again.", "police", "said", ["The bridge", "has fallen again"]),
    ("According to the coast guard, two ships sank.", "the coast guard", "According to", ["two ships sank"]),
    ("Two ships sank, according to the coast guard.", "the coast guard", "according to", ["Two ships sank"]),
    ("Lee told River Weekly that the dam will hold.", "Lee", "told", ["that the dam will hold"]),
    ("Lee wrote: “The dam will hold.”", "Lee", "wrote", ["“The dam will hold.”"]),
    ("Lee wrote:\n\n“The dam will hold for years.”", "Lee", "wrote", ["“The dam will hold for years.”"]),
    ("The study found that salmon return later.", "The study", "found", ["that salmon return later"]),
    ("Polls show voters are tired.", "Polls", "show", ["voters are tired"]),
    ("It was first reported by River Weekly on Monday.", "River Weekly", "reported", ["It"]),
    ("Critics point out that it leaks.", "Critics", "point out", ["that it leaks"]),
    (
        "Jane Doe, a spokeswoman for the port, said ships wait.",
        "Jane Doe, a spokeswoman for the port",
        "said",
        ["ships wait"],
    ),
    ("Farmers who had lost cattle said help came late.", "Farmers who had lost cattle", "said", ["help came late"]),
    ("On Monday Lee announced a curfew.", "Lee", "announced", ["a curfew"]),
    ("Lee: Dam Will Hold All Winter\n\nIt has rained for days.", "Lee", ":", ["Dam Will Hold All Winter"]),
    ("Ten people died in Homs two residents said.", "two residents", "said", ["Ten people died in Homs"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), PATTERNS)
def test_pattern(text: str, source: str, cue: str, content: list[str]) -> None:
    found = read(text).attributions
    assert [_show(one, text) for one in found] == [(source, cue, content)]


def _show(one: Attribution, text: str) -> tuple[str, str, list[str]]:
    source = one.source[0].of(text) if one.source else ""
    return source, one.cue[0].of(text), [span.of(text) for span in one.content]


def _all(text: str) -> list[tuple[str, str, list[str]]]:
    return [_show(one, text) for one in read(text).attributions]


def test_coordinated_verbs_and_participles_share_the_subject() -> None:
    text = "Lee said the dam leaks, but added that nobody is at risk, noting that repairs began."
    assert _all(text) == [
        ("Lee", "said", ["the dam leaks"]),
        ("Lee", "added", ["that nobody is at risk"]),
        ("Lee", "noting", ["that repairs began"]),
    ]


def test_nobody_is_credited_where_nobody_is_named() -> None:
    (one,) = read("It was reported that the dam broke.").attributions
    assert one.source == ()


def test_what_is_said_inside_what_is_said_is_nested() -> None:
    text = "“Ray told me the dam is safe,” Lee said."
    told, said = read(text).attributions
    assert (told.source[0].of(text), told.nested_in) == ("Ray", 1)
    assert (said.source[0].of(text), said.nested_in) == ("Lee", None)


def test_beliefs_count_only_inside_a_statement() -> None:
    assert read("Many think the dam is safe.").attributions == ()
    text = "Lee said she believes the dam is safe."
    assert [one.nested_in for one in read(text).attributions] == [None, 0]


@pytest.mark.parametrize(
    "text",
    [
        "The claims were settled in court.",
        "He had nothing to say.",
        "The show opened in March.",
        "She reports to the board.",
        "The United States opened an embassy.",
        "It is worth noting that the dam leaks.",
    ],
)
def test_words_that_only_look_like_reporting(text: str) -> None:
    assert read(text).attributions == ()


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("said", VerbClass.NEUTRAL),
        ("claimed", VerbClass.DOUBT),
        ("confirmed", VerbClass.FACTIVE),
        ("denied", VerbClass.DENIAL),
        ("suggested", VerbClass.SPECULATIVE),
    ],
)
def test_the_class_of_the_verb_is_kept(verb: str, expected: VerbClass) -> None:
    (one,) = read(f"Lee {verb} that the dam leaks.").attributions
    assert one.verb_class is expected


def test_the_one_told_is_kept() -> None:
    text = "Two drivers told River Weekly that the road is closed."
    (one,) = read(text).attributions
    assert one.addressee is not None
    assert one.addressee.of(text) == "River Weekly"
