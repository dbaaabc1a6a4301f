"""Registers in the appendix: names, open questions and the claims of the starting texts, each from its table."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from helpers.book.citing import source_links
from helpers.book.evidence import PAGE_NAMES, evidence_links
from helpers.book.judged import AUTHORS
from helpers.book.markup import listing
from helpers.data import load

NAME_KINDS = {
    "person": "Persons",
    "place": "Places",
    "body": "Bodies",
    "force": "Forces",
    "base": "Bases",
    "treaty": "Texts",
    "series": "Series of exercises and operations",
}
USES = {
    "verdict": "tested in Verdicts",
    "forecast": "among the forecasts",
    "chapter": "used in a chapter",
    "data": "in the data",
    "left_out": "left out",
}


class NamesDirective(SphinxDirective):
    """``names-register``: every name in its sanctioned form, by kind, and the spellings met."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each kind."""
        names, found = load("names"), []
        for kind, rows in names.groupby("kind", sort=False):
            section = nodes.section(ids=[f"names-{kind}"], names=[f"names {kind}"])
            section += nodes.title("", NAME_KINDS[str(kind)])
            lines = [
                (
                    row["name"],
                    row["original"].replace(";", "; "),
                    row["other_spellings"].replace(";", "; "),
                    row["role"],
                )
                for row in rows.sort_values("name", key=lambda one: one.str.casefold()).to_dict("records")
            ]
            columns = ("name", "original", "other spellings", "what it is")
            section += listing(columns, lines, f"Register of names: {kind}")
            found.append(section)
        return found


class QuestionsDirective(SphinxDirective):
    """``open-questions``: what is not known, by chapter, and where one would look."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each chapter that has an open question."""
        table, found = load("open_questions"), []
        for page, words in PAGE_NAMES.items():
            rows = table[table["chapter"] == page]
            if rows.empty:
                continue
            section = nodes.section(ids=[f"questions-{page}"], names=[f"questions {page}"])
            section += nodes.title("", words)
            section += [self._question(row) for row in rows.to_dict("records")]
            found.append(section)
        return found

    def _question(self, row: Mapping[str, str]) -> nodes.container:
        box = nodes.container(ids=[row["id"]], classes=["open-question"])
        box += nodes.paragraph("", "", nodes.strong("", row["question"]))
        box += nodes.paragraph("", f"{row['matters']} Searched: {row['searched']} One would look: {row['look']}")
        sources = source_links(row["sources"].split(";"), self.env.docname)
        sources.insert(0, nodes.Text("Nearest sources: "))
        sources["classes"] += ["judged-evidence"]
        box += sources
        return box


class ClaimsDirective(SphinxDirective):
    """``claims-register``: what became of every claim of one starting text."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table of one text.

        Raises:
            DirectiveError: The text is not known.
        """
        author = self.arguments[0]
        table = load("claims_coverage")
        rows = table[table["text"] == author]
        if rows.empty:
            raise self.error(f"claims-register: {author!r} is not one of {', '.join(sorted(set(table['text'])))}")
        listing = nodes.definition_list(classes=["claims-register"])
        for row in rows.to_dict("records"):
            listing += self._claim(row)
        words = nodes.paragraph("", f"{AUTHORS[author]}: {len(rows)} claims.")
        return [words, listing]

    def _claim(self, row: Mapping[str, str]) -> nodes.definition_list_item:
        term = nodes.term("", f"{row['id']} {row['subject']} ({row['kind']})")
        told = nodes.paragraph("", f"{USES[row['use']].capitalize()}")
        places = [place for place in row["links"].split(";") if "#" in place]
        others = [place for place in row["links"].split(";") if place and "#" not in place]
        if places:
            told += nodes.Text(": ")
            told += evidence_links(places, self.env)
        if others:
            told += nodes.Text(f"{';' if places else ':'} rows {', '.join(others)}")
        told += nodes.Text(f". {row['reason']}" if row["reason"] else ".")
        return nodes.definition_list_item("", term, nodes.definition("", told))


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directives."""
    app.add_directive("names-register", NamesDirective)
    app.add_directive("open-questions", QuestionsDirective)
    app.add_directive("claims-register", ClaimsDirective)
