"""Numbers in sentences: the roles ``num`` and ``word``, and the notes that show the rows behind them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from num2words import num2words
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from helpers.book.citing import source_links
from helpers.book.collected import Collected
from helpers.book.markup import anchor, disclosure, listing

_log = logging.getLogger(__name__)
_SHOWN_ROWS, _SHOWN_SOURCES = 24, 6


class number_link(nodes.reference):
    """A number in a sentence that leads to its note."""


class NumberRole(SphinxRole):
    """``{num}`page.key``` prints digits, ``{word}`page.key``` words, ``{Word}`` words with a capital."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or a warning where no cell told the number."""
        told: Collected = self.env.app.csto_collected
        data = told.numbers.get(self.text)
        if data is None:
            page = self.text.split(".")[0]  # a key stands under its page's name
            known = ", ".join(sorted(key for key in told.numbers if key.split(".")[0] == page)) or "none"
            _log.warning("no cell tells the number %r; told are: %s", self.text, known, location=self.get_location())
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        shown = data["text"] if self.name == "num" else num2words(data["value"])
        # Role names reach us in lower case; the text as written still has the capital.
        shown = shown.capitalize() if self.rawtext.strip("{:").startswith("Word") else shown
        link = number_link("", shown, refid=f"note-{anchor(self.text)}", internal=True, classes=["num"], key=self.text)
        return [link], []


class NumberNotes(SphinxTransform):
    """Ends a page with a note for each number that its sentences use, in order of first use."""

    default_priority = 780

    def apply(self, **kwargs: Any) -> None:
        """Append the section, where the page has numbers."""
        told: Collected = self.app.csto_collected
        keys = list(dict.fromkeys(link["key"] for link in self.document.findall(number_link)))
        main = next(iter(self.document.findall(nodes.section)), None)
        if not keys or main is None:
            return
        section = nodes.section(ids=["numbers-on-this-page"], names=["numbers on this page"], classes=["numbers"])
        section += nodes.title("", "Numbers on this page")
        section += nodes.paragraph(
            "",
            "Each number in the text above is computed from rows of the data folder: here they are, with sources.",
        )
        for key in keys:
            section += _note(key, told.numbers[key], self.env.docname)
        main += section


def register(app: Sphinx) -> None:
    """Tell Sphinx of the roles and the notes."""
    for name in ("num", "word", "Word"):
        app.add_role(name, NumberRole())
    app.add_node(number_link, html=(_visit_link, _depart_link))
    app.add_transform(NumberNotes)


def _visit_link(writer: Any, node: number_link) -> None:
    writer.visit_reference(node)


def _depart_link(writer: Any, node: number_link) -> None:
    writer.depart_reference(node)


def _note(key: str, data: dict[str, Any], docname: str) -> nodes.container:
    """Return what a number is, the rows behind it and their sources."""
    note = nodes.container(ids=[f"note-{anchor(key)}"], classes=["number-note"])
    note += nodes.paragraph("", "", nodes.strong("", data["text"]), nodes.Text(f" {data['says']}"))
    count = len(data["rows"])
    title = f"{count} row{'s' if count != 1 else ''} of the table {data['table']}"
    rows = disclosure(summary=title)
    rows += listing(data["columns"], data["rows"][:_SHOWN_ROWS], f"{title} behind {data['text']}: {data['says']}")
    if count > _SHOWN_ROWS:
        rows += nodes.paragraph("", f"The first {_SHOWN_ROWS} rows; all are in the table's download.")
    note += rows
    sources = source_links(data["sources"], docname)
    if len(data["sources"]) > _SHOWN_SOURCES:
        note += disclosure("", sources, summary=f"{len(data['sources'])} sources")
    else:
        sources.insert(0, nodes.Text("Sources: "))
        note += sources
    return note
