"""The cover: the title over the lifelines of the states that were ever bound, one bar a state."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from helpers import style
from helpers.book.settings import Settings
from helpers.data import load
from helpers.data.dates import year_fraction
from helpers.pictures import look, save

SIZE, DOTS = (6.4, 9.6), 200
FIRST, LAST = 1994.3, 2026.9


def draw_cover(settings: Settings) -> bytes:
    """Return the cover as PNG, 1280 by 1920 dots, the same on every run."""
    spells = load("membership_spells")
    bound = spells[spells["org"].eq("CST") & spells["status"].eq("in_force") & spells["assessment"].eq("accepted")]
    states = list(dict.fromkeys(bound.sort_values(["end", "start"], kind="stable")["iso3"]))  # who stays comes first
    with look(style.WIDE):
        figure = Figure(figsize=SIZE, facecolor=style.PAPER)
        axes = figure.add_axes((0.1, 0.12, 0.8, 0.3))
        for row in bound.itertuples():
            start, end = (year_fraction(one) if one else LAST for one in (row.start, row.end))
            axes.plot([start, end], [-states.index(row.iso3)] * 2, lw=7, color=style.TREATY, solid_capstyle="butt")
        axes.set(xlim=(FIRST, LAST), ylim=(-len(states) + 0.4, 0.6))
        axes.set_axis_off()
        ink = {"va": "top", "color": style.INK}
        figure.text(0.1, 0.88, textwrap.fill(settings.title, 14), fontsize=38, fontweight=600, **ink)
        figure.text(0.1, 0.72, textwrap.fill(settings.subtitle, 34), fontsize=15, **ink)
        figure.text(0.1, 0.06, f"Version {settings.version}", fontsize=10, color=style.INK)
        return save(figure, "png", dpi=DOTS)
