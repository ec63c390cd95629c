"""Every view of this door: importing them declares their routes."""

from verifier.web.admin import log, newsroom, people, reader, ruling
from verifier.web.admin.door import door

__all__ = ["door", "log", "newsroom", "people", "reader", "ruling"]
