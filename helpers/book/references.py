"""How citations and the bibliography read: author and year, with letters where a year repeats.

Two plug-ins of sphinxcontrib-bibtex, both called ``csto``: the style of citations in the text and the style of
entries in the list.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from pybtex.database import Entry, Person
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from helpers.data import say_date

TIER_WORDS = {
    "primary": "primary document",
    "official": "official statement",
    "agency": "news agency",
    "scholarly": "scholarly work",
    "dataset": "data set",
    "think-tank": "think tank",
    "press": "press",
    "mirror": "copy",
    "background": "background knowledge, not opened",
}


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class ReferenceStyle(AuthorYearReferenceStyle):
    """Citations in the text: (TASS, 2012a)."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)


class EntryStyle(BaseStyle):
    """Entries in the list: author (year). Title, linked. Publisher, date. Via. Tier."""

    def __init__(self, *args: Any, **how: Any) -> None:
        """Sort by author, year and date; the base class sets ``sort`` to a plug-in of its own."""
        super().__init__(*args, **how)
        self.sort = lambda entries: sorted(entries, key=_order)

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return one entry as rich text."""
        authors = " and ".join(_name(person) for person in entry.persons.get("author", ()))
        if "fullauthor" in entry.fields:
            authors = f"{authors} [{_plain(entry.fields['fullauthor'])}]"
        title, url = _plain(entry.fields["title"]), entry.fields.get("url")
        parts = [Text(f"{authors} ({entry.fields['year']}). "), HRef(url, title) if url else Text(title), Text(". ")]
        where = [
            _plain(entry.fields[name])
            for name in ("journal", "publisher", "institution", "howpublished")
            if name in entry.fields
        ]
        volume = entry.fields.get("volume", "") + (f"({entry.fields['number']})" if "number" in entry.fields else "")
        details = [*where[:1], volume, entry.fields.get("pages", "").replace("--", "–")]
        if "date" in entry.fields:
            details.append(say_date(entry.fields["date"]))
        if details := [detail for detail in details if detail and detail != authors]:
            parts.append(Text(f"{', '.join(details)}. "))
        if "note" in entry.fields:
            note = _plain(entry.fields["note"])
            parts.append(Text(f"{note[0].upper()}{note[1:]}. "))
        parts.append(Text(f"[{TIER_WORDS[entry.fields['tier']]}]"))
        return FormattedEntry(entry.key, Text(*parts), label)


def _order(entry: Entry) -> tuple[str, str, str, str]:
    authors = " ".join(_name(person) for person in entry.persons.get("author", ())).casefold()
    return re.sub(r"^(the|a) ", "", authors), entry.fields.get("year", "n.d."), entry.fields.get("date", ""), entry.key


def _name(person: Person) -> str:
    """Return a person as family name and given names, an organisation as it is."""
    family, given = (_plain(" ".join(names)) for names in (person.last_names, person.first_names + person.middle_names))
    return f"{family}, {given}" if given else family


@functools.cache
def _plain(text: str) -> str:
    # Reading TeX takes half a millisecond, twenty thousand times a build; most names and titles hold none.
    return str(Text.from_latex(text)) if re.search(r"[\\{}$~%#&^_]|--|``|''", text) else text


def shorten_authors(entries: Iterable[Entry]) -> None:
    """Cite an organisation with a long name by its ``shortauthor``; the list gives both names."""
    for entry in entries:
        short = entry.fields.get("shortauthor")
        if short and "fullauthor" not in entry.fields:
            entry.fields["fullauthor"] = " and ".join(_name(person) for person in entry.persons["author"])
            entry.persons["author"] = [Person("{" + _plain(short) + "}")]


def letter_years(app: Sphinx) -> None:
    """Tell entries of one author and year apart: 2012a, 2012b. An entry without a date says n.d."""
    entries = list(app.env.get_domain("cite").bibdata.data.entries.values())
    shorten_authors(entries)
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_order):
        entry.fields.setdefault("year", "n.d.")
        groups[_order(entry)[0], entry.fields["year"]].append(entry)
    for (_, year), same in groups.items():
        if len(same) > 1:
            for place, entry in enumerate(same):
                entry.fields["year"] = f"{year}{'-' if year == 'n.d.' else ''}{_letters(place)}"


def _letters(place: int) -> str:
    """Return a, b, ... z, aa, ab, ..."""
    high, low = divmod(place, len(ascii_lowercase))
    return (_letters(high - 1) if high else "") + ascii_lowercase[low]


def register(app: Sphinx) -> None:
    """Tell sphinxcontrib-bibtex of both styles."""
    # Found anew for each citation, it would search all installed packages each time, 20 ms a citation.
    register_plugin("pybtex.backends", "plaintext", find_plugin("pybtex.backends", "plaintext"), force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "csto", ReferenceStyle)
    register_plugin("pybtex.style.formatting", "csto", EntryStyle)
    app.connect("builder-inited", letter_years, priority=900)
