"""Mailing to people what happened to their accounts, after it was kept."""

import logging
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from verifier.accounts import actions_notices
from verifier.accounts.types import Letter, NoticeKind
from verifier.kernel.db import Database
from verifier.newsroom import queries as newsroom
from verifier.outside.mail import Mailer, MailNotSent

log = logging.getLogger("verifier.worker")

LETTERS = Path(__file__).resolve().parents[2] / "templates" / "emails"
SUBJECTS = {
    NoticeKind.PASSWORD_SET: "Your password was changed",
    NoticeKind.APP_SET_UP: "An authenticator app was set up",
    NoticeKind.CODES_RENEWED: "Your recovery codes were replaced",
    NoticeKind.RECOVERY_CODE_USED: "A recovery code of yours was used",
    NoticeKind.FACTORS_REMOVED: "Your second factor was removed",
    NoticeKind.PASSKEY_ADDED: "A passkey was added",
    NoticeKind.PASSKEY_REMOVED: "A passkey was removed",
    NoticeKind.PASSKEY_DOUBTED: "A passkey of yours was refused",
}
_papers = Environment(
    loader=FileSystemLoader(LETTERS),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701  (plain text for a mail)
    trim_blocks=True,
    lstrip_blocks=True,
)


def tell_people(database: Database, mailer: Mailer, now: datetime) -> int:
    """Mail the notices that are due; how many went. One that the server did not take is tried again later.

    A desk without mail drops them. A crash between sending and noting that sends a notice twice, never not at all.
    """
    if not mailer.can_send:
        with database.writing() as session:
            actions_notices.drop_all(session)
        return 0
    with database.writing() as session:
        letters = actions_notices.take_due(session, now)
        desk = newsroom.current(session).name
    sent = 0
    for letter in letters:
        try:
            mailer.send(letter.email, SUBJECTS[letter.kind], words_of(letter, desk))
        except MailNotSent as error:
            log.warning("a notice was not mailed and is tried again: %s", error)
            continue
        with database.writing() as session:
            actions_notices.note_sent(session, letter)
        sent += 1
    return sent


def words_of(letter: Letter, desk: str) -> str:
    """The mail: what happened, when, and what to do if it was somebody else."""
    at = f"{letter.at:%d %B %Y, %H:%M} UTC"
    return _papers.get_template("notice.txt").render(kind=letter.kind.value, name=letter.name, desk=desk, at=at)
