"""One message to one person, as plain text, through the newsroom's own mail server, or not at all.

A desk without a mail server is a normal desk: ``can_send`` is then False and whoever invites a colleague passes the
link on by hand. What people typed becomes part of a header only after it was found to be one address or one line.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Final, Self, TypedDict
from urllib.parse import parse_qs, unquote, urlsplit

from verifier.outside.clock import now

SECONDS: Final = 10.0

_ADDRESS: Final = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?!-)[^\s@,;:<>()\[\]\"\\/]{1,190}", re.UNICODE)
_LONGEST_SUBJECT: Final = 200
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS: Final = {"smtp": 587, "smtps": 465}


class MailNotSent(Exception):  # noqa: N818
    """A message that did not leave. The message of the exception is a sentence and says what to do."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over and as whom. ``is_wrapped`` means TLS from the first byte (smtps)."""

    host: str
    port: int
    is_wrapped: bool
    user: str
    password: str = field(repr=False)
    sender: str

    @property
    def domain(self) -> str:
        """The domain that messages come from."""
        return self.sender.rpartition("@")[2]


class Place(TypedDict):
    """What both kinds of connection want to know."""

    host: str
    port: int
    timeout: float
    local_hostname: str


class Mailer:
    """Sends messages, or says that it cannot."""

    def __init__(self, server: MailServer | None, *, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._trust = trust

    @classmethod
    def open(cls, smtp_url: str | None, *, trust: ssl.SSLContext | None = None) -> Self:
        """A mailer for ``smtp://user:password@host:587`` or ``smtps://...:465``; none for None or an empty text.

        ``?from=desk@news.example`` names the sender where the user name is not an address. ``trust`` replaces the
        system's certificates, for a mail server with an issuer of its own. Raises ValueError for any other URL.
        """
        return cls(read_smtp_url(smtp_url) if smtp_url else None, trust=trust)

    @property
    def can_send(self) -> bool:
        """Whether a mail server is set. It may still refuse a message."""
        return self._server is not None

    def send(self, to: str, subject: str, body: str) -> None:
        """Hand a message to the mail server. Raises MailNotSent when there is none or it did not take it."""
        if self._server is None:
            raise MailNotSent("This desk has no mail server. Pass the message on by hand, or set SMTP_URL.")
        message = compose(self._server.sender, to, subject, body)
        try:
            self._hand_over(self._server, message)
        except smtplib.SMTPRecipientsRefused as error:
            raise MailNotSent(f"The mail server does not deliver to {to}. Check the address.") from error
        except smtplib.SMTPAuthenticationError as error:
            raise MailNotSent("The mail server does not accept the desk's password. Check SMTP_URL.") from error
        except (smtplib.SMTPException, ssl.SSLError) as error:
            raise MailNotSent(f"The mail server refused the message: {_plain(error)}") from error
        except OSError as error:
            raise MailNotSent("The mail server does not answer. Try again later.") from error

    def _hand_over(self, server: MailServer, message: EmailMessage) -> None:
        trust = self._trust or ssl.create_default_context()
        # The name given in EHLO is the sender's: this machine's own is nobody's business and slow to look up.
        place: Place = {"host": server.host, "port": server.port, "timeout": SECONDS, "local_hostname": server.domain}
        connection = smtplib.SMTP_SSL(**place, context=trust) if server.is_wrapped else smtplib.SMTP(**place)
        with connection as talk:
            talk.ehlo_or_helo_if_needed()
            if not server.is_wrapped and talk.has_extn("starttls"):
                talk.starttls(context=trust)
                talk.ehlo()
            elif not server.is_wrapped and server.user and server.host not in _THIS_MACHINE:
                raise smtplib.SMTPException("it offers no encryption, and the password is not sent in the clear")
            if server.user:
                talk.login(server.user, server.password)
            talk.send_message(message)


def read_smtp_url(url: str) -> MailServer:
    """Take an SMTP URL apart; user name and password may be percent-encoded. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465")
    user = unquote(parts.username or "")
    stated = parse_qs(parts.query).get("from", [""])[0]
    sender = stated or (user if _ADDRESS.fullmatch(user) else f"verifier@{parts.hostname}")
    if not _ADDRESS.fullmatch(sender):
        raise ValueError("the sender in SMTP_URL (?from=...) is not an e-mail address")
    port = parts.port or _PORTS[parts.scheme]
    return MailServer(parts.hostname, port, parts.scheme == "smtps", user, unquote(parts.password or ""), sender)


def compose(sender: str, to: str, subject: str, body: str) -> EmailMessage:
    """A message of one plain text part, its subject on one line. Raises MailNotSent unless ``to`` is one address."""
    if not _ADDRESS.fullmatch(to) or not to.isprintable():
        raise MailNotSent("This is not an e-mail address. Check it for typing errors.")
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Verifier <{sender}>"
    message["To"] = to
    message["Subject"] = _one_line(subject)[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.encode("utf-8", errors="replace").decode("utf-8"), charset="utf-8")
    return message


def _one_line(words: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def _plain(error: Exception) -> str:
    said = getattr(error, "smtp_error", None) or str(error)
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else str(said)
    return f"{_one_line(text)[:200].rstrip('.')}."
