"""How a rule says no: one code for programs, one sentence for people."""


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


class Stale(RuleBroken):
    """Somebody else saved a newer version meanwhile."""

    def __init__(self, message: str = "Somebody else saved a newer version while you were writing.") -> None:
        super().__init__("stale", message)
