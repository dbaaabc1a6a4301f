"""What the HTML build keeps of its pages, in a form that needs neither Sphinx nor its extensions to be read."""

from __future__ import annotations

import gc
import pickle
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes


class stand_in(nodes.Element):
    """A node of another package's class, by the ``kind`` that the class was called; loading those takes seconds."""

    child_text_separator = ""


@dataclass
class Kept:
    """The pages by name, in no order, and the numbers of figures, tables and explorers: page, kind, id, number."""

    pages: dict[str, list[nodes.Node]] = field(default_factory=dict)
    numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = field(default_factory=dict)


def kind_of(node: nodes.Node) -> str:
    """Return the name of a node's class, as it was when the page was resolved."""
    return getattr(node, "kind", type(node).__name__)


def read_kept(path: Path) -> Kept:
    """Return what the last HTML build kept.

    Raises:
        OSError: There is none.
    """
    pages, numbers = pickle.loads(path.read_bytes())
    # A hundred thousand nodes are made and none is dropped: looking for what to collect would take twice the time.
    gc.disable()
    try:
        return Kept({name: pickle.loads(page) for name, page in pages.items()}, numbers)
    finally:
        gc.enable()
