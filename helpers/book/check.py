"""The second line of defence: every table by Frictionless and by our own rules, and rules across tables.

The first line is ``load``, which checks each table that a chapter reads. Both report all offenders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.book.deployment_rules import check_deployment
from helpers.book.disengagement_rules import check_disengagement
from helpers.book.event_rules import check_events
from helpers.book.organisation_rules import check_organisations
from helpers.book.prose_rules import citations
from helpers.book.rule_rows import each
from helpers.book.verdict_rules import check_verdicts
from helpers.data import Package, Problem, Table, read_package
from helpers.data.bibliography import TIERS, Entry, read_bibliography
from helpers.data.dates import parse_date
from helpers.data.loading import checked_rows
from helpers.data.problems import DataError
from helpers.data.reading import Rows, read_rows

_ENTRY_FORMS = (
    ("url", re.compile(r"https?://[^\s<>\"]+"), "an http address"),  # what stands here becomes a link
    ("year", re.compile(r"[0-9]{4}"), "a year; leave the line out where the date was not seen"),
    ("date", re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"), "a date (YYYY, YYYY-MM or YYYY-MM-DD)"),
)
_APART = ("frozen", "suspended")


def check_tables(root: Path) -> list[Problem]:
    """Check every table alone and against the others, without Frictionless: quick, for every build."""
    try:
        package = read_package(root / "data")
    except DataError as error:
        return error.problems
    problems, read = [], {}
    for name, table in package.tables.items():
        rows, found = checked_rows(package, table)
        problems += found
        if rows is not None and not found:
            read[name] = rows
    problems += _check_files(package)
    if not problems:
        problems += [*_check_spells(read), *_check_as_of(package, read)]
        problems += [*check_events(read, package.as_of), *check_organisations(read, package.as_of)]
        problems += [*check_deployment(read), *check_disengagement(read), *check_verdicts(read, package.as_of)]
        for entry in read_bibliography(package.folder).values():
            problems += _check_entry(f"data/{package.bibliography}", entry)
    return sorted(set(problems))


def check_data(root: Path) -> list[Problem]:
    """Check the whole data folder: tables, bibliography and the description by Frictionless."""
    problems = check_tables(root)
    try:
        package = read_package(root / "data")
        problems += _check_bibliography(root, package, whole=not problems)
    except DataError as error:
        return sorted({*problems, *error.problems})
    seen = {(problem.file, problem.line) for problem in problems}
    problems += _check_chapters(root)
    problems += [one for one in _frictionless(package) if (one.file, one.line) not in seen]
    return sorted(set(problems))


def _check_chapters(root: Path) -> Iterator[Problem]:
    """Every chapter is in the table of contents and has LF line ends."""
    from helpers.book.pages import PagesError, read_pages

    listed: set[Path] | None = None
    if (root / "_toc.yml").exists():
        try:
            listed = {page.path for page in read_pages(root)}
        except PagesError as error:
            yield Problem("_toc.yml", 0, "", str(error).removeprefix("_toc.yml: "))
    for path in sorted((root / "chapters").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if listed is not None and path not in listed:
            yield Problem(name, 0, "", "is not in _toc.yml, so no page is made of it")
        if b"\r" in path.read_bytes():
            yield Problem(name, 0, "", "ends lines in CRLF, expected LF; run `make tidy`")


def _check_files(package: Package) -> Iterator[Problem]:
    """Every CSV file is described: what the package does not name, nothing checks."""
    known = {table.path for table in package.tables.values()}
    for path in sorted(package.folder.rglob("*.csv")):
        name = path.relative_to(package.folder).as_posix()
        if name not in known:
            yield Problem(f"data/{name}", 0, "", "is not described in data/datapackage.json")


def _check_spells(read: dict[str, Rows]) -> Iterator[Problem]:
    """A spell begins and ends with the steps that it names; apart is only who was bound."""
    steps, spells = read["membership"], read["membership_spells"]
    step = {row["id"]: row for _, row in each(steps)}
    bound = [row for _, row in each(spells) if row["status"] in ("in_force", "participating")]
    for line, row in each(spells):
        for side in ("start", "end"):
            named = step.get(row[f"{side}_event"])
            if named and (named["org"], named["iso3"], named["date"]) != (row["org"], row["iso3"], row[side]):
                what = f"{named['org']} {named['iso3']} {named['date']}"
                yield Problem(
                    spells.file, line, side, f"{row[side]!r} is not the date of its step {named['id']} ({what})"
                )
        if row["status"] in _APART and row["assessment"] == "accepted":
            start = parse_date(row["start"])
            own = [one for one in bound if (one["org"], one["iso3"]) == (row["org"], row["iso3"])]
            if not any(parse_date(one["start"]) <= start for one in own):
                yield Problem(
                    spells.file, line, "status", f"{row['iso3']} is {row['status']} without having been bound"
                )


def _check_as_of(package: Package, read: dict[str, Rows]) -> Iterator[Problem]:
    """Nothing has happened or begun after the date at which the record closes, but what is marked as planned."""
    last = parse_date(package.as_of)
    for name, table in package.tables.items():
        dates = [
            field.name for field in table.fields if field.holds == "date" and field.name in ("date", "start", "founded")
        ]
        for line, row in each(read[name]):
            for column in dates:
                if row[column] and parse_date(row[column]) > last and row.get("status") != "planned":
                    fault = f"{row[column]!r} is after the record's as-of date {package.as_of}"
                    yield Problem(read[name].file, line, column, fault)


def _check_bibliography(root: Path, package: Package, whole: bool) -> Iterator[Problem]:
    """Every key is used and stands once; what is used is only known where the tables are ``whole``."""
    file, seen = f"data/{package.bibliography}", set()
    entries = read_bibliography(package.folder)
    text = (package.folder / package.bibliography).read_text(encoding="utf-8")
    for match in re.finditer(r"^@\w+\{([^,\s]+),", text, re.MULTILINE):
        if match.group(1) in seen:
            yield Problem(file, text.count("\n", 0, match.start()) + 1, match.group(1), "stands twice")
        seen.add(match.group(1))
    yield from _check_addresses(file, entries.values())
    used = {key for table in package.tables.values() for key in _used_keys(package, table)} if whole else set()
    cited = dict(_citations(root))
    for key, entry in entries.items():
        if whole and key not in used and key not in cited:
            yield Problem(file, entry.line, key, "is not used by a row or cited in a chapter; remove it or use it")
    for key in sorted(set(cited) - set(entries)):
        place, line = cited[key]
        yield Problem(place, line, "", f"cites {key!r}, which has no entry in {file}")


def _check_addresses(file: str, entries: Iterable[Entry]) -> Iterator[Problem]:
    """One page is one entry: under two keys it would count as two sources, and be printed as 2022a and 2022b."""
    first: dict[str, str] = {}
    for entry in entries:
        address = entry.fields.get("url", "")
        if address and first.setdefault(address, entry.key) != entry.key:
            fault = f"has the address of {first[address]!r}, expected one entry a page: use that key in its place"
            yield Problem(file, entry.line, entry.key, fault)


def _citations(root: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the keys that chapters cite, each with file and line."""
    for path in sorted((root / "chapters").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for start, keys in citations(text):
            place = path.relative_to(root).as_posix(), text.count("\n", 0, start) + 1
            yield from ((key, place) for key in keys)


def _check_entry(file: str, entry: Entry) -> Iterator[Problem]:
    for name in ("author", "title", "tier"):  # a date that was not seen is left out, not invented
        if not entry.fields.get(name, "").strip("{} "):
            yield Problem(file, entry.line, entry.key, f"lacks the field {name}")
    for name, text in entry.fields.items():
        if name != "url" and re.search(r"(?<!\\)%", text):
            fault = f"{name} has a bare % in {text!r}, which begins a comment there; expected \\%"
            yield Problem(file, entry.line, entry.key, fault)
    tier = entry.fields.get("tier", "")
    if tier and tier not in TIERS:
        yield Problem(file, entry.line, entry.key, f"tier {tier!r} is not one of {', '.join(TIERS)}")
    for name, form, what in _ENTRY_FORMS:
        text = entry.fields.get(name, "")
        if text and not form.fullmatch(text):
            yield Problem(file, entry.line, entry.key, f"{name} {text!r} is not {what}")


def _used_keys(package: Package, table: Table) -> set[str]:
    rows, _ = read_rows(package.folder, table)
    return {key for cell in rows.cells["sources"] for key in cell.split(";")} if rows else set()


def _frictionless(package: Package) -> Iterator[Problem]:
    """Report what Frictionless finds, in the form of our own messages."""
    from frictionless import FrictionlessException
    from frictionless import Package as Described

    try:
        report = Described(str(package.folder / "datapackage.json")).validate()
    except FrictionlessException as error:
        yield Problem("data/datapackage.json", 0, "", f"Frictionless: {error}")
        return
    for task in [report, *report.tasks]:
        place = getattr(task, "place", None)
        file = f"data/{place}" if place else "data/datapackage.json"
        for error in task.errors:
            line = getattr(error, "row_number", 0) or 0
            yield Problem(file, line, getattr(error, "field_name", "") or "", f"Frictionless: {error.message}")
