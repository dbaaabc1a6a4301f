"""What the PDF and the EPUB have in common: the fault that stops one, and the last good file that then stays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from helpers.book.settings import ROOT


class PaperError(Exception):
    """The edition cannot be set; the message has a line for each fault: chapter, line and what is wrong."""


def put_in_place(kind: str, student: bool, write: Callable[[Path], bytes]) -> Path:
    """Make an edition and put it in its place, whole, or leave the last good one there.

    Args:
        kind: ``pdf`` or ``epub``.
        student: Whether it is the edition without solutions, which has a file of its own.
        write: Returns the edition's bytes, given a folder to work in.

    Returns:
        The file.

    Raises:
        PaperError: It could not be made; the message says why, and that the last good file is still there.
    """
    target = ROOT / f"_build/{kind}/csto-report{'-student' if student else ''}.{kind}"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "_build", prefix=".work-") as work:
        try:
            content = write(Path(work))
        except PaperError as error:
            kept = f"The {kind.upper()} was not made; the last good one, if there is one, stays in _build/{kind}."
            raise PaperError(f"{error}\n{kept}") from None
        fresh = Path(work) / "fresh"
        fresh.write_bytes(content)
        fresh.replace(target)
    return target
