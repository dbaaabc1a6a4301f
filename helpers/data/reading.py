"""From the bytes of a CSV file to rows of text, with the line that each row stands on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from helpers.data.package import Table
from helpers.data.problems import Problem


@dataclass(frozen=True)
class Rows:
    """The text of one table.

    Attributes:
        file: Path as messages name it.
        lines: Line number of each row.
        cells: Column name to the texts of that column, one for each row.
    """

    file: str
    lines: list[int]
    cells: dict[str, list[str]]


def read_rows(folder: Path, table: Table) -> tuple[Rows | None, list[Problem]]:
    """Read one table's file and check what comes before its cells: bytes, header, width of rows.

    Returns:
        The rows, or None where the file cannot be read as that table, and the problems met.
    """
    file = f"data/{table.path}"
    text, problems = _decode(folder / table.path, file)
    if text is None:
        return None, problems
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader)
        problems += _check_header(file, header, table.columns)
        if problems:
            return None, problems
        records = [(reader.line_num, record) for record in reader]
    except csv.Error as error:
        return None, [*problems, Problem(file, reader.line_num, "", f"is not CSV here: {error}")]
    width = len(table.columns)
    for line, record in records:
        if len(record) != width:
            hint = "a comma inside a text needs double quotes around it" if len(record) > width else "a cell is missing"
            problems.append(Problem(file, line, "", f"has {len(record)} cells, expected {width}; {hint}"))
    if problems:
        return None, problems
    if not records:
        return None, [Problem(file, 1, "", "has a header and no rows")]
    columns = zip(*(record for _, record in records), strict=True)
    cells = {name: list(column) for name, column in zip(table.columns, columns, strict=True)}
    return Rows(file, [line for line, _ in records], cells), []


def _decode(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a UTF-8 file with LF line ends and no byte order mark."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(file, 0, "", "the file is missing")]
    if not raw.strip():
        return None, [Problem(file, 0, "", "the file is empty")]
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        problems.append(Problem(file, 1, "", "begins with a byte order mark; run `make tidy`"))
    if b"\r" in raw:
        line = raw[: raw.index(b"\r")].count(b"\n") + 1
        problems.append(Problem(file, line, "", "ends in CRLF, expected LF; run `make tidy`"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        byte = raw[error.start]
        problems.append(Problem(file, line, "", f"is not UTF-8 (byte 0x{byte:02x}); save the file as UTF-8"))
    return (None if problems else text), problems


def _check_header(file: str, found: list[str], expected: list[str]) -> list[Problem]:
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    problems = [Problem(file, 1, name, "the column is missing") for name in missing]
    problems += [
        Problem(file, 1, name, f"the column is not in data/datapackage.json, expected {', '.join(expected)}")
        for name in extra
    ]
    if not problems and found != expected:
        problems.append(
            Problem(file, 1, "", f"columns stand as {', '.join(found)}, expected the order {', '.join(expected)}")
        )
    return problems
