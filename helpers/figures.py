"""Floor 3: the figure card. One call ends a figure cell.

:func:`card` draws a figure at every size that the book needs and gathers what a reader may take away:
the finding as a title, the rows drawn as a table and as CSV, and a source line, as-of date and licence
that are **derived from the rows**, never typed. In a notebook the card shows itself; the published book
reads the bundle of type :data:`CARD_TYPE` and sets it as HTML, PDF or EPUB.
"""

from __future__ import annotations

import base64
import os
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers import style
from helpers.credit import provenance
from helpers.data import about
from helpers.data.cells import cell_text
from helpers.data.package import HOUSEKEEPING
from helpers.pictures import STORE, Draw, as_image, check_colours, draw_svg, look, save, view_size
from helpers.prose import check_key

CARD_TYPE = "application/vnd.csto.card+json"
BOOK = "The CSTO in Evidence"
LEAST_ALT, MOST_TITLE_WORDS = 40, 12


@dataclass(frozen=True)
class Card:
    """A figure with all that belongs to it; the build draws every size of it, a notebook the one picture shown."""

    words: dict[str, Any]
    draw: Draw
    heights: tuple[float, float]

    @cached_property
    def data(self) -> dict[str, Any]:
        """The bundle that the book publishes: the words, and the pictures at every size.

        Raises:
            ValueError: A colour has no twin on a dark page.
        """
        pictures = {
            f"{size.name}.svg": draw_svg(self.draw, size, height)
            for size, height in zip((style.WIDE, style.NARROW), self.heights, strict=True)
        }
        check_colours(f"figure {self.words['key']}", "".join(pictures.values()))
        with look(style.WIDE):
            figure = _export(self.draw, style.WIDE, self.heights[0], self.words)
            pictures["export.svg"] = save(figure, "svg", facecolor=style.PAPER).decode()
            png = save(figure, "png", facecolor=style.PAPER, dpi=200)
            pictures["export.png"] = base64.b64encode(png).decode()
        return {**self.words, "pictures": pictures}

    @cached_property
    def view(self) -> str:
        """The figure as a notebook shows it, in HTML: one picture with its title and its source line on it.

        Raises:
            ValueError: A colour has no twin on a dark page.
        """
        size = view_size()
        height = self.heights[1 if size.narrow else 0]
        with look(size):
            svg = save(_export(self.draw, size, height, self.words), "svg", facecolor=style.PAPER).decode()
        check_colours(f"figure {self.words['key']}", svg)
        return as_image(svg, self.words["alt"])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the bundle where the book's build asks, and the view in a notebook."""
        line = f"{self.words['title']} ({self.words['key']})"
        if os.environ.get(STORE):
            return {CARD_TYPE: self.data, "text/plain": line}
        return {"text/html": self.view, "text/plain": line}


def card(
    key: str,
    draw: Draw,
    *,
    title: str,
    subtitle: str,
    alt: str,
    rows: pd.DataFrame | Sequence[pd.DataFrame],
    heights: tuple[float, float],
    table: pd.DataFrame | None = None,
) -> Card:
    """Draw a figure and make its card.

    Args:
        key: The figure's key under its chapter's name, such as ``origins.shares``; also its anchor.
        draw: Draws into a place at a size; called once for each picture.
        title: The finding, in at most twelve words.
        subtitle: Measure, unit, scope and period.
        alt: What the picture shows, for someone who does not see it.
        rows: The rows drawn, one frame for each table, as ``load`` returned and filters kept them. They
            give the source line, the as-of date and the licence.
        heights: Height in inches at the wide and at the narrow size.
        table: What "show the table" shows and the CSV holds; by default the first frame's rows without
            what is about the row and not about the world (attestation, aliases, notes ...).

    Raises:
        ValueError: The key, title, alternative text or a colour does not serve, or there are no rows.
    """
    frames = [rows] if isinstance(rows, pd.DataFrame) else list(rows)
    _check(key, title, subtitle, alt, frames)
    shown = frames[0].drop(columns=HOUSEKEEPING, errors="ignore") if table is None else table
    origin = provenance(frames)
    made = Card(
        {
            "key": key,
            "title": title,
            "subtitle": subtitle,
            "alt": alt,
            **origin,
            "columns": [str(column) for column in shown.columns],
            "rows": [[cell_text(value) for value in row] for row in shown.itertuples(index=False)],
        },
        draw,
        heights,
    )
    made._repr_mimebundle_()  # drawn now, and kept: a fault is this cell's
    return made


def _check(key: str, title: str, subtitle: str, alt: str, frames: Sequence[pd.DataFrame]) -> None:
    check_key(key)
    if len(title.split()) > MOST_TITLE_WORDS:
        raise ValueError(
            f"figure {key}: the title has {len(title.split())} words, at most {MOST_TITLE_WORDS}: {title!r}"
        )
    if not title.strip() or not subtitle.strip():
        raise ValueError(f"figure {key}: needs a title (the finding) and a subtitle (measure, unit, scope, period)")
    if len(alt.strip()) < LEAST_ALT:
        raise ValueError(
            f"figure {key}: the alternative text needs {LEAST_ALT} characters that say what is to be seen: {alt!r}"
        )
    if alt.strip() == title.strip() or re.fullmatch(r"\S+\.(svg|png|jpe?g|gif|webp)|\S*/\S*", alt.strip()):
        raise ValueError(f"figure {key}: the alternative text repeats the title or is a path: {alt!r}")
    if not frames or any(frame.empty for frame in frames):
        raise ValueError(f"figure {key}: no rows are drawn; a figure without rows has no source")
    for frame in frames:
        about(frame)


def _export(draw: Draw, size: style.Size, height: float, words: Mapping[str, Any]) -> Figure:
    """Set the picture between its title and its source line, for use outside the book."""
    credit = f"{words['credit']} Figure: {BOOK}, CC BY 4.0."
    room = (size.width / size.text) / (style.WIDE.width / style.WIDE.text)  # letters to a line
    lines = ((words["title"], 66), (words["subtitle"], 112), (credit, 132))
    heads, subs, feet = (textwrap.wrap(text, int(most * room)) for text, most in lines)
    line = size.text / 72 * 1.35
    head, foot = 0.16 + line * (1.45 * len(heads) + len(subs)) + 0.12, 0.1 + line * 0.85 * len(feet) + 0.06
    whole = Figure(figsize=(size.width, head + height + foot))
    top, middle, bottom = whole.subfigures(3, 1, height_ratios=(head, height, foot))
    draw(middle, size)
    y = 1 - 0.16 / head
    top.text(0.02, y, "\n".join(heads), va="top", fontsize=size.text * 1.4, weight="bold", linespacing=1.15)
    top.text(0.02, y - line * 1.45 * len(heads) / head, "\n".join(subs), va="top", color=style.MUTED)
    bottom.text(0.02, 1 - 0.1 / foot, "\n".join(feet), va="top", fontsize=size.text * 0.82, color=style.MUTED)
    return whole
