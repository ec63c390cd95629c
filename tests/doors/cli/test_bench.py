"""The benches: what is measured is measured rightly, and told beside its floor."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from factories.behind import behind
from factories.commands import run_command
from factories.desk import Desk

from verifier.cli.bench import bench
from verifier.cli.benches import reading
from verifier.cli.benches.scoring import Words, marked_in, proposed_in, score
from verifier.cli.benches.shapes import SHAPES, news
from verifier.learning.actions import decide
from verifier.learning.types import Outcome, Proposal, Proposed
from verifier.reading.reader import read

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT.parent / "shared" / "data" / "attribution" / "dev.jsonl"
TEXT = "The Calder Monitor said that the guard has 205 men. Ann Lee praised the guard for its calm."
SAID = {"source": [[0, 18]], "cue": [[19, 23]], "content": [[24, 50]]}
PRAISED = {"source": [[52, 59]], "cue": [[60, 67]], "content": [[68, 90]]}


def counts(marked: list[dict[str, Any]], found: list[dict[str, Any]], *, core: bool = False) -> tuple[int, int, int]:
    words = Words(TEXT)
    here = score(words, marked_in(words, marked), marked_in(words, found), only_reports=core)
    return here.right, here.marked, here.proposed


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, 1),
        ({"source": [[4, 18]]}, 1),  # without its article
        ({"source": [[0, 3]]}, 0),  # "the" names nobody
        ({"source": []}, 0),
        ({"content": [[29, 43]]}, 1),  # "the guard has" of six words
        ({"content": [[44, 50]]}, 0),
        ({"content": [[24, 90]]}, 0),
        ({"content": [[24, 28], [29, 50]]}, 1),
        ({"cue": []}, 1),
    ],
)
def test_an_attribution_is_right_when_source_and_content_fit(changes: dict[str, Any], right: int) -> None:
    assert counts([SAID], [SAID | changes]) == (right, 1, 1)


def test_each_attribution_counts_once_and_attitudes_only_where_they_are_asked_for() -> None:
    assert counts([SAID], [SAID, SAID]) == (1, 1, 2)
    assert counts([SAID, PRAISED], [SAID, PRAISED]) == (2, 2, 2)
    assert counts([SAID, PRAISED], [SAID, PRAISED], core=True) == (1, 1, 1)
    assert counts([SAID, PRAISED], [SAID], core=True) == (1, 1, 1)
    assert counts([SAID], [SAID, PRAISED], core=True) == (1, 1, 2)  # nobody marked it: a false alarm
    assert counts([], [], core=True) == (0, 0, 0)


def test_a_source_that_nobody_marked_must_not_be_proposed() -> None:
    nobody = SAID | {"source": []}
    assert counts([nobody], [nobody]) == (1, 1, 1)
    assert counts([nobody], [SAID]) == (0, 1, 1)


def test_nested_proposals_count_only_where_people_marked_them() -> None:
    text = "The ministry said that the Monitor had reported that 205 men came to the port."
    found = read(text).attributions
    words = Words(text)
    assert len(proposed_in(words, found, nested=True)) >= len(proposed_in(words, found, nested=False)) == 1


def test_growth_is_told_step_by_step() -> None:
    (row,) = reading.growth(SHAPES[2:3], (1, 2, 4))
    assert (row["shape"], row["sizes"], len(row["seconds"]), len(row["ratios"])) == (
        "quotations",
        [100, 200, 400],
        3,
        2,
    )
    assert row["ratios"][0] == pytest.approx(row["seconds"][1] / row["seconds"][0])
    assert row["characters"][2] == 4 * row["characters"][0]


def test_the_shapes_are_what_they_are_called() -> None:
    made = {shape.name: shape.make(shape.base * 100) for shape in SHAPES}
    assert len(made["one sentence"].split()) == 100_000
    assert made["one sentence"].count(".") == 0
    assert made["quotations"].count("“") == made["quotations"].count("”") == 10_000
    assert sum(made["unbalanced quotes"].count(mark) for mark in "“\"'«") == 10_000
    assert "\u202e" in made["mixed scripts, bidi"]
    assert "\ud800" in made["lone surrogates"]
    assert 4_400 < len(news(4_500)) < 4_700
    assert news(4_500) != news(4_500, 1)
    assert len(read(news(4_500)).claims) > 20


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return run_command(("bench", *words), ROOT, environment)


def test_reading_is_measured_on_a_gold_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    rows = [{"id": 1, "corpus": "ours", "text": TEXT, "attributions": [SAID | {"id": 0, "nested_in": None}]}]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    done = run("read", "--gold", str(path), "--quick", "--json", VERIFIER_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(row["corpus"], row["attributions"], row["marked"]) for row in found["quality"]] == [
        ("ours", "all", 1),
        ("ours", "core", 1),
    ]
    assert found["quality"][1]["f1"] == 1
    assert found["speed"]["floor_regex_per_cpu_second"] > found["speed"]["floor_sentences_per_cpu_second"] > 0
    assert {row["shape"] for row in found["growth"]} == {shape.name for shape in SHAPES}
    assert all(max(row["ratios"]) < 40 for row in found["growth"])
    assert found["memory"]["peak_mb"] >= found["memory"]["before_mb"] > 1
    assert not (tmp_path / "data").exists()  # no database is opened for it


@pytest.mark.parametrize(
    "row", ["[1]", '{"text": "x"}', "no json", '{"text": "x", "attributions": [{"source": []}]}', ""]
)
def test_an_odd_gold_file_is_refused_in_words(tmp_path: Path, row: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(row + "\n")
    done = CliRunner().invoke(bench, ["read", "--gold", str(path)])
    assert done.exit_code == 1
    assert "gold" in done.output
    assert not isinstance(done.exception, KeyError | ValueError)


def test_the_desks_own_decisions_are_told_by_rule(desk: Desk, database_url: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url, "VERIFIER_DATA": str(tmp_path / "data")}
    done = run("read", "--own", **settings)
    assert "Nobody at this desk has judged a proposal yet" in done.stdout, done.stderr
    me, article = desk.person(), desk.article()
    with behind(desk.database) as session:
        for number in range(16):
            one = Proposed(Proposal.CLAIM, f"{number}-{number + 1}", "content", "event")
            made = Outcome.REJECTED if number < 14 else Outcome.EDITED
            decide(session, [one], made, article_id=article, by_id=me.id, now=desk.now)
        hand = Proposed(Proposal.CLAIM, "90-99", "person", "event")
        decide(session, [hand], Outcome.MISSED, article_id=article, by_id=me.id, now=desk.now)
    told = run("read", "--own", **settings).stdout
    line = next(line.split() for line in told.splitlines() if "content" in line)
    assert line == ["claim", "content", "16", "0", "2", "14", "12.5", "3.5", "36.0"]
    assert "62.5" in told
    assert "nothing: 1." in told
    assert "CPU" not in told
    found = json.loads(run("read", "--own", "--json", **settings).stdout)["own"]
    assert [(one["rule"], one["judged"]) for one in found["rules"]] == [("content", 16), ("person", 0)]


def test_only_benches_that_there_are_are_listed() -> None:
    told = CliRunner().invoke(bench, ["--help"]).output
    listed = [line.split()[0] for line in told.split("Commands:")[1].strip().splitlines()]
    assert listed == ["all", "match", "provenance", "read", "search"]


@pytest.mark.skipif(not GOLD.exists(), reason="the marked texts are not beside this checkout")
def test_attributions_of_news_are_found_as_well_as_was_promised() -> None:
    rows = [row for row in reading.gold_in(GOLD) if row.corpus == "polnear"][::20]
    core = next(row for row in reading.quality(rows) if row["attributions"] == "core")
    assert core["f1"] > 0.75
    assert core["precision"] > 0.78
