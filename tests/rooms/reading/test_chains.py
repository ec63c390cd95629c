"""Chains from the publisher inwards: who passed it on, where the trail ends, and what is only inferred."""

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
