"""Every route of the workbench, gathered in its one door."""

from verifier.web.workbench import chaining, sourcing, views

door = views.door

__all__ = ["chaining", "door", "sourcing"]
