"""Floor 3: a finding's small picture. It stands beside one sentence and leads to the figure that it is taken from.

:func:`sketch` draws once, at one size, with few words. Source, licence and data stand under the figure that it names;
what it is drawn from is kept all the same, so that the published page can cite it. In a notebook it shows itself.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers import style
from helpers.credit import provenance
from helpers.figures import LEAST_ALT
from helpers.pictures import Draw, check_colours, draw_svg
from helpers.prose import check_key

SKETCH_TYPE = "application/vnd.csto.sketch+json"
SIZE = style.Size("sketch", 2.7, 8.5)


@dataclass(frozen=True)
class Sketch:
    """A small picture; ``data`` is the bundle that the book publishes."""

    data: dict[str, Any]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the picture for the book and, beside it, a plain view for a notebook."""
        alt = html.escape(self.data["alt"], quote=True)
        svg = self.data["picture"][self.data["picture"].index("<svg") :]
        view = f'<figure role="img" aria-label="{alt}">{svg}</figure>'
        return {SKETCH_TYPE: self.data, "text/html": view, "text/plain": f"{self.data['key']}: {self.data['alt']}"}


def sketch(
    key: str, draw: Draw, *, alt: str, of: str, rows: pd.DataFrame | Sequence[pd.DataFrame], height: float = 1.15
) -> Sketch:
    """Draw a finding's small picture.

    Args:
        key: Its key under the page's name, such as ``summary.weight``; also its anchor.
        draw: Draws into a place at a size.
        alt: What the picture shows, for someone who does not see it.
        of: The place that it is taken from, such as ``origins#origins-shares``.
        rows: The rows drawn, one frame for each table, as ``load`` returned and filters kept them.
        height: In inches.

    Raises:
        ValueError: The key, the alternative text, the place or a colour does not serve, or there are no rows.
    """
    check_key(key)
    frames = [rows] if isinstance(rows, pd.DataFrame) else list(rows)
    if len(alt.strip()) < LEAST_ALT:
        raise ValueError(f"sketch {key}: the alternative text needs {LEAST_ALT} characters, got {alt!r}")
    page, mark, place = of.partition("#")
    if not (page and mark and place):
        raise ValueError(f"sketch {key}: {of!r} is not a page and a place (page#place)")
    if not frames or any(frame.empty for frame in frames):
        raise ValueError(f"sketch {key}: no rows are drawn; a picture without rows has no source")
    picture = draw_svg(draw, SIZE, height)
    check_colours(f"sketch {key}", picture)
    return Sketch({"key": key, "alt": alt, "of": of, "picture": picture, **provenance(frames)})
