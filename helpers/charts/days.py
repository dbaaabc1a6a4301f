"""One day of a crisis: a map of what is reported by town, the days so far below it, and the numbers as then claimed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D

from helpers import style
from helpers.charts.basemap import Extent, base_map
from helpers.charts.field import Field
from helpers.charts.labels import draw_key, width_of
from helpers.charts.projection import EURASIA

Mark = Mapping[str, Any]  # a row of the marks
_SEEN: Extent = (-2720, 240, -990, 790)  # Kazakhstan, from the Caspian Sea to the Altai
# Lane of a report to its words, marker, whether it is filled, and colour: as in the chart of unrest by day.
_LANES = {
    "protest": ("protest", "o", False, style.MUTED),
    "violence": ("violence", "s", True, style.INK),
    "restoration": ("step to restore order", "D", True, style.TREATY),
}
_PITCH = 1.28  # of the text size: from one line of words to the next
_HEAD = 0.24  # inches: the line with the day
_RING = {"marker": "o", "markerfacecolor": "none", "markeredgecolor": style.MUTED, "linestyle": ""}
# Where the name of a town stands, if not to the right of its mark: in points from it.
_BESIDE = {
    "Aktau": (-9, 10, "left"),
    "Zhanaozen": (4, -11, "center"),
    "Almaty": (2, -12, "center"),
    "Shymkent": (0, -12, "center"),
    "Taraz": (-2, 10, "center"),
    "Shu": (0, 10, "center"),
    "Semey": (-2, 11, "center"),
    "Oskemen": (-4, -12, "center"),
}


def day_map(
    place: FigureBase,
    size: style.Size,
    borders: pd.DataFrame,
    marks: pd.DataFrame,
    bars: pd.DataFrame,
    force: Sequence[int],
    day: int,
    last: int,
    heading: str,
    facts: Sequence[tuple[str, str]],
) -> None:
    """Draw one day: the map, below it the days so far, and beside or below both the numbers as then claimed.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        borders: Rows of the table ``borders``: Kazakhstan and its neighbours.
        marks: What :func:`helpers.measures.days.reports` returns; what is of an earlier day is small and pale, what is
            disputed hollow, a region without a town ringed.
        bars: One row a day from the first to the present one, one column a lane: marks on the map of that day.
        force: Contingents in the country at the end of each of these days.
        day: The present day of the month.
        last: The last day of the strip.
        heading: The day in words.
        facts: Pairs of a label and the words that belong to it, from the top.
    """
    wide, high = (side / place.figure.dpi for side in (place.bbox.width, place.bbox.height))
    span = wide if size.narrow else 0.655 * wide
    tall = span * (_SEEN[3] - _SEEN[2]) / (_SEEN[1] - _SEEN[0])
    key = _HEAD + (0.4 if size.narrow else 0.24)
    strip = 1.12 if size.narrow else high - tall - key - 0.1
    place.text(0, 1, heading, va="top", weight="bold", fontsize=size.text * 1.15)
    room = (0, 1 - (key + tall) / high, span / wide, tall / high)
    land = base_map(place, room, borders, _SEEN, {"KAZ": {"facecolor": style.FAINT, "edgecolor": style.PAPER}})
    _towns(land.field, size, marks)
    top = 1 - (key + tall + 0.1) / high
    left = 0.58 if size.narrow else 0.66
    box = (left / wide, top - (strip - 0.32) / high, (span - left - 0.03) / wide, (strip - 0.32) / high)
    _strip(place, size, box, bars, force, day, last)
    if size.narrow:
        _facts(place, size, (0, top - strip / high), wide, facts)
    else:
        _facts(place, size, (span / wide + 0.02, 1 - key / high), wide * 0.98 - span, facts)
    _key(place, size, 1 - _HEAD / high)


def _towns(field: Field, size: style.Size, marks: pd.DataFrame) -> None:
    """Mark each town that has a report, the lanes of one over one another, and write its name."""
    full = 5.6 if size.narrow else 7
    towns: dict[str, dict[str, Mark]] = {}
    for row in marks.to_dict("records"):
        towns.setdefault(row["town"], {})[row["lane"]] = row
    for rows in towns.values():
        first = next(iter(rows.values()))
        today, (x, y) = first["today"], EURASIA(first["lon"], first["lat"])
        scale = full if today else 0.62 * full
        drawn = [lane for lane in _LANES if lane in rows]
        for place, lane in enumerate(drawn):
            _, marker, filled, colour = _LANES[lane]
            field.marks(
                [x],
                [y],
                (0, ((len(drawn) - 1) / 2 - place) * scale * 1.25),
                markersize=scale * (0.88 if marker == "D" else 1),
                markeredgewidth=1.2 if today else 0.8,
                alpha=1 if today else 0.45,
                zorder=6 if today else 5,
                **style.mark(marker, filled and rows[lane]["sure"], colour),
            )
        if first["whole"]:
            field.marks([x], [y], markersize=scale + 8, alpha=1 if today else 0.6, zorder=4, **_RING)
        _name(field, size, first, (x, y), scale, (len(drawn) - 1) * scale * 0.62)


def _name(field: Field, size: style.Size, row: Mark, where: tuple[float, float], scale: float, more: float) -> None:
    """Write a town's name beside its marks, or that of the region where no town is named; ``more`` is their height."""
    across, up, side = _BESIDE.get(row["town"], (scale / 2 + 3, 0, "left"))
    gap = 4 if row["whole"] else 0
    if side == "left" and not up:
        across += gap
    else:
        up += (more + gap) * (1 if up > 0 else -1)
    name = row["region"] if row["whole"] else row["town"]
    look = {"color": style.INK, "weight": "semibold", "fontsize": size.text - 0.5}
    if not row["today"]:
        look = {"color": style.MUTED, "fontsize": size.text - 1.2}
    field.words(*where, name, (across, up), ha=side, va="center", zorder=7, **look)


def _strip(
    place: FigureBase,
    size: style.Size,
    box: tuple[float, float, float, float],
    bars: pd.DataFrame,
    force: Sequence[int],
    day: int,
    last: int,
) -> None:
    """Draw the marks of each day as columns, the contingents in a band below, later days as still to come."""
    most = max(16, bars.sum(axis=1).max() + 1)
    foot = -0.36 * most  # of the band of contingents
    field = Field.of(place, box, (0.5, last + 0.5), (1.02 * foot, most))
    field.box(day + 0.5, foot, last - day, most - foot, facecolor=style.GROUND, zorder=0)
    field.box(day - 0.5, foot, 1, most - foot, fill=False, edgecolor=style.INK, linewidth=1.1, zorder=4)
    if last - day >= 5:
        field.words((day + last + 1) / 2, 0.5 * most, "still to come", color=style.MUTED, ha="center", va="center")
    _columns(field, bars)
    for number, count in enumerate(force, 1):
        if count:
            field.box(number - 0.5, foot, 1, -0.85 * foot, facecolor=style.ORGANISATION)
            look = {"ha": "center", "va": "center", "color": style.PAPER, "fontsize": size.text - 1.5}
            field.words(number, 0.6 * foot, str(count), **look)
    for height, colour, width, order in (
        (0, style.MUTED, 0.8, 3),
        (foot, style.MUTED, 0.8, 3),
        (10, style.FAINT, 0.7, 0.5),
    ):
        field.line([0.5, last + 0.5], [height, height], color=colour, linewidth=width, zorder=order)
    for number in [*(one for one in (1, 5, 10, 15, last) if one <= last and abs(one - day) > 1), day]:
        weight = "bold" if number == day else "normal"
        field.words(number, foot, str(number), (0, -3), ha="center", va="top", weight=weight)
    field.row(5, "marks", 18, color=style.MUTED)
    field.row(0.58 * foot, "force", 4, color=style.MUTED)
    for height in (0, 10):
        field.row(height, str(height), 3)


def _columns(field: Field, bars: pd.DataFrame) -> None:
    """Stack the lanes of each day."""
    for number, counts in enumerate(bars[list(_LANES)].to_numpy().tolist(), 1):
        foot = 0
        for count, (_, _, filled, colour) in zip(counts, _LANES.values(), strict=True):
            look = {"facecolor": colour if filled else style.PAPER, "edgecolor": colour, "linewidth": 0.8, "zorder": 2}
            if count:
                field.box(number - 0.36, foot, 0.72, count, **look)
            foot += count


def _facts(
    place: FigureBase, size: style.Size, corner: tuple[float, float], room: float, facts: Sequence[tuple[str, str]]
) -> None:
    """Write each label in bold and its words after it, broken to the room in inches."""
    high = place.bbox.height / place.figure.dpi
    line, (x, y) = size.text * _PITCH / 72 / high, corner
    for label, words in facts:
        indent = 0.62 if size.narrow else 0.0
        start = y if size.narrow else y - line
        place.text(x, y, label, va="top", weight="semibold", color=style.ORGANISATION)
        lines = _broken(words, size.text, room - indent)
        left = x + indent / (place.bbox.width / place.figure.dpi)
        for number, text in enumerate(lines):  # one by one: lines set together begin lower than their label
            place.text(left, start - number * line, text, va="top")
        y = start - len(lines) * line - (0.25 if size.narrow else 0.35) * line


def _broken(words: str, points: float, room: float) -> list[str]:
    """Return words as lines that fit a room given in inches; a space that must not break stays whole."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, points) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _key(place: FigureBase, size: style.Size, top: float) -> None:
    plain = {"linestyle": "", "markersize": 5.5}
    handles = [Line2D([], [], label=words, **style.mark(*look), **plain) for words, *look in _LANES.values()]
    handles += [
        Line2D([], [], marker="s", color=style.INK, alpha=0.45, linestyle="", markersize=3.6, label="pale: earlier"),
        Line2D([], [], label="disputed", **style.mark("s", False, style.INK), **plain),
        Line2D([], [], markersize=9, label="region, no town named", **_RING),
    ]
    draw_key(place, handles, 3 if size.narrow else 6, top=top, handletextpad=0.1, columnspacing=0.8)
