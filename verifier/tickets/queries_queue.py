"""The queue: statements built once for each shape of filter, and counters that are read, never counted."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.kernel.db import Rows, UTCDateTime
from verifier.sources.models import Source
from verifier.sources.queries import members_of, standing_for
from verifier.tickets.models import WAITING, Ticket, TicketCount, TicketDelta
from verifier.tickets.types import CountScope, Cursor, QueueFilter, TicketState

PAGE = 50
QueueRow = Row[*tuple[Any, ...]]


def in_queue(session: Session, asked: QueueFilter, *, after: Cursor | None = None, limit: int = PAGE) -> Rows:
    """A page of the queue, by urgency (priority, due date, age) or newest first.

    Rows: id, state, priority, due_at, state_since, assignee_id, claim_id, wording, kind, score, article_id, title,
    publisher's name, look_again: whether somebody has to look at it again. A publisher brings the tickets of those
    merged into it. A cursor that goes backwards asks for the page that ends before it.
    """
    publishers = members_of(session, asked.publisher_id) if asked.publisher_id is not None else ()
    newest, backwards = asked.order == "newest", after is not None and after.backwards
    wanted = _statement(
        len(asked.states),
        len(publishers),
        asked.assignee_key is not None,
        asked.look_again,
        newest,
        None if after is None else backwards,
        session.get_bind().dialect.name == "sqlite",
        found=asked.claim_ids is not None,
    )
    given: dict[str, object] = {"limit": limit, "assignee": asked.assignee_key}
    given |= {f"state_{place}": state for place, state in enumerate(asked.states)}
    if asked.claim_ids is not None:
        given["claims"] = asked.claim_ids
    given |= {f"publisher_{place}": one for place, one in enumerate(publishers)}
    if after is not None:
        given |= {"priority": after.priority, "due_at": after.due_at, "id": after.id}
    rows = session.execute(wanted, given).all()
    return sorted(rows, key=_newest_first if newest else _most_urgent_first)


def _most_urgent_first(row: QueueRow) -> tuple[Any, ...]:
    return row[2], row[3], row[0]


def _newest_first(row: QueueRow) -> int:
    return -int(row[0])


@lru_cache(maxsize=512)
def _statement(
    states: int,
    publishers: int,
    of_one: bool,
    look_again: bool,
    newest: bool,
    backwards: bool | None,
    lazy: bool,
    *,
    found: bool = False,
) -> Select[*tuple[Any, ...]]:
    """The statement of one shape of filter; ``backwards`` None is the first page. Its values are bound at each call.

    Each state and each publisher is asked by itself and walks along one index; what they find is merged in order and
    ends after a page. SQLite merges ``lazy`` walks by itself, PostgreSQL only such as have an order and an end. The
    rest of a row is looked up for that page only, which is put in order by the caller.
    """
    chosen = _ids(states, publishers, of_one, look_again, newest, backwards, lazy, found).subquery()
    return (
        select(
            Ticket.id,
            Ticket.state,
            Ticket.priority,
            Ticket.due_at,
            Ticket.state_since,
            Ticket.assignee_id,
            Claim.id.label("claim_id"),
            Claim.wording,
            Claim.kind,
            Claim.score,
            Article.id.label("article_id"),
            Article.title,
            Source.name.label("publisher"),
            literal_column(f"({WAITING})", Boolean()).label("look_again"),
        )
        .select_from(chosen)
        .join(Ticket, Ticket.id == chosen.c.id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Ticket.publisher_id))
    )


def _ids(
    states: int,
    publishers: int,
    of_one: bool,
    look_again: bool,
    newest: bool,
    backwards: bool | None,
    lazy: bool,
    found: bool,
) -> Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]:
    limit = bindparam("limit", type_=Integer())
    parts = [
        _part(state, publisher, of_one, look_again, newest, backwards, found)
        for state in (range(states) if states else (None,))
        for publisher in (range(publishers) if publishers else (None,))
    ]
    columns = (Ticket.id,) if newest else (Ticket.priority, Ticket.due_at, Ticket.id)
    ended = [one.order_by(*_order(columns, newest, backwards)).limit(limit) for one in parts]
    if len(parts) == 1:
        return ended[0]
    if not lazy:
        every = union_all(*(select(one.subquery()) for one in ended)).subquery()
        seen = (every.c.id,) if newest else (every.c.priority, every.c.due_at, every.c.id)
        return select(every.c.id).order_by(*_order(seen, newest, backwards)).limit(limit)
    merged = union_all(*parts)
    named = merged.selected_columns
    shown = (named.id,) if newest else (named.priority, named.due_at, named.id)
    return merged.order_by(*_order(shown, newest, backwards)).limit(limit)


def _order(columns: Sequence[Any], newest: bool, backwards: bool | None) -> list[Any]:
    down = newest != bool(backwards)
    return [one.desc() if down else one.asc() for one in columns]


def _part(
    state: int | None,
    publisher: int | None,
    of_one: bool,
    look_again: bool,
    newest: bool,
    backwards: bool | None,
    found: bool,
) -> Select[*tuple[Any, ...]]:
    needed = (Ticket.id,) if newest else (Ticket.id, Ticket.priority, Ticket.due_at)
    wanted: Select[*tuple[Any, ...]] = select(*needed)
    if state is not None:
        wanted = wanted.where(Ticket.state == bindparam(f"state_{state}", type_=Ticket.state.type))
    if publisher is not None:
        wanted = wanted.where(Ticket.publisher_id == bindparam(f"publisher_{publisher}", type_=Ticket.id.type))
    if of_one:
        wanted = wanted.where(Ticket.assignee_key == bindparam("assignee", type_=Ticket.id.type))
    if found:
        wanted = wanted.where(Ticket.claim_id.in_(bindparam("claims", expanding=True)))
    if look_again:
        wanted = wanted.where(text(WAITING))
    if backwards is not None:
        wanted = wanted.where(_beyond(newest, backwards))
    return wanted


def _beyond(newest: bool, backwards: bool) -> ColumnElement[bool]:
    last_id = bindparam("id", type_=Ticket.id.type)
    if newest:
        return Ticket.id > last_id if backwards else Ticket.id < last_id
    here = tuple_(Ticket.priority, Ticket.due_at, Ticket.id)
    there = tuple_(bindparam("priority", type_=Ticket.priority.type), bindparam("due_at", type_=UTCDateTime()), last_id)
    return here < there if backwards else here > there


@lru_cache(maxsize=16)
def _counters(publishers: int) -> Select[*tuple[Any, ...]]:
    def of(table: type[TicketCount | TicketDelta]) -> Select[*tuple[Any, ...]]:
        pairs = (table.scope == CountScope.ALL) & (table.key == 0)
        if publishers:
            keys = [bindparam(f"publisher_{place}", type_=table.key.type) for place in range(publishers)]
            pairs = (table.scope == CountScope.PUBLISHER) & table.key.in_(keys)
        me = (table.scope == CountScope.PERSON) & (table.key == bindparam("me", type_=table.key.type))
        return select(table.scope, table.state, table.n).where(pairs | me)

    every = union_all(of(TicketCount), of(TicketDelta)).subquery()
    return select(every.c.scope, every.c.state, func.sum(every.c.n)).group_by(every.c.scope, every.c.state)


def counts_for(
    session: Session, account_id: int, publisher_ids: Collection[int] = ()
) -> tuple[dict[TicketState, int], dict[TicketState, int]]:
    """How many tickets are in each state, at the desk or of these publishers; and how many this person holds."""
    given = {"me": account_id, **{f"publisher_{place}": one for place, one in enumerate(publisher_ids)}}
    found: dict[bool, dict[TicketState, int]] = {True: {}, False: {}}
    for scope, state, count in session.execute(_counters(len(publisher_ids)), given):
        found[scope is CountScope.PERSON][state] = int(count)
    return found[False], found[True]


def next_open(session: Session, publisher_id: int | None) -> ScalarSelect[int] | int | None:
    """In a statement: the id of the most urgent open ticket, passing by those that others are just taking.

    Where a publisher stands for several, it is found and locked beforehand: one walk cannot follow several orders.
    """
    urgency = (Ticket.priority, Ticket.due_at, Ticket.id)
    is_open = (Ticket.state == TicketState.OPEN, Ticket.assignee_key == 0)
    if publisher_id is None:
        wanted = select(Ticket.id).where(*is_open).order_by(*urgency).limit(1)
        return wanted.with_for_update(skip_locked=True).scalar_subquery()
    members = members_of(session, publisher_id)
    first = select(*urgency).where(*is_open).order_by(*urgency).limit(1).with_for_update(skip_locked=True)
    parts = (first.where(Ticket.publisher_id == one) for one in members)
    found = [(row.priority, row.due_at, row.id) for part in parts for row in session.execute(part)]
    return min(found)[-1] if found else None
