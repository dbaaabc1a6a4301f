"""The base map of Eurasia: land, and the states that a map is about in looks of their own.

Any map of the book begins here: status by state, points by number. A vector picture stores each outline once.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import FigureBase
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox
from numpy.typing import NDArray

from helpers import style
from helpers.charts.field import Field, Room
from helpers.charts.outlines import FINEST, Outline, outlines

Extent = tuple[float, float, float, float]  # left, right, bottom, top in kilometres of the projection
Look = Mapping[str, Any]

POLAND_TO_PACIFIC: Extent = (-4250, 4650, -2250, 5000)
SOUTH_CAUCASUS: Extent = (-3900, -2740, -690, 300)
CONTEXT: Look = {"facecolor": style.GROUND, "edgecolor": style.FAINT, "linewidth": 0.7}
LINE = 0.45  # points: borders between states that are filled

_DETAIL = 0.55  # points: the finest detail drawn
_COARSE = (8.0, 4.0)  # kilometres: the coarser the outlines, the sooner they are there
_MARGIN = 3  # points: how far shapes run on beyond the frame


@dataclass(frozen=True)
class _View:
    """What a room shows: the extent, widened to its shape, and how many kilometres a point is."""

    extent: Extent
    scale: float
    far: tuple[float, float]  # the upper right corner, in points from the lower left, with a margin

    @classmethod
    def of(cls, place: FigureBase, room: Room, extent: Extent) -> _View:
        """Fit an extent into a room."""
        left, right, bottom, top = extent
        sides = (room[2] * place.bbox.width, room[3] * place.bbox.height)
        # Rounded, so that maps of one size are told as such and share their paths.
        wide, high = (round(side / place.figure.dpi * 72, 6) for side in sides)
        scale = max((right - left) / wide, (top - bottom) / high)
        x, y, w, h = (left + right) / 2, (bottom + top) / 2, scale * wide / 2, scale * high / 2
        return cls((x - w, x + w, y - h, y + h), scale, (wide + _MARGIN, high + _MARGIN))

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn kilometres of the projection into points from the lower left corner."""
        return (points - (self.extent[0], self.extent[2])) / self.scale


@dataclass(frozen=True)
class Land:
    """A base map: a field in kilometres, where ``EURASIA(lon, lat)`` is a point; what is seen of it, and its scale.

    ``above`` is the order of what lies under it; land takes the next two, and what is drawn on it more.
    """

    field: Field
    extent: Extent
    scale: float  # kilometres a point
    above: float


def base_map(
    place: FigureBase,
    room: Room,
    borders: pd.DataFrame,
    extent: Extent = POLAND_TO_PACIFIC,
    fills: Mapping[str, Look] | None = None,
    above: float = 0,
) -> Land:
    """Draw land, and some states in looks of their own.

    The extent is widened to the shape of the room, never stretched.

    Args:
        place: Figure or part of one.
        room: Where in it.
        borders: The table ``borders``.
        extent: The part of the projection that must be seen.
        fills: State code to the properties of its patch; other land is context.
        above: What is drawn below this order lies under the map.

    Raises:
        ValueError: A state to fill has no shape.
    """
    fills = fills or {}
    if missing := sorted(set(fills) - set(borders["iso3"])):
        raise ValueError(f"no shape in the table of borders for {', '.join(missing)}")
    view = _View.of(place, room, extent)
    found = zip(borders["iso3"], _paths(tuple(borders["geometry"]), view), strict=True)
    paths = {iso3: path for iso3, path in found if path}
    context = [path for iso3, path in paths.items() if iso3 not in fills]
    layers = [(Path.make_compound_path(*context), CONTEXT, 1)] if context else []
    layers += [(paths[iso3], look, 2) for iso3, look in fills.items() if iso3 in paths]
    frame = TransformedBbox(Bbox.from_bounds(*room), place.transSubfigure)
    for path, look, order in layers:
        shape = _Shape(path, frame, zorder=above + order, **{"linewidth": LINE, "joinstyle": "round", **look})
        place.add_artist(shape)
    return Land(Field.of(place, room, view.extent[:2], view.extent[2:]), view.extent, view.scale, above)


class _Shape(PathPatch):
    """A patch whose outline a vector picture stores once, however many maps show it.

    The path is in points from the lower left corner of a frame, at whose edges it is cut off.
    """

    def __init__(self, path: Path, frame: TransformedBbox, **look: Any) -> None:
        """Take the outline and the frame."""
        super().__init__(path, **look)
        self.frame = frame
        self.set_clip_box(frame)

    def draw(self, renderer: RendererBase) -> None:
        """Draw as a marker, which SVG and PDF keep among their definitions; a hatched one as itself."""
        scale = Affine2D().scale(self.figure.dpi / 72)
        corner = Affine2D().translate(*self.frame.p0)
        if self.get_hatch():
            self.set_transform(scale + corner)
            super().draw(renderer)
            return
        context = renderer.new_gc()
        context.set_foreground(self.get_edgecolor(), isRGBA=True)
        context.set_linewidth(self.get_linewidth())
        context.set_joinstyle(self.get_joinstyle())
        self._set_gc_clip(context)
        renderer.draw_markers(context, self.get_path(), scale, Path([(0, 0)]), corner, self.get_facecolor())
        context.restore()


@functools.lru_cache(maxsize=8)  # a picture shows the same land several times, and is drawn again after an edit
def _paths(geometries: tuple[str, ...], view: _View) -> tuple[Path | None, ...]:
    """Return what is seen of each shape, given as WKT."""
    finest = next((one for one in _COARSE if one <= view.scale * _DETAIL), FINEST)
    return tuple(_path(shape, view) for shape in outlines(geometries, finest))


def _path(shape: Sequence[Outline], view: _View) -> Path | None:
    """Return what is seen of a shape, in points from the corner of the view, as fine as it can show."""
    parts = []
    for outline in shape:
        points = view.place(outline.at(view.scale * _DETAIL))
        if len(points) < 4 or (points.max(axis=0) < -_MARGIN).any() or (points.min(axis=0) > view.far).any():
            continue
        part = Path(points, closed=True)
        if (points.min(axis=0) < -_MARGIN).any() or (points.max(axis=0) > view.far).any():
            part = part.clip_to_bbox(Bbox([(-_MARGIN, -_MARGIN), view.far]))
        if len(part.vertices) > 3:
            parts.append(Path(part.vertices.round(1), part.codes))
    return Path.make_compound_path(*parts) if parts else None
