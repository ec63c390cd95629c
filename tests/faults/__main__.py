"""`python -m tests.faults`: put a desk through faults, and print what it came to."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from faults.running import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
