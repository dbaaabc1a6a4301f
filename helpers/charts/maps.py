"""Maps of status: small multiples of Eurasia, one map a date.

A state is filled by its status. What is bound is full in the colour of its clock, as in the lifelines; what
is apart is hatched, so that the map reads in grey print too. The South Caucasus is shown again in an inset,
two and a half times as large, since Armenia would be a dot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.basemap import CONTEXT, LINE, POLAND_TO_PACIFIC, SOUTH_CAUCASUS, Extent, Land, Look, base_map
from helpers.charts.field import Field, Room
from helpers.charts.labels import width_of
from helpers.charts.projection import EURASIA
from helpers.data.shapes import read_wkt

_GAP, _SAMPLE, _KEY_LINE = 0.1, 0.2, 0.22  # inches: between two maps in a row, a sample of the key, a line of it
_INSET = 0.28  # width of the inset, as a share of its map
_MOST_TEXT = 8.6  # points: names on the land are no larger
_HATCH = "//////"
_OVER = 10  # order of the inset, above all of its map
_CLEAR = 6  # points between a name and its leader
_LOOKS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "takes part": lambda colour: {"facecolor": colour, "edgecolor": style.PAPER},
    "bound, frozen": lambda colour: {"facecolor": colour, "edgecolor": style.PAPER, "hatch": _HATCH},
    "suspended": lambda colour: {"facecolor": style.PAPER, "edgecolor": colour, "hatch": _HATCH},
    "signed only": lambda colour: {"facecolor": style.PAPER, "edgecolor": colour, "linewidth": 0.9},
    "left": lambda _: {"facecolor": style.FAINT, "edgecolor": style.MUTED, "linewidth": 0.6},
    "never": lambda _: dict(CONTEXT),
}
STATUSES = tuple(_LOOKS)


class Spot(NamedTuple):
    """Where a state's name stands, in degrees; ``to`` is the end of its leader where it stands outside."""

    lon: float
    lat: float
    align: str = "center"
    to: tuple[float, float] | None = None


_SPOTS: Mapping[str, Spot] = {
    "RUS": Spot(97, 62),
    "KAZ": Spot(67, 48.3),
    "BLR": Spot(11, 61.5, "center", (27.5, 53.8)),
    "UZB": Spot(58, 33.5, "center", (63.5, 41.2)),
    "TJK": Spot(77.5, 34, "left", (71.5, 38.2)),
    "KGZ": Spot(83, 38, "left", (75.5, 41.5)),
}
_INSET_SPOTS: Mapping[str, Spot] = {
    "GEO": Spot(40.3, 42.5, "right"),
    "ARM": Spot(43.5, 39.6, "right"),
    "AZE": Spot(47.0, 38.0, "right", (48.0, 40.8)),
}


@dataclass(frozen=True)
class Panel:
    """One map: its date, a few words with the count, the status of each state, the colour of its clock."""

    title: str
    note: str
    statuses: Mapping[str, str]
    colour: str = style.ORGANISATION

    def __post_init__(self) -> None:
        """Refuse a status that has no look."""
        for iso3, status in self.statuses.items():
            if status not in _LOOKS:
                raise ValueError(f"{iso3}: status {status!r} has no colour; there are: {', '.join(_LOOKS)}")
        if self.colour not in style.DARK:
            raise ValueError(f"{self.title}: colour {self.colour!r} has no name in helpers.style")

    @property
    def looks(self) -> dict[str, Look]:
        """How each state is filled."""
        return {iso3: _LOOKS[status](self.colour) for iso3, status in self.statuses.items()}


def status_maps(place: FigureBase, size: style.Size, borders: pd.DataFrame, panels: Sequence[Panel]) -> None:
    """Draw one map a panel: two in a row where there is room, else one below the other.

    Args:
        place: Figure or part of one to draw in; :func:`map_height` says how high it should be.
        size: The room there is.
        borders: The table ``borders``; its names label the states that have a status.
        panels: The maps, in reading order.

    Raises:
        ValueError: A state with a status has no shape.
    """
    columns, rows = _grid(size, len(panels))
    width, height = place.bbox.width / place.figure.dpi, place.bbox.height / place.figure.dpi
    key = _key_height(size, panels) / height
    edge, gap = _edge(size) / width, _GAP / width
    wide, high = (1 - 2 * edge - gap * (columns - 1)) / columns, (1 - key) / rows
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        box = (edge + column * (wide + gap), 1 - (row + 1) * high + 0.04 / height, wide, high - 0.08 / height)
        _panel(place, size, borders, panel, box)
    _key(place, size, panels, key)


def map_height(size: style.Size, panels: Sequence[Panel]) -> float:
    """Return the height in inches that some maps need at a size, with their key."""
    columns, rows = _grid(size, len(panels))
    left, right, bottom, top = POLAND_TO_PACIFIC
    wide = (size.width - 2 * _edge(size) - _GAP * (columns - 1)) / columns
    return rows * (wide * (top - bottom) / (right - left) + 0.08) + _key_height(size, panels)


def _panel(place: FigureBase, size: style.Size, borders: pd.DataFrame, panel: Panel, room: Room) -> None:
    """Draw one map with its title, its labels and its inset in the lower right corner."""
    land = base_map(place, room, borders, POLAND_TO_PACIFIC, panel.looks)
    left, _, _, top = land.extent
    land.field.words(left, top, panel.title, va="top", weight="bold", fontsize=size.text * 1.1)
    land.field.words(left, top, panel.note, (0, -size.text * 1.5), va="top", color=panel.colour)
    wide, high = SOUTH_CAUCASUS[1] - SOUTH_CAUCASUS[0], SOUTH_CAUCASUS[3] - SOUTH_CAUCASUS[2]
    width = room[2] * _INSET
    height = width * place.bbox.width / place.bbox.height * high / wide
    corner = (room[0] + room[2] - width, room[1], width, height)
    inset = base_map(place, corner, borders, SOUTH_CAUCASUS, panel.looks, _OVER)
    inset.field.box(*_box(inset.extent), facecolor=style.PAPER, zorder=inset.above)
    for one, extent in ((land, SOUTH_CAUCASUS), (inset, inset.extent)):
        one.field.box(*_box(extent), fill=False, edgecolor=style.MUTED, linewidth=0.7, zorder=one.above + 4)
    for row in borders[borders["iso3"].isin(panel.statuses)].itertuples():
        where = inset if row.iso3 in _INSET_SPOTS else land
        spot = _INSET_SPOTS.get(row.iso3) or _SPOTS.get(row.iso3) or _middle(row.geometry)
        on_fill = spot.to is None and where is land and panel.looks[row.iso3]["facecolor"] == panel.colour
        _label(where, row.name, spot, style.PAPER if on_fill else style.INK, min(size.text, _MOST_TEXT))


def _box(extent: Extent) -> tuple[float, float, float, float]:
    """Return the lower left corner, the width and the height of an extent."""
    left, right, bottom, top = extent
    return left, bottom, right - left, top - bottom


def _middle(wkt: str) -> Spot:
    """Return the middle of a state's largest part, for a name that has no place of its own set by hand."""
    lon, lat = zip(*read_wkt(wkt)[0][0], strict=True)
    return Spot((min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2)


def _label(land: Land, text: str, spot: Spot, colour: str, points: float) -> None:
    """Write a name; with a leader, and land behind it in place of lines, where it stands outside its state."""
    at = {"ha": spot.align, "va": "center", "fontsize": points, "color": colour, "zorder": land.above + 5}
    x, y = EURASIA(spot.lon, spot.lat)
    if spot.to is None:
        land.field.words(x, y, text, **at)
        return
    ground = {"facecolor": style.GROUND, "edgecolor": "none", "pad": 0.4}
    land.field.words(x, y, text, bbox=ground, **at)
    end_x, end_y = EURASIA(*spot.to)
    gap = _CLEAR * land.scale / math.dist((x, y), (end_x, end_y))  # as a share of the way
    xs, ys = (x + gap * (end_x - x), end_x), (y + gap * (end_y - y), end_y)
    land.field.line(xs, ys, color=style.INK, linewidth=0.5, zorder=land.above + 4.5)


def _edge(size: style.Size) -> float:
    """Return the margin at both sides in inches: that of the words around an exported figure."""
    return 0 if size.narrow else 0.02 * size.width


def _grid(size: style.Size, panels: int) -> tuple[int, int]:
    """Return how many columns and rows the maps stand in."""
    columns = 1 if size.narrow or panels == 1 else 2
    return columns, -(-panels // columns)


def _key_lines(size: style.Size, panels: Sequence[Panel]) -> list[list[tuple[float, str, list[Look]]]]:
    """Set the key: lines of entries, each with its left edge in inches, its words and its samples.

    A status that is drawn in several colours has a sample of each.
    """
    lines: list[list[tuple[float, str, list[Look]]]] = [[]]
    x = _edge(size)
    for status in STATUSES:
        looks: list[Look] = []
        for panel in panels:
            if status in panel.statuses.values() and (look := _LOOKS[status](panel.colour)) not in looks:
                looks.append(look)
        if not looks:
            continue
        written = width_of(status, size.text)
        width = _SAMPLE * len(looks) + 0.06 + written
        if lines[-1] and x + width > size.width:
            lines.append([])
            x = _edge(size)
        lines[-1].append((x, status, looks))
        x += width + (0.15 if size.narrow else 0.25)
    return lines


def _key_height(size: style.Size, panels: Sequence[Panel]) -> float:
    return 0.06 + _KEY_LINE * len(_key_lines(size, panels))


def _key(place: FigureBase, size: style.Size, panels: Sequence[Panel], height: float) -> None:
    """Explain each status that is shown by a sample of itself."""
    field = Field.of(place, (0, 0, 1, height), (0, size.width), (0, _key_height(size, panels)))
    for number, line in enumerate(reversed(_key_lines(size, panels))):
        y = (number + 0.5) * _KEY_LINE
        for left, status, looks in line:
            for place_of, look in enumerate(looks):
                field.box(left + _SAMPLE * place_of, y - 0.065, _SAMPLE, 0.13, **{"linewidth": LINE, **look})
            field.words(left + _SAMPLE * len(looks) + 0.06, y - 0.005, status, va="center")
