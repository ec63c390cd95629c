"""Every route of the directory of sources, gathered in its one door."""

from verifier.web.sources import erasing, merging, retracting, views

door = views.door

__all__ = ["door", "erasing", "merging", "retracting"]
