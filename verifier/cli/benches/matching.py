"""How well and how fast earlier claims are found, beside plain full text in the same run.

Quality needs a folder with ``corpus.jsonl`` (id, set, claim, title) and ``dev.jsonl`` (id, set, text, relevant: ids).
Its texts are halved by document: by the debate they come from, or by the claim that they repeat. The coefficients were
set by the first half; the figures of the other half are the ones to quote.
"""

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from sqlalchemy.orm import Session

from verifier.cli.benches.ranking import Ranked, figures
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.matching import actions_earlier as actions
from verifier.matching import growth
from verifier.matching import queries_earlier as queries
from verifier.matching.types_earlier import CheckFields
from verifier.outside import clock

SIZES: Final = (1_000, 10_000, 100_000)
ASKED: Final = 200
Engine = Callable[[Session, str, int], list[tuple[str, float]]]
PEER: Final = "full text, BM25 over all words"
OURS: Final = "rare words, then likeness"


@dataclass(frozen=True, slots=True)
class Asking:
    """A text with the claims it repeats; ``second``: whether it is of the half that set no coefficient."""

    id: str
    part: str
    words: str
    right: frozenset[str]
    second: bool


def measure(folder: Path | None = None, *, sizes: Sequence[int] = SIZES, url: str = "") -> dict[str, Any]:
    """The tables of this bench; ``url`` names an empty database to use in place of a SQLite file of its own."""
    found: dict[str, Any] = {"likeness": latency(sizes, folder, url)}
    if folder is None or not (folder / "corpus.jsonl").exists() or not (folder / "dev.jsonl").exists():
        return found | {"ranking": None}
    return found | {"ranking": quality(folder)}


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def askings(folder: Path, part: str) -> list[Asking]:
    """The texts of one part, each with the half it is of."""
    found = []
    for row in _rows(folder / "dev.jsonl"):
        if row["set"] == part:
            document = row["id"].rsplit("_", 1)[0] if part == "politifact" else row["relevant"][0]
            second = sha256(document.encode()).digest()[0] % 2 == 1
            found.append(Asking(row["id"], part, row["text"], frozenset(row["relevant"]), second))
    return found


class _Bench:
    """An empty desk with a peer index beside its own."""

    def __init__(self, checks: Iterable[CheckFields] = (), url: str = "") -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.database = Database(url or f"sqlite:///{self._folder.name}/bench.db")
        migrating.upgrade(self.database)
        self.has_peer = self.database.dialect == "sqlite"
        if self.has_peer:
            with self.database.writing() as session:
                growth.make_peer(session)
        self.add(checks)

    def __enter__(self) -> "_Bench":
        return self

    def __exit__(self, *_: object) -> None:
        self.database.dispose()
        self._folder.cleanup()

    def add(self, checks: Iterable[CheckFields], batch: int = 5_000) -> None:
        """Put checks into both indexes."""
        waiting = iter(checks)
        while part := list(islice(waiting, batch)):
            with self.database.writing() as session:
                actions.import_checks(session, part, now=clock.now())
                if self.has_peer:
                    growth.add_to_peer(session, part)
        with self.database.writing() as session:
            actions.count_words(session, anew=True)
        growth.settle(self.database)


def ours(session: Session, words: str, limit: int = 21) -> list[tuple[str, float]]:
    """This desk's own answer."""
    return [(one.external_id, one.score) for one in queries.same(session, words, limit=limit)]


ENGINES: Final[Mapping[str, Engine]] = {OURS: ours, PEER: growth.by_full_text}


def quality(folder: Path) -> list[dict[str, Any]]:
    """How good both are at finding what texts repeat, on the half that set no coefficient and on all."""
    corpus = _rows(folder / "corpus.jsonl")
    found = []
    for part in sorted({row["set"] for row in corpus}):
        asked = askings(folder, part)
        with _Bench() as bench, bench.database.reading() as session:
            bench.add(
                [CheckFields(row["id"], row["claim"], row.get("title", "")) for row in corpus if row["set"] == part]
            )
            for name, engine in ENGINES.items():
                ranked = {one.id: _ranked(engine(session, one.words, 20 + len(one.right)), one) for one in asked}
                for which, kept in (("other half", [one for one in asked if one.second]), ("all", asked)):
                    measured = figures([ranked[one.id] for one in kept])
                    found.append({"part": part, "which": which, "engine": name, "texts": len(kept), **measured})
    return found


def _ranked(answer: Sequence[tuple[str, float]], one: Asking) -> Ranked:
    """An answer as it is scored. Without the right claims nothing of it changes but that they are left out."""
    without = [score for key, score in answer if key not in one.right]
    return Ranked(
        tuple(key in one.right for key, _ in answer[:20]),
        len(one.right),
        answer[0][1] if answer else float("-inf"),
        without[0] if without else float("-inf"),
    )


def latency(sizes: Sequence[int], folder: Path | None, url: str = "") -> list[dict[str, Any]]:
    """Milliseconds of one question at each size, of both; the claims are made of words as often as people use them."""
    found = []
    with _Bench(url=url) as bench:
        made = Made(folder)
        count = 0
        for size in sorted(sizes):
            bench.add(made.check(number) for number in range(count, size))
            count = size
            asked = [made.question() for _ in range(ASKED)]
            with bench.database.reading() as session:
                row: dict[str, Any] = {"claims": size}
                for key, engine in (("ours", ours), ("peer", growth.by_full_text)):
                    if key == "ours" or bench.has_peer:
                        row |= {f"{key}_{name}": value for name, value in _timed(session, engine, asked).items()}
                found.append(row)
    return found


def _timed(session: Session, engine: Engine, asked: Sequence[str]) -> dict[str, float]:
    for one in asked[:20]:
        engine(session, one, 20)
    wall, cpu = [], []
    for one in asked:
        start, spent = time.perf_counter(), time.process_time()
        engine(session, one, 20)
        wall.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - spent))
    cuts, cpu_cuts = (quantiles(one, n=20, method="inclusive") for one in (wall, cpu))
    return {
        "p50_ms": round(cuts[9], 2),
        "p95_ms": round(cuts[18], 2),
        "p50_cpu_ms": round(cpu_cuts[9], 2),
        "p95_cpu_ms": round(cpu_cuts[18], 2),
    }


class Made:
    """Claims and questions made up: of halves of real claims where there are some, else of words by Zipf's law."""

    def __init__(self, folder: Path | None, seed: int = 11) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._halves: list[str] = []
        self._asked: list[str] = []
        if folder is not None and (folder / "corpus.jsonl").exists():
            for row in _rows(folder / "corpus.jsonl"):
                words = row["claim"].split()
                self._halves += [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
            self._asked = [one.words for one in askings(folder, "snopes")]
        self._vocabulary = [f"w{number:x}" for number in range(60_000)]
        self._weights = [1 / (number + 3) for number in range(60_000)]
        total = 0.0
        self._sums = [total := total + one for one in self._weights]

    def check(self, number: int) -> CheckFields:
        """One made claim with a title."""
        return CheckFields(f"made-{number}", self._claim(number), f"{self._claim(0)[:60]}?")

    def _claim(self, number: int) -> str:
        if self._halves:
            one, other = self._chance.choices(self._halves, k=2)
            return f"{one} {other} {number % 997}"
        return " ".join(self._chance.choices(self._vocabulary, cum_weights=self._sums, k=20))

    def question(self) -> str:
        """One text to ask about."""
        return self._chance.choice(self._asked) if self._asked else self._claim(1)
