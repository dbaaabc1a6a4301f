"""The explorer on a page: controls over pictures drawn beforehand, which need no kernel, no server and no network.

``helpers.explore.explore`` makes the bundle; here it becomes one node, numbered among the explorers, and the files
beside the page: pictures, one data file (a classic script, since a page opened from a folder may not fetch), the
tables of all states as CSV. What is written into the page is the first state, whole: it stands without JavaScript,
on paper and in the editions that have no controls. ``assets/explore.js`` takes it from there.
"""

from __future__ import annotations

import gzip
import html
import json
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from helpers.book import explorer_markup as markup_of
from helpers.book.citing import figure_bibtex, source_links
from helpers.book.collected import Collected
from helpers.book.execute import PICTURES, PageError
from helpers.book.markup import anchor, csv_text, disclosure, file_url, number_of
from helpers.book.settings import ROOT, read_settings
from helpers.explore import EXPLORER_TYPE

FOLDER = "_explorers"
MOST_BYTES = 1_500_000
KEPT_SECONDS = 24 * 3600.0
SIZES = ("wide", "narrow")
SCRIPTS = ("explore-parts.js", "explore.js")


class explorer(nodes.General, nodes.Element):
    """An explorer with all that belongs to it; ``data`` is the bundle of the cell that made it.

    ``data["small"]`` names the states that stand for all where nothing can be moved, each with its words.
    """


class ExplorerRenderer:
    """Turns the bundle in a cell's output into a node (a plugin of MyST-NB)."""

    mime_priority_overrides: ClassVar = [("*", EXPLORER_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the explorer's node for our type, None for any other."""
        if data.mime_type != EXPLORER_TYPE or inline:
            return None
        bundle: Any = data.content
        node = explorer(data=bundle, ids=[anchor(bundle["key"])], names=[anchor(bundle["key"])])
        names = disclosure(
            summary=f"All sources of this explorer ({len(bundle['sources'])})", classes=["evidence-sources"]
        )
        names += source_links(bundle["sources"], renderer.renderer.sphinx_env.docname)
        node += names
        # Sphinx then finds the label by itself, for {numref} and {ref}.
        renderer.renderer.document.note_explicit_target(node, node)
        return [node]


def explorer_title(node: explorer) -> str:
    """Return the title that cross-references print."""
    return node["data"]["title"]


def visit_explorer(writer: HTML5Translator, node: explorer) -> None:
    """Write the explorer up to its sources, which follow as children."""
    data, own = node["data"], node["ids"][0]
    number = number_of(writer, node, "explorer")
    said = {name: html.escape(str(data[name])) for name in ("title", "subtitle", "question", "look", "credit")}
    writer.body.append(
        f'<figure class="explorer" id="{own}"><figcaption>'
        f'<p class="evidence-number">Explorer {number}'
        f'<a class="headerlink" href="#{own}" title="Link to this explorer">#</a></p>'
        f'<p class="evidence-title">{said["title"]}</p>'
        f'<p class="evidence-subtitle">{said["subtitle"]}</p></figcaption>'
        f'<p class="explore-question"><strong>{said["question"]}</strong> {said["look"]}</p>'
    )
    inside = markup_of.body(data, lambda place, size: _picture_url(writer, data, place, size), number)
    writer.body.append(
        f'<csto-explore data-key="{data["key"]}" data-start="{data["start"]}" data-anchor="{own}" '
        f'data-folder="{file_url(writer, _folder(data["key"]))}/" '
        f'data-src="{file_url(writer, _base(data["key"]) + ".js")}"{" data-predict" if data["predict"] else ""}>'
        f"{inside}</csto-explore>"
    )
    writer.body.append(markup_of.paper(data, lambda place: _picture_url(writer, data, place, "narrow"), _place(writer)))
    writer.body.append(
        f'<p class="evidence-source">{said["credit"]}</p><ul class="evidence-links">{_links(writer, data, number)}</ul>'
    )


def depart_explorer(writer: HTML5Translator, node: explorer) -> None:
    """Close the explorer."""
    writer.body.append("</figure>")


def _place(writer: HTML5Translator) -> str:
    """Return where the explorer can be moved, as paper says it."""
    page = f"{writer.builder.current_docname}.html"
    return read_settings().address(page) or page


def _links(writer: HTML5Translator, data: dict[str, Any], number: str) -> str:
    kinds, base = (("csv", "Data of all states", "CSV"), ("bib", "Citation", "BibTeX")), _base(data["key"])
    links = [
        f'<li><a href="{file_url(writer, f"{base}.{ending}")}" download '
        f'aria-label="{what} of explorer {number} as {form}">{form}</a></li>'
        for ending, what, form in kinds
    ]
    picture = _picture_url(writer, data, data["start"], "wide")
    links.insert(
        1, f'<li><a class="explore-svg" href="{picture}" download aria-label="Picture shown now, as SVG">SVG</a></li>'
    )
    return "".join(links)


def _picture_url(writer: HTML5Translator, data: dict[str, Any], place: int, size: str) -> str:
    return file_url(writer, f"{_folder(data['key'])}/{data['states'][place]['picture']}-{size}.svg")


def _folder(key: str) -> str:
    return f"{FOLDER}/{key.split('.')[0]}"


def _base(key: str) -> str:
    return f"{FOLDER}/{key.replace('.', '/')}"


# --- files -----------------------------------------------------------------------------------


def script_of(data: dict[str, Any]) -> str:
    """Return the data file: sentences, tables and the names of pictures, state by state.

    Letters outside ASCII and the angle brackets of tags are escaped, so that the file can stand anywhere.
    """
    content = {
        "tables": data["tables"],
        "states": [[one["picture"], one["table"], one["says"]] for one in data["states"]],
    }
    text = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e")
    return f"(window.cstoExplorers ||= {{}})[{json.dumps(data['key'])}] = {text};\n"


def csv_of(data: dict[str, Any]) -> str:
    """Return the tables of all states as one CSV: the choices first, then every column that any table has."""
    columns = list(dict.fromkeys(column for table in data["tables"] for column in table["columns"]))
    lines = []
    for place, state in enumerate(data["states"]):
        table = data["tables"][state["table"]]
        chosen = [data["choices"][at]["options"][one][1] for at, one in enumerate(markup_of.parts_of(data, place))]
        for row in table["rows"]:
            cells = dict(zip(table["columns"], row, strict=True))
            lines.append([*chosen, *(cells.get(column, "") for column in columns)])
    return csv_text([*(choice["label"] for choice in data["choices"]), *columns], lines)


def pictures_of(data: dict[str, Any]) -> list[str]:
    """Return the files of an explorer's pictures, each once."""
    names = dict.fromkeys(state["picture"] for state in data["states"])
    return [f"{name}-{size}.svg" for name in names for size in SIZES]


def weigh(data: dict[str, Any], store: Path) -> int:
    """Return the bytes of all files of an explorer, compressed as a web server would."""
    texts = [(store / name).read_bytes() for name in pictures_of(data)]
    texts += [script_of(data).encode(), csv_of(data).encode()]
    return sum(len(gzip.compress(text, 6)) for text in texts)


def check_weights(root: Path, bundles: Iterable[dict[str, Any]], most: int = MOST_BYTES) -> None:
    """Refuse an explorer that is too heavy for a reader's connection.

    Raises:
        PageError: One is; the message says by how much.
    """
    for data in bundles:
        if (weight := weigh(data, root / PICTURES)) > most:
            count = len(pictures_of(data))
            raise PageError(
                f"explorer {data['key']}: {weight / 1e6:.2f} MB compressed in {count} pictures, "
                f"at most {most / 1e6:.1f} MB; draw fewer states, or pictures that are equal where nothing changes"
            )


def drop_old_pictures(root: Path, bundles: Iterable[dict[str, Any]], seconds: float = KEPT_SECONDS) -> None:
    """Delete pictures of earlier runs that no explorer shows, once they are a day old: an edit may be taken back."""
    used = {name for data in bundles for name in pictures_of(data)}
    for path in (root / PICTURES).glob("*"):
        if path.name not in used and path.suffix != ".call" and time.time() - path.stat().st_mtime > seconds:
            path.unlink(missing_ok=True)


def write_files(outdir: Path, told: Collected) -> None:
    """Write the pictures, the data file and the downloads of every explorer."""
    settings = read_settings()
    for key, data in told.explorers.items():
        folder, base = outdir / _folder(key), outdir / _base(key)
        folder.mkdir(parents=True, exist_ok=True)
        for name in pictures_of(data):
            shutil.copyfile(ROOT / PICTURES / name, folder / name)
        texts = {"js": script_of(data), "csv": csv_of(data), "bib": figure_bibtex(settings, data, told.pages[key])}
        for ending, text in texts.items():
            base.with_suffix(f".{ending}").write_text(text, encoding="utf-8", newline="\n")


def add_assets(app: Sphinx) -> None:
    """Link the script and the style sheet; the theme layer drops them from pages without an explorer."""
    app.add_css_file("explore.css", priority=805)
    for place, name in enumerate(SCRIPTS):
        app.add_js_file(name, priority=805 + place, loading_method="defer")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the node and let it be numbered in a row of its own."""
    app.add_enumerable_node(explorer, "explorer", explorer_title, html=(visit_explorer, depart_explorer))
    app.connect("builder-inited", add_assets)
