"""Tables of figures in plain text: every figure beside what it is to be measured against."""

from collections.abc import Iterator, Sequence


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """The lines of a table; the first column is words, the others are set flush right."""
    cells = [[str(one) for one in row] for row in (columns, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    yield title
    for number, row in enumerate(cells):
        padded = [one.rjust(width) for one, width in zip(row, widths, strict=True)]
        yield "  " + "  ".join([row[0].ljust(widths[0]), *padded[1:]]).rstrip()
        if number == 0:
            yield "  " + "  ".join("-" * width for width in widths)
