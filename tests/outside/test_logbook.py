"""Checkpoints are on the disk, in order, whoever writes them and whatever stopped the last writer."""

import os
import stat
import threading
from pathlib import Path

import pytest

from verifier.outside.logbook import Logbook

NOTE = "desk/log\n{0}\nroot\n\n\u2014 desk/log signature{0}\n"


def test_what_was_signed_is_kept_in_order(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log")
    assert (book.last(), book.everything(), book.written_at) == (None, "", 0.0)
    for number in range(3):
        assert book.write(lambda _last, number=number: NOTE.format(number)) == NOTE.format(number)
    assert book.last() == NOTE.format(2)
    assert book.everything() == "\n".join(NOTE.format(number) for number in range(3))
    assert book.write(str) == NOTE.format(2)
    assert book.everything().count("signature") == 3


def test_a_refusal_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    book.write(lambda _last: NOTE.format(1))

    def refuse(last: str | None) -> str:
        assert last == NOTE.format(1)
        raise ValueError("never")

    with pytest.raises(ValueError, match="never"):
        book.write(refuse)
    assert book.everything() == NOTE.format(1)


@pytest.mark.parametrize("cut", [1, 5, 12, 25, 35])
def test_a_half_written_checkpoint_is_put_away(tmp_path: Path, cut: int) -> None:
    book = Logbook(tmp_path)
    book.write(lambda _last: NOTE.format(1))
    with (tmp_path / "checkpoints").open("a") as file:
        file.write(f"\n{NOTE.format(2)}"[:-cut])
    book.write(lambda _last: NOTE.format(3))
    assert book.everything() in {
        f"{NOTE.format(1)}\n{NOTE.format(3)}",
        f"{NOTE.format(1)}\n{NOTE.format(2)}\n{NOTE.format(3)}",
    }


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log")
    assert not book.has_key
    assert book.secret(lambda: "one") == "one"
    assert book.secret(lambda: "two") == "one"
    assert book.has_key
    assert stat.S_IMODE(os.stat(tmp_path / "log" / "key").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "log").st_mode) == 0o700


def test_many_writers_write_one_after_the_other(tmp_path: Path) -> None:
    def write(number: int) -> None:
        Logbook(tmp_path).write(lambda _last: NOTE.format(number))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(10)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    kept = Logbook(tmp_path).everything()
    assert sorted(kept.split("\n\n")[1::2]) != []
    assert all(NOTE.format(number) in kept for number in range(10))
