"""What leaves the house is read back equal by others, and holds nothing but what was given for publication."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import ProvDocument

from verifier.provenance.export import (
    AgentKind,
    PublicAgent,
    PublicHop,
    PublicProvenance,
    PublicStatement,
    PublicVerdict,
    prov_json,
)
from verifier.provenance.types import Access, Medium, Naming, Relation, Stance

SAMPLE = PublicProvenance(
    home="https://desk.example.org/public/claims/7",
    vocabulary="https://desk.example.org/ns#",
    desk="Example Desk",
    claim="The militia has recruited in two cities",
    agents=(
        PublicAgent(901, "The Syrian Observer", AgentKind.ORGANISATION),
        PublicAgent(902, "Syrian Observatory for Human Rights", AgentKind.ORGANISATION),
        PublicAgent(903, "Local sources", AgentKind.UNNAMED),
        PublicAgent(904, "A spokesman", AgentKind.PERSON, acts_for=902),
    ),
    statements=(
        PublicStatement(811, 901, told_on=date(2022, 2, 12), url="https://observer.example/7", medium=Medium.ARTICLE),
        PublicStatement(812, 902, text="“The group recruited members”, said <the report>"),
        PublicStatement(813, 903, naming=Naming.UNNAMED, access=Access.FIRST_HAND),
        PublicStatement(814, 904, stance=Stance.REFUTES),
    ),
    hops=(
        PublicHop(811, 812, Relation.QUOTED, confirmed=True, cue="said a report by"),
        PublicHop(812, 813, Relation.TOLD, confirmed=True, cue="Local sources told the Observatory that"),
        PublicHop(814, None, Relation.UNKNOWN),
    ),
    verdict=PublicVerdict(2, "attributed", "unproven", datetime(2022, 2, 14, 9, 30, tzinfo=UTC)),
)


def _read(document) -> ProvDocument:
    return ProvDocument.deserialize(content=json.dumps(document), format="json")


def test_another_reader_of_prov_gives_back_the_very_same_document():
    document = prov_json(SAMPLE)
    read = _read(document)
    assert json.loads(read.serialize(format="json")) == document
    assert _read(json.loads(read.serialize(format="json"))) == read


def test_the_chain_is_there_hop_by_hop_for_another_reader():
    (bundle,) = _read(prov_json(SAMPLE)).bundles
    derived = {
        (str(record.args[0]), str(record.args[1])): {str(kind) for kind in record.get_asserted_types()}
        for record in bundle.get_records()
        if record.get_type().localpart == "Derivation"
    }
    assert derived == {
        ("t:u/1", "t:u/2"): {"prov:Quotation"},
        ("t:u/2", "t:u/3"): {"prov:PrimarySource"},
        ("t:u/4", "t:u/unknown-3"): set(),
        ("t:verdict/v2", "t:verdict/v1"): {"prov:Revision"},
    }


def test_a_hop_into_the_unknown_invents_no_telling_and_no_teller():
    records = prov_json(SAMPLE)["bundle"]["t:prov-v2"]
    assert records["entity"]["t:u/unknown-3"] == {"prov:type": {"$": "vf:UnknownSource", "type": "xsd:QName"}}
    assert set(records["activity"]) == {"t:act/1", "t:act/2", "t:act/review"}


def test_a_primary_source_is_one_only_if_a_person_confirmed_it():
    proposed = replace(SAMPLE, hops=(PublicHop(812, 813, Relation.TOLD),))
    assert "PrimarySource" not in json.dumps(prov_json(proposed))


def test_no_id_of_the_desk_leaves_it():
    written = json.dumps(prov_json(SAMPLE))
    assert not any(str(id_) in written for id_ in (*range(901, 905), *range(811, 815)))


def test_who_proposed_and_who_signed_appear_by_role():
    records = prov_json(SAMPLE)["bundle"]["t:prov-v2"]
    roles = {record["prov:agent"]: record["prov:role"]["$"] for record in records["wasAssociatedWith"].values()}
    assert roles == {"t:ag/reviewer": "vf:Reviewer", "t:ag/editor": "vf:Editor"}


def test_before_a_verdict_there_is_none_in_the_export():
    unsigned = PublicProvenance("https://d.example/7", "https://d.example/ns#", "Desk", "Claim", (), (), ())
    document = prov_json(unsigned)
    assert "Verdict" not in json.dumps(document)
    assert json.loads(_read(document).serialize(format="json")) == document


@pytest.mark.parametrize(
    "broken",
    [
        {"hops": (PublicHop(811, 999),)},
        {"agents": SAMPLE.agents[1:]},
        {"agents": (*SAMPLE.agents, SAMPLE.agents[0])},
    ],
)
def test_an_export_that_does_not_hold_together_is_refused(broken):
    with pytest.raises(ValueError, match=r"not part of the export|share an id"):
        prov_json(replace(SAMPLE, **broken))


@settings(max_examples=60, deadline=None)
@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(1, 5), st.sampled_from(Relation), st.booleans())),
)
def test_any_words_and_any_hops_are_read_back_equal(words, hops):
    document = prov_json(
        PublicProvenance(
            "https://d.example/7",
            "https://d.example/ns#",
            words,
            words,
            tuple(PublicAgent(id_, words, AgentKind.UNNAMED) for id_ in range(1, 6)),
            tuple(PublicStatement(id_, id_, text=words) for id_ in range(1, 6)),
            tuple(PublicHop(down, up, relation, confirmed, words) for down, up, relation, confirmed in hops),
        )
    )
    assert json.loads(_read(document).serialize(format="json")) == document
