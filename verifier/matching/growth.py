"""How the search grows: invented claims in an index of their own, and what six kinds of question cost among them.

Beside each stands its peer, the same question as LIKE over the same rows, without an index of words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from verifier.kernel.db import Database
from verifier.matching import indexing, queries
from verifier.matching.asking import read_question
from verifier.matching.models import SearchEntry
from verifier.matching.types import Kind, Wanted, entry_id, mark_of

SIZES: Final = (1_000, 10_000, 100_000)
MILLION: Final = 1_000_000
QUESTIONS: Final = (
    ("stop word", "the"),
    ("common word", "harbour"),
    ("two words", "harbour recruited"),
    ("phrase", '"left the harbour"'),
    ("prefix", "recr*"),
    ("no hit", "zeppelin"),
    ("with a state", "harbour state:help"),
)
RUNS: Final = 15
_LEAST: Final = 3
_LONGEST: Final = 4.0  # seconds after which a question is not asked again
_BATCH: Final = 5_000

_VERBS: Final = ("recruited", "counted", "paid", "recruits", "detained", "moved", "promised", "denied")
_PLACES: Final = ("gate", "market", "ministry", "station", "council", "border", "school", "bridge", "camp", "court")
_ACTS: Final = ("closed", "opened", "crossed", "guarded", "reached", "searched", "burned", "rebuilt", "left")
_STATES: Final = ("open", "published", "proposed", "closed")


@dataclass(frozen=True, slots=True)
class Row:
    """What one question costs at one size, in milliseconds; medians. CPU is of this process: PostgreSQL has its own."""

    documents: int
    question: str
    hits: str
    newest: float
    newest_cpu: float
    counted: float
    best: float
    like: float


def invented(first: int, last: int) -> Iterator[dict[str, Any]]:
    """Entries of claims: 91 % with a stop word, 8 % with a common one, four million words with a long tail."""
    for number in range(first, last):
        draw = (number * 2_654_435_761) % 4_294_967_296
        verb, place, act = _VERBS[draw % 8], _PLACES[draw // 8 % 10], _ACTS[draw // 80 % 9]
        place = "harbour" if draw // 720 % 100 < 8 else place
        article = "the" if draw // 72_000 % 100 < 91 else "a"
        tail = f"name{draw % 50_021} town{draw % 3_001} {draw % 997} men"
        state = "help_needed" if draw % 2_003 == 0 else _STATES[draw // 7 % 4]
        head = f"{article} guard of {tail} {verb} people and {act} {article} {place} in day {number % 365}"
        marks = f"{mark_of('p', draw % 400)} {mark_of('a', number // 30)} {mark_of('b', draw % 20_011)}"
        yield {
            "id": entry_id(Kind.CLAIM, number + 1),
            "ticket_id": number + 1,
            "head": head,
            "body": "",
            "marks": marks,
            "state": mark_of("s", state),
        }


def fill_to(connection: Connection, size: int) -> None:
    """Add invented claims until there are so many."""
    number = connection.scalar(select(func.count(SearchEntry.id))) or 0
    made = invented(number, size)
    while rows := list(islice(made, _BATCH)):
        connection.execute(insert(SearchEntry.__table__), rows)  # type: ignore[arg-type]
    indexing.optimise(connection)


def measure(database: Database, sizes: Sequence[int] = SIZES) -> Iterator[tuple[float, list[Row]]]:
    """For each size the entries written in a second, and a row for each question. The database must be empty."""
    before = 0
    for size in sizes:
        start = perf_counter()
        with database.engine.execution_options(verifier_write=True).begin() as connection:
            fill_to(connection, size)
        rate = (size - before) / (perf_counter() - start)
        before = size
        with database.reading() as session:
            yield rate, [_row(session, size, name, typed) for name, typed in QUESTIONS]


def _row(session: Session, size: int, name: str, typed: str) -> Row:
    wanted = queries.understood(session, read_question(typed), kinds=(Kind.CLAIM,))
    hits = queries.counted(session, wanted, limit=50)
    newest, cpu = _median(lambda: queries.newest(session, wanted, limit=51))
    return Row(
        documents=size,
        question=name,
        hits=f"{hits.total:,}{'+' if hits.is_more else ''}",
        newest=newest,
        newest_cpu=cpu,
        counted=_median(lambda: queries.counted(session, wanted, limit=50))[0],
        best=_median(lambda: queries.best(session, wanted))[0],
        like=_median(lambda: _like(session, wanted))[0],
    )


def _median(ask: Callable[[], object]) -> tuple[float, float]:
    """Median milliseconds by the clock and of CPU; fewer runs of what takes long."""
    times: list[float] = []
    cpu: list[float] = []
    begun = perf_counter()
    while len(times) < RUNS and (len(times) < _LEAST or perf_counter() - begun < _LONGEST):
        start, start_cpu = perf_counter(), process_time()
        ask()
        times.append(perf_counter() - start)
        cpu.append(process_time() - start_cpu)
    return 1_000 * median(times), 1_000 * median(cpu)


def _like(session: Session, wanted: Wanted) -> list[int]:
    conditions = [SearchEntry.head.contains(" ".join(one.words)) for one in wanted.terms]
    conditions += [(SearchEntry.marks + SearchEntry.state).contains(some[0]) for some in wanted.marks]
    found = select(SearchEntry.id).where(*conditions).order_by(SearchEntry.id.desc()).limit(51)
    return list(session.scalars(found))
