"""What the rules on tables share: rows with their lines, those that are accepted, those that say a thing twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from helpers.data.reading import Rows

Line = tuple[int, dict[str, str]]


def each(rows: Rows) -> Iterator[Line]:
    """Yield the rows of a table as dictionaries, each with its line."""
    names = list(rows.cells)
    for line, *cells in zip(rows.lines, *rows.cells.values(), strict=True):
        yield line, dict(zip(names, cells, strict=True))


def accepted(rows: Rows) -> list[Line]:
    """Return the rows of a table that are accepted, each with its line."""
    return [(line, row) for line, row in each(rows) if row["assessment"] == "accepted"]


def repeats(
    lines: Iterable[Line], claim: Callable[[dict[str, str]], Hashable]
) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield each row whose claim stands above it already: its line, the line of the first such row, and the row."""
    first: dict[Hashable, int] = {}
    for line, row in lines:
        above = first.setdefault(claim(row), line)
        if above != line:
            yield line, above, row


def before(one: str, other: str) -> bool:
    """Return whether a date lies before another for certain: of two lengths, as far as both go."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]
