"""The front door: the WSGI application (``app:app``), and ``python app.py COMMAND``."""

import os
from typing import Any

import click
from flask import Flask


def create() -> Flask:
    """The application as the environment describes it, over a database at its newest migration."""
    from verifier.config import from_environment
    from verifier.factory import create_app
    from verifier.kernel import migrating
    from verifier.kernel.db import Database

    settings = from_environment(behind_proxy=os.environ.get("VERIFIER_BEHIND_PROXY") == "1")
    database = Database(settings.database_url)
    migrating.upgrade(database)
    application = create_app(settings, database=database)
    if click.get_current_context(silent=True):  # it is ``flask COMMAND`` that asks, not a server
        from verifier.cli.main import COMMANDS, command

        for name in COMMANDS:
            application.cli.add_command(command(name))
    return application


def __getattr__(name: str) -> Any:
    """Make ``app`` only when a server or ``flask`` asks for it: commands that need no database stay fast."""
    if name == "app":
        globals()["app"] = create()
        return globals()["app"]
    raise AttributeError(name)


if __name__ == "__main__":
    from verifier.cli.main import main

    main()
