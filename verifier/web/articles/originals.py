"""Handing out a captured original: as bytes to be saved, never as something this site shows or runs."""

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from verifier.archive import queries
from verifier.outside.evidence import EvidenceDamaged, EvidenceMissing
from verifier.policy import Permission
from verifier.web.door import Door, reading
from verifier.web.refusing import refuse
from verifier.web.watching import note_views

door = Door("evidence", section="articles")

ENDINGS = {"text/plain": "txt", "text/html": "html", "application/xhtml+xml": "html"}
DAMAGED = "What is stored is no longer what was captured, so it is not shown. Tell whoever runs this desk: restore it."
MISSING = "The desk knows of this original, but its store does not hold it. Tell whoever runs this desk: restore it."


@door.page("/evidence/<int:capture_id>", permission=Permission.EVIDENCE_READ)
def original(capture_id: int) -> ResponseReturnValue:
    """An original as it arrived, its digest checked. The file's own name and type are not taken over.

    Where a protected source stands behind it, who looked is in the log before it is handed out.
    """
    capture = queries.by_id(reading(), capture_id)
    try:
        raw: bytes = current_app.extensions["verifier_outside"].evidence.get(capture.sha256)
    except EvidenceDamaged:
        return refuse(500, DAMAGED, "This original is damaged")
    except EvidenceMissing:
        return refuse(404, MISSING, "This original is missing")
    note_views({capture.id})
    is_text = capture.media_type == "text/plain"
    response = Response(raw, content_type="text/plain" if is_text else "application/octet-stream")
    ending = ENDINGS.get(capture.media_type, "bin")
    response.headers["Content-Disposition"] = f'attachment; filename="original-{capture.id}.{ending}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
