"""A table in a chapter: what it derives, what it refuses, and how it stands on a page."""

import csv
import html
import re
import tomllib
import xml.dom.minidom
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from clone import CHAPTER_HEAD, Clone
from sphinx.errors import ExtensionError

from helpers.book import extension
from helpers.book.collected import Collected, _keep
from helpers.book.epub.chapters import file_of
from helpers.book.pages import Page
from helpers.book.prose_rules import hand_typed, spoken_by_cells
from helpers.book.settings import ROOT
from helpers.book.tables import build_grid, grid, grid_cell, write_files
from helpers.data import load
from helpers.tables import TABLE_TYPE, Shown, show

LEGAL = load("legal").head(4)


def make(**changes) -> Shown:
    rows = changes.pop("rows", LEGAL)
    table = changes.pop("table", LEGAL[["provision", "summary", "sources"]])
    return show(changes.pop("key", "test.texts"), table, rows=rows, **{"title": "What the articles ask", **changes})


def test_source_line_as_of_and_licence_come_from_the_rows() -> None:
    first = LEGAL.head(1)
    rows = [first, load("gdp").head(3)]
    data = make(rows=rows, table=first[["provision", "summary", "sources"]]).data
    assert data["credit"].startswith("Data: Legal texts; Gross domestic product. Sources: ")
    assert "World Bank" in data["credit"] and "Licence of the data: " in data["credit"]
    assert data["tables"] == ["legal", "gdp"]
    assert "wdi" in data["sources"] and data["as_of"] == "2026-11-21"


def test_columns_choose_order_and_name() -> None:
    table = LEGAL.assign(extra=1)
    assert make(table=table, columns=["date", "provision"]).data["columns"] == ["date", "provision"]
    named = make(table=table, columns={"provision": "Article", "sources": "Who says it"}).data
    assert named["columns"] == ["Article", "Who says it"] and named["sources_at"] == 1
    assert make(table=table[["sources", "provision"]]).data["columns"] == ["Sources", "provision"]
    assert make(table=table[["provision"]]).data["sources_at"] is None


def test_cells_are_written_as_in_the_data_and_fractions_alike() -> None:
    table = pd.DataFrame({"text": ["a", ""], "share": [1.5, 20.0], "count": [1.0, None], "is": [True, False]})
    assert make(table=table).data["rows"] == [["a", "1.5", "1", "true"], ["", "20.0", "", "false"]]


def of(*texts: object, name: str = "text") -> pd.DataFrame:
    return pd.DataFrame({name: list(texts)})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key": "texts"}, "is not of the form chapter.name"),
        ({"title": "word " * 16}, "a title of one to 15 words, got 16"),
        ({"title": " "}, "a title of one to 15 words, got 0"),
        ({"table": LEGAL.head(0)}, "has no rows or no columns to show"),
        ({"table": LEGAL[[]]}, "has no rows or no columns to show"),
        ({"table": [["a"]]}, "has no rows or no columns to show"),
        ({"rows": LEGAL.head(0)}, "no rows stand behind it"),
        ({"rows": []}, "no rows stand behind it"),
        ({"rows": of("wdi", name="sources")}, "do not know their table"),
        ({"rows": LEGAL.drop(columns="sources")}, "lost their sources"),
        ({"rows": LEGAL.assign(sources="")}, "the rows behind it name no source"),
        ({"table": of("", name="sources")}, "row 1 names no source"),
        ({"table": of("wdi", name="sources")}, "row 1 names the source 'wdi', which no row given as `rows` names"),
        ({"table": of("CSTTreaty1992;;x", name="sources")}, "names the source ''"),
        ({"table": of("a", None)}, "row 2 has no cell in the column 'text'; rows are ragged"),
        ({"table": pd.DataFrame([{"x": "a", "y": "b"}, {"x": "c"}])}, "row 2 has no cell in the column 'y'"),
        ({"table": of("a", ["b"])}, "row 2, column 'text' holds a list, expected one value"),
        ({"table": pd.DataFrame([["a", "b"]], columns=["x", "x"])}, "two columns have one heading: x"),
        ({"table": of("a", name=" ")}, "a column has no heading"),
        ({"table": of("a", name=("x", "y"))}, "headings have several levels"),
        ({"table": LEGAL.set_index("id")}, r"its index \(id\) would not be shown; use reset_index"),
        ({"columns": ["provision", "sumary"]}, "no column 'sumary'; there are: provision, summary, sources"),
        ({"columns": []}, "no column is chosen"),
    ],
)
def test_a_table_that_does_not_serve_is_refused(changes: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make(**changes)


def test_a_notebook_shows_the_table_with_escaped_words_and_named_sources() -> None:
    table = LEGAL[["sources"]].assign(**{"<i>x</i>": "<script>alert(1)</script> & more"})
    bundle = make(table=table, title="A <b>title</b>", note="A <u>note</u>")._repr_mimebundle_()
    assert bundle[TABLE_TYPE]["key"] == "test.texts"
    assert not re.search(r"<(script|b|i|u)>", bundle["text/html"])
    assert "&lt;script&gt;" in bundle["text/html"] and "A &lt;u&gt;note&lt;/u&gt;" in bundle["text/html"]
    assert "States parties to the Treaty on Collective Security 1992" in bundle["text/html"]


def grid_of(**changes) -> grid:
    return build_grid(make(**changes).data, "test")[0]


def test_long_texts_and_sources_stack_on_a_phone_and_short_numbers_do_not() -> None:
    assert "stacks" in grid_of()["classes"]
    assert "stacks" in grid_of(table=LEGAL[["sources"]])["classes"]
    numbers = grid_of(
        table=pd.DataFrame({"state": ["Armenia", "Tajikistan"], "1999": [1.5, 2.0], "2000": ["1,200", "3%"]})
    )
    assert "stacks" not in numbers["classes"]
    assert ["text-right" in cell["classes"] for cell in numbers.findall(grid_cell)] == [False, True, True] * 3


def test_a_first_column_that_names_its_rows_is_their_heading() -> None:
    roles = [cell["role"] for cell in grid_of(table=LEGAL[["id", "summary"]]).findall(grid_cell)]
    assert roles == ["columnheader"] * 2 + ["rowheader", "cell"] * 4
    same = [cell["role"] for cell in grid_of(table=LEGAL.assign(id="x")[["id", "summary"]]).findall(grid_cell)]
    assert "rowheader" not in same


def test_sources_are_listed_below_where_the_cells_do_not_name_them_all() -> None:
    assert len(build_grid(make().data, "test")) == 1
    assert len(build_grid(make(table=LEGAL[["provision"]]).data, "test")) == 2


def test_a_key_is_used_once_in_the_book() -> None:
    found, page = Collected(), Page("chapters/test", Path("test.md"))
    assert _keep(found, found.cards, page, {"key": "test.texts"}) == []
    assert "is used twice" in _keep(found, found.tables, page, make().data)[0]


def test_the_download_holds_the_cells_and_no_formula(tmp_path: Path) -> None:
    data = make(table=pd.DataFrame({"=x": ["=SUM(A1)", "a, b"], "n": [1, 2]})).data
    write_files(tmp_path, Collected(tables={"test.texts": data}))
    text = (tmp_path / "_tables/test/texts.csv").read_text(encoding="utf-8")
    assert text == "'=x,n\n'=SUM(A1),1\n\"a, b\",2\n"


def test_what_a_table_says_is_judged_like_what_a_figure_says() -> None:
    text = '```{code-cell} ipython3\nshow("a.b", t, title=f"The {n} texts", rows=r, note="Of 12 members")\n```\n'
    assert [bool(hand_typed(words)) for _, words in spoken_by_cells(text)] == [False, True]


def test_the_readmes_table_can_be_made() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"<!-- example: table -->\n```python\n(.*?)\n```", readme, re.DOTALL).group(1)
    space: dict = {}
    exec(code.replace("show(\n", "made = show(\n"), space)
    assert len(space["made"].data["rows"]) >= 6
    assert "<treaty-signed>" in readme and space["made"].data["key"] == "treaty.signed"


def test_an_environment_that_does_not_know_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    extension.check_plugins()
    plugins = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["myst_nb.mime_renderers"]
    assert set(plugins) == extension.PLUGINS
    monkeypatch.setattr(extension, "entry_points", lambda group: [])
    with pytest.raises(ExtensionError, match=r"csto_card, csto_explorer, csto_table of pyproject.toml not installed"):
        extension.check_plugins()


PAGE = (
    CHAPTER_HEAD
    + """
# Trial

See {numref}`Table %s <trial-texts>`, {numref}`trial-output` and {ref}`trial-texts`.

```{code-cell} ipython3
from helpers.data import load
from helpers.tables import show

texts = load("legal").head(4)
show(
    "trial.texts",
    texts.assign(provision="<script>" + texts["provision"]),
    title="What the <b>articles</b> ask",
    rows=texts,
    columns={"provision": 'Article "1"', "summary": "Text", "sources": "Sources"},
    note="Words & more",
)
```

```{code-cell} ipython3
gdp = load("gdp").query("year >= 2024")
show("trial.output", gdp[["iso3", "year", "value"]], title="Output", rows=gdp)
```
"""
)
TOC = "format: jb-book\nroot: chapters/appendix/sources\nchapters:\n  - file: chapters/trial\n"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A book of one page with two tables, and its bibliography: as a site and as an EPUB."""
    made = Clone(tmp_path_factory.mktemp("tables") / "book", TOC, {"trial": PAGE}, whole=("legal",))
    made.build()
    done = made.run("epub")
    assert done.returncode == 0, done.stderr
    return made


def page_of(clone: Clone, edition: str) -> str:
    if edition == "html":
        return (clone.folder / "_build/html/chapters/trial.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(clone.folder / "_build" / "epub/csto-report.epub") as book:
        return book.read(f"EPUB/{file_of('chapters/trial')}").decode()


def figures(page: str) -> list[str]:
    return re.findall(r'<figure class="tabular".*?</figure>', page, re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["html", "epub"])
def test_a_table_is_numbered_named_sourced_and_whole_in_every_edition(clone: Clone, edition: str) -> None:
    page = page_of(clone, edition)
    texts, output = figures(page)
    for number, one in enumerate((texts, output), 1):
        assert re.search(rf'<p class="evidence-number">Table {number}<(a|/p)', one)
        assert re.search(r"Sources: \w.*As of .*\d{4}.*Licence of the data: \w", one)
        xml.dom.minidom.parseString(one)  # well-formed: EPUB is XML
    assert [id for id, times in Counter(re.findall(r' id="(trial-[^"]+)"', page)).items() if times > 1] == []
    assert 'aria-labelledby="trial-texts-title"' in texts and 'id="trial-texts-title"' in texts
    assert "<script>" not in texts and "&lt;script&gt;Article 1" in texts and "&lt;b&gt;articles" in texts
    assert "<p>Words &amp; more</p>" in texts.replace(' class="evidence-note"', "")
    assert len(re.findall(r'role="row"', texts)) == 5 and len(re.findall(r'role="rowheader"', texts)) == 4
    assert re.search('>Article [“"]1[”"]<', html.unescape(texts))
    assert re.search(r'<a class="reference internal" href="[^"]*#id\d+"[^>]*>1992', texts)
    assert re.search(r"See .*Table 1<.*Table 2<.*What the &lt;b&gt;articles&lt;/b&gt; ask<", page)


@pytest.mark.slow
def test_a_tables_link_leads_to_its_cells(clone: Clone) -> None:
    site = clone.folder / "_build/html/chapters"
    texts = figures(page_of(clone, "html"))[0]
    assert 'data-label="Article &quot;1&quot;"' in texts  # what a phone writes before the cell
    link = re.search(r'href="([^"]+\.csv)" download', texts).group(1)
    with (site / link).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ['Article "1"', "Text", "Sources"] and len(rows) == 5


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_a_long_table_is_stacked_and_stays_a_table(clone: Clone, chromium, theme: str) -> None:
    from accessibility import faults

    page = chromium.new_page(viewport={"width": 390, "height": 900}, color_scheme=theme)
    page.goto((clone.folder / "_build/html/chapters/trial.html").as_uri(), wait_until="load")
    page.wait_for_timeout(300)
    places = page.evaluate(
        "[...document.querySelectorAll('#trial-texts tbody tr:first-child > *')].map((c) => c.getBoundingClientRect().top)"
    )
    assert places == sorted(places) and len(set(places)) == len(places)  # one below the other
    assert page.evaluate("document.querySelector('#trial-output tbody td').getBoundingClientRect().height") < 60
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.get_by_role("table", name="What the <b>articles</b> ask").count() == 1
    assert page.get_by_role("columnheader", name="Text", exact=True).count() == 1
    assert page.locator("#trial-texts").get_by_role("row").count() == 5
    found = faults(page)
    page.close()
    assert found == []
