"""The picture on a ticket: what it says, who may change it, and how it reads without being seen."""

import re
from collections.abc import Callable, Sequence

import pytest
from factories.behind import behind
from factories.desk import CLAIM, Desk
from factories.visitor import Visitor
from selectolax.lexbor import LexborNode
from sqlalchemy import event, select

from verifier.articles.models import Article
from verifier.kernel.db import Database
from verifier.provenance.models import Derivation, Statement
from verifier.sources.models import Source
from verifier.tickets.models import Ticket

Enter = Callable[..., Visitor]


@pytest.fixture
def me(visit: Enter) -> Visitor:
    return visit("reviewer")


def begin(desk: Desk, me: Visitor, *tellers: str, chain: Sequence[str] = ()) -> int:
    """A ticket in work with the article's chain and these sources beside it, all supporting the claim."""
    ticket_id = desk.ticket("in_progress", holder=me.person, chain=chain)
    for name in tellers:
        add(me, ticket_id, name)
    return ticket_id


def add(me: Visitor, ticket_id: int, name: str, **more: str) -> None:
    fields = {"source": name, "source_kind": "outlet", "quote": "We counted two hundred.", "stance": "supports"}
    me.post(f"/tickets/{ticket_id}/statements", {**fields, **more}, status=303)


def ids(me: Visitor, ticket_id: int) -> dict[str, str]:
    """The statements one can choose from, by name."""
    me.get(f"/tickets/{ticket_id}", status=200)
    options = me.tree().css("#link-downstream option")
    return {node.text(): str(node.attributes["value"]) for node in options}


def link(me: Visitor, ticket_id: int, taker: str, giver: str, status: int = 303, **more: str) -> None:
    known = ids(me, ticket_id)
    fields = {"downstream": known[taker], "upstream": known.get(giver, giver), "relation": "reported"}
    me.post(f"/tickets/{ticket_id}/links", {**fields, "version": me.field("version"), **more}, status=status)
    me.get(f"/tickets/{ticket_id}") if status == 303 else None


def found(me: Visitor) -> str:
    return " ".join(node.text() for node in me.tree().css(".found, .reasons"))


def boxes(me: Visitor, shape: str = "wide") -> dict[str, LexborNode]:
    """The boxes of the drawing by the name in them."""
    nodes = me.tree().css(f".drawing-{shape} .box")
    return {" ".join(one.text() for one in node.css("text:not(.note)")): node for node in nodes}


def marks(me: Visitor, name: str) -> set[str]:
    return set(str(boxes(me)[name].attributes["class"]).split())


def lines(me: Visitor) -> dict[str, set[str]]:
    """The classes of each line by its title."""
    nodes = me.tree().css(".drawing-wide polyline")
    return {node.css_first("title").text(): set((node.attributes["class"] or "").split()) for node in nodes}


def test_three_outlets_that_cite_one_agency_are_three_sources_of_one_origin(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio", chain=("A Wire",))
    me.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": ids(me, ticket_id) and me.field("version")})
    for outlet in ("Quay Times", "Port Radio"):
        link(me, ticket_id, outlet, "A Wire")
    assert "Supporting: 3 sources, 1 origin" in found(me)
    assert "All 3 others that support it pass through A Wire." in found(me)
    assert {"is-cut", "is-end"} <= marks(me, "A Wire")
    assert "Quay Times reports what was said by A Wire" in lines(me)


def test_two_that_cite_each_other_are_circular_and_both_void(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Port Radio")
    link(me, ticket_id, "Port Radio", "Quay Times")
    assert "Circular: Quay Times and Port Radio cite each other. Neither counts as an origin." in found(me)
    assert "Supporting: 1 origin" in found(me)  # the article's own word is left
    assert "is-circular" in marks(me, "Quay Times") & marks(me, "Port Radio")


def test_sister_outlets_are_dependent_by_their_owner(desk: Desk, me: Visitor, database: Database) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    with behind(database) as session:
        owner = Source(name="Media House", folded="media house", kind="organisation", created_at=desk.now)
        owner.protected, owner.published_description, owner.note = False, "", ""
        session.add(owner)
        session.flush()
        for row in session.scalars(select(Source).where(Source.name.in_(["Quay Times", "Port Radio"]))):
            row.owner_id = owner.id
    me.get(f"/tickets/{ticket_id}")
    assert "Quay Times and Port Radio have the same owner, Media House: they count as one." in found(me)
    assert "Supporting: 2 origins" in found(me)  # the article and the house
    assert "is-tied" in marks(me, "Media House")
    assert "Quay Times: same owner as others" in lines(me)


def test_one_that_nobody_knows_the_source_of_leaves_the_count_open(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio", chain=("A Wire",))
    me.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": ids(me, ticket_id) and me.field("version")})
    link(me, ticket_id, "Quay Times", "A Wire")
    link(me, ticket_id, "Port Radio", "unknown")
    assert "Supporting: 3 sources, 1 to 2 origins" in found(me)
    assert "Nobody knows where Port Radio has it from." in found(me)
    assert {"is-unknown", "is-end"} <= marks(me, "Unknown source")
    listed = [node.text() for node in me.tree().css("li.evidence bdi")]
    assert listed == ["Quay Times", "Port Radio"]  # nobody is no source


def test_the_trail_of_the_article_can_break_at_an_unknown_source(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, chain=("A Wire",))
    link(me, ticket_id, "A Wire", "unknown")
    assert "The trail breaks here" in me.words()
    assert "is-unknown" in marks(me, "Unknown source")
    assert [node.text() for node in me.tree().css(".hop-who bdi")] == ["The Coast Reader", "A Wire", "Unknown source"]


def test_one_hop_into_nowhere_is_enough(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times")
    link(me, ticket_id, "Quay Times", "unknown")
    link(me, ticket_id, "Quay Times", "unknown", status=422)
    assert "That nobody knows where this is from is noted already." in me.words()


def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Quay Times", status=422, cue="as it wrote")
    assert "A statement cannot be taken from itself." in me.words()
    assert me.field("cue") == "as it wrote"
    assert me.tree().css_first("#link[open]") is not None
    link(me, ticket_id, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Port Radio", status=422)
    assert "This hop is there already." in me.words()
    link(me, ticket_id, "Quay Times", "", status=422)
    assert "Choose from whom, or write who it was." in me.words()
    link(me, ticket_id, "Quay Times", "Port Radio", status=422, source="A Third")
    assert "not both" in me.words()
    link(me, ticket_id, "Quay Times", "Port Radio", status=422, downstream="")
    assert "Choose who took it from somebody." in me.words()
    me.post(f"/tickets/{ticket_id}/links", {"downstream": "99999", "upstream": "1", "relation": "told"}, status=404)
    link(me, ticket_id, "Quay Times", "The Coast Reader", status=422, relation="dreamt")
    assert "Choose one from the list." in me.words()


def test_somebody_new_behind_a_source_becomes_a_source_and_behind_the_chain_a_hop(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire",))
    new = {"source": "Harbour Office", "source_kind": "state_body", "naming": "named", "cue": "officials told us"}
    link(me, ticket_id, "Quay Times", "", **new, relation="told")
    assert "Quay Times was told by Harbour Office" in lines(me)
    assert "Harbour Office" in [node.text() for node in me.tree().css("li.evidence bdi")]
    link(me, ticket_id, "A Wire", "", source="A Witness", source_kind="person", relation="told")
    assert [node.text() for node in me.tree().css(".hop-who bdi")] == ["The Coast Reader", "A Wire", "A Witness"]


def tools(me: Visitor, name: str) -> LexborNode:
    """The place on the page to which the box of this name leads."""
    place = str(boxes(me)[name].attributes["href"]).removeprefix("#")
    node = me.tree().css_first(f'[id="{place}"]')
    assert node is not None
    assert node.attributes["tabindex"] == "-1"  # so that the keyboard goes on from there
    return node


def press(me: Visitor, form: LexborNode) -> str:
    """Send one of the buttons of the page; where it leads."""
    fields = {str(one.attributes["name"]): one.attributes.get("value") for one in form.css("input")}
    answer = me.post(str(form.attributes["action"]), fields, status=303)
    return answer.headers["Location"]


def test_a_proposed_hop_is_accepted_and_rejected_at_its_box_and_focus_stays_there(
    desk: Desk, me: Visitor, database: Database
) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Port Radio")
    with behind(database) as session:
        session.execute(Derivation.__table__.update().values(status="proposed"))
    me.get(f"/tickets/{ticket_id}")
    title = "Quay Times reports what was said by Port Radio, not confirmed yet"
    assert "is-proposed" in lines(me)[title]
    place = str(boxes(me)["Port Radio"].attributes["href"])
    accept, reject = tools(me, "Port Radio").css("form")
    assert press(me, accept) == f"/tickets/{ticket_id}{place}"
    me.get(f"/tickets/{ticket_id}")
    assert title not in lines(me)
    taker = str(boxes(me)["Quay Times"].attributes["href"])
    (reject,) = tools(me, "Port Radio").css("form")
    assert press(me, reject) == f"/tickets/{ticket_id}{taker}"
    me.get(f"/tickets/{ticket_id}")
    assert not [title for title in lines(me) if "reports what was said" in title]
    link(me, ticket_id, "Quay Times", "Port Radio", relation="translated")  # it can be noted again
    assert "Quay Times translates Port Radio" in lines(me)


def test_how_it_was_taken_is_said_otherwise(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Port Radio")
    edit = next(node for node in tools(me, "Port Radio").css("a") if "link=" in str(node.attributes["href"]))
    me.get(str(edit.attributes["href"]).split("#")[0])
    form = me.tree().css_first("#link[open] form")
    assert form is not None
    sent = {"relation": "republished", "cue": "word for word", "version": me.field("version")}
    me.post(str(form.attributes["action"]), sent, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "Quay Times republishes Port Radio" in lines(me)
    assert "word for word" in tools(me, "Port Radio").text()


def test_a_hop_of_the_chain_is_rejected_where_the_chain_is_and_not_as_a_link(
    desk: Desk, me: Visitor, database: Database
) -> None:
    ticket_id = begin(desk, me, chain=("A Wire", "A Witness"))
    with database.reading() as session:
        hop_id = session.scalars(select(Derivation.id).order_by(Derivation.id)).first()
    seen = ids(me, ticket_id) and me.field("version")
    me.post(f"/tickets/{ticket_id}/links/{hop_id}/reject", {"version": seen}, status=422)
    assert "part of the attribution chain" in me.words()
    me.get(f"/tickets/{ticket_id}")
    rejecting = tools(me, "A Wire").css("form")[-1]
    press(me, rejecting)
    me.get(f"/tickets/{ticket_id}")
    assert [node.text() for node in me.tree().css(".hop-who bdi")] == ["The Coast Reader", "A Witness"]


def test_a_finding_beside_the_chain_outlives_every_change_of_the_chain(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire", "A Witness"))
    link(me, ticket_id, "Quay Times", "A Wire")
    link(me, ticket_id, "A Witness", "The Coast Reader")  # a circle
    me.post(f"/tickets/{ticket_id}/hops", {"source": "A Stringer", "relation": "told"}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "A Witness reports what was said by The Coast Reader, cites in a circle, counts for nothing" in lines(me)
    assert "Quay Times reports what was said by A Wire" in lines(me)
    chain = [node.text() for node in me.tree().css(".hop-who bdi")]
    assert chain == ["The Coast Reader", "A Stringer", "A Wire", "A Witness"]
    assert "The trail runs in a circle" in me.words()


def test_what_was_removed_takes_its_hops_with_it_and_brings_them_back(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio")
    link(me, ticket_id, "Quay Times", "Port Radio")
    number = ids(me, ticket_id)["Port Radio"]
    me.post(f"/tickets/{ticket_id}/statements/{number}/remove", {"version": me.field("version")}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "Port Radio" not in boxes(me)
    me.post(f"/tickets/{ticket_id}/statements/{number}/put-back", {"version": me.field("version")}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "Quay Times reports what was said by Port Radio" in lines(me)


def test_an_unknown_source_that_was_rejected_can_be_put_back(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times")
    link(me, ticket_id, "Quay Times", "unknown")
    press(me, tools(me, "Unknown source").css("form")[-1])
    me.get(f"/tickets/{ticket_id}")
    assert "Unknown source" not in boxes(me)
    back = next(node for node in me.tree().css("form") if str(node.attributes["action"]).endswith("/put-back"))
    press(me, back)
    me.get(f"/tickets/{ticket_id}")
    assert "is-unknown" in marks(me, "Unknown source")


def test_the_picture_reads_without_being_seen(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", "Port Radio", chain=("A Wire",))
    link(me, ticket_id, "Quay Times", "A Wire")
    assert len(me.tree().css(".drawing")) == 2
    for svg in me.tree().css(".drawing"):
        assert svg.attributes["aria-label"]
        for node in svg.css("polyline, .box"):
            assert node.css_first("title").text()
    region = me.tree().css_first(".picture-scroll")
    assert (region.attributes["tabindex"], region.attributes["role"]) == ("0", "region")
    assert region.attributes["aria-label"]
    told = {node.css_first("title").text() for node in me.tree().css(".drawing-narrow polyline")}
    listed = {node.css_first("p span").text() for node in me.tree().css(".step-list > li")}
    assert told <= listed
    for shape in ("wide", "narrow"):
        for name, box in boxes(me, shape).items():
            assert name.replace(" ", "")[:20] == CLAIM.replace(" ", "")[:20] or tools(me, name)
            assert box.css_first("title").text()


def test_those_who_may_not_edit_see_the_picture_without_tools(desk: Desk, me: Visitor, visit: Enter) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire",))
    viewer = visit("viewer")
    viewer.get(f"/tickets/{ticket_id}?from=1&link=1", status=200)
    assert boxes(viewer)
    assert not viewer.tree().css(".workbench-picture form")
    viewer.post(f"/tickets/{ticket_id}/links", {"downstream": "1", "upstream": "2"}, status=403)


def test_a_protected_source_has_no_name_in_the_picture(desk: Desk, me: Visitor, database: Database) -> None:
    ticket_id = begin(desk, me, "Anna Secret", "Port Radio")
    link(me, ticket_id, "Port Radio", "Anna Secret")
    with behind(database) as session:
        session.scalars(select(Source).where(Source.name == "Anna Secret")).one().protected = True
    me.get(f"/tickets/{ticket_id}")
    part = me.tree().css_first(".workbench-picture")
    assert "Anna Secret" not in part.html
    assert "Protected source" in boxes(me)


def test_an_arabic_article_is_drawn_from_right_to_left(desk: Desk, me: Visitor, database: Database) -> None:
    ticket_id = begin(desk, me, chain=("A Wire",))
    with behind(database) as session:
        session.scalars(select(Article)).one().language = "ar"
    me.get(f"/tickets/{ticket_id}")
    assert all("is-rtl" in str(svg.attributes["class"]) for svg in me.tree().css(".drawing"))

    def x(node: LexborNode) -> float:
        return float(node.css_first("rect").attributes["x"] or 0)

    drawn = list(boxes(me).values())
    assert x(drawn[0]) > x(drawn[1]) > x(drawn[2])


def test_a_stranger_typed_as_a_hop_is_drawn_as_an_unknown_source(desk: Desk, me: Visitor) -> None:
    """What the chain's own form can say about somebody unknown is the same finding as the picture's."""
    ticket_id = begin(desk, me)
    hop = {"source": "A channel", "source_kind": "unnamed_group", "naming": "anonymous_to_us", "relation": "unknown"}
    me.post(f"/tickets/{ticket_id}/hops", hop, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "is-unknown" in marks(me, "Unknown source")
    assert "The trail breaks here" in me.words()


def crowd(desk: Desk, database: Database, ticket_id: int, size: int) -> None:
    """So many statements on a ticket, most of them taken from one agency."""
    with behind(database) as session:
        claim_id = session.get_one(Ticket, ticket_id).claim_id
        own = session.scalars(select(Statement).where(Statement.claim_id == claim_id)).one()
        made = []
        for number in range(size - 1):
            name = f"Outlet {number}"
            source = Source(name=name, folded=name.casefold(), kind="outlet", protected=False, created_at=desk.now)
            source.published_description = source.note = ""
            session.add(source)
            session.flush()
            made.append(
                Statement(
                    claim_id=claim_id, source_id=source.id, stance=own.stance, naming="named", access="unknown",
                    medium="article", ground_rules="unknown", quote="Two hundred.", added_at=desk.now, in_chain=False,
                )
            )  # fmt: skip
        session.add_all(made)
        session.flush()
        for taker in made[1:]:
            pair = {"downstream_id": taker.id, "upstream_id": made[0].id}
            session.add(Derivation(claim_id=claim_id, relation="reported", status="confirmed", **pair))


def test_a_ticket_of_sixty_statements_asks_no_more_than_one_of_six(desk: Desk, me: Visitor, database: Database) -> None:
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    sizes = []
    for size in (6, 60):
        ticket_id = begin(desk, me)
        crowd(desk, database, ticket_id, size)
        counted.clear()
        me.get(f"/tickets/{ticket_id}", status=200)
        sizes.append(len(counted))
        assert len(me.tree().css(".step-list > li[id]")) == size + 1
    assert sizes[0] == sizes[1] <= 23


def test_of_a_large_picture_those_alike_stand_together_until_asked(desk: Desk, me: Visitor, database: Database) -> None:
    ticket_id = begin(desk, me)
    crowd(desk, database, ticket_id, 60)
    me.get(f"/tickets/{ticket_id}")
    assert len(boxes(me)) == 4  # the claim, the article, the agency, and 58 outlets
    assert "is-folded" in marks(me, "58 sources")
    assert "Outlet 57" in boxes(me)["58 sources"].css_first("title").text()
    me.get(str(boxes(me)["58 sources"].attributes["href"]).split("#")[0])
    assert len(boxes(me)) == 61
    assert re.search(r"All 58 others that support it|Supporting: 58 sources, 2 origins", found(me))


def chain(me: Visitor) -> list[str]:
    return [node.text() for node in me.tree().css(".hop-who bdi")]


def number(me: Visitor, ticket_id: int, name: str) -> str:
    return ids(me, ticket_id)[name]


def test_a_stranger_two_are_known_to_have_it_from_is_a_source_after_all(
    desk: Desk, me: Visitor, database: Database
) -> None:
    ticket_id = begin(desk, me, "Quay Times")
    hop = {"source": "A channel", "source_kind": "unnamed_group", "naming": "anonymous_to_us", "relation": "unknown"}
    me.post(f"/tickets/{ticket_id}/hops", hop, status=303)
    with database.reading() as session:
        stranger = session.scalars(select(Statement.id).where(Statement.in_chain)).one()
    link(me, ticket_id, "Quay Times", str(stranger), relation="unknown")
    assert "Supporting: 2 sources, 1 origin" in found(me)
    assert "is-unnamed" in marks(me, "A channel")
    assert "Unknown source" not in boxes(me)


def test_the_chain_runs_along_its_own_hops_where_it_forks(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire",))
    link(me, ticket_id, "The Coast Reader", "Quay Times")
    me.post(f"/tickets/{ticket_id}/hops", {"source": "A Stringer", "relation": "told"}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert chain(me) == ["The Coast Reader", "A Stringer", "A Wire"]
    assert "The Coast Reader reports what was said by Quay Times" in lines(me)


def test_who_has_it_from_a_rejected_hop_is_known_again_when_that_is_put_back(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire",))
    link(me, ticket_id, "Quay Times", "A Wire")
    hop = number(me, ticket_id, "A Wire")
    me.post(f"/tickets/{ticket_id}/hops/{hop}/reject", {"version": me.field("version")}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert "A Wire" not in boxes(me)
    me.post(f"/tickets/{ticket_id}/statements/{hop}/put-back", {"version": me.field("version")}, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert chain(me) == ["The Coast Reader", "A Wire"]
    assert "Quay Times reports what was said by A Wire" in lines(me)


def test_editing_a_hop_of_the_chain_leaves_what_others_have_from_it(desk: Desk, me: Visitor) -> None:
    ticket_id = begin(desk, me, "Quay Times", chain=("A Wire", "A Witness"))
    link(me, ticket_id, "Quay Times", "A Witness")
    hop = number(me, ticket_id, "A Witness")
    moved = {"version": me.field("version"), "direction": "outwards"}
    me.post(f"/tickets/{ticket_id}/hops/{hop}/move", moved, status=303)
    said = {"source": "A Witness", "source_kind": "person", "naming": "named", "relation": "told"}
    me.post(f"/tickets/{ticket_id}/hops/{hop}/edit", said, status=303)
    me.get(f"/tickets/{ticket_id}")
    assert chain(me) == ["The Coast Reader", "A Witness", "A Wire"]
    assert "The Coast Reader was told by A Witness" in lines(me)
    assert "Quay Times reports what was said by A Witness" in lines(me)
