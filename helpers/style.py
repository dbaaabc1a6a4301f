"""Floor 0: the look of every figure. Colours, sizes and fonts are named here and nowhere else.

Figures are drawn once, in the light colours. :func:`recolour` turns the picture into its dark twin by
exchanging the named colours, so that the two can never disagree.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Ink, context and ground: light colour -> its twin on a dark page.
INK, MUTED, FAINT, GROUND, PAPER = "#1c1d21", "#5a5e66", "#d5d7db", "#f2f0ea", "#ffffff"

# Kinds of bond, from the strongest to the context.
TREATY, ORGANISATION, GUAM, SCO = "#1f4e79", "#9b2335", "#7d6b2f", "#66707a"

# Regions of the alliance: Central Asia is the subject, the others are its context.
REGION = {"central-asia": ORGANISATION, "eastern-europe": SCO, "south-caucasus": FAINT}

# A state keeps its colour through the whole book. Chosen from Paul Tol's muted scheme
# (https://sronpersonalpages.nl/~pault/), darkened where needed so that each has a contrast of at
# least 3 to 1 with the page, and always told apart by a label as well.
STATE = {
    "RUS": "#882255",
    "BLR": "#1e8577",
    "KAZ": "#a57c00",
    "KGZ": "#c25566",
    "TJK": "#117733",
    "ARM": "#c8581a",
    "UZB": "#332288",
    "AZE": "#2276a8",
    "GEO": "#994488",
    "CHN": INK,
}

DARK: Mapping[str, str] = {
    INK: "#e9e6e1",
    MUTED: "#a9aeb7",
    FAINT: "#3d4148",
    GROUND: "#23262b",
    PAPER: "#14181e",
    TREATY: "#7fb0e0",
    ORGANISATION: "#ef8a94",
    GUAM: "#cdb76a",
    SCO: "#98a3ae",
    STATE["RUS"]: "#de7fb4",
    STATE["BLR"]: "#5cc7b8",
    STATE["KAZ"]: "#ddb643",
    STATE["KGZ"]: "#ee8f9d",
    STATE["TJK"]: "#62c283",
    STATE["ARM"]: "#f39560",
    STATE["UZB"]: "#a79af0",
    STATE["AZE"]: "#74b9e2",
    STATE["GEO"]: "#d793c8",
}

_FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Bold", "It", "Semibold")


@dataclass(frozen=True)
class Size:
    """The room that a figure has: width in inches, text size in points, and whether it is narrow."""

    name: str
    width: float
    text: float

    @property
    def narrow(self) -> bool:
        """True on a phone, where labels must be shorter and stacked."""
        return self.name == "narrow"


# 96 dots an inch: WIDE fills the text column of a page at 1280 pixels, NARROW that of a phone at 390.
WIDE = Size("wide", 7.3, 9.5)
NARROW = Size("narrow", 3.7, 8.5)


def mark(shape: str, filled: bool, colour: str) -> dict[str, Any]:
    """Return how a mark looks, for ``plot`` and ``Line2D``: whole in its colour, or paper inside."""
    fill = colour if filled else PAPER
    return {"color": colour, "marker": shape, "markerfacecolor": fill, "markeredgecolor": colour}


@functools.cache
def _fonts() -> tuple[str, ...]:
    """Register the book's typeface where it is installed; matplotlib's own serves elsewhere."""
    if importlib.util.find_spec("font_source_sans_pro") is None:
        return ("DejaVu Sans",)
    from matplotlib import font_manager

    folder = Path(importlib.import_module("font_source_sans_pro").__file__).parent / "files"
    for face in _FACES:
        font_manager.fontManager.addfont(folder / f"SourceSansPro-{face}.ttf")
    return (_FAMILY, "DejaVu Sans")


def settings(size: Size) -> dict[str, Any]:
    """Return matplotlib's settings for one size, for use with ``matplotlib.rc_context``."""
    return {
        "font.family": "sans-serif",
        "font.sans-serif": list(_fonts()),
        "font.size": size.text,
        "text.color": INK,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.labelsize": size.text,
        "ytick.labelsize": size.text,
        "grid.color": FAINT,
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.8,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
        # The same data must give the same bytes: fixed salt for ids, glyphs as paths since a picture
        # in an <img> cannot use the page's fonts.
        "svg.hashsalt": "csto-in-evidence",
        "svg.fonttype": "path",
        # A dollar sign in a title is money.
        "text.parse_math": False,
    }


def recolour(svg: str) -> str:
    """Return an SVG with every named colour exchanged for its twin on a dark page."""
    for light, dark in DARK.items():
        svg = svg.replace(light, dark)
    return svg


def in_both_themes(svg: str) -> str:
    """Return an SVG that holds both sets of colours: ``picture.svg`` is the light one, ``picture.svg#dark`` the dark.

    For pictures by the hundred: one file in place of two. The light colours stand as plain attributes, which every
    program reads; the dark ones are rules that only a browser follows. :func:`recolour` makes the twin of one card.
    """
    svg = re.sub(r' style="([^"]*)"', _lifted, svg)
    # What is drawn by reference takes its colours from where it is drawn: rules do not reach into it.
    svg = re.sub(r'(<path id="[^>]*?)((?: (?:fill|stroke)="#[0-9a-f]{6}")+)', r"\1", svg)
    found = sorted(set(re.findall(r' (fill|stroke)="(#[0-9a-f]{6})"', svg)))
    rules = "".join(f'svg:target [{what}="{tone}"]{{{what}:{DARK[tone]}}}' for what, tone in found if tone in DARK)
    return svg.replace("<svg ", '<svg id="dark" ', 1).replace("><", f"><style>{rules}</style><", 1)


def _lifted(found: re.Match[str]) -> str:
    """Return a style with its colours as attributes."""
    kept = [one.strip() for one in found[1].split(";")]
    colours = [one for one in kept if re.fullmatch(r"(?:fill|stroke): ?#[0-9a-f]{6}", one)]
    kept = [one for one in kept if one not in colours]
    tones = "".join(' {}="{}"'.format(*re.split(": ?", one)) for one in colours)
    return tones + (f' style="{";".join(kept)}"' if any(kept) else "")
