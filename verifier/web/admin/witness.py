"""How sending checkpoints on goes, for those who run the desk: read from what the worker keeps, never asked itself."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from verifier.config import Settings
from verifier.outside.witness import read_course
from verifier.web.admin.door import door


@dataclass(frozen=True, slots=True)
class WitnessPart:
    """The witness and the mail: their names, "" where there is none, when it last went well, and what hinders it."""

    name: str
    cosigned_at: datetime | None
    cosigned_size: int
    trouble: str
    mail_to: str
    mailed_at: datetime | None
    mailed_size: int
    mail_trouble: str


def witness_part() -> WitnessPart:
    """What the worker noted last."""
    settings = _settings()
    course = read_course(settings.log_folder)
    return WitnessPart(
        name=settings.witness_key.partition("+")[0] if settings.witness_url else "",
        cosigned_at=_moment(course.cosigned_at),
        cosigned_size=course.cosigned_size,
        trouble=course.trouble,
        mail_to=settings.witness_mail,
        mailed_at=_moment(course.mailed_at),
        mailed_size=course.mailed_size,
        mail_trouble=course.mail_trouble,
    )


@door.context_processor
def contradiction() -> dict[str, str]:
    """On every page of this section: that the witness saw another log, "" where it did not."""
    return {"witness_conflict": read_course(_settings().log_folder).conflict}


def _settings() -> Settings:
    found: Settings = current_app.extensions["verifier_settings"]
    return found


def _moment(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None
