"""On whom claims rest is read off their chains."""

from verifier.provenance.models import Derivation, Statement
from verifier.provenance.queries import ClaimRows
from verifier.provenance.resting import Rest, count_rests, is_author_alone
from verifier.provenance.types import Access, Naming, Relation
from verifier.sources.models import Source
from verifier.sources.types import SourceKind

OUTLET = Source(id=1, name="The Coast Reader", kind=SourceKind.OUTLET, protected=False)
WIRE = Source(id=2, name="Coast Wire", kind=SourceKind.AGENCY, protected=False)
GUARD = Source(id=3, name="Harbour Guard", kind=SourceKind.STATE_BODY, protected=False)
LOCALS = Source(id=4, name="local sources", kind=SourceKind.UNNAMED_GROUP, protected=False)
SECRET = Source(id=5, name="Anna Secret", kind=SourceKind.PERSON, protected=True)
SOURCES = {one.id: one for one in (OUTLET, WIRE, GUARD, LOCALS, SECRET)}


def rows(*inwards: Source, last: Relation = Relation.REPORTED, circle: bool = False) -> ClaimRows:
    """A claim of the outlet whose chain runs through these sources; ``last`` is the innermost relation."""
    told = [
        Statement(
            id=place,
            source_id=one.id,
            article_own=place == 0,
            in_chain=place > 0,
            naming=Naming.UNNAMED if one is LOCALS else Naming.NAMED,
            access=Access.UNKNOWN,
        )
        for place, one in enumerate((OUTLET, *inwards))
    ]
    hops = [
        Derivation(downstream_id=place, upstream_id=place + 1, relation=Relation.REPORTED)
        for place in range(len(inwards))
    ]
    if hops:
        hops[-1].relation = last
    if circle:
        hops.append(Derivation(downstream_id=len(inwards), upstream_id=0, relation=Relation.REPORTED))
    return ClaimRows(tuple(told), tuple(hops), SOURCES)


def test_claims_are_counted_by_their_innermost_teller_the_most_first_and_nobody_last() -> None:
    chains = [rows(), rows(WIRE, GUARD), rows(LOCALS), rows(GUARD), rows(SECRET)]
    assert count_rests(chains) == (
        Rest(3, "Harbour Guard", "named", 2),
        Rest(5, "", "protected", 1),
        Rest(4, "local sources", "unnamed", 1),
        Rest(None, "", "", 1),
    )


def test_what_an_outlet_asserts_rests_on_its_author_and_what_anybody_else_asserts_on_them() -> None:
    assert is_author_alone(rows(WIRE, last=Relation.ASSERTED))
    assert not is_author_alone(rows(WIRE))
    assert not is_author_alone(rows(WIRE, GUARD, last=Relation.ASSERTED))


def test_a_trail_in_a_circle_rests_on_nobody() -> None:
    assert count_rests([rows(WIRE, circle=True)]) == (Rest(None, "", "", 1, is_circular=True),)


def test_no_claims_rest_on_nobody_at_all() -> None:
    assert count_rests([]) == ()
