"""Outlines for a map of any scale: as fine as the picture can show, with no gap between neighbours."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from helpers.charts.projection import EURASIA
from helpers.data.shapes import Point, Ring, read_wkt

FINEST = 1.0  # kilometres: no map shows less


@dataclass(frozen=True)
class Outline:
    """One projected ring. ``weight`` says for each point how far off the line would be without it (km)."""

    points: NDArray[np.float64]
    weight: NDArray[np.float64]

    def at(self, detail: float) -> NDArray[np.float64]:
        """Return the points that a picture needs whose finest detail is so many kilometres."""
        return self.points[self.weight > detail]


@functools.lru_cache(maxsize=8)
def outlines(geometries: tuple[str, ...], finest: float = FINEST) -> tuple[tuple[Outline, ...], ...]:
    """Return the outlines of some shapes that border on each other, given as WKT.

    Each is cut where three lines meet, and each line between two such points is thinned after Douglas and
    Peucker once for all who share it. So a border stays the same line on both sides at every scale.

    Args:
        geometries: The shapes.
        finest: The finest detail in kilometres that may be asked of them: points that matter less get no weight, and
            the work is the less, the coarser.
    """
    shapes = [[ring for polygon in read_wkt(text) for ring in polygon] for text in geometries]
    rings = [ring for shape in shapes for ring in shape]
    placed = _project(rings)
    weight = _weigh(rings, placed, finest)
    return tuple(tuple(_outline(ring, placed, weight) for ring in shape) for shape in shapes)


def _project(rings: list[Ring]) -> dict[Point, complex]:
    """Return where each point lies, in kilometres, across and up as one complex number."""
    points = list(dict.fromkeys(point for ring in rings for point in ring))
    across, up = EURASIA(*np.array(points).T)
    return dict(zip(points, (across + 1j * up).tolist(), strict=True))


def _outline(ring: Ring, placed: dict[Point, complex], weight: dict[Point, float]) -> Outline:
    points = np.array([placed[point] for point in ring]).view(np.float64).reshape(-1, 2)
    return Outline(points, np.array([weight.get(point, 0.0) for point in ring]))


def _joints(rings: list[Ring]) -> set[Point]:
    """Return the points where lines meet: those with more than two neighbours in all rings together."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            beside[one].add(other)
            beside[other].add(one)
    return {point for point, others in beside.items() if len(others) != 2}


def _weigh(rings: list[Ring], placed: dict[Point, complex], finest: float) -> dict[Point, float]:
    """Return the weight of each point, the same in every ring that holds it."""
    weight: dict[Point, float] = {}
    joints, done = _joints(rings), set()
    for ring in rings:
        for line in _lines(ring[:-1], joints):
            line = min(line, line[::-1])  # one direction, whoever comes first
            weight[line[0]] = weight[line[-1]] = math.inf
            if line[:2] not in done:  # two lines share no step
                done.add(line[:2])
                _thin(line, np.array([placed[point] for point in line]), weight, finest)
    return weight


def _lines(ring: Ring, joints: set[Point]) -> Iterator[Ring]:
    """Cut a ring at its joints; where it has fewer than two, at its first point and the farthest from that."""
    cuts = [place for place, point in enumerate(ring) if point in joints]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        far = max(range(len(ring)), key=lambda place: (math.dist(ring[first], ring[place]), ring[place]))
        cuts = sorted((first, far))
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    ends = [place - cuts[0] for place in cuts] + [len(ring)]
    for start, end in pairwise(ends):
        yield turned[start : end + 1]


def _thin(line: Ring, points: NDArray[np.complex128], weight: dict[Point, float], finest: float) -> None:
    """Weigh the points of one line after Douglas and Peucker; what is under the finest detail gets none."""
    todo = [(0, len(line) - 1, math.inf)]
    while todo:
        start, end, most = todo.pop()
        if end - start < 2:
            continue
        base, inner = points[end] - points[start], points[start + 1 : end] - points[start]
        if base:
            inner = inner / base  # the base is from 0 to 1 now
            inner = (inner - np.minimum(np.maximum(inner.real, 0), 1)) * base
        away = np.abs(inner)
        far = int(away.argmax())
        found = min(most, float(away[far]))
        if found < finest:
            continue
        middle = start + 1 + far
        weight[line[middle]] = found
        todo += [(start, middle, found), (middle, end, found)]
