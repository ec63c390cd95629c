"""Every view of this door: importing them declares their routes."""

from verifier.web.account import entering, factors, keys, own
from verifier.web.account.door import door
from verifier.web.account.entering import onward

__all__ = ["door", "entering", "factors", "keys", "onward", "own"]
