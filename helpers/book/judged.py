"""Lists of claims and forecasts with their verdicts, to be filtered with and without JavaScript.

Each filter is a group of radio buttons. The rules that hide what is not chosen are CSS alone (``:has()``), written
beside the list for exactly the values that it has; a script only says how many are shown.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from helpers.book.citing import source_links
from helpers.book.evidence import PAGE_NAMES, evidence_links
from helpers.book.markup import disclosure
from helpers.data import load, say_date

AUTHORS = {
    "bohdan": "Bohdan",
    "nikitina": "Nikitina",
    "scepanovic": "Šćepanović",
    "geopolist": "Geopolist",
    "gazeta": "Gazeta.ru",
    "edm": "Eurasia Daily Monitor",
    "other": "Others",
}
CLAIM_WORDS = {
    "supported": "Supported",
    "mixed": "Mixed",
    "not_supported": "Not supported",
    "not_testable": "Not testable",
}
FORECAST_WORDS = {"came_true": "Came true", "partly": "In part", "did_not": "Did not come true", "open": "Open"}
DIRECTIONS = {
    "growth": "Growth",
    "decline": "Decline",
    "steady": "Steady",
    "event": "A single event",
    "other": "Other",
}


@dataclass(frozen=True)
class Filter:
    """One group of radio buttons: the column it reads, its words, and value to label."""

    column: str
    words: str
    values: Mapping[str, str]


CLAIM_FILTERS = (
    Filter("author", "Author", AUTHORS),
    Filter("chapter", "Evidence in", PAGE_NAMES),
    Filter("verdict", "Verdict", CLAIM_WORDS),
)
FORECAST_FILTERS = (
    Filter("direction", "Foresees", DIRECTIONS),
    Filter("chapter", "Evidence in", PAGE_NAMES),
    Filter("verdict", "Verdict", FORECAST_WORDS),
)


class judged_list(nodes.General, nodes.Element):
    """The list with its controls above; ``name`` tells lists of one page apart."""


class judged_item(nodes.General, nodes.Element):
    """One claim or forecast; its classes are what the filters look at."""


def filter_rules(name: str, filters: Iterable[Filter]) -> str:
    """Return the rules that hide, for each button, what does not have its value."""
    return "".join(
        f".judged:has(#{name}-{one.column}-{value}:checked) .judged-item:not(.{one.column}-{value}){{display:none}}"
        for one in filters
        for value in one.values
    )


def controls(name: str, filters: Iterable[Filter]) -> str:
    """Return the groups of buttons as HTML."""
    groups = []
    for one in filters:
        buttons = "".join(
            f'<label><input type="radio" name="{name}-{one.column}" id="{name}-{one.column}-{value}"'
            f"{' checked' if value == 'all' else ''}>{html.escape(label)}</label>"
            for value, label in {"all": "All", **one.values}.items()
        )
        groups.append(f"<fieldset><legend>{html.escape(one.words)}</legend>{buttons}</fieldset>")
    return (
        f'<form class="judged-controls">{"".join(groups)}'
        f'<p class="judged-count" role="status"></p></form><style>{filter_rules(name, filters)}</style>'
    )


class JudgedDirective(SphinxDirective):
    """``judged``: the list of ``claims`` or of ``forecasts``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list.

        Raises:
            DirectiveError: The argument is neither of the two.
        """
        kinds = {"claims": self._claims, "forecasts": self._forecasts}
        if self.arguments[0] not in kinds:
            raise self.error(f"judged: {self.arguments[0]!r} is not one of {', '.join(kinds)}")
        return [kinds[self.arguments[0]]()]

    def _claims(self) -> judged_list:
        rows = load("verdicts")
        filters = _present(rows, CLAIM_FILTERS)
        found = judged_list(name="claims", filters=filters)
        for row in rows.to_dict("records"):
            item = self._item(row, filters, row["claim"], f"{row['claimant']}, {say_date(row['date'])}")
            item += _verdict(row["verdict"], CLAIM_WORDS)
            item += nodes.paragraph("", row["finding"])
            item += self._evidence(row, f"Tested by: {_lower(row['test'])}. ")
            found += item
        return found

    def _forecasts(self) -> judged_list:
        rows = load("forecasts").sort_values("date", kind="stable")
        filters = _present(rows, FORECAST_FILTERS)
        found = judged_list(name="forecasts", filters=filters)
        for row in rows.to_dict("records"):
            through = f", in {row['through']}" if row["through"] else ""
            term = f"; by {say_date(row['horizon'])}" if row["horizon"] else "; no term"
            item = self._item(
                row, filters, row["forecast"], f"{row['forecaster']}{through}, {say_date(row['date'])}{term}"
            )
            # Guess first: what came stands behind a fold that needs no script.
            fold = disclosure(summary="What came of it")
            fold += _verdict(row["verdict"], FORECAST_WORDS)
            basis = " The verdict rests on nothing having been found." if row["basis"] == "absence" else ""
            fold += nodes.paragraph("", row["outcome"] + basis)
            fold += self._evidence(row, "")
            item += fold
            found += item
        return found

    def _item(self, row: Mapping[str, str], filters: Iterable[Filter], says: str, who: str) -> judged_item:
        classes = [name for one in filters for name in (f"{one.column}-{row[one.column]}", f"{one.column}-all")]
        item = judged_item(classes=classes, ids=[row["id"]], label=says)
        item += nodes.paragraph("", says, classes=["judged-says"])
        item += nodes.paragraph("", who, classes=["judged-who"])
        return item

    def _evidence(self, row: Mapping[str, str], lead: str) -> nodes.paragraph:
        links = evidence_links(row["links"].split(";"), self.env)
        told = nodes.paragraph("", f"{lead}Evidence: ", *links, classes=["judged-evidence"])
        told += nodes.Text(". Sources: ")
        told += source_links(row["sources"].split(";"), self.env.docname).children
        return told


def _present(rows: pd.DataFrame, filters: Iterable[Filter]) -> list[Filter]:
    """Return the filters with those values alone that their columns have."""
    there = {one.column: set(rows[one.column]) for one in filters}
    return [
        replace(one, values={value: label for value, label in one.values.items() if value in there[one.column]})
        for one in filters
    ]


def _verdict(verdict: str, words: Mapping[str, str]) -> nodes.paragraph:
    return nodes.paragraph("", words[verdict], classes=["judged-verdict", f"is-{verdict.replace('_', '-')}"])


def _lower(text: str) -> str:
    """Return a text with a small first letter, unless it begins with a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def visit_list(writer: HTML5Translator, node: judged_list) -> None:
    """Write the controls and open the list."""
    writer.body.append('<div class="judged">' + controls(node["name"], node["filters"]))
    writer.body.append('<ol class="judged-items">')


def depart_list(writer: HTML5Translator, node: judged_list) -> None:
    """Close the list."""
    writer.body.append("</ol></div>\n")


def visit_item(writer: HTML5Translator, node: judged_item) -> None:
    """Open an item."""
    classes = " ".join(["judged-item", *node["classes"]])
    writer.body.append(f'<li class="{html.escape(classes)}" id="{html.escape(node["ids"][0])}">')


def depart_item(writer: HTML5Translator, node: judged_item) -> None:
    """Close an item."""
    writer.body.append("</li>")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive and the nodes."""
    app.add_directive("judged", JudgedDirective)
    app.add_node(judged_list, html=(visit_list, depart_list))
    app.add_node(judged_item, html=(visit_item, depart_item))
