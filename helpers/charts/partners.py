"""Two partners compared: a panel a state, a line a partner, with quoted points apart from the line."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style


def partners(
    place: FigureBase,
    size: style.Size,
    panels: Mapping[str, pd.DataFrame],
    names: Mapping[str, tuple[str, float, float]],
    points: Mapping[str, pd.DataFrame] | None = None,
    shade: tuple[float, float, str] | None = None,
    breaks: Mapping[str, int] | None = None,
    across: int = 3,
) -> None:
    """Draw one panel a title, all on one scale.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        panels: Title to its lines: one row a year, one column a partner; a missing year breaks a line.
        names: Partner to its name and, as year and value, where it begins in the first panel.
        points: Title to quoted values, ``partner``, ``year``, ``value``, never joined to a line or to each other.
        shade: Two years and the words over the ground between them.
        breaks: Title to the year from which another count runs: no line is drawn into it, and it is marked.
        across: Panels side by side on a wide page; on a narrow one at most two, or one below the other if two.
    """
    columns = min(across, 2 if len(panels) > 2 else 1) if size.narrow else across
    columns = min(columns, len(panels))
    down = -(-len(panels) // columns)
    axes = place.subplots(down, columns, sharex=True, sharey=True, squeeze=False)
    place.subplots_adjust(
        left=0.09 if size.narrow else 0.05,
        right=0.985,
        top=0.95 if down > 1 else 0.9,
        bottom=0.05 if down > 1 else 0.08,
        wspace=0.12,
        hspace=0.28,
    )
    years = sorted({int(year) for table in panels.values() for year in table.index})
    last = max([years[-1], *(int(rows["year"].max()) for rows in (points or {}).values() if len(rows))])
    top = max(float(table.max().max()) for table in panels.values()) * 1.1
    for at, (one, (title, table)) in enumerate(zip(axes.ravel(), panels.items(), strict=False)):
        table = table.reindex(range(years[0], years[-1] + 1)).astype(float)
        if breaks and title in breaks:
            table.loc[breaks[title] - 0.5] = float("nan")
            _break(one, size, breaks[title] - 0.5, top)
        _lines(one, table.sort_index())
        for code, (words, year, value) in names.items() if at == 0 else ():
            one.text(year, value, words, color=style.STATE[code], weight="semibold", va="center", zorder=4)
        if points and title in points:
            _quoted(one, points[title])
        if shade:
            one.axvspan(shade[0], shade[1], color=style.GROUND, zorder=0)
            one.text(
                shade[0] - 0.4, top * 0.98, shade[2], va="top", ha="right", color=style.MUTED, fontsize=size.text - 1
            )
        one.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=4)
        one.set_ylim(0, top)
        one.set_xlim(years[0], last + 1)
        one.grid(axis="y", zorder=0)
        one.tick_params(length=0)
        one.spines["left"].set_visible(False)
    for spare in axes.ravel()[len(panels) :]:
        spare.set_axis_off()
    axes[-1, 0].set_xticks(range(years[0] - years[0] % 10 + 10, last + 1, 10))


def _break(axes: Axes, size: style.Size, at: float, top: float) -> None:
    """Mark the year from which another count runs."""
    axes.axvline(at, color=style.MUTED, linewidth=0.9, linestyle=":", zorder=1)
    note = {"textcoords": "offset points", "va": "top", "ha": "right", "color": style.MUTED}
    axes.annotate("count\nchanges", (at, top), (-2, -2), fontsize=size.text - 1, **note)


def _quoted(axes: Axes, points: pd.DataFrame) -> None:
    """Draw quoted values as rings."""
    for row in points.to_dict("records"):
        look = {"markerfacecolor": style.PAPER, "markeredgecolor": style.STATE[row["partner"]]}
        axes.plot([row["year"]], [row["value"]], "o", markersize=5, markeredgewidth=1.5, zorder=4, **look)


def _lines(axes: Axes, table: pd.DataFrame) -> None:
    for code in table.columns:
        line, colour = table[code], style.STATE[code]
        axes.plot(line.index, line, color=colour, linewidth=1.7, solid_capstyle="butt", zorder=3)
        lonely = line.notna() & line.shift().isna() & line.shift(-1).isna()
        axes.plot(line.index[lonely], line[lonely], ".", color=colour, markersize=4, zorder=3)
