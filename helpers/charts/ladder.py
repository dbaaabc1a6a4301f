"""The ladder of leaving: one instrument a line, in use, idle, given up; and the days on which a test was met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers import style
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import say_date, year_fraction

# Kind of step to its marker and whether it is filled.
_STEPS = {
    "stopped": ("s", True, "stopped"),
    "declared": ("o", True, "said"),
    "partial": ("D", False, "in part, or unused"),
    "reduced": ("D", False, "in part, or unused"),
    "not_used": ("D", False, "in part, or unused"),
}
# Outcome of a test to its marker, whether it is filled, and its words.
_MET = {
    "met": ("o", True, "met"),
    "partly": ("D", False, "met in part"),
    "unknown": ("s", False, "unknown"),
    "not met": ("x", True, "not met"),
}


def ladder(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    groups: Mapping[str, Mapping[str, str]],
    first: int,
    until: str,
) -> None:
    """Draw for each instrument how long it was in use, lay idle, and when it was given up.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``id``, ``last_full``, ``last_basis``, ``step``, ``step_kind``, ``status``, ``newest``.
        groups: Heading to the instruments under it, ``id`` to words, from the top.
        first: The first year of the axis.
        until: The date at which the axis ends.
    """
    by_id = rows.set_index("id")
    axes, heights = _lines(
        place, size, groups, (0.4, 0.24), (first, year_fraction(until)), 1.3 if size.narrow else 0.75
    )
    for one, y in heights.items():
        row = by_id.loc[one]
        colour = style.ORGANISATION if row["sphere"] == "csto" else style.TREATY
        used = year_fraction(row["last_full"]) if row["last_full"] else None
        kept = row["status"] == "no stop"
        if kept:
            _bar(axes, first, year_fraction(row["newest"]), y, colour)
            axes.plot([year_fraction(row["newest"])], [y], ">", color=colour, markersize=5, zorder=3)
        elif used:
            _bar(axes, first, used, y, colour)
        if used and row["status"] == "unknown":
            axes.annotate(
                "unknown since", (used, y), (4, 0), textcoords="offset points", va="center", color=style.MUTED
            )
        if row["step"]:
            step = year_fraction(row["step"])
            if used:
                exact = row["last_basis"] == "event"
                axes.plot([used, step], [y, y], color=colour, linewidth=1.1, linestyle="-" if exact else (0, (2, 2)))
            _mark(axes, step, y, _STEPS[row["step_kind"]], colour, size)
            axes.annotate(
                _short(row["step"], size), (step, y), (6, 0), textcoords="offset points", va="center", color=style.MUTED
            )
    _legend(place, [*dict.fromkeys(_STEPS[kind] for kind in rows["step_kind"] if kind in _STEPS)], size, kept=True)


def meanings(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    groups: Mapping[str, Mapping[str, str]],
    first: int,
    until: str,
    mark: str = "",
    only: str = "",
    head: tuple[str, str] = ("", ""),
) -> None:
    """Draw on which day each meaning of leaving was met, and to when it was looked for where it was not.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``id``, ``met``, ``met_on``, ``newest``.
        groups: Heading to the meanings under it, ``id`` to words, from the top.
        first: The first year of the axis.
        until: The date at which the axis ends.
        mark: A day to mark, such as that as of which the rows stand.
        only: The ``id`` of the one meaning that is the subject; the others are its context, pale and without dates.
        head: Two lines above the rows: what they come to, and a remark on it.
    """
    by_id = rows.set_index("id")
    top = (0.9 if size.narrow else 0.895) if any(head) else 0.99
    place.text(0, 0.985, head[0], va="top", weight="semibold")
    place.text(0, 0.945, head[1], va="top", color=style.MUTED)
    axes, heights = _lines(place, size, groups, (0.42, 0.25), (first, year_fraction(until)), 0.2, top)
    span = axes.get_xlim()[1] - first
    for one, y in heights.items():
        row = by_id.loc[one]
        met = row["met"] in ("met", "partly")
        at = year_fraction(row["met_on"] if met else row["newest"])
        colour = style.ORGANISATION if met else style.MUTED
        if only and one != only:
            colour = style.FAINT
        elif only:
            axes.add_artist(Rectangle((first, y - 0.5), span, 1, color=style.GROUND, linewidth=0, zorder=0))
        if met:
            newest = max(year_fraction(row["newest"]), at)
            look = (
                {"linewidth": 3, "solid_capstyle": "butt"}
                if row["met"] == "met"
                else {"linewidth": 1, "linestyle": ":"}
            )
            axes.add_artist(Line2D([at, newest], [y, y], color=colour, zorder=1, **look))
        else:
            axes.add_artist(Line2D([first, at], [y, y], color=style.FAINT, linewidth=0.9, zorder=1))
        _mark(axes, at, y, _MET[row["met"]], colour, size)
        words = _short(row["met_on"], size) if met and only in ("", one) else ""
        axes.annotate(words, (at, y), (-6, 0), textcoords="offset points", ha="right", va="center", color=style.INK)
    if mark:
        axes.axvline(year_fraction(mark), color=style.INK, linewidth=1.0, zorder=3)
    _legend(
        place,
        [*_MET.values()] if mark or only else [look for kind, look in _MET.items() if kind in set(rows["met"])],
        size,
        kept=False,
    )


def _lines(
    place: FigureBase,
    size: style.Size,
    groups: Mapping[str, Mapping[str, str]],
    left: tuple[float, float],
    span: tuple[int, float],
    room: float,
    top: float = 0.99,
) -> tuple[Axes, dict[str, float]]:
    """Set up the axes with the words of each line at the left; return the height of each."""
    edge = left[0] if size.narrow else left[1]
    foot = 0.085
    axes = place.add_axes((edge, foot, 0.985 - edge, top - foot))
    heights, y = {}, 0.0
    for heading, members in groups.items():
        y -= 1.0 if not heights else 1.25
        label_row(axes, y, heading, weight="semibold")
        axes.axhline(y + 0.6, color=style.FAINT, linewidth=0.8 if heights else 0, zorder=0)
        for one, words in members.items():
            y -= 1
            heights[one] = y
            label_row(axes, y, words)
    axes.set_ylim(y - 0.7, -0.4)
    axes.set_xlim(span[0], span[1] + room)  # room for words beside the last marks
    axes.set_yticks([])
    years = range(span[0], int(span[1]) + 1)[:: 2 if size.narrow else 1]
    axes.set_xticks(years, [str(year) for year in years])
    axes.grid(axis="x", zorder=0)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    return axes, heights


def _bar(axes: Axes, start: float, end: float, y: float, colour: str) -> None:
    axes.plot([start, end], [y, y], color=colour, linewidth=4, solid_capstyle="butt", zorder=2)


def _mark(axes: Axes, x: float, y: float, look: tuple[str, bool, str], colour: str, size: style.Size) -> None:
    face = style.mark(look[0], look[1], colour)
    # Not axes.plot: the limits are set by hand, and stretching them to each mark took most of its time.
    width = 5 if size.narrow else 6
    axes.add_artist(Line2D([x], [y], linestyle="", markersize=width, markeredgewidth=1.3, zorder=4, **face))


def _short(date: str, size: style.Size) -> str:
    """Return a date as a label has room for it: the month cut to three letters, without its day on a phone."""
    parts = say_date(date).split()
    parts[-2:-1] = [month[:3] for month in parts[-2:-1]]
    return " ".join(parts[-2:] if size.narrow else parts)


def _legend(place: FigureBase, looks: Sequence[tuple[str, bool, str]], size: style.Size, kept: bool) -> None:
    handles = []
    if kept:
        handles.append(Line2D([], [], color=style.MUTED, linewidth=4, solid_capstyle="butt", label="in use"))
        handles.append(Line2D([], [], color=style.MUTED, linewidth=1.1, label="to the step"))
        dashes = {"linewidth": 1.1, "linestyle": (0, (2, 2)), "label": "last use unsure"}
        handles.append(Line2D([], [], color=style.MUTED, **dashes))
    for marker, filled, words in looks:
        face = style.mark(marker, filled, style.MUTED)
        handles.append(Line2D([], [], linestyle="", markersize=6, label=words, **face))
    draw_key(
        place,
        handles,
        3 if size.narrow and kept else len(handles),
        handlelength=1.2,
        handletextpad=0.4,
        columnspacing=1,
    )
