"""The state of one setting of the book, and the register of what writes which kind of node.

A kind that nobody registered, a picture that is not there, a link that leads nowhere: each is one fault, named by its
chapter and line, and all of them are told at once.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from docutils import nodes

from helpers.book.paper.escape import string
from helpers.book.paper.kept import Kept, kind_of


@dataclass
class Setting:
    """What is known while the pages are written, and what is found on the way."""

    kept: Kept
    student: bool = False
    address: Callable[[str], str] = lambda tail: ""
    page: str = ""
    chapter: str = ""
    style: str = "prose"
    files: dict[str, bytes] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    solutions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The last part of the page's name, under which its places stand."""
        return self.page.rsplit("/", 1)[-1]

    def fault(self, node: nodes.Node, words: str) -> None:
        """Note that a node cannot be set."""
        self.faults.append(f"{self.where(node)}: {words}")

    def where(self, node: nodes.Node) -> str:
        """Return chapter and line of a node; a node without a line stands where its parent does."""
        at: Any = node
        while at is not None and not at.line:
            at = at.parent
        return f"{self.page}.md:{at.line}" if at is not None else f"{self.page}.md"

    def place(self, name: str) -> str:
        """Return the label of a place on this page, and remember that it is there."""
        label = f"{self.stem}#{name}"
        self.places.add(label)
        return label

    def marks(self, node: nodes.Element) -> str:
        """Return invisible marks for all ids of a node."""
        return "".join(f"#mark({string(self.place(name))})" for name in node["ids"])

    def target(self, node: nodes.Element) -> str | None:
        """Return the label that a reference within the book leads to, or None for an address outside."""
        if "refid" in node:
            label = f"{self.stem}#{node['refid']}"
        else:
            parts = urlsplit(node.get("refuri", ""))
            if parts.scheme or parts.netloc:
                return None
            page = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), parts.path)) if parts.path else ""
            stem = page.removesuffix(".html").rsplit("/", 1)[-1] or self.stem
            label = f"{stem}#{unquote(parts.fragment)}" if parts.fragment else stem
        self.links.append((label, self.where(node)))
        return label

    def number(self, node: nodes.Element, kind: str) -> str:
        """Return the number that the HTML gives a figure, table or explorer."""
        known = self.kept.numbers.get(self.page, {}).get(kind, {}).get(node["ids"][0])
        if not known:
            self.fault(node, f"the {kind} {node['ids'][0]!r} has no number")
        return ".".join(map(str, known or ()))

    def picture(self, svg: bytes) -> str:
        """Keep a picture among the files and return its name; equal pictures are kept once."""
        name = f"{hashlib.sha256(svg).hexdigest()[:16]}.svg"
        self.files[name] = svg
        return name

    def unresolved(self) -> list[str]:
        """Return a fault for each link to a place that no page has."""
        return [f"{where}: no place {label!r} in the book" for label, where in self.links if label not in self.places]


Write = Callable[[Setting, Any], str]
_KINDS: dict[str, Write] = {}


def sets(*kinds: str) -> Callable[[Write], Write]:
    """Register a function as the writer of kinds of node, by their names."""

    def register(write: Write) -> Write:
        """Note the function under each name, and leave it as it is."""
        _KINDS.update(dict.fromkeys(kinds, write))
        return write

    return register


def write(setting: Setting, node: nodes.Node) -> str:
    """Return a node as Typst source; a kind that is not known is a fault."""
    writer = _KINDS.get(kind_of(node))
    if writer is None:
        words = " ".join(node.astext().split())[:60]
        setting.fault(node, f"the printed edition does not know {kind_of(node)!r} ({words!r})")
        return ""
    return writer(setting, node)


def inside(setting: Setting, node: nodes.Element) -> str:
    """Return all that stands in a node."""
    return "".join(write(setting, child) for child in node.children).strip("\n")
