"""A row of a table changed in a copy of the book, and what the rules then say of it."""

import csv
from pathlib import Path

from helpers.book.check import check_tables
from helpers.book.settings import ROOT
from helpers.data import read_package
from helpers.data.reading import Rows, read_rows


def change(root: Path, file: str, key: str, **cells: str) -> None:
    """Change cells of the first row that begins with a key, of one column or more with commas between.

    An ``id`` among the cells makes a copy of the row and changes that.
    """
    with (root / file).open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    start = key.split(",")
    row = next(row for row in rows if row[: len(start)] == start)
    if "id" in cells:
        row = list(row)
        rows.append(row)
    for column, text in cells.items():
        row[header.index(column)] = text
    with (root / file).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])


def real_rows() -> tuple[dict[str, Rows], str]:
    """Return the rows of every table of the book, by table, and the record's as-of date."""
    package = read_package(ROOT / "data")
    return {name: read_rows(package.folder, table)[0] for name, table in package.tables.items()}, package.as_of


def found_in(root: Path) -> str:
    """Return all that the rules on tables find, a line each."""
    return "\n".join(map(str, check_tables(root)))


def line_of(root: Path, file: str, key: str) -> int:
    """Return the line of the row with one id."""
    lines = (root / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, text in enumerate(lines, 1) if text.startswith(f"{key},"))
