"""The database keeps four eyes and the signed content by itself, whatever the rules above it are told."""

import pytest
from factories.behind import behind
from factories.desk import Desk
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from verifier.accounts.types import Person, Role
from verifier.kernel.db import Database
from verifier.kernel.refusals import as_refusal
from verifier.schema import METADATA, REFUSALS
from verifier.verdicts.models import Verdict, VerdictPart
from verifier.verdicts.queries import by_newest
from verifier.verdicts.types import Part, VerdictStatus


def force_signature(database: Database, verdict_id: int, signer: Person, part: str, *, with_part: bool) -> None:
    """Write a signature past every rule."""
    with behind(database) as session:
        if with_part:
            session.add(VerdictPart(verdict_id=verdict_id, account_id=signer.id, part=Part(part)))
            session.flush()
        session.connection().execute(
            update(Verdict)
            .where(Verdict.id == verdict_id)
            .values(
                signed_by_id=signer.id,
                signed_part=part,
                signed_at=Verdict.proposed_at,
                status=VerdictStatus.SIGNED,
            )
        )


@pytest.mark.parametrize(
    ("part", "with_part", "constraint"),
    [
        ("signer", True, "pk_verdict_part"),
        ("signer", False, "fk_verdict_id_signed_by_id_signed_part"),
        ("sole", False, "fk_verdict_id_signed_by_id_signed_part"),
        ("proposer", False, "ck_verdict_signer_part"),
    ],
)
def test_the_proposers_signature_is_refused_by_the_database(
    desk: Desk, database: Database, part: str, with_part: bool, constraint: str
) -> None:
    proposer = desk.person(Role.EDITOR)
    ticket_id = desk.ticket("in_review", holder=proposer)
    with database.reading() as session:
        verdict_id = by_newest(session, ticket_id)[0].id
    with pytest.raises(IntegrityError) as refused:
        force_signature(database, verdict_id, proposer, part, with_part=with_part)
    refusal = as_refusal(refused.value, METADATA, REFUSALS)
    if database.dialect == "postgresql" or not constraint.startswith("fk"):  # SQLite does not name a foreign key
        assert refusal is not None
        assert refusal.code == constraint
    with database.reading() as session:
        assert by_newest(session, ticket_id)[0].signed_by_id is None


def test_a_signature_nobody_has_a_part_in_is_refused(desk: Desk, database: Database) -> None:
    ticket_id = desk.ticket("in_review")
    with database.reading() as session:
        verdict_id = by_newest(session, ticket_id)[0].id
    with pytest.raises(IntegrityError):
        force_signature(database, verdict_id, desk.person(Role.EDITOR), "signer", with_part=False)


@pytest.mark.parametrize(
    "values", [{"content": "true"}, {"rationale": "Never mind."}, {"signed_by_id": None}, {"content_sha256": "0" * 64}]
)
def test_a_signed_verdict_is_never_changed(desk: Desk, database: Database, values: dict[str, str | None]) -> None:
    ticket_id = desk.ticket("published")
    with pytest.raises(IntegrityError), behind(database) as session:
        session.connection().execute(update(Verdict).where(Verdict.ticket_id == ticket_id).values(**values))
