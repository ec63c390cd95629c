"""Where one teller's words end and another's begin, and what must not be taken for either."""

import pytest

from verifier.reading.language import guess_language
from verifier.reading.names import read_mention
from verifier.reading.reader import read
from verifier.reading.types import Block, Naming, SourceKind

EXTENTS = [
    ("Lee said the dam leaks, an official reported.", "said", ["the dam leaks"]),
    ("While aides say the dam is safe, the mayor has closed it.", "say", ["the dam is safe"]),
    ("Lee said the dam leaks, calling it a disgrace.", "said", ["the dam leaks"]),
    ("Lee said the dam leaks and urged everyone to leave.", "said", ["the dam leaks"]),
    (
        "Lee said the dam was “very old. It leaked for years.” It rained.",
        "said",
        ["the dam was “very old. It leaked for years.”"],
    ),
    ("“It fell,” Lee said as he left the hall.", "said", ["“It fell,”"]),
    ("“It fell,” Lee said in a speech that night.", "said", ["“It fell,”"]),
    ("“It fell,” Lee said.\n\n“Was it old and rusty?” asks Ray.", "said", ["“It fell,”"]),
    ("Lee said the findings show rust. “It was very old.”", "said", ["the findings show rust", "“It was very old.”"]),
    ("RAY: The dam leaks. It is old.\n\nLEE: The dam is quite safe.", ":", ["The dam leaks. It is old."]),
    ("Two ships sank, according to Jane Doe, a spokeswoman for the port.", "according to", ["Two ships sank"]),
    ("Lee said, without evidence, that the dam leaks.", "said", ["that the dam leaks"]),
    ("He went on to say that the dam leaks.", "say", ["that the dam leaks"]),
]


@pytest.mark.parametrize(("text", "cue", "content"), EXTENTS)
def test_content_ends_where_it_should(text: str, cue: str, content: list[str]) -> None:
    one = next(one for one in read(text).attributions if one.cue[0].of(text) == cue)
    assert [span.of(text) for span in one.content] == content


SUBJECTS = [
    ("Despite Iran insisting that it advises, a report confirmed that it fights.", "insisting", "Iran"),
    ("An aide to the mayor, Tom Ray, defended it by saying that it works.", "saying", "An aide to the mayor, Tom Ray"),
    ("On Tuesday, Lee wrote to investors, telling them that it fell.", "telling", "Lee"),
    ("Lee, who said the dam leaks, has resigned.", "said", "Lee, who"),
    ("“It is old,” Ms. Doe, now 81 and retired in Reno, said.", "said", "Ms. Doe, now 81 and retired in Reno"),
    ("In Tuesday's letter the harbour board said ships wait.", "said", "the harbour board"),
]


@pytest.mark.parametrize(("text", "cue", "source"), SUBJECTS)
def test_whose_verb_it_is(text: str, cue: str, source: str) -> None:
    one = next(one for one in read(text).attributions if one.cue[0].of(text) == cue)
    assert one.source[0].of(text) == source


@pytest.mark.parametrize(
    "text", ["Lee said and did nothing.", "On Tuesday, Lee wrote to investors.", "The town has clerks denying visas."]
)
def test_nothing_is_reported(text: str) -> None:
    assert read(text).attributions == ()


@pytest.mark.parametrize(
    ("mention", "name", "naming"),
    [
        ("Residents", "Residents", Naming.UNNAMED),
        ("an official from the Harbour Agency", "an official from the Harbour Agency", Naming.UNNAMED),
        ("a spokesman for the Army", "a spokesman for the Army", Naming.UNNAMED),
        ("the Russian Sputnik News Agency", "Sputnik News Agency", Naming.NAMED),
        ("the Britain-based Observatory", "Observatory", Naming.NAMED),
        ("Turkish Prime Minister Ahmet Demir", "Ahmet Demir", Naming.NAMED),
        ("Jane Doe, a spokeswoman for the port", "Jane Doe", Naming.NAMED),
        ("the ministry", "the ministry", Naming.DESCRIBED),
        ("a UK-based war monitor", "a UK-based war monitor", Naming.DESCRIBED),
        ("the U.S. State Department", "U.S. State Department", Naming.NAMED),
    ],
)
def test_what_a_mention_names(mention: str, name: str, naming: Naming) -> None:
    speaker = read_mention(mention)
    assert (speaker.name, speaker.naming) == (name, naming)


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("Reuters", SourceKind.AGENCY),
        ("The New York Times", SourceKind.OUTLET),
        ("the Pentagon", SourceKind.STATE_BODY),
        ("Iran", SourceKind.STATE_BODY),
        ("UNICEF", SourceKind.ORGANISATION),
        ("Ann Lee", SourceKind.PERSON),
        ("local sources", SourceKind.UNNAMED_GROUP),
        ("a leaked memo", SourceKind.DOCUMENT),
    ],
)
def test_what_kind_a_mention_is(mention: str, kind: SourceKind) -> None:
    assert read_mention(mention).kind is kind


def test_another_report_is_not_the_one_before() -> None:
    text = "“It broke,” said a report by the Delta Observatory.\n\nA report found that three villages were flooded."
    claim = next(claim for claim in read(text).claims if "villages" in claim.text)
    assert claim.chain[-1].naming is Naming.DESCRIBED


def test_a_committee_is_not_the_observatory_before_it() -> None:
    text = "The Delta Observatory said it rained.\n\nThe committee said that three villages were flooded."
    claim = next(claim for claim in read(text).claims if "villages" in claim.text)
    assert claim.chain[-1].naming is Naming.DESCRIBED


def test_a_publisher_is_not_its_own_carrier() -> None:
    text = "LIMA (Reuters) - The northern dam broke on Monday, flooding three villages."
    (claim,) = read(text, publisher="Reuters").claims
    assert [hop.source for hop in claim.chain] == ["Reuters"]


def test_different_things_counted_are_no_conflict() -> None:
    assert read("The flood of the delta killed 12 villagers. The council has hired 19 villagers.").conflicts == ()


def test_what_officials_could_not_verify_is_not_the_papers_disclaimer() -> None:
    assert read("Officials said the footage could not be independently verified.").disclaimers == ()


def test_a_foreign_word_does_not_change_the_language() -> None:
    assert guess_language("The word мост is what they say for a bridge.") == "en"


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    assert len(read("word and " * 5000).sentences) > 10


def test_short_lines_below_the_article_are_the_page() -> None:
    text = "The dam broke on Monday.\n\nNobody was hurt.\n\nTop picks"
    reading = read(text)
    assert [span.of(text) for span in reading.furniture] == ["Top picks"]
    assert reading.sentences[-1].block is Block.FURNITURE


def test_one_claim_for_what_is_believed_inside_what_is_said() -> None:
    (claim,) = read("Ann Lee said the council believes the dam is safe this year.", publisher="River Weekly").claims
    assert claim.text == "the dam is safe this year"
    assert [hop.source for hop in claim.chain] == ["River Weekly", "Ann Lee", "the council"]
