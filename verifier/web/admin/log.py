"""The log, for those who check what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import queries as accounts
from verifier.audit import queries
from verifier.audit.models import Entry
from verifier.policy import Permission, may
from verifier.web.admin.door import door
from verifier.web.admin.witness import WitnessPart, witness_part
from verifier.web.deeds import change_of, deed
from verifier.web.door import as_key, person, reading, render

PAGE = 100
PLACES = {
    "account": ("/admin/people/", Permission.ACCOUNT_ADMINISTER),
    "article": ("/articles/", Permission.ARTICLE_READ),
    "hold": ("/holds/", Permission.HOLD_READ),
    "source": ("/sources/", Permission.SOURCE_READ),
    "ticket": ("/tickets/", Permission.TICKET_READ),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log in words."""

    seq: int
    at: datetime
    who: str
    did: str
    change: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log and its head."""

    lines: tuple[LogLine, ...]
    size: int
    root: str
    next_href: str
    is_newest: bool
    may_administer: bool
    witness: WitnessPart


@door.page("/admin/log", permission=Permission.AUDIT_READ)
def log() -> ResponseReturnValue:
    """What was done, by whom, newest first."""
    session, me = reading(), person()
    before = request.args.get("before", type=as_key)
    rows = queries.newest(session, before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    names = accounts.names_by_id(session, _people_in(shown))
    places = {kind: start for kind, (start, needed) in PLACES.items() if may(me, needed)}
    head = queries.head(session)
    page = LogPage(
        lines=tuple(_line(row, names, places) for row in shown),
        size=head.size,
        root=head.root,
        next_href=url_for("admin.log", before=shown[-1].seq) if len(rows) > PAGE else "",
        is_newest=before is None,
        may_administer=may(me, Permission.ACCOUNT_ADMINISTER),
        witness=witness_part(),
    )
    return render("admin/log.html", page)


def _people_in(rows: Sequence[Entry]) -> set[int]:
    actors = {row.actor_id for row in rows if row.actor_id is not None}
    return actors | {row.subject_id for row in rows if row.subject_kind == "account"}


def _line(row: Entry, names: Mapping[int, str], places: Mapping[str, str]) -> LogLine:
    kind, key = row.subject_kind, row.subject_id
    if kind == "verdict" and isinstance(row.detail.get("ticket"), int):
        kind, key = "ticket", row.detail["ticket"]
    about = names.get(key, f"Account {key}") if kind == "account" else f"{kind.capitalize()} {key}"
    who = "" if row.actor_id is None else names.get(row.actor_id, f"Account {row.actor_id}")
    return LogLine(
        seq=row.seq,
        at=row.at,
        who=who,
        did=deed(row.action),
        change=change_of(row.detail),
        about=about if kind not in {"newsroom", "rules"} else "",
        href=f"{places[kind]}{key}" if kind in places else "",
    )
