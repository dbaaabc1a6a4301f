"""Rules for exercises: each names a skill and a time and is followed by a solution that checks itself.

The chapters are read as the build reads them, by MyST-NB and by the directive itself, so that what passes here
is what the page shows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it.renderer import RendererHTML
from myst_nb.core.read import MystMetadataParsingError
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import MarkupError, parse_directive_text
from myst_parser.parsers.mdit import create_md_parser

from helpers.book.exercises import TAG, ExerciseDirective, exercise_faults, is_solution
from helpers.book.pages import code_line, read_notebook
from helpers.data import Problem

_OPENING = re.compile(r"\{exercise\}\s*(.*)")
_INSIDE = re.compile(r"^\s*(?:[-*>]\s*)*[`:~]{3,}\{exercise\}", re.MULTILINE)


@dataclass(frozen=True)
class _Step:
    """What the rules look at, in the order of the chapter: a heading, an exercise or a solution."""

    kind: str
    line: int
    title: str = ""
    faults: tuple[str, ...] = ()


def check_exercises(root: Path) -> list[Problem]:
    """Check the exercises of every chapter and their solutions."""
    problems = []
    for path in sorted((root / "chapters").rglob("*.md")):
        file, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        problems += [Problem(file, line, "", fault) for line, fault in exercises_at_fault(text)]
    return problems


def exercises_at_fault(text: str) -> list[tuple[int, str]]:
    """Return what is wrong with a chapter's exercises, each with its line."""
    try:
        steps = list(_steps(text))
    except MystMetadataParsingError:
        return []  # the build says so, with the cell
    found = [(step.line, fault) for step in steps for fault in step.faults]
    waiting: _Step | None = None  # the exercise that has no solution yet
    solved: _Step | None = None  # the exercise that has one
    for step in [*steps, _Step("end", 0)]:
        if step.kind == TAG:
            if waiting is not None:
                waiting, solved = None, waiting
            elif solved is not None:
                found.append((step.line, f"is a second solution of exercise {solved.title!r}; make one cell of both"))
            else:
                found.append((step.line, f"a cell tagged `{TAG}` has no exercise before it under its heading"))
            continue
        if waiting is not None:
            what = f"put a code cell tagged `{TAG}` after it, before the next exercise or heading"
            found.append((waiting.line, f"exercise {waiting.title!r} has no solution; {what}"))
        waiting, solved = (step if step.kind == "exercise" else None), None
    return sorted(found)


def _steps(text: str) -> Iterator[_Step]:
    notebook, lines = read_notebook(text, ""), text.splitlines()
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        if cell.cell_type == "markdown":
            while not lines[start].strip():  # the cell's text begins below the empty lines
                start += 1
            yield from _read_words(cell.source, start + 1)
        elif is_solution(cell):
            line = code_line(text, start)
            kind = "code cell" if cell.cell_type == "code" else f"{cell.cell_type} cell"
            yield _Step(TAG, line, faults=tuple(_solution_faults(cell.source, kind)))


def _read_words(source: str, first: int) -> Iterator[_Step]:
    """Yield the headings and exercises of a stretch of text; ``first`` is its line in the chapter."""
    config = MdParserConfig(enable_extensions={"colon_fence", "dollarmath", "deflist"}, disable_syntax=["inline"])
    for token in create_md_parser(config, RendererHTML).parse(source + "\n"):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and token.level == 0:
            yield _Step("heading", line)
        elif token.type in ("fence", "colon_fence"):
            opening = _OPENING.match(token.info.strip())
            if opening and token.level == 0:
                yield _read_exercise(opening.group(1), token.content, line)
            elif opening or _INSIDE.search(token.content):
                fault = "an exercise stands inside another block; give it a place of its own"
                yield _Step("heading", line, faults=(fault,))


def _read_exercise(title: str, content: str, line: int) -> _Step:
    try:
        read = parse_directive_text(ExerciseDirective, title, content, line=line)
    except MarkupError:
        return _Step("exercise", line, title, ("an exercise needs a title: `{exercise} Title`",))
    unknown = [f"exercise {title!r}: {warning.msg}" for warning in read.warnings]
    return _Step("exercise", line, title, (*unknown, *exercise_faults(title, read.options, read.body)))


def _solution_faults(source: str, kind: str) -> Iterator[str]:
    if kind != "code cell":
        yield f"a {kind} is tagged `{TAG}`; a solution is code that runs"
        return
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # the run says so, with its line
    claims = [node.test for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if not claims:
        yield "the solution has no `assert`; let it check what it claims"
    elif not any(isinstance(part, ast.Name) for claim in claims for part in ast.walk(claim)):
        yield "the solution asserts only constants; let it check what it computed"
