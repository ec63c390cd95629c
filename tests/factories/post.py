"""A mail server of this machine, for what is mailed."""

import socket
import ssl
import threading
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import BinaryIO


class PostOffice:
    """A mail server of this machine. ``refuse`` answers one command with a failure."""

    def __init__(
        self,
        *,
        refuse: str = "",
        offers: tuple[str, ...] = (),
        tls: ssl.SSLContext | None = None,
        wrapped: bool = False,
    ) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.commands: list[str] = []
        self.letters: list[bytes] = []
        self._refuse = refuse
        self._offers = offers
        self._tls = tls
        self._wrapped = wrapped
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            connection, _ = self._listener.accept()
            with connection:
                connection.settimeout(10)
                if self._wrapped and self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                self._say(connection, "220 ready")
                while self._converse(connection) and self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
            connection.close()

    def _converse(self, connection: socket.socket) -> bool:
        """Answer commands to the end; True when the rest is to be said under TLS."""
        with connection.makefile("rb") as talk:
            while line := talk.readline():
                command = line.decode("utf-8").strip()
                self.commands.append(command)
                verb = command[:4].upper()
                if self._refuse and command.upper().startswith(self._refuse):
                    self._say(connection, "550 5.7.1 not here")
                elif verb == "STAR":
                    self._say(connection, "220 go on in secret")
                    return True
                elif verb == "DATA":
                    self._say(connection, "354 go on")
                    self.letters.append(self._letter(talk))
                    self._say(connection, "250 taken")
                else:
                    offers = ["250-post.example", *(f"250-{offer}" for offer in self._offers), "250 8BITMIME"]
                    answers = {"EHLO": offers, "AUTH": ["235 welcome"], "QUIT": ["221 bye"]}
                    self._say(connection, *answers.get(verb, ["250 fine"]))
        return False

    @staticmethod
    def _say(connection: socket.socket, *lines: str) -> None:
        connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    @staticmethod
    def _letter(talk: BinaryIO) -> bytes:
        lines = []
        while (line := talk.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(2)

    @property
    def letter(self) -> EmailMessage:
        parsed = message_from_bytes(self.letters[0], policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed
