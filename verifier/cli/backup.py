"""One file that holds a whole desk, and a desk made from it again, on either engine.

The file is a zip archive: ``manifest.json``; ``rows/<table>.jsonl``, one row a line; ``evidence/<SHA-256>``, the
originals; ``log/key`` and ``log/checkpoints``; ``factors/key``, if second factors are in use. It holds everything there
is to protect: keep it as you keep the desk.
"""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import click
from sqlalchemy.exc import DBAPIError

from verifier.audit import checkpoints, queries
from verifier.audit.auditing import audit
from verifier.audit.notes import Signer
from verifier.cli.desk import OpenDesk, open_desk
from verifier.config import from_environment
from verifier.kernel import copying, migrating
from verifier.kernel.db import Database
from verifier.matching.actions import fill_anew
from verifier.outside import clock
from verifier.outside.evidence import EvidenceDamaged, EvidenceMissing, EvidenceStore
from verifier.outside.keyfile import kept_secret
from verifier.outside.logbook import Logbook
from verifier.schema import METADATA

FORMAT = 1
LARGEST_MANIFEST = 10_000_000  # bytes


class _Counted:
    """A file being written, its lines counted and its bytes hashed."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.lines, self.digest = file, 0, sha256()

    def write(self, row: dict[str, Any]) -> None:
        line = json.dumps(row, ensure_ascii=True, sort_keys=True).encode() + b"\n"
        self.file.write(line)
        self.digest.update(line)
        self.lines += 1

    def summary(self) -> dict[str, Any]:
        return {"rows": self.lines, "sha256": self.digest.hexdigest()}


@click.command(
    "backup", help="The whole desk in one new FILE, while others go on working: rows, originals, checkpoints."
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write a backup; it has its name only once it is whole and on the disk."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a new file: a backup is never overwritten.")
    draft = file.with_name(f"{file.name}.unfinished")
    with open_desk() as desk, open(draft, "wb", opener=_private) as out:
        with ZipFile(out, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
            missing = _write(desk, archive)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")
    for words in missing:
        click.echo(words, err=True)
    if missing:
        raise SystemExit(1)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(desk: OpenDesk, archive: ZipFile) -> list[str]:
    tables: dict[str, Any] = {}
    with copying.snapshot(desk.database) as connection:
        present = copying.tables_of(connection)
        for name, table in present.items():
            with archive.open(f"rows/{name}.jsonl", "w", force_zip64=True) as file:
                counted = _Counted(file)
                for row in copying.rows_out(connection, table):
                    counted.write(row)
            tables[name] = counted.summary()
        digests = sorted({row["sha256"] for row in copying.rows_out(connection, present["capture"])})
    missing = []
    with click.progressbar(digests, label="Originals") as bar:
        for digest in bar:
            try:
                archive.writestr(f"evidence/{digest}", desk.evidence.get(digest), ZIP_STORED)
            except (EvidenceMissing, EvidenceDamaged):
                missing.append(f"The original {digest} is missing or damaged, and not in this backup.")
    archive.writestr("log/key", desk.signer().secret())
    archive.writestr("log/checkpoints", desk.logbook.everything())
    if desk.settings.factor_key.exists():
        archive.writestr("factors/key", desk.settings.factor_key.read_text(encoding="utf-8").strip())
    manifest = {
        "format": FORMAT,
        "revision": migrating.present(desk.database),
        "made_at": clock.now().isoformat(),
        "tables": tables,
        "originals": len(digests) - len(missing),
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return missing


@click.command("restore", help="Make this desk, which must be empty, from a FILE that `backup` wrote; then verify it.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Restore a desk; nothing stays in the database unless everything holds."""
    settings = from_environment()
    database = Database(settings.database_url)
    try:
        with ZipFile(file) as archive:
            manifest = _manifest(archive)
            _make_room(database, manifest)
            evidence, logbook = EvidenceStore.open(settings.evidence_url), Logbook(settings.log_folder)
            _bring_originals(archive, evidence)
            _bring_log(archive, logbook)
            _bring_factor_key(archive, settings.factor_key)
            with database.engine.execution_options(verifier_write=True).begin() as connection:
                _load(connection, archive, manifest)
        migrating.upgrade(database)
        with database.engine.execution_options(verifier_write=True).begin() as connection:
            fill_anew(connection)
        _verify(database, logbook)
    except (BadZipFile, KeyError, ValueError, EOFError) as error:
        raise click.ClickException(f"{file} is damaged, or no backup of this desk: {error}") from error
    except DBAPIError as error:
        raise click.ClickException(f"The database refused what is in {file}: {error.orig}") from error
    finally:
        database.dispose()


def _manifest(archive: ZipFile) -> dict[str, Any]:
    with archive.open("manifest.json") as file:
        found: dict[str, Any] = json.loads(file.read(LARGEST_MANIFEST))
    if found["format"] != FORMAT or found["revision"] not in migrating.revisions():
        raise click.ClickException("This backup was made by a newer version. Update, then restore it.")
    return found


def _make_room(database: Database, manifest: dict[str, Any]) -> None:
    if migrating.present(database) is not None:
        with database.engine.connect() as connection:
            if not copying.is_empty(connection, copying.tables_of(connection)):
                raise click.ClickException(
                    "This desk is in use. Restore into an empty one: set VERIFIER_DATA or DATABASE_URL to a new place."
                )
        migrating.downgrade(database)
    migrating.upgrade(database, manifest["revision"])


def _bring_originals(archive: ZipFile, evidence: EvidenceStore) -> None:
    names = [name for name in archive.namelist() if name.startswith("evidence/")]
    with click.progressbar(names, label="Originals") as bar:
        for name in bar:
            if evidence.put(archive.read(name)) != name.removeprefix("evidence/"):
                raise ValueError(f"{name} has other bytes than its name says")


def _bring_log(archive: ZipFile, logbook: Logbook) -> None:
    secret = archive.read("log/key").decode()
    if logbook.secret(lambda: secret) != secret:
        raise click.ClickException("The data folder has a signing key of another desk. Restore into an empty folder.")
    kept = archive.read("log/checkpoints").decode()
    if kept and not logbook.everything():
        logbook.fill(kept)


def _bring_factor_key(archive: ZipFile, path: Path) -> None:
    if "factors/key" not in archive.namelist():  # nobody had a second factor yet
        return
    secret = archive.read("factors/key").decode()
    if kept_secret(path, lambda: secret) != secret:
        raise click.ClickException(f"{path} belongs to another desk. Restore into an empty folder.")


def _load(connection: Any, archive: ZipFile, manifest: dict[str, Any]) -> None:
    tables = copying.tables_of(connection)
    if set(tables) != set(manifest["tables"]):
        raise ValueError("its tables are not those of its version")
    with copying.loading(connection, tables):
        for name, table in tables.items():
            with archive.open(f"rows/{name}.jsonl") as file:
                digest = sha256()
                count = copying.rows_in(connection, table, _lines(file, digest))
            if {"rows": count, "sha256": digest.hexdigest()} != manifest["tables"][name]:
                raise ValueError(f"the rows of {name} are not those that were written")


def _lines(file: IO[bytes], digest: Any) -> Iterator[dict[str, Any]]:
    for line in file:
        digest.update(line)
        yield json.loads(line)


def _verify(database: Database, logbook: Logbook) -> None:
    key = Signer.from_secret(logbook.secret(str)).key
    with database.one_moment() as session:
        signed, wrong = checkpoints.kept(logbook.everything(), key)
        wrong += audit(session, METADATA, signed)
        head = queries.head(session)
    for words in wrong:
        click.echo(words, err=True)
    if wrong:
        raise click.ClickException("Restored, but the log does not hold: this backup was changed after it was made.")
    click.echo(f"Restored and verified: {head.size} entries, root {head.root}, {len(signed)} checkpoints.")
