"""Floor 3: explorers. One call around a pure function from a state to what it shows.

In a notebook :func:`explore` gives ipywidgets, with values between the built ones where a choice is ``free``. While
the book is built the same call draws every state beforehand; the published page then needs no kernel, no server and
no network. A chapter does not know which of the two asks.
"""

from helpers.explore.choices import Choice
from helpers.explore.explorer import EXPLORER_TYPE, Explorer, Predict, View, explore

__all__ = ["EXPLORER_TYPE", "Choice", "Explorer", "Predict", "View", "explore"]
