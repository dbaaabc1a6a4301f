"""Tenures: who held which base when, one bar a base, with the end of its lease."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.patches import Patch

from helpers import style
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import year_fraction


def tenures(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    labels: Mapping[str, str],
    hosts: Mapping[str, str],
    holders: Mapping[str, tuple[str, str]],
    until: str,
) -> None:
    """Draw bars from start to end; an open one runs to ``until``, a dotted line from there to the end of the lease.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``id``, ``state`` (the holder), ``host``, ``start``, ``end``, ``lease_end``, ``assessment``, in order.
        labels: ``id`` to the words beside the bar.
        hosts: Code of the host to the heading over its bars, in order.
        holders: Code of the holder to its name in the key (none for one that shares an entry) and its colour.
        until: The date at which open bars end.
    """
    now = year_fraction(until)
    left = 0.34 if size.narrow else 0.22
    foot = 0.165 if size.narrow else 0.115
    axes = place.add_axes((left, foot, 0.985 - left, 0.985 - foot))
    last, y, top = now, 0.0, []
    for host, heading in hosts.items():
        label_row(axes, y, heading, weight="semibold")
        top.append(y)
        for row in rows[rows["host"] == host].itertuples():
            y -= 1
            label_row(axes, y, labels[row.id], color=style.MUTED)
            last = max(last, _bar(axes, y, row, holders[row.state][1], now))
        y -= 1.15
    for line in top[1:]:
        axes.axhline(line + 0.55, color=style.FAINT, linewidth=0.8, zorder=1)
    axes.axvline(now, color=style.MUTED, linewidth=0.8, zorder=1)
    axes.set_ylim(y + 0.55, 0.6)
    axes.set_xlim(1991.5, last + 0.6)
    axes.set_yticks([])
    axes.set_xticks((1992, 2010, 2026, 2042) if size.narrow else (1992, 2000, 2010, 2020, 2026, 2032, 2042, 2050))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    seen = [code for code, (name, _) in holders.items() if name and code in set(rows["state"])]
    handles = [Patch(facecolor=holders[code][1], edgecolor="none", label=holders[code][0]) for code in seen]
    handles.append(Patch(facecolor="none", edgecolor=style.INK, label="disputed"))
    draw_key(
        place,
        handles,
        3 if size.narrow else len(handles),
        handlelength=1.1,
        handleheight=0.9,
        columnspacing=1.2,
        handletextpad=0.5,
    )


def _bar(axes: Axes, y: float, row: Any, colour: str, now: float) -> float:
    """Draw one tenure; return where it ends, lease included."""
    start, end = year_fraction(row.start), year_fraction(row.end) if row.end else now
    look = {"color": colour} if row.assessment == "accepted" else {"facecolor": "none", "edgecolor": colour}
    axes.barh(y, end - start, left=start, height=0.55, zorder=2, **look)
    if row.end or not row.lease_end:
        return end
    lease = year_fraction(row.lease_end)
    axes.plot([end, lease], [y, y], ":", color=colour, linewidth=1.6, zorder=2)
    return lease
