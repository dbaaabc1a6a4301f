"""Keeping the resolved pages of the HTML build for the editions that are set from them.

Reading all chapters takes Sphinx ten times as long as setting them, and the HTML build has just done it: what its
writer got, numbers given and references resolved, is stored beside the book. An edition made from it cannot number a
figure otherwise than the page does.
"""

from __future__ import annotations

import pickle
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from helpers.book.paper import NAME
from helpers.book.paper.kept import stand_in


def keep_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Store one resolved page, the first time that it is resolved; the theme resolves pieces of pages too."""
    pages: dict[str, bytes] | None = getattr(app, "csto_paper", None)
    if pages is None or docname in pages or not isinstance(doctree, nodes.document):
        return
    copy = doctree.deepcopy()
    # A node knows its document, and that knows the whole of Sphinx.
    for node in copy.findall():
        node._document = None
    # Of a card the edition needs one picture; what stands beside the sections are scripts of the theme.
    for node in list(copy.findall(nodes.Element)):
        if "pictures" in (data := node.get("data") or {}):
            node["data"] = {**data, "pictures": {"wide.svg": data["pictures"]["wide.svg"]}}
        if type(node).__module__ != nodes.__name__:
            node.kind, node.__class__ = type(node).__name__, stand_in
    sections = [child for child in copy.children if not isinstance(child, nodes.raw)]
    for section in sections:
        section.parent = None
    pages[docname] = pickle.dumps(sections)


def write_pages(app: Sphinx, error: Exception | None) -> None:
    """Write what was kept beside the folder of the pages."""
    if error or not hasattr(app, "csto_paper"):
        return
    content = (app.csto_paper, app.env.toc_fignumbers)
    (Path(app.outdir).parent / NAME).write_bytes(pickle.dumps(content))


def start(app: Sphinx) -> None:
    """Keep pages in a build of HTML pages alone; other builders resolve them their own way."""
    if app.builder.name == "html":
        app.csto_paper = {}


def register(app: Sphinx) -> None:
    """Tell Sphinx when to keep."""
    app.connect("builder-inited", start)
    app.connect("doctree-resolved", keep_page, priority=950)
    app.connect("build-finished", write_pages)
