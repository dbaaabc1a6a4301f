"""Lifelines of membership: one band a state, one track an organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.patches import Rectangle

from helpers import style
from helpers.charts.field import Field
from helpers.charts.labels import label_row, width_of
from helpers.data.dates import year_fraction

# Track of each organisation within a band: offset of its middle, height, colour.
_TRACKS: Mapping[str, tuple[float, float, str]] = {
    "CST": (0.29, 0.19, style.TREATY),
    "CSTO": (0.07, 0.19, style.ORGANISATION),
    "GUAM": (-0.12, 0.08, style.GUAM),
    "SCO": (-0.25, 0.08, style.SCO),
}
_TRACK_NAMES = {"CST": "treaty (CST)", "CSTO": "organisation (CSTO)", "GUAM": "GUAM", "SCO": "SCO"}
_FULL = ("in_force", "participating")
_HATCH = "//////"


def lifelines(
    place: FigureBase,
    size: style.Size,
    spells: pd.DataFrame,
    names: Mapping[str, str],
    outcomes: Mapping[str, str],
    counts: Mapping[str, pd.DataFrame],
    until: str,
    at: str = "",
) -> None:
    """Draw who belonged to what and when.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        spells: Columns ``iso3``, ``org``, ``status``, ``start``, ``end``, ``assessment``, in the order of the bands.
        names: State code to the name on the band.
        outcomes: State code to a few words under the name.
        counts: Label of a strip at the foot to its steps (``start``, ``end``, ``count``).
        until: The date at which open spells end in the picture.
        at: A date to mark by a line through all bands, if any.
    """
    states = list(dict.fromkeys(spells["iso3"]))
    left = 0.33 if size.narrow else 0.185
    axes = place.add_axes((left, 0.05, 0.985 - left, 0.875 if size.narrow else 0.865))
    first, last = 1991.7, year_fraction(until)
    for band, iso3 in enumerate(states):
        y = len(states) - band
        if band % 2 == 0:
            ground = {"color": style.GROUND, "linewidth": 0, "zorder": 0}
            axes.add_artist(Rectangle((first, y - 0.5), last + 0.15 - first, 1, **ground))
        label_row(axes, y + 0.13, names[iso3], weight="semibold")
        label_row(axes, y - 0.22, outcomes[iso3], color=style.MUTED)
    for row in spells.itertuples():
        _spell(axes, len(states) - states.index(row.iso3), row, last)
    _strips(axes, counts, last)
    _key(place, size, left, [org for org in _TRACKS if org in set(spells["org"])])
    if at:
        axes.axvline(min(year_fraction(at), last), color=style.INK, linewidth=1.4, zorder=5)
    axes.set_xlim(first, last + 0.15)
    axes.set_ylim(0.5 - 0.42 * len(counts) - 0.25, len(states) + 0.5)
    axes.set_yticks([])
    years = (1992, 2002, 2012, 2024) if size.narrow else (1992, 1994, 1999, 2002, 2006, 2012, 2017, 2024)
    axes.set_xticks(years, [str(year) for year in years])
    axes.grid(axis="x", zorder=0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)


def _spell(axes: Axes, y: float, row: Any, last: float) -> None:
    """Draw one spell in its track; an open one runs to the end of the record."""
    offset, height, colour = _TRACKS[row.org]
    start, end = year_fraction(row.start), year_fraction(row.end) if row.end else last
    box = {"xy": (start, y + offset - height / 2), "width": end - start, "height": height}
    # Not add_patch: the limits are set by hand, and stretching them to each of 38 spells took a twelfth of the time.
    axes.add_artist(Rectangle(**box, **_look(row.status, row.assessment, colour)))


def _look(status: str, assessment: str, colour: str) -> dict[str, Any]:
    """Return how a spell is filled. A frozen state stays bound: its bar is full, and hatched over that."""
    if assessment == "disputed":
        return {"facecolor": "none", "edgecolor": colour, "linestyle": ":", "linewidth": 1.1, "zorder": 1}
    if status == "frozen":
        return {"facecolor": colour, "edgecolor": style.PAPER, "hatch": _HATCH, "linewidth": 0, "zorder": 3}
    if status == "suspended":
        return {"facecolor": style.PAPER, "edgecolor": colour, "hatch": _HATCH, "linewidth": 0.8, "zorder": 3}
    if status in _FULL:
        return {"facecolor": colour, "edgecolor": "none", "zorder": 2}
    return {"facecolor": "none", "edgecolor": colour, "linewidth": 0.8, "zorder": 2}


def _strips(axes: Axes, counts: Mapping[str, pd.DataFrame], last: float) -> None:
    """Write the number of parties under the bands, one strip a clock."""
    for number, (label, steps) in enumerate(counts.items()):
        y = 0.18 - 0.42 * number
        label_row(axes, y, label, color=style.MUTED)
        colour = list(_TRACKS.values())[number][2]
        for step in steps.itertuples():
            start, end = year_fraction(step.start), year_fraction(step.end) if step.end else last
            axes.plot([start, end], [y - 0.17, y - 0.17], color=colour, linewidth=1.6, solid_capstyle="butt")
            middle = (start + end) / 2
            axes.text(middle, y - 0.02, str(step.count), ha="center", va="center", weight="semibold")


def _key(place: FigureBase, size: style.Size, left: float, orgs: Sequence[str]) -> None:
    """Explain the tracks and the three fills above the bands, each by a small sample of itself."""
    narrow = size.narrow
    room = (0.0 if narrow else left, 0.938 if narrow else 0.925, 1.0, 0.058 if narrow else 0.068)
    field = Field.of(place, room, (0, size.width), (0, 2))
    tracks = [(_TRACK_NAMES[org], {"facecolor": _TRACKS[org][2]}) for org in orgs]
    fills = [
        ("bound", _look("in_force", "accepted", style.INK)),
        ("signed, partner", _look("signed", "accepted", style.INK)),
        ("frozen", _look("frozen", "accepted", style.INK)),
        ("suspended", _look("suspended", "accepted", style.INK)),
        ("disputed", _look("signed", "disputed", style.INK)),
    ]
    swatch, gap = (0.14, 0.04) if narrow else (0.17, 0.06)
    for y, entries in ((1.5, tracks), (0.5, fills)):
        x = 0.0
        for label, look in entries:
            field.box(x, y - 0.24, swatch, 0.48, **look)
            field.words(x + swatch + gap, y - 0.03, label, va="center")
            written = width_of(label, size.text)
            x += swatch + gap + written + (0.085 if narrow else 0.25)
