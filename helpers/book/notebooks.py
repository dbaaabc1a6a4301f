"""Chapters as notebooks to download: code as the build ran it, text in words that any notebook program shows.

A chapter's text holds roles and directives that only the book understands. In the notebook a number stands as it was
computed, a source by author and year, a figure by its number; boxes are quoted paragraphs. Outputs are left out:
whoever opens the notebook beside ``helpers/`` and ``data/`` makes them anew. The edition for students is without
solutions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from docutils import nodes
from num2words import num2words
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from helpers.book.collected import Collected
from helpers.book.execute import PageError
from helpers.book.exercises import TAG, is_solution, without_solutions
from helpers.book.markup import disclosure
from helpers.book.pages import Page, read_notebook, read_pages
from helpers.book.settings import ROOT, Settings, read_settings
from helpers.data import read_package, say_date
from helpers.data.bibliography import Entry, read_bibliography

FOLDER = "_notebooks"
_ROLE = re.compile(r"\{([A-Za-z]+(?::[a-z]+)?)\}`([^`]+)`")
_NAMED = re.compile(r"(.*?)\s*<([^>]+)>", re.DOTALL)
_FENCE = re.compile(r"(:{3,}|`{3,})\{([a-z-]+)\}\s*(.*)")
_OPTION = re.compile(r":([a-z-]+):\s*(.*)")
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([\w/.-]+)\.md(?:#[\w-]+)?\)")


@dataclass(frozen=True)
class Place:
    """A figure, table or explorer: how one of its kind is named, such as "Figure %s", and its number."""

    form: str
    number: str


@dataclass(frozen=True)
class Words:
    """What roles stand for: numbers told and sources; by anchor, the number of a figure and the title of a place."""

    numbers: Mapping[str, dict[str, Any]]
    sources: Mapping[str, Entry]
    places: Mapping[str, Place]
    titles: Mapping[str, str]
    notebooks: frozenset[str]


def write_files(app: Sphinx, outdir: Path) -> None:
    """Write the notebook of every chapter, and its edition for students where it has solutions."""
    pages = [page for page in read_pages(ROOT) if page.is_notebook()]
    told: Collected = app.csto_collected
    stems = frozenset(page.stem for page in pages)
    labels = app.env.get_domain("std").labels
    titles = {label: title for label, (_, _, title) in labels.items()}
    words = Words(told.numbers, read_bibliography(), _places(app), titles, stems)
    (outdir / FOLDER).mkdir(parents=True, exist_ok=True)
    for page in pages:
        whole = notebook_of(page, words)
        nbformat.write(whole, outdir / FOLDER / f"{page.stem}.ipynb")
        if any(map(is_solution, whole.cells)):
            nbformat.write(without_solutions(whole), outdir / FOLDER / f"{page.stem}-student.ipynb")


def notebook_of(page: Page, words: Words) -> nbformat.NotebookNode:
    """Return a page as a notebook that runs beside the folders ``helpers`` and ``data``.

    Raises:
        PageError: Its text holds a role or directive that has no words here.
    """
    source = read_notebook(page.path.read_text(encoding="utf-8"), page.path)
    cells = [nbformat.v4.new_markdown_cell(_head(read_settings()))]
    for cell in source.cells:
        if cell.cell_type == "markdown":
            try:
                cells.append(nbformat.v4.new_markdown_cell(in_words(cell.source, words)))
            except ValueError as error:
                raise PageError(f"{page.name}.md: {error}") from None
            continue
        kept = {name: cell.metadata[name] for name in ("tags",) if name in cell.metadata}
        if "hide-input" in kept.get("tags", ()):
            kept["jupyter"] = {"source_hidden": True}
        cells.append(nbformat.v4.new_code_cell(cell.source, metadata=kept))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # the same on every run
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": source.metadata["kernelspec"]})


def _head(settings: Settings) -> str:
    where = f" ({settings.repository})" if settings.repository else ""
    return (
        f"*{settings.title}*, version {settings.version}, data as of {say_date(read_package().as_of)}. Put this "
        f"notebook beside the folders `helpers/` and `data/` of the book{where}, install what its `requirements.txt` "
        f"names, and run all cells. Text {settings.licence_text}, code {settings.licence_code}."
    )


def _places(app: Sphinx) -> dict[str, Place]:
    """Return each figure, table and explorer by its anchor."""
    forms = app.config.numfig_format
    return {
        anchor: Place(forms[kind], ".".join(map(str, number)))
        for kinds in app.env.toc_fignumbers.values()
        for kind, placed in kinds.items()
        for anchor, number in placed.items()
    }


# --- text --------------------------------------------------------------------------------------


def in_words(text: str, words: Words) -> str:
    """Return a chapter's text without roles and directives.

    Raises:
        ValueError: It holds one that is not known.
    """
    lines: list[str] = []
    waiting = iter(text.split("\n"))
    for line in waiting:
        if fence := _FENCE.fullmatch(line):
            lines += _block(*fence.groups()[1:], _inside(waiting, fence.group(1)))
        elif not re.fullmatch(r"\([\w-]+\)=", line):
            lines.append(line)
    plain = _ROLE.sub(lambda found: _role(found, words), "\n".join(lines))
    return _LINK.sub(lambda found: _link(found, words), plain).strip("\n")


def _inside(lines: Any, fence: str) -> list[str]:
    found = []
    for line in lines:
        if line.strip() == fence:
            return found
        found.append(line)
    raise ValueError(f"a block that begins with {fence} has no end")


def _block(kind: str, title: str, inside: list[str]) -> list[str]:
    """Return a directive as Markdown."""
    options = {}
    while inside and (option := _OPTION.fullmatch(inside[0])):
        options[option.group(1)] = option.group(2)
        inside = inside[1:]
    if kind == "div":
        return [] if title == "screen" else inside
    if kind == "judged":
        return [f"*The list of {title} stands on the chapter's page.*"]
    if kind == "exercise":
        title = f"Exercise: {title} ({options['skill']}, {options['minutes']} minutes)"
    elif kind != "admonition":
        raise ValueError(f"the notebook has no words for the directive {kind!r}")
    body = "\n".join(inside).strip("\n").split("\n")
    return [f"> **{title}**", ">", *(f"> {line}".rstrip() for line in body)]


def _role(found: re.Match[str], words: Words) -> str:
    name, text = found.groups()
    if name not in _ROLES:
        raise ValueError(f"the notebook has no words for the role {name!r}")
    return _ROLES[name](text, words)


def _number(text: str, words: Words) -> str:
    return words.numbers[text]["text"]


def _word(text: str, words: Words) -> str:
    return num2words(words.numbers[text]["value"])


def _cited(text: str, words: Words) -> str:
    entries = [words.sources[key.strip()] for key in text.split(",")]
    return "(" + "; ".join(f"{entry.author} {entry.year}" for entry in entries) + ")"


def _numbered(text: str, words: Words) -> str:
    form, anchor = _parted(text)
    if anchor not in words.places:
        raise ValueError(f"no figure or table {text!r}")
    place = words.places[anchor]
    return (form or place.form).replace("%s", place.number)


def _referred(text: str, words: Words) -> str:
    said, anchor = _parted(text)
    if anchor not in words.titles:
        raise ValueError(f"no place {text!r} to refer to")
    return said or words.titles[anchor]


def _parted(text: str) -> tuple[str, str]:
    """Return the words of a role, empty where it gives none, and the anchor that it names."""
    named = _NAMED.fullmatch(text)
    return named.groups() if named else ("", text)


_ROLES: dict[str, Callable[[str, Words], str]] = {
    "num": _number,
    "word": _word,
    "Word": lambda text, words: _word(text, words).capitalize(),
    "cite:p": _cited,
    "numref": _numbered,
    "ref": _referred,
}


def _link(found: re.Match[str], words: Words) -> str:
    """Return a link to another chapter as one to its notebook, to any other page as its words."""
    said, stem = found.group(1), found.group(2).rsplit("/", 1)[-1]
    return f"[{said}]({stem}.ipynb)" if stem in words.notebooks else said


# --- on the page -------------------------------------------------------------------------------


class OfferNotebook(SphinxTransform):
    """Ends a chapter's page with links to its notebooks; paper leaves them out."""

    default_priority = 789  # before how to cite the page

    def apply(self, **kwargs: Any) -> None:
        """Append the paragraph to the page's main section."""
        page = Page(self.env.docname, ROOT / f"{self.env.docname}.md")
        main = next(iter(self.document.findall(nodes.section)), None)
        if main is None or not page.is_notebook():
            return
        own = [(f"{page.stem}.ipynb", "notebook")]
        if any(TAG in fold["classes"] for fold in self.document.findall(disclosure)):  # folded by now
            own.append((f"{page.stem}-student.ipynb", "notebook without solutions"))
        folder = "../" * self.env.docname.count("/") + FOLDER
        offer = nodes.paragraph("", "To run beside the book's helpers and data: this chapter as a ")
        for place, (name, said) in enumerate(own):
            offer += nodes.Text(" or a " if place else "")
            offer += nodes.reference("", said, refuri=f"{folder}/{name}", internal=True)
        if binder := read_settings().binder:
            address = f"{binder.rstrip('/')}?labpath={quote(f'{page.name}.md')}"
            offer += [nodes.Text("; or "), nodes.reference("", "opened in a Binder", refuri=address)]
        offer += nodes.Text(".")
        main += nodes.container("", offer, classes=["screen"])


def register(app: Sphinx) -> None:
    """Tell Sphinx of the links."""
    app.add_transform(OfferNotebook)
