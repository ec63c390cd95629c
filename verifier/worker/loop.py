"""What the clock does: leases run out, forgotten intakes are dropped; and what an update left to be done."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from sqlalchemy.exc import DBAPIError

import verifier.schema  # noqa: F401  (who knows the tables keeps the indexes true)
from verifier.articles import actions as articles
from verifier.kernel.db import Database
from verifier.matching import actions_earlier as earlier
from verifier.matching.actions import purge_if_due
from verifier.outside import clock
from verifier.provenance.actions_alike import mark_old
from verifier.sources import doubles
from verifier.tickets import actions as tickets
from verifier.tickets import queries
from verifier.tickets.types import Acting, Action

log = logging.getLogger("verifier.worker")

PAUSE = 30.0  # seconds between two rounds
DRAFT_LIFE = timedelta(days=14)


def go_round(database: Database, now: datetime) -> tuple[int, int]:
    """One round: tickets whose lease ran out are open again, old intakes are dropped. How many of each.

    Words that a change took out of the search leave its file as well.
    """
    with database.writing() as session:
        expired = queries.expired(session, now)
        for ticket in expired:
            tickets.release(session, ticket, Acting(None, now), action=Action.EXPIRE)
        doubles.read_unread(session, now)
        if database.dialect == "postgresql":
            tickets.fold_counts(session)
        earlier.count_words(session)
        dropped = articles.drop_old_drafts(session, before=now - DRAFT_LIFE, now=now)
    purge_if_due(database)
    return len(expired), dropped


def catch_up(database: Database, now: datetime) -> bool:
    """What an older version left to be done; whether any of it was.

    Some articles are marked, so that their copies are found, and some claims indexed, so that they are found again.
    """
    with database.writing() as session:
        marked = mark_old(session, Acting(None, now))
        return marked + earlier.index_missing(session) > 0


def work_until(
    database: Database,
    *,
    is_over: Callable[[], bool],
    after_round: Callable[[datetime], object],
    pause: float = PAUSE,
) -> None:
    """Go round until ``is_over`` or a signal says so, with ``after_round`` behind each round.

    A database that does not answer is asked again next round.
    """
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)
    behind = True
    while not ended.is_set() and not is_over():
        try:
            go_round(database, clock.now())
            after_round(clock.now())
            while behind and not ended.is_set() and not is_over():
                behind = catch_up(database, clock.now())
        except DBAPIError as error:
            log.error("the database does not answer: %s", error.orig)
        for _ in range(int(pause)):
            if ended.wait(1.0) or is_over():
                return
