"""How the web door says no: every refusal is a page in plain words that shows again what was typed."""

import errno
import logging
from dataclasses import dataclass

from flask import Flask, current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from verifier.config import Settings
from verifier.kernel.errors import NotFound, RuleBroken, Withheld
from verifier.kernel.refusals import as_refusal
from verifier.publishing.standing import withheld_line
from verifier.schema import METADATA, REFUSALS
from verifier.web.door import close_reading, go_on_without_database, kept_values, render
from verifier.web.hardening import MOST_BYTES, MOST_FIELDS

log = logging.getLogger("verifier")

STATUS = {
    "content_changed": 409,
    "factor_first": 403,
    "forbidden_transition": 409,
    "four_eyes": 403,
    "frozen": 409,
    "held_already": 409,
    "hold_lifted": 409,
    "not_editable": 409,
    "not_urgent": 409,
    "not_yours": 403,
    "nothing_proposed": 409,
    "nothing_signed": 409,
    "nothing_asked": 409,
    "on_hold": 409,
    "second_editor": 403,
    "second_person": 403,
    "signed_out": 401,
    "stale": 409,
    "throttled": 429,
}
FULL_OR_BROKEN = frozenset(  # what a disk or a folder says that cannot take a file now
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}
    | {errno.EMFILE, errno.ENFILE}
)
WORDS = {
    400: ("This request cannot be read", "Go back, reload the page and try again."),
    401: ("Sign in to go on", "Your session has ended. Sign in, then do it again."),
    403: ("Not for your role", "Your role at this desk does not allow this. An admin can change that."),
    404: ("Nothing here", "There is no such page, or it is not for you. Check the address, or go back to the queue."),
    405: ("Not in this way", "This address does not take such a request. Go back and use the page's own buttons."),
    413: ("Too large", "At most 6 MB are taken in at once. Choose a smaller file, or paste the text."),
    500: ("Something broke", "It is our fault and was noted. Nothing was half-saved. Try again in a moment."),
    503: ("The desk cannot save just now", "Nothing was lost or half-saved. Wait a moment and send it again."),
}


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """A refusal: what, why and what to do, and the words that were typed."""

    title: str
    message: str
    status: int
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WithheldPage:
    """What readers get in place of a claim, an article or a file that is on legal hold: that it is, and since when."""

    line: str


def refuse(status: int, message: str = "", title: str = "") -> ResponseReturnValue:
    """The page of a refusal. Never fails for the sake of a database that cannot be read."""
    usual_title, usual_message = WORDS.get(status, WORDS[400])
    kept: tuple[tuple[str, str], ...] = ()
    if request.method == "POST" and status != 413:
        kept = tuple(kept_values(request.form))
    page = RefusalPage(title or usual_title, message or usual_message, status, kept)
    close_reading()
    try:
        return render("errors/refusal.html", page, status)
    except DBAPIError:
        go_on_without_database()
        return render("errors/refusal.html", page, status)


def status_of(error: RuleBroken) -> int:
    """The status of a page that shows a rule's refusal."""
    return STATUS.get(error.code, 422)


def withhold(error: Withheld) -> ResponseReturnValue:
    """What readers get in place of something on legal hold; nobody keeps the answer, so that a lifted hold is seen."""
    settings: Settings = current_app.extensions["verifier_settings"]
    response = make_response(render("public/withheld.html", WithheldPage(withheld_line(error.since.date())), 451))
    response.headers["Link"] = f'<{settings.public_url}/>; rel="blocked-by"'  # RFC 7725: by this desk itself
    response.cache_control.no_store = True
    close_reading()
    return response


def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """More bytes or more fields than are taken in."""
    if (request.content_length or 0) <= MOST_BYTES:
        return refuse(413, f"At most {MOST_FIELDS:,} fields are taken in at once. Send them in several parts.")
    return refuse(413)


def fit(app: Flask) -> None:
    """Fit the refusals to an application."""
    _fit_outages(app)
    app.register_error_handler(Withheld, withhold)

    @app.errorhandler(RuleBroken)
    def rule_broken(error: RuleBroken) -> ResponseReturnValue:
        return refuse(status_of(error), error.message, "This cannot be done")

    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> ResponseReturnValue:
        return refuse(404, str(error))

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> ResponseReturnValue:
        message = "The form is older than your session. Your words are below: reload the form and send them again."
        return refuse(400, message, "This form has expired")

    @app.errorhandler(IntegrityError)
    def constraint(error: IntegrityError) -> ResponseReturnValue:
        refusal = as_refusal(error, METADATA, REFUSALS)
        if refusal is None:
            return _broke(error)
        return refuse(409, refusal.message, "This cannot be done")

    app.register_error_handler(RequestEntityTooLarge, too_large)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        response = refuse(error.code or 500)
        allowed = getattr(error, "valid_methods", None)
        return (
            (*response, {"Allow": ", ".join(sorted(allowed))}) if allowed and isinstance(response, tuple) else response
        )

    app.register_error_handler(Exception, _broke)


def _broke(error: Exception) -> ResponseReturnValue:
    log.error("a request broke", exc_info=error)
    return refuse(500)


def _fit_outages(app: Flask) -> None:
    """Fit what is said where the database or a disk cannot do its part: nothing is saved, what was typed is kept."""

    @app.errorhandler(OperationalError)
    def cannot_save(error: DBAPIError) -> ResponseReturnValue:
        log.error("the database does not answer: %s", error.orig)
        return refuse(503)

    @app.errorhandler(DBAPIError)
    def not_storable(error: DBAPIError) -> ResponseReturnValue:
        if type(error).__name__ == "DataError":
            return refuse(422, "A number or a text is outside what can be stored. Check what you wrote.")
        if error.connection_invalidated:
            return cannot_save(error)
        return _broke(error)

    @app.errorhandler(OSError)
    def cannot_keep(error: OSError) -> ResponseReturnValue:
        if error.errno not in FULL_OR_BROKEN:
            return _broke(error)
        log.error("a file cannot be kept: %s", error)
        return refuse(503)
