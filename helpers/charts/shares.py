"""Shares over time, one strip a measure, on one scale, with breaks where the parties change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style


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
    axes = place.subplots(len(series), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    place.subplots_adjust(
        left=0.075 if size.narrow else 0.045, right=0.83 if size.narrow else 0.885, top=0.94, bottom=0.055, hspace=0.34
    )
    first = min(int(frame["year"].min()) for frame in series.values())
    last = max(int(frame["year"].max()) for frame in series.values())
    for one, (name, frame) in zip(axes, series.items(), strict=True):
        for number, (start, end, _) in enumerate(spans):
            if number % 2 == 0:
                one.axvspan(start - 0.5, end + 0.5, color=style.GROUND, linewidth=0, zorder=0)
        _line(one, frame, colour)
        one.set_title(name, loc="left", fontsize=size.text, weight="semibold", pad=3)
        one.set_ylim(low, 100)
        one.set_yticks([low, (low + 100) / 2, 100], [f"{low:.0f}", f"{(low + 100) / 2:.0f}", "100"])
        one.set_xlim(first - 0.5, last + 0.5)
        one.grid(axis="y", zorder=0)
        one.tick_params(length=0)
        one.spines["left"].set_visible(False)
    for start, end, name in spans:
        where = {"xytext": (0, 13), "textcoords": "offset points", "ha": "center", "va": "bottom"}
        axes[0].annotate(name, ((start + end) / 2, 100), color=style.MUTED, annotation_clip=False, **where)
    step = 6 if size.narrow else 3
    years = list(range(last - (last - first) // step * step, last + 1, step))
    axes[-1].set_xticks(years, [str(year) for year in years])


def _line(axes: Axes, frame: pd.DataFrame, colour: str) -> None:
    """Draw a line that stops where the parties change or a party has no value, and say who is missing."""
    for _, stretch in frame.groupby("stretch"):
        axes.plot(stretch["year"], stretch["share"], color=colour, linewidth=1.8, solid_capstyle="butt", zorder=3)
        known = stretch[stretch["share"].notna()]
        alone = known[~known["year"].add(1).isin(known["year"]) & ~known["year"].sub(1).isin(known["year"])]
        axes.plot(alone["year"], alone["share"], "o", color=colour, markersize=3, zorder=3)
    for start, end, codes in _gaps(frame):
        x, words = (start + end) / 2, "\n".join(codes)
        axes.text(x, 68, words, ha="center", va="center", color=style.MUTED, fontsize="small", linespacing=1.0)
    final = frame[frame["share"].notna()].iloc[-1]
    where = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
    axes.annotate(f"{final['share']:.0f}", (final["year"], final["share"]), color=colour, weight="bold", **where)
    where["xytext"] = (20, 0)
    axes.annotate(f"in {final['year']:.0f}", (final["year"], final["share"]), color=style.MUTED, **where)


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
