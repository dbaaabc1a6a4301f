"""When a state changed its supplier: deliveries by year, one supplier's share in spans, who delivered in one span."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.field import Field
from helpers.charts.labels import label_ends


def in_millions(value: float) -> str:
    """Return an amount in figures; one below ten has its decimal, or its parts would not add up to it as it is read."""
    return f"{value:,.1f}".removesuffix(".0") if value < 10 else f"{value:,.0f}"


def supplier_turn(
    place: FigureBase,
    size: style.Size,
    years: pd.DataFrame,
    shares: pd.DataFrame,
    parts: pd.DataFrame,
    chosen: tuple[int, int],
    titles: tuple[str, str, str],
    names: Mapping[str, str],
    supplier: str,
    missing: str,
) -> None:
    """Draw three panels; the span chosen is the ground of the first, a mark in the second and the third's subject.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        years: Indexed by year without a gap: ``own`` (from the supplier) and ``others``.
        shares: Indexed by the last year of each span: a column a state, the supplier's share in per cent; missing
            where nothing was recorded.
        parts: ``supplier``, ``value``, ``share`` (per cent) in the span chosen, a bar each, in order.
        chosen: First and last year of the span.
        titles: The titles of the panels.
        names: State to its name at the end of its line, the subject first.
        supplier: The supplier set apart.
        missing: Words over the years after the last that the rows hold.
    """
    if size.narrow:
        spots = ((0.085, 0.745, 0.895, 0.2), (0.085, 0.425, 0.895, 0.225), (0.2, 0.015, 0.78, 0.305))
    else:
        spots = ((0.04, 0.6, 0.55, 0.31), (0.04, 0.085, 0.55, 0.38), (0.71, 0.085, 0.28, 0.825))
    above, below = (place.add_axes(spot) for spot in spots[:2])
    for axes, title in zip((above, below), titles[:2], strict=True):
        axes.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=5)
        axes.tick_params(length=0, labelsize=size.text - 1)
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)
    last = int(years.index.max())
    for axes in (above, below):
        axes.axvspan(chosen[0] - 0.5, chosen[1] + 0.5, color=style.GROUND, linewidth=0, zorder=0)
        axes.set_xlim(int(years.index.min()) - 0.6, last + (7 if size.narrow else 4.6))  # room for words at the right
        axes.hlines(0, int(years.index.min()) - 0.6, last + 0.6, color=style.MUTED, linewidth=0.8, zorder=1)
    _years(above, size, years, missing, spots[0][2] * size.width)
    _lines(below, size, shares, chosen[1], names)
    ticks = [year for year in years.index if (last - year) % 5 == 0]
    above.set_xticks([])
    below.set_xticks(ticks, [str(year) for year in ticks])
    _parts(Field.of(place, spots[2], (0, 100), (0.4 - len(parts), 0.75)), size, parts, supplier, titles[2])


def _years(axes: Axes, size: style.Size, years: pd.DataFrame, missing: str, width: float) -> None:
    """Draw what came in each year, and say what is not known after the last."""
    low, high = axes.get_xlim()
    points = 0.74 * width * 72 / (high - low)  # thick lines take a fraction of the time of bars
    for side, foot, colour in (("own", 0.0 * years["own"], style.STATE["RUS"]), ("others", years["own"], style.MUTED)):
        some = years[years[side] > 0]
        start = foot[some.index]
        axes.vlines(some.index, start, start + some[side], color=colour, linewidth=points, zorder=2)
    top = float((years["own"] + years["others"]).max())
    axes.set_ylim(0, top * 1.06)
    axes.axvline(int(years.index.max()) + 0.6, color=style.MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    where = {"ha": "left", "va": "center", "color": style.MUTED, "linespacing": 1.05, "fontsize": size.text - 1}
    axes.text(int(years.index.max()) + 1.0, top * 0.5, missing, **where)
    axes.set_yticks(range(0, int(top) + 1, 50 if top < 150 else 100))


def _lines(axes: Axes, size: style.Size, shares: pd.DataFrame, at: int, names: Mapping[str, str]) -> None:
    """Draw the share of each span at its last year; a span without a delivery breaks a line."""
    last, half = int(shares.index.max()), {"color": style.INK, "linewidth": 1, "linestyle": (0, (2, 2))}
    axes.hlines(50, axes.get_xlim()[0], last + 0.6, zorder=1, **half)
    ends = {}
    for number, code in reversed(list(enumerate(names))):
        line, colour = shares[code], style.STATE[code]
        axes.plot(line.index, line, color=colour, linewidth=1.0 if number else 2.0, zorder=2)
        axes.plot(line.index, line, "o", color=colour, markersize=2.5 if number else 4, zorder=3)
        known = line.dropna()
        if len(known):
            ends[code] = (float(known.iloc[-1]), colour)
    subject = next(iter(names))
    if at in shares.index and pd.notna(shares.loc[at, subject]):
        look = style.mark("o", False, style.STATE[subject])
        axes.plot([at], [shares.loc[at, subject]], linestyle="", markersize=9, markeredgewidth=2, zorder=4, **look)
    apart = size.text * 1.15 / (axes.get_window_extent().height / axes.figure.dpi * 72) * 120
    label_ends(axes, last + 0.6, ends, apart, names)
    axes.set_ylim(-10, 110)
    axes.set_yticks([0, 50, 100], ["0", "50", "100"])


def _parts(field: Field, size: style.Size, parts: pd.DataFrame, supplier: str, title: str) -> None:
    """Draw each supplier's share of the span as a bar with its volume; nothing recorded is no share."""
    field.words(0, 0.75, title, (0, 5), weight="semibold")
    rows = parts.to_dict("records")
    whole = sum(row["value"] for row in rows)
    for y, row in enumerate(rows):
        own = row["supplier"] == supplier
        field.row(-y, row["supplier"], weight="semibold" if own else "normal")
        field.bar(-y, 100, 0.5, color=style.GROUND, zorder=1)
        share = row["share"] if whole else 0.0
        field.bar(-y, share, 0.5, color=style.STATE["RUS"] if own else style.MUTED, zorder=2)
        words = f"{in_millions(row['value'])} million, {share:.0f} %" if row["value"] else "none"
        where = {"va": "bottom", "ha": "right", "color": style.INK if row["value"] else style.MUTED}
        field.words(100, -y + 0.28, words, fontsize=size.text - 1, **where)
    look = {"color": style.INK, "linewidth": 1, "linestyle": (0, (2, 2)), "zorder": 4}
    field.line([50, 50], [0.4 - len(rows), 0.34], **look)
