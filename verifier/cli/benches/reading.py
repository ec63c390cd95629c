"""The bench of reading: quality on a gold file, speed beside its floors, growth over shapes, memory."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import click

from verifier.cli.benches.scoring import Score, Words, marked_in, proposed_in, score
from verifier.cli.benches.shapes import NEWS_CHARACTERS, SHAPES, Shape, news
from verifier.reading.page import Page
from verifier.reading.quotes import find_quotations
from verifier.reading.reader import read
from verifier.reading.sentences import as_sentences, cut_sentences
from verifier.reading.structure import lay_out
from verifier.reading.tokens import tokenise

STEPS = (1, 10, 100)
OWN_ARTICLES = 60
_ONE_REGEX = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Gold:
    """One text in which people marked the attributions. ``nested``: also those inside others."""

    text: str
    title: str | None
    corpus: str
    nested: bool
    attributions: list[dict[str, Any]]


def gold_in(path: Path) -> list[Gold]:
    """The rows of a gold file. Raises ClickException for a row that is none."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text = row["text"] if "text" in row else "\n".join(map(str, row["sentences"]))
                nested = bool(row.get("nested_annotated", False))
                kind = str(row.get("corpus") or "all")
                rows.append(Gold(str(text), row.get("title"), kind, nested, list(row["attributions"])))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                words = "a row is a JSON object with a text, or sentences, and attributions."
                raise click.ClickException(f"{path.name}, line {number}: {words}") from error
    if not rows:
        raise click.ClickException(f"{path.name} has no rows.")
    return rows


def quality(rows: Sequence[Gold]) -> list[dict[str, Any]]:
    """Precision, recall and F1 of attributions, of all and of reports only, for each corpus of the file."""
    counts: dict[tuple[str, str], Score] = {}
    for row in rows:
        words = Words(row.text)
        try:
            marked = marked_in(words, row.attributions)
        except (KeyError, TypeError, ValueError) as error:
            words_of = "an attribution has source, cue and content, each a list of [start, end]."
            raise click.ClickException(f"The gold file is odd: {words_of}") from error
        ours = proposed_in(words, read(row.text, title=row.title).attributions, nested=row.nested)
        for kind, only_reports in (("all", False), ("core", True)):
            here = score(words, marked, ours, only_reports=only_reports)
            counts.setdefault((row.corpus, kind), Score()).add(here)
    return [
        {"corpus": corpus, "attributions": kind, **found.figures(), "marked": found.marked, "proposed": found.proposed}
        for (corpus, kind), found in sorted(counts.items())
    ]


def _sentences(text: str) -> None:
    tokens = tokenise(text)
    units = cut_sentences(tokens, lay_out(text, None).paragraphs)
    as_sentences(tokens, Page(text, tokens, units, find_quotations(tokens, units)).units)


def _cost(verb: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU seconds of this process for doing this to every text once."""
    begun = process_time()
    for text in texts:
        verb(text)
    return process_time() - begun


def speed(texts: Sequence[str]) -> dict[str, Any]:
    """Articles a CPU second, beside two floors over the same texts: one regex over them, and their sentences only."""
    characters = sum(map(len, texts)) / len(texts)
    costs = {
        "read": _cost(read, texts),
        "sentences": _cost(_sentences, texts),
        "regex": _cost(_ONE_REGEX.findall, texts),
    }
    rates = {name: len(texts) / max(cost, 1e-9) for name, cost in costs.items()}
    return {
        "articles": len(texts),
        "mean_characters": round(characters),
        "articles_per_cpu_second": rates["read"],
        "of_4500_characters": rates["read"] * characters / NEWS_CHARACTERS,
        "floor_sentences_per_cpu_second": rates["sentences"],
        "floor_regex_per_cpu_second": rates["regex"],
        "times_sentences": costs["read"] / max(costs["sentences"], 1e-9),
        "times_regex": costs["read"] / max(costs["regex"], 1e-9),
    }


def growth(shapes: Sequence[Shape] = SHAPES, steps: Sequence[int] = STEPS) -> list[dict[str, Any]]:
    """CPU seconds of each shape at each size; ``ratios``: by how much each step costs more, for ten times the text.

    The smallest text is read three times and the quickest counts: a cold start is no growth.
    """
    found = []
    for shape in shapes:
        texts = [shape.make(shape.base * step) for step in steps]
        costs = [min(_cost(read, [text]) for _ in range(3 if place == 0 else 1)) for place, text in enumerate(texts)]
        ratios = [later / max(earlier, 1e-9) for earlier, later in pairwise(costs)]
        found.append(
            {
                "shape": shape.name,
                "unit": shape.unit,
                "sizes": [shape.base * step for step in steps],
                "characters": [len(text) for text in texts],
                "seconds": costs,
                "ratios": ratios,
                "peak_mb": peak(),
            }
        )
    return found


def peak() -> float | None:
    """The most memory this process ever held, in MB; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux: what getrusage tells there includes the process that started this one
        held = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii", errors="replace"), re.MULTILINE)
        return int(held.group(1)) / 1024 if held else None
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_048_576 if sys.platform == "darwin" else 1024)


def measure(gold: Path | None, *, quick: bool = False) -> dict[str, Any]:
    """Everything this bench tells, as plain values."""
    before = peak()
    rows = gold_in(gold) if gold else []
    texts = [row.text for row in rows] or [news(NEWS_CHARACTERS, turn) for turn in range(OWN_ARTICLES)]
    read(texts[0])  # what is made once is no cost of an article
    found: dict[str, Any] = {"bench": "read", "texts": gold.name if gold else "own"}
    if rows:
        found["quality"] = quality(rows)
    found |= {"speed": speed(texts), "growth": growth(steps=STEPS[:2] if quick else STEPS)}
    found["memory"] = {"before_mb": before, "peak_mb": peak()}
    return found
