"""``make tidy``: what a machine can mend in data files, it mends; what it means, it leaves alone."""

from __future__ import annotations

from pathlib import Path


def tidy_data(root: Path) -> list[str]:
    """Give every chapter and every file of the data folder LF line ends, no byte order mark, one final line end.

    Returns:
        The files that were changed.
    """
    changed = []
    for path in sorted([*(root / "data").rglob("*"), *(root / "chapters").rglob("*")]):
        if path.suffix not in (".csv", ".json", ".bib", ".md"):
            continue
        raw = path.read_bytes()
        clean = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n") + b"\n"
        if clean != raw and raw.strip():
            path.write_bytes(clean)
            changed.append(path.relative_to(root).as_posix())
    return changed
