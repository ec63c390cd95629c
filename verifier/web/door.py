"""How the web door opens: every route names its permission, and nobody gets past without it.

Deny by default: a view without a permission cannot be declared, and one that slipped in by another way is refused.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from verifier.accounts import actions as accounts
from verifier.accounts import queries, rules
from verifier.accounts.types import Factors, Person
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.newsroom import queries as newsroom
from verifier.newsroom.types import Newsroom
from verifier.outside import clock
from verifier.policy import EVERYBODY, Permission, may
from verifier.tickets.types import Acting

log = logging.getLogger("verifier")

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
LIBRARY_ENDPOINTS = frozenset({"static"})
LARGEST_KEY = 2**63 - 1  # what a key column holds; a larger number in an address names nothing
TOUCH_AFTER = 60  # seconds between two notes that a session is in use


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, as Flask-Login and the templates know them."""

    person: Person
    session_id: int
    proved_at: datetime
    has_password: bool
    token: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds: the secret of the session, never the number of the account."""
        return self.token

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def role(self) -> str:
        """The person's role."""
        return self.person.role.value

    def may(self, permission: str) -> bool:
        """Whether a link or a button for this is of any use to them."""
        return may(self.person, Permission(permission))


class Door(Blueprint):
    """A group of pages. ``section`` names the part of the top bar they belong to."""

    def __init__(self, name: str, *, section: str = "") -> None:
        super().__init__(name, f"verifier.web.{name}")
        self.section = section

    def page(self, rule: str, *, permission: Permission) -> Callable[[View], View]:
        """Declare a page that is looked at."""
        return self._declare(rule, ["GET"], permission)

    def form(self, rule: str, *, permission: Permission) -> Callable[[View], View]:
        """Declare what a form is sent to."""
        return self._declare(rule, ["POST"], permission)

    def _declare(self, rule: str, methods: list[str], permission: Permission) -> Callable[[View], View]:
        def declare(view: View) -> View:
            view.permission = permission  # type: ignore[attr-defined]
            view.section = self.section  # type: ignore[attr-defined]
            self.add_url_rule(rule, view_func=view, methods=methods, provide_automatic_options=False)
            return view

        return declare


class KeyConverter(IntegerConverter):
    """A number in an address that can be a key; every other is an address that does not exist."""

    regex = "0|[1-9][0-9]{0,18}"  # one spelling for each: no zeros before it, no digits of other scripts

    def __init__(self, url_map: Map, **limits: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST_KEY, **limits})


def as_key(words: str) -> int:
    """A number in a query or a form that can be a key, or stand before one. Raises ValueError for every other."""
    if not re.fullmatch("[0-9]{1,19}", words) or int(words) > LARGEST_KEY:
        raise ValueError(words[:40])
    return int(words)


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["verifier_database"]
    return found


def reading() -> Session:
    """The session with which this request looks; it cannot write and ends with the request."""
    if "reading" not in g:
        g.reading = database().read_session()
    found: Session = g.reading
    return found


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction; what this request looked at before is let go, so that it sees its own change after."""
    close_reading()
    with database().writing() as session_:
        yield session_


def close_reading(_error: BaseException | None = None) -> None:
    """End the looking session, if there is one."""
    found = g.pop("reading", None)
    if found is not None:
        found.close()


def go_on_without_database() -> None:
    """Ask the database nothing more in this request: it does not answer, and its page is to be shown all the same."""
    g.database_is_gone = True


def viewer() -> Viewer | None:
    """Who is looking; None for somebody who has not signed in, and where nobody can be asked who that is."""
    if "database_is_gone" in g:
        return None
    user = current_user
    return user._get_current_object() if user and user.is_authenticated else None


def person() -> Person:
    """Who is acting. Only for views whose permission nobody has without signing in."""
    found = viewer()
    if found is None:
        abort(401)
    return found.person


def acting() -> Acting:
    """Who does something, and when: now."""
    return Acting(person(), clock.now())


def factors() -> Factors:
    """The second factors of the person looking, read once a request."""
    if "factors" not in g:
        g.factors = queries.factors(reading(), person().id)
    found: Factors = g.factors
    return found


def our_newsroom() -> Newsroom:
    """The newsroom's settings, read once a request."""
    if "newsroom" not in g:
        g.newsroom = Newsroom() if "database_is_gone" in g else newsroom.current(reading())
    found: Newsroom = g.newsroom
    return found


def render(template: str, page: Any, status: int = 200) -> ResponseReturnValue:
    """A page from its frozen dataclass."""
    return render_template(template, page=page), status


def kept_values(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What a person typed, for a page that refuses it: nothing typed is lost. Secrets are not shown again."""
    hidden = {"csrf_token", "version", "seen", "password", "old", "new", "again", "code", "passkey"}
    return [(name, value) for name, value in form.items(multi=True) if name not in hidden and value.strip()]


def _view() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint) if request.endpoint else None


def refuse_strangers() -> ResponseReturnValue | None:
    """Before every request: could such a person ever do this? Asked before anything is read for the page."""
    view = _view()
    if view is None or request.endpoint in LIBRARY_ENDPOINTS:
        return None
    permission = getattr(view, "permission", None)
    if permission is None:
        abort(403)
    found = viewer()
    if may(found.person if found else None, permission):
        _note_use(found)
        return _lead_to_second_factor(found, permission)
    if found is None and request.method in {"GET", "HEAD"}:
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), 303)
    return abort(401 if found is None else 403)


def _lead_to_second_factor(found: Viewer | None, permission: Permission) -> ResponseReturnValue | None:
    """Where the newsroom requires a second factor, nothing but one's own account comes before it."""
    if found is None or permission in EVERYBODY or permission is Permission.ACCOUNT_OWN:
        return None
    is_required = our_newsroom().requires_factor
    if not rules.must_have_factor(found.person.role, is_required=is_required) or factors().any:
        return None
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("account.second_factor"), 303)
    raise RuleBroken("factor_first", "Set up a second factor first, under “Your account”. Nothing was done.")


def _note_use(found: Viewer | None) -> None:
    if found is None or g.get("seen_at") is None:
        return
    now = clock.now()
    if abs((now - g.seen_at).total_seconds()) < TOUCH_AFTER:
        return
    try:
        with writing() as session_:
            row = queries.session_by_token(session_, found.token)
            if row is not None:
                accounts.touch(session_, row, now)
    except DBAPIError as error:  # whoever only looks can go on looking while nothing can be written
        log.error("the use of a session could not be noted: %s", error.orig)


def load_viewer(token: str) -> Viewer | None:
    """Who this cookie's secret stands for, as the database says now: roles act on the next request."""
    row = queries.session_by_token(reading(), token)
    if row is None or not row.account.active:
        return None
    if not rules.is_alive(opened_at=row.opened_at, seen_at=row.seen_at, ended_at=row.ended_at, now=clock.now()):
        return None
    g.seen_at = row.seen_at
    return Viewer(row.account.as_person(), row.id, row.proved_at, row.account.password_argon2 is not None, token)


def let_in(token: str) -> None:
    """Start a new cookie for a session that was just opened; nothing of the old one goes on, its CSRF token neither."""
    session.clear()
    session["_user_id"] = token


def let_half_in(token: str) -> None:
    """Start a new cookie for a sign-in that waits for a code: it opens nothing yet."""
    session.clear()
    session["half_open"] = token


def half_open() -> str:
    """The secret of the sign-in that waits for a code in this browser; empty where there is none."""
    return str(session.get("half_open", ""))


def guest() -> str:
    """A secret of this browser's, before anybody has signed in; made where there is none yet."""
    if "guest" not in session:
        session["guest"] = secrets.token_urlsafe(32)
    return str(session["guest"])


def let_out() -> None:
    """Forget the cookie."""
    session.clear()


def _asset_addresses(folder: Path) -> Callable[[str], str]:
    digests = {file.name: sha256(file.read_bytes()).hexdigest()[:10] for file in folder.iterdir() if file.is_file()}
    return lambda name: f"/static/{name}?v={digests[name]}"


def fit(app: Flask) -> None:
    """Fit the locks to an application."""
    login = LoginManager()
    login.session_protection = None  # it would trust X-Forwarded-For; our sessions are bound by their own secret
    login.init_app(app, add_context_processor=False)  # pages are told who looks by `everywhere` below
    login.user_loader(load_viewer)
    app.url_map.converters["int"] = KeyConverter
    app.url_map.merge_slashes = False  # else //somewhere is sent on to an address made of the Host header
    app.before_request(refuse_strangers)
    app.teardown_request(close_reading)

    # Macros see globals only, so the address of an asset must be one. Its digest lets browsers keep it for a year.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.jinja_env.globals["asset"] = _asset_addresses(Path(app.static_folder or ""))

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        view = _view()
        return {
            "viewer": viewer(),
            "desk_name": our_newsroom().name,
            "section": getattr(view, "section", ""),
        }
