"""Citations are told apart, the list is in order, and every source has an entry that reads well."""

import html
import re

import pytest
from pybtex.database import Entry, Person, parse_string

from helpers.book.references import EntryStyle, _letters, shorten_authors
from helpers.data.bibliography import read_bibliography

BIB = r"""
@misc{b,
  author = {{TASS}},
  title = {{Reds \& Blues at 100\%}},
  howpublished = {TASS},
  year = {2012},
  date = {2012-06-28},
  url = {https://example.org/a_b},
  note = {via Copy},
  tier = {agency},
}
@article{a,
  author = {Bailey, Michael A. and Voeten, Erik},
  title = {{Preferences}},
  journal = {Journal of Peace},
  volume = {61},
  number = {2},
  pages = {430--456},
  year = {2017},
  tier = {scholarly},
}
"""


def test_an_entry_says_author_year_title_place_date_copy_and_tier() -> None:
    style, entries = EntryStyle(), parse_string(BIB, "bibtex").entries
    said = {key: str(style.format_entry("", entry).text) for key, entry in entries.items()}
    assert said["b"] == "TASS (2012). Reds & Blues at 100%. 28 June 2012. Via Copy. [news agency]"
    assert (
        said["a"]
        == "Bailey, Michael A. and Voeten, Erik (2017). Preferences. Journal of Peace, 61(2), 430–456. [scholarly work]"
    )


def test_entries_are_sorted_by_author_year_and_date() -> None:
    entries = parse_string(BIB, "bibtex").entries.values()
    assert [entry.key for entry in EntryStyle().sort(entries)] == ["a", "b"]


@pytest.mark.parametrize(("place", "letters"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
def test_letters_go_on_after_z(place: int, letters: str) -> None:
    assert _letters(place) == letters


def test_every_source_stands_once_in_the_list_and_no_two_look_alike(site) -> None:
    page = (site / "chapters/appendix/sources.html").read_text(encoding="utf-8")
    found = re.findall(r'<div class="citation"[^>]*id="([^"]+)".*?<p>(.*?)</p>', page, re.DOTALL)
    assert len(found) == len(read_bibliography())
    texts = [html.unescape(re.sub(r"<[^>]+>", "", text)) for _, text in found]
    heads = [re.match(r".*? \((\d{4}|n\.d\.)(-?[a-z]+)?\)\. ", text).group() for text in texts]
    assert len(set(heads)) == len(heads)


def test_an_organisation_with_a_long_name_is_cited_by_its_short_one_and_listed_by_both() -> None:
    entry = Entry(
        "misc",
        fields={"title": "{A text}", "year": "1992", "tier": "primary", "shortauthor": "{CST parties}"},
        persons={"author": [Person("{States parties to the Treaty on Collective Security}")]},
    )
    entry.key = "one"
    shorten_authors([entry])
    shorten_authors([entry])  # a second build in one process changes nothing more
    assert [str(person) for person in entry.persons["author"]] == ["{CST parties}"]
    shown = str(EntryStyle().format_entry("", entry).text)
    assert shown.startswith("CST parties [States parties to the Treaty on Collective Security] (1992). A text.")
