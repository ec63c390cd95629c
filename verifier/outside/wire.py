"""The wire of a fetch: one look-up, every answer checked, one connection to an address that was checked.

httpcore2 asks a network backend for its connections. This one resolves a name once, refuses unless *every* answer is
admitted, and connects to those very addresses, so that a name that answers differently the second time gains nothing.
TLS is still verified against the name. All waiting, from the look-up to the last byte, draws on one deadline.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

import httpcore2
import httpx2

from verifier.outside.addresses import IPAddress, is_public

_ADDRESSES_TRIED: Final = 3

Resolver = Callable[[str, int], Sequence[str]]
Connector = Callable[[IPAddress, int, float], socket.socket]


class NotAdmitted(Exception):  # noqa: N818
    """At least one of a name's addresses lies where fetching must not go."""


class NameUnknown(Exception):  # noqa: N818
    """The name has no address."""


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, in the order the system prefers. Raises OSError when there are none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def connect_by_socket(address: IPAddress, port: int, seconds: float) -> socket.socket:
    """A TCP connection to exactly this address. Raises OSError."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except BaseException:
        connection.close()
        raise
    return connection


def trust_system() -> ssl.SSLContext:
    """Certificates as the system trusts them; the environment of the process has no say."""
    return httpx2.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Network:
    """The network that fetches may use. The default is the public internet on the two ports of the web.

    Every part is a parameter because a desk may sit behind its own resolver, and because the guard can only be shown
    to hold by aiming it at places that it must not reach. ``ports`` None means any port.
    """

    ports: frozenset[int] | None = frozenset({80, 443})
    admits: Callable[[IPAddress], bool] = is_public
    resolve: Resolver = resolve_by_system
    connect: Connector = connect_by_socket
    tls: Callable[[], ssl.SSLContext] = trust_system


PUBLIC_INTERNET: Final = Network()


class Deadline:
    """A moment after which nothing of a fetch goes on."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for this fetch is over")
        return seconds


class GuardedWire(httpcore2.NetworkBackend):
    """Connections for httpcore2 that end only at admitted addresses. Remembers in ``reached`` which one it was."""

    def __init__(self, network: Network, deadline: Deadline, literal: IPAddress | None) -> None:
        self._network = network
        self._deadline = deadline
        self._literal = literal
        self.reached: IPAddress | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check all, connect to one. Raises NotAdmitted, NameUnknown, TimeoutError, OSError."""
        addresses = [self._literal] if self._literal else self._look_up(host, port)
        if not all(self._network.admits(address) for address in addresses):
            raise NotAdmitted(host)
        failure: OSError | None = None
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                connection = self._network.connect(address, port, self._deadline.left())
            except OSError as error:
                failure = error
                continue
            self.reached = address
            return TimedStream(connection, self._deadline)
        raise failure or NameUnknown(host)

    def _look_up(self, host: str, port: int) -> Sequence[IPAddress]:
        # The system's resolver cannot be told to hurry, so it is left behind in its thread when the time is over.
        answered: queue.SimpleQueue[Sequence[IPAddress] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answered.put([ip_address(written) for written in self._network.resolve(host, port)])
            except Exception as error:
                answered.put(error)

        threading.Thread(target=ask, daemon=True, name="look-up").start()
        try:
            answer = answered.get(timeout=self._deadline.left())
        except queue.Empty as error:
            raise TimeoutError("the name was not resolved in time") from error
        if isinstance(answer, Exception):
            raise NameUnknown(host) from answer
        return answer


class TimedStream(httpcore2.NetworkStream):
    """A connection on which every wait is cut to what the deadline leaves, whatever the caller asked for."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises TimeoutError, OSError."""
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises TimeoutError; a broken connection is told as httpcore2's WriteError, after which it still reads."""
        if not buffer:
            return
        self._connection.settimeout(self._deadline.left())
        try:
            self._connection.sendall(buffer)
        except TimeoutError:
            raise
        except OSError as error:
            raise httpcore2.WriteError(str(error)) from error

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS, the certificate checked against the name. Raises ssl.SSLError, OSError."""
        self._connection.settimeout(self._deadline.left())
        try:
            return TimedStream(
                ssl_context.wrap_socket(self._connection, server_hostname=server_hostname), self._deadline
            )
        except BaseException:
            self.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks about a connection; nothing here is kept alive, so only the socket is told."""
        return self._connection if info == "socket" else None
