"""``load(name)``: a table of the data folder as a typed frame that carries its provenance."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

import pandas as pd

from helpers.data.bibliography import read_keys
from helpers.data.checks import check_rows
from helpers.data.package import Package, Table, data_folder, read_package
from helpers.data.problems import DataError, Problem
from helpers.data.reading import Rows, read_rows

_used: dict[str, None] = {}


class _Fixed(tuple):
    """Texts that are not copied: pandas copies ``attrs`` deeply at every step, which took a third of an analysis."""

    def __deepcopy__(self, memo: object) -> _Fixed:
        return self


def load(name: str, folder: Path | str | None = None) -> pd.DataFrame:
    """Load one table, checked against the package.

    Text stays text (an empty cell is an empty string, so that filters need no special case),
    integers and numbers become numeric columns (an empty cell is missing), booleans become bool.
    Dates stay strings, as precise as their source; see :func:`helpers.data.parse_date`.

    Args:
        name: The table's name in ``data/datapackage.json``.
        folder: Another data folder, for tests.

    Returns:
        A new frame. Its ``attrs`` hold ``table``, ``title``, ``licence``, ``as_of`` and ``sources`` of the
        whole table; filtering and sorting keep them. What a part of the rows rests on, :func:`source_keys`
        says.

    Raises:
        DataError: The table is unknown or a row breaks a rule; all problems are reported at once.
    """
    root = Path(folder or data_folder())
    package = read_package(root)
    table = package.table(name)
    rows, problems = checked_rows(package, table)
    if rows is None or problems:
        raise DataError(problems)
    _used[name] = None
    frame = pd.DataFrame({field.name: _typed(rows.cells[field.name], field.type) for field in table.fields})
    frame.attrs = {
        "table": table.name,
        "title": table.title,
        "licence": table.licence,
        "as_of": table.as_of,
        "sources": _Fixed(source_keys(frame)),
    }
    return frame


def checked_rows(package: Package, table: Table) -> tuple[Rows | None, list[Problem]]:
    """Read a table and check all that the package says of it; shared by ``load`` and ``make check``."""
    rows, problems = read_rows(package.folder, table)
    if rows is None:
        return None, problems
    keys, problems = read_keys(package.folder / package.bibliography)
    allowed = {}
    for key in table.foreign_keys:
        other = rows if key.table == table.name else read_rows(package.folder, package.table(key.table))[0]
        if other is None:
            problems.append(Problem(rows.file, 0, key.column, f"cannot be checked: the table {key.table} is broken"))
            return rows, problems
        allowed[key.column] = set(other.cells[key.target])
    return rows, problems + check_rows(rows, table, allowed, keys)


def source_keys(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the source keys that a frame's rows name, the one with most rows first.

    Raises:
        ValueError: The frame has no column ``sources``, as after a grouping.
    """
    if "sources" not in frame:
        raise ValueError("these rows lost their sources: give rows as load() returned and filters kept them")
    return _count_keys(tuple(frame["sources"]))


@functools.lru_cache(maxsize=64)
def _count_keys(cells: tuple[str, ...]) -> tuple[str, ...]:
    counts = Counter(key for cell in cells for key in cell.split(";") if key)
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))


def about(frame: pd.DataFrame) -> Table:
    """Return the description of the table that a frame's rows come from.

    Raises:
        ValueError: The frame does not come from :func:`load`, or lost its table in a merge.
    """
    name = frame.attrs.get("table")
    if name is None:
        raise ValueError("these rows do not know their table: give rows as load() returned and filters kept them")
    return read_package().table(name)


def used_tables() -> tuple[str, ...]:
    """Return the names of the tables loaded in this process, in order: what a page depends on."""
    return tuple(_used)


def _typed(texts: list[str], kind: str) -> pd.Series:
    if kind == "integer":
        if "" in texts:
            return pd.Series([float(text) if text else None for text in texts], dtype="float64")
        return pd.Series([int(text) for text in texts], dtype="int64")
    if kind == "number":
        return pd.Series([float(text) if text else None for text in texts], dtype="float64")
    if kind == "boolean":
        return pd.Series([text == "true" for text in texts], dtype="bool")
    return pd.Series(texts, dtype=str)
