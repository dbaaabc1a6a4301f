"""A solution on paper: the words of its comments and the table that it shows; its code stays in the notebook."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser

from docutils import nodes

from helpers.book.paper.escape import call, string, words
from helpers.book.paper.kept import kind_of
from helpers.book.paper.plain import plain
from helpers.book.paper.setting import Setting, write

_KIND = re.compile(r"\n(?:(?:Name|Length|Freq): [^\n]*, )?dtype: \w+\s*\Z")


def results(setting: Setting, node: nodes.Element) -> str:
    """Return the comments of a solution's code as paragraphs, and what its cell shows."""
    found = []
    for part in node.findall(nodes.Element):
        if isinstance(part, nodes.literal_block) and not part["classes"]:
            found += [f"{words(one)}\n\n" for one in comments(part.astext())]
        elif isinstance(part, nodes.literal_block):
            found.append(_printed(part.astext()))
        elif isinstance(part, nodes.raw):
            columns, rows = read_frame(part.astext())
            if not columns:
                setting.fault(part, "a solution shows HTML that is no table")
            found.append(plain(columns, [["" if one == "NaN" else one for one in row] for row in rows], setting.style))
        elif kind_of(part) in ("figure_card", "table_card"):
            found.append(write(setting, part))
    return "".join(found)


def _printed(text: str) -> str:
    """Return what a cell printed: a sentence as words, anything else as the program set it."""
    if text[:1] in "'\"":
        return words(ast.literal_eval(text)) + "\n\n"
    return call("printed", string(told(text))) + "\n\n"


def told(text: str) -> str:
    """Return what a cell printed without the line on names and types that pandas puts below a series."""
    return _KIND.sub("", text)


def comments(code: str) -> list[str]:
    """Return the comments of a cell, those on lines of their own, one text for each run of lines."""
    texts: list[list[str]] = [[]]
    for line in code.splitlines():
        if line.startswith("#"):
            texts[-1].append(line.lstrip("# ").strip())
        elif texts[-1]:
            texts.append([])
    return [" ".join(lines) for lines in texts if lines]


class _Frame(HTMLParser):
    """Reads the table that pandas writes."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.heads: list[list[str]] = []
        self._in: list[str] | None = None
        self._cell = False
        self._head = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a row or a cell."""
        if tag == "thead":
            self._head = True
        elif tag == "tr":
            self._in = []
            (self.heads if self._head else self.rows).append(self._in)
        elif tag in ("th", "td") and self._in is not None:
            self._in.append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell or the head."""
        if tag == "thead":
            self._head = False
        elif tag in ("th", "td"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        """Add words to the cell."""
        if self._cell and self._in:
            self._in[-1] += data


def read_frame(markup: str) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows of a table that pandas wrote; a second row of headings names the index."""
    reader = _Frame()
    reader.feed(markup)
    if not reader.heads:
        return [], []
    columns, *names = reader.heads
    for more in names:
        columns = [own or other for own, other in zip(columns, more, strict=False)]
    return columns, [row for row in reader.rows if len(row) == len(columns)]
