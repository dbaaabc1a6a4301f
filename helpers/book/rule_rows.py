"""What the rules on tables share: rows with their lines, those that are accepted or repeat one another, lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator

from helpers.data import Problem
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


def listed(cell: str) -> list[str]:
    """Return the parts of a cell that holds a list; an empty cell has none."""
    return [one for one in cell.split(";") if one]


def check_lists(rows: Rows, columns: tuple[str, ...], known: Collection[str], where: str) -> Iterator[Problem]:
    """Check that lists hold only what is known; ``where`` says by which table and column."""
    for line, row in each(rows):
        for column in columns:
            for one in listed(row[column]):
                if one not in known:
                    yield Problem(rows.file, line, column, f"{one!r} is not in {where}")


def before(one: str, other: str) -> bool:
    """Return whether a date lies before another for certain: of two lengths, as far as both go."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]
