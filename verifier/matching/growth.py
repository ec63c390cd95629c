"""What the bench of matching is held against: the same claims in plain full text, every word asked for."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from verifier.kernel.db import Database
from verifier.matching.cleaning import cleaned, terms_of
from verifier.matching.queries_earlier import checks_by_external_id
from verifier.matching.types_earlier import CheckFields

_MADE: Final = "CREATE VIRTUAL TABLE peer USING fts5(words, tokenize = 'porter unicode61 remove_diacritics 2')"
_BEST: Final = (
    "SELECT c.external_id, -rank FROM (SELECT rowid AS id, rank FROM peer WHERE peer MATCH :asked ORDER BY rank"
    " LIMIT :most) AS hits JOIN earlier_check AS c ON c.id = hits.id ORDER BY 2 DESC"
)


def make_peer(session: Session) -> None:
    """An empty full-text index beside the desk's own; SQLite only."""
    session.execute(text(_MADE))


def add_to_peer(session: Session, checks: Sequence[CheckFields]) -> None:
    """Put checks into it that are imported already."""
    rows = checks_by_external_id(session, [one.external_id for one in checks])
    values = [{"id": rows[one.external_id].id, "words": f"{one.claim} {one.title}"} for one in checks]
    session.execute(text("INSERT INTO peer (rowid, words) VALUES (:id, :words)"), values)


def by_full_text(session: Session, words: str, limit: int = 20) -> list[tuple[str, float]]:
    """Ids and scores by BM25: every word of the cleaned text, any of them."""
    plain = cleaned(words)
    tokens = sorted({one for one in f"{plain.text} {plain.by}".lower().split() if terms_of(one)})
    asked = " OR ".join('"{}"'.format(one.replace('"', '""')) for one in tokens)
    if not asked:
        return []
    return [(row[0], row[1]) for row in session.execute(text(_BEST), {"asked": asked, "most": limit})]


def settle(database: Database) -> None:
    """Let PostgreSQL look at what was put in, as its own housekeeping does in time."""
    if database.dialect == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE earlier_claim"))
