"""The built book: every page whole, every link alive, every figure and number with its evidence."""

import csv
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from matplotlib import image
from pybtex.database import parse_file

from helpers.book.pages import read_pages
from helpers.book.settings import ROOT
from helpers.data import read_package

PAGES = [page.name for page in read_pages(ROOT)]


class Tree(HTMLParser):
    """Links, ids and pictures of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("href", "src", "srcset"):
            if found.get(name):
                self.links.append(found[name])
        if tag == "img":
            self.pictures.append(found)


@pytest.fixture(scope="session")
def trees(pages) -> dict[Path, Tree]:
    return {path.resolve(): Tree(path) for path in pages}


def article(path: Path) -> str:
    found = re.search(r"<article.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)
    return found.group(0) if found else ""


def test_every_page_of_the_contents_is_there_and_not_empty(site: Path) -> None:
    for name in PAGES:
        words = re.sub(r"<[^>]+>", " ", article(site / f"{name}.html")).split()
        assert len(words) > 200, name
    assert (site / "index.html").exists()


def test_no_link_inside_the_site_is_dead(trees) -> None:
    dead = []
    for path, tree in trees.items():
        for link in tree.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("data:"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            fragment = unquote(parts.fragment)
            if not target.exists() or (fragment and target in trees and fragment not in trees[target].ids):
                dead.append(f"{path.name}: {link}")
    assert dead == []


def test_no_id_stands_twice_on_a_page(trees) -> None:
    for path, tree in trees.items():
        assert len(tree.ids) == len(set(tree.ids)), path.name


def test_every_picture_says_what_it_shows(trees) -> None:
    for path, tree in trees.items():
        for picture in tree.pictures:
            alt = picture.get("alt") or ""
            assert len(alt) >= 40, (path.name, picture)
            assert not re.search(r"\.(svg|png)$|/", alt.split(";")[0]), (path.name, alt)


def cards(path: Path) -> list[str]:
    return re.findall(r'<figure class="[^"]*\bevidence\b.*?</figure>', article(path), re.DOTALL)


@pytest.mark.parametrize(("name", "least"), [("summary", 1), ("origins", 5), ("central-asia", 5)])
def test_every_figure_has_finding_source_licence_downloads_table_and_anchor(site: Path, name: str, least: int) -> None:
    found = cards(site / f"chapters/{name}.html")
    assert len(found) >= least
    for card in found:
        assert re.search(r"Figure \d+", card)
        assert re.search(r"Sources: \w.*As of .*\d{4}.*Licence of the data: \w", card)
        assert re.search(r'<figure class="[^"]*" id="[a-z-]+"', card)
        assert card.count("<picture") == 2
        assert re.search(r"Show the table \(\d+ rows\)", card)
        files = {link: (site / "chapters" / link).resolve() for link in re.findall(r'href="([^"#]+)" download', card)}
        assert sorted(path.suffix for path in files.values()) == [".bib", ".csv", ".png", ".svg"]
        for path in files.values():
            # A table of few rows is a small file, and a whole one: heading and rows.
            least = 300 if path.suffix != ".csv" else 1
            assert path.stat().st_size > least, path
            assert path.suffix != ".csv" or len(path.read_text(encoding="utf-8").splitlines()) > 1, path


def test_a_figures_csv_holds_its_table_and_its_bibtex_parses(site: Path) -> None:
    folder = site / "_figures/summary"
    with (folder / "lifelines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    card = cards(site / "chapters/summary.html")[0]
    assert f"Show the table ({len(rows) - 1} rows)" in card
    entries = parse_file(folder / "lifelines.bib").entries
    assert "csto-summary-lifelines" in entries and len(entries) > 10


@pytest.mark.parametrize("name", ["summary", "origins", "central-asia"])
def test_every_number_leads_to_a_note_with_rows_and_sources(site: Path, name: str) -> None:
    page = article(site / f"chapters/{name}.html")
    targets = re.findall(r'class="num[^"]*" href="#(note-[a-z0-9-]+)"', page)
    assert len(targets) >= 5
    for target in targets:
        note = page[page.index(f'id="{target}"') :]
        note = note[: re.search(r"Sources:|\d+ sources", note).end() + 2000]
        assert re.search(r"<summary>\d+ rows? of the table \w+", note)
        assert re.search(r"appendix/sources\.html#id\d+", note)


def test_every_page_says_how_to_cite_it(site: Path) -> None:
    for name in PAGES:
        page = article(site / f"{name}.html")
        link = re.search(r'href="([^"]+\.bib)" download[^>]*Citation of this page', page).group(1)
        entries = parse_file((site / name).parent / link).entries
        assert len(entries) == 1
        assert "Version 0.1.0" in re.sub(r"<[^>]+>", "", page)


def plain(text: str) -> str:
    """Return a text as one line, with the typographer's marks undone."""
    return re.sub(r"\s+", " ", text).translate(str.maketrans("’“”–", '\'""-', "`"))


def test_the_data_appendix_describes_every_table_field_and_gap(site: Path) -> None:
    page = article(site / "chapters/appendix/data.html")
    text = plain(html.unescape(re.sub(r"<[^>]+>", "", page)))
    for table in read_package().tables.values():
        assert (site / "_data" / table.path).exists()
        assert f"_data/{table.path}" in page
        for words in (table.title, table.description, table.producer, table.edition, table.licence_title, *table.gaps):
            assert plain(words) in text, (table.name, words)
        for field in table.fields:
            assert plain(field.description) in text, (table.name, field.name)


def test_no_markup_of_the_source_is_left_on_a_page(pages) -> None:
    for path in pages:
        text = re.sub(r"<(script|style|pre|code).*?</\1>", " ", article(path), flags=re.DOTALL)
        text = re.sub(r"<[^>]+>", " ", text)
        assert not re.search(r"\{(num|word|Word|cite|numref|ref|doc)\b|\]\(|``|\?\?", text), path.name


def test_pages_name_no_other_origin_for_anything_they_load(pages) -> None:
    for path in pages:
        loads = re.findall(
            r'<(?:script|link|img|source|iframe)\b[^>]*?(?:src|href|srcset)="(https?:)?//[^"]+"[^>]*>',
            path.read_text(encoding="utf-8"),
        )
        assert loads == [], path.name


def test_the_outputs_carry_no_path_of_the_machine(site: Path) -> None:
    here = str(site.parents[1])
    for path in site.rglob("*"):
        if path.suffix in (".html", ".js", ".css", ".svg", ".csv", ".bib"):
            assert here not in path.read_text(encoding="utf-8", errors="replace"), path


def test_the_readmes_picture_is_the_figure_of_the_page(site: Path) -> None:
    shown, drawn = (
        image.imread(path) for path in (ROOT / "docs/lifelines.png", site / "_figures/summary/lifelines.png")
    )
    assert shown.shape == drawn.shape, "copy _build/html/_figures/summary/lifelines.png to docs/"
    assert abs(shown - drawn).mean() < 0.02, "copy _build/html/_figures/summary/lifelines.png to docs/"
