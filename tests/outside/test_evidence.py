"""An original comes back as it was put, or not at all."""

import errno
import hashlib
import os
import socket
import stat
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

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


class Bucket(BaseHTTPRequestHandler):
    """As much of an object store as evidence needs, with keys in ``kept``."""

    kept: ClassVar[dict[str, bytes]] = {}
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_new = self.path not in self.kept
        if self.headers["If-None-Match"] != "*":
            self._answer(400)
        elif is_new:
            self.kept[self.path] = body
        self._answer(200 if is_new else 412, ETag='"1"')

    def do_GET(self) -> None:
        if "list-type=2" in self.path:
            keys = "".join(
                f"<Contents><Key>{key.removeprefix('/news/')}</Key><Size>{len(raw)}</Size><ETag>1</ETag>"
                "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
                for key, raw in self.kept.items()
            )
            listing = f"<ListBucketResult><IsTruncated>false</IsTruncated>{keys}</ListBucketResult>"
            self._answer(200, listing.encode())
        else:
            found = self.kept.get(self.path)
            self._answer(404 if found is None else 200, found or b"", ETag='"1"')

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_an_object_store_is_reached_by_its_url_and_asked_to_create_only(monkeypatch: pytest.MonkeyPatch) -> None:
    Bucket.kept.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "desk")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "desk")
    try:
        store = EvidenceStore.open("s3://news/desk")
        assert (store.has(DIGEST), store.put(ORIGINAL), store.put(ORIGINAL)) == (False, DIGEST, DIGEST)
        assert (store.get(DIGEST), store.has(DIGEST), list(store.digests())) == (ORIGINAL, True, [DIGEST])
        assert Bucket.kept == {f"/news/desk/sha256/{DIGEST[:2]}/{DIGEST[2:]}": ORIGINAL}
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def test_an_object_store_that_is_away_fails_as_a_disk_does(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{dead.getsockname()[1]}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "desk",
        "AWS_SECRET_ACCESS_KEY": "desk",
    }.items():
        monkeypatch.setenv(name, value)
    dead.close()
    store = EvidenceStore.open("s3://news/desk")
    for ask in (lambda: store.put(ORIGINAL), lambda: store.has(DIGEST), lambda: list(store.digests())):
        with pytest.raises(OSError, match="object store"):
            ask()
