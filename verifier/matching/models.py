"""Rows of the search. They are derived: ``reindex`` makes them anew, and no backup holds them.

Beside the columns here each engine keeps what it looks words up in, made by the migration: on SQLite the FTS5 table
``search_fts`` over this one, kept by triggers; on PostgreSQL the generated column ``words`` with its index.
"""

from typing import Final

from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base

REFUSALS: dict[str, str] = {}

OF_THE_ENGINE: Final = frozenset(
    {"words", "ix_search_entry_words"} | {f"search_fts{part}" for part in ("", "_data", "_idx", "_docsize", "_config")}
)
"""What only one engine has, so that no model knows it."""

DERIVED: Final = frozenset({"search_entry", "search_purge"})
"""Tables that hold nothing of their own."""


MADE: Final = {"unlogged": "It is an index, made of rows that are covered."}


class SearchEntry(Base):
    """What can be found: words of a claim, an article, a source, a statement or a rationale, folded."""

    __tablename__ = "search_entry"
    __table_args__ = ({"info": MADE},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="kind and subject in one")
    ticket_id: Mapped[int | None] = mapped_column(index=True)
    head: Mapped[str] = mapped_column(comment="the words that say what it is: a wording, a title, a name, a quote")
    body: Mapped[str] = mapped_column(comment="the other words")
    marks: Mapped[str] = mapped_column(comment="publisher, article and speakers, each as one word")
    state: Mapped[str] = mapped_column(comment="of the ticket, as one word; empty where there is none")


class SearchPurge(Base):
    """Words were taken out of the index that must not stay in its file either; gone once the worker saw to that."""

    __tablename__ = "search_purge"
    __table_args__ = ({"info": MADE},)

    id: Mapped[int] = mapped_column(primary_key=True)
    lost: Mapped[int] = mapped_column(comment="how many entries lost words")
