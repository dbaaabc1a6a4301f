"""The figure card on a page: picture, finding, source line, downloads, table.

``helpers.figures.card`` makes the bundle; here it becomes one node, which Sphinx numbers among the
figures, and the files that the reader may take away.
"""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from helpers import style
from helpers.book.citing import figure_bibtex, source_links
from helpers.book.collected import Collected
from helpers.book.markup import anchor, csv_text, disclosure, file_url, number_of, table_html
from helpers.book.settings import read_settings
from helpers.book.sketches import build_sketch
from helpers.figures import CARD_TYPE
from helpers.findings import SKETCH_TYPE

FOLDER = "_figures"


class figure_card(nodes.General, nodes.Element):
    """A figure with all that belongs to it; ``data`` is the bundle of the cell that drew it."""


class CardRenderer:
    """Turns the bundle of a figure, or of a finding's small picture, into a node (a plugin of MyST-NB)."""

    mime_priority_overrides: ClassVar = [("*", CARD_TYPE, 1), ("*", SKETCH_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the node for our types, None for any other."""
        if data.mime_type == SKETCH_TYPE and not inline:
            return [build_sketch(data.content, renderer.renderer.sphinx_env)]
        if data.mime_type != CARD_TYPE or inline:
            return None
        bundle: Any = data.content
        node = figure_card(data=bundle, ids=[anchor(bundle["key"])], names=[anchor(bundle["key"])])
        names = disclosure(
            summary=f"All sources of this figure ({len(bundle['sources'])})", classes=["evidence-sources"]
        )
        docname = renderer.renderer.sphinx_env.docname
        names += source_links(bundle["sources"], docname)
        node += names
        # Sphinx then finds the label by itself, for {numref} and {ref}.
        renderer.renderer.document.note_explicit_target(node, node)
        return [node]


def card_title(node: figure_card) -> str:
    """Return the title that cross-references print."""
    return node["data"]["title"]


def visit_card(writer: HTML5Translator, node: figure_card) -> None:
    """Write the card up to its sources, which follow as children."""
    data = node["data"]
    number = number_of(writer, node, "figure")
    writer.body.append(
        f'<figure class="evidence" id="{node["ids"][0]}"><figcaption>'
        f'<p class="evidence-number">Figure {number}'
        f'<a class="headerlink" href="#{node["ids"][0]}" title="Link to this figure">#</a></p>'
        f'<p class="evidence-title">{html.escape(data["title"])}</p>'
        f'<p class="evidence-subtitle">{html.escape(data["subtitle"])}</p></figcaption>'
        f'<div class="evidence-picture">{_picture(writer, data, "light")}{_picture(writer, data, "dark")}</div>'
        f'<p class="evidence-source">{html.escape(data["credit"])}</p>'
        f'<ul class="evidence-links">{_links(writer, data, number)}</ul>'
        f'<details class="evidence-table"><summary>Show the table ({len(data["rows"])} rows)</summary>'
        f"{table_html(data['columns'], data['rows'], 'Data of figure ' + number + ': ' + data['title'])}</details>"
    )


def depart_card(writer: HTML5Translator, node: figure_card) -> None:
    """Close the card."""
    writer.body.append("</figure>")


def _picture(writer: HTML5Translator, data: dict[str, Any], theme: str) -> str:
    """Return one theme's picture: a narrow one for phones, a wide one elsewhere, loaded only when shown."""
    wide, narrow = (file_url(writer, f"{_base(data)}-{size}-{theme}.svg") for size in ("wide", "narrow"))
    width, height = _pixels(data["pictures"]["wide.svg"])
    small, tall = _pixels(data["pictures"]["narrow.svg"])
    alt = html.escape(data["alt"], quote=True)
    return (
        f'<picture class="only-{theme}">'
        f'<source media="(max-width: 600px)" srcset="{narrow}" width="{small}" height="{tall}">'
        f'<img src="{wide}" alt="{alt}" width="{width}" height="{height}" loading="lazy" decoding="async"></picture>'
    )


def _links(writer: HTML5Translator, data: dict[str, Any], number: str) -> str:
    kinds = (
        ("csv", "Data", "CSV"),
        ("svg", "Picture", "SVG"),
        ("png", "Picture", "PNG"),
        ("bib", "Citation", "BibTeX"),
    )
    return "".join(
        f'<li><a href="{file_url(writer, f"{_base(data)}.{ending}")}" download '
        f'aria-label="{what} of figure {number} as {form}">{form}</a></li>'
        for ending, what, form in kinds
    )


def _base(data: dict[str, Any]) -> str:
    page, name = data["key"].split(".")
    return f"{FOLDER}/{page}/{name}"


def _pixels(svg: str) -> tuple[int, int]:
    """Return the size of an SVG in pixels of the page, so that the text does not jump when it loads."""
    width, height = (float(re.search(rf' {name}="([0-9.]+)pt"', svg).group(1)) for name in ("width", "height"))
    return round(width * 96 / 72), round(height * 96 / 72)


def write_files(outdir: Path, told: Collected) -> None:
    """Write the pictures of every card, light and dark, and what the reader may take away."""
    settings = read_settings()
    for key, data in told.cards.items():
        base = outdir / _base(data)
        base.parent.mkdir(parents=True, exist_ok=True)
        files: dict[str, str | bytes] = {
            ".csv": csv_text(data["columns"], data["rows"]),
            ".svg": data["pictures"]["export.svg"],
            ".png": base64.b64decode(data["pictures"]["export.png"]),
            ".bib": figure_bibtex(settings, data, told.pages[key]),
        }
        for size in ("wide", "narrow"):
            files[f"-{size}-light.svg"] = data["pictures"][f"{size}.svg"]
            files[f"-{size}-dark.svg"] = style.recolour(data["pictures"][f"{size}.svg"])
        for ending, content in files.items():
            path = base.with_name(base.name + ending)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def register(app: Sphinx) -> None:
    """Tell Sphinx of the node and let it be numbered among the figures."""
    app.add_enumerable_node(figure_card, "figure", card_title, html=(visit_card, depart_card))
