"""What readers' programs see: ClaimReview, provenance, the feed, and whether the desk can work."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from factories.desk import DISCLAIMER, Desk
from factories.readers import claim_of, furnish
from factories.visitor import Visitor
from prov.model import ProvDocument

from verifier.accounts.types import Role
from verifier.config import Settings
from verifier.factory import create_app
from verifier.kernel.db import Database
from verifier.publishing.requirements import REQUIREMENTS
from verifier.publishing.types import Severity
from verifier.publishing.validation import findings
from verifier.verdicts.types import VerdictFields

Enter = Callable[..., Visitor]

RULES = Path(__file__).parents[3] / "../shared/data/claimreview/rules.json"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("attribution", ["attributed", "misattributed", "not_applicable"])
@pytest.mark.parametrize("content", ["true", "mostly_false", "unproven"])
def test_the_claim_review_breaks_no_rule(desk: Desk, visit: Enter, attribution: str, content: str) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    furnish(desk, ticket_id, me)
    desk.propose(ticket_id, me, VerdictFields(attribution, content, "One reason. Another one. A third.", "Nobody."))
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    reader, path = visit(), f"/public/claims/{claim_of(desk, ticket_id)}"
    document = reader.get(f"{path}/claimreview.json", status=200).get_json(force=True)
    page = reader.get(path, status=200).text
    assert json.loads(page.split('ld+json">')[1].split("</script>")[0]) == document
    broken = findings(document, f"http://127.0.0.1:8000{path}", outlets=["The Coast Reader"])
    serious = [one for one in broken if one.severity in {Severity.ERROR, Severity.WARNING}]
    assert serious == []
    assert ("author" in document["itemReviewed"]) == (attribution == "attributed")
    assert document["reviewRating"]["ratingExplanation"] == "One reason. Another one."
    assert [one["url"] for one in document["citation"]] == [f"https://quay.example/{number}" for number in range(3)]


@pytest.mark.skipif(not RULES.exists(), reason=f"no published rules at {RULES}")
def test_the_rules_of_the_review_are_the_published_ones() -> None:
    published = set(re.findall(r'"(?:id|rule)": *"((?:CR|VF|MR)\d{3})"', RULES.read_text(encoding="utf-8")))
    assert published
    assert published >= set(REQUIREMENTS)


def test_the_provenance_can_be_read_by_others(desk: Desk, visit: Enter) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    furnish(desk, ticket_id, me)
    desk.propose(ticket_id, me)
    reader, path = visit(), f"/public/claims/{claim_of(desk, ticket_id)}/prov.json"
    reader.get(path, status=404)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    document = ProvDocument.deserialize(content=reader.get(path, status=200).text)
    written = document.get_provn()
    for shown in ("The Coast Reader", "Calder Monitor", "Quay Times 2", "vf:Verdict", "Attributed", "Unproven"):
        assert shown in written
    assert "@example.org" not in written


def test_the_feed_follows_what_readers_are_told(desk: Desk, visit: Enter) -> None:
    reader = visit()
    empty = ElementTree.fromstring(reader.get("/feeds/claims.atom", status=200).data)  # noqa: S314  (our own feed)
    assert empty.findall(f"{ATOM}entry") == []
    published, _ = desk.ticket("published"), desk.ticket("signed_off")
    correcting = desk.ticket("correcting")
    answer = reader.get("/feeds/claims.atom", status=200)
    assert answer.mimetype == "application/atom+xml"
    entries = ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314
    found = {entry.findtext(f"{ATOM}title", "").split(":")[0]: entry for entry in entries}
    assert set(found) == {"Attributed, unproven", "Under correction"}
    linked = {entry.find(f"{ATOM}link").attrib["href"].rsplit("/")[-1] for entry in entries}  # type: ignore[union-attr]
    assert linked == {str(claim_of(desk, published)), str(claim_of(desk, correcting))}
    assert DISCLAIMER in found["Attributed, unproven"].findtext(f"{ATOM}summary", "")


def test_the_desk_says_whether_it_can_work(visit: Enter, settings: Settings) -> None:
    answer = visit().get("/healthz", status=200)
    assert answer.get_json() == {"status": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"
    broken = create_app(settings, database=Database("sqlite:////nowhere/at/all.db"))
    refused = broken.test_client().get("/healthz")
    assert (refused.status_code, refused.get_json()) == (503, {"status": "unavailable"})


def test_robots_stay_out_of_the_desk(visit: Enter) -> None:
    answer = visit().get("/robots.txt", status=200)
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines()[-1] == "Disallow: /"
