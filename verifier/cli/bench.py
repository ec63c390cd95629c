"""The benches: figures of this machine in this run, each beside its floor."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from verifier.cli.benches import matching, provenance, reading
from verifier.cli.benches import own as decisions
from verifier.cli.benches.tables import table


@click.group(help="Measure this desk's machinery. `all` runs every bench there is.")
def bench() -> None:
    """All benches."""


@bench.command("read", help="Reading: speed beside its floors, growth, memory; --gold and --own tell quality.")
@click.option(
    "--gold",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Texts with the attributions that people marked in them (.jsonl): prints quality on them too.",
)
@click.option(
    "--own", is_flag=True, help="How often this desk's people kept what each rule proposed; from its database."
)
@click.option("--quick", is_flag=True, help="Growth to 10x only, not to 100x.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bench_read(gold: Path | None, own: bool, quick: bool, as_json: bool) -> None:
    """Measure reading; with ``--own`` alone only the desk's decisions are told."""
    _tell(_read(gold, own=own, quick=quick), as_json=as_json)


@bench.command("provenance", help="Independence and layout of one claim's sources, at 10 to 10,000 statements.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bench_provenance(as_json: bool) -> None:
    """Measure graphs."""
    _tell(provenance.measure(), as_json=as_json)


@bench.command("match", help="Finding earlier claims: latency as they grow, and with --data quality.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with corpus.jsonl and dev.jsonl: texts and the claims that they repeat.",
)
@click.option("--sizes", default="1000,10000,100000", show_default=True, help="Numbers of claims.")
@click.option("--database", "url", default="", help="An empty database to measure on, in place of a SQLite file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bench_match(data: Path | None, sizes: str, url: str, as_json: bool) -> None:
    """Measure matching."""
    wanted = [int(one) for one in sizes.split(",")]
    _tell(matching.measure(data, sizes=wanted, url=url), as_json=as_json)


@bench.command("all", help="Every bench there is: read, provenance, match.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bench_all(as_json: bool) -> None:
    """Measure everything."""
    _tell(_read(None, own=False) | provenance.measure() | matching.measure(sizes=(1_000, 10_000)), as_json=as_json)


def _read(gold: Path | None, *, own: bool, quick: bool = False) -> dict[str, Any]:
    found = reading.measure(gold, quick=quick) if gold or not own else {"bench": "read"}
    return found | ({"own": decisions.own()} if own else {})


def _tell(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    shown = [(name, lines) for name, lines in SHOWN.items() if name in found]
    for place, (name, lines) in enumerate(shown):
        if place:
            click.echo("")
        for line in lines(found[name]):
            click.echo(line)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _quality(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from table(
        "Attributions found, of those that people marked (percent)",
        ("corpus", "which", "precision", "recall", "F1", "marked", "proposed"),
        [
            (
                row["corpus"],
                row["attributions"],
                *(_percent(row[name]) for name in ("precision", "recall", "f1")),
                row["marked"],
                row["proposed"],
            )
            for row in rows
        ],
    )
    yield "  core: reports of a statement or finding; attitudes that people marked count neither way."


def _speed(found: dict[str, Any]) -> Iterator[str]:
    rates = ("articles_per_cpu_second", "floor_sentences_per_cpu_second", "floor_regex_per_cpu_second")
    read, sentences, regex = (f"{found[name]:,.0f}" for name in rates)
    yield from table(
        f"Articles a CPU second ({found['articles']} texts of {found['mean_characters']:,} characters on average)",
        ("what is done", "articles/s", "reading costs this many times it"),
        [
            ("reading", read, "1.0"),
            ("floor: only their sentences", sentences, f"{found['times_sentences']:.1f}"),
            ("floor: one regex over them", regex, f"{found['times_regex']:.1f}"),
        ],
    )
    yield f"  At 4,500 characters each: {found['of_4500_characters']:,.0f} articles a CPU second."


def _growth(rows: list[dict[str, Any]]) -> Iterator[str]:
    steps = len(rows[0]["seconds"])
    sizes, ratios = [f"{10**power}x" for power in range(steps)], ["step"] * (steps - 1)
    yield from table(
        "Growth: CPU seconds at 1x, 10x and so on; each step is ten times the text, so 10 is linear",
        ("shape", "smallest", *sizes, *ratios, "us/character"),
        [
            (
                row["shape"],
                f"{row['sizes'][0]:,} {row['unit']}",
                *(f"{one:.4f}" for one in row["seconds"]),
                *(f"{one:.1f}" for one in row["ratios"]),
                f"{1e6 * row['seconds'][-1] / row['characters'][-1]:.2f}",
            )
            for row in rows
        ],
    )


def _memory(found: dict[str, float | None]) -> Iterator[str]:
    before, most = found["before_mb"], found["peak_mb"]
    if before is None or most is None:
        yield "Memory: this system does not tell."
    else:
        yield f"Memory: {before:.0f} MB before the first text, {most:.0f} MB at its peak."


def _graphs(rows: list[dict[str, float]]) -> Iterator[str]:
    yield from table(
        "One claim's sources: milliseconds to tell who depends on whom, and to lay the picture out",
        ("statements", "independence", "layout", "floor: a bare walk", "per statement, against the row above"),
        [
            (
                f"{row['statements']:,.0f}",
                f"{row['independence_ms']:,.1f}",
                f"{row['layout_ms']:,.1f}",
                f"{row['floor_ms']:,.2f}",
                f"{row['growth']:.2f}",
            )
            for row in rows
        ],
    )


def _sixty(times: float) -> Iterator[str]:
    yield f"  60 statements take {times:.1f} times as long as 6 to measure and lay out."


def _likeness(rows: list[dict[str, float]]) -> Iterator[str]:
    def cell(row: dict[str, float], name: str) -> str:
        return f"{row[name]:,.1f}" if name in row else "-"

    columns = [f"{who}_{cut}" for who in ("ours", "peer") for cut in ("p50_ms", "p95_ms", "p50_cpu_ms", "p95_cpu_ms")]
    yield from table(
        "One question to all claims: milliseconds, beside full text by BM25 over all words",
        ("claims", "p50", "p95", "CPU p50", "p95", "full text p50", "p95", "CPU p50", "p95"),
        [(f"{row['claims']:,.0f}", *(cell(row, name) for name in columns)) for row in rows],
    )


def _ranking(rows: list[dict[str, Any]] | None) -> Iterator[str]:
    if rows is None:
        yield "Quality of finding earlier claims: NOT RUN. Give a folder with corpus.jsonl and dev.jsonl as --data."
        return
    names = ("map_5", "first_right", "recall_20", "answered_at_90")
    yield from table(
        "What texts repeat, found among all claims of their set; 'other half' set no coefficient (percent)",
        ("set", "texts", "of", "by", "MAP@5", "first right", "in 20", "right at 90 %"),
        [
            (row["part"], row["texts"], row["which"], row["engine"], *(_percent(row[name]) for name in names))
            for row in rows
        ],
    )


def _own(found: dict[str, Any]) -> Iterator[str]:
    if not found["rules"]:
        yield "Nobody at this desk has judged a proposal yet: take in an article and decide on its claims and hops."
        return
    yield from table(
        "This desk's decisions on what was proposed, the latest on each (percent kept, with its 95 % interval)",
        ("proposal", "rule", "judged", "accepted", "edited", "rejected", "kept", "low", "high"),
        [(one["proposal"], one["rule"], *_counts(one)) for one in found["rules"] if one["judged"]],
    )
    if found["sorts"]:
        yield ""
        yield from table(
            "Its claims by rule and kind; ranked at: what is left of the score of such a proposal here",
            ("rule", "kind", "judged", "accepted", "edited", "rejected", "kept", "low", "high", "ranked at"),
            [
                (one["rule"], one["sort"], *_counts(one), _percent(one["ranked_at"]))
                for one in found["sorts"]
                if one["judged"]
            ],
        )
    missed = sum(one["missed"] for one in found["rules"])
    yield f"  Found by hand, where the reader had proposed nothing: {missed}."


def _counts(one: dict[str, Any]) -> tuple[object, ...]:
    counts = (one[name] for name in ("judged", "accepted", "edited", "rejected"))
    return *counts, *(_percent(one[name]) for name in ("precision", "low", "high"))


SHOWN: dict[str, Callable[[Any], Iterator[str]]] = {
    "quality": _quality,
    "speed": _speed,
    "growth": _growth,
    "memory": _memory,
    "graphs": _graphs,
    "sixty_over_six": _sixty,
    "likeness": _likeness,
    "ranking": _ranking,
    "own": _own,
}
