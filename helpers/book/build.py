"""Building the book: only when something changed, and never at the cost of the last good one."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from filelock import FileLock

from helpers.book.fingerprint import fingerprint
from helpers.book.live.tags import hashes
from helpers.book.paper import NAME as KEPT_PAGES

KEPT = "The book was not built; the last good one, if there is one, stays in _build/html."
OLD, LONGEST = ".old", 900
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
    (root / "_build").mkdir(exist_ok=True)
    # One build at a time; a second one waits and then finds the book up to date.
    with FileLock(root / "_build/.lock", timeout=LONGEST):
        _bring_back(html)
        inputs = _digest(root)
        if _is_current(html, stamp, inputs) and (root / "_build" / KEPT_PAGES).exists():
            return "_build/html is up to date: nothing changed"
        os.environ.update(CSTO_DATA=str(root / "data"), MPLCONFIGDIR=str(root / "_build/.pages/matplotlib"))
        _check_data(root)
        _run_pages(root)
        with tempfile.TemporaryDirectory(dir=root / "_build", prefix=".work-") as work:
            _run_sphinx(root, Path(work) / "html")
            if _digest(root) != inputs:
                raise BuildError(f"a file changed during the build; build again\n{KEPT}")
            _swap(Path(work) / "html", html)
            (Path(work) / KEPT_PAGES).replace(root / "_build" / KEPT_PAGES)
        stamp.write_text(json.dumps({"inputs": inputs, "outputs": hashes(html)}), encoding="utf-8")
    return "the book is built: open _build/html/index.html"


def _digest(root: Path) -> str:
    """Return one hash of all that the book is made of, and of the Python that makes it."""
    return fingerprint(root, [root / name for name in INPUTS], also=platform.python_version())


def _is_current(html: Path, stamp: Path, inputs: str) -> bool:
    try:
        last = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return last["inputs"] == inputs and last["outputs"] == hashes(html)


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
    from helpers.book.explorers import check_weights, drop_old_pictures
    from helpers.book.pages import PagesError, read_pages

    try:
        pages = read_pages(root)
        refresh(root, pages)
        explorers = collect(root, pages).explorers.values()
        check_weights(root, explorers)
        drop_old_pictures(root, explorers)
    except (PageError, PagesError) as error:
        raise BuildError(f"{error}\n{KEPT}") from None


def _run_sphinx(root: Path, target: Path) -> None:
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
        builder="html",
        freshenv=True,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if isinstance(result, KeyboardInterrupt):
        raise result
    if result:
        reason = str(result) if isinstance(result, Exception) else "the warnings above are errors"
        raise BuildError(f"{reason}\n{KEPT}")


def _swap(new: Path, place: Path) -> None:
    """Put a finished folder in the place of the old one, or leave the old one where it is."""
    old = place.with_name(OLD)
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        _bring_back(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _bring_back(place: Path) -> None:
    """Put the last good book back where a swap was cut off half-way."""
    old = place.with_name(OLD)
    if old.exists() and not place.exists():
        old.rename(place)
