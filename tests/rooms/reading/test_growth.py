"""Reading takes work in proportion to the text, whatever the text is made of."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from verifier.reading.reader import read

SHAPES: list[tuple[str, Callable[[int], str]]] = [
    ("articles", lambda n: "Mayor Ann Lee said that the dam broke. “It fell,” he said.\n\n" * n),
    ("one sentence", lambda n: "and the river rose over the road " * n),
    ("said in said", lambda n: "he said that " * n),
    ("cited in cited", lambda n: "citing officials, he said and " * n),
    ("claims of claims", lambda n: "Lee's claim that " * n + "it fell"),
    ("quoted by", lambda n: "Lee, quoted by Reyes, said that he had told " * n),
    ("single quotation marks", lambda n: "he said, ‘it fell " * n),
    ("pronouns", lambda n: "Mr. Tom Reyes said it. Mr. Bill Osei fell. He said that it rained. " * n),
    ("quotations", lambda n: "“It fell,” he said. " * n),
    ("open quotations", lambda n: "“ it fell " * n),
    ("figures", lambda n: "12 people, " * n),
    ("counts", lambda n: "The army killed 12 men in Homs, and " * n),
    ("other counts", lambda n: "The army drafted 12 men in Homs for a salary. It never killed 12 men in Homs. " * n),
    ("different names", lambda n: "".join(f"Ann Lee{k} said it rained. " for k in range(n))),
    ("brackets", lambda n: "(" * n + ")" * n),
    ("spaces", lambda n: " " * n + "." * n),
    ("lines", lambda n: "it fell\n" * n),
]


def _work(text: str) -> int:
    """How many calls reading a text takes: the same on every machine, however busy. Time is the benches' business."""
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(("name", "make"), SHAPES, ids=[name for name, _ in SHAPES])
def test_eight_times_the_text_takes_about_eight_times_as_much_work(name: str, make: Callable[[int], str]) -> None:
    small, large = _work(make(150)), _work(make(1200))
    assert large < 10 * small + 2_000, (name, small, large)
