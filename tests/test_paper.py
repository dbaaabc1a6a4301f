"""The PDF: whole, tagged, in step with the HTML, and never lost to a fault. It is set once a run, on one worker."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes

from helpers.book.editions import PaperError
from helpers.book.pages import read_pages
from helpers.book.paper import NAME, make
from helpers.book.paper.kept import Kept, read_kept
from helpers.book.settings import ROOT, read_settings

pikepdf = pytest.importorskip("pikepdf")
pdfium = pytest.importorskip("pypdfium2")
pytest.importorskip("typst")


@pytest.fixture(scope="session")
def kept(site: Path) -> Kept:
    return read_kept(ROOT / "_build" / NAME)


@pytest.fixture(scope="session")
def paper(site: Path) -> Path:
    return make.make_pdf()


@pytest.fixture(scope="session")
def pdf(paper: Path) -> Iterator[object]:
    with pikepdf.open(paper) as opened:
        yield opened


@pytest.fixture(scope="session")
def text(paper: Path) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(paper)]


def letters(words: str) -> str:
    """Return letters and digits alone: lines break and hyphenate on paper as they like."""
    plain = unicodedata.normalize("NFKC", words)
    return "".join(letter for letter in plain if letter.isalnum())


def titles(kept: Kept) -> list[str]:
    return [
        next(t for n in kept.pages[page.name] for t in n.findall(nodes.title)).astext() for page in read_pages(ROOT)
    ]


def test_the_pdf_has_the_pages_of_a_book_and_the_weight_of_a_letter(paper: Path, text: list[str]) -> None:
    assert 150 <= len(text) <= 320
    assert paper.stat().st_size < 8_000_000


def test_the_pdf_says_what_it_is(pdf: object) -> None:
    settings, root = read_settings(), pdf.Root
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == settings.title
        assert settings.author in said["dc:creator"]
    assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
    assert str(root.Lang).lower().startswith(settings.language.split("-")[0])
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_the_outline_is_the_contents_of_the_book(pdf: object, kept: Kept) -> None:
    with pdf.open_outline() as outline:
        found = [re.sub(r"^(\d+|[A-Z]) ", "", item.title) for item in outline.root]
    ends = ["Notes to figures and numbers", "Solutions", "Figures, tables and explorers"]
    assert found == ["Contents", *titles(kept), *ends]


def shown(site: Path, kind: str) -> int:
    pages = [path.read_text(encoding="utf-8") for path in site.glob("chapters/**/*.html")]
    return sum(page.count(f'<figure class="{kind}"') for page in pages)


@pytest.mark.parametrize(("kind", "name"), [("evidence", "Figure"), ("tabular", "Table"), ("explorer", "Explorer")])
def test_every_figure_of_the_pages_is_in_the_pdf(site: Path, text: list[str], kind: str, name: str) -> None:
    count = shown(site, kind)
    listed = " ".join(text[-2:])
    assert count and all(re.search(rf"\b{name} {number}\b", listed) for number in range(1, count + 1))
    assert not re.search(rf"\b{name} {count + 1}\b", listed)


def parts(node: object) -> Iterator[object]:
    """Yield the elements of the tree of tags."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, pikepdf.Array):
            todo.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            if "/K" in one:
                todo.append(one.K)


def test_pictures_have_alternative_text_and_tables_have_heads(pdf: object) -> None:
    tags = [(str(one.S), str(one.get("/Alt", ""))) for one in parts(pdf.Root.StructTreeRoot)]
    kinds = [kind for kind, _ in tags]
    assert {"/H1", "/H2", "/P", "/Figure", "/Table", "/TH", "/TD", "/Link", "/L"} <= set(kinds)
    assert len([alt for kind, alt in tags if kind == "/Figure" and len(alt) > 20]) >= 60
    assert all(alt for kind, alt in tags if kind == "/Formula")


def test_every_font_is_embedded_and_no_picture_is_made_of_dots(pdf: object) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
    assert {re.sub(r"^/[A-Z]{6}\+", "", str(one.FontName))[:10] for one in fonts} <= {
        "SourceSeri",
        "SourceSans",
        "DejaVuSans",
        "DejaVuSeri",
        "NotoSansCJ",
        "NewCMMath-",
    }
    assert not [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]


_SCREEN = {"screen", "cite", "numbers"}


def for_the_screen(node: nodes.Node) -> bool:
    """Return whether a text is of the web alone, or set as a formula or a note."""
    while node is not None:
        classes = node["classes"] if isinstance(node, nodes.Element) else ()
        if isinstance(node, nodes.math | nodes.raw) or _SCREEN & set(classes):
            return True
        node = node.parent
    return False


def test_the_words_of_every_page_are_found_again(kept: Kept, text: list[str]) -> None:
    whole = letters("".join(text))
    for name, content in kept.pages.items():
        wanted = {
            letters(str(words))
            for node in content
            for paragraph in node.findall(nodes.paragraph)
            for words in paragraph.findall(nodes.Text)
            if 30 <= len(words) <= 160 and words.isascii() and not for_the_screen(words)
        }
        # What breaks across two pages has head and foot between: then one of its halves stands whole.
        missing = [
            one
            for one in wanted
            if not any(part in whole for part in (one, one[: len(one) // 2], one[len(one) // 2 :]))
        ]
        assert missing == [], name


def test_no_markup_and_no_open_reference_is_left(text: list[str]) -> None:
    whole = "\n".join(text)
    for mark in ("{numref}", "{num}", "{word}", "{cite", "??", "#link(", "#to(", "#strong", "<div", "</", "%s"):
        assert mark not in whole, mark


def test_the_edition_for_students_has_no_solutions(site: Path, tmp_path: Path) -> None:
    whole = make.write_source(tmp_path / "whole").read_text(encoding="utf-8")
    student = make.write_source(tmp_path / "student", student=True).read_text(encoding="utf-8")
    assert whole.count("#solution(") == whole.count("#solved(") > 0
    assert "#solution(" not in student and "#solved(" not in student and '"Solutions"' not in student


def test_figures_lead_to_the_site_where_there_is_one(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "summary.html" not in make.write_source(tmp_path).read_text(encoding="utf-8")
    settings = dataclasses.replace(read_settings(), site="https://csto.example.org/")
    monkeypatch.setattr(make, "read_settings", lambda: settings)
    there = "https://csto.example.org/chapters/summary.html#summary-lifelines"
    assert f'"{there}"' in make.write_source(tmp_path).read_text(encoding="utf-8")


def test_a_fault_names_chapter_and_line_and_the_last_pdf_stays(
    paper: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    class hologram(nodes.Element):
        """Nothing that paper knows."""

    bad, before = hologram(), paper.read_bytes()
    bad.line = 42
    pages = {**kept.pages, "chapters/summary": [*kept.pages["chapters/summary"], bad]}
    monkeypatch.setattr(make, "read_kept", lambda _: Kept(pages, kept.numbers))
    with pytest.raises(PaperError, match=r"chapters/summary\.md:42: .*'hologram'[\s\S]*the last good one"):
        make.make_pdf()
    assert paper.read_bytes() == before


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "FONTS", ("fontpkg_of_nowhere",))
    with pytest.raises(PaperError, match="fontpkg-of-nowhere not installed: run `make pdf`"):
        make.make_pdf()


def test_the_compiler_names_the_chapter_of_what_it_refuses(tmp_path: Path) -> None:
    main = tmp_path / "main.typ"
    main.write_text('#set document(title: "x")\n// at chapters/treaty.md:12\n#nosuchfunction[x]\n')
    with pytest.raises(PaperError, match=r"near chapters/treaty\.md:12: unknown variable: nosuchfunction"):
        make.compile_source(main)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    main = tmp_path / "main.typ"
    main.write_text('#set document(title: "x", date: datetime(year: 2026, month: 11, day: 21))\n= x\n')
    assert make.compile_source(main) == make.compile_source(main)
