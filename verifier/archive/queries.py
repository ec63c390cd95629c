"""What the archive can be asked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.archive.models import Capture
from verifier.kernel.errors import NotFound


def by_id(session: Session, capture_id: int) -> Capture:
    """One capture. Raises NotFound."""
    found = session.get(Capture, capture_id)
    if found is None:
        raise NotFound("There is no such original.")
    return found


def by_ids(session: Session, ids: set[int]) -> dict[int, Capture]:
    """Captures by id."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Capture).where(Capture.id.in_(ids)))}
