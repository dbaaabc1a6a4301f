"""Rules for the words of a chapter: no number typed by hand, no name that strays from the register.

A figure in prose belongs to a cell (``helpers.prose.tell``), so that it changes when its rows change.
What counts as a figure: digits, and number words in front of what the data count. Dates, articles of a
treaty, marked quotations and names with digits in them are free. The same holds for what cells hand to the
page: titles, alternative texts, notes and the words of a number, of which only the computed parts may count.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.data import Problem

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d"
_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_LARGE = "hundreds?|thousands?|million|billion|dozens?|half|third|quarter|fifth|tenth"
_COUNTED = (
    r"states?|members?|part(?:y|ies)|signator(?:y|ies)|founders?|countr(?:y|ies)|governments?|leavers?|exercises?|"
    r"troops?|soldiers?|peacekeepers?|people|personnel|contingents?|deaths?|dead|killed|wounded|detained|votes?|"
    r"abstentions?|resolutions?|per\scent|roubles?|dollars?|bases?|appeals?|requests?|deployments?|sources?|rows?|"
    r"claims?|forecasts?|summits?|vehicles?|aircraft|sites?|hours?|days?|weeks?|months?|years?"
)
# Each free form with the case that made it one.
_FREE = [
    re.compile(pattern.replace(" ", r"\s"))
    for pattern in (
        rf"\b\d{{1,2}} (?:(?:to|and) \d{{1,2}} )?{_MONTH}(?: {_YEAR})?",  # 6 January 2022; 6 to 19 January
        rf"\b{_MONTH} {_YEAR}",
        rf"\b{_YEAR}s?(?:[–-](?:{_YEAR}|\d\d))?\b(?! (?:{_COUNTED})\b)",  # 1992, 1990s, 2014–18; not 2000 troops
        r"\bArticles? \d+(?:(?:, | and | or | to )\d+)*",  # Article 4; Articles 19 and 20
        r"\b(?:Python|Pyodide|Jupyter Book|version|Version) \d+(?:\.\w+)*\+?",
        r"\b(?:CC BY|ISO|WCAG|UTF)[ -]\d+(?:\.\d+)*(?:-\d)?",
        r"\b\d+ pixels",
        r"\bFrance 24\b",  # a broadcaster
        r"\bfive-year (?:periods?|sums?|terms?)\b",  # the span of a method, or of a treaty
        r"\b(?:Exercise|Figure|Table) \d+\b",  # a part of the book, by its number
    )
]
_WORDS = re.compile(
    rf"\b(?:(?:{_SMALL}|{_LARGE})[\s-])+(?:(?:\w+[\s-]){{0,2}}?(?:{_COUNTED})|of\s(?:the|its|their|them|these|those))\b",
    re.IGNORECASE,
)
_DIGITS = re.compile("(?<![A-Za-z0-9/-])[-+]?\\d[\\d.,\u00a0\u202f]*\\w*%?|[\u00bc-\u00be\u2150-\u215e]")
INLINE = re.compile(
    r"\$[^$\n]+\$|\{[\w:.-]+\}`[^`]*`|`+[^`]*`+|\]\([^)]*\)|<https?://[^>]*>|</?\w[^>]*>|\{#[^}]*\}|\[\^[^\]]*\]"
)
# As in "2.5 million dollars": where the number is told or computed, the word after it is its unit.
_SCALED = re.compile(r"(?:\{(?:num|word)\}`[^`]*`|…)\s+(?:hundred|thousand|million|billion)\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
_FENCE = re.compile(r"(`{3,}|~{3,})(?:\{([\w-]+)\})?")
_TITLED = re.compile(r"(?::{3,}|`{3,}|~{3,})\{(?:exercise|admonition)\}\s+(\S.*)")
_CODE = ("code-cell", "code-block", "math", "bibliography", "data-catalogue")
_NO_PROSE = re.compile(r":{3,}|:[\w-]+:|`{3,}|~{3,}|>|%|\|[-:| ]+\||\([\w-]+\)=$")


def check_prose(root: Path) -> list[Problem]:
    """Check every chapter's words, in its text and in its cells."""
    register = _register(root / "data/codes")
    free = sorted({name for name, _ in register if any(map(str.isdigit, name))}, key=len, reverse=True)
    wrong = {spelling: name for name, others in register for spelling in others}
    problems = []
    for path in sorted((root / "chapters").rglob("*.md")):
        file, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for line, words in [*paragraphs(text), *spoken_by_cells(text)]:
            for offset, fault in [*hand_typed(words, free), *stray_names(words, wrong)]:
                problems.append(Problem(file, line + words.count("\n", 0, offset), "", fault))
        problems += [Problem(file, line, "", fault) for line, fault in typed_values(text)]
    return problems


def citations(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each citation in a chapter's text: where it begins, and its keys."""
    for found in _CITED.finditer(text):
        yield found.start(), [key.strip() for key in found.group(1).split(",")]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield a chapter's paragraphs of prose, titles of boxes among them, with their first lines.

    Front matter, code and block quotations are none.
    """
    fence, notes, front, held, start = "", [], text.startswith("---"), [], 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        bare = line.strip()
        if front:
            front = number == 1 or bare != "---"
            continue
        opening = _FENCE.match(bare)
        if fence:
            fence = "" if bare.startswith(fence) and set(bare) == set(fence) else fence
        elif notes and bare == notes[-1]:
            notes.pop()
        elif opening and opening.group(2) and opening.group(2) not in _CODE:
            notes.append(opening.group(1))  # a directive whose body is prose, such as a note
        elif opening:
            fence = opening.group(1)
        elif bare and not _NO_PROSE.match(bare):
            start = start or number
            held.append(line)
            continue
        if held:
            yield start, "\n".join(held)
            held, start = [], 0
        if not fence and (titled := _TITLED.match(bare)):
            yield number, titled.group(1)  # the title of a box is read like its body


def code_cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield a chapter's code cells with the line of their first line."""
    for cell in re.finditer(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        body = re.sub(
            r"^(---\n.*?\n---\n|(?::[\w-]+:[^\n]*\n)+)", lambda found: "\n" * found.group().count("\n"), cell.group(1)
        )
        yield text.count("\n", 0, cell.start(1)) + 1, body


def _calls(text: str) -> Iterator[tuple[int, ast.Call]]:
    for start, code in code_cells(text):
        try:
            tree = ast.parse(code)
        except SyntaxError:
            continue  # the run says so, with its line
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield start + node.lineno - 1, node


def spoken_by_cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield what cells say in titles, subtitles, alternative texts and notes, without its computed parts."""
    for line, call in _calls(text):
        if call.func.id == "count" and len(call.args) > 2:
            yield line, " … ".join(_literal(call.args[2]))
        if call.func.id in ("card", "show", "explore", "View", "Predict", "tell", "number", "count"):
            for word in call.keywords:
                if word.arg in ("title", "subtitle", "alt", "note", "says", "question", "look", "because"):
                    yield line, " … ".join(_literal(word.value))


def typed_values(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers that a cell tells as a constant instead of computing them."""
    for line, call in _calls(text):
        if call.func.id in ("tell", "number") and len(call.args) > 1:
            try:
                value = ast.literal_eval(call.args[1])
            except ValueError:
                continue
            yield line, f"{value!r} is told as a constant; compute it from rows"


def _literal(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _literal(part)
    elif isinstance(node, ast.BinOp):
        yield from _literal(node.left)
        yield from _literal(node.right)


def _blank(text: str, names: list[str]) -> str:
    """Return a text with what is free to hold numbers blanked out, letter for letter."""
    for form in (_SCALED, INLINE, QUOTED):
        text = form.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for name in names:
        text = text.replace(name, " " * len(name))
    for form in _FREE:
        text = form.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    return re.sub(r"(?m)^\s*\d+\.\s", lambda found: " " * len(found.group()), text)  # the marker of a list


def hand_typed(text: str, names: list[str] | None = None) -> list[tuple[int, str]]:
    """Return what in a text is a number typed by hand, each with its place in the text."""
    rest = _blank(text, names or [])
    found = sorted(
        (match.start(), match.group().strip()) for form in (_DIGITS, _WORDS) for match in form.finditer(rest)
    )
    how = "is a number typed by hand; tell it in a cell and print it with {num} or {word}"
    return [(place, f"{' '.join(one.split())!r} {how}") for place, one in found]


def stray_names(text: str, wrong: dict[str, str]) -> list[tuple[int, str]]:
    """Return the names in a text that the register spells otherwise, each with its place in the text."""
    rest = text
    for form in (INLINE, QUOTED):
        rest = form.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), rest)
    return [
        (match.start(), f"{spelling!r}: the register has {name!r}")
        for spelling, name in wrong.items()
        for match in re.finditer(rf"(?<!\w){re.escape(spelling)}(?!\w)", rest)
    ]


def _register(codes: Path) -> list[tuple[str, list[str]]]:
    """Return the register's names, of persons, places, bodies and states, with the spellings not used."""
    entries = []
    for file, short in (("names.csv", "short"), ("states.csv", "short_name")):
        if not (codes / file).exists():
            continue
        with (codes / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                own = [name for name in dict.fromkeys((row["name"], row[short])) if name]
                others = [one for one in row["other_spellings"].split(";") if one and one not in own]
                entries += [(own[0], others), *((name, []) for name in own[1:])]
    return entries
