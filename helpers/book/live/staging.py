"""What goes into the page's Python beside Pyodide's packages: helpers, data, typeface, widgets; and what chapters do.

Chapters tell which modules the first transfer must hold: all that they import, and what their first figures need.
"""

from __future__ import annotations

import ast
import importlib.metadata
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.book.live.distribution import LiveError, Pins
from helpers.book.pages import Page, read_notebook, read_pages

INSIDE = Path(__file__).with_name("inside")
_HEAVY = "book"  # floor 4, which chapters never import
_FIGURE = "card("
_WIDGETS = "import ipywidgets, helpers.explore.live, matplotlib.pyplot, matplotlib_inline.backend_inline"


@dataclass(frozen=True)
class Stage:
    """A folder to pack, and the two programs that show what of it is used.

    Attributes:
        folder: Holds ``site-packages/`` and ``data/``.
        first: What chapters do until their first figures.
        then: What they do after that.
    """

    folder: Path
    first: str
    then: str


def make_stage(root: Path, folder: Path, pins: Pins) -> Stage:
    """Fill a folder with what is not Pyodide's.

    Args:
        root: The book.
        folder: Emptied first.
        pins: Which distributions of this environment are taken along.

    Raises:
        LiveError: A distribution is not installed, or is not pure Python.
    """
    shutil.rmtree(folder, ignore_errors=True)
    site = folder / "site-packages"
    skip = shutil.ignore_patterns(_HEAVY, "__pycache__")
    shutil.copytree(root / "helpers", site / "helpers", ignore=skip)
    shutil.copytree(INSIDE, site / "csto_live", ignore=skip)
    shutil.copytree(root / "data", folder / "data")
    for name, endings in pins.own.items():
        _take(name, tuple(endings), site)
    return Stage(folder, *_programs(root))


def _take(name: str, endings: tuple[str, ...], site: Path) -> None:
    """Copy those files of a distribution that have one of the endings."""
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        raise LiveError(f"{name} is not installed; helpers/book/live/live.toml names it for the page") from None
    if any(file.suffix in (".so", ".pyd") for file in files):
        raise LiveError(f"{name} has compiled parts, which the page cannot take from this environment")
    for file in files:
        if str(file).endswith(endings) and ".." not in file.parts:
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.locate(), target)


def _programs(root: Path) -> tuple[str, str]:
    """Return what chapters do until their first figures, and what they do later."""
    imports, beginnings = [], []
    for page in read_pages(root):
        if page.is_notebook():
            cells = code_of(page)
            imports += [line for cell in cells for line in _imports(cell)]
            first = next((at for at, cell in enumerate(cells) if _FIGURE in cell), -1)
            beginnings += [cells[: first + 1]]
    everything = "\n".join(dict.fromkeys(imports))
    return (
        f"{everything}\nimport json\nfor cells in json.loads({json.dumps(json.dumps(beginnings))}):\n"
        "    names = {}\n    for cell in cells: exec(cell, names)\n",
        _WIDGETS,
    )


def code_of(page: Page) -> list[str]:
    """Return the code of a page's cells."""
    cells = read_notebook(page.path.read_text(encoding="utf-8"), page.path).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def _imports(cell: str) -> Iterator[str]:
    yield from (ast.unparse(node) for node in ast.parse(cell).body if isinstance(node, ast.Import | ast.ImportFrom))
