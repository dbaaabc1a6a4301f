"""A page of the site as a chapter of the EPUB: what needs a screen, a script or a second file left out.

Reading devices know no scripts, no dark twin of a picture and no downloads. What stands here is what the page shows
without them: text, light pictures at the wide size, tables, chosen states of explorers, folded solutions.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree

from helpers.book.editions import PaperError

# Controls, code, downloads and data tables under figures: the site has them.
LEFT_OUT = (
    "script|style|noscript|form|fieldset|button|input|link|csto-explore|"
    ".headerlink|.only-dark|.evidence-links|.evidence-table|.cell_input|.hide|.screen|.toctree-wrapper|.cite"
)
IMAGES = "images"
_ALLOWED = re.compile(
    r"(id|class|href|src|alt|lang|title|role|scope|colspan|rowspan|headers|open|start|type|xmlns|display|mathvariant|"
    r"stretchy|width|height|aria-[a-z]+|epub:type)"
)


@dataclass
class Chapter:
    """One page: its title, its body, its sections of the second level and the pictures that it needs."""

    name: str
    title: str
    body: lxml.html.HtmlElement
    sections: list[tuple[str, str]] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The chapter's file: ``chapters/appendix/data`` is ``appendix-data.xhtml``."""
        return file_of(self.name)

    @property
    def has_formulas(self) -> bool:
        """Whether the chapter holds MathML, which the list of files must say."""
        return next(self.body.iter("math"), None) is not None

    def ids(self) -> set[str]:
        """Return the anchors of the chapter."""
        return {one.get("id") for one in self.body.iter() if isinstance(one.tag, str) and one.get("id")}


def file_of(name: str) -> str:
    """Return the file of a page."""
    return f"{name.removeprefix('chapters/').replace('/', '-')}.xhtml"


def read_chapter(site: Path, name: str, student: bool = False) -> Chapter:
    """Return a page of the built site as a chapter, its links as they stand on the page.

    Raises:
        PaperError: The page holds a picture that is not there.
    """
    document = lxml.html.parse(str(site / f"{name}.html"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    body = document.getroot().find(".//article")
    left = [*LEFT_OUT.split("|"), *([".solution"] if student else [])]
    for one in [found for selector in left for found in _found(body, selector)]:
        if one.getparent() is not None:
            one.drop_tree()
    chapter = Chapter(name, body.findtext(".//h1") or name, body)
    _take_pictures(chapter, site)
    for heading in body.iter("h2"):
        own = heading.getparent().get("id") or heading.get("id")
        if own:
            chapter.sections.append((own, heading.text_content().strip()))
    for one in body.iter():
        if isinstance(one.tag, str):
            _plain(one)
    return chapter


def _found(body: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    if selector.startswith("."):
        return body.find_class(selector[1:])
    return list(body.iter(selector))


def _take_pictures(chapter: Chapter, site: Path) -> None:
    """Replace each picture by its light image, and note the files."""
    for picture in list(chapter.body.iter("picture")):
        image = picture.find(".//img")  # below <source>, which the parser does not close
        image.tail = picture.tail
        picture.getparent().replace(picture, image)
    folder = posixpath.dirname(chapter.name)
    for image in chapter.body.iter("img"):
        path = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(image.get("src")).path)))
        if not (site / path).is_file():
            raise PaperError(f"{chapter.name}.md: the picture {path} is not there")
        inside = f"{IMAGES}/{path.lstrip('_').replace('/', '-')}"
        chapter.images[inside] = path
        image.set("src", inside)


def _plain(one: lxml.html.HtmlElement) -> None:
    """Drop attributes that a reading device does not know, and what HTML allows and XHTML does not."""
    for name in list(one.attrib):
        if not _ALLOWED.fullmatch(name) or (one.tag in ("td", "th", "col") and name in ("width", "height")):
            del one.attrib[name]


def link_chapters(chapters: Mapping[str, Chapter]) -> None:
    """Point every link at its chapter; one to something that an EPUB does not hold becomes its words.

    Args:
        chapters: By the page's name.
    """
    ids = {name: chapter.ids() for name, chapter in chapters.items()}
    for chapter in chapters.values():
        for link in list(chapter.body.iter("a")):
            if link.get("href") is None:
                continue
            target = _target(chapter, link.get("href"), chapters, ids)
            if target:
                link.set("href", target)
            else:
                link.drop_tag()


def _target(chapter: Chapter, href: str, chapters: Mapping[str, Chapter], ids: Mapping[str, set[str]]) -> str:
    parts = urlsplit(href)
    if parts.scheme in ("http", "https", "mailto"):
        return href
    path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.name), unquote(parts.path)))
    name = path.removesuffix(".html") if parts.path else chapter.name
    if name not in chapters:
        return ""
    place, own = unquote(parts.fragment), chapters[name].file
    if place in ids[name]:
        return f"#{place}" if name == chapter.name else f"{own}#{place}"
    return own if name != chapter.name and not place else ""


def xhtml(title: str, body: str, language: str) -> str:
    """Return a file of the EPUB."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"><head><title>{title}</title>'
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>{body}</body></html>\n'
    )


def inner(chapter: Chapter) -> str:
    """Return the body of a chapter as XML."""
    chapter.body.tag = "main"
    return etree.tostring(chapter.body, encoding="unicode", method="xml", with_tail=False)
