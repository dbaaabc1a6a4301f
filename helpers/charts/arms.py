"""Arms deliveries by period: small multiples by state, and one supplier's exports by who took them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.patches import Patch

from helpers import style
from helpers.charts.field import Field, rooms


def deliveries(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    groups: Sequence[Sequence[tuple[str, str, str]]],
    supplier: str,
    colour: str,
) -> None:
    """Draw what each state received by period, from one supplier and from all others, on one scale.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``iso3``, ``period``, ``own``, ``others``, ``total``, ``share``, as ``imports_by_period`` gives.
        groups: Panels that begin a new line together: state code, title and a few words under it.
        supplier: The name of the supplier that is set apart, for the key.
        colour: Its colour.
    """
    columns = 2 if size.narrow else 5
    lines = [group[at : at + columns] for group in groups for at in range(0, len(group), columns)]
    spaces = {"hspace": 0.62 if size.narrow else 0.5, "wspace": 0.1}
    top = 0.89 if size.narrow else 0.82
    found = rooms(place, len(lines), columns, left=0.01, right=0.99, top=top, bottom=0.045, **spaces)
    most = float(table["total"].max()) * 1.1
    for number, line in enumerate(lines):
        for room, (iso3, name, words) in zip(found[number * columns :], line, strict=False):
            rows = table[table["iso3"] == iso3]
            field = Field.of(place, room, (-0.6, len(rows) - 0.4), (0, most))
            _bars(field, rows, colour, size)
            field.words(-0.6, most, name, (0, 14), weight="semibold")
            field.words(-0.6, most, words, (0, 3), va="bottom", color=style.MUTED)
    _key(place, ((colour, f"from {supplier}"), (style.FAINT, "from all others")))


def _bars(field: Field, rows: pd.DataFrame, colour: str, size: style.Size) -> None:
    """Draw one state's bars, the supplier's at the foot, with its amount above where there is room."""
    amounts = zip(rows["own"].tolist(), rows["others"].tolist(), rows["total"].tolist(), strict=True)
    for x, (own, others, total) in enumerate(amounts):
        field.box(x - 0.39, 0, 0.78, own, facecolor=colour, zorder=2)
        field.box(x - 0.39, own, 0.78, others, facecolor=style.FAINT, zorder=2)
        shown = f"{own:,.0f}" if own >= 0.5 else "0" if total else ""
        look = {"ha": "center", "va": "bottom", "color": colour, "fontsize": size.text - 1.5}
        field.words(x, total, shown, (0, 2), **look)
    last = len(rows) - 1
    field.line((-0.6, last + 0.6), (0, 0), color=style.MUTED, linewidth=0.8, zorder=2.5)
    look = {"fontsize": size.text - 1.5, "color": style.MUTED}
    field.column(0, rows["period"].iloc[0][:4], ha="left", **look)
    field.column(last, rows["period"].iloc[-1], ha="right", **look)


def exports(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    titles: tuple[str, str],
    groups: Mapping[str, tuple[str, str]],
    colour: str,
) -> None:
    """Draw one supplier's exports by period: above all of them, below the part that some takers had, enlarged.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``period``, ``total``, ``world_share`` (per cent) and a column for each group.
        titles: The titles of the upper and of the lower panel.
        groups: Column to its label and colour, from the foot of the lower panel's bars upwards.
        colour: The colour of the whole.
    """
    above, below = place.subplots(2, 1, sharex=True)
    place.subplots_adjust(left=0.01, right=0.99, top=0.92, bottom=0.075, hspace=0.3)
    places = range(len(table))
    above.bar(places, table["total"], color=colour, width=0.7, zorder=2)
    for x, total, part in zip(places, table["total"], table["world_share"], strict=True):
        _over(above, x, total, f"{part:.0f} %", weight="bold")
    for axes, title in zip((above, below), titles, strict=True):
        axes.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=8)
    foot = 0.0 * table["total"]
    for column, (_, shade) in groups.items():
        below.bar(places, table[column], bottom=foot, color=shade, width=0.7, zorder=2)
        for x, start, value in zip(places, foot, table[column], strict=True):
            if value > table[list(groups)].sum(axis=1).max() * 0.09:  # room for a number inside the bar
                where = {"ha": "center", "va": "center", "fontsize": size.text - 1, "color": style.PAPER}
                below.text(x, start + value / 2, f"{value:,.0f}", weight="semibold", zorder=4, **where)
        foot = foot + table[column]
    below.set_xticks(list(places), list(table["period"]))
    for axes in (above, below):
        axes.set_ylim(0, axes.get_ylim()[1] * 1.08)
        _bare(axes)
    below.tick_params(axis="x", labelsize=size.text - (1 if size.narrow else 0))
    handles = [Patch(facecolor=shade, edgecolor="none") for _, shade in groups.values()]
    below.legend(
        handles, [label for label, _ in groups.values()], loc="upper left", bbox_to_anchor=(-0.01, 1.03), **_KEY
    )


def suppliers(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    takers: Mapping[str, str],
    parts: Mapping[str, tuple[str, str]],
) -> None:
    """Draw what each taker received by period and supplier, stacked, all takers on one scale.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: Indexed by ``iso3`` and ``period``: a column for each supplier and ``total``, as
            ``suppliers_by_period`` gives.
        takers: State code to the title of its panel.
        parts: Column to its words and colour, from the foot of the bars upwards.
    """
    axes = place.subplots(1, len(takers), sharey=True, squeeze=False)[0]
    place.subplots_adjust(left=0.01, right=0.99, top=0.8 if size.narrow else 0.84, bottom=0.075, wspace=0.1)
    most = float(table["total"].max())
    axes[0].set_ylim(0, most * 1.09)
    for one, (iso3, name) in zip(axes, takers.items(), strict=True):
        rows = table.loc[iso3]
        places, foot = range(len(rows)), 0.0 * rows["total"]
        for column, (_, shade) in parts.items():
            one.bar(places, rows[column], bottom=foot, color=shade, width=0.74, zorder=2)
            for x, start, value in zip(places, foot, rows[column], strict=True):
                if value > most * 0.06:  # room for a number inside the bar
                    ink = style.INK if shade == style.FAINT else style.PAPER
                    where = {
                        "ha": "center",
                        "va": "center",
                        "fontsize": size.text - 1,
                        "weight": "semibold",
                        "zorder": 4,
                    }
                    one.text(x, start + value / 2, f"{value:,.0f}", color=ink, **where)
            foot = foot + rows[column]
        for x, total in zip(places, rows["total"], strict=True):
            _over(one, x, total, f"{total:,.0f}", weight="bold")
        one.set_xticks(list(places), list(rows.index))
        one.set_title(name, loc="left", fontsize=size.text, weight="semibold", pad=8)
        _bare(one)
        one.tick_params(axis="x", labelsize=size.text - (1.5 if size.narrow else 0))
    _key(place, [(shade, words) for words, shade in parts.values()], 3 if size.narrow else len(parts))


def _over(axes: Axes, x: float, y: float, text: str, **how: object) -> None:
    axes.annotate(text, (x, y), (0, 2), textcoords="offset points", ha="center", va="bottom", **how)


def _bare(axes: Axes) -> None:
    """Leave out the scale: the numbers stand on the bars."""
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)


_KEY = {
    "frameon": False,
    "ncols": 2,
    "handlelength": 1.1,
    "handleheight": 0.9,
    "columnspacing": 1.4,
    "handletextpad": 0.5,
    "borderaxespad": 0.1,
    "labelcolor": style.INK,
}


def _key(place: FigureBase, entries: Sequence[tuple[str, str]], columns: int = 2) -> None:
    handles = [Patch(facecolor=colour, edgecolor="none") for colour, _ in entries]
    labels, look = [label for _, label in entries], _KEY | {"ncols": columns}
    place.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), **look)
