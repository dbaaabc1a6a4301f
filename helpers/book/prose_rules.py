"""Rules for the words of a chapter: no number typed by hand, no name that strays from the register.

A figure in prose belongs to a cell (``helpers.prose.tell``), so that it changes when its rows change.
What counts as a figure: digits, and number words in front of what the data count. Dates, articles of a
treaty, marked quotations and names with digits in them are free.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.data import Problem

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d"
# Each free form with the case that made it one.
_FREE = [
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,2}} (?:(?:to|and) \d{{1,2}} )?{_MONTH}(?: {_YEAR})?",  # 6 January 2022; 6 to 19 January
        rf"\b{_MONTH} {_YEAR}",
        rf"\b{_YEAR}s?(?:[–-](?:{_YEAR}|\d\d))?\b",  # 1992, 1990s, 2014–18
        r"\bArticles? \d+(?:(?:, | and | or | to )\d+)*",  # Article 4; Articles 19 and 20
        r"\b(?:Python|Pyodide|Jupyter Book|version|Version) \d+(?:\.\w+)*\+?",
        r"\b(?:CC BY|ISO|WCAG|UTF)[ -]\d+(?:\.\d+)*(?:-\d)?",
        r"\b\d+ pixels",
        r"\bFrance 24\b",  # a broadcaster
    )
]
_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_LARGE = "hundreds?|thousands?|million|billion|dozens?|half|third|quarter|fifth|tenth"
_COUNTED = (
    r"states?|members?|part(?:y|ies)|signator(?:y|ies)|founders?|countr(?:y|ies)|governments?|leavers?|exercises?|"
    r"troops?|soldiers?|peacekeepers?|people|personnel|contingents?|deaths?|dead|killed|wounded|detained|votes?|"
    r"abstentions?|per cent|roubles?|dollars?|bases?|appeals?|requests?|deployments?|sources?|rows?|claims?|"
    r"forecasts?|summits?"
)
_WORDS = re.compile(rf"\b(?:(?:{_SMALL}|{_LARGE})[ -])+(?:\w+[ -]){{0,2}}?(?:{_COUNTED})\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w/.-])[-+]?\d[\d.,\u00a0\u202f]*\w*%?")
_INLINE = re.compile(r"\{[\w:.-]+\}`[^`]*`|`+[^`]*`+|\]\([^)]*\)|<https?://[^>]*>|\{#[^}]*\}|\[\^[^\]]*\]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


def check_prose(root: Path) -> list[Problem]:
    """Check every chapter's words."""
    names = _names(root / "data/codes/names.csv")
    free = sorted({name for name, _ in names if any(map(str.isdigit, name))}, key=len, reverse=True)
    wrong = {spelling: name for name, others in names for spelling in others}
    problems = []
    for path in sorted((root / "chapters").rglob("*.md")):
        file = path.relative_to(root).as_posix()
        for line, text in prose_lines(path.read_text(encoding="utf-8")):
            problems += [Problem(file, line, "", fault) for fault in hand_typed(text, free)]
            problems += [Problem(file, line, "", fault) for fault in stray_names(text, wrong)]
    return problems


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a chapter that are prose, with their numbers: no front matter, code or quotation."""
    fence, front = "", text.startswith("---")
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if front:
            front = number == 1 or bare != "---"
            continue
        if fence:
            fence = "" if bare.startswith(fence) and set(bare) <= set(fence) else fence
            continue
        if bare.startswith(("```", "~~~")):
            fence = bare[: len(bare) - len(bare.lstrip(bare[0]))]
            continue
        if bare and not bare.startswith((":", ">", "%", "|--", "(")):
            yield number, line


def hand_typed(text: str, names: list[str] | None = None) -> list[str]:
    """Return what in a line is a number typed by hand."""
    rest = _QUOTED.sub(" ", _INLINE.sub(" ", text))
    for name in names or ():
        rest = rest.replace(name, " ")
    for form in _FREE:
        rest = form.sub(" ", rest)
    rest = re.sub(r"^\s*\d+\.\s", " ", rest)  # the marker of a list
    found = [match.group().strip() for match in _DIGITS.finditer(rest)] + [
        match.group() for match in _WORDS.finditer(rest)
    ]
    return [
        f"{one!r} is a number typed by hand; tell it in a cell and print it with {{num}} or {{word}}" for one in found
    ]


def stray_names(text: str, wrong: dict[str, str]) -> list[str]:
    """Return the names in a line that the register spells otherwise."""
    rest = _QUOTED.sub(" ", _INLINE.sub(" ", text))
    return [
        f"{spelling!r}: the register has {name!r}"
        for spelling, name in wrong.items()
        if re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", rest)
    ]


def _names(path: Path) -> list[tuple[str, list[str]]]:
    """Return the register's names with the spellings that it does not use."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (name, [one for one in row["other_spellings"].split(";") if one and one not in (row["name"], row["short"])])
        for row in rows
        for name in {row["name"], row["short"]}
        if name
    ]
