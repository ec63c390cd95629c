"""A message leaves whole and to one person, and nothing typed becomes a header."""

import base64
import socket
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from factories.post import PostOffice

from verifier.outside.mail import Mailer, MailNotSent, compose, read_smtp_url


@pytest.fixture
def office() -> Iterator[PostOffice]:
    opened = PostOffice(offers=("AUTH PLAIN",))
    yield opened
    opened.close()


def test_a_message_arrives_as_written(office: PostOffice) -> None:
    body = "Dear Łucja,\n\n.\nA line after a dot, and مرحبا.\nhttps://desk.example/invite/" + "a" * 300 + "\n"
    mailer = Mailer.open(f"smtp://127.0.0.1:{office.port}?from=desk@news.example")
    mailer.send("lucja@news.example", "Einladung – prüfen", body)
    letter = office.letter
    assert letter.get_content().replace("\r\n", "\n") == body
    assert (letter["Subject"], letter["To"]) == ("Einladung – prüfen", "lucja@news.example")
    assert letter["From"] == "Verifier <desk@news.example>"
    assert letter["Message-ID"].endswith("@news.example>")
    assert letter["Date"].datetime.utcoffset() is not None
    assert office.commands[:2] == ["ehlo news.example", "mail FROM:<desk@news.example>"]


def test_user_and_password_of_the_url_are_used(office: PostOffice) -> None:
    Mailer.open(f"smtp://desk%40news.example:p%3Aw%2Fd@127.0.0.1:{office.port}").send("a@news.example", "Hello", "Text")
    sent = next(command for command in office.commands if command.startswith("AUTH PLAIN "))
    assert base64.b64decode(sent.removeprefix("AUTH PLAIN ")) == b"\x00desk@news.example\x00p:w/d"
    assert office.letter["From"] == "Verifier <desk@news.example>"


def test_a_desk_without_a_mail_server_says_so() -> None:
    for nothing in (None, ""):
        mailer = Mailer.open(nothing)
        assert not mailer.can_send
        with pytest.raises(MailNotSent, match="by hand"):
            mailer.send("a@news.example", "Hello", "Text")


@pytest.mark.parametrize(
    "to",
    [
        *("", "nobody", "a@b@c.example", "a b@news.example", "a@news.example, b@news.example", "<a@news.example>"),
        *(
            "a@news.example\r\nBcc: b@evil.example",
            "a@news.example\n",
            "a\x00@news.example",
            "a@news.example;b@x.example",
        ),
        *(
            "Name <a@news.example>",
            "a@-news.example",
            "a@",
            "@news.example",
            "a\u2028@news.example",
            "a" * 65 + "@x.example",
        ),
    ],
)
def test_only_one_address_is_written_to(office: PostOffice, to: str) -> None:
    with pytest.raises(MailNotSent, match="not an e-mail address"):
        Mailer.open(f"smtp://127.0.0.1:{office.port}").send(to, "Hello", "Text")
    assert office.commands == []


@pytest.mark.parametrize(
    "subject", ["Hello\r\nBcc: b@evil.example", "Hello\nBcc: x", "Hello\rBcc: x", "Hello\u2028Bcc: x", "\x00"]
)
def test_a_subject_stays_a_subject(subject: str) -> None:
    letter = message_from_bytes(
        compose("desk@news.example", "a@news.example", subject, "Text").as_bytes(), policy=default
    )
    assert letter["Bcc"] is None
    assert set(letter.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }


@pytest.mark.parametrize(
    ("refuse", "word"), [("RCPT", "Check the address"), ("AUTH", "password"), ("DATA", "not here")]
)
def test_a_refusal_is_told_in_plain_words(refuse: str, word: str) -> None:
    office = PostOffice(refuse=refuse, offers=("AUTH PLAIN",))
    with pytest.raises(MailNotSent, match=word):
        Mailer.open(f"smtp://u:p@127.0.0.1:{office.port}?from=d@news.example").send("a@news.example", "Hello", "Text")
    office.close()


def test_a_dead_server_is_told() -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    port = dead.getsockname()[1]
    dead.close()
    with pytest.raises(MailNotSent, match="does not answer"):
        Mailer.open(f"smtp://127.0.0.1:{port}").send("a@news.example", "Hello", "Text")


def test_the_password_is_not_sent_in_the_clear_over_a_network(
    monkeypatch: pytest.MonkeyPatch, office: PostOffice
) -> None:
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda _, *rest, **more: real(("127.0.0.1", office.port), *rest, **more)
    )
    with pytest.raises(MailNotSent, match="no encryption"):
        Mailer.open("smtp://desk:secret@mail.news.example").send("a@news.example", "Hello", "Text")
    assert not any(command.startswith("AUTH") for command in office.commands)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_goes_out_under_tls_to_the_server_that_is_named(
    certificate: Path, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate / "both.pem")
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    real = socket.create_connection
    for host, is_taken in (("news.test", True), ("other.test", False)):
        office = PostOffice(offers=("STARTTLS", "AUTH PLAIN"), tls=tls, wrapped=scheme == "smtps")
        monkeypatch.setattr(socket, "create_connection", lambda *_, to=office.port, **__: real(("127.0.0.1", to), 10))
        mailer = Mailer.open(f"{scheme}://desk:secret@{host}?from=desk@news.example", trust=trust)
        if is_taken:
            mailer.send("a@news.example", "Hello", "Text")
        else:
            with pytest.raises(MailNotSent, match="certificate"):
                mailer.send("a@news.example", "Hello", "Text")
        office.close()
        assert (len(office.letters), any("AUTH" in said for said in office.commands)) == (int(is_taken), is_taken)


@pytest.mark.parametrize(
    ("url", "host", "port", "is_wrapped", "sender"),
    [
        ("smtp://mail.example", "mail.example", 587, False, "verifier@mail.example"),
        ("smtps://u:p@mail.example", "mail.example", 465, True, "verifier@mail.example"),
        ("smtp://d%40news.example:p@mail.example:2525", "mail.example", 2525, False, "d@news.example"),
        ("smtps://u:p@mail.example?from=desk@news.example", "mail.example", 465, True, "desk@news.example"),
    ],
)
def test_the_url_says_where_and_as_whom(url: str, host: str, port: int, is_wrapped: bool, sender: str) -> None:
    server = read_smtp_url(url)
    assert (server.host, server.port, server.is_wrapped, server.sender) == (host, port, is_wrapped, sender)


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example?from=a%0Ab@x.example"]
)
def test_other_urls_stop_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        Mailer.open(url)


def test_the_password_does_not_show() -> None:
    assert "hush" not in repr(read_smtp_url("smtp://u:hush@mail.example"))
