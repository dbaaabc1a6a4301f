"""The README's explorer in a book of its own: built, built again, and refused where a state cannot be drawn."""

import re
from pathlib import Path

import pytest
from clone import CHAPTER_HEAD, Clone

from helpers.book.settings import ROOT

pytestmark = pytest.mark.slow
PAGE = (
    CHAPTER_HEAD
    + """
# The treaty

Words.

```{code-cell} ipython3
CODE
```
"""
)
TOC = "format: jb-book\nroot: chapters/appendix/sources\nchapters:\n  - file: chapters/treaty\n"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"<!-- example: explorer -->\n```python\n(.*?)\n```", readme, re.DOTALL).group(1)
    made = Clone(tmp_path_factory.mktemp("explorers") / "book", TOC, {"treaty": PAGE.replace("CODE", code)})
    made.build()
    return made


def pictures(clone: Clone) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (clone.folder / "_build/.pages/explorers").glob("*.svg")}


def test_it_is_on_its_page_with_its_files_beside_it(clone: Clone) -> None:
    html = clone.folder / "_build/html"
    page = (html / "chapters/treaty.html").read_text(encoding="utf-8")
    assert 'data-src="../_explorers/treaty/bound.js"' in page and "explore.js" in page and "explore.css" in page
    assert "explore.js" not in (html / "chapters/appendix/sources.html").read_text(encoding="utf-8")
    assert {path.suffix for path in (html / "_explorers").rglob("*.*")} == {".js", ".csv", ".bib", ".svg"}
    shown = set(re.findall(r"_explorers/treaty/(\w+-(?:wide|narrow)\.svg)", page))
    assert shown and all((html / "_explorers/treaty" / name).exists() for name in shown)


def test_a_changed_sentence_draws_nothing_anew(clone: Clone) -> None:
    before, ran = pictures(clone), clone.ran("treaty")
    clone.replace("chapters/treaty.md", "Move the year through 1999", "Move the year slowly through 1999")
    clone.build()
    assert clone.ran("treaty") != ran and pictures(clone) == before


def test_a_picture_that_is_gone_is_drawn_again(clone: Clone) -> None:
    gone = sorted(pictures(clone))[0]
    kept = gone.read_bytes()
    (clone.folder / "_build/html/chapters/treaty.html").unlink()
    for size in ("wide", "narrow"):
        gone.with_name(gone.name.split("-")[0] + f"-{size}.svg").unlink()
    clone.build()
    assert gone.read_bytes() == kept


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    states = parties", "    assert year != 2004, 'no map'\n    states = parties",
         r"explorer treaty\.bound, state year=2004 clock='treaty': AssertionError: no map"),
        ("range(1995, 2026)", "range(1901, 2026)", r"explorer treaty\.bound: 125 × 2 = 250 states, at most 200"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_stops_the_build_and_is_named(clone: Clone, old: str, new: str, says: str) -> None:
    clone.replace("chapters/treaty.md", old, new)
    said = clone.fails()
    clone.replace("chapters/treaty.md", new, old)
    assert re.search(says, said), said
