"""A proof shows what it says and nothing else; so does the program that readers check it with."""

import base64
import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.audit.merkle import EMPTY_ROOT, TILE_HEIGHT, grow, leaf_hash, node_hash, root
from verifier.audit.notes import (
    Checkpoint,
    NoteRefused,
    Signer,
    open_note,
    parse_checkpoint,
    split_notes,
    write_proof,
)
from verifier.audit.proofs import consistency, inclusion, is_consistent, is_included, root_of

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT.parent / "shared" / "data" / "merkle" / "testdata"
PROGRAM = runpy.run_path(str(ROOT / "verifier" / "web" / "static" / "verify_proof.py"))
SIGNER = Signer.from_seed("desk.example/log", bytes(range(32)))


def subtree_over(leaves: list[bytes]) -> Callable[[int, int], bytes]:
    def subtree(level: int, index: int) -> bytes:
        if level == 0:
            return leaf_hash(leaves[index])
        return node_hash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1))

    return subtree


def named(number: int) -> list[bytes]:
    return [str(one).encode() for one in range(number)]


def vectors(kind: str) -> list[Any]:
    paths = sorted((VECTORS / kind).glob("**/*.json"))
    return [pytest.param(json.loads(path.read_text()), id=f"{path.parent.name}-{path.stem}") for path in paths] or [
        pytest.param(None, marks=pytest.mark.skip(reason="the vectors of other logs are not beside this checkout"))
    ]


def raw(encoded: str | None) -> bytes:
    return base64.b64decode(encoded or "")


@pytest.mark.parametrize("case", vectors("inclusion"))
def test_a_proof_of_inclusion_is_judged_as_other_logs_judge_it(case: dict[str, Any]) -> None:
    proof = [raw(one) for one in case["proof"] or []]
    told = is_included(raw(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, raw(case["root"]))
    assert told is not case["wantErr"]


@pytest.mark.parametrize("case", vectors("consistency"))
def test_a_proof_of_consistency_is_judged_as_other_logs_judge_it(case: dict[str, Any]) -> None:
    proof = [raw(one) for one in case["proof"] or []]
    told = is_consistent(case["size1"], case["size2"], proof, raw(case["root1"]), raw(case["root2"]))
    assert told is not case["wantErr"]


@given(st.integers(1, 60).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_every_entry_is_proved_and_no_other_in_its_place(place: tuple[int, int]) -> None:
    index, size = place
    subtree = subtree_over(named(size))
    proof, top = inclusion(index, size, subtree), root_of(size, subtree)
    assert is_included(subtree(0, index), index, size, proof, top)
    assert not is_included(leaf_hash(b"another"), index, size, proof, top)
    assert not any(is_included(subtree(0, index), other, size, proof, top) for other in range(size) if other != index)


@given(st.integers(1, 60).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size))))
def test_a_log_continues_every_shorter_one_and_no_other(sizes: tuple[int, int]) -> None:
    old, new = sizes
    subtree = subtree_over(named(new))
    proof, before, after = consistency(old, new, subtree), root_of(old, subtree), root_of(new, subtree)
    assert is_consistent(old, new, proof, before, after)
    assert not is_consistent(old, new, proof, leaf_hash(b"another"), after)
    assert not is_consistent(old, new, proof, before, leaf_hash(b"another"))


def test_growing_finishes_the_subtrees_that_are_kept() -> None:
    leaves = named(600)
    subtree, frontier = subtree_over(leaves), ()
    finished = {}
    for size, leaf in enumerate(leaves):
        growth = grow(frontier, size, leaf_hash(leaf))
        frontier = growth.frontier
        finished.update({(one.level, one.place): one.hash for one in growth.finished})
    assert finished == {(TILE_HEIGHT, place): subtree(TILE_HEIGHT, place) for place in (0, 1)}
    assert root(frontier) == root_of(600, subtree)


def test_there_is_no_proof_of_what_is_not_there() -> None:
    subtree = subtree_over(named(3))
    for index in (-1, 3):
        with pytest.raises(ValueError, match="entries"):
            inclusion(index, 3, subtree)
    for old in (0, 4):
        with pytest.raises(ValueError, match="continued"):
            consistency(old, 3, subtree)
    assert root_of(0, subtree) == EMPTY_ROOT


def test_a_note_is_opened_by_its_own_key_only() -> None:
    note = SIGNER.sign("first line\n\nafter an empty one\n")
    assert open_note(note, SIGNER.key) == "first line\n\nafter an empty one\n"
    for other in (Signer.from_seed("desk.example/log", bytes(32)), Signer.from_seed("other/log", bytes(range(32)))):
        with pytest.raises(NoteRefused, match="not signed by"):
            open_note(note, other.key)
    with pytest.raises(NoteRefused, match="was changed"):
        open_note(note.replace("first", "worst"), SIGNER.key)
    with pytest.raises(NoteRefused, match="no signature"):
        open_note("words\n", SIGNER.key)


def test_a_key_is_kept_in_one_line_and_a_damaged_one_refused() -> None:
    assert Signer.from_secret(SIGNER.secret()).key == SIGNER.key
    for line in ("", "PRIVATE+KEY+x", SIGNER.secret().replace("desk", "disk"), SIGNER.secret()[:-6]):
        with pytest.raises(ValueError, match=r"damaged|private"):
            Signer.from_secret(line)


@pytest.mark.parametrize("text", ["", "desk\n", "desk\n7\n", "desk\n07\nAAAA\n", "desk\n-1\nAAAA\n", "desk\n7\nAAAA\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused, match="checkpoint"):
        parse_checkpoint(text)


def test_checkpoints_written_one_below_the_other_are_told_apart() -> None:
    notes = [SIGNER.sign(str(Checkpoint("desk.example/log", size, bytes(32)))) for size in (1, 2, 3)]
    assert list(split_notes("\n".join(notes))) == notes


def proof_of(index: int, size: int) -> str:
    leaves = [json.dumps({"seq": one, "state": "s"}).encode() for one in range(size)]
    subtree = subtree_over(leaves)
    checkpoint = SIGNER.sign(str(Checkpoint(SIGNER.name, size, root_of(size, subtree))))
    return write_proof(leaves[index], index, inclusion(index, size, subtree), checkpoint)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (3, 7), (6, 7), (5, 8), (90, 100)])
def test_the_program_for_readers_finds_a_proof_good(index: int, size: int) -> None:
    assert PROGRAM["check"](proof_of(index, size), str(SIGNER.key))["seq"] == index


def test_the_program_for_readers_finds_every_altered_proof_bad() -> None:
    proof, key = proof_of(3, 7), str(SIGNER.key)
    lines = proof.split("\n")
    altered = [
        "\n".join([*lines[:at], line[:-3] + ("A" if line[-3] != "A" else "B") + line[-2:], *lines[at + 1 :]])
        for at, line in enumerate(lines)
        if len(line) > 3
    ]
    altered += [proof.replace("index 3", f"index {other}") for other in (0, 2, 4, 7)]
    altered += ["\n".join([*lines[:3], *lines[4:]]), "\n".join([*lines[:3], lines[3], *lines[3:]])]
    altered += [proof.replace("\n7\n", "\n8\n"), ""]
    for one in altered:
        with pytest.raises((ValueError, IndexError)):
            PROGRAM["check"](one, key)
    with pytest.raises(ValueError, match="not signed"):
        PROGRAM["check"](proof, str(Signer.from_seed("desk.example/log", bytes(32)).key))
