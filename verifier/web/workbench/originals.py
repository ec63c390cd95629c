"""Originals that come with a source: fetched or sent, and kept before the transaction that speaks of them begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from verifier.archive import actions, queries
from verifier.archive.types import CaptureMethod
from verifier.kernel.errors import NotFound, RuleBroken
from verifier.outside.extracting import Extracted, extract
from verifier.outside.fetching import FetchRefused, fetch
from verifier.tickets.types import Acting
from verifier.web.door import reading
from verifier.web.workbench.forms import LARGEST_NUMBER, StatementForm

INSTEAD = "Paste the text instead."
PLAINEST = "application/octet-stream"
NO_TEXT = Extracted("")


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes that the evidence store holds, and how they came."""

    sha256: str
    size: int
    media_type: str
    method: CaptureMethod
    requested_url: str = ""
    final_url: str = ""
    filename: str = ""
    response: Mapping[str, Any] = field(default_factory=dict)
    extracted: Extracted = NO_TEXT


def bring_original(form: StatementForm, earlier_id: int | None) -> Original | None:
    """Keep the original that came with the form, None if none did or one is kept from an earlier sending.

    A file goes before an address. Raises RuleBroken for an empty file and for a page that cannot be fetched.
    """
    sent = form.original.data
    if isinstance(sent, FileStorage) and sent.filename:
        raw = sent.read()
        if not raw:
            raise RuleBroken("original_empty", "This file is empty. Choose another one.", "original")
        media_type = sent.mimetype or PLAINEST
        name = _printable(sent.filename)
        read = extract(raw, media_type=media_type, filename=name)
        return Original(_put(raw), len(raw), media_type, CaptureMethod.UPLOAD, filename=name, extracted=read)
    address = (form.url.data or "").strip()
    if address and form.keep_copy.data and not form.without_copy.data and earlier_id is None:
        return _fetched(address)
    return None


def _put(raw: bytes) -> str:
    digest: str = current_app.extensions["verifier_outside"].evidence.put(raw)
    return digest


def _fetched(address: str) -> Original:
    try:
        page = fetch(address, network=current_app.extensions["verifier_outside"].network)
    except FetchRefused as error:
        why = error.sentence.removesuffix(INSTEAD).strip()  # what helps with an article does not help here
        raise RuleBroken("copy_failed", f"{why} Add the document as a file, or save without a copy.", "url") from error
    return Original(
        sha256=_put(page.body),
        size=len(page.body),
        media_type=page.media_type,
        method=CaptureMethod.HTTP,
        requested_url=page.requested_url,
        final_url=page.final_url,
        extracted=extract(page.body, media_type=page.media_type, url=page.final_url),
        response={
            "status": page.status,
            "headers": [list(pair) for pair in page.headers],
            "redirects": list(page.redirects),
            "address": page.ip,
            "fetched_at": page.fetched_at.isoformat(),
        },
    )


def _printable(name: str) -> str:
    return "".join(one for one in name if one.isprintable())[:200]


def keep_original(session: Session, original: Original, acting: Acting) -> int:
    """Note an original whose bytes are stored, and the text in it; the id of its capture."""
    capture = actions.keep(
        session,
        sha256=original.sha256,
        size=original.size,
        media_type=original.media_type,
        method=original.method,
        requested_url=original.requested_url,
        final_url=original.final_url,
        filename=original.filename,
        response=original.response,
        by=acting.person,
        now=acting.at,
    )
    read = original.extracted
    actions.keep_text(
        session,
        capture,
        extractor=read.extractor,
        text=read.text,
        trouble=read.trouble,
        by=acting.person,
        now=acting.at,
    )
    return capture.id


def kept_earlier(form: StatementForm, account_id: int) -> int | None:
    """The capture that an earlier, refused sending of this form left; only one's own, and of the same address."""
    kept = str(form.capture.data or "")
    if not kept.isdecimal() or int(kept) >= LARGEST_NUMBER:
        return None
    try:
        capture = queries.by_id(reading(), int(kept))
    except NotFound:
        return None
    of_this = capture.method is CaptureMethod.UPLOAD or capture.requested_url == (form.url.data or "").strip()
    return capture.id if of_this and capture.captured_by_id == account_id else None
