"""Links from a row to the place in the book that bears it out: ``kazakhstan#kazakhstan-clock``.

A place is a page and a figure, table, explorer or section of it. The link says what it leads to by the name that the
page gives it, and a place that does not exist fails the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from helpers.book.markup import anchor

_log = logging.getLogger(__name__)
FOLDER = "chapters"
PAGE_NAMES = {
    "summary": "Summary",
    "origins": "Origins",
    "central-asia": "Central Asia",
    "kazakhstan": "Kazakhstan",
    "armenia": "Armenia",
    "sco": "The SCO",
    "verdicts": "Verdicts",
}


class section_link(nodes.Inline, nodes.TextElement):
    """A link to a section; ``page`` and ``place`` say which."""


def evidence_links(places: Sequence[str], env: BuildEnvironment) -> list[nodes.Node]:
    """Return links to places, with commas between.

    Args:
        places: A page and, after ``#``, a place on it.
        env: Sphinx's, which knows the page being read, the pages there are and what their cells told.
    """
    docname, told = env.docname, env.app.csto_collected
    pages = {name.rsplit("/", 1)[-1] for name in env.found_docs}
    kinds = {
        anchor(key): kind
        for kind, store in (("Figure", told.cards), ("Table", told.tables), ("Explorer", told.explorers))
        for key in store
    }
    found: list[nodes.Node] = []
    for place in places:
        page, _, name = place.partition("#")
        if found:
            found.append(nodes.Text(", "))
        if page in PAGE_NAMES and page not in pages:  # a book without that chapter names it and leads nowhere
            found.append(nodes.Text(PAGE_NAMES[page]))
        elif name in kinds:
            link = addnodes.pending_xref(
                "", refdomain="std", reftype="numref", reftarget=name, refdoc=docname, refexplicit=True, refwarn=True
            )
            link += nodes.inline("", f"{kinds[name]} %s", classes=["std", "std-numref"])
            found += [nodes.Text(f"{PAGE_NAMES.get(page, page)}: "), link]
        else:
            found.append(section_link("", "", page=page, place=name))
    return found


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn links to sections into references under the section's own title."""
    titles: dict[str, dict[str, str]] = {}
    for link in list(doctree.findall(section_link)):
        target = f"{FOLDER}/{link['page']}"
        if target not in titles:
            known = target in app.env.found_docs
            tree: Any = app.env.get_doctree(target) if known else None
            titles[target] = dict(_places(tree)) if known else {}
        title = titles[target].get(link["place"])
        if title is None:
            where = f"{link['page']}#{link['place']}"
            _log.warning("no page of the book has the place %r; expected page#section", where, location=docname)
            link.replace_self(nodes.Text(where))
            continue
        address = app.builder.get_relative_uri(docname, target) + f"#{link['place']}"
        words = f"{PAGE_NAMES.get(link['page'], link['page'])}: {title}"
        link.replace_self(nodes.reference("", words, internal=True, refuri=address))


def _places(tree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield the places of a page that a link may name: sections by their titles, other parts by a label of theirs."""
    for node in tree.findall(nodes.Element):
        title = node[0].astext() if isinstance(node, nodes.section) else node.get("label", "")
        if title:
            yield from ((one, title.rstrip(".")) for one in node["ids"])


def register(app: Sphinx) -> None:
    """Tell Sphinx of the node and when to resolve it."""
    app.add_node(section_link)
    app.connect("doctree-resolved", resolve)
