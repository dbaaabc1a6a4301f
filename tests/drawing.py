"""A chart form drawn as the card draws it, at both sizes, and the words that stand in it."""

from collections.abc import Callable
from typing import Any

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers import style

SIZES = (style.WIDE, style.NARROW)
AT_BOTH_SIZES = pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)


def drawn(draw: Callable[..., None], size: style.Size, height: float = 4, **given: Any) -> Figure:
    """Draw a form as the card does, and lay it out."""
    with matplotlib.rc_context(style.settings(size)):
        figure = Figure(figsize=(size.width, height))
        draw(figure, size, **given)
        figure.canvas.draw()
    return figure


def words(figure: Figure) -> list[str]:
    """Return the words of a figure, those in its axes first."""
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return [text.get_text() for text in texts if text.get_text()]


def boxes(figure: Figure) -> list[Rectangle]:
    """Return the rectangles that stand on fields."""
    return [artist for artist in figure.artists if isinstance(artist, Rectangle)]


def marks(figure: Figure) -> list[Line2D]:
    """Return the lines and marks that stand on fields."""
    return [artist for artist in figure.artists if isinstance(artist, Line2D)]
