"""The pages of the book, as ``_toc.yml`` lists them, and their sources as notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig


class PagesError(Exception):
    """``_toc.yml`` cannot be read or names what is not there."""


@dataclass(frozen=True)
class Page:
    """One page: its name in the table of contents (``chapters/summary``) and its source."""

    name: str
    path: Path

    @property
    def stem(self) -> str:
        """The last part of the name, under which the page's keys stand."""
        return self.name.rsplit("/", 1)[-1]

    def is_notebook(self) -> bool:
        """Return whether the page is a text notebook, with cells to run."""
        return is_myst_markdown_notebook(self.path.read_text(encoding="utf-8"))


def read_pages(root: Path) -> list[Page]:
    """Return the pages of the book in reading order.

    Raises:
        PagesError: ``_toc.yml`` is not YAML, holds an unknown key or names a page that has no source.
    """
    try:
        toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PagesError(f"_toc.yml: {error}") from None
    pages = [Page(name, root / f"{name}.md") for name in _names(toc)]
    missing = [page.name for page in pages if not page.path.exists()]
    if missing:
        raise PagesError(f"_toc.yml names pages that have no source: {', '.join(missing)} (expected .md files)")
    return pages


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("root", "file"):
                yield str(value).removesuffix(".md")
            elif key in ("parts", "chapters", "sections", "subtrees", "entries"):
                yield from _names(value)
            elif key not in ("format", "caption", "title", "numbered", "options", "defaults"):
                raise PagesError(f"_toc.yml: {key!r} is not known here; name each page with `file`")
    elif isinstance(node, list):
        for value in node:
            yield from _names(value)


def read_notebook(text: str, path: Path | str) -> nbformat.NotebookNode:
    """Return a text notebook as a notebook; its metadata keeps the line of each cell."""
    return read_myst_markdown_notebook(text, config=MdParserConfig(), add_source_map=True, path=str(path))


def code_line(text: str, start: int) -> int:
    """Return the line, from 1, of a cell's first line of code, below its options.

    Args:
        text: The chapter's source.
        start: The line below the cell's fence, counted from 0, as the notebook's source map has it.
    """
    lines = text.splitlines()
    number = start
    if number < len(lines) and lines[number].strip() == "---":
        number = lines.index("---", number + 1) + 1
    while number < len(lines) and (lines[number].startswith(":") or not lines[number].strip()):
        number += 1
    return number + 1
