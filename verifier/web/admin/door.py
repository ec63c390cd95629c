"""The door of people, newsroom and log."""

from verifier.web.door import Door

door = Door("admin", section="admin")
