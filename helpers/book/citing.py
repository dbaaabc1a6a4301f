"""How to cite the book, a page or a figure: words on the page and BibTeX to download."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator

from helpers.book.markup import file_url
from helpers.book.settings import Settings, read_settings
from helpers.data import read_package, say_date
from helpers.data.bibliography import read_bibliography

FOLDER = "_cite"
_NAMED = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
_BIBTEX = {
    **{letter: f"\\text{name}{{}}" for letter, name in _NAMED.items()},
    **{letter: f"\\{letter}" for letter in "&%#_$"},
}


class citation_file(nodes.General, nodes.Element):
    """A link to the page's BibTeX file."""


def source_links(keys: Sequence[str], docname: str) -> nodes.paragraph:
    """Return a paragraph that names sources by author and year, each a link into the bibliography."""
    target = ",".join(keys)
    link = addnodes.pending_xref(
        "", refdomain="cite", reftype="t", reftarget=target, refdoc=docname, refexplicit=False, refwarn=True
    )
    link += nodes.inline("", target)
    return nodes.paragraph("", "", link)


def page_citation(settings: Settings, title: str, name: str) -> str:
    """Return the sentence that cites one page."""
    where = f" {address}" if (address := settings.address(f"{name}.html")) else ""
    as_of = say_date(read_package().as_of)
    what = f"“{title}”, in {settings.title}" if title != settings.title else settings.title
    version = f"Version {settings.version}, data as of {as_of}. Licence {settings.licence_text}."
    return f"{settings.author} ({settings.year}). {what}. {version}{where}"


def page_bibtex(settings: Settings, title: str, name: str) -> str:
    """Return the BibTeX entry of one page."""
    fields = {
        "author": "{" + bibtex_text(settings.author) + "}",
        "title": "{" + bibtex_text(title) + "}",
        "booktitle": "{" + bibtex_text(f"{settings.title}: {settings.subtitle}") + "}",
        "year": str(settings.year),
        "version": settings.version,
        "note": f"Data as of {read_package().as_of}. {settings.licence_text}",
    }
    return _entry("incollection", "csto-" + re.sub(r"\W+", "-", name), fields, settings, f"{name}.html")


def figure_bibtex(settings: Settings, card: dict[str, Any], page_name: str) -> str:
    """Return the BibTeX of a figure and of exactly the sources that its rows name."""
    page, name = card["key"].split(".")
    fields = {
        "author": "{" + bibtex_text(settings.author) + "}",
        "title": "{" + bibtex_text(card["title"]) + "}",
        "howpublished": bibtex_text(f"Figure {card['key']} in {settings.title}"),
        "year": str(settings.year),
        "version": settings.version,
        "note": f"Data as of {card['as_of']}",
    }
    own = _entry("misc", f"csto-{page}-{name}", fields, settings, f"{page_name}.html#{page}-{name}")
    entries = read_bibliography()
    return "\n".join([own, *(entries[key].text for key in card["sources"])])


def bibtex_text(text: str) -> str:
    """Return a text as BibTeX takes it: what LaTeX would act on is escaped, and braces count as balanced."""
    return "".join(_BIBTEX.get(letter, letter) for letter in text)


def _entry(kind: str, key: str, fields: dict[str, str], settings: Settings, tail: str) -> str:
    if address := settings.address(tail):
        fields["url"] = address
    lines = "\n".join(f"  {name} = {{{value}}}," for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}\n"


class CiteThisPage(SphinxTransform):
    """Ends every page with how to cite it."""

    default_priority = 790

    def apply(self, **kwargs: Any) -> None:
        """Append the section to the page's main section."""
        main = next(iter(self.document.findall(nodes.section)), None)
        if main is None:
            return
        title = main[0].astext()
        section = nodes.section(ids=["cite-this-page"], names=["cite this page"], classes=["cite"])
        section += nodes.title("", "Cite this page")
        section += nodes.paragraph("", page_citation(read_settings(), title, self.env.docname))
        section += citation_file(path=f"{FOLDER}/{self.env.docname.replace('/', '-')}.bib")
        main += section


def visit_citation_file(writer: HTML5Translator, node: citation_file) -> None:
    """Write the link."""
    url = file_url(writer, node["path"])
    writer.body.append(f'<p><a href="{url}" download aria-label="Citation of this page as BibTeX">BibTeX</a></p>')


def depart_citation_file(writer: HTML5Translator, node: citation_file) -> None:
    """Nothing to close."""


def write_files(outdir: Path, titles: dict[str, str]) -> None:
    """Write one BibTeX file for each page."""
    folder = outdir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, title in titles.items():
        (folder / f"{name.replace('/', '-')}.bib").write_text(
            page_bibtex(read_settings(), title, name), encoding="utf-8"
        )


def register(app: Sphinx) -> None:
    """Tell Sphinx of the node and the transform."""
    app.add_node(citation_file, html=(visit_citation_file, depart_citation_file))
    app.add_transform(CiteThisPage)
