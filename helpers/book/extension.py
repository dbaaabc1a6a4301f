"""The Sphinx extension: stored runs in place of execution, and every part that a page is made of."""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from pathlib import Path

import nbformat
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from helpers.book import (
    cards,
    catalogue,
    citing,
    evidence,
    exercises,
    explorers,
    glossary,
    judged,
    markup,
    notebooks,
    numbers,
    references,
    registers,
    sketches,
    tables,
    tiers,
)
from helpers.book.collected import collect
from helpers.book.execute import PageError, refresh, stored
from helpers.book.pages import Page, read_notebook, read_pages
from helpers.book.paper import keep
from helpers.book.settings import ROOT, read_settings
from helpers.data import read_package, say_date
from helpers.prose import NUMBER_TYPE

PARTS = (markup, cards, tables, explorers, numbers, exercises, notebooks, citing, references, catalogue, keep)
APPARATUS = (evidence, glossary, judged, registers, sketches, tiers)
PLUGINS = {"csto_card", "csto_table", "csto_explorer"}


def read_run(text: str, name: str) -> nbformat.NotebookNode:
    """Return a page's notebook with the outputs of its stored run (a reader of MyST-NB).

    Reading the source anew keeps its line numbers, so that warnings name the chapter's own lines. Numbers
    are told to the text and shown in its notes; their outputs are left out.
    """
    page = Page(name, ROOT / f"{name}.md")
    notebook = read_notebook(text, page.path)
    run = stored(ROOT, page)
    for cell, done in zip(notebook.cells, run.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = [one for one in done.outputs if NUMBER_TYPE not in one.get("data", {})]
            cell.execution_count = done.execution_count
    return notebook


def prepare(app: Sphinx, config: Config) -> None:
    """Leave execution to us, and fill in what ``book.toml`` and the data say."""
    os.environ["CSTO_DATA"] = str(ROOT / "data")
    config.nb_execution_mode = "off"
    settings, package = read_settings(), read_package(ROOT / "data")
    config.numfig_format = {"explorer": "Explorer %s", **config.numfig_format}
    config.html_title = config.project = settings.title
    config.author = settings.author
    config.version = config.release = settings.version
    config.copyright = f"{settings.year}, {settings.author}. Text {settings.licence_text}, code {settings.licence_code}"
    config.myst_substitutions = {
        **config.myst_substitutions,
        "as_of": say_date(package.as_of),
        "version": settings.version,
    }


def check_plugins() -> None:
    """Refuse an environment older than this code: without a plugin, what a cell shows would be set as plain HTML.

    Raises:
        ExtensionError: A plugin named in ``pyproject.toml`` is not installed.
    """
    known = {plugin.name for plugin in entry_points(group="myst_nb.mime_renderers")}
    if missing := sorted(PLUGINS - known):
        raise ExtensionError(f"{', '.join(missing)} of pyproject.toml not installed; run `pip install --no-deps -e .`")


def run_pages(app: Sphinx) -> None:
    """Run the pages that need it, collect what they tell, and have MyST-NB read the stored runs.

    The readers are named here, before MyST-NB's own ``builder-inited``, and not when the configuration is
    read: there MyST-NB would take ``chapters/summary.md`` for the ending of a new kind of source file.
    """
    check_plugins()
    pages = read_pages(ROOT)
    app.config.nb_custom_formats = {
        f"{page.name}.md": ["helpers.book.extension.read_run", {"name": page.name}, False]
        for page in pages
        if page.is_notebook()
    }
    try:
        refresh(ROOT, pages)
        app.csto_collected = collect(ROOT, pages)
    except PageError as error:
        raise ExtensionError(str(error)) from None


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write the files beside the pages once these are written."""
    if error or app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    cards.write_files(outdir, app.csto_collected)
    tables.write_files(outdir, app.csto_collected)
    explorers.write_files(outdir, app.csto_collected)
    sketches.write_files(outdir, app.csto_collected)
    notebooks.write_files(app, outdir)
    citing.write_files(outdir, {name: title.astext() for name, title in app.env.titles.items()})
    catalogue.write_files(outdir)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register every part."""
    for part in (*PARTS, *APPARATUS):
        part.register(app)
    app.connect("config-inited", prepare, priority=100)
    app.connect("builder-inited", run_pages, priority=100)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
