"""Floor 3: making a picture's bytes: one look, the same bytes on every run, no colour without a twin.

Cards and explorers share what is here. :func:`slim` is for those who store hundreds of pictures: glyphs drawn as
paths are most of a small chart, and matplotlib writes them far finer than a screen can show.
"""

from __future__ import annotations

import base64
import functools
import html
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.figure import Figure, FigureBase

from helpers import style

Draw = Callable[[FigureBase, style.Size], None]
STORE = "CSTO_EXPLORERS"
"""The environment variable by which the book's build says that it asks, and where it keeps pictures of explorers."""
VIEW = "CSTO_VIEW"
"""The environment variable by which Python in a page knows what room a picture has there, ``wide`` or ``narrow``."""

# Glyphs are in units of 1/6400 of the text's size: 50 are a fourteenth of a point at 9.5 points.
_GRID = 50
_LONG = 400  # letters: an outline of some twenty points, told to a tenth of a point
_GLYPH = re.compile(r'<path id="([\w-]+)" d="([^"]*)" transform="scale\(0\.015625\)"/>')
_LETTER = re.compile(r'(<use xlink:href="#[^"]*" transform="translate)\(([-\d.]+) 0\)')
_PATH = re.compile(r' d="([^"]*)"')
_LONG_NUMBER = re.compile(r"scale\([^)]*\)|-?\d+\.\d{3,}")
_LONG_REST = re.compile(r"\.\d{3}")


def draw_svg(draw: Draw, size: style.Size, height: float) -> str:
    """Return a figure of one size as SVG."""
    with look(size):
        figure = Figure(figsize=(size.width, height))
        draw(figure, size)
        return save(figure, "svg").decode()


@contextmanager
def look(size: style.Size) -> Iterator[None]:
    """Draw with matplotlib's defaults and ours, whatever the reader's own settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(style.settings(size))
        yield


def save(figure: Figure, form: str, **how: Any) -> bytes:
    """Return a picture's bytes, the same on every run: no date, no program name."""
    out = io.BytesIO()
    bare = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}[form]
    figure.savefig(out, format=form, metadata=bare, **how)
    return out.getvalue()


def view_size() -> style.Size:
    """Return the size at which a notebook shows a picture: the wide one, but for a page on a phone."""
    return style.NARROW if os.environ.get(VIEW) == style.NARROW.name else style.WIDE


def as_image(svg: str, alt: str) -> str:
    """Return a picture as an HTML image for a notebook, on paper's ground whatever the theme there.

    A live page knows it by its class, and shows its dark twin where the page is dark.
    """
    source = base64.b64encode(svg.encode()).decode()
    words, look = html.escape(alt, quote=True), "max-width:100%;background:#fff"
    return f'<img class="csto-picture" src="data:image/svg+xml;base64,{source}" alt="{words}" style="{look}">'


def check_colours(what: str, svg: str) -> None:
    """Refuse a colour that has no name in ``style``: it would have no twin on a dark page.

    Raises:
        ValueError: There is one; the message begins with ``what``.
    """
    strays = set(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", svg)) - set(style.DARK)
    if strays:
        raise ValueError(f"{what}: colours without a name in helpers.style: {', '.join(sorted(strays))}")


def slim(svg: str) -> str:
    """Return a picture of ours in a third of its bytes, with nothing changed that a screen shows.

    Metadata, comments, indents and ids that nothing refers to go; coordinates keep two digits after the point;
    glyphs move to a coarser grid, each step told from the one before.
    """
    svg = re.sub(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    short = {name: f"{chr(97 + at // 26)}{chr(97 + at % 26)}" for at, (name, _) in enumerate(_GLYPH.findall(svg))}
    svg = _GLYPH.sub(_coarse, svg)
    svg = re.sub(r'(id="|href="#)([\w-]+)"', lambda one: f'{one[1]}{short.get(one[2], one[2])}"', svg)
    svg = _LETTER.sub(lambda one: f"{one[1]}({round(float(one[2]))})", svg)
    svg = _PATH.sub(lambda found: f' d="{_terse(found.group(1))}"', svg)
    # Most of a picture is glyphs, a line each, whose numbers are short by now: those lines are not looked through.
    lines = (_LONG_NUMBER.sub(_short, line) if _LONG_REST.search(line) else line for line in svg.split("\n"))
    svg = "\n".join(lines)
    svg = re.sub(r">\s+<", "><", svg)
    named = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([\w-]+)"', lambda found: found.group() if found.group(1) in named else "", svg)
    while svg != (svg := re.sub(r"<g>\s*</g>|<g/>", "", svg)):
        pass
    return svg.replace('version="1.1"', "").replace("; ", ";").replace(": ", ":").strip() + "\n"


def _short(found: re.Match[str]) -> str:
    """Return a coordinate with two digits; a scale, which acts on many others, as it is."""
    number = found.group()
    if number.startswith("scale"):
        return number
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@functools.lru_cache(maxsize=4096)  # frames, grids and marks stand in every picture, too
def _terse(path: str) -> str:
    """Return a path in few letters: a long outline in relative steps, any other without needless spaces."""
    if len(path) > _LONG and not re.search(r"[^-MLz0-9.\s]", path):
        return _in_steps(path, 0.1, 0.1)
    path = " ".join(path.split())
    for letter in "MLQCz":  # one by one: an expression for all five took ten times as long
        path = path.replace(f" {letter}", letter).replace(f"{letter} ", letter)
    return path


def _coarse(found: re.Match[str]) -> str:
    """Return a glyph on the coarser grid."""
    return f'<path id="{found.group(1)}" d="{_in_steps(found.group(2), _GRID, 1)}" transform="scale({_GRID / 64})"/>'


@functools.lru_cache(maxsize=2048)  # the same letters and the same coasts stand in every picture
def _in_steps(path: str, grid: float, unit: float) -> str:
    """Return a path of lines and curves with its points on a grid, each told from the one before.

    Steps are between rounded points, so that errors do not add up.

    Args:
        path: Commands M, L, Q, C and z with absolute points.
        grid: The distance of two lines of the grid, in the path's units.
        unit: How a step of one line of the grid is written.
    """
    out, here, start = [], (0, 0), (0, 0)
    for letter, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        if letter == "z":
            out.append("z")
            here = start
            continue
        at = [round(float(one) / grid) for one in numbers.split()]
        steps = " ".join(f"{(one - here[place % 2]) * unit:.4g}" for place, one in enumerate(at))
        out.append(letter.lower() + steps.replace(" -", "-"))
        here = (at[-2], at[-1])
        start = here if letter == "M" else start
    return "".join(out)
