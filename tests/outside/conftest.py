"""Small servers on this machine that behave as badly as the web does, and the network that leads to them."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from factories.hostile import generate

from verifier.outside.addresses import IPAddress, is_public
from verifier.outside.wire import PUBLIC_INTERNET, Network, connect_by_socket

Reply = Callable[[socket.socket, str], None]


class Site:
    """A server on a loopback address. ``reply`` gets the connection and the path asked for; ``hits`` counts visits."""

    def __init__(
        self, reply: Reply, host: str = "127.0.0.1", wrap: Callable[[socket.socket], socket.socket] | None = None
    ):
        self._reply = reply
        self._wrap = wrap
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family)
        self.port: int = self._listener.getsockname()[1]
        self.hits = 0
        self.requests: list[bytes] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.hits += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError):
            if self._wrap:
                connection = self._wrap(connection)
            with connection:
                connection.settimeout(20)
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.requests.append(request)
                self._reply(connection, request.split(b" ")[1].decode("ascii"))

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(2)


@dataclass
class Streets:
    """A network in which public names and addresses lead to servers of this machine, and which notes every visit.

    ``names`` maps host names to the answers of successive look-ups; ``routes`` maps a public address to a local port.
    Every other address is connected to in earnest, so that a guard that fails reaches what it must not.
    """

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    routes: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.names:
            raise OSError(f"no such name: {host}")
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: IPAddress, port: int, seconds: float) -> socket.socket:
        self.reached.append(str(address))
        if str(address) in self.routes:
            return connect_by_socket(ip_address("127.0.0.1"), self.routes[str(address)], seconds)
        return connect_by_socket(address, port, min(seconds, 0.5))

    def network(self, *, any_port: bool = False) -> Network:
        ports = None if any_port else PUBLIC_INTERNET.ports
        return replace(PUBLIC_INTERNET, resolve=self.resolve, connect=self.connect, admits=is_public, ports=ports)


@pytest.fixture
def streets() -> Streets:
    """An empty town."""
    return Streets()


@pytest.fixture
def open_site() -> Iterator[Callable[..., Site]]:
    """Opens sites; all are closed after the test."""
    sites: list[Site] = []

    def start(reply: Reply | bytes, **more: Any) -> Site:
        answer = reply
        site = Site(
            (lambda connection, path: connection.sendall(answer)) if isinstance(answer, bytes) else answer, **more
        )
        sites.append(site)
        return site

    yield start
    for site in sites:
        site.stop()


@pytest.fixture
def town(streets: Streets, open_site: Callable[..., Site]) -> Callable[..., Network]:
    """A network in which news.test is a public site that gives the reply asked for."""

    def build(reply: Any) -> Network:
        streets.names["news.test"] = [["93.184.215.14"]]
        streets.routes["93.184.215.14"] = open_site(reply).port
        return streets.network()

    return build


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for news.test (cert.pem) and the same with its key (both.pem)."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine: install it to run the tests of TLS")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.test"),
            *("-addext", "subjectAltName=DNS:news.test", "-keyout", folder / "both.pem", "-out", folder / "cert.pem"),
        ],
        capture_output=True,
        check=True,
    )
    with (folder / "both.pem").open("ab") as both:
        both.write((folder / "cert.pem").read_bytes())
    return folder


pytest_generate_tests = generate
