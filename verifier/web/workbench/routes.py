"""Every route of the workbench, gathered in its one door."""

from verifier.web.workbench import chaining, linking, looking, sourcing, views

door = views.door

__all__ = ["chaining", "door", "linking", "looking", "sourcing"]
