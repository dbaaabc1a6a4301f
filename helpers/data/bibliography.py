"""``data/sources.bib``, read with the standard library, since the browser has no BibTeX parser.

The file is BibTeX that any tool reads, written in one plain way: an entry begins with ``@kind{key,``
at the start of a line, a field is ``name = {value}`` on a line of its own, an entry ends with ``}``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.data.package import data_folder, read_package
from helpers.data.problems import DataError, Problem

_ENTRY = re.compile(r"^@(\w+)\{([^,\s]+),\s*$", re.MULTILINE)
_FIELD = re.compile(r"^\s+(\w+)\s*=\s*\{(.*)\},?\s*$", re.MULTILINE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIERS = ("primary", "official", "agency", "scholarly", "dataset", "think-tank", "press", "mirror", "background")


@dataclass(frozen=True)
class Entry:
    """One source. ``line`` is where it begins; ``text`` is the entry as it stands in the file."""

    key: str
    kind: str
    line: int
    fields: dict[str, str]
    text: str

    @property
    def year(self) -> str:
        """The year of publication, or ``n.d.``."""
        return self.fields.get("year", "n.d.")

    @property
    def author(self) -> str:
        """Family names of the authors, or the organisation, as a source line prints them."""
        names = plain(self.fields.get("author", "")) or plain(self.fields.get("howpublished", ""))
        if self.fields.get("author", "").startswith("{"):
            return names
        people = [name.split(",")[0].strip() for name in names.split(" and ") if name.strip()]
        return people[0] if len(people) == 1 else " and ".join([", ".join(people[:-1]), people[-1]]) if people else ""


def plain(text: str) -> str:
    """Return BibTeX text without its braces and escapes."""
    return re.sub(r"[{}]", "", text).replace(r"\&", "&").replace(r"\%", "%").replace(r"\_", "_").replace(r"\#", "#")


def read_keys(path: Path) -> tuple[frozenset[str], list[Problem]]:
    """Return the keys of a bibliography and what hinders reading it."""
    try:
        stamp = path.stat()
        return _read_keys(path, stamp.st_mtime_ns, stamp.st_size), []
    except FileNotFoundError:
        return frozenset(), [Problem(f"data/{path.name}", 0, "", "the file is missing")]
    except UnicodeDecodeError:
        return frozenset(), [Problem(f"data/{path.name}", 0, "", "is not UTF-8; save the file as UTF-8")]


@functools.lru_cache(maxsize=8)
def _read_keys(path: Path, mtime: int, size: int) -> frozenset[str]:
    """Read one state of the file; its time and size make the cache forget older states."""
    return frozenset(key for _, key in _ENTRY.findall(path.read_text(encoding="utf-8")))


def read_bibliography(folder: Path | str | None = None) -> dict[str, Entry]:
    """Return every entry of the data folder's bibliography, by key.

    Raises:
        DataError: The file is missing or cannot be read.
    """
    root = Path(folder or data_folder())
    path = root / read_package(root).bibliography
    _, problems = read_keys(path)
    if problems:
        raise DataError(problems)
    stamp = path.stat()
    return dict(_parse(path, stamp.st_mtime_ns, stamp.st_size))


@functools.lru_cache(maxsize=4)
def _parse(path: Path, mtime: int, size: int) -> tuple[tuple[str, Entry], ...]:
    """Read the entries of one state of the file, as :func:`_read_keys` does: a table of an explorer asks row by row."""
    text = path.read_text(encoding="utf-8")
    starts = list(_ENTRY.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    entries = []
    line = 1 + text.count("\n", 0, starts[0].start() if starts else 0)
    for match, end in zip(starts, ends, strict=True):
        whole = text[match.start() : end]
        kind, key = match.groups()
        body = whole.rstrip()
        entries.append((key, Entry(key, kind.lower(), line, dict(_FIELD.findall(body)), body + "\n")))
        line += whole.count("\n")
    return tuple(entries)


def source_days(folder: Path | str | None = None) -> dict[str, str]:
    """Return the day of each source that is dated to a day, by key; a source dated to a month or year is left out.

    Raises:
        DataError: The file is missing or cannot be read.
    """
    dates = {key: entry.fields.get("date", "") for key, entry in read_bibliography(folder).items()}
    return {key: date for key, date in dates.items() if _DAY.fullmatch(date)}
