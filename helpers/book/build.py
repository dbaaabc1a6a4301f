"""Building the book: only when something changed, and never at the cost of the last good one."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

KEPT = "The book was not built; the last good one, if there is one, stays in _build/html."
INPUTS = ("_config.yml", "_toc.yml", "book.toml", "requirements.txt", "chapters", "data", "helpers")


class BuildError(Exception):
    """The book was not built; the message says why and the last good book is still there."""


def build_html(root: Path) -> str:
    """Build ``_build/html`` if an input changed or a file of it is gone.

    Returns:
        A sentence that says what was done.

    Raises:
        BuildError: Data, a cell, or a warning of Sphinx stands in the way.
    """
    html, stamp = root / "_build/html", root / "_build/.html.json"
    inputs = _digest(root)
    if _is_current(html, stamp, inputs):
        return "_build/html is up to date: nothing changed"
    _check_data(root)
    _run_pages(root)
    work = root / "_build/.work"
    shutil.rmtree(work, ignore_errors=True)
    _run_sphinx(root, work / "html")
    _swap(work / "html", html)
    shutil.rmtree(work, ignore_errors=True)
    stamp.write_text(json.dumps({"inputs": inputs, "outputs": _hashes(html)}), encoding="utf-8")
    return "the book is built: open _build/html/index.html"


def _digest(root: Path) -> str:
    """Return one hash of all that the book is made of, and of the Python that makes it."""
    total = hashlib.sha256(platform.python_version().encode())
    for path in _files(root):
        total.update(f"{path.relative_to(root)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (
            one for one in found if one.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(one.parts)
        )


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _is_current(html: Path, stamp: Path, inputs: str) -> bool:
    try:
        last = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return last["inputs"] == inputs and last["outputs"] == _hashes(html)


def _check_data(root: Path) -> None:
    """Refuse broken rows before anything is drawn, all of them at once."""
    from helpers.book.check import check_tables

    problems = check_tables(root)
    if problems:
        raise BuildError("\n".join([*map(str, problems), KEPT]))


def _run_pages(root: Path) -> None:
    """Run the pages that need it, before Sphinx would, so that a failing cell speaks for itself."""
    from helpers.book.collected import collect
    from helpers.book.execute import PageError, refresh
    from helpers.book.pages import read_pages

    try:
        pages = read_pages(root)
        refresh(root, pages)
        collect(root, pages)
    except (PageError, FileNotFoundError) as error:
        raise BuildError(f"{error}\n{KEPT}") from None


def _run_sphinx(root: Path, target: Path, builder: str = "html") -> None:
    """Run Jupyter Book's own Sphinx with every warning an error."""
    # One fixed date and hash seed, so that the same inputs give the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795219200")
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    if not sys.stderr.isatty():
        nocolor()
    result = build_sphinx(
        str(root),
        str(target),
        path_config=str(root / "_config.yml"),
        confoverrides={"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False},
        noconfig=True,
        doctreedir=str(target.parent / "doctrees"),
        builder=builder,
        freshenv=True,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if result:
        reason = str(result) if isinstance(result, Exception) else "the warnings above are errors"
        raise BuildError(f"{reason}\n{KEPT}")


def _swap(new: Path, place: Path) -> None:
    """Put a finished folder in the place of the old one."""
    old = place.with_name(".old")
    shutil.rmtree(old, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
