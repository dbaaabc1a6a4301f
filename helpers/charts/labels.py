"""Labels: how wide one is, and labels at the ends of lines, kept apart from one another."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.textpath import TextPath


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


@functools.lru_cache(maxsize=1024)
def width_of(label: str, points: float) -> float:
    """Return how wide a label is in inches. Measuring takes longer than drawing, and keys repeat their words."""
    return TextPath((0, 0), label, size=points).get_extents().width / 72
