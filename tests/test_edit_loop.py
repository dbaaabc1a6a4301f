"""A row, a helper, a chapter changes: the book follows. Something is broken: the last good book stays."""

import re
from pathlib import Path

import pytest
from clone import CHAPTER_HEAD, Clone

from helpers.book.settings import ROOT

pytestmark = pytest.mark.slow
SPELLS = "data/events/membership_spells.csv"
OTHER = (
    CHAPTER_HEAD
    + """
# Output

{num}`output.years` rows.

```{code-cell} ipython3
from helpers.data import load
from helpers.prose import tell

rows = load("gdp").query("iso3 == 'RUS'")
tell("output.years", len(rows), rows=rows, says="years with a value for Russia")
```
"""
)


# The first page, a second one and the appendix: the other chapters would only make every build slower.
TOC = """format: jb-book
root: chapters/summary
chapters:
  - file: chapters/output
  - file: chapters/appendix/data
  - file: chapters/appendix/sources
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A book with a second page, built once. Every test leaves its sources as they were."""
    first = (ROOT / "chapters/summary.md").read_text()
    alone = re.sub(r"\[([^\]]+)\]\([\w/-]+\.md\)", r"\1", first)  # without links to the other chapters
    made = Clone(tmp_path_factory.mktemp("clone") / "a book", TOC, {"summary": alone, "output": OTHER})
    made.build()
    made.first = made.state()
    return made


def picture(clone: Clone) -> bytes:
    return (clone.folder / "_build/html/_figures/summary/lifelines-wide-light.svg").read_bytes()


def test_an_unchanged_book_is_left_alone(clone: Clone) -> None:
    clone.build()
    before = clone.state()
    assert "nothing changed" in clone.build()
    assert clone.state() == before


def test_a_deleted_page_is_noticed(clone: Clone) -> None:
    before, ran = clone.state(), clone.ran("summary")
    (clone.folder / "_build/html/chapters/summary.html").unlink()
    assert "nothing changed" not in clone.build()
    assert clone.state() == before  # and the same inputs give the same bytes
    assert clone.ran("summary") == ran


def test_the_readmes_example_changes_sentence_title_and_figure(clone: Clone) -> None:
    drawn, other = picture(clone), clone.ran("output")
    assert "of the six bound today five take part" in clone.page() and "5 still take part" in clone.page()
    assert "Armenia, frozen since 2024" in clone.source()
    for org in ("CST", "CSTO"):
        clone.replace(SPELLS, f"{org},ARM,frozen,2024-02-22,,", f"{org},ARM,frozen,2024-02-22,2025-10-01,")
    clone.build()
    clone.put_back(SPELLS)
    assert "Armenia, takes part" in clone.source()
    assert "of the six bound today six take part" in clone.page() and "6 still take part" in clone.page()
    assert picture(clone) != drawn
    assert clone.ran("output") == other, "a page that does not load the table ran again"


def test_the_readmes_bad_row_is_refused_with_its_place(clone: Clone) -> None:
    said = clone.fails_with([(SPELLS, "CSTO,ARM,frozen,2024-02-22,,", "CSTO,ARM,frozen,2024-02-22,2025-13-01,")])
    assert re.search(
        r"^data/events/membership_spells.csv:\d+ end: '2025-13-01' is not a date \(YYYY, YYYY-MM or YYYY-MM-DD\)$",
        said,
        re.MULTILINE,
    )
    shown = re.search(
        r"^data/events/membership_spells.csv:(\d+) end", (ROOT / "README.md").read_text(), re.MULTILINE
    ).group(1)
    assert f"membership_spells.csv:{shown} end" in said, "the README shows another line"


def test_a_line_of_a_helper_changes_the_figure_and_taking_it_back_brings_back_the_book(clone: Clone) -> None:
    other = clone.ran("output")
    assert b"#9b2336" not in picture(clone)
    clone.replace("helpers/style.py", '"#1f4e79", "#9b2335"', '"#1f4e79", "#9b2336"')
    clone.build()
    assert b"#9b2336" in picture(clone) and b"#9b2335" not in picture(clone)
    assert clone.ran("output") == other, "a page that does not import the module ran again"
    clone.put_back("helpers/style.py")
    clone.build()
    assert clone.state() == clone.first  # also of the row that another test changed


def test_cells_that_fail_are_all_named_and_the_last_good_book_stays(clone: Clone) -> None:
    broken = {
        "sum": OTHER.replace('rows = load("gdp")', 'rows = load("gdp")\nprint(1 / 0)\nrows = load("gdp")'),
        "warn": OTHER.replace("rows = load", "import warnings\nwarnings.warn('soon gone')\nrows = load"),
        "table": OTHER.replace('load("gdp")', 'load("gpd")'),
        "net": OTHER.replace(
            "rows = load", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')\nrows = load"
        ),
    }
    for name, text in broken.items():
        (clone.folder / f"chapters/{name}.md").write_text(text)
    said = clone.fails_with(
        [("_toc.yml", "  - file: chapters/output\n", "".join(f"  - file: chapters/{name}\n" for name in broken))]
    )
    for name in broken:
        (clone.folder / f"chapters/{name}.md").unlink()
    for fault in (
        r"^chapters/sum.md:21: ZeroDivisionError: division by zero",
        r"^chapters/warn.md:21: a cell complains: UserWarning: soon gone",
        r"^chapters/table.md:20: DataError: data/datapackage.json: no table 'gpd'",
        r"^chapters/net.md:\d+: RuntimeError: a chapter may not use the network",
    ):
        assert re.search(fault, said, re.MULTILINE), said


def test_a_key_of_another_page_fails_and_the_last_good_book_stays(clone: Clone) -> None:
    said = clone.fails_with([("chapters/output.md", 'tell("output.years"', 'tell("summary.years"')])
    assert "the key 'summary.years' stands on the page 'output'" in said


def test_what_the_words_name_in_vain_is_told_in_full_and_the_last_good_book_stays(clone: Clone) -> None:
    said = clone.fails_with(
        [
            ("chapters/output.md", "{num}`output.years` rows", "{num}`output.months` rows {cite:p}`nobody_1999`"),
            ("chapters/output.md", "# Output", "# Output\n\n[here](nowhere.md)"),
        ]
    )
    for fault in (
        r"chapters/output.md:\d+: (WARNING|ERROR): no cell tells the number 'output.months'; told are: output.years",
        r"chapters/output.md:\d+: (WARNING|ERROR): .*nobody_1999",
        r"chapters/output.md:\d+: (WARNING|ERROR): .*nowhere",
    ):
        assert re.search(fault, said), said


def test_the_recipe_of_the_readme_adds_a_chapter(clone: Clone) -> None:
    readme = (ROOT / "README.md").read_text()
    pieces = re.findall(r"<!-- recipe: (\S+) -->\n( *)(`{3,4})\w+\n(.*?)\n\2\3\n", readme, re.DOTALL)
    assert [name for name, *_ in pieces] == ["chapters/treaty.md", "_toc.yml"]
    for name, indent, _, body in pieces:
        text = "\n".join(line.removeprefix(indent) for line in body.split("\n")) + "\n"
        (clone.folder / name).write_text(text)
    (clone.folder / "chapters/output.md").unlink()  # the recipe's contents do not name it
    for name in re.findall(r"file: (\S+)", (clone.folder / "_toc.yml").read_text()):
        if (ROOT / f"{name}.md").exists() and not (clone.folder / f"{name}.md").exists():
            # In its place a page with the places that the first page leads to.
            places = re.findall(rf'of="{Path(name).stem}#([\w-]+)"', (clone.folder / "chapters/summary.md").read_text())
            text = "# One of the book's chapters\n\nIn its place.\n" + "".join(
                f"\n## {one}\n\nHere.\n" for one in places
            )
            (clone.folder / f"{name}.md").write_text(text)
    clone.build()
    assert re.search(r"Twenty|Thirty|Forty|Fifty|Sixty", clone.page("treaty"))
    assert "rows of the record are about the treaty" in clone.page("treaty")
    assert clone.run("check").returncode == 0
