"""Tables of plain texts, and the width of a column by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docutils import nodes

from helpers.book.paper.escape import array, block, call, code, string
from helpers.book.paper.setting import Setting, sets

LEAST, _COLUMN = 22, 82  # millimetres: the least for a column of long texts; one of two columns of a page
_SHORT, _LETTER = 22, 1.42  # letters; millimetres each, in the type of tables
_MIDDLING = 80  # letters: no column of words gets less room than one of as many
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?%?")


def plain(columns: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> str:
    """Return a table without number or title."""
    places = range(len(columns))
    cells = [[row[place] for row in rows] for place in places]
    right = [bool(texts) and all(not one or _NUMBER.fullmatch(one) for one in texts) for texts in cells]
    weights = [weight(columns[place], cells[place]) for place in places]
    head = array(block(code(name)) for name in columns)
    body = array(block(code(cell)) for row in rows for cell in row)
    sides = array("right" if one else "left" for one in right)
    if not any(width.endswith("fr") for width in weights):
        style = "narrow"  # it fits where the text stands
    elif style == "columns" and needs(weights) > _COLUMN:
        style = "across"
    return call("plain", array(weights), sides, head, body, style=string(style)) + "\n\n"


def needs(widths: Sequence[str]) -> float:
    """Return the millimetres that the columns of a table need at least."""
    return sum(LEAST if one.endswith("fr") else float(one.removesuffix("mm")) for one in widths)


def weight(heading: str, texts: Sequence[str]) -> str:
    """Return a column's width: short texts whole; of long ones, four times the text gets twice the room.

    A heading may break between its words, and asks for the room of the longest alone.
    """
    longest = max(map(len, (*texts, *heading.split())), default=0)
    return f"{longest * _LETTER + 3.4:.1f}mm" if longest <= _SHORT else f"{max(longest, _MIDDLING) ** 0.5:.1f}fr"


@sets("plain_table")
def plain_table(setting: Setting, node: nodes.Element) -> str:
    """Write a table of plain texts."""
    return plain(node["columns"], node["rows"], setting.style)
