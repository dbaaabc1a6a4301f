"""The glossary: terms with their meaning, marked at their first place on each page.

A term in the text is a link to its entry. Over it, or with the keyboard on it, its meaning is shown in place
(``apparatus.css``); Escape takes it away (``csto.js``). Where there is no mouse the link itself leads to the meaning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from helpers.book.citing import source_links
from helpers.book.sketches import sketch_card
from helpers.data import load

PAGE = "chapters/appendix/glossary"
KINDS = {
    "organisation": "Organisations",
    "institution": "Institutions",
    "force": "Forces",
    "text": "Texts",
    "procedure": "Procedures and states of membership",
    "operation": "Exercises and operations",
    "place": "Places",
    "measure": "Measures",
    "data": "Data",
}
# Where a term is left as it is: what leads elsewhere, is a heading, or is not prose.
_LEFT = (nodes.reference, nodes.title, nodes.literal, nodes.raw, nodes.math, nodes.caption)


class term_link(nodes.Inline, nodes.TextElement):
    """A term in the text; ``entry`` is the id of its entry and ``says`` its meaning."""


@dataclass(frozen=True)
class Forms:
    """Every form of every term: what finds them, the longest first, and form to entry and meaning."""

    pattern: re.Pattern[str]
    entries: Mapping[str, tuple[str, str]]


def read_forms() -> Forms:
    """Return the forms of the glossary's terms."""
    table = load("glossary")
    rows = zip(table["id"], table["forms"], table["definition"], strict=True)
    entries = {form: (entry, says) for entry, forms, says in rows for form in forms.split(";") if form}
    every = "|".join(re.escape(form) for form in sorted(entries, key=len, reverse=True))
    return Forms(re.compile(rf"(?<![\w-])(?:{every})(?![\w-])"), entries)


def find_terms(text: str, seen: set[str], forms: Forms) -> Iterator[tuple[int, int, str, str]]:
    """Yield the first place of each term not yet seen: start, end, entry, meaning; adds to ``seen``."""
    for match in forms.pattern.finditer(text):
        entry, says = forms.entries[match.group()]
        if entry not in seen:
            seen.add(entry)
            yield match.start(), match.end(), entry, says


class MarkTerms(SphinxTransform):
    """Marks each term at its first place in a chapter's paragraphs."""

    default_priority = 780  # when cells are nodes, before notes and citations of the page are added

    def apply(self, **kwargs: object) -> None:
        """Mark the terms of one page."""
        if "/appendix/" in self.env.docname or PAGE not in self.env.found_docs:
            return
        seen, forms = set[str](), read_forms()  # once a page: reading takes longer than looking
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if "asof" in (paragraph.parent.get("classes", ()) if isinstance(paragraph.parent, nodes.Element) else ()):
                continue
            for text in list(paragraph.findall(nodes.Text)):
                if not _is_left(text):
                    _mark(text, seen, forms)


def _is_left(text: nodes.Text) -> bool:
    parent = text.parent
    while parent is not None and not isinstance(parent, nodes.paragraph):
        if isinstance(parent, _LEFT) or "pending_xref" in type(parent).__name__:
            return True
        parent = parent.parent
    while parent is not None:
        if isinstance(parent, nodes.table | nodes.footnote | sketch_card):
            return True
        parent = parent.parent
    return False


def _mark(text: nodes.Text, seen: set[str], forms: Forms) -> None:
    words, at, parts = text.astext(), 0, []
    for start, end, entry, says in find_terms(words, seen, forms):
        parts += [nodes.Text(words[at:start]), term_link("", words[start:end], entry=entry, says=says)]
        at = end
    if parts:
        text.parent.replace(text, [one for one in (*parts, nodes.Text(words[at:])) if one.astext()])


class GlossaryDirective(SphinxDirective):
    """``glossary-list``: every term with its meaning, by kind."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each kind."""
        table = load("glossary")
        found: list[nodes.Node] = []
        for kind, heading in KINDS.items():
            rows = table[table["kind"] == kind].sort_values("term", key=lambda names: names.str.casefold())
            if rows.empty:
                continue
            section = nodes.section(ids=[f"terms-{kind}"], names=[f"terms {kind}"])
            section += nodes.title("", heading)
            section += nodes.definition_list("", *map(self._entry, rows.to_dict("records")), classes=["glossary"])
            found.append(section)
        return found

    def _entry(self, row: dict[str, str]) -> nodes.definition_list_item:
        name = nodes.term("", row["term"], ids=[row["id"]])
        if row["original"]:
            name += [nodes.Text(" "), nodes.inline("", row["original"].replace(";", "; "), classes=["original"])]
        sources = source_links(row["sources"].split(";"), self.env.docname)
        sources["classes"] += ["glossary-sources"]
        meaning = nodes.definition("", nodes.paragraph("", row["definition"]), sources)
        return nodes.definition_list_item("", name, meaning)


def visit_term(writer: HTML5Translator, node: term_link) -> None:
    """Open the link."""
    builder = writer.builder
    address = builder.get_relative_uri(builder.current_docname, PAGE) + f"#{node['entry']}"
    writer.body.append(
        f'<a class="term" href="{html.escape(address)}" data-says="{html.escape(node["says"], quote=True)}">'
    )


def depart_term(writer: HTML5Translator, node: term_link) -> None:
    """Close the link."""
    writer.body.append("</a>")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform, the directive and the node."""
    app.add_transform(MarkTerms)
    app.add_directive("glossary-list", GlossaryDirective)
    app.add_node(term_link, html=(visit_term, depart_term))
