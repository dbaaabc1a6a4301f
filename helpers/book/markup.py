"""Small pieces that several parts of the page share: escaping, tables, disclosures, links to files.

Text from the data folder is untrusted. It becomes HTML through docutils or :func:`html.escape` and CSV
through :func:`csv_text`, nowhere else.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")


class disclosure(nodes.General, nodes.Element):
    """A part of the page that opens on demand; ``summary`` names it."""


def visit_disclosure(writer: HTML5Translator, node: disclosure) -> None:
    """Open the element and write its summary."""
    writer.body.append(writer.starttag(node, "details", "") + f"<summary>{html.escape(node['summary'])}</summary>")


def depart_disclosure(writer: HTML5Translator, node: disclosure) -> None:
    """Close the element."""
    writer.body.append("</details>")


class plain_table(nodes.General, nodes.Element):
    """A table of plain texts: ``columns``, ``rows`` and the ``caption`` that names it."""


def listing(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> plain_table:
    """Return a table of plain texts as a node, which each edition sets in its own way."""
    return plain_table(columns=list(columns), rows=[list(row) for row in rows], caption=caption)


def visit_plain_table(writer: HTML5Translator, node: plain_table) -> None:
    """Write the table."""
    writer.body.append(table_html(node["columns"], node["rows"], node["caption"]))


def depart_plain_table(writer: HTML5Translator, node: plain_table) -> None:
    """Nothing to close."""


def table_html(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return a table in the theme's scrolling frame, with a caption that names it for those who do not see it."""
    lines = [list(row) for row in rows]
    # A column of numbers only is set to the right; years stand among words and stay on the left.
    numeric = [all(not cell or _NUMBER.fullmatch(cell) for cell in cells) for cells in zip(*lines, strict=True)]
    classes = [' class="text-right"' if right else "" for right in numeric] or [""] * len(columns)
    head = "".join(
        f'<th scope="col"{kind}>{html.escape(name)}</th>' for name, kind in zip(columns, classes, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(f'<td{kind}>{html.escape(cell)}</td>' for cell, kind in zip(line, classes, strict=True))}</tr>"
        for line in lines
    )
    return (
        '<div class="pst-scrollable-table-container"><table class="data">'
        f'<caption class="visually-hidden">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def with_code(text: str) -> list[nodes.Node]:
    """Return a text of the package as nodes, with what stands in backticks set as code."""
    pieces = re.split(r"`([^`]+)`", text)
    return [nodes.literal("", piece) if place % 2 else nodes.Text(piece) for place, piece in enumerate(pieces) if piece]


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV that no spreadsheet runs: a text that begins like a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (columns, *rows):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell and not _NUMBER.fullmatch(cell) else cell


def file_url(writer: HTML5Translator, path: str) -> str:
    """Return the address of a file of the site, relative to the page being written."""
    builder = writer.builder
    page = builder.get_target_uri(builder.current_docname)
    return html.escape(relative_uri(page, path), quote=True)


def number_of(writer: HTML5Translator, node: nodes.Element, kind: str) -> str:
    """Return the number that Sphinx gave a figure or table."""
    numbers = writer.builder.fignumbers.get(kind, {})
    return ".".join(map(str, numbers.get(node["ids"][0], ())))


def anchor(key: str) -> str:
    """Return the anchor of a key: ``summary.lifelines`` becomes ``summary-lifelines``."""
    return key.replace(".", "-")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the nodes."""
    app.add_node(disclosure, html=(visit_disclosure, depart_disclosure))
    app.add_node(plain_table, html=(visit_plain_table, depart_plain_table))
