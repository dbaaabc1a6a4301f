"""The code of chapters, held to the rules of the rest: ruff lints it and lays it out, by the chapter's own lines."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from helpers.book.prose_rules import code_cells
from helpers.data import Problem

# As in the rest of the house.
WIDTH = 120
# A cell ends with the expression that it shows, imports where it needs to, and says its words in long strings.
NOT_FOR_CELLS = "ANN,B018,D,E402,E501,T20"
SCREEN = 60  # lines: a cell is read in one look
_MARK = "# the next cell follows"


def check_code(root: Path) -> list[Problem]:
    """Lint every chapter's cells and see that they are laid out.

    Returns:
        What ruff says, with the chapter's lines; one line for each cell whose layout differs.
    """
    problems = []
    for path in sorted((root / "chapters").rglob("*.md")):
        file, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        cells = list(code_cells(text))
        if not cells:
            continue
        for line, code in cells:
            if (length := code.count("\n")) > SCREEN:
                fault = f"the cell has {length} lines, at most {SCREEN}: split it, or move analysis to measures"
                problems.append(Problem(file, line, "", fault))
        broken = [fault for line, code in cells for fault in _syntax(file, line, code)]
        problems += broken
        if broken:  # ruff would take the rest of the chapter for part of the cell
            continue
        for fault in json.loads(_ruff(root, path, "check", "--output-format=json", source=_alone(text)) or "[]"):
            problems.append(Problem(file, fault["location"]["row"], "", f"{fault['code']} {fault['message']}"))
        laid_out = _laid_out(root, path, [code for _, code in cells])
        for (line, code), tidy in zip(cells, laid_out, strict=True):
            if code.strip("\n") != tidy:
                first = line + len(code) - len(code.lstrip("\n"))
                problems.append(Problem(file, first, "", "the cell's layout differs from ruff's; run `make tidy`"))
    return problems


def tidy_code(root: Path) -> list[str]:
    """Lay out every chapter's cells.

    Returns:
        The chapters that were changed.
    """
    changed = []
    for path in sorted((root / "chapters").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        bodies = [code.strip("\n") for _, code in code_cells(text)]
        if not bodies:
            continue
        new, at = text, 0
        for body, tidy in zip(bodies, _laid_out(root, path, bodies), strict=True):
            at = new.index(body, at)
            new = new[:at] + tidy + new[at + len(body) :]
            at += len(tidy)
        if new != text:
            path.write_text(new, encoding="utf-8", newline="\n")
            changed.append(path.relative_to(root).as_posix())
    return changed


def _syntax(file: str, line: int, code: str) -> Iterator[Problem]:
    try:
        ast.parse(code)
    except SyntaxError as error:
        yield Problem(file, line + (error.lineno or 1) - 1, "", f"SyntaxError: {error.msg}")


def _alone(text: str) -> str:
    """Return a chapter with all but its code blanked, so that every line keeps its number."""
    lines = [""] * (text.count("\n") + 1)
    for start, code in code_cells(text):
        for offset, line in enumerate(code.rstrip("\n").split("\n")):
            lines[start - 1 + offset] = line
    return "\n".join(lines).rstrip("\n") + "\n"


def _laid_out(root: Path, path: Path, bodies: list[str]) -> list[str]:
    """Return cells as ruff lays them out: in one go, told apart by a comment."""
    joined = f"\n{_MARK}\n".join(body.strip("\n") for body in bodies) + "\n"
    done = _ruff(root, path, "format", source=joined)
    return [body.strip("\n") for body in re.split(rf"(?m)^{re.escape(_MARK)}$", done)] if done else bodies


def _ruff(root: Path, path: Path, command: str, *options: str, source: str) -> str:
    """Run ruff over a source as if it were a module beside the chapter."""
    only = ["--ignore", NOT_FOR_CELLS, "--exit-zero"] if command == "check" else []
    name = path.relative_to(root).with_suffix(".py").as_posix()
    run = [sys.executable, "-m", "ruff", command, "--quiet", "--line-length", str(WIDTH), *only, *options]
    done = subprocess.run(
        [*run, "--stdin-filename", name, "-"], input=source, capture_output=True, text=True, cwd=root, check=False
    )
    if done.returncode and command == "check":
        raise RuntimeError(f"ruff failed on {name}: {done.stderr.strip()}")
    return done.stdout
