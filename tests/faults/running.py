"""Every fault there is, one line of figures for each run."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from faults import clocks, killing, outages, power, shim, taking
from faults.furnishing import places

ENGINES: Final = ("sqlite", "postgresql")
CYCLES: Final = 200


class Figures(Protocol):
    """What a run came to."""

    @property
    def is_good(self) -> bool:
        """Whether the desk kept its word."""

    def line(self) -> str:
        """The figures."""


def kill(engine: str, cycles: int) -> Iterator[Figures]:
    """Sixteen writers, killed again and again; then the same with two servers on one database."""
    with places(engine) as place:
        yield killing.run(place, cycles=cycles, tell=_say)
    with places(engine) as place:
        yield killing.run(place, cycles=max(1, cycles // 10), servers=2, seed=2, tell=_say)


def take(engine: str, _cycles: int) -> Iterator[Figures]:
    """Sixty-four workers on a thousand tickets, at one server and at two."""
    for servers in (1, 2):
        with places(engine) as place:
            yield taking.run(place, servers=servers)


def outage(engine: str, _cycles: int) -> Iterator[Figures]:
    """Disks and databases that cannot do their part."""
    with TemporaryDirectory() as folder, places(engine) as place:
        if engine == "postgresql":
            yield from outages.on_postgresql(place)
            return
        if shim.missing():
            _say(f"NOT RUN  errors of the disk by name: {shim.missing()}")
        yield from outages.on_sqlite(place, Path(folder) / "control")
    with places(engine) as place:
        try:
            yield outages.on_small_disk(place)
        except PermissionError as error:
            _say(f"NOT RUN  a disk that is truly full: {error.strerror}")


def power_loss(engine: str, cycles: int) -> Iterator[Figures]:
    """Loss of power, where what lies between the server and its disk can be watched: on SQLite."""
    if engine != "sqlite":
        _say("NOT RUN  loss of power on PostgreSQL: its server syncs by itself (fsync = on), and is not ours to try")
    elif shim.missing():
        _say(f"NOT RUN  loss of power: {shim.missing()}")
    else:
        with places(engine) as place:
            yield power.run(place, moments=min(60, cycles))


def clock(engine: str, _cycles: int) -> Iterator[Figures]:
    """A clock that is set back and forward."""
    if shim.missing():
        _say(f"NOT RUN  steps of the clock: {shim.missing()}")
        return
    with TemporaryDirectory() as folder, places(engine) as place:
        yield clocks.run(place, Path(folder) / "control")


RUNS: Final[dict[str, Callable[[str, int], Iterator[Figures]]]] = {
    "kill": kill,
    "take": take,
    "outage": outage,
    "power": power_loss,
    "clock": clock,
}


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    """Run what is asked for; 0 only if the desk kept its word everywhere."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("runs", nargs="*", default=[], help=f"which: {', '.join(RUNS)}; all where none is named")
    asked.add_argument("--engine", choices=ENGINES, help="only this engine")
    asked.add_argument("--cycles", type=int, default=CYCLES, help="how often the desk is killed (%(default)s)")
    given = asked.parse_args()
    unknown = set(given.runs) - set(RUNS)
    if unknown or given.cycles < 1:
        asked.error(f"there is no run {', '.join(sorted(unknown))}" if unknown else "at least one cycle")
    good = True
    for name, run in RUNS.items():
        for engine in [given.engine] if given.engine else ENGINES:
            if given.runs and name not in given.runs:
                continue
            for figures in run(engine, given.cycles):
                good = good and figures.is_good
                _say(f"{'held  ' if figures.is_good else 'FAILED'}  {figures.line()}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
