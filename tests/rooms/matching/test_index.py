"""The index is true after whatever was done, finds words as people take them, and holds nothing that must be hidden."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.desk import Desk
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.kernel.db import Database
from verifier.matching import actions, indexing, queries
from verifier.matching.asking import read_question
from verifier.matching.models import SearchEntry
from verifier.matching.types import Entry, Kind, Order, Wanted, entry_id, kind_of, subject_of
from verifier.provenance.intake import mark_claim
from verifier.provenance.merging import merge, split
from verifier.sources import actions as sources
from verifier.sources import queries as directory
from verifier.sources.types import SourceKind
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.types import Acting

ROOT = Path(__file__).resolve().parents[3]


def found(session: Session, typed: str, *, order: Order = Order.NEWEST) -> dict[Kind, list[int]]:
    """What a search finds: ids of subjects by kind, those without a hit left out."""
    wanted = queries.understood(session, read_question(typed))
    hits: dict[Kind, list[int]] = {}
    for kind in wanted.kinds:
        one = Wanted(wanted.terms, (kind,), wanted.marks, unknown=wanted.unknown)
        for key in queries.counted(session, one, limit=50, order=order).ids:
            assert kind_of(key) is kind
            hits.setdefault(kind, []).append(subject_of(key))
    return hits


def entries(session: Session) -> list[Entry]:
    """Every entry that is there."""
    columns = [getattr(SearchEntry, name) for name in Entry._fields]
    return [Entry(*row) for row in session.execute(select(*columns).order_by(SearchEntry.id))]


def due(session: Session) -> list[Entry]:
    """Every entry that should be there, made from the rows anew."""
    made = (indexing.entries_of(session, kind, ids) for kind in Kind for ids in indexing.subject_ids(session, kind))
    return sorted(entry for some in made for entry in some)


def looked_up(session: Session) -> list[tuple[object, ...]]:
    """What the engine itself looks words up in, word by word."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("CREATE VIRTUAL TABLE temp.listed USING fts5vocab(main, search_fts, instance)"))
        rows = session.execute(text("SELECT term, doc, col, offset FROM temp.listed ORDER BY 2, 3, 4")).all()
        session.execute(text("DROP TABLE temp.listed"))
    else:
        rows = session.execute(text("SELECT id, CAST(words AS text) FROM search_entry ORDER BY id")).all()
    return [tuple(row) for row in rows]


@pytest.fixture
def true_index(database: Database) -> Iterator[None]:
    """After the test the index is what a rebuild makes of the rows, in its table and in what the engine looks up."""
    yield
    with database.reading() as session:
        assert entries(session) == due(session)
        before = looked_up(session)
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        actions.fill_anew(connection)
    with database.reading() as session:
        assert entries(session) == due(session)
        assert looked_up(session) == before
        assert before


def test_a_whole_journey_leaves_the_index_true(desk: Desk, database: Database, true_index: None) -> None:
    for state in ("published", "withdrawn", "correcting", "help_needed", "closed", "proposed", "in_review"):
        desk.ticket(state)
    by = desk.person()
    with database.writing() as session:
        one, other, third = (
            sources.find_or_add(session, name=f"Harbour {name}", kind=SourceKind.OUTLET, by=by, now=desk.now)
            for name in ("Post", "Gazette", "Gazete")
        )
        alias = sources.add_alias(session, one, name="The Old Post", by=by, now=desk.now)
        merge(session, other, third, by=by, now=desk.now)
        merge(session, third, one, by=by, now=desk.now)
        ids = one.id, other.id
    with database.reading() as session:
        assert found(session, "gazette old")[Kind.SOURCE] == [ids[0]]
    with database.writing() as session:
        source = directory.by_id(session, ids[0])
        sources.remove_alias(session, source, directory.alias_by_id(session, alias.id, source.id), by=by, now=desk.now)
        split(session, directory.by_id(session, ids[1] + 1), by=by, now=desk.now)
    with database.reading() as session:
        assert found(session, "old post") == {}


def test_nothing_passes_the_index_by(database: Database, desk: Desk) -> None:
    from sqlalchemy import update

    from verifier.articles.models import Claim

    with pytest.raises(AssertionError, match="unseen"), database.writing() as session:
        session.execute(update(Claim).values(wording="another"))


def test_an_entry_says_in_which_state_its_ticket_is(desk: Desk, database: Database, true_index: None) -> None:
    ticket_id = desk.ticket("open")
    with database.reading() as session:
        assert found(session, "state:open recruited")[Kind.CLAIM]
    me = Acting(desk.person(), desk.now)
    with database.writing() as session:
        tickets.take(session, ticket_queries.by_id(session, ticket_id), me)
    with database.reading() as session:
        assert found(session, "state:open recruited") == {}
        assert found(session, "state:in-progress recruited")[Kind.CLAIM]
        assert found(session, "state:open") == {}


SPELLINGS = [
    ("elus", "Le port a dit oui aux ÉLUS de Calder."),
    ("ÉLUS", "Le port a dit oui aux elus de Calder."),
    ("strasse", "Die Straße ist gesperrt."),
    ("lodz", "Nic nie stało się w Łódź."),
    ("المقاومه", "قالت المُقاومة إنها لم تنسحب."),
    ("امن", "أعلن أَمْن المدينة ذلك."),
    ("علي", "قال على لسان متحدث"),
    ("مدينة", "مـــدينه كبيرة"),
    ("205", "جند ٢٠٥ رجال"),
    ("عراقی", "مسؤول عراقي"),
    ("水上", "河水上涨。"),
    ("сёла", "Села затоплены."),
    ("o'neil", "Mr O’Neil said so."),
    ("port_1", "The port-1 gate."),
    ("recr*", "They recruited men."),
    ('"enlisted m"*', "They enlisted men."),
    ("9e9x", "The part 9E9X broke."),
]


def test_words_are_found_as_people_take_them(desk: Desk, database: Database) -> None:
    filler = "Nothing of it was ever said in this town."
    article_id = desk.article("Notes\n\n" + filler + "\n\n" + "\n\n".join(told for _, told in SPELLINGS))
    claims = {}
    with database.writing() as session:
        article = articles.by_id(session, article_id)
        for _, told in SPELLINGS:
            claims[told] = mark_claim(session, article, quote=told, acting=Acting(None, desk.now)).claim_id
    with database.reading() as session:
        for typed, told in SPELLINGS:
            for order in Order:
                assert claims[told] in found(session, typed, order=order).get(Kind.CLAIM, []), typed
        assert claims["They recruited men."] not in found(session, "recr").get(Kind.CLAIM, [])
        assert found(session, '"men recruited"') == {}
        assert found(session, "recruited men nobody") == {}
        newest_first = found(session, "the")[Kind.CLAIM]
        assert newest_first == sorted(newest_first, reverse=True)
        assert len(newest_first) == 2
        assert found(session, f"kind:article article:{article_id} outremer") == {}
        assert found(session, f"article:{article_id} nothing") == {Kind.ARTICLE: [article_id]}


NEVER = {"sqlite": ("SCAN search_entry", "TEMP B-TREE"), "postgresql": ("Seq Scan",)}


def test_every_question_is_answered_from_the_index(desk: Desk, database: Database) -> None:
    desk.ticket("open")
    with database.reading() as session:
        if database.dialect == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        before = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
        for typed in ("guard", "guard recr*", '"the guard"', "guard state:open", "state:open article:1"):
            wanted = queries.understood(session, read_question(typed))
            values = queries._values(session, wanted, 0, 2**62, 50)
            plan = session.execute(text(before + str(queries._NEWEST[database.dialect].text)), values).all()
            told = " ".join(str(part) for row in plan for part in row)
            assert not [one for one in NEVER[database.dialect] if one in told], told
            assert "INDEX" in told.upper()


def test_the_best_match_is_where_the_words_stand_together_and_in_front(desk: Desk, database: Database) -> None:
    told = (
        "The ferry of the island that left at noon for the mainland and its lights, which are old, was new.",
        "The lights of the ferry are new.",
        "The ferry lights were dark.",
        "Ferry and lights, as everybody in this town of many harbours knows, are what people pay for.",
    )
    article_id = desk.article("Notes\n\n" + "\n\n".join(told))
    with database.writing() as session:
        article = articles.by_id(session, article_id)
        ids = [mark_claim(session, article, quote=one, acting=Acting(None, desk.now)).claim_id for one in told]
    with database.reading() as session:
        assert found(session, "ferry lights", order=Order.BEST)[Kind.CLAIM] == [ids[2], ids[1], ids[3], ids[0]]
        assert found(session, "ferry lights")[Kind.CLAIM] == ids[::-1]


def test_what_came_in_unseen_is_found_after_going_over_it(desk: Desk, database: Database) -> None:
    """Rows that were written past the desk, entries that somebody spoilt, and entries of what is gone."""
    ticket_id = desk.ticket("open")
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        claim_id = connection.scalar(text("UPDATE claim SET wording = 'The lighthouse is dark' RETURNING id"))
        connection.execute(text("DELETE FROM search_entry WHERE ticket_id IS NULL"))
        stray = {"id": entry_id(Kind.CLAIM, 999), "marks": "", "state": "", "head": "lighthouse", "body": ""}
        connection.execute(insert(SearchEntry), [stray])
    with database.reading() as session:
        assert found(session, "lighthouse dark") == {}
        assert entries(session) != due(session)
    for kind in Kind:
        assert sum(actions.reindex(database, kind)) >= 1
    with database.reading() as session:
        assert found(session, "lighthouse") == {Kind.CLAIM: [claim_id]}
        assert entries(session) == due(session)
        assert ticket_id in {one.ticket_id for one in entries(session)}


@pytest.mark.parametrize("door", ["verifier.factory", "verifier.worker.loop", "verifier.cli.desk"])
def test_whoever_opens_a_door_keeps_the_index(door: str) -> None:
    program = (
        f"import {door}\nfrom sqlalchemy import event\nfrom sqlalchemy.orm import Session\n"
        "from verifier.matching import keeping\nassert event.contains(Session, 'before_commit', keeping._settle)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
