"""On whom the checked claims of an article rest, as readers may know it."""

from collections.abc import Callable

from factories.behind import behind
from factories.desk import TEXT, Desk
from factories.visitor import Visitor
from sqlalchemy import select

from verifier.kernel.db import Database
from verifier.sources.models import Source

Enter = Callable[..., Visitor]
QUOTES = ("The guard has recruited more than 205 men so far", "training began in May", "Harbour Guard Recruits")


def article(desk: Desk, *chains: tuple[str, ...], state: str = "published") -> int:
    """An article with a claim for each chain, all brought to this state."""
    article_id = desk.article(f"{TEXT}\n\nNumber {desk.count}.")
    for quote, chain in zip(QUOTES, chains, strict=False):
        desk.ticket(state, article_id=article_id, quote=quote, chain=chain)
    return article_id


def shares(reader: Visitor, article_id: int) -> list[str]:
    reader.get(f"/public/articles/{article_id}", status=200)
    return [" ".join(node.text().split()) for node in reader.tree().css('[aria-labelledby="rests"] li')]


def test_readers_see_on_whom_the_checked_claims_rest(desk: Desk, visit: Enter) -> None:
    article_id = article(desk, ("Calder Monitor",), ("A Wire", "Calder Monitor"), ("The Union",))
    assert shares(visit(), article_id) == ["2 of 3: Calder Monitor.", "1 of 3: The Union."]


def test_claims_without_a_verdict_are_not_counted(desk: Desk, visit: Enter) -> None:
    article_id = article(desk, ("Calder Monitor",), ("Calder Monitor",))
    desk.ticket("in_progress", article_id=article_id, quote=QUOTES[2], chain=("A Secret Lead",))
    assert shares(visit(), article_id) == ["2 of 2: Calder Monitor."]
    assert shares(visit(), article(desk, ("Calder Monitor",), state="open")) == []


def test_those_who_are_not_named_are_never_told_apart(desk: Desk, visit: Enter, database: Database) -> None:
    """That two claims come from one protected source, and a third from another, stays with the desk."""
    article_id = article(desk, ("Anna Secret",), ("Anna Secret",), ("Omar Hidden",))
    with behind(database) as session:
        for row in session.scalars(select(Source).where(Source.name.in_(["Anna Secret", "Omar Hidden"]))):
            row.protected = True
    reader = visit()
    assert shares(reader, article_id) == ["3 of 3: sources that are not named."]
    assert "Secret" not in reader.tree().html
