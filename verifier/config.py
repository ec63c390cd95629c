"""Settings from the environment, typed. A weak secret or an unusable folder stops the start with a plain sentence."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingRefused(Exception):  # noqa: N818
    """A setting that cannot be used; the message says which, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. ``public_url`` is where readers find this desk, without a last slash.

    ``witness_url`` is where a witness takes checkpoints, ``witness_key`` the key it cosigns them with, ``witness_mail``
    the address to which they are mailed; each may be empty.
    """

    folder: Path
    database_url: str
    secret_key: str
    public_url: str
    evidence_url: str
    smtp_url: str
    behind_proxy: bool = False
    witness_url: str = ""
    witness_key: str = ""
    witness_mail: str = ""

    @property
    def log_folder(self) -> Path:
        """Where checkpoints of the log and the key that signs them are kept, beside the database."""
        return self.folder / "log"

    @property
    def factor_key(self) -> Path:
        """The file of the key that seals the secrets of second factors, beside the database and not in it."""
        return self.folder / "factor_key"

    @property
    def log_name(self) -> str:
        """The name under which a new key signs the log: this desk's address without its scheme."""
        return f"{self.public_url.partition('://')[2]}/log"

    @property
    def is_secure(self) -> bool:
        """Whether readers and reviewers come over TLS."""
        return self.public_url.startswith("https://")


def from_environment(environment: Mapping[str, str] | None = None, *, behind_proxy: bool = False) -> Settings:
    """Read the settings that docs/operating.md lists. Raises SettingRefused."""
    given = os.environ if environment is None else environment
    folder = Path(given.get("VERIFIER_DATA") or "instance").expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingRefused(
            f"VERIFIER_DATA: {folder} cannot be made ({error.strerror}). Name another folder."
        ) from error
    public_url = (given.get("PUBLIC_URL") or "http://127.0.0.1:8000").rstrip("/")
    if not public_url.startswith(("http://", "https://")):
        raise SettingRefused("PUBLIC_URL must begin with http:// or https://, such as https://desk.example.org.")
    return Settings(
        folder=folder,
        database_url=_database_url(given.get("DATABASE_URL", ""), folder),
        secret_key=_secret(given.get("SECRET_KEY", ""), folder),
        public_url=public_url,
        evidence_url=given.get("EVIDENCE_URL") or str(folder / "evidence"),
        smtp_url=given.get("SMTP_URL", ""),
        behind_proxy=behind_proxy,
        witness_url=_witness_url(given.get("WITNESS_URL", ""), given.get("WITNESS_KEY", "")),
        witness_key=given.get("WITNESS_KEY", ""),
        witness_mail=_witness_mail(given.get("WITNESS_MAIL", ""), given.get("SMTP_URL", "")),
    )


def _witness_url(given: str, key: str) -> str:
    if bool(given) != bool(key):
        raise SettingRefused("WITNESS_URL and WITNESS_KEY belong together: give both, or neither.")
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.scheme == "https" and parts.hostname:
        return given.rstrip("/")
    if parts.scheme == "http" and parts.hostname in THIS_MACHINE:
        return given.rstrip("/")
    raise SettingRefused("WITNESS_URL must begin with https://, or with http:// for a witness on this very machine.")


def _witness_mail(given: str, smtp_url: str) -> str:
    if given and not smtp_url:
        raise SettingRefused("WITNESS_MAIL needs a mail server: set SMTP_URL too.")
    if given and ("@" not in given or any(one.isspace() or one == "," for one in given)):
        raise SettingRefused("WITNESS_MAIL must be one address, such as checkpoints@archive.example.")
    return given


def _database_url(given: str, folder: Path) -> str:
    if not given:
        return f"sqlite:///{folder / 'verifier.db'}"
    for short in ("postgres://", "postgresql://"):
        if given.startswith(short):
            return "postgresql+psycopg://" + given.removeprefix(short)
    if not given.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingRefused("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return given


def _secret(given: str, folder: Path) -> str:
    if given:
        if len(given) < 32 or len(set(given)) < 10:
            raise SettingRefused("SECRET_KEY is too weak. Give at least 32 random characters, or leave it out.")
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        draft = folder / f"secret_key.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, kept)  # whole, and the same for every process that starts at once
        draft.unlink()
    found = kept.read_text().strip()
    if len(found) < 32:
        raise SettingRefused(f"The secret kept in {kept} is damaged. Remove the file: everybody signs in anew.")
    return found
