"""Words around a chart: at a row, at the ends of lines kept apart from one another, in a key; how wide they are."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpers import style


def spread(wanted: Mapping[str, float], apart: float) -> dict[str, float]:
    """Return heights for labels, as near as may be to the wanted ones and at least ``apart`` from each other.

    Labels that would touch are set around their common middle, in order.
    """
    groups: list[tuple[list[str], float]] = []  # labels in order, middle of the group
    for name, height in sorted(wanted.items(), key=lambda item: (item[1], item[0])):
        groups.append(([name], height))
        while len(groups) > 1 and _foot(groups[-1], apart) - _head(groups[-2], apart) < apart:
            upper, lower = groups.pop(), groups.pop()
            names = lower[0] + upper[0]
            groups.append((names, sum(wanted[one] for one in names) / len(names)))
    return {
        name: middle + (place - (len(names) - 1) / 2) * apart
        for names, middle in groups
        for place, name in enumerate(names)
    }


def _foot(group: tuple[list[str], float], apart: float) -> float:
    return group[1] - (len(group[0]) - 1) / 2 * apart


def _head(group: tuple[list[str], float], apart: float) -> float:
    return group[1] + (len(group[0]) - 1) / 2 * apart


def label_ends(
    axes: Axes, x: float, ends: Mapping[str, tuple[float, str]], apart: float, names: Mapping[str, str]
) -> None:
    """Write names to the right of lines that end at ``x``, each in its colour, with none over another.

    Args:
        axes: The axes of the lines.
        x: Where the lines end.
        ends: Code to the height of the end and the colour.
        apart: The least distance of two labels, in data units.
        names: Code to the name written.
    """
    heights = spread({code: height for code, (height, _) in ends.items()}, apart)
    for code, (_, colour) in ends.items():
        where = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(names[code], (x, heights[code]), color=colour, **where)


def label_row(axes: Axes, y: float, words: str, gap: float = 5, **look: Any) -> None:
    """Write the words of a row to the left of the axes, ``gap`` points away, at a height given in data."""
    axes.annotate(words, (0, y), (-gap, 0), ("axes fraction", "data"), "offset points", ha="right", va="center", **look)


def draw_key(
    place: FigureBase, handles: Sequence[Artist], columns: int, *, top: float | None = None, **spacing: Any
) -> None:
    """Draw a key along the foot of a place, or with its upper edge at ``top``, a share of the place's height.

    Args:
        place: Figure or part of one.
        handles: What the key explains, each with its label, in order.
        columns: How many stand side by side.
        top: Share of the height, or None for the foot.
        spacing: What matplotlib's legend calls ``handlelength``, ``handletextpad``, ``columnspacing`` and so on.
    """
    where = {"loc": "lower left", "bbox_to_anchor": (0, 0)}
    if top is not None:
        where = {"loc": "upper left", "bbox_to_anchor": (0, top)}
    look = {"frameon": False, "borderaxespad": 0.1, "labelcolor": style.INK}
    place.legend(handles=handles, ncols=columns, **where, **look, **spacing)


@functools.lru_cache(maxsize=4096)
def width_of(label: str, points: float) -> float:
    """Return how wide a label is in inches, by the typeface's own measures.

    The extents of a label's outline say the same to a hundredth of an inch and took twenty times as long.
    """
    return text_to_path.get_text_width_height_descent(label, FontProperties(size=points), ismath=False)[0] / 72
