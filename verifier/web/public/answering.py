"""How public answers are sent: small, and kept by whoever may keep them."""

import gzip
from typing import Final

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from verifier.config import Settings
from verifier.publishing.reviews import desk_at
from verifier.publishing.types import Desk
from verifier.web.door import our_newsroom

SMALLEST: Final = 600  # bytes below which packing gains nothing


def public_url() -> str:
    """Where readers find this desk, without a last slash."""
    settings: Settings = current_app.extensions["verifier_settings"]
    return settings.public_url


def our_desk() -> Desk:
    """The newsroom as its markup names it."""
    return desk_at(our_newsroom().name, public_url())


def kept(answer: ResponseReturnValue, mimetype: str = "") -> Response:
    """An answer that caches may keep, but must ask about by its ETag each time: a withdrawal reaches readers at once.

    It is packed where the reader takes that: nothing secret stands on these pages that packing could give away.
    """
    response = make_response(answer)
    if mimetype:
        response.mimetype = mimetype
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.vary.add("Accept-Encoding")
    packs = request.accept_encodings.quality("gzip") > 0
    if packs and len(response.get_data()) >= SMALLEST:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.content_encoding = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response
