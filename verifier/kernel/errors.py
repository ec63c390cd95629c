"""How a rule says no: one code for programs, one sentence for people."""

from datetime import datetime


class RuleBroken(Exception):  # noqa: N818  (it names what happened, in the words of the desk)
    """A rule of the desk forbids this.

    ``code`` is stable and greppable, ``message`` says in plain words what to do, ``field`` names the form field it
    concerns, if one does.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class NotFound(Exception):  # noqa: N818
    """There is no such thing, or none that this person may know of."""


class Withheld(Exception):  # noqa: N818
    """It is there, but readers are not shown it: it is on legal hold since that moment."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"withheld since {since:%Y-%m-%d}")
        self.since = since


class Stale(RuleBroken):
    """Somebody else saved a newer version meanwhile."""

    def __init__(self, message: str = "Somebody else saved a newer version while you were writing.") -> None:
        super().__init__("stale", message)
