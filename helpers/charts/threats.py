"""Threats named, by year and kind, over what happened: deaths in organised violence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row

_BASE = 0.5  # foot of the scale of deaths: half a death, so that one is seen


def threats(
    place: FigureBase, size: style.Size, named: pd.DataFrame, kinds: Mapping[str, str], deaths: pd.Series, last: int
) -> None:
    """Draw one row a kind of threat with a dot a year, and the deaths of each year under it.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        named: One row a statement: ``year``, ``threat``.
        kinds: Kind to the words at its row, from the top.
        deaths: Deaths by year; drawn on a scale of powers of ten, a year of none left empty.
        last: The last year of the series of deaths, marked where the statements run on.
    """
    left = 0.34 if size.narrow else 0.215
    above = place.add_axes((left, 0.4, 0.985 - left, 0.58))
    below = place.add_axes((left, 0.065, 0.985 - left, 0.27), sharex=above)
    counts = named.groupby(["threat", "year"]).size()
    for row, (kind, words) in enumerate(kinds.items()):
        y = len(kinds) - row
        if row % 2 == 0:
            above.axhspan(y - 0.5, y + 0.5, color=style.GROUND, linewidth=0, zorder=0)
        own = counts[kind] if kind in counts.index.get_level_values(0) else pd.Series(dtype=int)
        above.scatter(
            own.index,
            [y] * len(own),
            s=own * (13 if size.narrow else 30),
            color=style.ORGANISATION,
            linewidths=0,
            zorder=3,
        )
        label_row(above, y, words)
    above.set_ylim(0.5, len(kinds) + 0.5)
    above.set_yticks([])
    known = deaths[deaths > 0]
    # Points on stems, not bars: on powers of ten a bar has no base, and one of a single death has no height.
    below.vlines(known.index, _BASE, known, color=style.FAINT, linewidth=1.4, zorder=2)
    below.plot(known.index, known, "o", color=style.MUTED, markersize=3.4 if size.narrow else 4.6, zorder=3)
    below.set_yscale("log")
    below.set_ylim(_BASE, known.max() * 1.9)
    below.set_yticks((1, 10, 100, 1000), ("1", "10", "100", "1,000"))
    below.minorticks_off()
    below.grid(axis="y", zorder=0)
    below.axvspan(last + 0.5, int(named["year"].max()) + 0.6, color=style.GROUND, linewidth=0, zorder=0)
    below.annotate(
        "no data",
        ((last + int(named["year"].max())) / 2 + 0.5, 0.8),
        ha="center",
        color=style.MUTED,
        fontsize=size.text - 1.5,
    )
    below.set_title("Deaths", loc="left", fontsize=size.text, weight="semibold", pad=4)
    first = min(int(named["year"].min()), int(deaths.index.min()))
    below.set_xlim(first - 0.7, int(named["year"].max()) + 0.6)
    below.set_xticks(range(first + (-first) % 5, int(named["year"].max()) + 1, 10 if size.narrow else 5))
    for axes in (above, below):
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
    above.tick_params(labelbottom=False)
    above.spines["bottom"].set_visible(False)
