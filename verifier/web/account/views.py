"""Every view of this door: importing them declares their routes."""

from verifier.web.account import entering, factors, own
from verifier.web.account.door import door

__all__ = ["door", "entering", "factors", "own"]
