"""What is known of a source changes by rule, and a protected name leaves no trace."""

from typing import Any

import pytest
from factories.desk import Desk
from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit.models import Entry
from verifier.kernel.errors import RuleBroken, Stale
from verifier.sources import actions, queries, rules
from verifier.sources.models import Source
from verifier.sources.types import SourceFields, SourceFilter, SourceKind

SECRET = "Salma Haddad"


def add(session: Session, desk: Desk, name: str, kind: SourceKind = SourceKind.PERSON) -> Source:
    return actions.find_or_add(session, name=name, kind=kind, by=None, now=desk.now)


def test_another_name_finds_the_source(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = add(session, desk, "World Health Organization", SourceKind.ORGANISATION)
        alias = actions.add_alias(session, source, name="The W.H.O.", by=by, now=desk.now)
        assert add(session, desk, "w h o").id == source.id
        actions.remove_alias(session, source, alias, by=by, now=desk.now)
        assert add(session, desk, "w h o").id != source.id


@pytest.mark.parametrize("name", ["  ", "x" * 201, "two\x07bells", "Port Office", "the PORT office", "Rival Office"])
def test_an_odd_or_taken_name_is_refused(desk: Desk, name: str) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = add(session, desk, "Port Office")
        actions.add_alias(session, source, name="Harbour Bureau", by=by, now=desk.now)
        add(session, desk, "Rival Office")
        with pytest.raises(RuleBroken) as caught:
            actions.add_alias(session, source, name=name, by=by, now=desk.now)
        assert caught.value.field == "alias"
        with pytest.raises(RuleBroken):
            actions.add_alias(session, source, name="harbour bureau", by=by, now=desk.now)


def test_an_unnamed_group_has_no_other_name() -> None:
    with pytest.raises(RuleBroken):
        rules.check_alias("The fishermen", SourceKind.UNNAMED_GROUP)


def test_a_source_does_not_own_itself(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = add(session, desk, "Coast Media", SourceKind.ORGANISATION)
        for field in ("owner", "feed"):
            fields = SourceFields(**{"name": "Coast Media", "kind": source.kind, field: "coast media"})
            with pytest.raises(RuleBroken) as caught:
                actions.revise(session, source, fields, by=by, now=desk.now, version=None)
            assert caught.value.field == field


def test_an_owner_that_stays_is_not_added_again(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        group = add(session, desk, "a group of investors", SourceKind.UNNAMED_GROUP)
        source = add(session, desk, "Coast Reader", SourceKind.OUTLET)
        source.owner_id = group.id
        session.flush()
        fields = SourceFields("Coast Reader", source.kind, owner="A group of investors", note="Bought in May.")
        actions.revise(session, source, fields, by=by, now=desk.now, version=source.version)
        assert source.owner_id == group.id


def test_an_older_version_is_refused(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = add(session, desk, "Port Office")
        old = source.version
        fields = SourceFields("Port Authority", source.kind)
        actions.revise(session, source, fields, by=by, now=desk.now, version=old)
        with pytest.raises(Stale):
            actions.revise(session, source, fields, by=by, now=desk.now, version=old)


def test_the_description_of_a_protected_source_does_not_tell_its_name() -> None:
    for told in (SECRET, "as salma haddad's friend knows", "SALMA  HADDAD", "the nurse Um Nour"):
        fields = SourceFields(SECRET, SourceKind.PERSON, protected=True, published_description=told)
        with pytest.raises(RuleBroken) as caught:
            rules.check_fields(fields, ["Um Nour"])
        assert SECRET not in caught.value.message
    rules.check_fields(SourceFields(SECRET, SourceKind.PERSON, protected=True, published_description="a nurse"))


def test_the_log_never_holds_a_protected_name(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = add(session, desk, "a nurse", SourceKind.PERSON)
        fields = SourceFields(SECRET, source.kind, protected=True, note=f"{SECRET} lives in Calder.")
        actions.revise(session, source, fields, by=by, now=desk.now, version=source.version)
        alias = actions.add_alias(session, source, name="Um Nour", by=by, now=desk.now)
        actions.remove_alias(session, source, alias, by=by, now=desk.now)
    with desk.database.reading() as session:
        entries = session.scalars(select(Entry).where(Entry.subject_kind == "source")).all()
        assert [one.action for one in entries[-3:]] == ["source:revise", "source:add_alias", "source:remove_alias"]
        assert not [one for one in entries if "Salma" in str(one.detail) or "Nour" in str(one.detail)]
        assert "name" not in actions.state_of(source)


def test_the_directory_is_in_order_and_goes_on_without_a_gap(desk: Desk) -> None:
    with desk.database.writing() as session:
        for number in range(7):
            add(session, desk, "local people", SourceKind.UNNAMED_GROUP)
            add(session, desk, f"Source {number}")
        seen: list[int] = []
        after: int | None = None
        while page := queries.by_name_order(session, after_id=after, limit=4):
            seen += [row.id for row in page]
            after = page[-1].id
        assert len(seen) == len(set(seen)) == 14


def test_a_prefix_is_taken_literally_and_never_finds_a_protected_source(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        for name in ("Port_Office", "PortXOffice", "The Port Office", "Élan News"):
            add(session, desk, name, SourceKind.ORGANISATION)
        hidden = add(session, desk, "Porter, a clerk")
        fields = SourceFields(hidden.name, hidden.kind, protected=True)
        actions.revise(session, hidden, fields, by=by, now=desk.now, version=None)

        def found(**asked: Any) -> list[str]:
            return [row.name for row in queries.by_name_order(session, SourceFilter(**asked))]

        assert sorted(found(prefix="port")) == ["PortXOffice", "Port_Office", "The Port Office"]
        assert found(prefix="port_") == ["Port_Office"]
        assert found(prefix="elan") == ["Élan News"]
        assert found(prefix="%") == []
        assert found(only_protected=True) == ["Porter, a clerk"]
        assert found(kind=SourceKind.PERSON) == ["Porter, a clerk"]
