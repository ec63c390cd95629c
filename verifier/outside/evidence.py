"""Originals kept for good: addressed by their own SHA-256, written once, checked at every reading.

A key is made from the digest alone (``sha256/ab/cdef...``), so no name from outside ever becomes a path. On a local
disk files are written here and not through obstore, which neither syncs to disk nor sets permissions: an original is
on the disk before its digest is handed back, folders are 0700, files 0600, and no link is followed on the way.
An object store (``s3://bucket/prefix``, credentials from the usual AWS_* settings) is asked to create only.
"""

import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final, Protocol, Self

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, S3Store

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_TOP: Final = "sha256"
_READ_ONLY: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = _READ_ONLY | getattr(os, "O_DIRECTORY", 0)
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


class EvidenceMissing(Exception):  # noqa: N818
    """No original is kept under this digest."""


class EvidenceDamaged(Exception):  # noqa: N818
    """What is kept under a digest is not what was put there: changed bytes, a link, or no file at all."""


class Shelf(Protocol):
    """A place that keeps bytes under digests. Digests come checked."""

    def write(self, digest: str, raw: bytes) -> None:
        """Keep bytes for good, unless they are kept already. Raises OSError and the like when that fails."""

    def read(self, digest: str) -> bytes:
        """The bytes as they lie there. Raises FileNotFoundError, EvidenceDamaged."""

    def holds(self, digest: str) -> bool:
        """Whether something lies under the digest. Raises EvidenceDamaged when it cannot be an original."""

    def digests(self) -> Iterator[str]:
        """All digests, in ascending order."""


class EvidenceStore:
    """Originals by their SHA-256 in lower-case hexadecimal."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @classmethod
    def open(cls, url_or_path: str | Path) -> Self:
        """A store in a folder (made if absent) or in an object store ``s3://bucket/prefix``.

        Raises ValueError for another scheme, OSError for a folder that cannot be made or is a link.
        """
        place = str(url_or_path)
        if place.startswith("s3://"):
            return cls(ObjectShelf(_open_bucket(place)))
        if "://" in place:
            raise ValueError(f"evidence is kept in a folder or in s3://..., not in {place}")
        return cls(FolderShelf(Path(place)))

    def put(self, raw: bytes) -> str:
        """Keep an original and return its digest, once it is durably stored. Putting it again changes nothing.

        Raises EvidenceDamaged when other bytes lie under its digest, OSError when it cannot be stored.
        """
        digest = hashlib.sha256(raw).hexdigest()
        self._shelf.write(digest, raw)
        if self._shelf.read(digest) != raw:
            raise EvidenceDamaged(digest)
        return digest

    def get(self, digest: str) -> bytes:
        """An original, its digest verified. Raises EvidenceMissing, EvidenceDamaged, ValueError for no digest."""
        try:
            raw = self._shelf.read(_checked(digest))
        except FileNotFoundError as error:
            raise EvidenceMissing(digest) from error
        if hashlib.sha256(raw).hexdigest() != digest:
            raise EvidenceDamaged(digest)
        return raw

    def has(self, digest: str) -> bool:
        """Whether an original is kept; its bytes are not read. Raises EvidenceDamaged, ValueError for no digest."""
        return self._shelf.holds(_checked(digest))

    def digests(self) -> Iterator[str]:
        """The digests of all originals in ascending order, for backups and audits."""
        return self._shelf.digests()


class FolderShelf:
    """A local folder. Every step down is taken from the folder before it and refuses links."""

    def __init__(self, root: Path) -> None:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if root.is_symlink():
            raise NotADirectoryError(f"the folder of the evidence must not be a link: {root}")
        root.chmod(0o700)
        self._root = root

    def write(self, digest: str, raw: bytes) -> None:
        with self._folder(digest, make=True) as folder:
            if not _is_file(folder, digest[2:], digest):
                self._create(folder, digest[2:], raw)
            os.fsync(folder)

    def read(self, digest: str) -> bytes:
        with self._folder(digest) as folder:
            _is_file(folder, digest[2:], digest)
            with os.fdopen(os.open(digest[2:], _READ_ONLY, dir_fd=folder), "rb") as file:
                return file.read()

    def holds(self, digest: str) -> bool:
        try:
            with self._folder(digest) as folder:
                return _is_file(folder, digest[2:], digest)
        except FileNotFoundError:
            return False

    def digests(self) -> Iterator[str]:
        for folder in sorted((self._root / _TOP).glob("[0-9a-f][0-9a-f]")):
            for file in sorted(folder.iterdir()):
                if _DIGEST.fullmatch(folder.name + file.name):
                    yield folder.name + file.name

    @staticmethod
    def _create(folder: int, name: str, raw: bytes) -> None:
        draft = f".{secrets.token_hex(16)}"
        try:
            with os.fdopen(os.open(draft, _NEW, 0o600, dir_fd=folder), "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            # Two writers of one name carry the same bytes, so whoever comes second changes nothing.
            os.rename(draft, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(draft, dir_fd=folder)
            raise

    @contextmanager
    def _folder(self, digest: str, *, make: bool = False) -> Iterator[int]:
        """An open folder for a digest. Raises FileNotFoundError, EvidenceDamaged where a link or file is in the way."""
        opened = [os.open(self._root, _FOLDER)]
        try:
            for step in (_TOP, digest[:2]):
                if make:
                    _make_folder(step, opened[-1])
                try:
                    opened.append(os.open(step, _FOLDER, dir_fd=opened[-1]))
                except FileNotFoundError:
                    raise
                except OSError as error:
                    raise EvidenceDamaged(digest) from error
            yield opened[-1]
        finally:
            for descriptor in opened:
                os.close(descriptor)


class ObjectShelf:
    """A bucket of an object store, written with "create only" so that nothing there is ever replaced."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def write(self, digest: str, raw: bytes) -> None:
        with _told_as_os_error(), suppress(AlreadyExistsError):
            self._store.put(_key(digest), raw, mode="create")

    def read(self, digest: str) -> bytes:
        with _told_as_os_error():
            return self._store.get(_key(digest)).bytes().to_bytes()

    def holds(self, digest: str) -> bool:
        try:
            with _told_as_os_error():
                self._store.head(_key(digest))
        except FileNotFoundError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        with _told_as_os_error():
            keys = sorted(entry["path"] for page in self._store.list(f"{_TOP}/") for entry in page)
        for key in keys:
            digest = key.rpartition(f"{_TOP}/")[2].replace("/", "")
            if _DIGEST.fullmatch(digest):
                yield digest


def _open_bucket(url: str) -> ObjectStore:
    return S3Store.from_url(
        url,
        client_options={
            "connect_timeout": "5s",
            "timeout": "60s",
            "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true",
        },
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
    )


@contextmanager
def _told_as_os_error() -> Iterator[None]:
    """What goes wrong at an object store in the words of a disk, so that callers know one kind of failure."""
    try:
        yield
    except BaseError as error:
        raise OSError(errno.EIO, f"the object store failed: {type(error).__name__}") from error


def _checked(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return digest


def _key(digest: str) -> str:
    return f"{_TOP}/{digest[:2]}/{digest[2:]}"


def _is_file(folder: int, name: str, digest: str) -> bool:
    """Whether a plain file lies there. Raises EvidenceDamaged for a link, a folder or anything else."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(found.st_mode):
        raise EvidenceDamaged(digest)
    return True


def _make_folder(name: str, parent: int) -> None:
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=parent)
        os.fsync(parent)
