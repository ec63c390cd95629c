"""Every route of the workbench, gathered in its one door."""

from verifier.web.workbench import chaining, looking, sourcing, views

door = views.door

__all__ = ["chaining", "door", "looking", "sourcing"]
