"""The PDF's source: text stays text, every kind of node is known, and a fault names its chapter and line."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.book.explorers import explorer
from helpers.book.paper import blocks, inline, plain, shows  # noqa: F401 (they register what they write)
from helpers.book.paper.blocks import in_order
from helpers.book.paper.escape import array, code, string, words
from helpers.book.paper.kept import Kept
from helpers.book.paper.make import TEMPLATE
from helpers.book.paper.maths import formula
from helpers.book.paper.results import comments, read_frame, told
from helpers.book.paper.setting import Setting, write

typst = pytest.importorskip("typst")
pdfium = pytest.importorskip("pypdfium2")

WILD = [
    '#panic("run")',
    '"#panic("run")"',
    "*bold* _it_ $x$ `raw` @cite <label> = head - list \\ // no /* comment",
    '\\"',
    "]#[",
    "{numref}`x`",
    "\u202eright to left",
    "Հայաստան 成 محمد №",
]


def said(texts: list[str]) -> list[str]:
    """Return what Typst reads where texts were written as strings."""
    source = "".join(f"#[#metadata({string(text)})<said>]\n" for text in texts)
    return json.loads(typst.query(source.encode(), "<said>", field="value", format="json"))


def setting() -> Setting:
    return Setting(Kept({}, {}), page="chapters/treaty")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60), max_size=20))
def test_any_text_of_the_data_is_read_back_as_it_was(texts: list[str]) -> None:
    assert said(texts) == texts


def test_text_that_looks_like_markup_is_read_back_as_it_was() -> None:
    assert said(WILD) == WILD


@pytest.mark.parametrize("text", WILD)
def test_text_that_looks_like_markup_does_not_act(text: str) -> None:
    typst.compile(f"#[{words(text)}#code[{code(text)}]]".replace("#code", "#strong").encode(), format="pdf")


def test_characters_without_a_glyph_are_replaced() -> None:
    assert string("a\x00b\ud800") == '"a\ufffdb\ufffd"'


def test_a_kind_of_node_that_is_not_known_is_named_with_chapter_and_line() -> None:
    class hologram(nodes.Element):
        """Nothing that paper knows."""

    at, node = setting(), hologram()
    node.line = 7
    assert write(at, node) == ""
    assert at.faults == ["chapters/treaty.md:7: the printed edition does not know 'hologram' ('')"]


def test_html_in_a_chapter_is_a_fault_and_the_tags_of_a_link_are_none() -> None:
    at = setting()
    write(at, nodes.raw("", "<marquee>", format="html"))
    assert "HTML cannot be set on paper: '<marquee>'" in at.faults[0]
    assert write(at, nodes.raw("", '<a href="x" download>', format="html")) == "" and len(at.faults) == 1


def test_a_link_that_leads_nowhere_is_named() -> None:
    at = setting()
    paragraph = nodes.paragraph("", "", nodes.reference("", "there", refuri="origins.html#nowhere", internal=True))
    paragraph.line = 12
    write(at, paragraph)
    assert at.unresolved() == ["chapters/treaty.md:12: no place 'origins#nowhere' in the book"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//example.org"])
def test_a_link_to_something_else_than_the_web_is_a_fault(address: str) -> None:
    at = setting()
    write(at, nodes.reference("", "there", refuri=address))
    assert repr(address) in at.faults[0]


def test_a_picture_without_alternative_text_or_a_missing_state_is_a_fault() -> None:
    at = setting()
    sketch = type("sketch_card", (nodes.Element,), {})(
        data={"picture": '<svg width="10pt" height="10pt">', "alt": " "}, ids=["treaty-x"]
    )
    write(at, sketch)
    assert at.faults == ["chapters/treaty.md: a picture without alternative text"]


def test_an_explorer_whose_pictures_are_gone_is_a_fault() -> None:
    at = setting()
    at.kept.numbers["chapters/treaty"] = {"explorer": {"treaty-x": (1,)}}
    choice = {"label": "Year", "options": [["1999", "1999"]]}
    data = {
        **dict.fromkeys(("title", "subtitle", "credit", "question", "look"), "x"),
        "choices": [choice],
        "states": [{"picture": "gone", "says": "x"}],
        "small": [[0, "Year: 1999"]],
        "predict": None,
    }
    node = type("explorer", (nodes.Element,), {})(data=data, ids=["treaty-x"])
    node.line = 9
    write(at, node)
    assert at.faults == ["chapters/treaty.md:9: the picture of the state 'Year: 1999' is missing: gone-narrow.svg"]


@pytest.mark.parametrize("source", [r"\frac{a}{b}", r"100\, x_{s} / \sum_{p} x_{p}", r"|\theta_a - \theta_b|"])
def test_a_formula_is_set_with_its_source_as_alternative_text(source: str) -> None:
    at = setting()
    written = formula(at, nodes.math(source, source), is_block=False)
    assert at.faults == [] and string(source) in written
    assert typst.compile(written.encode(), format="pdf", pdf_standards=["1.7"])


@pytest.mark.parametrize("source", [r"\nosuchcommand{x}", r"\begin{matrix} a & b \end{matrix}"])
def test_a_formula_that_cannot_be_set_is_a_fault(source: str) -> None:
    at = setting()
    assert formula(at, nodes.math(source, source), is_block=False) == ""
    assert "cannot be set" in at.faults[0]


def test_a_solution_on_paper_is_its_comments() -> None:
    assert comments("# One.\n# Two.\nx = 1  # not this\n\n# Three.\n") == ["One. Two.", "Three."]


def test_a_printed_series_is_told_without_its_type() -> None:
    assert told("1994  ARM\n2024  KAZ\nName: iso3, dtype: str") == "1994  ARM\n2024  KAZ"
    assert told("parts  0.5\ndtype: float64") == "parts  0.5"
    assert told("dtype: a word of the text") == "dtype: a word of the text"


def test_the_table_of_a_solution_is_read_with_its_index() -> None:
    markup = "<table><thead><tr><th></th><th>n</th></tr><tr><th>year</th><th></th></tr></thead>"
    markup += "<tbody><tr><th>1992</th><td>6 &amp; more</td></tr></tbody></table>"
    assert read_frame(markup) == (["year", "n"], [["1992", "6 & more"]])
    assert read_frame("<b>no table</b>") == ([], [])


def test_an_explorer_stands_behind_the_text_of_its_section() -> None:
    told, shown, more, below = nodes.paragraph(), nodes.container(), nodes.paragraph(), nodes.section()
    shown += explorer()
    assert in_order([told, shown, more, below]) == [told, more, shown, below]


def test_a_table_begins_with_three_rows_and_ends_with_two(tmp_path: Path) -> None:
    rows, pushes = 32, (*range(70, 90), *range(200, 224, 4))
    source = [
        '#import "report.typ": *',
        "#set page(margin: (left: edge + hang, right: edge, top: top-edge, bottom: foot-edge))",
        "#show figure: set block(breakable: true)",
    ]
    for push in pushes:
        body = array(f"[{push}-{row}]" for row in range(rows))
        named = f'number: "1", own: "t{push}", title: [T], columns: (1fr,), head: ([h],), body: {body}'
        source.append(f"#pagebreak(weak: true)\n#block(height: {push}mm)\n#tabular({named})")
    shutil.copy(TEMPLATE, tmp_path)
    (tmp_path / "main.typ").write_text("\n".join(source), encoding="utf-8")
    pdf = pdfium.PdfDocument(typst.compile(tmp_path / "main.typ", root=tmp_path))
    pages = [Counter(re.findall(r"^(\d+)-\d+", page.get_textpage().get_text_range(), re.M)) for page in pdf]
    for push in map(str, pushes):
        parts = [page[push] for page in pages if page[push]]
        assert sum(parts) == rows and parts[0] >= 3 and parts[-1] >= 2, (push, parts)


def test_a_bold_line_over_a_list_stays_with_it() -> None:
    section = nodes.section("", nodes.paragraph("", "", nodes.strong("", "Gaps")), nodes.bullet_list())
    assert write(setting(), section[0]).startswith("#run-in(")
    section.pop()
    assert not write(setting(), section[0]).startswith("#run-in(")
