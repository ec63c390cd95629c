"""Serving pages, and the work that takes time beside it."""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from verifier.cli.desk import OpenDesk, open_desk
from verifier.outside.mail import Mailer
from verifier.outside.witness import ask
from verifier.worker.cosigning import Sending, Witness, send_on
from verifier.worker.loop import work_until
from verifier.worker.telling import tell_people
from verifier.worker.witnessing import take_if_due

FRONT_DOOR = Path(__file__).resolve().parents[2] / "app.py"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_free(host: str, port: int) -> None:
    """Raise ClickException where something listens already: two servers would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            words = f"{host}:{port} cannot be listened on ({error.strerror}). Choose another with --port."
            raise click.ClickException(words) from None


@click.command("serve", help="Migrate and serve, with the worker beside it.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--behind-proxy", is_flag=True, help="A proxy of yours ends TLS and passes requests on.")
def serve(host: str, port: int, behind_proxy: bool) -> None:
    """Serve until a signal ends it. Raises ClickException for a public address without a proxy in front."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if not is_loopback(host) and not behind_proxy:
        raise click.ClickException(
            f"{host} can be reached from other machines, and this server speaks no TLS. Put a proxy in front and add"
            " --behind-proxy, or listen on 127.0.0.1."
        )
    check_free(host, port)
    with open_desk() as desk:
        click.echo(f"Serving {desk.settings.public_url if behind_proxy else f'http://{host}:{port}'}  (Ctrl+C ends it)")
    if behind_proxy:
        os.environ["VERIFIER_BEHIND_PROXY"] = "1"
    sys.path.insert(0, str(FRONT_DOOR.parent))
    worker = subprocess.Popen([sys.executable, str(FRONT_DOOR), "work"])  # noqa: S603  (our own front door)
    try:
        Granian(
            "app:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            websockets=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=10)


@click.command("work", help="Only the worker: what takes time, and what the clock does. `serve` starts one by itself.")
def work() -> None:
    """Work until a signal ends it, or until the server that started it is gone."""
    parent = os.getppid()
    with open_desk() as desk:
        mailer = Mailer.open(desk.settings.smtp_url or None)
        sending = sending_of(desk, mailer)

        def after_round(now: datetime) -> None:
            take_if_due(desk.database, desk.logbook, sending.signer, now)
            send_on(sending, now)
            tell_people(desk.database, mailer, now)

        work_until(desk.database, is_over=lambda: os.getppid() != parent, after_round=after_round)


def sending_of(desk: OpenDesk, mailer: Mailer) -> Sending:
    """What this desk sends its checkpoints on with. Raises SettingRefused, OSError, ValueError."""
    settings, key = desk.settings, desk.witness_key()
    return Sending(
        database=desk.database,
        logbook=desk.logbook,
        folder=settings.log_folder,
        signer=desk.signer(),
        witness=Witness(key, partial(ask, settings.witness_url)) if key is not None else None,
        mailer=mailer,
        mail_to=settings.witness_mail,
    )
