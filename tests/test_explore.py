"""The explorer's Python face: what it draws and stores, what it refuses, what it shows in a live notebook."""

import functools
import os
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import FigureBase
from nbclient import NotebookClient

from helpers import charts, style
from helpers.book import explorer_markup
from helpers.book.execute import PICTURES, PageError
from helpers.book.explorers import check_weights, csv_of, drop_old_pictures, pictures_of, script_of
from helpers.book.settings import ROOT
from helpers.data import load
from helpers.explore import EXPLORER_TYPE, Choice, Explorer, Predict, View, drawing, explore
from helpers.explore.explorer import table_of
from helpers.pictures import STORE, draw_svg, slim

NASTY = "<script>alert('x')</script> \"quoted\" & <b>bold</b>"
WORDS = {
    "title": "A line by year",
    "subtitle": "A made-up line, 2000 to 2005",
    "question": "How does it run?",
    "look": "Look at its end.",
    "heights": (1.0, 1.2),
}


def line(place: FigureBase, size: style.Size, top: int, colour: str) -> None:
    axes = place.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([0, top], color=colour)
    axes.set_title(f"Up to {top}")


def draw(year: int, kind: str) -> View:
    """Show a line that is the same in 2003 and after."""
    top = min(year, 2003)
    view = pd.DataFrame({"year": [year], "words": [NASTY]})
    colour = {"one": style.TREATY, "two": style.ORGANISATION}[kind]
    return View(
        functools.partial(line, top=top, colour=colour), f"In {year} the line of kind {kind} ends at {top}.", view
    )


def make(**changes) -> Explorer:
    choices = {"year": range(2000, 2006), "kind": Choice("Kind", {"one": "Kind one", "two": NASTY})}
    rows = changes.pop("rows", load("gdp").query("iso3 == 'RUS'"))
    choices = changes.pop("choices", choices)
    return explore(
        changes.pop("key", "test.line"), changes.pop("draw", draw), rows=rows, **{**WORDS, **changes}, **choices
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def bundle(store: Path) -> dict:
    return make(start={"year": 2001, "kind": "two"}).bundle(store)


def test_every_state_has_its_sentence_its_picture_and_its_table(bundle: dict, store: Path) -> None:
    assert len(bundle["states"]) == 12
    for place, state in enumerate(bundle["states"]):
        year, kind = explorer_markup.parts_of(bundle, place)
        assert state["says"].startswith(f"In {2000 + year} the line of kind {['one', 'two'][kind]} ends")
        assert bundle["tables"][state["table"]]["rows"] == [[str(2000 + year), NASTY]]
    assert all((store / name).stat().st_size > 500 for name in pictures_of(bundle))
    assert explorer_markup.in_words(bundle, bundle["start"]) == f"Year: 2001; Kind: {NASTY}"


def test_a_states_table_names_its_sources_by_author_and_year() -> None:
    shown = table_of(load("appeals").head(1)[["iso3", "sources"]])
    assert shown["columns"] == ["iso3", "Sources"]
    assert re.search(r"\w \d{4}", shown["rows"][0][1]) and load("appeals")["sources"].iloc[0] not in shown["rows"][0]
    assert table_of(pd.DataFrame({"sources": [""]}))["rows"] == [[""]]


def test_equal_pictures_and_tables_are_stored_once(bundle: dict, store: Path) -> None:
    assert len({state["picture"] for state in bundle["states"]}) == 8  # 2003, 2004 and 2005 look alike
    assert len(list(store.glob("*.svg"))) == 16
    assert len(bundle["tables"]) == 6


def test_source_line_as_of_and_licence_come_from_the_rows(bundle: dict) -> None:
    assert bundle["credit"].startswith("Data: Gross domestic product. Sources: World Bank. As of July 2026.")
    assert bundle["sources"] and bundle["licences"]


def test_the_same_rows_give_the_same_bytes_however_they_are_drawn(bundle: dict, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "PROCESSES", 100)  # fewer pictures than processes: one by one, in this process
    again = make(start={"year": 2001, "kind": "two"}).bundle(tmp_path)
    assert again == bundle


def test_what_was_drawn_is_not_drawn_again(bundle: dict, store: Path, monkeypatch) -> None:
    named = make(draw=by_name).bundle(store)
    monkeypatch.setattr(drawing, "draw_svg", lambda *_: pytest.fail("drawn again"))
    assert make(draw=by_name).bundle(store) == named


def by_name(year: int, kind: str) -> View:
    """Draw with a function of the helpers, whose code can be told."""
    count = charts.Count(
        "Treaty", style.TREATY, {"in_force": pd.DataFrame({"start": ["1994-04-20"], "end": [""], "count": [9]})}
    )
    picture = functools.partial(charts.counts, panels=[count], until=f"{year}-06-30")
    return View(picture, f"In {year} the count of kind {kind} stands at nine states.", pd.DataFrame({"count": [9]}))


def test_a_call_is_known_by_the_values_it_is_given() -> None:
    def call(frame: pd.DataFrame, until: str = "2026-06-30") -> str:
        return drawing.call_of(functools.partial(charts.counts, panels=[frame], until=until), (1.0, 1.0))

    one, same, other = pd.DataFrame({"a": [1.0, None]}), pd.DataFrame({"a": [1.0, None]}), pd.DataFrame({"a": [1, 2]})
    assert call(one) == call(same) != call(other)
    assert call(one) != call(one, "2025-06-30")
    assert drawing.call_of(functools.partial(line, top=1), (1.0, 1.0)) == "", (
        "a function of a chapter has no known code"
    )
    assert drawing.call_of(lambda place, size: None, (1.0, 1.0)) == ""
    assert drawing.call_of(charts.counts, (1.0, 1.0), "code a") != drawing.call_of(charts.counts, (1.0, 1.0), "code b")


def failing(year: int, kind: str) -> View:
    if year == 2004:
        raise KeyError("KAZ")
    return draw(year, kind)


def late(place: FigureBase, size: style.Size) -> None:
    raise RuntimeError("no room")


def stray(place: FigureBase, size: style.Size) -> None:
    place.add_axes((0, 0, 1, 1)).plot([1, 2], color="#123456")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"draw": failing}, r"explorer test.line, state year=2004 kind='one': KeyError: 'KAZ'"),
        ({"draw": lambda year, kind: View(late, draw(year, kind).says, draw(year, kind).table)},
         r"explorer test.line, state year=2000 kind='one': drawing raised RuntimeError: no room"),
        ({"draw": lambda year, kind: View(stray, draw(year, kind).says, draw(year, kind).table)},
         r"state year=2000 kind='one': colours without a name in helpers.style: #123456"),
        ({"draw": lambda year, kind: View(line, "", draw(year, kind).table)}, r"state year=2000 .*`says` needs a full sentence"),
        ({"draw": lambda year, kind: View(line, "No full stop, though it is long enough to be one", pd.DataFrame())}, "full sentence"),
        ({"draw": lambda year, kind: View(line, draw(year, kind).says, pd.DataFrame())}, "needs a table"),
        ({"draw": lambda year, kind: "a picture"}, "draw returned a str, expected a View"),
        ({"draw": lambda year: draw(year, "one")}, r"TypeError: .*unexpected keyword argument 'kind'"),
        ({"choices": {"year": range(1900, 2000), "kind": ["a", "b", "c"]}}, r"100 × 3 = 300 states, at most 200"),
        ({"choices": {}}, "nothing to choose"),
        ({"choices": {"year": range(1), "kind": ["one", "two"]}}, r"choice 'year': 1 option"),
        ({"choices": {"year": [2000, 2001], "kind": {"one": "same", "two": "same"}}}, "cannot tell apart: same"),
        ({"choices": {"year": [2000, 2001], "kind": ["a b", "a-b"]}}, "cannot tell apart: a-b"),
        ({"choices": {"year": [2000, 2001], "kind": {"one": " ", "two": "two"}}}, "need a label"),
        ({"choices": {"year": Choice("Year", [2000, 2001], free="date"), "kind": ["one", "two"]}}, "needs values of type str"),
        ({"start": {"yaer": 2001}}, r"start names the choice 'yaer'; there are: year, kind"),
        ({"start": {"year": 1999}}, r"start gives 'year' the value 1999; there are: 2000, 2001"),
        ({"small": [{"kind": "three"}]}, r"small gives 'kind' the value 'three'"),
        ({"small": [{"kind": "one"}] * 7}, "7 states for paper, at most 6"),
        ({"question": "It rises."}, "the question is no question"),
        ({"title": "word " * 13}, "got 13"),
        ({"look": ""}, "what to look for"),
        ({"rows": []}, "no rows are drawn"),
        ({"key": "line"}, "is not of the form chapter.name"),
        ({"predict": Predict("Up?", {"a": "Yes", "b": "No"}, "c", "So.")}, "the answer 'c' .* is not among the options: 'a', 'b'"),
    ],
)  # fmt: skip
def test_what_does_not_serve_is_refused_with_its_place(change: dict, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        make(**change).bundle(tmp_path)


def test_one_that_is_too_heavy_is_refused_with_its_weight(bundle: dict, store: Path, tmp_path: Path) -> None:
    (tmp_path / PICTURES).parent.mkdir(parents=True)
    (tmp_path / PICTURES).symlink_to(store)
    check_weights(tmp_path, [bundle])
    with pytest.raises(PageError, match=r"explorer test.line: 0\.0\d MB compressed in 16 pictures, at most 0\.0 MB"):
        check_weights(tmp_path, [bundle], most=1000)


def test_pictures_of_earlier_runs_go_after_a_day(bundle: dict, store: Path, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / PICTURES)
    old = tmp_path / PICTURES / "0123456789abcdef-wide.svg"
    old.write_text("<svg/>")
    drop_old_pictures(tmp_path, [bundle])
    assert old.exists(), "an edit may be taken back"
    drop_old_pictures(tmp_path, [bundle], seconds=-1)
    assert not old.exists() and all((tmp_path / PICTURES / name).exists() for name in pictures_of(bundle))


def test_text_of_the_data_becomes_no_markup(bundle: dict) -> None:
    asks = {"question": NASTY, "options": [["a", NASTY], ["b", "No"]], "answer": "a", "because": NASTY}
    nasty = {**bundle, "title": NASTY, "question": NASTY, "look": NASTY, "predict": asks}
    nasty["states"] = [{**state, "says": NASTY} for state in bundle["states"]]
    nasty["choices"] = [{**choice, "label": NASTY} for choice in bundle["choices"]]
    page = explorer_markup.body(nasty, lambda place, size: f"{place}-{size}.svg", "1")
    page += explorer_markup.paper(nasty, lambda place: f"{place}.svg", "page.html")
    assert "<script" not in page and "<b>" not in page and page.count("&lt;script&gt;") > 10
    assert "<" not in script_of(nasty).replace("\\u003c", "") and ">" not in script_of(nasty)
    assert csv_of({**bundle, "tables": [{"columns": ["a"], "rows": [["=1+1"]]}] * 6}).splitlines()[1].endswith(",'=1+1")


def test_the_csv_holds_the_tables_of_all_states_with_their_choices(bundle: dict) -> None:
    lines = csv_of(bundle).splitlines()
    assert lines[0] == "Year,Kind,year,words"
    assert len(lines) == 13 and lines[1].startswith("2000,Kind one,2000,")


def test_a_slim_picture_is_half_as_large_and_draws_the_same_in_both_themes() -> None:
    svg = draw_svg(functools.partial(line, top=3, colour=style.TREATY), style.WIDE, 2.0)
    small = slim(svg)
    assert len(small) < 0.62 * len(svg)
    for kept in ("<use ", "<text", "<path", "clip-path"):
        assert small.count(kept) == svg.count(kept), kept
    both = style.in_both_themes(small)
    assert f'stroke="{style.TREATY}"' in both and "var(" not in both, "plain attributes, which every program reads"
    assert f'svg:target [stroke="{style.TREATY}"]{{stroke:{style.DARK[style.TREATY]}}}' in both
    assert '<svg id="dark" ' in both


def test_the_build_gets_the_bundle_and_a_notebook_gets_controls(store: Path, monkeypatch) -> None:
    shown = make()._repr_mimebundle_()
    assert EXPLORER_TYPE not in shown and "application/vnd.jupyter.widget-view+json" in shown
    monkeypatch.setenv(STORE, str(store))
    assert set(make()._repr_mimebundle_()) == {EXPLORER_TYPE, "text/plain"}


CELLS = (
    """
import functools, pandas as pd
from helpers import style
from helpers.data import load
from helpers.explore import Choice, View, explore

def line(place, size, top):
    place.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, top], color=style.TREATY)

def draw(day, span, kind):
    if kind == "bad":
        raise ValueError("no such <kind>")
    says = f"On {day} the line of kind {kind} runs from {span[0]} to {span[1]}."
    return View(functools.partial(line, top=int(day[:4]) + span[1]), says, pd.DataFrame({"day": [day]}))
""",
    """
made = explore(
    "test.line", draw, title="A line", subtitle="Made up", question="How?", look="Look.", rows=load("gdp"), heights=(1, 1),
    day=Choice("Day", ["2000-12-31", "2001-12-31"], control="slider", free="date"),
    span=Choice("Years", [(1, 2), (1, 9)], free="span"),
    kind=Choice("Kind", ["one", "bad"]),
)
box = made.widget()
head, day, span, kind, picture, says, fold, foot = box.children
made
""",
    """
import datetime
first = picture.value
day.value = datetime.date(2001, 5, 9)
assert picture.value != first and "On 2001-05-09 the line" in says.value and "2001-05-09" in fold.children[0].value
second = picture.value
span.value = (3, 7)
assert picture.value != second and "from 3 to 7" in says.value
third = picture.value
kind.value = "bad"
assert picture.value == third and "no such &lt;kind&gt;" in says.value
kind.value = "one"
print(says.value)
""",
)


def test_in_a_kernel_a_changed_widget_draws_anew_free_values_too(monkeypatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.delenv(STORE, raising=False)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    shown = notebook.cells[1].outputs[-1]["data"]
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "On 2001-05-09 the line of kind one runs from 3 to 7." in notebook.cells[2].outputs[-1]["text"]


def test_the_readmes_explorer_is_one(store: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"<!-- example: explorer -->\n```python\n(.*?)\n```", readme, re.DOTALL).group(1)
    body, call = code.rsplit("\nexplore(", 1)
    names: dict = {}
    exec(body, names)
    made = eval(f"explore({call}", names)
    before, after = (made.view({"year": year, "clock": "treaty"}) for year in (1998, 2000))
    assert before.says.startswith("At the end of 1998 the treaty bound 9 states: ARM, AZE")
    assert after.says.startswith("At the end of 2000 the treaty bound 6 states: ARM, BLR")
    pictures = drawing.draw_all([before.draw, after.draw], made.heights, store, ["before", "after"])
    assert len(set(pictures)) == 2
