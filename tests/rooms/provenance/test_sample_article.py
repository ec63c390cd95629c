"""The sample article with its chains as a person read them: the same origins, and the place all of them pass."""

import json
from itertools import count
from pathlib import Path

import pytest

from verifier.provenance.chains import chains
from verifier.provenance.cuts import cut_vertices
from verifier.provenance.independence import OriginCount, measure
from verifier.provenance.types import Access, ChainEnd, Derived, Graph, Naming, Relation, Teller, Told

GOLD = Path(__file__).parents[3] / "../shared/data/article/gold.json"
OBSERVATORY = "Syrian Observatory for Human Rights"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the read article is not beside the checkout: {GOLD}")


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


def _graph(claims) -> tuple[Graph, dict[int, str]]:
    """One statement for each link of each chain; whoever is named the same is the same teller."""
    names: dict[str, int] = {}
    told: list[Told] = []
    derived: list[Derived] = []
    ids = count(1)
    for claim in claims:
        before = None
        for link in claim["chain"]:
            teller = Teller(names.setdefault(link["node"], len(names) + 1))
            naming = Naming.NAMED if link["named"] else Naming.UNNAMED
            statement = Told(next(ids), teller, naming, Access.UNKNOWN)
            if before is not None:
                derived.append(Derived(before.id, statement.id, Relation(link["link"]), confirmed=True))
            told.append(statement)
            before = statement
    return Graph(tuple(told), tuple(derived), told[0].id if told else None), {id_: name for name, id_ in names.items()}


def test_each_claim_has_one_chain_that_ends_where_the_reader_said(gold):
    for claim in gold["claims"]:
        graph, names = _graph([claim])
        (chain,) = chains(graph)
        last = next(told for told in graph.told if told.id == chain.steps[-1])
        assert claim["chain_ends_at"].startswith(names[last.teller.id])
        assert chain.hops == len(claim["chain"]) - 1
        assert chain.end is (ChainEnd.NAMED if claim["chain"][-1]["named"] else ChainEnd.UNNAMED)
        assert measure(graph).supporting.count == OriginCount(1, 1)


def test_claims_fall_into_the_same_origins_as_the_reader_found(gold):
    """A claim the outlet makes in its own voice has no origin, unless the reader saw that it repeats another's."""
    by_id = {claim["id"]: claim for claim in gold["claims"]}
    outlets = {"The Syrian Observer", "Asharq Al-Awsat"}
    found: dict[str, set[str]] = {}
    for claim in gold["claims"]:
        told_like = by_id[claim["same_origin_as"][0]] if "same_origin_as" in claim else claim
        graph, names = _graph([told_like])
        (group,) = measure(graph).supporting.groups
        (origin,) = (names[told.teller.id] for told in graph.told if told.id in group.origin_ids)
        found.setdefault("" if origin in outlets else origin, set()).add(claim["id"])
    assert sorted(map(sorted, found.values())) == sorted(
        sorted(origin["claims"]) for origin in gold["distinct_origins"]
    )


def test_all_that_rests_on_the_observatory_is_seen_to_pass_through_it(gold):
    resting = [claim for claim in gold["claims"] if any(link["node"] == OBSERVATORY for link in claim["chain"])]
    graph, names = _graph(resting)
    passed = {names[cut.teller_id]: cut.reports for cut in cut_vertices(graph)}
    assert passed[OBSERVATORY] == sum([link["node"] for link in claim["chain"]].index(OBSERVATORY) for claim in resting)
