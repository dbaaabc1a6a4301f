"""Shapes in a cell: well-known text (WKT), read and judged with the standard library alone.

One form serves the book, ``MULTIPOLYGON (((lon lat, lon lat, ...)))`` in degrees of WGS 84, longitude first.
A ring ends where it begins; the first ring of a polygon is its outline, the others are holes. Longitudes
may run on past 180, so that a state on both sides of the antimeridian stays in one piece.
"""

from __future__ import annotations

import functools
import re

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]

_HEAD, _TAIL = "MULTIPOLYGON (((", ")))"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_POINT = re.compile(f"({_NUMBER}) ({_NUMBER})")
_POINTS = re.compile(f"{_NUMBER} {_NUMBER}(?:, {_NUMBER} {_NUMBER})*")
_EAST, _NORTH, _LEAST = 360, 90, 4


@functools.lru_cache(maxsize=512)  # a shape is judged when its table is loaded, and read again to be drawn
def read_wkt(text: str) -> tuple[Polygon, ...]:
    """Return the polygons of a WKT text, each made of rings of points.

    Raises:
        ValueError: The text does not have the form; the message names the polygon, the ring and the fault.
    """
    if not (text.startswith(_HEAD) and text.endswith(_TAIL)):
        raise ValueError(f"{_short(text)} is not of the form {_HEAD}lon lat, ...{_TAIL}")
    polygons = text[len(_HEAD) : -len(_TAIL)].split(")), ((")
    return tuple(
        tuple(_ring(ring, f"polygon {number}, ring {place}") for place, ring in enumerate(polygon.split("), ("), 1))
        for number, polygon in enumerate(polygons, 1)
    )


def judge_wkt(text: str) -> str | None:
    """Say what is wrong with a WKT text, or return None."""
    try:
        read_wkt(text)
    except ValueError as error:
        return str(error)
    return None


def _ring(text: str, where: str) -> Ring:
    points = _points(text) or tuple(_point(one, where) for one in text.split(", "))
    if len(points) < _LEAST:
        raise ValueError(f"{where} has {len(points)} points, expected at least {_LEAST}")
    if points[0] != points[-1]:
        raise ValueError(f"{where} is not closed: it begins at {points[0]} and ends at {points[-1]}")
    return points


def _points(text: str) -> Ring | None:
    """Return the points of a ring, all at once, or None where one has a fault, which :func:`_point` finds."""
    if not _POINTS.fullmatch(text):
        return None
    numbers = [float(one) for one in text.replace(",", "").split(" ")]
    lons, lats = numbers[::2], numbers[1::2]
    return tuple(zip(lons, lats, strict=True)) if _on_globe(lons, lats) else None


def _point(text: str, where: str) -> Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(f"{where}: {_short(text)} is not a point (lon lat)")
    lon, lat = float(found[1]), float(found[2])
    if not _on_globe([lon], [lat]):
        raise ValueError(f"{where}: {_short(text)} is not on the globe (longitude first, then latitude)")
    return lon, lat


def _on_globe(lons: list[float], lats: list[float]) -> bool:
    return min(lons) >= -180 and max(lons) <= _EAST and min(lats) >= -_NORTH and max(lats) <= _NORTH


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:36]} ...")
