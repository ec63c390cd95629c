"""A witness for the log of somebody else's desk: cosigns a checkpoint if it continues the one cosigned before.

Runs by itself on a second machine, in other hands: it needs this program, a folder and the key of the log.
"""

import fcntl
import hashlib
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from verifier.audit.cosigning import COSIGNATURE, Request, cosign, parse_request
from verifier.audit.notes import (
    Checkpoint,
    NoteRefused,
    Signer,
    VerifyKey,
    open_note,
    parse_checkpoint,
)
from verifier.audit.proofs import is_consistent
from verifier.outside.logbook import Logbook

LARGEST = 64 * 1024  # bytes of a request
SECONDS = 10  # for each read from a client
SIZE_TYPE = "text/x.tlog.size"
Reply = tuple[int, str, str]
"""Status, content type, body."""


class Witness:
    """What this witness knows, in a folder: its key, and of each log the last checkpoint that it cosigned."""

    def __init__(self, folder: Path, signer: Signer, logs: tuple[VerifyKey, ...]) -> None:
        self._folder = folder
        self._signer = signer
        self._logs = logs

    def reply(self, body: str, now: int) -> Reply:
        """The answer to ``add-checkpoint``; what it cosigns is on the disk before it says so. Raises OSError."""
        try:
            request = parse_request(body)
            checkpoint = parse_checkpoint(request.note.rpartition("\n\n")[0] + "\n")
        except (ValueError, NoteRefused) as error:
            return _plain(400, str(error))
        keys = [key for key in self._logs if key.name == checkpoint.origin]
        if not keys:
            return _plain(404, "unknown log")
        if not any(_is_signed(request.note, key) for key in keys):
            return _plain(403, "not signed by the log")
        if request.old > checkpoint.size:
            return _plain(400, "the old size is larger than the new one")
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return self._judge(request, checkpoint, now)

    def _judge(self, request: Request, new: Checkpoint, now: int) -> Reply:
        path = self._folder / f"seen-{hashlib.sha256(new.origin.encode()).hexdigest()[:32]}"
        last = parse_checkpoint(path.read_text(encoding="utf-8")) if path.exists() else None
        seen = last.size if last else 0
        if request.old != seen or (last and seen == new.size and last.root != new.root):
            return 409, SIZE_TYPE, f"{seen}\n"
        if last and seen:
            if not is_consistent(seen, new.size, request.proof, last.root, new.root):
                return _plain(422, "the proof does not lead from what was seen to this")
        elif request.proof:
            return _plain(422, "nothing was seen before, so there is nothing to prove")
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            file.write(str(new))
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        text = request.note.rpartition("\n\n")[0] + "\n"
        return _plain(200, cosign(text, self._signer, now))


def _plain(status: int, words: str) -> Reply:
    return status, "text/plain; charset=utf-8", words if words.endswith("\n") else f"{words}\n"


def _is_signed(note: str, key: VerifyKey) -> bool:
    try:
        open_note(note, key)
    except NoteRefused:
        return False
    return True


def serve_at(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """A server that is bound and not yet serving; port 0 takes any that is free."""

    class Door(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint" or not length.isdecimal() or int(length) > LARGEST:
                return self._send(404 if self.path != "/add-checkpoint" else 413, "text/plain", "")
            body = self.rfile.read(int(length)).decode("utf-8", "replace")
            return self._send(*witness.reply(body, int(time.time())))

        def _send(self, status: int, kind: str, body: str) -> None:
            raw = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    return ThreadingHTTPServer((host, port), Door)


@click.command("witness", help="Be the witness of another desk's log: cosign its checkpoints on a second machine.")
@click.option("--serve", "folder", required=True, type=click.Path(path_type=Path), help="Where its key and memory lie.")
@click.option(
    "--key", "keys", required=True, multiple=True, help="The key of a log, as its desk shows it under Ratings."
)
@click.option("--name", default="witness", show_default=True, help="Under which a new key signs.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8010, show_default=True, type=click.IntRange(0, 65535))
def witness(folder: Path, keys: tuple[str, ...], name: str, host: str, port: int) -> None:
    """Serve until a signal ends it."""
    try:
        logs = tuple(VerifyKey.parse(one) for one in keys)
        secret = Logbook(folder).secret(lambda: Signer.new(name, COSIGNATURE).secret())
        signer = Signer.from_secret(secret, COSIGNATURE)
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    with serve_at(Witness(folder, signer, logs), host, port) as server:
        click.echo(f"WITNESS_KEY={signer.key}")
        at = f"http://{host}:{server.server_address[1]}"
        click.echo(f"Cosigning at {at} for {', '.join(key.name for key in logs)}  (Ctrl+C ends it)")
        sys.stdout.flush()
        server.serve_forever()
