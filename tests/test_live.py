"""Live cells with the real Python, in Chromium, with every other host out of reach: what a reader does."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from helpers.book.live.make import make_live
from helpers.book.live.tags import FOLDER, hashes
from helpers.book.pages import read_pages
from helpers.book.serving import Quiet, serving
from helpers.book.settings import ROOT
from helpers.prose import NUMBER_TYPE
from helpers.tables import TABLE_TYPE

CHAPTERS = [page.name for page in read_pages(ROOT) if page.is_notebook()]
PATIENCE = 120_000  # milliseconds
FIRST = "chapters/origins"  # its first figure is waited for
AGAIN = (FIRST, "chapters/summary", "chapters/appendix/method")  # other tests go on with these
LIMIT = 25_000_000  # bytes before the first figure


def pyodide() -> Path:
    """A folder with Pyodide: where PYODIDE says, or where `make live` fetched it."""
    given = os.environ.get("PYODIDE")
    folder = Path(given) if given else ROOT / "_build/.live/pyodide"
    if not (folder / "pyodide-lock.json").exists():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set and PYODIDE names no folder with Pyodide")
        pytest.skip("no Pyodide: set PYODIDE, or run `make live` once")
    return folder


@dataclass
class Host:
    """A server of the live book: its address, how many bytes it has sent, what it cuts short or does not find."""

    address: str = ""
    sent: list[int] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def live(site, tmp_path_factory) -> Path:
    """A copy of the book, made live."""
    folder = tmp_path_factory.mktemp("live") / "html"
    shutil.copytree(site, folder)
    make_live(ROOT, folder, pyodide(), print)
    return folder


@pytest.fixture(scope="module")
def host(live) -> Iterator[Host]:
    """Where it is served."""
    host = Host()

    class Handler(Quiet):
        def send_head(self) -> Any:
            if Path(self.path).name not in host.gone:
                return super().send_head()
            return self.send_error(404)

        def copyfile(self, source: Any, outputfile: Any) -> None:
            content = source.read()
            if Path(self.path).name in host.cut:
                content = content[:-5000]
                self.close_connection = True
            host.sent.append(len(content))
            outputfile.write(content)

    with serving(live, Handler) as host.address:
        yield host


@pytest.fixture(scope="module")
def enter(chromium, host) -> Iterator[Callable[[str], Any]]:
    """Opens a page in a window with nothing kept; an error on a page fails the last test."""
    contexts, errors = [], []

    def enter(name: str) -> Any:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(PATIENCE)
        page.goto(f"{host.address}/{name}.html" if "://" not in name else name)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="module")
def opened(enter, host) -> Callable[[str], Any]:
    """Gives a chapter whose cells have all run: started once for all tests, by the keyboard."""
    pages: dict[str, Any] = {}

    def opened(name: str) -> Any:
        if name not in pages:
            page = pages[name] = enter(name)
            page.wait_for_load_state("networkidle")
            page.before = live_files(page)
            host.sent.clear()
            press(page, "Run this page")
            if name == FIRST:
                page.wait_for_selector(".live-output img", state="attached")
                page.sent = sum(host.sent)
            wait_for(page, "ready")
        return pages[name]

    return opened


def press(page, name: str) -> None:
    page.locator("csto-live").get_by_role("button", name=name, exact=True).press("Enter")


def wait_for(page, state: str) -> None:
    page.wait_for_function("['ready', 'failed'].includes(document.querySelector('csto-live').state)")
    assert page.evaluate("document.querySelector('csto-live').state") == state, page.locator("csto-live").inner_text()


def said(page) -> str:
    return page.locator("csto-live .live-status").inner_text()


def live_files(page) -> list[str]:
    """Return the names of what was asked for in the folder of live cells."""
    return [Path(one).name for one in page.asked if f"/{FOLDER}/" in one]


def notebook(page) -> list[dict]:
    """Return the code cells of the notebook as it stands."""
    cells = page.evaluate("document.querySelector('csto-live').notebook()")["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def write(page, at: int, code: str) -> None:
    """Write a cell's code as a reader would, from 0: open its folds, mark all, type."""
    cell = page.locator("div.cell.docutils").nth(at)
    for fold in [*cell.locator("xpath=ancestor::details").all(), *cell.locator("details:has(.cell_input)").all()]:
        if fold.get_attribute("open") is None:
            fold.locator("> summary").press("Enter")
    editor = cell.locator("textarea").first
    editor.focus()
    editor.press("Control+a")
    page.keyboard.insert_text(code)


def run(page, at: int) -> None:
    """Run a cell by its button."""
    page.locator("div.cell.docutils").nth(at).get_by_role("button", name=f"Run cell {at + 1}", exact=True).press(
        "Enter"
    )
    page.wait_for_function("document.querySelector('csto-live').state !== 'running'")


def output(page, at: int) -> str:
    return page.locator("div.cell.docutils").nth(at).locator(".live-output").inner_text()


def bundles(cells: list[dict], kind: str) -> dict[str, dict]:
    """Return what cells told of one kind, by key."""
    found = [one["data"][kind] for cell in cells for one in cell.get("outputs", []) if kind in one.get("data", {})]
    return {one["key"]: one for one in found}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_from_top_to_bottom_with_the_numbers_and_tables_of_the_build(opened, name):
    page = opened(name)
    ran = notebook(page)
    if name not in AGAIN:
        page.close()  # half a gigabyte
    built = json.loads((ROOT / f"_build/.pages/{name}.ipynb").read_text())["cells"]
    for kind in (NUMBER_TYPE, TABLE_TYPE):
        ours, theirs = bundles(ran, kind), bundles(built, kind)
        assert ours.keys() == theirs.keys()
        for key, one in theirs.items():
            assert ours[key] == one, f"{kind} {key}"
    assert bundles(ran, NUMBER_TYPE)
    assert [one for cell in ran for one in cell["outputs"] if one["output_type"] in ("stream", "error")] == []


def test_nothing_of_it_is_loaded_before_the_press_and_little_before_the_first_figure(opened):
    page = opened("chapters/origins")
    assert page.before == ["live.js"]
    assert 0 < page.sent <= LIMIT


def test_an_edited_cell_changes_the_sentence(opened):
    page = opened("chapters/summary")
    cells = notebook(page)
    at, told = next((at, told) for at, cell in enumerate(cells) if (told := bundles([cell], NUMBER_TYPE)))
    key, one = next(iter(told.items()))
    extra = f"from helpers.data import load\nfrom helpers.prose import number\nnumber({key!r}, 77, rows=load({one['table']!r}), says='x')"
    write(page, at, "".join(cells[at]["source"]) + "\n" + extra)
    run(page, at)
    link = page.locator(f"a.num[href='#note-{key.replace('.', '-')}']").first
    assert link.inner_text() == "77" and "live-changed" in link.get_attribute("class")
    press(page, "Restore the built page")
    assert link.inner_text() != "77"


def test_a_readers_solution_of_an_exercise_runs_in_the_page(opened):
    """The exercise on who came later, solved from the frames that the chapter has loaded."""
    page = opened("chapters/origins")
    cells = page.locator("div.cell.docutils")
    at = next(place for place in range(cells.count()) if "tag_solution" in cells.nth(place).get_attribute("class"))
    solution = (
        "later = parties(spells, '1994-04-20', 'treaty')\n"
        "came = sorted(set(later['iso3']) - set(parties(spells, '1992-05-15', 'treaty', 'signed')['iso3']))\n"
        "print(len(came), *came)"
    )
    write(page, at, solution)
    run(page, at)
    assert output(page, at).strip().endswith("3 AZE BLR GEO")


def test_an_explorer_is_a_live_widget_with_free_values(opened):
    page = opened("chapters/origins")
    box = page.locator(".live-output .jupyter-widgets.widget-vbox").first
    words = box.locator(".widget-html-content > p").last
    before, was = box.locator("img").get_attribute("src"), words.inner_text()
    box.get_by_label("Lifelines").press("Space")
    page.wait_for_function("([box, was]) => box.querySelector('img').src !== was", arg=[box.element_handle(), before])
    box.get_by_label("Day").fill("2003-09-17")  # a day for which no picture was built
    page.wait_for_function(
        "([one, was]) => one.innerText.includes(was)", arg=[box.element_handle(), "17 September 2003"]
    )
    assert words.inner_text() != was


def test_an_error_names_the_cell_and_the_line(opened):
    page = opened("chapters/appendix/method")
    write(page, 0, "first = 1\nfirst / 0")
    run(page, 0)
    assert "ZeroDivisionError in cell 1, line 2" in output(page, 0)


def test_an_endless_loop_is_stopped_and_the_edits_stay(opened):
    page = opened("chapters/appendix/method")
    write(page, 0, "while True:\n    pass")
    page.get_by_role("button", name="Run cell 1", exact=True).press("Enter")
    page.wait_for_function("document.querySelector('csto-live').state === 'running'")
    press(page, "Stop")
    wait_for(page, "ready")
    assert "stopped and started anew" in said(page)
    assert "while True" in page.locator("div.cell.docutils textarea").first.input_value()
    write(page, 0, "1 + 1")
    run(page, 0)
    assert "2" in output(page, 0)


@pytest.mark.parametrize("name", ["memory.bin", "first.bin", "asm.bin"])
def test_a_broken_file_is_told_and_the_page_stays_as_it_was(enter, host, name):
    page = enter("chapters/appendix/method")
    before = page.locator(".cell_output").all_inner_texts()
    host.cut.add(name)
    press(page, "Run this page")
    wait_for(page, "failed")
    host.cut.clear()
    assert name in said(page) and "stays as it was" in said(page)
    assert page.locator(".cell_output").all_inner_texts() == before


def test_a_file_that_is_not_there_is_told_and_may_be_tried_again(enter, host):
    page = enter("chapters/appendix/method")
    host.gone.add("modules.bin")
    press(page, "Run this page")
    wait_for(page, "failed")
    assert "modules.bin could not be fetched: the site answers 404" in said(page)
    host.gone.clear()
    press(page, "Try again")
    wait_for(page, "ready")


def test_from_a_folder_the_control_says_that_it_needs_a_server(enter, live):
    page = enter((live / "chapters/origins.html").as_uri())
    assert "only from a web server" in page.locator("csto-live").inner_text()
    assert live_files(page) == ["live.js"]


def test_a_live_book_is_the_built_book_with_one_tag_a_page(site, live):
    assert hashes(live) == hashes(site)
    texts = [path.read_text(encoding="utf-8") for path in live.rglob("*.html") if "_static" not in path.parts]
    assert sum(text.count(f"{FOLDER}/live.js") for text in texts) == len(CHAPTERS)
