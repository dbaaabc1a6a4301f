"""A finding's small picture on a page: light and dark, with its alternative text and a link to the whole figure."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from helpers import style
from helpers.book.collected import Collected
from helpers.book.evidence import evidence_links
from helpers.book.markup import anchor, file_url

FOLDER = "_figures"


class sketch_card(nodes.General, nodes.Element):
    """A small picture; ``data`` is the bundle of the cell that drew it."""


def build_sketch(data: dict[str, Any], env: BuildEnvironment) -> sketch_card:
    """Return a bundle as a node, with the link to the figure that it is taken from (for the plugin of the cards)."""
    node = sketch_card(data=data, ids=[anchor(data["key"])])
    node += nodes.paragraph("", "From ", *evidence_links([data["of"]], env))
    return node


def visit_card(writer: HTML5Translator, node: sketch_card) -> None:
    """Write both pictures; the link follows as a child."""
    data = node["data"]
    alt = html.escape(data["alt"], quote=True)
    width, height = (
        round(float(re.search(rf' {name}="([0-9.]+)pt"', data["picture"]).group(1)) * 96 / 72)
        for name in ("width", "height")
    )
    pictures = "".join(
        f'<picture class="only-{theme}"><img src="{file_url(writer, f"{_base(data)}-{theme}.svg")}" alt="{alt}" '
        f'width="{width}" height="{height}" loading="lazy" decoding="async"></picture>'
        for theme in ("light", "dark")
    )
    # In a box of their own: the theme hides the caption beside the picture of the other mode.
    writer.body.append(f'<figure class="sketch" id="{node["ids"][0]}"><div>{pictures}</div><figcaption>')


def depart_card(writer: HTML5Translator, node: sketch_card) -> None:
    """Close the figure."""
    writer.body.append("</figcaption></figure>\n")


def _base(data: dict[str, Any]) -> str:
    page, name = data["key"].split(".")
    return f"{FOLDER}/{page}/{name}-sketch"


def write_files(outdir: Path, told: Collected) -> None:
    """Write each picture, light and dark."""
    for data in told.sketches.values():
        base = outdir / _base(data)
        base.parent.mkdir(parents=True, exist_ok=True)
        for theme, picture in (("light", data["picture"]), ("dark", style.recolour(data["picture"]))):
            base.with_name(f"{base.name}-{theme}.svg").write_text(picture, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the node."""
    app.add_node(sketch_card, html=(visit_card, depart_card))
