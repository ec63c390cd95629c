"""Views of the queue and of the sign-off list."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.accounts.types import Role
from verifier.kernel.db import Rows
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.provenance import queries as provenance
from verifier.provenance.resting import shown_end
from verifier.sources import queries as sources
from verifier.tickets import actions, queries
from verifier.tickets import queries_holds as holds
from verifier.tickets.rules import WORKING
from verifier.tickets.types import Cursor, QueueFilter, TicketState
from verifier.verdicts import queries as verdicts
from verifier.web.door import Door, acting, as_key, person, reading, render, viewer, writing
from verifier.web.times import ago, until

door = Door("queue", section="queue")
sign_off_door = Door("sign_off", section="sign-off")

S = TicketState
VIEWS = {
    "open": ("Open", (S.OPEN,)),
    "mine": ("Mine", (S.IN_PROGRESS, S.HELP_NEEDED, S.IN_REVIEW, S.CORRECTING)),
    "help": ("Help needed", (S.HELP_NEEDED,)),
    "proposed": ("Proposed", (S.PROPOSED,)),
    "working": ("All at work", tuple(sorted(WORKING))),
    "done": ("Published", (S.PUBLISHED, S.SIGNED_OFF)),
    "again": ("Look again", ()),
    "all": ("All", ()),
}


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One ticket in a list."""

    id: int
    state: str
    wording: str
    publisher: str
    title: str
    holder: str
    age: str
    age_full: str
    due: str
    late: bool
    urgent: str
    steps: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The reviewer's home: what was returned to them, and the list they chose."""

    view: str
    views: tuple[tuple[str, str, int | None, bool], ...]
    lines: tuple[QueueLine, ...]
    returned: tuple[tuple[int, str, str], ...]
    open_count: int
    publishers: tuple[tuple[int, str], ...]
    publisher_id: int | None
    order: str
    next_href: str
    can_work: bool


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """One proposal that waits for a signature."""

    id: int
    wording: str
    publisher: str
    title: str
    attribution: str
    content: str
    proposer: str
    age: str
    age_full: str
    correction: bool
    against: bool
    own: bool


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """The editor's home. ``holds`` stand; of so many of them somebody asked to lift them."""

    lines: tuple[SignOffLine, ...]
    can_sign: bool
    holds: int
    holds_to_lift: int


@door.page("/", permission=Permission.PUBLIC)
def front() -> ResponseReturnValue:
    """The front door: to the home page of the role, or to what readers see."""
    found = viewer()
    if found is None:
        return redirect("/public", 303)
    return redirect("/sign-off" if found.person.role is Role.EDITOR else "/queue", 303)


@door.page("/queue", permission=Permission.QUEUE_READ)
def home() -> ResponseReturnValue:
    """The reviewer's home."""
    session, me, now = reading(), person(), clock.now()
    view = request.args.get("view", "open") if request.args.get("view") in VIEWS else "open"
    asked = QueueFilter(
        states=VIEWS[view][1],
        assignee_key=me.id if view == "mine" else None,
        publisher_id=request.args.get("publisher", type=as_key),
        order="newest" if request.args.get("order") == "newest" else "urgency",
        look_again=view == "again",
    )
    rows = queries.in_queue(session, asked, after=_cursor(request.args.get("after", "")), limit=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    names = accounts.names_by_id(session, {row.assignee_id for row in shown if row.assignee_id})
    trails = _trails(session, [row.claim_id for row in shown])
    counts, again = queries.count_by_state(session), queries.count_to_look_at(session)
    page = QueuePage(
        view=view,
        views=_views(view, counts, again),
        lines=tuple(_line(row, names, trails, now) for row in shown),
        returned=tuple(_returned(session, row) for row in queries.returned_to(session, me.id)),
        open_count=counts.get(S.OPEN, 0),
        publishers=tuple((row.id, row.name) for row in sources.outlets(session)),
        publisher_id=asked.publisher_id,
        order=asked.order,
        next_href=_next_href(shown) if len(rows) > queries.PAGE else "",
        can_work=me.role in {Role.REVIEWER, Role.EDITOR},
    )
    return render("queue/home.html", page)


def _views(view: str, counts: dict[TicketState, int], again: int) -> tuple[tuple[str, str, int | None, bool], ...]:
    numbers = {key: sum(counts.get(state, 0) for state in states) for key, (_, states) in VIEWS.items()}
    shown = {**numbers, "mine": None, "all": None, "again": again}
    return tuple(
        (label, url_for("queue.home", view=key), shown[key], key == view)
        for key, (label, _) in VIEWS.items()
        if key != "again" or again or view == "again"
    )


def _returned(session: Session, row: queries.QueueRow) -> tuple[int, str, str]:
    note = queries.last_note(session, row.id)
    return row.id, row.wording, note.words if note else ""


def _trails(session: Session, claim_ids: list[int]) -> dict[int, tuple[tuple[str, ...], str]]:
    found = {}
    for claim_id, rows in provenance.rows_of(session, claim_ids).items():
        steps = tuple(
            "protected" if rows.sources[row.source_id].protected else row.naming.value for row in rows.chain()
        )
        found[claim_id] = (steps, shown_end(rows) if steps else "")
    return found


def _line(
    row: queries.QueueRow, names: dict[int, str], trails: dict[int, tuple[tuple[str, ...], str]], now: datetime
) -> QueueLine:
    age, age_full = ago(row.state_since, now)
    steps, end = trails.get(row.claim_id, ((), ""))
    return QueueLine(
        id=row.id,
        state=row.state.value,
        wording=row.wording,
        publisher=row.publisher,
        title=row.title,
        holder=names.get(row.assignee_id or 0, ""),
        age=age,
        age_full=age_full,
        due=until(row.due_at, now),
        late=row.due_at < now,
        urgent="Look again" if row.look_again else {0: "Urgent", 1: "High"}.get(row.priority, ""),
        steps=steps,
        end=end,
    )


def _cursor(words: str) -> Cursor | None:
    parts = words.split("~")
    try:
        if len(parts) != 3:
            return None
        due_at = datetime.fromisoformat(parts[1])
        return Cursor(as_key(parts[0]), due_at, as_key(parts[2])) if due_at.tzinfo else None
    except ValueError:
        return None


def _next_href(shown: Rows) -> str:
    last = shown[-1]
    kept = {name: value for name, value in request.args.items() if name in {"view", "publisher", "order"}}
    return "/queue?" + urlencode({**kept, "after": f"{last.priority}~{last.due_at.isoformat()}~{last.id}"})


@door.form("/queue/next", permission=Permission.TICKET_WORK)
def take_next() -> ResponseReturnValue:
    """Take the most urgent open ticket."""
    try:
        with writing() as session:
            publisher_id = request.form.get("publisher", type=as_key)
            ticket_id = actions.take_next(session, acting(), publisher_id=publisher_id).id
    except RuleBroken as error:
        flash(error.message, "warning")
        return redirect(url_for("queue.home"), 303)
    flash("This ticket is yours.", "good")
    return redirect(url_for("workbench.ticket", ticket_id=ticket_id), 303)


@sign_off_door.page("/sign-off", permission=Permission.SIGN_OFF_READ)
def home_of_editor() -> ResponseReturnValue:
    """The editor's home: proposals, the most urgent and longest waiting first."""
    session, me, now = reading(), person(), clock.now()
    rows = verdicts.waiting_for_signature(session)
    names = accounts.names_by_id(session, {row.proposed_by_id for row in rows})
    lines = []
    for row in rows:
        age, age_full = ago(row.proposed_at, now)
        lines.append(
            SignOffLine(
                id=row.id,
                wording=row.wording,
                publisher=row.publisher,
                title=row.title,
                attribution=row.attribution,
                content=row.content,
                proposer=names.get(row.proposed_by_id, ""),
                age=age,
                age_full=age_full,
                correction=bool(row.public_note),
                against=bool(row.overrides),
                own=row.proposed_by_id == me.id,
            )
        )
    page = SignOffPage(tuple(lines), me.role is Role.EDITOR, *holds.count_standing(session))
    return render("queue/sign_off.html", page)
