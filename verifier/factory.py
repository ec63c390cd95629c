"""Putting the application together: the only module that knows every door."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from verifier.config import Settings
from verifier.kernel.db import Database
from verifier.outside.evidence import EvidenceStore
from verifier.outside.logbook import Logbook
from verifier.outside.mail import Mailer
from verifier.outside.wire import PUBLIC_INTERNET, Network
from verifier.web import door, hardening, pages, refusing

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Outside:
    """What lies beyond this machine, as the application was given it."""

    evidence: EvidenceStore
    mailer: Mailer
    logbook: Logbook
    network: Network = PUBLIC_INTERNET


def create_app(
    settings: Settings, *, database: Database | None = None, overrides: dict[str, Any] | None = None
) -> Flask:
    """The WSGI application. The database must be at the newest migration already."""
    app = Flask(
        "verifier",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "verifier" / "web" / "static"),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        WTF_CSRF_TIME_LIMIT=None,  # a reviewer may write for hours; the session's life is the limit
        WTF_CSRF_SSL_STRICT=True,
        PROPAGATE_EXCEPTIONS=False,
        **(overrides or {}),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    connect(app, settings, database or Database(settings.database_url))
    hardening.fit(app, settings)
    door.fit(app)
    CSRFProtect(app)
    refusing.fit(app)
    for one in pages.ALL:
        app.register_blueprint(one)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def connect(app: Flask, settings: Settings, database: Database) -> None:
    """Give the application its database and what lies outside."""
    app.extensions["verifier_settings"] = settings
    app.extensions["verifier_database"] = database
    app.extensions["verifier_outside"] = Outside(
        EvidenceStore.open(settings.evidence_url),
        Mailer.open(settings.smtp_url or None),
        Logbook(settings.log_folder),
    )
