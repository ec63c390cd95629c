"""Chains from the publisher inwards: who passed it on, where the trail ends, and what is only inferred."""

import pytest

from verifier.reading.reader import read
from verifier.reading.types import ChainEnd, Hop, Naming, ProposedClaim, Relation, SourceKind


def _claim(text: str, words: str, publisher: str | None = "River Weekly") -> ProposedClaim:
    return next(claim for claim in read(text, publisher=publisher).claims if words in claim.text)


def _names(claim: ProposedClaim) -> list[str]:
    return [hop.source for hop in claim.chain]


def _last(text: str, words: str) -> Hop:
    return _claim(text, words).chain[-1]


def test_what_nobody_is_credited_with_ends_at_the_author() -> None:
    claim = _claim("The northern dam broke on Monday.", "dam broke")
    assert _names(claim) == ["River Weekly"]
    assert claim.ends is ChainEnd.AUTHOR


def test_an_unknown_publisher_is_said_to_be_unknown() -> None:
    claim = _claim("The northern dam broke on Monday.", "dam broke", publisher=None)
    assert claim.chain[0].naming is Naming.UNNAMED
    assert claim.chain[0].note


def test_a_named_speaker_ends_the_chain_by_name() -> None:
    claim = _claim("Mayor Ann Lee said that the northern dam broke.", "dam broke")
    assert _names(claim) == ["River Weekly", "Ann Lee"]
    assert (claim.ends, claim.chain[-1].kind) == (ChainEnd.NAMED, SourceKind.PERSON)
    assert not claim.chain[-1].inferred


def test_unnamed_sources_stay_unnamed_and_whom_they_told_is_a_hop() -> None:
    text = "Two local sources told the Delta Observatory that the northern dam broke."
    claim = _claim(text, "dam broke")
    assert _names(claim) == ["River Weekly", "Delta Observatory", "Two local sources"]
    told, origin = claim.chain[1:]
    assert told.inferred
    assert told.note
    assert (origin.naming, origin.relation) == (Naming.UNNAMED, Relation.TOLD)
    assert claim.ends is ChainEnd.UNNAMED


def test_reporters_who_were_told_are_no_hop() -> None:
    claim = _claim("Mayor Ann Lee told reporters that the northern dam broke.", "dam broke")
    assert _names(claim) == ["River Weekly", "Ann Lee"]


def test_a_report_is_its_issuer_and_the_report_again_is_inferred() -> None:
    text = (
        "“The northern dam broke,” said a report by the Delta Observatory.\n\n"
        "The report added that three villages were flooded."
    )
    assert _last(text, "dam broke").source == "Delta Observatory"
    again = _last(text, "villages")
    assert again.source == "Delta Observatory"
    assert again.inferred
    assert again.note
    assert len(again.spans) == 2


def test_a_document_nobody_issued_names_nobody() -> None:
    claim = _claim("A report said that the northern dam broke.", "dam broke")
    assert claim.chain[-1].naming is Naming.DESCRIBED
    assert claim.ends is ChainEnd.UNNAMED


def test_a_described_body_is_the_one_named_close_by_that_issued_the_same() -> None:
    text = (
        "A report by a Paris-based flood monitor found that the northern dam broke.\n\n"
        "“Nobody was warned,” said a report by the Delta Observatory."
    )
    hop = _last(text, "dam broke")
    assert (hop.source, hop.inferred) == ("Delta Observatory", True)


def test_a_described_body_far_from_any_other_is_left_as_described() -> None:
    text = "A flood monitor said that the northern dam broke.\n\nMayor Ann Lee said that nobody was hurt."
    hop = _last(text, "dam broke")
    assert (hop.naming, hop.inferred) == (Naming.DESCRIBED, False)


def test_a_pronoun_is_the_person_credited_before_it() -> None:
    text = "Ms. Ann Lee said that the northern dam broke. She said nobody had been warned."
    hop = _last(text, "warned")
    assert (hop.source, hop.inferred, hop.rule) == ("Ann Lee", True, "pronoun")


def test_a_pronoun_that_cannot_be_the_person_before_it_names_nobody() -> None:
    text = "Ms. Ann Lee said that the northern dam broke. He said nobody had been warned."
    assert _last(text, "warned").naming is Naming.DESCRIBED


def test_a_surname_is_the_full_name_given_elsewhere() -> None:
    text = "Mayor Ann Lee said that the northern dam broke. Nobody had been warned, Lee said."
    assert _last(text, "warned").source == "Ann Lee"


def test_a_surname_that_two_people_share_is_not_resolved() -> None:
    text = "Mayor Ann Lee said that it rained. Judge Tom Lee said that it snowed. Nobody had been warned, Lee said."
    assert _last(text, "warned").source == "Lee"


def test_somebodys_sources_pass_through_them() -> None:
    text = "Observatory sources said that the northern dam broke, the Delta Observatory said in June that it leaks."
    claim = _claim(text, "northern dam broke")
    assert claim.ends is ChainEnd.UNNAMED


def test_who_asked_is_a_channel_and_the_outer_teller_comes_first() -> None:
    text = (
        "Asked by Delta Radio about the flood, Mayor Ann Lee said that “nobody had been warned of it at all,” "
        "an official from the Harbour Agency reported."
    )
    claim = _claim(text, "nobody had been warned")
    assert _names(claim) == ["River Weekly", "an official from the Harbour Agency", "Delta Radio", "Ann Lee"]
    assert claim.chain[2].inferred


def test_a_wire_credit_is_a_hop_said_outright() -> None:
    text = "LIMA (Reuters) - The northern dam broke on Monday, flooding three villages. It had leaked for years."
    hop = _claim(text, "leaked for years").chain[1]
    assert (hop.source, hop.kind, hop.inferred) == ("Reuters", SourceKind.AGENCY, False)


def test_a_republish_line_is_a_hop() -> None:
    text = "The northern dam broke on Monday.\n\nThis article originally appeared on Delta Radio."
    claim = _claim(text, "dam broke")
    assert _names(claim) == ["River Weekly", "Delta Radio"]
    assert claim.chain[0].relation is Relation.REPUBLISHED


def test_a_standfirst_credit_reaches_the_body_only_as_an_inference() -> None:
    text = (
        "Northern Dam Breaks After Long Rain\n\nThe valley is flooded, according to Delta Times.\n"
        "Northern Dam Breaks After Long Rain\n\nThe old dam had leaked for years.\n"
    )
    assert not _claim(text, "valley is flooded").chain[1].inferred
    body = _claim(text, "leaked").chain[1]
    assert (body.source, body.inferred) == ("Delta Times", True)
    assert _names(_claim(text, "Northern Dam Breaks")) == ["River Weekly"]


# A sentence, and the tellers of its innermost claim from the publisher inwards; "?" marks what is inferred.
TRAILS = [
    ("Mayor Ann Lee said the harbour master told her that the crane had failed twice.", "Ann Lee, the harbour master"),
    (
        "Delta Radio reported that a senior officer had said that the border would stay shut.",
        "Delta Radio, a senior officer",
    ),
    (
        "The Harbour Gazette, citing two officials, said that the talks in Lima had failed.",
        "Harbour Gazette, two officials",
    ),
    (
        "Delta Radio reported that the dam had been hit twice, citing a military source.",
        "Delta Radio, a military source",
    ),
    ("Delta Radio quoted General Musa Idris as saying that the raid had failed.", "Delta Radio, Musa Idris"),
    ("The deputy was quoted by Delta Radio as saying the border would stay shut all year.", "Delta Radio, The deputy"),
    (
        "“No one was warned of it,” Ann Lee told Delta Radio, the Harbour Gazette reported.",
        "Harbour Gazette, Delta Radio?, Ann Lee",
    ),
    (
        "Ann Lee told Delta Radio that her brother had told the police that the house was empty.",
        "Delta Radio?, Ann Lee, her brother",
    ),
    ("The captain said he was told by the port that the channel had been cleared of mines.", "The captain, the port"),
    (
        "In an interview with Delta Radio, Ms. Ann Lee recalled that her father used to say the dam leaks.",
        "Delta Radio?, Ann Lee, her father",
    ),
    ("“I think the dam is lost for good,” Ann Lee said.", "Ann Lee"),
    ("Ann Lee said she believed the dam was lost for good.", "Ann Lee"),
    ("The mayor said he believed that the dam was lost for good.", "The mayor"),
    (
        "The bridge was mined, according to a report by the Delta Observatory, which cited two witnesses.",
        "Delta Observatory, two witnesses",
    ),
    (
        "In a statement carried by the Harbour News Agency, the army said it had shot down a drone.",
        "Harbour News Agency?, the army",
    ),
    ("The report, which quotes two former guards, says prisoners were beaten daily.", "The report, two former guards"),
    (
        "Two sources told the Delta Observatory that the governor had said the dam was mined.",
        "Delta Observatory?, Two sources, the governor",
    ),
    (
        "Asked by Delta Radio about it, Ann Lee said the minister had told her the talks were over.",
        "Delta Radio?, Ann Lee, the minister",
    ),
    ("“The governor says there is no money left,” Ms. Ann Lee said.", "Ann Lee, The governor"),
    ("Mr. Osei said the police chief, Carl Meier, had acknowledged that the files were lost.", "Osei, Carl Meier"),
    (
        "Mr. Osei told Delta Radio that he had heard from two officials that the bank would close.",
        "Delta Radio?, Osei, two officials",
    ),
]


@pytest.mark.parametrize(("text", "trail"), TRAILS)
def test_the_trail_runs_from_the_publisher_to_the_innermost_teller(text: str, trail: str) -> None:
    claim = max(read(text, publisher="River Weekly").claims, key=lambda one: len(one.chain))
    assert [hop.source + ("?" if hop.inferred else "") for hop in claim.chain] == ["River Weekly", *trail.split(", ")]
    assert all(hop.note for hop in claim.chain if hop.inferred)


def test_who_is_quoted_as_saying_is_quoted_by_the_one_before() -> None:
    claim = _claim("Delta Radio quoted General Musa Idris as saying that the raid had failed.", "raid")
    assert [hop.relation for hop in claim.chain[1:]] == [Relation.REPORTED, Relation.QUOTED]


def test_a_pronoun_that_two_people_of_a_sentence_fit_names_nobody_and_says_so() -> None:
    hop = _last("Mr. Tom Reyes told Mr. Bill Osei that the dam leaks. He said nobody had been warned of it.", "warned")
    assert (hop.source, hop.naming, hop.inferred) == ("He", Naming.DESCRIBED, False)
    assert "Tom Reyes" in hop.note
    assert "Bill Osei" in hop.note


def test_a_pronoun_after_a_person_with_a_title_names_nobody() -> None:
    text = "Mr. Tom Reyes said the dam leaks. President Idris came on Monday. He said nobody had been warned of it."
    assert _last(text, "warned").naming is Naming.DESCRIBED


def test_a_pronoun_with_a_second_person_a_sentence_before_is_called_uncertain() -> None:
    text = "Mr. Tom Reyes said the dam leaks. Mr. Bill Osei said it holds. He said nobody had been warned of it."
    hop = _last(text, "warned")
    assert (hop.source, hop.inferred) == ("Bill Osei", True)
    assert "uncertain" in hop.note


def test_he_inside_what_somebody_said_is_not_somebody_named_long_before() -> None:
    text = "Mr. Tom Reyes said the dam leaks. The mayor said he believed that nobody had been warned of it."
    assert _last(text, "warned").source == "The mayor"


def test_he_inside_what_somebody_said_is_left_open_where_another_man_is_named_between() -> None:
    text = "Mr. Tom Reyes told Mr. Bill Osei that he had said that nobody was ever warned of it."
    assert _last(text, "ever warned").naming is Naming.DESCRIBED


def test_a_ministry_is_not_resolved_where_two_were_named() -> None:
    text = "The Interior Ministry said that it rained. The Health Ministry said that it snowed. "
    hop = _last(text + "The ministry said that nobody had died of it.", "died")
    assert (hop.naming, hop.inferred) == (Naming.DESCRIBED, False)
    assert "Health Ministry" in hop.note


def test_the_ministry_is_the_one_ministry_named_before_it() -> None:
    hop = _last("The Health Ministry said that it snowed. The ministry said that nobody had died of it.", "died")
    assert (hop.source, hop.inferred) == ("Health Ministry", True)
    assert hop.note
