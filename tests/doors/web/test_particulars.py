"""What a claim holds that can be looked up: kept with it, and shown at the intake and on its ticket."""

from collections.abc import Callable

from factories.desk import CLAIM, Desk
from factories.visitor import Visitor
from sqlalchemy import select

from verifier.articles.models import Claim
from verifier.kernel.db import Database
from verifier.reading.types import ClaimKind
from verifier.web.particulars import particulars

Enter = Callable[..., Visitor]
TITLE = "Harbour Guard Recruits Men in Calder"
TEXT = (
    f"{TITLE}\n\nThe guard has recruited more than 205 men in Port Calder since mid-January, Mayor Ann Lee said.\n\n"
    "The guard was founded in 2012 and now has 3,000 members in the town of Grenn.\n"
)


def take_in(visitor: Visitor) -> str:
    """Take the text in with every claim ticked; the words of the draft's page."""
    visitor.post("/articles/new", {"text": TEXT})
    visitor.get("/articles/drafts/1", 200)
    words = visitor.words()
    ticked = [node.attributes["value"] for node in visitor.tree().css('input[name="claims"]')]
    fields = {"title": TITLE, "publisher": "The Coast Reader", "published_on": "2021-03-10", "claims": ticked}
    visitor.post("/articles/drafts/1", fields, status=303)
    return words


def ticket_with(visitor: Visitor, words: str) -> str:
    """The words of the page of the first ticket that holds these words in its heading."""
    for number in range(1, 6):
        visitor.get(f"/tickets/{number}", 200)
        if words in visitor.tree().css_first("h1").text():
            return visitor.words()
    raise AssertionError(words)


def test_the_intake_and_the_ticket_show_figures_days_places_and_names(visit: Enter) -> None:
    visitor = visit("reviewer")
    draft = take_in(visitor)
    assert "Figures: more than 205 men" in draft
    assert "Where: Port Calder" in draft
    shown = ticket_with(visitor, "205 men")
    assert "Figures: more than 205 men" in shown
    assert "When: mid-January (11 Jan 2021 to 20 Jan 2021)" in shown
    assert "Where: Port Calder" in shown


def test_a_wording_that_was_made_to_stand_alone_says_so_until_it_is_changed(visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    take_in(visitor)
    shown = ticket_with(visitor, "[The guard] now has 3,000 members")
    assert "“The guard” is taken from the clause before it" in shown
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.exact.startswith("now has"))).one()
        assert claim.exact == "now has 3,000 members in the town of Grenn."
        assert not any(label == "Wording" for label, _ in particulars(claim.details, "The guard has 3,000 members."))


def test_details_are_kept_at_their_places_in_the_text(visit: Enter, database: Database) -> None:
    take_in(visit("reviewer"))
    with database.reading() as session:
        found = [one for row in session.scalars(select(Claim)) for kind in row.details.values() for one in kind]
    held = [one for one in found if isinstance(one, dict)]
    assert len(held) > 5
    for one in held:
        assert " ".join(TEXT[one["start"] : one["end"]].split()) == one["text"]


def test_words_a_person_marked_are_read_too(desk: Desk, visit: Enter, database: Database) -> None:
    visit("reviewer").get(f"/tickets/{desk.ticket()}", 200)
    with database.reading() as session:
        row = session.scalars(select(Claim).where(Claim.exact == CLAIM)).one()
    assert row.kind is ClaimKind.FIGURE
    assert row.score > 0.5
    assert row.rule == "person"
    assert [one["text"] for one in row.details["figures"]] == ["more than 205 men"]


def test_a_claim_of_an_older_version_shows_nothing() -> None:
    assert particulars({}, "The dam broke.") == ()


def test_a_long_list_is_cut_and_says_so() -> None:
    places = [{"start": k, "end": k + 1, "text": f"Place {k}"} for k in range(9)]
    (line,) = particulars({"places": [*places, *places]}, "")
    assert line == ("Where", "Place 0; Place 1; Place 2; Place 3; Place 4; Place 5; …")
