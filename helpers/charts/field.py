"""A field: a part of a picture with coordinates of its own, for bars and words that need no frame, ticks or grid.

Axes whose frame is switched off look the same, and each took a tenth of the time of a small picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import FigureBase
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

Room = tuple[float, float, float, float]
"""Left, foot, width and height, as shares of a place."""
Shift = tuple[float, float]
"""Points of type to the right and up."""


@dataclass(frozen=True)
class Field:
    """Where a field stands, and how its coordinates become those of the picture; nothing is cut off at its edges."""

    place: FigureBase
    left: float
    foot: float
    transform: Transform

    @classmethod
    def of(
        cls,
        place: FigureBase,
        room: Room,
        across: tuple[float, float],
        up: tuple[float, float],
    ) -> Field:
        """Return a field.

        Args:
            place: Figure or part of one.
            room: Where in it.
            across: The values at its left and its right edge.
            up: The values at its foot and its top.
        """
        scale = Affine2D().translate(-across[0], -up[0])
        scale = scale.scale(room[2] / (across[1] - across[0]), room[3] / (up[1] - up[0])).translate(*room[:2])
        return cls(place, across[0], up[0], scale + place.transSubfigure)

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle from its lower left corner; without a line around it if ``look`` names none."""
        look = {"linewidth": 0, **look}
        self.place.add_artist(Rectangle((x, y), width, height, transform=self.transform, **look))

    def bar(self, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a bar from nought to the right, with its middle at ``y``."""
        self.box(0, y - height / 2, width, height, **look)

    def line(self, xs: Sequence[float], ys: Sequence[float], shift: Shift = (0, 0), **look: Any) -> None:
        """Draw a line through points, moved by a shift."""
        self.place.add_artist(Line2D(xs, ys, transform=self._moved(shift), **look))

    def marks(self, xs: Sequence[float], ys: Sequence[float], shift: Shift = (0, 0), **look: Any) -> None:
        """Draw a mark at each of some points, moved by a shift."""
        self.line(xs, ys, shift, **{"linestyle": "", **look})

    def words(self, x: float, y: float, words: str, shift: Shift = (0, 0), **look: Any) -> None:
        """Write words at a point, moved by a shift."""
        self.place.text(x, y, words, transform=self._moved(shift), **look)

    def _moved(self, shift: Shift) -> Transform:
        """Return the way from the field's coordinates to the picture, and so many points to the right and up."""
        if not any(shift):
            return self.transform
        return self.transform + ScaledTranslation(shift[0] / 72, shift[1] / 72, self.place.dpi_scale_trans)

    def row(self, y: float, words: str, gap: float = 5, **look: Any) -> None:
        """Write the words of a row to the left of the field, ``gap`` points away."""
        self.words(self.left, y, words, (-gap, 0), ha="right", va="center", **look)

    def column(self, x: float, words: str, gap: float = 3.5, **look: Any) -> None:
        """Write the words of a column below the field, ``gap`` points away."""
        self.words(x, self.foot, words, (0, -gap), **{"ha": "center", "va": "top", **look})


def rooms(place: FigureBase, down: int, across: int, **margins: float) -> list[Room]:
    """Return the rooms of a grid, line by line; ``margins`` are those of ``subplots_adjust``."""
    bottoms, tops, lefts, rights = GridSpec(down, across, **margins).get_grid_positions(place)
    return [
        (left, foot, right - left, top - foot)
        for foot, top in zip(bottoms, tops, strict=True)
        for left, right in zip(lefts, rights, strict=True)
    ]
