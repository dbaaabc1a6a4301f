"""What a row must be: types, constraints, keys, references, intervals and harmless text.

Each check looks at the distinct values of a column first, so that checking costs little beside
reading, and only a fault makes it look for the lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise

from helpers.data.dates import parse_date
from helpers.data.package import Field, Table
from helpers.data.problems import Problem
from helpers.data.reading import Rows
from helpers.data.shapes import judge_wkt

_INTEGER = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;")
# Characters that show nothing and change how the rest is read.
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EXACT = 2**53
_FORMULA = ("=", "+", "-", "@", "\t")

Judge = Callable[[str], str | None]


def check_rows(
    rows: Rows, table: Table, allowed: Mapping[str, Collection[str]], keys: Collection[str]
) -> list[Problem]:
    """Check every rule that the package states for one table.

    Args:
        rows: The table's text.
        table: Its description.
        allowed: For each column with a foreign key, the values that the other table holds.
        keys: The keys of the bibliography.
    """
    problems: list[Problem] = []
    for field in table.fields:
        problems += _judge_column(rows, field.name, lambda text, field=field: judge_cell(text, field, keys))
    for key in table.foreign_keys:
        known = allowed[key.column]
        problems += _judge_column(
            rows,
            key.column,
            lambda text, key=key, known=known: (
                None if not text or text in known else f"{text!r} is not in {key.table}.{key.target}"
            ),
        )
    problems += _check_unique(rows, table)
    if table.intervals and not problems:
        problems += _check_intervals(rows, table.intervals)
    return problems


def judge_cell(text: str, field: Field, keys: Collection[str]) -> str | None:
    """Say what is wrong with one cell's text, or return None."""
    rules = field.constraints
    if not text:
        return "is empty, expected a value" if rules.get("required") else None
    if field.type in ("integer", "number"):
        return _judge_number(text, field)
    if field.type == "boolean":
        return None if text in ("true", "false") else f"{text!r} is not true or false"
    return _judge_text(text) or _judge_form(text, field, keys)


def _judge_text(text: str) -> str | None:
    """Refuse text that would run as markup or as a formula, wherever it is shown."""
    if text != text.strip():
        return f"{text!r} begins or ends with a space"
    if text.startswith(_FORMULA):
        return f"{text!r} begins with {text[0]!r}, which a spreadsheet would run as a formula"
    if _MARKUP.search(text):
        return f"{text!r} holds markup, expected plain text"
    if _UNSEEN.search(text):
        return f"{text!r} holds a line break or an invisible character, expected plain text"
    return None


def _judge_form(text: str, field: Field, keys: Collection[str]) -> str | None:
    rules = field.constraints
    if "enum" in rules and text not in rules["enum"]:
        return f"{text!r} is not one of {', '.join(rules['enum'])}"
    if field.holds == "date":
        return _judge_date(text)
    if field.holds == "wkt":
        return judge_wkt(text)
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"{text!r} does not have the form {rules['pattern']}"
    if field.holds in ("source-keys", "list"):
        return _judge_list(text, keys if field.holds == "source-keys" else None)
    return None


def _judge_number(text: str, field: Field) -> str | None:
    form, what = (_INTEGER, "a whole number") if field.type == "integer" else (_NUMBER, "a number")
    if not form.fullmatch(text):
        if _DECIMAL_COMMA.fullmatch(text):
            return f"{text!r} has a decimal comma, expected a point ({text.replace(',', '.')})"
        return f"{text!r} is not {what}"
    value, rules = float(text), field.constraints
    if abs(value) >= _EXACT:
        return f"{text!r} is larger than a number that is kept exactly"
    unit = f" {field.unit}" if field.unit else ""
    if "minimum" in rules and value < rules["minimum"]:
        return f"{text!r} is below {rules['minimum']}{unit}"
    if "maximum" in rules and value > rules["maximum"]:
        return f"{text!r} is above {rules['maximum']}{unit}"
    return None


def _judge_date(text: str) -> str | None:
    try:
        parse_date(text)
    except ValueError as error:
        return str(error)
    return None


def _judge_list(text: str, keys: Collection[str] | None) -> str | None:
    parts = text.split(";")
    if "" in parts or any(part != part.strip() for part in parts):
        return f"{text!r} is not a list joined by ; without spaces"
    if len(set(parts)) != len(parts):
        return f"{text!r} names one thing twice"
    unknown = [] if keys is None else [part for part in parts if part not in keys]
    return f"{', '.join(map(repr, unknown))} not in data/sources.bib" if unknown else None


def _judge_column(rows: Rows, column: str, judge: Judge) -> Iterator[Problem]:
    texts = rows.cells[column]
    faults = {text: fault for text in set(texts) if (fault := judge(text))}
    if faults:
        for line, text in zip(rows.lines, texts, strict=True):
            if text in faults:
                yield Problem(rows.file, line, column, faults[text])


def _check_unique(rows: Rows, table: Table) -> Iterator[Problem]:
    single = [field.name for field in table.fields if field.constraints.get("unique")]
    for columns in {table.key, *((name,) for name in single)}:
        first: dict[tuple[str, ...], int] = {}
        for line, *cells in zip(rows.lines, *(rows.cells[name] for name in columns), strict=True):
            value = tuple(cells)
            if value in first:
                shown = ", ".join(value)
                yield Problem(rows.file, line, ", ".join(columns), f"{shown!r} stands already on line {first[value]}")
            first.setdefault(value, line)


def _check_intervals(rows: Rows, rule: Mapping) -> Iterator[Problem]:
    """Report intervals that end before they start, and overlaps within a group."""
    start, end = rule["start"], rule["end"]
    groups: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
    for number, line in enumerate(rows.lines):
        cell = {name: texts[number] for name, texts in rows.cells.items()}
        if any(cell[name] != wanted for name, wanted in rule.get("where", {}).items()) or not cell[start]:
            continue
        first = parse_date(cell[start])
        last = parse_date(cell[end]) if cell[end] else None
        if last and last <= first:
            yield Problem(rows.file, line, end, f"{cell[end]!r} is not after {start} {cell[start]!r}")
        groups[tuple(cell[name] for name in rule["group"])].append((first, line, last, cell[start], cell[end]))
    for group, spells in groups.items():
        spells.sort(key=lambda spell: spell[:2])
        for before, after in pairwise(spells):
            if before[2] is None or after[0] < before[2]:
                shown = f"{after[3]} to {after[4] or 'open'} overlaps {before[3]} to {before[4] or 'open'}"
                who = ", ".join(group)
                yield Problem(rows.file, after[1], start, f"{shown} on line {before[1]} ({who})")
