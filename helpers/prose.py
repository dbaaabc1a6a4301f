"""Floor 3: numbers in sentences. A number in the text is told by a cell, with the rows behind it.

A cell says ``tell("summary.parties", len(rows), rows=rows, says="states bound by the Charter")``; the text
says ``{num}`summary.parties``` (digits) or ``{word}`summary.parties``` (in words). The published page links
the number to a note that shows the rows and their sources.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import pandas as pd

from helpers.data import about, source_keys
from helpers.data.cells import cell_text
from helpers.data.package import HOUSEKEEPING

NUMBER_TYPE = "application/vnd.csto.number+json"
_KEY = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*")


def check_key(key: str) -> None:
    """Refuse a key that is not ``chapter.name`` in lower case.

    Raises:
        ValueError: The key has another form.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"key {key!r} is not of the form chapter.name (lower case, digits, hyphens)")


@dataclass(frozen=True)
class Number:
    """A number with its rows; ``data`` is the bundle that the book publishes."""

    data: dict[str, Any]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the number for the book and, beside it, a line for a notebook."""
        line = f"{self.data['key']} = {self.data['text']}: {self.data['says']} ({len(self.data['rows'])} rows)"
        return {NUMBER_TYPE: self.data, "text/html": f"<p>{html.escape(line)}</p>", "text/plain": line}


def number(
    key: str, value: Real, *, rows: pd.DataFrame, says: str, digits: int = 0, columns: Sequence[str] | None = None
) -> Number:
    """Return a number that sentences can use.

    Args:
        key: Key under the chapter's name, such as ``summary.parties``.
        value: The number itself.
        rows: The rows that it counts or is computed from, as ``load`` returned and filters kept them.
        says: What the number is, in words that can stand in a list.
        digits: Digits after the point.
        columns: Columns that the note shows; by default all but the housekeeping ones.

    Raises:
        ValueError: The key has another form, the value is no finite number, or no row, or
            only background rows, stand behind it.
    """
    check_key(key)
    if isinstance(value, bool) or not isinstance(value, Real) or not pd.notna(value) or abs(value) == float("inf"):
        raise ValueError(f"number {key}: {value!r} is not a finite number")
    if rows.empty:
        raise ValueError(f"number {key}: no rows stand behind it; a number without rows has no source")
    if "background" in rows and rows["background"].all():
        raise ValueError(f"number {key}: only background rows stand behind it, for which no page was opened")
    if not says.strip():
        raise ValueError(f"number {key}: say what it is")
    kept = list(columns or (column for column in rows.columns if column not in HOUSEKEEPING))
    table = about(rows)
    return Number(
        {
            "key": key,
            "value": round(float(value), digits) if digits else round(float(value)),
            "text": f"{round(float(value), digits) + 0.0:,.{digits}f}",
            "says": says,
            "table": table.name,
            "as_of": table.as_of,
            "sources": list(source_keys(rows)),
            "columns": kept,
            "rows": [[cell_text(cell) for cell in row] for row in rows[kept].itertuples(index=False)],
        }
    )


def tell(
    key: str, value: Real, *, rows: pd.DataFrame, says: str, digits: int = 0, columns: Sequence[str] | None = None
) -> None:
    """Show a number in a notebook and hand it to the text; the arguments are those of :func:`number`."""
    from IPython.display import display

    display(number(key, value, rows=rows, says=says, digits=digits, columns=columns))


def count(key: str, rows: pd.DataFrame, says: str, *, columns: Sequence[str] | None = None) -> None:
    """Tell how many rows there are: the commonest number of a chapter, in one line.

    Args:
        key: Key under the chapter's name, such as ``central-asia.held``.
        rows: The rows that are counted, as ``load`` returned and filters kept them.
        says: What is counted, in words that can stand in a list.
        columns: Columns that the note shows; by default all but the housekeeping ones.

    Raises:
        ValueError: As :func:`number`.
    """
    tell(key, len(rows), rows=rows, says=says, columns=columns)
