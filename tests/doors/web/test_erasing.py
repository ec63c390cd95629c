"""A protected source's name is erased for good: from the rows, from the files, and the log still holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from factories.desk import Desk
from factories.visitor import Visitor
from sqlalchemy import select

from verifier.accounts.types import Role
from verifier.audit.auditing import audit
from verifier.kernel.db import Database
from verifier.schema import METADATA
from verifier.sources import actions, queries
from verifier.sources.models import Source, SourceAlias
from verifier.sources.types import SourceFields, SourceKind

NAMES = ("Zebulon Quartermain", "Quarterfax the Elder", "meets us at Plumwharf")


def protected(desk: Desk) -> int:
    """A source that was open, has two names and a note, and was protected later."""
    by = desk.person()
    with desk.database.writing() as session:
        row = actions.find_or_add(session, name=NAMES[0], kind=SourceKind.PERSON, by=by, now=desk.now)
        actions.add_alias(session, row, name=NAMES[1], by=by, now=desk.now)
        fields = SourceFields(NAMES[0], SourceKind.PERSON, "", "", True, "an official", NAMES[2])
        actions.revise(session, row, fields, by=by, now=desk.now, version=None)
        return row.id


def hits(database: Database) -> int:
    """How often a name stands in the files of the database."""
    path = Path(database.engine.url.database or "")
    files = [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
    words = {word.encode() for name in NAMES for word in (name, name.lower())}
    return sum(one.read_bytes().count(word) for one in files for word in words)


def test_an_erased_name_is_nowhere_and_the_log_holds(
    desk: Desk, database: Database, visit: Callable[..., Visitor]
) -> None:
    source_id = protected(desk)
    visitor = visit(Role.EDITOR)
    assert database.dialect != "sqlite" or hits(database) > 3
    page = visitor.get(f"/sources/{source_id}/erase", 200)
    assert f"erase source {source_id}" in page.text
    refused = visitor.post(f"/sources/{source_id}/erase", {"written": "yes"}, 422)
    assert "Nothing was erased" in refused.text
    visitor.post(f"/sources/{source_id}/erase", {"written": f"erase source {source_id}"}, 303)
    after = visitor.get(f"/sources/{source_id}", 200)
    assert f"Erased source {source_id}" in after.text
    assert not [one for one in NAMES if one in after.text]
    with database.one_moment() as session:
        row = session.get_one(Source, source_id)
        assert (row.salt, row.note, row.published_description) == (None, "", "an official")
        assert session.scalars(select(SourceAlias)).all() == []
        assert queries.by_exact_name(session, NAMES[0]) is None
        assert list(audit(session, METADATA)) == []
    if database.dialect == "sqlite":
        assert hits(database) == 0
    visitor.post(f"/sources/{source_id}/erase", {"written": f"erase source {source_id}"}, 422)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER, Role.AUDITOR])
def test_only_editors_and_admins_erase(desk: Desk, visit: Callable[..., Visitor], role: Role) -> None:
    source_id = protected(desk)
    assert visit(role).get(f"/sources/{source_id}/erase").status_code == 403


def test_an_open_source_is_not_erased(desk: Desk, visit: Callable[..., Visitor]) -> None:
    with desk.database.writing() as session:
        by = None
        row = actions.find_or_add(session, name="Open Post", kind=SourceKind.OUTLET, by=by, now=desk.now)
    visitor = visit(Role.ADMIN)
    visitor.post(f"/sources/{row.id}/erase", {"written": f"erase source {row.id}"}, 422)
    with desk.database.reading() as session:
        assert session.get_one(Source, row.id).name == "Open Post"
