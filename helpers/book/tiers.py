"""What kinds of sources the book rests on: counts by tier and by chapter, and what still rests on copies.

A key counts for a chapter if a sentence cites it or if a row behind one of its figures, tables or numbers names it.
The share that is asked for is of *firm* tiers: primary, official, agency, scholarly and dataset.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from helpers.book.collected import Collected
from helpers.book.evidence import PAGE_NAMES
from helpers.book.markup import disclosure, listing
from helpers.book.prose_rules import citations, paragraphs
from helpers.book.references import TIER_WORDS
from helpers.book.settings import ROOT
from helpers.data import load, read_package
from helpers.data.bibliography import TIERS, Entry, read_bibliography

FIRM = ("primary", "official", "agency", "scholarly", "dataset")
LEAST_FIRM = 65  # per cent of the cited keys
_COPIES = ("mirror", "background")


def firm_share(keys: Iterable[str], entries: Mapping[str, Entry]) -> float:
    """Return the share of keys of a firm tier, in per cent.

    Raises:
        ValueError: There are no keys.
    """
    kinds = [entries[key].fields["tier"] for key in set(keys)]
    if not kinds:
        raise ValueError("no key is cited, so there is no share")
    return 100 * sum(kind in FIRM for kind in kinds) / len(kinds)


def cited_in(path: Path) -> set[str]:
    """Return the keys that the sentences of a chapter cite."""
    return {key for _, keys in citations(path.read_text(encoding="utf-8")) for key in keys}


def keys_of(told: Collected, page: str, path: Path) -> set[str]:
    """Return the keys that a chapter leans on, in its sentences and in the rows behind what it shows."""
    shown = {
        key
        for store in (told.cards, told.tables, told.explorers, told.numbers, told.sketches)
        for name, bundle in store.items()
        if name.split(".")[0] == page
        for key in bundle.get("sources", ())
    }
    return cited_in(path) | shown


def resting_on_copies(entries: Mapping[str, Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield the accepted rows that no source but copies attests: table, row and keys."""
    for name, table in read_package(ROOT / "data").tables.items():
        if not {"id", "assessment"} <= set(table.columns):
            continue
        for row in load(name).to_dict("records"):
            keys = row["sources"].split(";")
            if row["assessment"] == "accepted" and all(entries[key].fields["tier"] in _COPIES for key in keys):
                yield name, row["id"], "; ".join(entries[key].author for key in keys)


def sentences_on_copies(path: Path, entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a chapter that cite copies alone: their words up to the citation, and its keys."""
    for _, paragraph in paragraphs(path.read_text(encoding="utf-8")):
        for start, keys in citations(paragraph):
            if all(entries[key].fields["tier"] in _COPIES for key in keys):
                plain = re.sub(r"\{[^}]*\}`[^`]*`", "…", paragraph[:start]).replace("**", "")
                words = re.split(r"(?<=[.:])\s", plain)[-1]
                yield " ".join(words.split()), "; ".join(entries[key].author for key in keys)


class TiersDirective(SphinxDirective):
    """``source-tiers``: sources by tier, which chapters lean on which, and what rests on copies."""

    def run(self) -> list[nodes.Node]:
        """Return two tables, a sentence with the share, and a list that opens on demand."""
        entries, told = read_bibliography(ROOT / "data"), self.env.app.csto_collected
        pages = {
            words: keys_of(told, page, ROOT / "chapters" / f"{page}.md")
            for page, words in PAGE_NAMES.items()
            if f"chapters/{page}" in self.env.found_docs
        }
        columns = {**pages, "Whole book": set(entries)}
        counts = {words: Counter(entries[key].fields["tier"] for key in keys) for words, keys in columns.items()}
        lines = [(TIER_WORDS[tier], *(str(one[tier]) for one in counts.values())) for tier in TIERS]
        lines.append(("all", *(str(len(keys)) for keys in columns.values())))
        shares = (f"{firm_share(keys, entries):.0f}" if keys else "" for keys in columns.values())
        lines.append(("firm, per cent", *shares))
        table = listing(("tier", *columns), lines, "Sources by tier and page")
        weak = list(resting_on_copies(entries))
        fold = disclosure(summary=f"Accepted rows that rest on copies alone ({len(weak)})")
        fold += listing(("table", "row", "read in"), weak, "Rows that rest on copies")
        told_so = [
            (words, *one)
            for page, words in PAGE_NAMES.items()
            if f"chapters/{page}" in self.env.found_docs
            for one in sentences_on_copies(ROOT / "chapters" / f"{page}.md", entries)
        ]
        folded = disclosure(summary=f"Sentences that cite copies alone ({len(told_so)})")
        heads = ("page", "sentence", "read in")
        folded += listing(heads, told_so, "Sentences that rest on copies")
        share = firm_share(entries, entries)
        words = (
            f"Of {len(entries):,} sources {share:.0f} per cent are primary documents, official statements, news "
            f"agencies, scholarly works or data sets; the book asks {LEAST_FIRM} of itself."
        )
        return [nodes.paragraph("", words), table, fold, folded]


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("source-tiers", TiersDirective)
