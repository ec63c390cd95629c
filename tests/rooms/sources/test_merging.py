"""One source stands for another until it is split again; nothing is lost, and no protected name comes out."""

from datetime import UTC, datetime

import pytest
from factories.behind import behind
from factories.desk import Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit.models import Entry
from verifier.kernel.errors import NotFound, RuleBroken
from verifier.sources import actions, doubles, queries
from verifier.sources.kinship import Kinship, flatten
from verifier.sources.models import Source, SourceKey, SourceLikeness, SourceMerge
from verifier.sources.types import LikenessReason, SourceFields, SourceFilter, SourceKind, Ties
from verifier.worker.loop import go_round

BODY = SourceKind.ORGANISATION


def add(session: Session, desk: Desk, name: str, kind: SourceKind = BODY) -> Source:
    return actions.find_or_add(session, name=name, kind=kind, by=None, now=desk.now)


def protect(session: Session, desk: Desk, source: Source, told: str = "a nurse") -> None:
    fields = SourceFields(source.name, source.kind, protected=True, published_description=told)
    actions.revise(session, source, fields, by=desk.person(), now=desk.now, version=None)


def test_whoever_was_merged_is_found_as_the_one_that_stands_for_it(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        long, short = add(session, desk, "Calder Harbour Monitor"), add(session, desk, "Harbour Mon")
        actions.add_alias(session, short, name="HaMo", by=by, now=desk.now)
        actions.merge(session, short, long, by=by, now=desk.now)
        for name in ("harbour mon", "HaMo", "The Calder Harbour Monitor"):
            assert add(session, desk, name).id == long.id
        assert queries.by_ids(session, {short.id, long.id}) == {short.id: long, long.id: long}
        assert [row.id for row in queries.by_name_order(session)] == [long.id]
        assert [row.id for row in queries.by_name_order(session, SourceFilter(prefix="ham"))] == [long.id]
        assert [row.id for row in queries.by_name_order(session, SourceFilter(prefix="harbour m"))] == [long.id]
        actions.split(session, short, by=by, now=desk.now)
        assert add(session, desk, "HaMo").id == short.id
        assert len(queries.by_name_order(session)) == 2


def test_merges_are_flat_and_splitting_restores_what_was_before(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        a, b, c, d = (add(session, desk, f"{word} Gazette of Calder") for word in ("Ash", "Birch", "Cedar", "Dogwood"))
        for source, into in ((a, b), (b, c), (d, c)):
            actions.merge(session, source, into, by=by, now=desk.now)
        assert {row.source_id: row.into_id for row in session.scalars(select(SourceMerge))} == {
            a.id: c.id,
            b.id: c.id,
            d.id: c.id,
        }
        actions.split(session, b, by=by, now=desk.now)
        assert {row.source_id: row.into_id for row in session.scalars(select(SourceMerge))} == {a.id: b.id, d.id: c.id}
        actions.split(session, a, by=by, now=desk.now)
        with pytest.raises(NotFound):
            actions.split(session, a, by=by, now=desk.now)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=12), st.data())
def test_whatever_is_merged_and_split_the_merges_are_flat_and_come_back(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    chosen: dict[int, int] = {}
    for source, into in pairs:
        flat = flatten(chosen)
        if source not in flat and into not in flat and source != into:
            kinship = Kinship({one: Ties() for one in range(1, 9)}, flat).merging(source, into)
            chosen[source] = into
            assert kinship.into == flatten(chosen)
    flat = flatten(chosen)
    assert not set(flat.values()) & set(flat)
    if chosen:
        gone = data.draw(st.sampled_from(sorted(chosen)))
        without = {one: to for one, to in chosen.items() if one != gone}
        again = Kinship(into=flatten(without)).merging(gone, chosen[gone])
        assert again.into == flat


def refused(session: Session, source: Source, into: Source, desk: Desk) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        actions.merge(session, source, into, by=desk.person(), now=desk.now)
    assert source.name not in caught.value.message
    assert into.name not in caught.value.message
    return caught.value


def test_what_cannot_be_one_is_not_merged(desk: Desk) -> None:
    people = [desk.person() for _ in range(9)]  # opened here: each is a transaction of its own
    desk.person = lambda *_: people[0]  # type: ignore[method-assign]
    with desk.database.writing() as session:
        paper, house, group = add(session, desk, "Paper"), add(session, desk, "House"), add(session, desk, "Holding")
        locals_ = add(session, desk, "local sources", SourceKind.UNNAMED_GROUP)
        assert refused(session, paper, paper, desk).code == "merge_itself"
        assert refused(session, locals_, paper, desk).code == "merge_group"
        assert refused(session, paper, locals_, desk).code == "merge_group"
        paper.owner_id, house.owner_id = house.id, group.id
        session.flush()
        assert refused(session, paper, house, desk).code == "merge_owner"
        assert refused(session, house, paper, desk).code == "merge_owner"
        assert refused(session, group, paper, desk).code == "merge_owner"  # through the house
        other = add(session, desk, "Other Holding")
        actions.merge(session, group, other, by=people[0], now=desk.now)
        assert refused(session, other, paper, desk).code == "merge_owner"  # through a merge
        nurse, clerk = add(session, desk, "Salma Haddad"), add(session, desk, "Mira Clerk")
        protect(session, desk, nurse)
        assert refused(session, nurse, clerk, desk).code == "merge_protected"
        actions.merge(session, clerk, nurse, by=people[0], now=desk.now)
        assert not [row for row in session.scalars(select(Entry)) if "Salma" in str(row.detail)]


def test_protection_reaches_over_merges(desk: Desk) -> None:
    by = desk.person()
    desk.person = lambda *_: by  # type: ignore[method-assign]
    with desk.database.writing() as session:
        nurse, other = add(session, desk, "Salma Haddad"), add(session, desk, "Um Nour")
        protect(session, desk, nurse)
        protect(session, desk, other)
        actions.merge(session, other, nurse, by=by, now=desk.now)
        with pytest.raises(RuleBroken) as caught:
            actions.revise(session, nurse, SourceFields(nurse.name, nurse.kind), by=by, now=desk.now, version=None)
        assert caught.value.code == "unprotect_merged"
        with pytest.raises(RuleBroken):  # the description would tell the merged one's name
            protect(session, desk, nurse, "a nurse called Um Nour")
        actions.split(session, other, by=by, now=desk.now)
        actions.revise(session, nurse, SourceFields(nurse.name, nurse.kind), by=by, now=desk.now, version=None)


def test_one_split_off_a_protected_source_stays_protected(desk: Desk) -> None:
    by = desk.person()
    desk.person = lambda *_: by  # type: ignore[method-assign]
    with desk.database.writing() as session:
        nurse, other = add(session, desk, "Salma Haddad"), add(session, desk, "Um Nour")
        protect(session, desk, nurse)
        actions.merge(session, other, nurse, by=by, now=desk.now)
        actions.split(session, other, by=by, now=desk.now)
        assert other.protected
        assert other.public_name() == "a source known to this desk"


def test_a_survivor_belongs_to_whom_any_of_them_belongs(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        one, other, house, holding = (add(session, desk, name) for name in ("One", "Other", "House", "Holding"))
        one.owner_id, other.feed_id = house.id, holding.id
        session.flush()
        actions.merge(session, one, other, by=by, now=desk.now)
        kinship = queries.speakers(session, {one.id}).kinship
        assert kinship.owners(one.id) == kinship.owners(other.id) == (house.id,)
        assert kinship.feeds(one.id) == (holding.id,)
        actions.merge(session, house, holding, by=by, now=desk.now)
        assert queries.speakers(session, {one.id}).kinship.owners(one.id) == (holding.id,)


def test_look_alikes_are_noted_with_the_name_and_parted_for_good(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        known, slip = add(session, desk, "Calder Monitor"), add(session, desk, "Calder Moniter")
        add(session, desk, "Port Office")
        found = queries.alike_to(session, {slip.id})
        assert [(one.one.id, one.other.id, one.likeness.reason) for one in found] == [
            (slip.id, known.id, LikenessReason.TYPING)
        ]
        assert len(queries.alike_at_all(session)) == 1
        actions.part(session, known, slip, by=by, now=desk.now)
        assert queries.alike_to(session, {slip.id}) == []
        fields = SourceFields("Calder Moniter", SourceKind.OUTLET, note="A parody.")
        actions.revise(session, slip, fields, by=by, now=desk.now, version=None)
        assert queries.alike_to(session, {known.id}) == []
        third = add(session, desk, "Calder Monitr")
        assert {one.other.id for one in queries.alike_to(session, {third.id})} == {known.id, slip.id}
        with pytest.raises(NotFound):
            actions.part(session, third, add(session, desk, "Port Office"), by=by, now=desk.now)


def test_other_names_and_merges_are_alike_as_the_source_is(desk: Desk) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        body, mark = add(session, desk, "Weather Service"), add(session, desk, "Wettrdienst")
        alias = actions.add_alias(session, body, name="Wetterdienst", by=by, now=desk.now)
        assert [one.other.id for one in queries.alike_to(session, {body.id})] == [mark.id]
        actions.remove_alias(session, body, alias, by=by, now=desk.now)
        assert queries.alike_to(session, {body.id}) == []
        actions.add_alias(session, body, name="Wetterdienst", by=by, now=desk.now)
        service = add(session, desk, "Meteo Bureau")
        actions.merge(session, body, service, by=by, now=desk.now)
        members = queries.members_of(session, service.id)
        assert [(one.one.id, one.other.id) for one in queries.alike_to(session, members)] == [(service.id, mark.id)]
        actions.part(session, mark, service, by=by, now=desk.now)
        assert queries.alike_to(session, members) == []
        actions.merge(session, mark, service, by=by, now=desk.now)
        assert queries.alike_at_all(session) == []


def test_a_key_that_everybody_bears_says_nothing(desk: Desk) -> None:
    with desk.database.writing() as session:
        for number in range(doubles.MOST_OF_ONE_KEY + 5):
            word = "".join("bcdfghjklm"[int(one)] + "a" for one in f"{number:03}")
            add(session, desk, f"{word} Lodge Xylo")
        before = len(session.scalars(select(SourceLikeness)).all())
        add(session, desk, "BLX")  # the initials of a few of them
        assert len(session.scalars(select(SourceLikeness)).all()) <= before + doubles.MOST_OF_ONE_KEY


def test_names_kept_before_these_rules_are_read_later(desk: Desk) -> None:
    with desk.database.writing() as session:
        for name in ("Calder Monitor", "Calder Moniter", "..."):
            add(session, desk, name)
    with behind(desk.database) as session:
        session.query(SourceLikeness).delete()
        session.query(SourceKey).delete()
    with desk.database.writing() as session:
        assert doubles.read_unread(session, datetime.now(UTC), limit=1) == 1
    go_round(desk.database, desk.now)
    with desk.database.writing() as session:
        assert doubles.read_unread(session, datetime.now(UTC)) == 0
        assert len(queries.alike_at_all(session)) == 1
