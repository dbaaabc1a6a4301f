"""What the pages' cells handed to the book: cards, tables, explorers and numbers, read from the stored runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.book.execute import PageError, stored
from helpers.book.pages import Page
from helpers.explore import EXPLORER_TYPE
from helpers.figures import CARD_TYPE
from helpers.findings import SKETCH_TYPE
from helpers.prose import NUMBER_TYPE
from helpers.tables import TABLE_TYPE


@dataclass
class Collected:
    """Cards, tables, explorers, numbers and small pictures by key, and the page that each comes from."""

    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    explorers: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    sketches: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


def collect(root: Path, pages: Iterable[Page]) -> Collected:
    """Read what every page told.

    Raises:
        PageError: A key does not stand under its page's name, or two cells use one key.
    """
    found, faults = Collected(), []
    stores = {
        CARD_TYPE: found.cards,
        TABLE_TYPE: found.tables,
        EXPLORER_TYPE: found.explorers,
        NUMBER_TYPE: found.numbers,
        SKETCH_TYPE: found.sketches,
    }
    for page in pages:
        if not page.is_notebook():
            continue
        notebook = stored(root, page)
        for cell in notebook.cells:
            for output in cell.get("outputs", ()):
                for kind, store in stores.items():
                    data = output.get("data", {}).get(kind)
                    if data:
                        faults += _keep(found, store, page, data)
    if faults:
        raise PageError("\n".join(faults))
    return found


def _keep(found: Collected, store: dict[str, dict[str, Any]], page: Page, data: dict[str, Any]) -> list[str]:
    key = data["key"]
    if key.split(".")[0] != page.stem:
        return [f"{page.name}.md: the key {key!r} stands on the page {page.stem!r}, expected {page.stem}.…"]
    if key in found.pages:
        return [f"{page.name}.md: the key {key!r} is used twice (also in {found.pages[key]}.md)"]
    found.pages[key] = page.name
    store[key] = data
    return []
