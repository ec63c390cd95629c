"""Spans of time in words."""

from datetime import date, datetime


def ago(moment: datetime, now: datetime) -> tuple[str, str]:
    """How long ago, short for lists and in full for those who hear it: ("3 h", "3 hours ago")."""
    seconds = max(0, int((now - moment).total_seconds()))
    for size, short, full in ((86_400, "d", "day"), (3_600, "h", "hour"), (60, "min", "minute")):
        count = seconds // size
        if count:
            return f"{count} {short}", f"{count} {full}{'' if count == 1 else 's'} ago"
    return "now", "just now"


def until(moment: datetime, now: datetime) -> str:
    """When something is due, in words; empty where no date was set."""
    if moment.year == 9999:
        return ""
    days = (moment.date() - now.date()).days
    if days < 0:
        return "overdue"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")


def apart(one: date | None, other: date | None) -> str:
    """How long before or after ``one`` the other was published, in words; empty where a date is not known."""
    if one is None or other is None:
        return ""
    days = (other - one).days
    if not days:
        return "the same day"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} later" if days > 0 else f"{count} earlier"
