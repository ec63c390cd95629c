"""Noting who looks at the originals of protected sources, before they are shown."""

from collections.abc import Collection

from verifier.archive import actions
from verifier.outside import clock
from verifier.provenance import queries
from verifier.web.door import person, reading, writing


def note_views(capture_ids: Collection[int]) -> None:
    """Note in the log that this person looks at those of these originals that a protected source stands behind."""
    guarded = queries.guarded_captures(reading(), capture_ids)
    if not guarded:
        return
    with writing() as session:
        for capture_id in sorted(guarded):
            actions.note_view(session, capture_id, by=person(), now=clock.now())
