"""The code of chapters is linted, laid out and short; faults name the chapter's own lines."""

from pathlib import Path

import pytest

from helpers.book.code_style import SCREEN, check_code, tidy_code
from helpers.book.settings import ROOT

PAGE = """---
kernelspec:
  name: python3
---

# A page

Words.

```{code-cell} ipython3
:tags: [hide-input]

FIRST
```

More words.

```{code-cell} ipython3
SECOND
```
"""


@pytest.fixture
def page(tmp_path: Path):
    """Write a page with two cells into a book of its own, with the house's settings of ruff."""

    def write(first: str, second: str = "second = 2\nsecond") -> Path:
        (tmp_path / "chapters").mkdir(exist_ok=True)
        (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
        path = tmp_path / "chapters/page.md"
        path.write_text(PAGE.replace("FIRST", first).replace("SECOND", second))
        return path

    return write


def said(path: Path) -> list[str]:
    return [str(problem) for problem in check_code(path.parents[1])]


def test_the_books_own_chapters_are_clean() -> None:
    assert check_code(ROOT) == []


def test_a_cell_may_end_with_what_it_shows_and_import_where_it_needs_to(page) -> None:
    assert said(page("first = 1", "import math\n\nmath.pi")) == []


def test_an_unused_import_is_named_with_the_chapters_line(page) -> None:
    assert said(page("import os\n\nfirst = 1")) == ["chapters/page.md:13: F401 `os` imported but unused"]


def test_a_name_of_an_earlier_cell_is_known_and_one_of_none_is_not(page) -> None:
    assert said(page("first = 1", "first + 1")) == []
    assert said(page("first = 1", "last + 1")) == ["chapters/page.md:19: F821 Undefined name `last`"]


def test_code_that_does_not_parse_is_named_with_its_line(page) -> None:
    faults = said(page("first = (1"))
    assert faults == ["chapters/page.md:13: SyntaxError: '(' was never closed"]


def test_a_cell_laid_out_by_hand_is_mended_by_tidy_and_nothing_else_is_touched(page) -> None:
    path = page("first = [1,2 ]", "second = {'a':1}\nsecond")
    assert [fault.split(": ", 1)[0] for fault in said(path)] == ["chapters/page.md:13", "chapters/page.md:19"]
    before = path.read_text()
    assert tidy_code(path.parents[1]) == ["chapters/page.md"]
    assert path.read_text() == before.replace("[1,2 ]", "[1, 2]").replace("{'a':1}", '{"a": 1}')
    assert said(path) == [] and tidy_code(path.parents[1]) == []


def test_equal_cells_are_each_mended(page) -> None:
    path = page("x = [1,2 ]", "x = [1,2 ]")
    tidy_code(path.parents[1])
    assert path.read_text().count("x = [1, 2]") == 2


def test_a_cell_longer_than_a_screen_is_refused(page) -> None:
    long = "\n".join(f"name_{number} = {number}" for number in range(SCREEN + 1))
    assert any(f"at most {SCREEN}: split it" in fault for fault in said(page(long)))
