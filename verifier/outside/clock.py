"""What time it is. Everything else is told the time, so that tests can choose it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)
