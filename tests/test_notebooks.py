"""Chapters to download as notebooks: the same code, text without the book's own marks, running beside the data."""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from helpers.book.exercises import is_solution
from helpers.book.notebooks import FOLDER, Place, Words, in_words
from helpers.book.pages import read_notebook, read_pages
from helpers.book.settings import ROOT
from helpers.data.bibliography import read_bibliography

PAGES = [page for page in read_pages(ROOT) if page.is_notebook()]
WORDS = Words(
    numbers={"a.b": {"text": "1,500", "value": 12}},
    sources=read_bibliography(),
    places={"a-fig": Place("Figure %s", "7")},
    titles={"a-fig": "What was sent", "an-exercise": "Count"},
    notebooks=frozenset({"origins"}),
)


def read(site: Path, name: str) -> nbformat.NotebookNode:
    notebook = nbformat.read(site / FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    return notebook


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_notebook_holds_the_chapters_code_as_it_ran_and_no_marks_of_the_book(site, page) -> None:
    notebook, source = read(site, page.stem), read_notebook(page.path.read_text(encoding="utf-8"), page.path)
    assert [cell.source for cell in notebook.cells if cell.cell_type == "code"] == [
        cell.source for cell in source.cells if cell.cell_type == "code"
    ]
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{[A-Za-z:]+\}`|^:::|^`{3,}\{|^\([\w-]+\)=|\.md\)", text, re.MULTILINE)
    assert "Put this notebook beside the folders `helpers/` and `data/`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_students_notebook_is_without_solutions_and_the_page_offers_both(site, page) -> None:
    whole = read(site, page.stem)
    html = (site / f"{page.name}.html").read_text(encoding="utf-8")
    assert f"{FOLDER}/{page.stem}.ipynb" in html
    student = site / FOLDER / f"{page.stem}-student.ipynb"
    assert student.exists() == any(map(is_solution, whole.cells)) == (f"{page.stem}-student.ipynb" in html)
    if student.exists():
        without = read(site, f"{page.stem}-student")
        assert without.cells == [cell for cell in whole.cells if not is_solution(cell)]
        assert sum(cell.source.count("> **Exercise: ") for cell in without.cells) == 3


def test_a_downloaded_notebook_runs_beside_helpers_and_data(site, tmp_path, monkeypatch) -> None:
    shutil.copyfile(site / FOLDER / "summary.ipynb", tmp_path / "summary.ipynb")
    for name in ("helpers", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CSTO_DATA", "CSTO_EXPLORERS", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    notebook = nbformat.read(tmp_path / "summary.ipynb", as_version=4)
    where = nbformat.v4.new_code_cell("import helpers, helpers.data; print(helpers.__file__)")
    notebook.cells.append(where)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert os.fspath(tmp_path) in where.outputs[0]["text"]
    shown = [
        out["data"].get("text/html", "") for cell in notebook.cells for out in cell.get("outputs", ()) if "data" in out
    ]
    pictures = [html for html in shown if "<img" in html or "<svg" in html]
    assert pictures, "figures show in a notebook"


def test_roles_and_directives_become_words() -> None:
    text = """(place)=
It sent {num}`a.b` troops, {word}`a.b` or {Word}`a.b` {cite:p}`wdi` ({numref}`Chart %s <a-fig>`), see
{numref}`a-fig`, {ref}`the table <a-fig>`, {ref}`an-exercise`, [Origins](origins.md) and [the method](appendix/method.md#x).

:::{admonition} Source check: a word
:class: source-check

Wrong.
:::

:::{div} screen
Press.
:::

```{exercise} Count
:skill: code a case
:minutes: 5

Do it.
```"""
    entry = WORDS.sources["wdi"]
    assert (
        in_words(text, WORDS)
        == f"""It sent 1,500 troops, twelve or Twelve ({entry.author} {entry.year}) (Chart 7), see
Figure 7, the table, Count, [Origins](origins.ipynb) and the method.

> **Source check: a word**
>
> Wrong.


> **Exercise: Count (code a case, 5 minutes)**
>
> Do it."""
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{math}`x`", "no words for the role 'math'"),
        ("```{figure} x.png\n```", "no words for the directive 'figure'"),
        ("{numref}`Figure %s <nowhere>`", "no figure or table 'Figure %s <nowhere>'"),
        ("{ref}`nowhere`", "no place 'nowhere' to refer to"),
        (":::{admonition} Open\n\nWords.", "a block that begins with ::: has no end"),
    ],
)
def test_what_has_no_words_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        in_words(text, WORDS)
