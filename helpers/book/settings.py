"""Where things are, and what ``book.toml`` says of the book."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORE = Path("_build/.pages")
"""Stored runs of the pages, and beside them the pictures of the explorers."""
PICTURES = STORE / "explorers"
SELDOM = (100_000, 50, 100)
"""How seldom to look for garbage where a program makes many nodes or artists and drops few: a quarter of the time."""


@dataclass(frozen=True)
class Settings:
    """The book's own description. An empty address means that the book is not published there."""

    title: str
    subtitle: str
    author: str
    version: str
    year: int
    language: str
    licence_text: str
    licence_code: str
    site: str
    repository: str
    binder: str

    def address(self, tail: str) -> str:
        """Return the address of a page or place of the published site; empty while there is none."""
        return f"{self.site.rstrip('/')}/{tail}" if self.site else ""


def read_settings(root: Path = ROOT) -> Settings:
    """Read ``book.toml``.

    Raises:
        ValueError: A value is missing or not known; the message names it.
    """
    raw = tomllib.loads((root / "book.toml").read_text(encoding="utf-8"))
    flat = {**{name: value for name, value in raw.items() if name != "addresses"}, **raw.get("addresses", {})}
    try:
        return Settings(**flat)
    except TypeError as error:
        raise ValueError(f"book.toml: {error}".replace("Settings.__init__() ", "")) from None
