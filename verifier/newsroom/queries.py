"""What the newsroom decided."""

from sqlalchemy.orm import Session

from verifier.newsroom.models import NewsroomRow
from verifier.newsroom.types import Newsroom


def current(session: Session) -> Newsroom:
    """The newsroom's settings as they are now."""
    row = session.get(NewsroomRow, 1)
    if row is None:
        return Newsroom()
    return Newsroom(row.name, row.auto_publish, row.single_sign_off, row.requires_factor)


def version(session: Session) -> int:
    """Which version of the settings is kept; 0 while nobody has changed any."""
    row = session.get(NewsroomRow, 1)
    return row.version if row else 0
