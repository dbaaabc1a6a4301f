"""A table on a page: number, title, cells, source line and its data to take away.

``helpers.tables.show`` makes the bundle; here it becomes nodes. The grid is made of docutils' own table nodes,
under names of our own, so that HTML gets explicit roles: on a phone a table with long texts is set as one block
a row (``csto.css``), and browsers forget what a table is once its parts are blocks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from helpers.book.citing import source_links
from helpers.book.collected import Collected
from helpers.book.markup import anchor, csv_text, disclosure, file_url, number_of
from helpers.tables import TABLE_TYPE

FOLDER = "_tables"
_LONG, _SHORT = 24, 10
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?%?")


class table_card(nodes.General, nodes.Element):
    """A table with all that belongs to it; ``data`` is the bundle of the cell that made it."""


class grid(nodes.table):
    """The table itself, named by the title of its card."""


class grid_head(nodes.thead):
    """The row of headings."""


class grid_body(nodes.tbody):
    """The rows."""


class grid_row(nodes.row):
    """One row."""


class grid_cell(nodes.entry):
    """One cell; ``role`` says what it is and ``label`` repeats its column's heading."""


class TableRenderer:
    """Turns the bundle in a cell's output into nodes (a plugin of MyST-NB)."""

    mime_priority_overrides: ClassVar = [("*", TABLE_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the table's node for our type, None for any other."""
        if data.mime_type != TABLE_TYPE or inline:
            return None
        bundle: Any = data.content
        node = table_card(data=bundle, ids=[anchor(bundle["key"])], names=[anchor(bundle["key"])])
        node += build_grid(bundle, renderer.renderer.sphinx_env.docname)
        # Sphinx then finds the label by itself, for {numref} and {ref}.
        renderer.renderer.document.note_explicit_target(node, node)
        return [node]


def build_grid(data: dict[str, Any], docname: str) -> list[nodes.Element]:
    """Return a bundle's cells as nodes and, where the cells do not name them all, its sources.

    Args:
        data: The bundle.
        docname: The page, from which citations are resolved.
    """
    columns, at = list(zip(*data["rows"], strict=True)), data["sources_at"]
    numeric = [all(not cell or _NUMBER.fullmatch(cell) for cell in cells) for cells in columns]
    short = [all(len(cell) <= _SHORT for cell in cells) for cells in columns]
    # A first column that names its rows is their heading.
    named = at != 0 and all(columns[0]) and len(set(columns[0])) == len(columns[0])
    stacks = at is not None or any(len(cell) > _LONG for cells in columns for cell in cells)
    looks = [
        [name for name, is_so in (("text-right", numeric[place]), ("short", short[place])) if is_so]
        for place in range(len(columns))
    ]
    # Long texts share the width; numbers take what they need.
    table = grid(
        classes=["data", "stacks", "colwidths-given"] if stacks else ["data"], named=f"{anchor(data['key'])}-title"
    )
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=_weight(cells, place == at)) for place, cells in enumerate(columns)]
    head = grid_row()
    for name, look in zip(data["columns"], looks, strict=True):
        head += grid_cell("", nodes.paragraph("", name), role="columnheader", classes=list(look))
    body = grid_body()
    for line in data["rows"]:
        row = grid_row()
        for place, (text, look) in enumerate(zip(line, looks, strict=True)):
            role = "rowheader" if named and place == 0 else "cell"
            cell = grid_cell(role=role, label=data["columns"][place], classes=list(look))
            if text:
                cell += source_links(text.split(";"), docname) if place == at else nodes.paragraph("", text)
            row += cell
        body += row
    group += [grid_head("", head), body]
    table += group
    told = {key for line in data["rows"] for key in line[at].split(";")} if at is not None else set()
    if told >= set(data["sources"]):
        return [table]
    names = disclosure(summary=f"All sources of this table ({len(data['sources'])})", classes=["evidence-sources"])
    names += source_links(data["sources"], docname)
    return [table, names]


def _weight(cells: Sequence[str], is_sources: bool) -> int:
    """Return a column's share of the width: a text four times as long gets twice the room."""
    return 90 if is_sources else round(10 * max(4, max(len(cell) for cell in cells) ** 0.5))


def table_title(node: table_card) -> str:
    """Return the title that cross-references print."""
    return node["data"]["title"]


def visit_card(writer: HTML5Translator, node: table_card) -> None:
    """Write the title; the grid follows as a child."""
    own = node["ids"][0]
    writer.body.append(
        f'<figure class="tabular" id="{own}"><figcaption>'
        f'<p class="evidence-number">Table {number_of(writer, node, "table")}'
        f'<a class="headerlink" href="#{own}" title="Link to this table">#</a></p>'
        f'<p class="evidence-title" id="{own}-title">{html.escape(node["data"]["title"])}</p></figcaption>'
    )


def depart_card(writer: HTML5Translator, node: table_card) -> None:
    """Close the card."""
    writer.body.append("</figure>\n")


def visit_grid(writer: HTML5Translator, node: grid) -> None:
    """Open the table in the theme's scrolling frame."""
    classes = " ".join(node["classes"])
    writer.body.append(
        '<div class="pst-scrollable-table-container">'
        f'<table class="{classes}" role="table" aria-labelledby="{node["named"]}">'
    )


def depart_grid(writer: HTML5Translator, node: grid) -> None:
    """Close the table; note, source line and data come below it, above the list of sources."""
    data = node.parent["data"]
    number = number_of(writer, node.parent, "table")
    note = f'<p class="evidence-note">{html.escape(data["note"])}</p>' if data["note"] else ""
    writer.body.append(
        f'</table></div>{note}<p class="evidence-source">{html.escape(data["credit"])}</p>'
        f'<ul class="evidence-links"><li><a href="{file_url(writer, _file(data))}" download="" '
        f'aria-label="Data of table {number} as CSV">CSV</a></li></ul>'
    )


def visit_part(writer: HTML5Translator, node: nodes.Element) -> None:
    """Open a head, a body or a row."""
    tag, role = _PARTS[type(node)]
    writer.body.append(f'<{tag} role="{role}">')


def depart_part(writer: HTML5Translator, node: nodes.Element) -> None:
    """Close a head, a body or a row."""
    writer.body.append(f"</{_PARTS[type(node)][0]}>")


def visit_cell(writer: HTML5Translator, node: grid_cell) -> None:
    """Open a cell."""
    tag, scope = {"columnheader": ("th", "col"), "rowheader": ("th", "row"), "cell": ("td", None)}[node["role"]]
    more = {"scope": scope} if scope else {}
    if "label" in node:
        more["data-label"] = node["label"]
    writer.body.append(writer.starttag(node, tag, "", role=node["role"], **more))


def depart_cell(writer: HTML5Translator, node: grid_cell) -> None:
    """Close a cell."""
    writer.body.append("</td>" if node["role"] == "cell" else "</th>")


_PARTS = {grid_head: ("thead", "rowgroup"), grid_body: ("tbody", "rowgroup"), grid_row: ("tr", "row")}


def _file(data: dict[str, Any]) -> str:
    page, name = data["key"].split(".")
    return f"{FOLDER}/{page}/{name}.csv"


def write_files(outdir: Path, told: Collected) -> None:
    """Write the data of every table."""
    for data in told.tables.values():
        path = outdir / _file(data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(csv_text(data["columns"], data["rows"]), encoding="utf-8", newline="\n")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the nodes and let the card be numbered among the tables."""
    app.add_enumerable_node(table_card, "table", table_title, html=(visit_card, depart_card))
    app.add_node(grid, html=(visit_grid, depart_grid))
    for part in _PARTS:
        app.add_node(part, html=(visit_part, depart_part))
    app.add_node(grid_cell, html=(visit_cell, depart_cell))
