"""Small graphs by hand, and graphs of every shape for the laws."""

from hypothesis import strategies as st

from verifier.provenance.types import Access, Derived, Graph, Naming, Stance, Teller, Told


def told(
    id_: int,
    *,
    teller: int | None = None,
    owner: int | None = None,
    feed: int | None = None,
    stance: Stance = Stance.SUPPORTS,
    naming: Naming = Naming.NAMED,
    access: Access = Access.UNKNOWN,
) -> Told:
    """A statement by a teller of its own, unless told otherwise."""
    return Told(id_, Teller(1000 + id_ if teller is None else teller, owner, feed), naming, access, stance)


def took(downstream: int, *upstream: int | None, confirmed: bool = True) -> tuple[Derived, ...]:
    """Hops a person has confirmed, unless told otherwise."""
    return tuple(Derived(downstream, giver, confirmed=confirmed) for giver in upstream)


def graph(*parts: Told | tuple[Derived, ...], article: int | None = None) -> Graph:
    """A graph from statements and hops in any order."""
    return Graph(
        tuple(part for part in parts if isinstance(part, Told)),
        tuple(hop for part in parts if not isinstance(part, Told) for hop in part),
        article,
    )


def three_outlets_one_agency() -> Graph:
    """Statements 1, 2 and 3, all taken from 4."""
    return graph(told(1), told(2), told(3), told(4), took(1, 4), took(2, 4), took(3, 4))


@st.composite
def graphs(draw: st.DrawFn, *, circles: bool = True, most: int = 9) -> Graph:
    """Any graph: shared tellers, owners and feeds, proposed, confirmed and unknown hops, circles if wanted."""
    size = draw(st.integers(1, most))
    ids = range(1, size + 1)
    tellers = draw(
        st.lists(
            st.builds(
                Teller,
                st.integers(1, 12),
                owner_id=st.none() | st.integers(1, 15),
                feed_id=st.none() | st.none() | st.integers(13, 15),
            ),
            min_size=1,
            max_size=size,
            unique_by=lambda teller: teller.id,
        )
    )
    stances = st.sampled_from([Stance.SUPPORTS, Stance.SUPPORTS, Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT])
    statements = tuple(
        Told(
            id_,
            draw(st.sampled_from(tellers) | st.just(Teller(100 + id_))),
            draw(st.sampled_from(Naming)),
            draw(st.sampled_from(Access)),
            draw(stances),
        )
        for id_ in ids
    )
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids))
    if not circles:
        pairs = pairs.filter(lambda pair: pair[0] < pair[1])
        if size == 1:
            pairs = st.nothing()
    chosen = draw(st.lists(pairs, max_size=2 * size, unique=True)) if size > 1 or circles else []
    known = tuple(Derived(down, up, confirmed=draw(st.booleans())) for down, up in chosen)
    holes = draw(st.sets(st.sampled_from(ids), max_size=2))
    return Graph(statements, known + tuple(Derived(id_, None) for id_ in sorted(holes)), draw(st.none() | st.just(1)))
