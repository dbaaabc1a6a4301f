"""Shares over time, one strip a measure, on one scale, with breaks where the parties change."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.field import Field, rooms


def shares(
    place: FigureBase,
    size: style.Size,
    series: Mapping[str, pd.DataFrame],
    spans: Sequence[tuple[int, int, str]],
    colour: str,
    low: float = 50.0,
) -> None:
    """Draw one state's share of a total, in several measures.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        series: Name of the measure to its frame: ``year``, ``share``, ``missing`` (codes), ``stretch``.
        spans: First year, last year and name of each span of equal membership, as ground behind the lines.
        colour: The colour of the state.
        low: Where the scale begins; it ends at 100. A line may leave out the zero, a bar may not.
    """
    sides = {"left": 0.075 if size.narrow else 0.045, "right": 0.83 if size.narrow else 0.885}
    strips = rooms(place, len(series), 1, **sides, top=0.94, bottom=0.055, hspace=0.34)
    first = min(int(frame["year"].min()) for frame in series.values())
    last = max(int(frame["year"].max()) for frame in series.values())
    edges = (first - 0.5, last + 0.5)
    fields = [Field.of(place, room, edges, (low, 100)) for room in strips]
    for field, (name, frame) in zip(fields, series.items(), strict=True):
        for start, end, _ in spans[::2]:
            field.box(start - 0.5, low, end - start + 1, 100 - low, facecolor=style.GROUND, zorder=0)
        for height in (low, (low + 100) / 2, 100):
            field.line(edges, (height, height), color=style.FAINT, linewidth=0.6, zorder=1.5)
            field.row(height, f"{height:.0f}", 3.5)
        field.line(edges, (low, low), color=style.MUTED, linewidth=0.8, zorder=2.5)
        _line(field, frame, colour)
        field.words(edges[0], 100, name, (0, 3), weight="semibold")
    for start, end, name in spans:
        fields[0].words((start + end) / 2, 100, name, (0, 13), ha="center", va="bottom", color=style.MUTED)
    step = 6 if size.narrow else 3
    for year in range(last - (last - first) // step * step, last + 1, step):
        fields[-1].column(year, str(year))


def _line(field: Field, frame: pd.DataFrame, colour: str) -> None:
    """Draw a line that stops where the parties change or a party has no value, and say who is missing."""
    for _, stretch in frame.groupby("stretch"):
        years, values = stretch["year"].tolist(), stretch["share"].tolist()
        field.line(years, values, color=colour, linewidth=1.8, solid_capstyle="butt", zorder=3)
        known = {year: value for year, value in zip(years, values, strict=True) if not math.isnan(value)}
        alone = {year: value for year, value in known.items() if not known.keys() & {year - 1, year + 1}}
        field.marks(list(alone), list(alone.values()), marker="o", color=colour, markersize=3, zorder=3)
    for start, end, codes in _gaps(frame):
        look = {"ha": "center", "va": "center", "color": style.MUTED, "fontsize": "small", "linespacing": 1.0}
        field.words((start + end) / 2, 68, "\n".join(codes), **look)
    final = frame[frame["share"].notna()].iloc[-1]
    year, share = final["year"], final["share"]
    field.words(year, share, f"{share:.0f}", (6, 0), va="center", color=colour, weight="bold")
    field.words(year, share, f"in {year:.0f}", (20, 0), va="center", color=style.MUTED)


def _gaps(frame: pd.DataFrame) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return runs of years without a share: first, last, and who was missing in them."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for row in frame[frame["share"].isna()].itertuples():
        if found and found[-1][1] == row.year - 1 and set(found[-1][2]) & set(row.missing):
            start, _, codes = found.pop()
            found.append((start, row.year, tuple(dict.fromkeys([*codes, *row.missing]))))
        else:
            found.append((row.year, row.year, row.missing))
    return found
