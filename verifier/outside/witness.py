"""The witness of the log: asking it at its one address, and what is kept of how that went."""

import json
import os
import ssl
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpcore2

from verifier.outside.addresses import IPAddress
from verifier.outside.wire import Deadline, GuardedWire, NameUnknown, Network, NotAdmitted

SECONDS: Final = 10.0
MOST_BYTES: Final = 16 * 1024


class WitnessSilent(Exception):  # noqa: N818
    """The witness gave no answer that could be read; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the witness answered."""

    status: int
    body: str


def ask(url: str, body: str) -> Answer:
    """Send a request to ``add-checkpoint`` under ``url``, and to no other address: no redirect is followed.

    Over plain http only this very machine is reached, whatever its name stands for. Raises WitnessSilent.
    """
    parts = urlsplit(f"{url}/add-checkpoint")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    network = Network(ports=None, admits=_anywhere if secure else _on_this_machine)
    wire = GuardedWire(network, Deadline(SECONDS), None)
    host = (parts.hostname or "").encode("idna")
    asked = httpcore2.URL(scheme=parts.scheme.encode(), host=host, port=port, target=parts.path.encode())
    headers = [("Host", parts.netloc), ("Content-Type", "text/plain"), ("Connection", "close")]
    try:
        with (
            httpcore2.ConnectionPool(
                ssl_context=network.tls() if secure else None, max_connections=1, network_backend=wire
            ) as pool,
            pool.stream("POST", asked, headers=headers, content=body.encode()) as response,
        ):
            raw = b""
            for part in response.iter_stream():
                raw += part
                if len(raw) > MOST_BYTES:
                    raise WitnessSilent("The witness answers with more than any cosignature.")
            return Answer(response.status, raw.decode("utf-8", "replace"))
    except (NotAdmitted, NameUnknown):
        raise WitnessSilent("The name of the witness stands for no address that may be reached.") from None
    except TimeoutError:
        raise WitnessSilent(f"The witness does not answer within {SECONDS:g} seconds.") from None
    except ssl.SSLCertVerificationError:
        raise WitnessSilent("The witness cannot prove that it is the one at this address.") from None
    except (OSError, httpcore2.ProtocolError, httpcore2.NetworkError) as error:
        raise WitnessSilent(f"No connection to the witness ({type(error).__name__}).") from error


def _anywhere(_address: IPAddress) -> bool:
    return True


def _on_this_machine(address: IPAddress) -> bool:
    return address.is_loopback


@dataclass(frozen=True, slots=True)
class Course:
    """How sending checkpoints on went. Moments are ISO 8601 in UTC, "" for never; sizes count entries.

    ``conflict`` says that the witness saw another log than this one, and stays until it cosigns again.
    """

    cosigned_at: str = ""
    cosigned_size: int = 0
    failures: int = 0
    next_at: str = ""
    trouble: str = ""
    conflict: str = ""
    mailed_at: str = ""
    mailed_size: int = 0
    mail_failures: int = 0
    mail_next_at: str = ""
    mail_trouble: str = ""

    def is_waiting(self, now: datetime) -> bool:
        """Whether the witness failed and is not asked again yet."""
        return bool(self.next_at) and now < datetime.fromisoformat(self.next_at)

    def is_mail_waiting(self, now: datetime) -> bool:
        """Whether a mail failed and is not tried again yet."""
        return bool(self.mail_next_at) and now < datetime.fromisoformat(self.mail_next_at)


def read_course(folder: Path) -> Course:
    """What is kept in this folder; a course that has not begun where nothing is, or nothing that can be read."""
    try:
        known = json.loads((folder / "witness").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Course()
    return _course(known) if isinstance(known, dict) else Course()


def _course(known: Mapping[str, object]) -> Course:
    start = asdict(Course())
    right = {
        one.name: known[one.name]
        for one in fields(Course)
        if one.name in known and type(known[one.name]) is type(start[one.name])
    }
    return Course(**{**start, **right})


def write_course(folder: Path, course: Course) -> None:
    """Keep it, whole or not at all. Raises OSError."""
    draft = folder / "witness.new"
    draft.write_text(json.dumps(asdict(course), indent=1), encoding="utf-8")
    os.replace(draft, folder / "witness")
