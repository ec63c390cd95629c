"""What the desk is told at the head of a ticket or an article that readers are not shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from verifier.accounts.types import Person
from verifier.policy import Permission, may
from verifier.tickets.models import LegalHold


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold that stands. ``lift_asked_by`` is who asked to lift it, "" for nobody."""

    id: int
    is_whole: bool
    reason: str
    since: datetime
    who: str
    lift_asked_by: str
    lift_reason: str


@dataclass(frozen=True, slots=True)
class HoldBanner:
    """The holds that stand.

    ``along_since``: it is withheld along with another claim that shares its words. ``claims``: so many claims of an
    article are withheld that is not itself. ``put_href`` is where a hold is put on, "" for those who may not and where
    there is one already.
    """

    lines: tuple[HoldLine, ...]
    along_since: datetime | None
    put_href: str
    can_decide: bool
    claims: int = 0


def people_in(rows: Sequence[LegalHold]) -> set[int]:
    """Whose names the banner tells."""
    return {one for row in rows for one in (row.set_by_id, row.lift_asked_by_id) if one is not None}


def hold_banner(
    rows: Sequence[LegalHold],
    names: Mapping[int, str],
    person: Person,
    *,
    put_href: str,
    since: datetime | None = None,
    claims: int = 0,
) -> HoldBanner:
    """The banner from rows that are already read; ``since``: when readers ceased to be shown this, if they did."""
    standing = [row for row in rows if row.lifted_at is None]
    can_decide = may(person, Permission.HOLD_DECIDE)
    own = [row for row in standing if (row.ticket_id is not None) == put_href.startswith("/tickets/")]
    lines = tuple(
        HoldLine(
            id=row.id,
            is_whole=row.article_id is not None,
            reason=row.reason,
            since=row.set_at,
            who=names.get(row.set_by_id, "Somebody"),
            lift_asked_by=names.get(row.lift_asked_by_id, "Somebody") if row.lift_asked_by_id else "",
            lift_reason=row.lift_reason,
        )
        for row in standing
    )
    return HoldBanner(
        lines=lines,
        along_since=since if not standing else None,
        put_href=put_href if can_decide and not own else "",
        can_decide=can_decide,
        claims=0 if standing else claims,
    )
