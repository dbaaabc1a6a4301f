"""A number by host, as circles on the map of Eurasia; one map a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.basemap import Extent, base_map
from helpers.charts.projection import EURASIA

# From Poland to Lake Baikal, and to the Pamirs: where exercises are held.
_SEEN: Extent = (-4250, 2300, -2500, 2450)
# Where the circle of a host stands, in degrees: on its land, apart from its neighbours' circles.
_SPOTS = {
    "RUS": (85, 62),
    "KAZ": (66, 49.5),
    "KGZ": (79.5, 40.5),
    "TJK": (70.5, 36.5),
    "BLR": (27, 54.5),
    "ARM": (43, 38.5),
}
_BESIDE = ("KGZ",)  # whose name stands to the right of its circle, where there is room


def hosts(
    place: FigureBase,
    size: style.Size,
    borders: pd.DataFrame,
    panels: Sequence[tuple[str, Mapping[str, int]]],
    colours: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    """Draw one map a period, a circle a host, its area by the number that stands in it.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        borders: The table ``borders``.
        panels: Title of the period to host and number.
        colours: Host to the colour of its circle.
        names: Host to the name beside its circle.
    """
    columns = 1 if size.narrow else len(panels)
    rows = -(-len(panels) // columns)
    most = max(max(counts.values()) for _, counts in panels)
    for number, (title, counts) in enumerate(panels):
        row, column = divmod(number, columns)
        box = (column / columns + 0.005, 1 - (row + 1) / rows, 1 / columns - 0.01, 1 / rows - 0.01)
        looks = {iso3: {"facecolor": style.FAINT, "edgecolor": style.PAPER} for iso3 in colours}
        land = base_map(place, box, borders, _SEEN, looks)
        left, _, _, top = land.extent
        land.field.words(left, top, title, va="top", weight="bold")
        largest = (0.062 if size.narrow else 0.052) * size.width * 72 / (1 if size.narrow else 1.25)
        for iso3, count in counts.items():
            x, y = EURASIA(*_SPOTS[iso3])
            radius = largest * (count / most) ** 0.5
            look = {"marker": "o", "markersize": 2 * radius, "color": colours[iso3], "markeredgewidth": 0}
            land.field.marks([x], [y], zorder=4, **look)
            inside = radius > size.text * 0.62
            look = {"color": style.PAPER if inside else style.INK, "weight": "semibold", "zorder": 5}
            land.field.words(x, y, str(count), (0 if inside else radius + 5, 0), ha="center", va="center", **look)
            beside = iso3 in _BESIDE
            where = {"ha": "left" if beside else "center", "va": "center" if beside else "top", "zorder": 5}
            shift = (radius + (13 if not inside else 4), 0) if beside else (0, -radius - 1)
            land.field.words(x, y, names[iso3], shift, fontsize=size.text - 1, **where)


def hosts_height(size: style.Size, panels: int) -> float:
    """Return the height in inches that the maps need at a size."""
    left, right, bottom, top = _SEEN
    columns = 1 if size.narrow else panels
    return (size.width / columns) * (top - bottom) / (right - left) * (panels // columns)
