"""A row, a helper, a chapter changes: the book follows. Something is broken: the last good book stays."""

import re

import pytest
from clone import Clone

from helpers.book.settings import ROOT

pytestmark = pytest.mark.slow
SPELLS = "data/events/membership_spells.csv"
OTHER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3 (ipykernel)
  language: python
---

# Output

{num}`output.years` rows.

```{code-cell} ipython3
from helpers.data import load
from helpers.prose import tell

rows = load("gdp").query("iso3 == 'RUS'")
tell("output.years", len(rows), rows=rows, says="years with a value for Russia")
```
"""


# The first page and a second one: the other chapters would only make every build slower.
TOC = """format: jb-book
root: chapters/summary
chapters:
  - file: chapters/output
  - file: chapters/appendix/data
  - file: chapters/appendix/sources
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone with a second page, built once."""
    made = Clone(tmp_path_factory.mktemp("clone") / "a book")
    (made.folder / "chapters/output.md").write_text(OTHER)
    (made.folder / "_toc.yml").write_text(TOC)
    first = made.folder / "chapters/summary.md"
    first.write_text(re.sub(r"\[([^\]]+)\]\([\w-]+\.md\)", r"\1", first.read_text()))  # links to the other chapters
    made.build()
    return made


def test_an_unchanged_book_is_left_alone(clone: Clone) -> None:
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
    picture = clone.folder / "_build/html/_figures/summary/lifelines-wide-light.svg"
    drawn, other, said = picture.read_bytes(), clone.ran("output"), clone.page()
    assert "and five of them take part" in said and "5 still take part" in said
    assert "Armenia, frozen since 2024" in clone.source()
    for org in ("CST", "CSTO"):
        clone.replace(SPELLS, f"{org},ARM,frozen,2024-02-22,,", f"{org},ARM,frozen,2024-02-22,2025-10-01,")
    clone.build()
    assert "Armenia, takes part" in clone.source()
    assert "and six of them take part" in clone.page() and "6 still take part" in clone.page()
    assert picture.read_bytes() != drawn
    assert clone.ran("output") == other, "a page that does not load the table ran again"
    clone.put_back(SPELLS)
    clone.build()
    assert clone.page() == said and picture.read_bytes() == drawn


def test_the_readmes_bad_row_is_refused_with_its_place(clone: Clone) -> None:
    clone.replace(SPELLS, "CSTO,ARM,frozen,2024-02-22,,", "CSTO,ARM,frozen,2024-02-22,2025-13-01,")
    said = clone.fails()
    assert re.search(
        r"^data/events/membership_spells.csv:\d+ end: '2025-13-01' is not a date \(YYYY, YYYY-MM or YYYY-MM-DD\)$",
        said,
        re.MULTILINE,
    )
    shown = re.search(
        r"^data/events/membership_spells.csv:(\d+) end", (ROOT / "README.md").read_text(), re.MULTILINE
    ).group(1)
    assert f"membership_spells.csv:{shown} end" in said, "the README shows another line"
    clone.put_back(SPELLS)


def test_a_line_of_a_helper_changes_the_figure(clone: Clone) -> None:
    picture = clone.folder / "_build/html/_figures/summary/lifelines-wide-light.svg"
    drawn, other = picture.read_bytes(), clone.ran("output")
    clone.replace("helpers/style.py", '"#1f4e79", "#9b2335"', '"#1f4e79", "#9b2336"')
    clone.build()
    assert picture.read_bytes() != drawn
    assert clone.ran("output") == other, "a page that does not import the module ran again"
    clone.put_back("helpers/style.py")
    clone.build()
    assert picture.read_bytes() == drawn


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'rows = load("gdp")',
            'rows = load("gdp")\nprint(1 / 0)\nrows = load("gdp")',
            r"^chapters/output.md:21: ZeroDivisionError: division by zero",
        ),
        ('load("gdp")', 'load("gpd")', r"chapters/output.md:20: DataError: data/datapackage.json: no table 'gpd'"),
        (
            "rows = load",
            "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')\nrows = load",
            r"a chapter may not use the network",
        ),
        ('tell("output.years"', 'tell("summary.years"', r"the key 'summary.years' stands on the page 'output'"),
        (
            "{num}`output.years`",
            "{num}`output.months`",
            r"no cell tells the number 'output.months'; told are: output.years",
        ),
        ("{num}`output.years` rows", "{num}`output.years` rows {cite:p}`nobody_1999`", r"nobody_1999"),
        ("# Output", "# Output\n\n[here](nowhere.md)", r"nowhere"),
    ],
)
def test_what_is_broken_in_a_chapter_fails_and_keeps_the_last_good_book(
    clone: Clone, old: str, new: str, says: str
) -> None:
    text = (clone.folder / "chapters/output.md").read_text()
    clone.replace("chapters/output.md", old, new)
    try:
        said = clone.fails()
    finally:
        (clone.folder / "chapters/output.md").write_text(text)
    assert re.search(says, said, re.MULTILINE), said


def test_the_recipe_of_the_readme_adds_a_chapter(clone: Clone) -> None:
    readme = (ROOT / "README.md").read_text()
    pieces = re.findall(r"<!-- recipe: (\S+) -->\n( *)(`{3,4})\w+\n(.*?)\n\2\3\n", readme, re.DOTALL)
    assert [name for name, *_ in pieces] == ["chapters/treaty.md", "_toc.yml"]
    for name, indent, _, body in pieces:
        text = "\n".join(line.removeprefix(indent) for line in body.split("\n")) + "\n"
        (clone.folder / name).write_text(text)
    (clone.folder / "chapters/output.md").unlink()  # the recipe's contents do not name it
    clone.build()
    assert re.search(r"Twenty|Thirty|Forty|Fifty|Sixty", clone.page("treaty"))
    assert "rows of the record are about the treaty" in clone.page("treaty")
    assert clone.run("check").returncode == 0
