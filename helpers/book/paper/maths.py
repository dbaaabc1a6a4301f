"""Formulas: the same reading of TeX that the pages use for MathML, written as Typst's mathematics.

docutils turns TeX into MathML; here each element of that tree becomes a call. Letters and signs are strings, as all
words are. The source of a formula is its alternative text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from docutils.utils.math import latex2mathml

from helpers.book.paper.escape import string
from helpers.book.paper.setting import Setting

_CLASSES = {
    **dict.fromkeys("∑∏", "large"),
    **dict.fromkeys("([", "opening"),
    **dict.fromkeys(")]", "closing"),
    **dict.fromkeys(",;", "punctuation"),
    **dict.fromkeys("=<>≤≥≠∈∉⊂⊆→", "relation"),
    **dict.fromkeys("+−×⋅·±∪∩∖", "binary"),
}


def formula(setting: Setting, node: nodes.math | nodes.math_block, is_block: bool) -> str:
    """Return a formula, or a note of what in it cannot be set."""
    source = node.astext()
    try:
        tree = latex2mathml.parse_latex_math(latex2mathml.math(), source)
        inner = _row(tree)
    except (SyntaxError, KeyError, ValueError) as error:
        setting.fault(node, f"the formula {source!r} cannot be set: {error}")
        return ""
    return f"#math.equation(block: {'true' if is_block else 'false'}, alt: {string(source)}, {inner})"


def _write(element: Any) -> str:
    name = type(element).__name__
    if name not in _KINDS:
        raise ValueError(f"{name} is not known")
    return _KINDS[name](element)


def _row(element: Any) -> str:
    return "[" + "".join(f"#{_write(child)}" for child in element) + "]"


def _letter(element: Any) -> str:
    word = _data(element)
    return f"math.italic({string(word)})" if len(word) == 1 else f"math.upright({string(word)})"


def _sign(element: Any) -> str:
    word = _data(element)
    return f"math.class({string(_CLASSES.get(word, 'normal'))}, {string(word)})"


def _attach(*places: str) -> Callable[[Any], str]:
    def write(element: Any) -> str:
        """Write the base with the others in their places, in order."""
        base, *others = (_write(child) for child in element)
        named = ", ".join(f"{place}: {other}" for place, other in zip(places, others, strict=True))
        return f"math.attach({base}, {named})"

    return write


def _data(element: Any) -> str:
    if not element.text:
        raise ValueError(f"{type(element).__name__} without a text")
    return element.text


def _text(element: Any) -> str:
    return f"math.upright({string(_data(element))})"


def _fraction(element: Any) -> str:
    above, below = (_write(child) for child in element)
    return f"math.frac({above}, {below})"


def _root(element: Any) -> str:
    return f"math.sqrt({_row(element)})"


def _space(element: Any) -> str:
    return "h(0.17em)"


_KINDS: dict[str, Callable[[Any], str]] = {
    "math": _row,
    "mrow": _row,
    "mstyle": _row,
    "mi": _letter,
    "mn": _text,
    "mtext": _text,
    "mo": _sign,
    "msub": _attach("b"),
    "msup": _attach("t"),
    "msubsup": _attach("b", "t"),
    "munder": _attach("b"),
    "mover": _attach("t"),
    "munderover": _attach("b", "t"),
    "mfrac": _fraction,
    "msqrt": _root,
    "mspace": _space,
}
