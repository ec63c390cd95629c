"""Who looks at the originals of a protected source is in the log, once an hour; of ordinary ones it is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from factories.desk import Desk
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import select

from verifier.accounts.types import Person
from verifier.archive import actions as archive
from verifier.archive.models import Capture
from verifier.archive.types import CaptureMethod
from verifier.articles import queries as articles
from verifier.audit.models import Entry
from verifier.outside import clock
from verifier.provenance import actions as provenance
from verifier.provenance.actions_overlap import compare_all
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import Stance
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.types import Acting

Enter = Callable[..., Visitor]


def original_of(app: Flask, desk: Desk, ticket_id: int, name: str, by: Person, *, protected: bool) -> int:
    """An original that a source of this name stands behind; its id."""
    raw = f"What {name} wrote.".encode()
    digest = app.extensions["verifier_outside"].evidence.put(raw)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        acting = Acting(by, desk.now)
        capture = archive.keep(
            session,
            sha256=digest,
            size=len(raw),
            media_type="text/plain",
            method=CaptureMethod.UPLOAD,
            by=by,
            now=desk.now,
        )
        claim = articles.claim_by_id(session, ticket.claim_id)
        fields = StatementFields(name, "person", Stance.SUPPORTS)
        provenance.add_statement(session, ticket, claim, fields, capture_id=capture.id, acting=acting, version=None)
        session.scalars(select(Source).where(Source.name == name)).one().protected = protected
        return capture.id


def views(desk: Desk) -> list[tuple[int, int | None]]:
    """Which original was looked at, by whom."""
    with desk.database.reading() as session:
        rows = session.scalars(select(Entry).where(Entry.action == "capture:view").order_by(Entry.seq)).all()
        assert all(row.detail == {} for row in rows)
        return [(row.subject_id, row.actor_id) for row in rows]


def test_views_of_a_protected_original_are_noted(
    app: Flask, desk: Desk, visit: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    guarded = original_of(app, desk, ticket_id, "Nadia Quiet", me, protected=True)
    plain = original_of(app, desk, ticket_id, "Paul Loud", me, protected=False)
    one, other, viewer = visit("reviewer"), visit("auditor"), visit("viewer")
    assert one.person is not None
    assert other.person is not None
    for visitor in (one, one, other):
        assert visitor.get(f"/evidence/{guarded}", status=200).text == "What Nadia Quiet wrote."
        visitor.get(f"/evidence/{plain}", status=200)
    viewer.get(f"/evidence/{guarded}", status=403)
    assert views(desk) == [(guarded, one.person.id), (guarded, other.person.id)]
    monkeypatch.setattr("verifier.outside.clock.now", lambda now=clock.now: now() + timedelta(minutes=61))
    one.get(f"/evidence/{guarded}", status=200)
    assert len(views(desk)) == 3
    one.get(f"/tickets/{ticket_id}", status=200)
    assert one.words().count("looked at a protected source’s original") == 3
    elsewhere = desk.ticket("open")
    one.get(f"/tickets/{elsewhere}", status=200)
    assert "looked at a protected source’s original" not in one.words()


def test_the_text_of_a_protected_original_counts_as_well(app: Flask, desk: Desk, visit: Enter) -> None:
    me, visitor = desk.person(), visit("editor")
    ticket_id = desk.ticket("in_progress", holder=me)
    ids = [
        original_of(app, desk, ticket_id, name, me, protected=name == "Nadia Quiet")
        for name in ("Nadia Quiet", "Paul Loud")
    ]
    words = "The guard counted its men in May and again in June, and the quay was closed for nine days after that. " * 5
    with desk.database.writing() as session:
        for capture_id in ids:
            capture = session.get_one(Capture, capture_id)
            archive.keep_text(session, capture, extractor=99, text=words, trouble="", by=None, now=desk.now)
        ticket = tickets.by_id(session, ticket_id)
        compare_all(session, ticket, acting=Acting(me, desk.now), version=None)
    visitor.get(f"/tickets/{ticket_id}/overlap", status=200)
    assert views(desk) == []
    link = visitor.tree().css_first(f'a[href^="/tickets/{ticket_id}/overlap/"]')
    assert link is not None
    visitor.get(link.attributes["href"] or "", status=200)
    assert visitor.person is not None
    assert views(desk) == [(ids[0], visitor.person.id)]
