"""One hash of many files: whether what was made of them has to be made anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_NOT_OURS = {"__pycache__", ".ipynb_checkpoints", "node_modules"}


def fingerprint(root: Path, paths: Iterable[Path], also: str = "") -> str:
    """Return a hash of the names and contents of files.

    Args:
        root: The book; a name counts from there.
        paths: Files, and folders that are taken whole, less what tools leave in them.
        also: What else decides, such as a version.
    """
    total = hashlib.sha256(also.encode())
    for file in _files(paths):
        total.update(f"{Path(os.path.relpath(file, root)).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in found if one.is_file() and not _NOT_OURS & set(one.parts))
