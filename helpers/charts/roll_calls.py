"""Roll calls as tiles: one row a state, one column a resolution, the vote in a letter and a shade."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.patches import Rectangle

from helpers import style
from helpers.charts.field import Field
from helpers.charts.labels import draw_key

# Vote to its letter, ground and ink; a vote that is not known has a dotted frame and no ground.
_TILES = {
    "yes": ("Y", style.TREATY, style.PAPER),
    "abstain": ("A", style.FAINT, style.INK),
    "absent": ("–", style.GROUND, style.MUTED),
    "no": ("N", style.ORGANISATION, style.PAPER),
    "unknown": ("?", style.PAPER, style.MUTED),
}
KEY = {"yes": "yes", "no": "no", "abstain": "abstained", "absent": "did not vote", "unknown": "not known"}


def roll_calls(
    place: FigureBase,
    size: style.Size,
    votes: pd.DataFrame,
    heads: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    """Draw the votes; a vote without a row stays an empty, dotted tile.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        votes: ``iso3``, ``resolution``, ``vote``.
        heads: Resolution to the words over its column, in order.
        names: State to its name, from the top.
    """
    left = 0.25 if size.narrow else 0.15
    room = (left, 0.1, (0.94 if size.narrow else 0.99) - left, 0.9)
    field = Field.of(place, room, (0, len(heads)), (0, len(names) + (1.9 if size.narrow else 1.5)))
    cast = votes.set_index(["iso3", "resolution"])["vote"].to_dict()
    for row, (iso3, name) in enumerate(names.items()):
        y = len(names) - 1 - row
        field.row(y + 0.5, name)
        for column, resolution in enumerate(heads):
            vote = cast.get((iso3, resolution), "unknown")
            letter, ground, ink = _TILES[vote]
            edge = {"edgecolor": style.FAINT, "linestyle": ":", "linewidth": 1} if vote == "unknown" else {}
            field.box(column + 0.05, y + 0.07, 0.9, 0.86, facecolor=ground, **edge)
            field.words(column + 0.5, y + 0.5, letter, ha="center", va="center", color=ink, weight="semibold")
    look = {"va": "bottom", "fontsize": size.text - 1, "color": style.MUTED, "ha": "center"}
    if size.narrow:
        look |= {"ha": "left", "rotation": 60, "rotation_mode": "anchor"}
    for column, head in enumerate(heads.values()):
        words = head.replace("\n", " ") if size.narrow else head
        field.words(column + (0.6 if size.narrow else 0.5), len(names) + 0.12, words, **look)
    shown = {cast.get(one, "unknown") for one in product(names, heads)}
    handles = [
        Rectangle((0, 0), 1, 1, facecolor=_TILES[vote][1], edgecolor=style.FAINT, label=f"{_TILES[vote][0]} {words}")
        for vote, words in KEY.items()
        if vote in shown
    ]
    draw_key(
        place,
        handles,
        3 if size.narrow else len(handles),
        handlelength=1.1,
        handleheight=0.9,
        handletextpad=0.4,
        columnspacing=1,
    )
