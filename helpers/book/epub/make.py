"""``make epub``: pages, pictures, navigation and cover in one file, or the last good one left in its place."""

from __future__ import annotations

import html
import io
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path

from helpers.book.editions import put_in_place
from helpers.book.epub.chapters import Chapter, inner, link_chapters, read_chapter, xhtml
from helpers.book.epub.cover import draw_cover
from helpers.book.pages import read_pages
from helpers.book.settings import ROOT, Settings, read_settings
from helpers.data import read_package, say_date

STYLE = Path(__file__).with_name("book.css")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file inside: the same inputs give the same bytes
_TYPES = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".png": "image/png", ".css": "text/css"}
_ACCESS = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual",),
    "accessibilityFeature": ("alternativeText", "structuralNavigation", "tableOfContents", "readingOrder", "MathML"),
    "accessibilityHazard": ("none",),
    "accessibilitySummary": ("Every figure has a text alternative; tables are tables, formulas are MathML.",),
}


def make_epub(student: bool = False) -> Path:
    """Make ``_build/epub/csto-report.epub`` from the pages of the last HTML build.

    Returns:
        The file.

    Raises:
        PaperError: It could not be made; the message says why, and the last good file is still there.
    """
    return put_in_place("epub", student, lambda _: write_epub(ROOT / "_build/html", student))


def write_epub(site: Path, student: bool = False) -> bytes:
    """Return the EPUB of a built site.

    Raises:
        PaperError: A page holds a picture that is not there.
    """
    settings = read_settings()
    chapters = {page.name: read_chapter(site, page.name, student) for page in read_pages(ROOT)}
    link_chapters(chapters)
    texts = {"title.xhtml": _title_page(settings), "nav.xhtml": _navigation(chapters, settings)}
    texts |= {one.file: xhtml(html.escape(one.title), inner(one), settings.language) for one in chapters.values()}
    images = {inside: path for one in chapters.values() for inside, path in one.images.items()}
    files = {name: text.encode() for name, text in texts.items()}
    files |= {inside: (site / path).read_bytes() for inside, path in images.items()}
    files |= {"book.css": STYLE.read_bytes(), "images/cover.png": draw_cover(settings)}
    files["package.opf"] = _package(settings, chapters, files).encode()
    return _packed(files)


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype", _MOMENT), b"application/epub+zip", zipfile.ZIP_STORED)
        for name, content in {"META-INF/container.xml": container.encode(), **_under("EPUB", files)}.items():
            book.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": files[name] for name in sorted(files)}


def _title_page(settings: Settings) -> str:
    said = {name: html.escape(str(getattr(settings, name))) for name in ("title", "subtitle", "author", "version")}
    as_of = say_date(read_package().as_of)
    rights = html.escape(f"Text {settings.licence_text}, code {settings.licence_code}")
    body = (
        f'<section epub:type="titlepage"><h1>{said["title"]}</h1><p>{said["subtitle"]}</p>'
        f"<p>Version {said['version']}, data as of {as_of}. {rights}; data by table, see the data appendix.</p>"
        f"<p>Cite as: {said['author']} ({settings.year}). {said['title']}: {said['subtitle']}. "
        f"Version {said['version']}, data as of {as_of}.</p>"
        "<p>Every number and figure is computed. The code, the rows behind each number and the explorers are in the "
        "HTML edition.</p></section>"
    )
    return xhtml(said["title"], body, settings.language)


def _navigation(chapters: Mapping[str, Chapter], settings: Settings) -> str:
    items = []
    for one in chapters.values():
        parts = "".join(f'<li><a href="{one.file}#{own}">{html.escape(said)}</a></li>' for own, said in one.sections)
        inside = f"<ol>{parts}</ol>" if parts else ""
        items.append(f'<li><a href="{one.file}">{html.escape(one.title)}</a>{inside}</li>')
    first = next(iter(chapters.values())).file
    body = (
        f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{"".join(items)}</ol></nav>'
        '<nav epub:type="landmarks" hidden=""><h2>Landmarks</h2><ol>'
        '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">Start of the text</a></li></ol></nav>'
    )
    return xhtml("Contents", body, settings.language)


def _package(settings: Settings, chapters: Mapping[str, Chapter], files: Mapping[str, bytes]) -> str:
    """Return the list of all files, their order, and what the book is."""
    said = {name: html.escape(str(value)) for name, value in vars(settings).items()}
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.title} {settings.version}")
    access = "".join(
        f'<meta property="schema:{name}">{value}</meta>' for name, values in _ACCESS.items() for value in values
    )
    formulas = {one.file for one in chapters.values() if one.has_formulas}
    special = {"nav.xhtml": "nav", "images/cover.png": "cover-image", **dict.fromkeys(formulas, "mathml")}
    names = {name: f"f{place}" for place, name in enumerate(sorted(files))}
    items = "".join(
        f'<item id="{own}" href="{name}" media-type="{_TYPES[Path(name).suffix]}"'
        + (f' properties="{special[name]}"' if name in special else "")
        + "/>"
        for name, own in names.items()
    )
    order = ["title.xhtml", "nav.xhtml", *(one.file for one in chapters.values())]
    spine = "".join(f'<itemref idref="{names[name]}"/>' for name in order)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{said["language"]}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{number}</dc:identifier><dc:title>{said["title"]}</dc:title>'
        f"<dc:creator>{said['author']}</dc:creator><dc:language>{said['language']}</dc:language>"
        f"<dc:description>{said['subtitle']}</dc:description><dc:rights>{said['licence_text']}</dc:rights>"
        f"<dc:date>{settings.year}</dc:date>"
        f'<meta property="dcterms:modified">{read_package().as_of}T00:00:00Z</meta>{access}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>\n"
    )
