"""An original comes back as it was put, or not at all."""

import errno
import hashlib
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from obstore.store import MemoryStore

from verifier.outside.evidence import EvidenceDamaged, EvidenceMissing, EvidenceStore, ObjectShelf

ORIGINAL = b"<p>The militia has recruited more than 205 members.</p>\x00\xff"
DIGEST = hashlib.sha256(ORIGINAL).hexdigest()


@pytest.fixture(params=["folder", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    if request.param == "folder":
        return EvidenceStore.open(tmp_path / "evidence")
    return EvidenceStore(ObjectShelf(MemoryStore()))


def place(root: Path) -> Path:
    return root / "sha256" / DIGEST[:2] / DIGEST[2:]


def test_an_original_comes_back_under_its_digest(store: EvidenceStore) -> None:
    assert not store.has(DIGEST)
    assert store.put(ORIGINAL) == DIGEST
    assert store.has(DIGEST)
    assert store.get(DIGEST) == ORIGINAL


def test_putting_it_again_changes_nothing(store: EvidenceStore) -> None:
    assert [store.put(ORIGINAL), store.put(ORIGINAL), store.put(b"")] == [DIGEST, DIGEST, hashlib.sha256().hexdigest()]
    assert list(store.digests()) == sorted([DIGEST, hashlib.sha256().hexdigest()])


def test_a_digest_that_is_not_kept_is_missing(store: EvidenceStore) -> None:
    with pytest.raises(EvidenceMissing):
        store.get("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", DIGEST.upper(), DIGEST + "\n", DIGEST[:-1], "/" + DIGEST[1:], "٣" * 64]
)
def test_nothing_but_a_digest_is_looked_up(store: EvidenceStore, name: str) -> None:
    for ask in (store.get, store.has):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_hostile_names_never_become_paths(tmp_path: Path, hostile_filename: dict[str, Any]) -> None:
    store = EvidenceStore.open(tmp_path / "evidence")
    with pytest.raises(ValueError, match="SHA-256"):
        store.get(hostile_filename["payload"])
    assert [path.name for path in tmp_path.rglob("*")] == ["evidence"]


def test_only_the_desk_may_read_the_folder(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        (tmp_path / "evidence").mkdir(mode=0o777)
        EvidenceStore.open(tmp_path / "evidence").put(ORIGINAL)
    finally:
        os.umask(old)
    paths = [tmp_path / "evidence", *(tmp_path / "evidence").rglob("*")]
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert (len(paths), modes) == (4, {True: 0o700, False: 0o600})


def test_changed_bytes_are_found_out(tmp_path: Path) -> None:
    store = EvidenceStore.open(tmp_path)
    store.put(ORIGINAL)
    place(tmp_path).write_bytes(ORIGINAL.replace(b"205", b"505"))
    for ask in (lambda: store.get(DIGEST), lambda: store.put(ORIGINAL)):
        with pytest.raises(EvidenceDamaged):
            ask()


def test_changed_bytes_in_an_object_store_are_found_out() -> None:
    objects = MemoryStore()
    store = EvidenceStore(ObjectShelf(objects))
    objects.put(f"sha256/{DIGEST[:2]}/{DIGEST[2:]}", b"other bytes")
    with pytest.raises(EvidenceDamaged):
        store.put(ORIGINAL)
    with pytest.raises(EvidenceDamaged):
        store.get(DIGEST)


def link_file(root: Path, elsewhere: Path) -> None:
    place(root).parent.mkdir(parents=True)
    (elsewhere / "secret").write_bytes(ORIGINAL)
    place(root).symlink_to(elsewhere / "secret")


def link_folder(root: Path, elsewhere: Path) -> None:
    (root / "sha256").mkdir()
    (root / "sha256" / DIGEST[:2]).symlink_to(elsewhere)
    (elsewhere / DIGEST[2:]).write_bytes(ORIGINAL)


def link_top(root: Path, elsewhere: Path) -> None:
    (root / "sha256").symlink_to(elsewhere)
    (elsewhere / DIGEST[:2]).mkdir()
    (elsewhere / DIGEST[:2] / DIGEST[2:]).write_bytes(ORIGINAL)


def folder_in_the_way(root: Path, elsewhere: Path) -> None:
    place(root).mkdir(parents=True)


@pytest.mark.parametrize("tamper", [link_file, link_folder, link_top, folder_in_the_way])
def test_links_are_not_followed(tmp_path: Path, tamper: Callable[[Path, Path], None]) -> None:
    root, elsewhere = tmp_path / "evidence", tmp_path / "elsewhere"
    store = EvidenceStore.open(root)
    elsewhere.mkdir()
    tamper(root, elsewhere)
    before = sorted(elsewhere.rglob("*"))
    for ask in (lambda: store.get(DIGEST), lambda: store.has(DIGEST), lambda: store.put(ORIGINAL)):
        with pytest.raises(EvidenceDamaged):
            ask()
    assert sorted(elsewhere.rglob("*")) == before


def test_the_folder_itself_must_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(NotADirectoryError):
        EvidenceStore.open(tmp_path / "link")


def test_file_and_folders_are_synced_before_the_digest_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    store = EvidenceStore.open(tmp_path)
    monkeypatch.setattr(os, "fsync", note)
    store.put(ORIGINAL)
    kept = place(tmp_path)
    assert {path.stat().st_ino for path in (kept, kept.parent, kept.parent.parent, tmp_path)} <= set(synced)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EvidenceStore.open(tmp_path)

    def full(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.put(ORIGINAL)
    monkeypatch.undo()
    assert not store.has(DIGEST)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert store.put(ORIGINAL) == DIGEST


def test_many_writers_of_one_original_agree(tmp_path: Path) -> None:
    large = ORIGINAL * 20_000
    answers: list[str] = []
    writers = [
        threading.Thread(target=lambda: answers.append(EvidenceStore.open(tmp_path).put(large))) for _ in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert answers == [hashlib.sha256(large).hexdigest()] * 8
    assert [path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()] == [len(large)]


@pytest.mark.parametrize("url", ["https://bucket/x", "file:///tmp/x", "gs://bucket", "memory://"])
def test_other_places_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="s3://"):
        EvidenceStore.open(url)
