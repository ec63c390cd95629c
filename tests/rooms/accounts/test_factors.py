"""Second factors where the pages cannot reach: old offers, shut-out people, lost keys."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from factories.desk import Desk

from verifier.accounts import actions, codes, queries
from verifier.accounts import actions_factors as factors
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Answer, Way
from verifier.kernel.errors import RuleBroken

SEALER = Sealer("a key of this test")


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238 appendix B for SHA-1, its last six digits: the secret is "12345678901234567890"
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        moment = datetime.fromtimestamp(seconds, UTC)
        assert codes.matching_step(secret, code, moment, None) == seconds // 30
        assert codes.matching_step(secret, code, moment, seconds // 30) is None


def test_an_old_offer_is_not_confirmed(desk: Desk) -> None:
    person = desk.person()
    late = desk.now + timedelta(minutes=30)
    with desk.database.writing() as session:
        account = queries.by_id(session, person.id)
        factors.offer_authenticator(session, account, sealer=SEALER, now=desk.now)
        secret = factors.offered_secret(session, person.id, sealer=SEALER, now=desk.now)
        assert secret is not None
        assert factors.offered_secret(session, person.id, sealer=SEALER, now=late) is None
        with pytest.raises(RuleBroken, match="too old"):
            factors.confirm_authenticator(
                session, account, written=pyotp.TOTP(secret).at(late), machine="", sealer=SEALER, now=late
            )
        assert not queries.has_second_factor(session, person.id)


def test_somebody_shut_out_meanwhile_does_not_finish_signing_in(desk: Desk) -> None:
    person = desk.person()
    secret, _ = desk.second_factor(person, SEALER)
    with desk.database.writing() as session:
        account = queries.by_id(session, person.id)
        entrance = actions.enter(session, account, machine="", now=desk.now, way=Way.PASSWORD)
        assert entrance.is_half_open
        account.active = False
    code = pyotp.TOTP(secret).at(desk.now)
    with desk.database.writing() as session, pytest.raises(RuleBroken, match="from the start"):
        factors.finish_sign_in(session, token=entrance.token, written=code, machine="", sealer=SEALER, now=desk.now)


def test_with_a_lost_key_recovery_codes_still_let_in(desk: Desk) -> None:
    person = desk.person()
    secret, papers = desk.second_factor(person, SEALER)
    other, code = Sealer("another key"), pyotp.TOTP(secret).at(desk.now)
    with desk.database.writing() as session:
        account = queries.by_id(session, person.id)
        assert factors.answer(session, account, written=code, sealer=other, now=desk.now) is Answer.WRONG
        assert factors.answer(session, account, written=papers[0], sealer=other, now=desk.now) is Answer.RECOVERY
        assert factors.answer(session, account, written=code, sealer=SEALER, now=desk.now) is Answer.CODE


def test_a_recovery_code_of_somebody_else_is_wrong(desk: Desk) -> None:
    mine, theirs = desk.person(), desk.person()
    _, papers = desk.second_factor(mine, SEALER)
    desk.second_factor(theirs, SEALER)
    with desk.database.writing() as session:
        account = queries.by_id(session, theirs.id)
        assert factors.answer(session, account, written=papers[0], sealer=SEALER, now=desk.now) is Answer.WRONG
