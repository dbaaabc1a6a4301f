"""Floor 3: a table in a chapter. One call ends a cell that makes a table for the reader.

:func:`show` takes the frame as the reader sees it and the rows behind it. The rows give the source line, the
as-of date and the licence, **derived, never typed**. In a notebook the table shows itself; the published book
reads the bundle of type :data:`TABLE_TYPE` and sets it as a numbered table with its data to take away.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype, is_scalar

from helpers.credit import provenance
from helpers.data.bibliography import read_bibliography
from helpers.data.cells import column_texts
from helpers.prose import check_key

TABLE_TYPE = "application/vnd.csto.table+json"
MOST_TITLE_WORDS = 15
SOURCES = "sources"


@dataclass(frozen=True)
class Shown:
    """A table with all that belongs to it; ``data`` is the bundle that the book publishes."""

    data: dict[str, Any]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the table for the book and, beside it, a plain view for a notebook."""
        return {
            TABLE_TYPE: self.data,
            "text/html": self._as_html(),
            "text/plain": f"{self.data['title']} ({self.data['key']}, {len(self.data['rows'])} rows)",
        }

    def _as_html(self) -> str:
        data, said = self.data, html.escape
        head = "".join(f"<th scope='col' style='text-align:left'>{said(name)}</th>" for name in data["columns"])
        lines = ("".join(f"<td style='text-align:left'>{said(cell)}</td>" for cell in row) for row in _with_names(data))
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        below = "".join(f"<p>{said(words)}</p>" for words in (data["note"], data["credit"]) if words)
        return (
            f"<table><caption>{said(data['title'])}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{below}"
        )


def show(
    key: str,
    table: pd.DataFrame,
    *,
    title: str,
    rows: pd.DataFrame | Sequence[pd.DataFrame],
    columns: Sequence[str] | Mapping[str, str] | None = None,
    note: str = "",
) -> Shown:
    """Make a table of the chapter.

    Args:
        key: The table's key under its chapter's name, such as ``origins.texts``; also its anchor.
        table: The table as the reader sees it: one row a line, names of columns as headings. A column named
            ``sources`` holds keys joined by ``;`` and is set as citations.
        title: What the table shows, in at most fifteen words.
        rows: The rows behind it, one frame for each table, as ``load`` returned and filters kept them. They
            give the source line, the as-of date and the licence.
        columns: Which columns of ``table`` to show, in order; or a mapping from their names to headings.
        note: A line of explanation below the table, in plain words.

    Raises:
        ValueError: The key or title does not serve, rows or sources are missing, or a cell is not one value.
    """
    check_key(key)
    if not title.strip() or len(title.split()) > MOST_TITLE_WORDS:
        raise ValueError(
            f"table {key}: needs a title of one to {MOST_TITLE_WORDS} words, got {len(title.split())}: {title!r}"
        )
    frames = [rows] if isinstance(rows, pd.DataFrame) else list(rows)
    if not frames or any(frame.empty for frame in frames):
        raise ValueError(f"table {key}: no rows stand behind it; a table without rows has no source")
    origin = provenance(frames)
    if not origin["sources"]:
        raise ValueError(f"table {key}: the rows behind it name no source")
    chosen = _choose(key, table, columns)
    faults = [*_headings_at_fault(chosen), *_cells_at_fault(chosen), *_sources_at_fault(chosen, origin["sources"])]
    if faults:
        raise ValueError(f"table {key}: {'; '.join(faults)}")
    headings = columns if isinstance(columns, Mapping) else {SOURCES: "Sources"}
    return Shown(
        {
            "key": key,
            "title": title,
            "note": note,
            **origin,
            "columns": [str(headings.get(name, name)) for name in chosen.columns],
            "rows": [
                list(row)
                for row in zip(*(column_texts(chosen.iloc[:, at]) for at in range(chosen.shape[1])), strict=True)
            ],
            "sources_at": list(chosen.columns).index(SOURCES) if SOURCES in chosen else None,
        }
    )


def short_names(keys: str) -> str:
    """Return source keys joined by ``;`` as authors with years, for where nothing can be linked."""
    entries = read_bibliography()
    return "; ".join(f"{entries[key].author} {entries[key].year}" for key in keys.split(";"))


def _with_names(data: dict[str, Any]) -> Iterator[list[str]]:
    for row in data["rows"]:
        yield [short_names(cell) if place == data["sources_at"] else cell for place, cell in enumerate(row)]


def _choose(key: str, table: pd.DataFrame, columns: Sequence[str] | Mapping[str, str] | None) -> pd.DataFrame:
    """Return the columns that are shown, in order."""
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise ValueError(f"table {key}: has no rows or no columns to show")
    if any(name is not None for name in table.index.names):
        names = ", ".join(map(str, table.index.names))
        raise ValueError(f"table {key}: its index ({names}) would not be shown; use reset_index()")
    if columns is None:
        return table
    missing = [name for name in columns if name not in table.columns]
    if missing or not columns:
        there = ", ".join(map(str, table.columns))
        raise ValueError(f"table {key}: no column {', '.join(map(repr, missing)) or 'is chosen'}; there are: {there}")
    return table[list(columns)]


def _headings_at_fault(table: pd.DataFrame) -> Iterator[str]:
    """Every column has a heading of its own: on a phone it stands before each cell."""
    if table.columns.nlevels > 1:
        yield "headings have several levels; give each column one name"
    elif not table.columns.is_unique:
        twice = dict.fromkeys(map(str, table.columns[table.columns.duplicated()]))
        yield f"two columns have one heading: {', '.join(twice)}"
    if any(not str(name).strip() for name in table.columns):
        yield "a column has no heading"


def _cells_at_fault(table: pd.DataFrame) -> Iterator[str]:
    """Rows are of one length and cells hold one value each.

    ``load`` gives an empty text where a cell is empty. A text that is missing comes from records of different
    lengths or from a merge that found no partner; a number may be missing.
    """
    for place, heading in enumerate(table.columns):
        column = table.iloc[:, place]
        for number, value in enumerate(column, 1):
            if not is_scalar(value):
                yield f"row {number}, column {heading!r} holds a {type(value).__name__}, expected one value"
            elif pd.isna(value) and not is_numeric_dtype(column):
                yield f"row {number} has no cell in the column {heading!r}; rows are ragged, write '' where it is empty"


def _sources_at_fault(table: pd.DataFrame, known: list[str]) -> Iterator[str]:
    """A source in a cell is one of those that the rows name: what a cell cites, the source line answers for."""
    if list(table.columns).count(SOURCES) != 1:
        return
    for number, cell in enumerate(table[SOURCES], 1):
        keys = str(cell).split(";") if isinstance(cell, str) and cell else []
        if not keys:
            yield f"row {number} names no source"
        for key in keys:
            if key not in known:
                yield f"row {number} names the source {key!r}, which no row given as `rows` names"
