"""The description of the data folder, read from ``data/datapackage.json``."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.data.problems import DataError, Problem

DESCRIPTION = "datapackage.json"
# Columns about the row and not about the world: left out where rows are shown to readers.
HOUSEKEEPING = frozenset({"attestation", "assessment", "background", "aliases", "note", "start_event", "end_event"})


@dataclass(frozen=True)
class Field:
    """One column of a table. ``holds`` names what goes beyond a type: date, source-keys, list."""

    name: str
    type: str
    description: str
    unit: str
    holds: str
    constraints: Mapping[str, Any]


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values must stand in a column of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """One table of the package, with all that a reader or a figure needs to know of it.

    ``intervals``, where given, names the columns ``start`` and ``end`` of half-open intervals that
    may not overlap within a ``group``, among the rows that match ``where``.
    """

    name: str
    path: str
    title: str
    description: str
    kind: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    intervals: Mapping[str, Any] | None
    licence: str
    licence_title: str
    licence_url: str
    licence_checked: str
    producer: str
    edition: str
    as_of: str
    gaps: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [field.name for field in self.fields]


@dataclass(frozen=True)
class Package:
    """The data folder: its tables by name, its bibliography, its as-of date and version."""

    folder: Path
    title: str
    version: str
    as_of: str
    bibliography: str
    tables: Mapping[str, Table]

    def table(self, name: str) -> Table:
        """Return one table.

        Raises:
            DataError: The package has no table of that name.
        """
        if name not in self.tables:
            known = ", ".join(sorted(self.tables))
            raise DataError([Problem(f"data/{DESCRIPTION}", 0, "", f"no table {name!r}; there are: {known}")])
        return self.tables[name]


def data_folder() -> Path:
    """Return the data folder: ``$CSTO_DATA`` if set, else ``data/`` beside the package."""
    given = os.environ.get("CSTO_DATA")
    return Path(given) if given else Path(__file__).resolve().parents[2] / "data"


def read_package(folder: Path | str | None = None) -> Package:
    """Read the description of a data folder, by default the book's own.

    Raises:
        DataError: The description is missing, is not JSON or lacks a part that is needed.
    """
    path = Path(folder or data_folder()) / DESCRIPTION
    try:
        stamp = path.stat()
    except OSError:
        raise DataError([Problem(f"data/{DESCRIPTION}", 0, "", "the file is missing")]) from None
    return _read_package(path, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=8)
def _read_package(path: Path, mtime: int, size: int) -> Package:
    """Read one state of the file; its time and size make the cache forget older states."""
    name = f"data/{DESCRIPTION}"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise DataError([Problem(name, line, "", f"is not JSON in UTF-8: {error}")]) from None
    try:
        tables = {one["name"]: _table(name, one) for one in raw["resources"]}
        return Package(path.parent, raw["title"], raw["version"], raw["csto:as_of"], raw["csto:bibliography"], tables)
    except KeyError as error:
        raise DataError([Problem(name, 0, "", f"lacks the property {error.args[0]!r}")]) from None


def _table(file: str, raw: Mapping[str, Any]) -> Table:
    try:
        return _describe(raw)
    except (KeyError, IndexError) as error:
        what = f"lacks the property {error.args[0]!r}" if isinstance(error, KeyError) else "names no licence"
        raise DataError([Problem(file, 0, raw["name"], what)]) from None


def _one(value: Any) -> Any:
    """Return the one column of a key, which Frictionless lets stand alone or in a list."""
    return value[0] if isinstance(value, list) else value


def _describe(raw: Mapping[str, Any]) -> Table:
    schema, licence = raw["schema"], raw["licenses"][0]
    key = schema["primaryKey"]
    return Table(
        name=raw["name"],
        path=raw["path"],
        title=raw["title"],
        description=raw["description"],
        kind=raw["csto:kind"],
        fields=tuple(_field(one) for one in schema["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
        foreign_keys=tuple(
            ForeignKey(_one(one["fields"]), one["reference"]["resource"], _one(one["reference"]["fields"]))
            for one in schema.get("foreignKeys", ())
        ),
        intervals=raw.get("csto:intervals"),
        licence=licence["name"],
        licence_title=licence["title"],
        licence_url=licence.get("path", ""),
        licence_checked=raw["csto:licence_checked"],
        producer=raw["csto:producer"],
        edition=raw["csto:edition"],
        as_of=raw["csto:as_of"],
        gaps=tuple(raw["csto:gaps"]),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    return Field(
        raw["name"],
        raw["type"],
        raw["description"],
        raw.get("csto:unit", ""),
        raw.get("csto:holds", ""),
        raw.get("constraints", {}),
    )
