"""Every route of the directory of sources, gathered in its one door."""

from verifier.web.sources import merging, retracting, views

door = views.door

__all__ = ["door", "merging", "retracting"]
