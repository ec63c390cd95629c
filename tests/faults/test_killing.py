"""The short form of `make fault`: the desk is killed at work, and keeps its word."""

from faults import killing
from faults.serving import Place


def test_what_was_acknowledged_is_there_after_every_kill(place: Place) -> None:
    tally = killing.run(place, cycles=3, most=12)
    assert tally.is_good, tally.line() + "\n".join(tally.findings.all() + tally.journal.broken)
    assert tally.cycles == 3
