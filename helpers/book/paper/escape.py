"""Text as Typst source, in one place: whatever stands in the data folder is set as it is and never acts.

Every word of the book is written as a string in quotes, ``#"…"``, in which Typst gives a meaning to two characters
alone. Nothing is written as markup, so there is no list of special characters to keep complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Control characters, halves of surrogate pairs and non-characters have no glyph and no place in a PDF.
_UNSET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n]+")
_LONG = re.compile(r"[^\s\u200b]{17,}")
_BREAKS = re.compile(r"(?<=[/_.,;:=&?#-])(?=[^\s/])")


def string(text: str) -> str:
    """Return a text as a string of Typst's code."""
    text = _UNSET.sub("\ufffd", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def words(text: str) -> str:
    """Return a text as words of a paragraph; runs of spaces and line ends are one space, as on the page."""
    text = _SPACES.sub(" ", text)
    return f"#{string(text)}" if text else ""


def code(text: str) -> str:
    """Return a name or address as words that may break where it has joints."""
    return words(_LONG.sub(lambda found: _BREAKS.sub("\u200b", found[0]), text))


def array(values: Iterable[str]) -> str:
    """Return pieces of code as an array; one value needs its comma."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def call(name: str, *places: str, **named: str) -> str:
    """Return a call of a function of the template, from pieces that are code already."""
    inner = ", ".join([*(f"{key.replace('_', '-')}: {value}" for key, value in named.items()), *places])
    return f"#{name}({inner})"


def block(inner: str) -> str:
    """Return content in the brackets that make it a value."""
    return f"[{inner}]"
