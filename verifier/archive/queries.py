"""What the archive can be asked."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from verifier.archive.models import Capture, CaptureText
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


def kept(session: Session) -> Iterator[tuple[str, int]]:
    """The digest of every original and the first capture of it, by digest, streamed."""
    wanted = select(Capture.sha256, func.min(Capture.id)).group_by(Capture.sha256).order_by(Capture.sha256)
    yield from ((row[0], row[1]) for row in session.execute(wanted.execution_options(yield_per=1000)))


def texts_of(session: Session, capture_ids: Collection[int]) -> dict[int, CaptureText]:
    """What the newest extractor took out of each of these originals; those never looked into are left out."""
    if not capture_ids:
        return {}
    wanted = select(CaptureText).where(CaptureText.capture_id.in_(capture_ids)).order_by(CaptureText.extractor)
    return {row.capture_id: row for row in session.scalars(wanted)}


def unread(session: Session, capture_ids: Collection[int], extractor: int) -> Sequence[Capture]:
    """Those of these originals from which this version of the extractor has not taken a text, oldest first."""
    if not capture_ids:
        return ()
    done = select(CaptureText.capture_id).where(CaptureText.extractor >= extractor)
    wanted = select(Capture).where(Capture.id.in_(capture_ids), Capture.id.not_in(done)).order_by(Capture.id)
    return session.scalars(wanted).all()
