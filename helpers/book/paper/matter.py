"""The book as one Typst source: title page and imprint, the pages in order, and what stands at the end."""

from __future__ import annotations

from collections.abc import Iterable

import yaml
from docutils import nodes

from helpers.book.editions import PaperError
from helpers.book.paper import blocks, inline, plain, results, shows  # noqa: F401 (they register what they write)
from helpers.book.paper.escape import block, call, string, words
from helpers.book.paper.setting import Setting, write
from helpers.book.settings import ROOT, Settings
from helpers.data import Package, say_date

COLUMNS = {"claims", "gaps", "glossary", "sources"}
"""Pages set in two columns: lists of short entries."""
SOLUTIONS, NOTES, LISTS = "Solutions", "Notes to figures and numbers", "Figures, tables and explorers"


def write_book(setting: Setting, settings: Settings, package: Package) -> str:
    """Return the whole source.

    Raises:
        PaperError: Something cannot be set or leads nowhere; the message names all of it.
    """
    chapters, appendices = _parts()
    setting.places.update(name.rsplit("/", 1)[-1] for name in (*chapters, *appendices))
    body = [_page(setting, name, "" if place == 0 else str(place)) for place, name in enumerate(chapters)]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    body += [_page(setting, name, letters[place]) for place, name in enumerate(appendices)]
    titles = {name: _title(setting, name) for name in (*chapters, *appendices)}
    body.append(_ending(setting, "notes", NOTES, titles, setting.notes))
    if setting.solutions:
        body.append(_ending(setting, "solutions", SOLUTIONS, titles, setting.solutions))
    body.append(call("lists", string(LISTS)))
    left = sorted(set(setting.kept.pages) - {*chapters, *appendices})
    setting.faults += [f"{name}.md: not a chapter of a part in _toc.yml" for name in left]
    if faults := [*setting.faults, *setting.unresolved()]:
        raise PaperError("\n".join(faults))
    return "\n".join(['#import "report.typ": *', _opening(setting, settings, package), *body])


def _parts() -> tuple[list[str], list[str]]:
    """Return the names of the chapters, the first page among them, and of the appendices: the later parts."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [[entry["file"] for entry in part["chapters"]] for part in toc.get("parts", [])]
    return [toc["root"], *parts[0]], [name for part in parts[1:] for name in part]


def _title(setting: Setting, name: str) -> str:
    return next(title for node in setting.kept.pages[name] for title in node.findall(nodes.title)).astext()


def _page(setting: Setting, name: str, number: str) -> str:
    """Return one page of the book as a chapter."""
    setting.page, setting.chapter = name, number
    setting.style = "columns" if setting.stem in COLUMNS else "prose"
    inner = "".join(write(setting, node) for node in setting.kept.pages[name])
    return call("chapter", block(f"\n{inner}"), style=string(setting.style), own=string(setting.stem))


def _ending(setting: Setting, kind: str, title: str, titles: dict[str, str], parts: dict[str, list[str]]) -> str:
    """Return a chapter at the end, with what each page left for it."""
    inner = "".join(
        f"{call('ending', block(words(titles[name])))}\n\n{''.join(parts[name])}\n\n"
        for name in titles
        if name in parts
    )
    setting.chapter, setting.style = "", "columns" if kind == "notes" else "prose"
    head = blocks.heading(setting, string(f"{kind}#top"), 1, words(title))
    return call("chapter", block(f"\n{head}\n\n{inner}"), style=string(setting.style), own=string(kind))


def _opening(setting: Setting, settings: Settings, package: Package) -> str:
    """Return what the first pages say, for the whole document."""
    as_of = say_date(package.as_of)
    cite = f"{settings.author} ({settings.year}). {settings.title}: {settings.subtitle}. Version {settings.version}, "
    cite += f"data as of {as_of}. Licence {settings.licence_text}." + (f" {settings.site}" if settings.site else "")
    lines = [
        ("Version", f"{settings.version}{', edition for students, without solutions' if setting.student else ''}"),
        ("As of", f"{as_of}: the evidence ends there"),
        ("Data", f"{package.title}, version {package.version}"),
        (
            "Licence",
            f"Text {settings.licence_text}; code {settings.licence_code}; data by table, see the data appendix",
        ),
        ("Cite as", cite),
        ("Numbers", "Computed; as links they lead to the notes at the end, which name rows and sources"),
        ("Code", _code_line(settings)),
    ]
    year, month, day = package.as_of.split("-")
    named = {
        "title": string(settings.title),
        "subtitle": string(settings.subtitle),
        "author": string(settings.author),
        "version": string(settings.version),
        "date": f"datetime(year: {int(year)}, month: {int(month)}, day: {int(day)})",
        "lang": string(settings.language.split("-")[0]),
        "region": string(settings.language.split("-")[-1]),
        "imprint": f"({_pairs(lines)})",
    }
    return f"#show: report.with({', '.join(f'{name}: {value}' for name, value in named.items())})"


def _pairs(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f"({string(name)}, {string(told)}), " for name, told in lines)


def _code_line(settings: Settings) -> str:
    where = settings.repository or "the book's repository"
    return (
        "Every figure, table and number in a sentence is computed. The code is left out here: it stands in "
        f"chapters/*.md and helpers/ of {where}, and folded above each figure in the HTML edition."
    )
