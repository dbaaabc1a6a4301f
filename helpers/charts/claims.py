"""Claims: one line a claim, what kind of claimant made it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D

from helpers import style
from helpers.charts.labels import draw_key, label_row

# Kind of claim to its marker, whether it is filled, and its colour.
_KINDS = {
    "official": ("o", True, style.ORGANISATION),
    "press": ("o", False, style.MUTED),
    "other": ("o", False, style.MUTED),
    "withdrawn": ("X", True, style.INK),
    "derived": ("D", False, style.ORGANISATION),
}


def claims(
    place: FigureBase, size: style.Size, rows: pd.DataFrame, words: Mapping[str, str], left: tuple[float, float]
) -> None:
    """Draw claims as points on stems from zero, in the order given, a heading over each group.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``group`` (empty for none), ``label``, ``value`` (missing where a claimant gave none), ``shown`` (the
            value in words), ``kind`` (official, press, other, withdrawn, derived).
        words: Kind to its words in the key; kinds with the same words share an entry.
        left: Share of the width for the labels, at the wide and at the narrow size.
    """
    edge = left[1] if size.narrow else left[0]
    foot = 0.09 if size.narrow else 0.075
    axes = place.add_axes((edge, foot, 0.985 - edge, 0.99 - foot))
    y, group = 0.0, ""
    for row in rows.to_dict("records"):
        if row["group"] != group:
            y, group = y - (1.25 if y else 0.0), row["group"]
            label_row(axes, y, group, weight="semibold")
        y -= 1
        label_row(axes, y, row["label"], color=style.MUTED)
        value = 0.0 if pd.isna(row["value"]) else row["value"]
        if not pd.isna(row["value"]):
            axes.plot([0, value], [y, y], color=style.FAINT, linewidth=1.3, zorder=1)
            look = style.mark(*_KINDS[row["kind"]])
            wide = 5.5 if size.narrow else 7
            axes.plot([value], [y], linestyle="", markersize=wide, markeredgewidth=1.3, zorder=3, **look)
        at = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(row["shown"], (value, y), (7, 0), ha="left", **at)
    axes.set_ylim(y - 0.6, 0.6 if group else -0.4)
    axes.set_xlim(0, rows["value"].max() * (1.5 if size.narrow else 1.22))
    axes.set_axis_off()
    axes.axvline(0, color=style.MUTED, linewidth=0.8, zorder=2)
    _legend(place, list(dict.fromkeys(rows["kind"])), words)


def _legend(place: FigureBase, kinds: list[str], words: Mapping[str, str]) -> None:
    seen: dict[str, Line2D] = {}
    for kind in kinds:
        seen.setdefault(words[kind], Line2D([], [], linestyle="", label=words[kind], **style.mark(*_KINDS[kind])))
    draw_key(place, list(seen.values()), len(seen), handletextpad=0.1, columnspacing=1)
