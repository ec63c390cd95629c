"""Rows of accounts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from verifier.accounts.types import ChallengePurpose, LinkPurpose, NoticeKind, Person, Role
from verifier.kernel.db import Base

REFUSALS = {
    "uq_account_email": "Somebody with this e-mail address is already here.",
    "ck_account_role": "There is no such role.",
    "ck_one_time_link_linkpurpose": "There is no such kind of link.",
    "uq_one_time_link_token_sha256": "This link was already made.",
    "uq_desk_session_token_sha256": "This session was already opened.",
    "uq_half_open_sign_in_token_sha256": "This sign-in was already begun.",
    "uq_recovery_code_code_sha256": "This recovery code was already made.",
    "uq_passkey_credential": "This passkey is registered already.",
    "uq_passkey_challenge_challenge": "This was asked of a passkey already.",
    "ck_passkey_challenge_challengepurpose": "A passkey is not asked for this.",
    "ck_notice_noticekind": "There is no such notice.",
}


class Account(Base):
    """Somebody who may sign in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True, comment="lower case")
    name: Mapped[str]
    role: Mapped[Role]
    active: Mapped[bool] = mapped_column(default=True)
    password_argon2: Mapped[str | None] = mapped_column(comment="None until a password is chosen")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def as_person(self) -> Person:
        """What rules need to know of this account."""
        return Person(self.id, self.name, self.role, self.email)


class OneTimeLink(Base):
    """A secret sent to somebody; only its digest is kept, and it works once."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[LinkPurpose]
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise")


class DeskSession(Base):
    """Somebody signed in on one machine. The cookie holds a secret, this row its digest."""

    __tablename__ = "desk_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(
        info={"unlogged": "It is written each minute somebody works; a session still ends at ends_at."}
    )
    ends_at: Mapped[datetime] = mapped_column(comment="12 hours after opening, whatever is done")
    proved_at: Mapped[datetime] = mapped_column(comment="when the person last proved who they are")
    ended_at: Mapped[datetime | None]
    machine: Mapped[str] = mapped_column(comment="what the browser calls itself, shortened")
    way: Mapped[str | None] = mapped_column(comment="how it was opened; None before this was kept")
    second: Mapped[str | None] = mapped_column(comment="the second factor at the opening, if one was asked")

    account: Mapped[Account] = relationship(lazy="raise")


class HalfOpenSignIn(Base):
    """Somebody whose first proof was right and whose second is still to come. It opens nothing by itself."""

    __tablename__ = "half_open_sign_in"
    __table_args__ = (
        {
            "info": {
                "unlogged": "It opens nothing by itself and is removed within minutes; the log tells that it began."
            }
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    way: Mapped[str] = mapped_column(comment="the first proof")
    begun_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="raise")


class Authenticator(Base):
    """The app that shows somebody six digits. Its secret is sealed with a key that no table holds."""

    __tablename__ = "authenticator"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[str | None] = mapped_column(comment="the secret in use; None until a first code confirmed it")
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(
        comment="of the last code that was taken; only later ones are",
        info={"unlogged": "It counts on with every code; what the code was for is logged."},
    )
    offered_sealed: Mapped[str | None] = mapped_column(comment="a secret shown and not yet confirmed")
    offered_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A way in without the app, which works once; only its digest is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_sha256: Mapped[str] = mapped_column(unique=True, comment="of the account's id and the code")
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key pair that somebody's device keeps for this desk; the desk knows its public half."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(unique=True, comment="its id, in base64url")
    public_key: Mapped[str] = mapped_column(comment="COSE, in base64url")
    handle: Mapped[str] = mapped_column(comment="what it calls its owner: random, in base64url")
    transports: Mapped[str] = mapped_column(comment="how a browser reaches it, between spaces")
    sign_count: Mapped[int] = mapped_column(
        comment="of its last answer; 0 where it does not count",
        info={"unlogged": "It counts on with every answer; one that goes back is logged."},
    )
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(
        info={"unlogged": "It is written with every answer; what the answer was for is logged."}
    )
    doubted_at: Mapped[datetime | None] = mapped_column(comment="when its counter went back; not taken from then on")

    account: Mapped[Account] = relationship(lazy="raise")


class PasskeyChallenge(Base):
    """What a passkey is asked to sign: once, within minutes, in one browser and for one purpose."""

    __tablename__ = "passkey_challenge"
    __table_args__ = ({"info": {"unlogged": "It lasts minutes; what was done with its answer is logged."}},)

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge: Mapped[str] = mapped_column(unique=True, comment="base64url")
    purpose: Mapped[ChallengePurpose]
    bound_sha256: Mapped[str] = mapped_column(comment="of the secret in the browser it was made for")
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), index=True, comment="None where nobody has said yet who they are"
    )
    handle: Mapped[str] = mapped_column(comment="for a new passkey; else empty")
    address_sha256: Mapped[str] = mapped_column(index=True, comment="of the machine that asked")
    ends_at: Mapped[datetime] = mapped_column(index=True)


class Notice(Base):
    """Something that happened to an account and that its owner is told by mail; removed once it was sent."""

    __tablename__ = "notice"
    __table_args__ = ({"info": {"unlogged": "It goes once it was mailed; what it tells of is logged."}},)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[NoticeKind]
    at: Mapped[datetime] = mapped_column(comment="when it happened")
    due_at: Mapped[datetime] = mapped_column(index=True, comment="when to try to mail it; later after each try")

    account: Mapped[Account] = relationship(lazy="raise")


class FactorAttempt(Base):
    """A wrong code; kept for throttling, removed after a day."""

    __tablename__ = "factor_attempt"
    __table_args__ = (
        Index("ix_factor_attempt_account_id_at", "account_id", "at"),
        {"info": {"unlogged": "Wrong codes are counted for a day, to slow guessing down."}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class SignInAttempt(Base):
    """A failed try to sign in; kept for throttling, removed after a day."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_email_sha256_at", "email_sha256", "at"),
        Index("ix_sign_in_attempt_address_sha256_at", "address_sha256", "at"),
        {"info": {"unlogged": "Failed tries are counted for a day, to slow guessing down."}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_sha256: Mapped[str]
    address_sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
