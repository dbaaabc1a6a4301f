"""What no table can say alone: ``make check`` holds tables, bibliography and description to each other."""

import re
from pathlib import Path

import pytest

from helpers.book.check import check_data
from helpers.book.settings import ROOT

SPELLS = "data/events/membership_spells.csv"


def test_the_data_folder_is_clean() -> None:
    assert [str(problem) for problem in check_data(ROOT)] == []


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            SPELLS,
            "KAZ,in_force,1994-04-20",
            "KAZ,in_force,1994-04-21",
            r"start: '1994-04-21' is not the date of its step mem-cst-kaz",
        ),
        (
            SPELLS,
            "ARM,frozen,2024-02-22,,mem-csto",
            "ARM,frozen,2024-02-22,,mem-cst",
            r"is not the date of its step|is not in membership.id",
        ),
        (
            "data/events/forces.csv",
            ",2022-12-19,",
            ",2027-01-01,",
            r"date: '2027-01-01' is after the record's as-of date",
        ),
        ("data/sources.bib", "  tier = {dataset},", "  tier = {gossip},", r"tier 'gossip' is not one of primary"),
        ("data/sources.bib", "@misc{wdi,", "@misc{wdi,\n}\n\n@misc{nobody_1999,", r"wdi: lacks the field author"),
        (
            "data/sources.bib",
            "  url = {https://",
            "  url = {javascript://",
            r"url 'javascript:.*' is not an http address",
        ),
        ("data/datapackage.json", '"type": "number"', '"type": "numeral"', r"Frictionless"),
    ],
)
def test_a_break_between_files_is_named(book_copy: Path, file: str, old: str, new: str, says: str) -> None:
    replace(book_copy / file, old, new)
    found = "\n".join(map(str, check_data(book_copy)))
    assert re.search(says, found), found


def test_an_unused_source_is_named_with_its_line(book_copy: Path) -> None:
    path = book_copy / "data/sources.bib"
    path.write_text(
        path.read_text()
        + "\n@misc{nobody_1999,\n  author = {{Nobody}},\n  title = {{Nothing}},\n  tier = {press},\n}\n"
    )
    found = [problem for problem in check_data(book_copy) if problem.column == "nobody_1999"]
    assert len(found) == 1
    assert "is not used by a row or cited in a chapter" in found[0].message
    assert path.read_text().split("\n")[found[0].line - 1].startswith("@misc{nobody_1999")


def test_a_table_that_nothing_describes_is_named(book_copy: Path) -> None:
    (book_copy / "data/series/more.csv").write_text("a,b\n1,2\n")
    assert any("data/series/more.csv: is not described" in str(problem) for problem in check_data(book_copy))
