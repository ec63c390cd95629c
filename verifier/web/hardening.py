"""What every answer carries, and how large a request may be. Sources: docs/security.md."""

import re

from flask import Flask, Response, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from verifier.config import Settings
from verifier.web.door import viewer

MEGABYTE = 1024 * 1024
MOST_BYTES = 6 * MEGABYTE
MOST_FIELDS = 1_000
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types verifier",
    )
)

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def _holds_controls(given: MultiDict[str, str]) -> bool:
    return any(CONTROLS.search(one) for pair in given.items(multi=True) for one in pair)


def _without_controls(given: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    kept = ((CONTROLS.sub("", name), CONTROLS.sub("", value)) for name, value in given.items(multi=True))
    return ImmutableMultiDict(kept)


def fit(app: Flask, settings: Settings) -> None:
    """Fit limits and headers to an application."""
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=MOST_FIELDS,
        SESSION_COOKIE_NAME="__Host-verifier" if settings.is_secure else "verifier",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )

    @app.before_request
    def limit_fields() -> None:
        # Werkzeug counts the parts of a multipart body only
        if request.mimetype == "application/x-www-form-urlencoded":
            if (request.content_length or 0) > MOST_BYTES:
                abort(413)
            if request.get_data(cache=True, parse_form_data=False).count(b"&") >= MOST_FIELDS:
                abort(413)

    @app.before_request
    def take_words_only() -> None:
        """What no keyboard writes and no text holds is left out; an address that is no text is refused."""
        try:
            asked = request.args
        except UnicodeDecodeError:
            abort(400)
        if _holds_controls(asked):
            request.args = _without_controls(asked)
        if request.method == "POST" and _holds_controls(request.form):
            request.form = _without_controls(request.form)

    @app.after_request
    def harden(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Frame-Options"] = "DENY"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if settings.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint != "static" and (
            response.status_code >= 500 or request.method != "GET" or viewer() is not None
        ):
            headers["Cache-Control"] = "no-store"
        return response
