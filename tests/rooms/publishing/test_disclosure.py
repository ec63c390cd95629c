"""What may leave the desk about a source, and how names are kept back."""

import pytest

from verifier.provenance.models import Derivation, Statement
from verifier.provenance.queries import ClaimRows
from verifier.provenance.types import Access, DerivationStatus, GroundRules, Medium, Naming, Relation, Stance
from verifier.publishing.disclosure import (
    WITHHELD,
    Protected,
    Redaction,
    public_chain,
    public_evidence,
    public_teller,
    redaction,
)
from verifier.sources.models import Source
from verifier.sources.types import SourceKind

PERSON = Protected("Layla Qasim", SourceKind.PERSON, ("Ms Qasim", "she", "the clerk"))
OPEN = Redaction()


def source(number: int, name: str, kind: SourceKind = SourceKind.PERSON, **more: object) -> Source:
    return Source(**{"id": number, "name": name, "kind": kind, "protected": False, "published_description": "", **more})


def statement(number: int, source_id: int, **more: object) -> Statement:
    usual = {
        "id": number,
        "source_id": source_id,
        "article_own": False,
        "in_chain": False,
        "mention": "",
        "stance": Stance.SUPPORTS,
        "naming": Naming.NAMED,
        "access": Access.UNKNOWN,
        "medium": Medium.ARTICLE,
        "ground_rules": GroundRules.ON_RECORD,
        "url": "",
        "quote": "",
        "note": "",
        "said_on": None,
    }
    return Statement(**{**usual, **more})


def hop(downstream: int, upstream: int, status: DerivationStatus = DerivationStatus.CONFIRMED) -> Derivation:
    return Derivation(
        id=downstream, downstream_id=downstream, upstream_id=upstream, relation=Relation.TOLD, cue="said", status=status
    )


@pytest.mark.parametrize(
    "text",
    [
        "Layla Qasim said so.",
        "LAYLA  QASIM",
        "Layla-Qasim",
        "Layla\nQasim’s roll",
        "as @laylaqasim wrote",
        "Qasim kept the roll",
        "Ms Qasim kept it",
    ],
)
def test_a_protected_name_is_withheld_however_it_is_written(text: str) -> None:
    told = redaction([PERSON]).words(text)
    assert WITHHELD in told
    assert "qasim" not in told.lower()


@pytest.mark.parametrize(
    "text", ["She kept the roll.", "The clerk kept it.", "Qasimov kept it.", "qasim means divider"]
)
def test_other_words_stay(text: str) -> None:
    assert redaction([PERSON]).words(text) == text


def test_a_name_in_another_script_is_withheld_with_its_prefix() -> None:
    told = redaction([Protected("ليلى قاسم", SourceKind.PERSON)]).words("وقالت ليلى قاسم إنها كذلك، ولقاسم رأي")
    assert "قاسم" not in told


def test_a_body_is_withheld_by_its_whole_name_only() -> None:
    redact = redaction([Protected("Port Office", SourceKind.STATE_BODY)])
    assert redact.words("The Port Office and its office") == f"The {WITHHELD} and its office"


def test_an_address_that_tells_the_name_is_dropped() -> None:
    redact = redaction([PERSON])
    assert redact.address("https://x.example/2024/layla-qasim-speaks") == ""
    assert redact.address("https://x.example/Layla%20Qasim") == ""
    assert redact.address("https://x.example/port") == "https://x.example/port"
    for odd in ("javascript:alert(1)", "//x.example", "ftp://x.example", ""):
        assert OPEN.address(odd) == ""


def test_a_name_over_the_edge_of_a_stretch_is_withheld() -> None:
    text = "They asked Layla Qasim about it."
    redact, edge = redaction([PERSON]), text.index("Qasim")
    assert redact.part(text, 0, edge) == f"They asked {WITHHELD}"
    assert redact.part(text, edge, len(text)) == " about it."
    assert OPEN.part(text, 5, 10) == "asked"


def test_addresses_of_mail_leave_only_in_the_publishers_words() -> None:
    assert OPEN.own("We wrote to press@guard.example.") == "We wrote to [address withheld]."
    assert OPEN.words("Write to press@guard.example.") == "Write to press@guard.example."


@pytest.mark.parametrize("ground_rules", list(GroundRules))
@pytest.mark.parametrize("naming", list(Naming))
@pytest.mark.parametrize("protected", [True, False])
def test_a_name_is_told_only_on_the_record_of_a_named_unprotected_source(
    ground_rules: GroundRules, naming: Naming, protected: bool
) -> None:
    told = public_teller(
        statement(1, 1, naming=naming, ground_rules=ground_rules), source(1, "Layla Qasim", protected=protected), OPEN
    )
    on_record = ground_rules in {GroundRules.ON_RECORD, GroundRules.UNKNOWN}
    assert (told.name == "Layla Qasim") == (on_record and naming is Naming.NAMED and not protected)
    assert told.name
    if told.name != "Layla Qasim":
        assert told.naming != "named"
        assert told.kind == ""


def test_whoever_is_kept_back_stands_there_by_description() -> None:
    kept = source(1, "Layla Qasim", protected=True, published_description="a former clerk")
    assert public_teller(statement(1, 1), kept, OPEN).name == "a former clerk"
    group = source(2, "local sources", SourceKind.UNNAMED_GROUP)
    told = public_teller(statement(2, 2, naming=Naming.UNNAMED), group, OPEN)
    assert (told.name, told.naming, told.kind) == ("local sources", "unnamed", "unnamed_group")


def chain_of(*rules: GroundRules, status: DerivationStatus = DerivationStatus.CONFIRMED) -> ClaimRows:
    statements = [statement(1, 1, article_own=True)]
    statements += [statement(number, number, in_chain=True, ground_rules=one) for number, one in enumerate(rules, 2)]
    sources = {row.id: source(row.id, f"Source {row.id}") for row in statements}
    hops = tuple(hop(row.id, row.id + 1, status) for row in statements[:-1])
    return ClaimRows(tuple(statements), hops, sources)


def test_the_trail_breaks_off_before_what_is_off_the_record() -> None:
    on, off = GroundRules.ON_RECORD, GroundRules.OFF_RECORD
    whole = public_chain(chain_of(on, on), OPEN)
    assert ([step.teller.name for step in whole.steps], whole.end, whole.cut) == (
        ["Source 1", "Source 2", "Source 3"],
        "named",
        False,
    )
    cut = public_chain(chain_of(on, off, on), OPEN)
    assert ([step.teller.name for step in cut.steps], cut.end, cut.cut) == (["Source 1", "Source 2"], "unknown", True)


def test_a_hop_that_nobody_confirmed_is_not_shown() -> None:
    shown = public_chain(chain_of(GroundRules.ON_RECORD, status=DerivationStatus.PROPOSED), OPEN)
    assert [step.teller.name for step in shown.steps] == ["Source 1"]


def test_deep_background_is_used_in_nobodys_words() -> None:
    more = {"quote": "I saw it.", "url": "https://x.example/1"}
    sources = {1: source(1, "Layla Qasim")}
    for rules, quote, url in (
        (GroundRules.ON_RECORD, "I saw it.", "https://x.example/1"),
        (GroundRules.BACKGROUND, "I saw it.", ""),
        (GroundRules.DEEP_BACKGROUND, "", ""),
    ):
        found = public_evidence(ClaimRows((statement(1, 1, ground_rules=rules, **more),), (), sources), OPEN)
        assert [(one.quote, one.url) for one in found] == [(quote, url)]
    off = statement(1, 1, ground_rules=GroundRules.OFF_RECORD, **more)
    assert public_evidence(ClaimRows((off,), (), sources), OPEN) == ()
