"""Whoever's account changes is told by mail, once, after the change was kept, and without secrets."""

from datetime import UTC, datetime, timedelta

import pytest
from factories.desk import Desk

from verifier.accounts import actions, actions_factors, queries
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Letter, NoticeKind
from verifier.outside.mail import MailNotSent
from verifier.worker.telling import SUBJECTS, tell_people, words_of

NOON = datetime(2026, 11, 20, 12, 0, 7, tzinfo=UTC)
LATER = timedelta(minutes=10)


class Post:
    """A mailer that keeps what it is given, or cannot reach its server, or was never set up."""

    def __init__(self, *, can_send: bool = True, broken: bool = False) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.can_send, self.broken = can_send, broken

    def send(self, to: str, subject: str, body: str) -> None:
        """Keep a letter."""
        if self.broken:
            raise MailNotSent("The mail server does not answer. Try again later.")
        self.sent.append((to, subject, body))


def carry(desk: Desk, post: Post, now: datetime = NOON) -> list[str]:
    """The subjects of what goes out in one round."""
    before = len(post.sent)
    count = tell_people(desk.database, post, now)  # type: ignore[arg-type]
    assert count == len(post.sent) - before
    return [subject for _, subject, _ in post.sent[before:]]


def test_each_change_is_told_once_to_its_owner(desk: Desk) -> None:
    desk.now = NOON
    person, post, sealer = desk.person(), Post(), Sealer("any")
    password = desk.password(person)
    assert carry(desk, post) == ["Your password was changed"]
    secret, papers = desk.second_factor(person, sealer)
    now = datetime.now(UTC)
    with desk.database.writing() as session:
        mine = queries.by_id(session, person.id)
        actions_factors.answer(session, mine, written=papers[0], sealer=sealer, now=now)
        fresh = actions_factors.new_recovery_codes(session, mine, now=now)
        actions_factors.remove_factors(session, mine, by=person, now=now)
    assert carry(desk, post, now) == [
        "An authenticator app was set up",
        "A recovery code of yours was used",
        "Your recovery codes were replaced",
        "Your second factor was removed",
    ]
    assert carry(desk, post, now + LATER) == []
    assert {to for to, _, _ in post.sent} == {person.email}
    told = "".join(subject + body for _, subject, body in post.sent)
    assert not [one for one in (password, secret, *papers, *fresh) if one in told]
    assert "20 November 2026, 12:00 UTC" in told
    assert told.count("tell an admin of the desk at once") == 5


def test_a_change_that_was_not_kept_is_not_told(desk: Desk) -> None:
    person, post = desk.person(), Post()

    def half() -> None:
        with desk.database.writing() as session:
            actions.set_password(session, queries.by_id(session, person.id), password="six calm words here", now=NOON)
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert carry(desk, post) == []


def test_a_notice_that_was_not_taken_is_tried_again_for_three_days(desk: Desk) -> None:
    desk.now = NOON
    desk.password(desk.person())
    broken, post = Post(broken=True), Post()
    assert carry(desk, broken) == []
    assert carry(desk, post, NOON + LATER - timedelta(seconds=1)) == []
    assert carry(desk, post, NOON + LATER) == ["Your password was changed"]
    desk.password(desk.person())
    assert carry(desk, broken) == []
    assert carry(desk, post, NOON + timedelta(days=3, seconds=1)) == []


def test_a_desk_without_mail_keeps_no_notices(desk: Desk) -> None:
    desk.now = NOON
    desk.password(desk.person())
    assert carry(desk, Post(can_send=False)) == []
    assert carry(desk, Post(), NOON + LATER) == []


def test_an_admins_removal_is_told_by_the_admins_own_mail(desk: Desk) -> None:
    person, admin, post = desk.person(), desk.person("admin"), Post()
    desk.second_factor(person, Sealer("any"))
    now = datetime.now(UTC)
    carry(desk, post, now)
    with desk.database.writing() as session:
        actions_factors.remove_factors(session, queries.by_id(session, person.id), by=admin, now=now)
    assert carry(desk, post, now) == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_words_of_its_own(kind: NoticeKind) -> None:
    others = {words_of(Letter(1, one, NOON, "a@example.org", "Ann"), "Desk") for one in NoticeKind if one is not kind}
    words = words_of(Letter(1, kind, NOON, "a@example.org", "Ann & Łuc"), "Desk <One>")
    assert SUBJECTS[kind]
    assert words.startswith("Dear Ann & Łuc,\n\n")
    assert "Desk <One>" in words
    assert words.replace("Ann & Łuc", "Ann").replace("Desk <One>", "Desk") not in others
