"""Live cells with the real Python, in Chromium, with every other host out of reach: what a reader does."""

import functools
import http.server
import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from helpers.book.live.make import make_live
from helpers.book.live.tags import FOLDER, hashes
from helpers.book.pages import read_pages
from helpers.book.serving import serving
from helpers.book.settings import ROOT
from helpers.prose import NUMBER_TYPE
from helpers.tables import TABLE_TYPE

CHAPTERS = [page.name for page in read_pages(ROOT) if page.is_notebook()]
PATIENCE = 120_000  # milliseconds
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


@pytest.fixture(scope="session")
def live(site, tmp_path_factory) -> Path:
    """A copy of the book, made live."""
    folder = tmp_path_factory.mktemp("live") / "html"
    shutil.copytree(site, folder)
    make_live(ROOT, folder, pyodide(), print)
    return folder


@pytest.fixture(scope="session")
def address(live):
    """Where it is served."""
    with serving(live) as address:
        yield address


@pytest.fixture
def page(chromium, live):
    """A new window with nothing kept, whose errors fail the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    assert errors == []


def state(page) -> str:
    return page.evaluate("document.querySelector('csto-live').state")


def wait_ready(page) -> None:
    page.wait_for_function("['ready', 'failed'].includes(document.querySelector('csto-live').state)")
    assert state(page) == "ready", page.locator("csto-live").inner_text()


def start(page, address: str, name: str) -> None:
    """Open a chapter, press the control, and wait until all its cells have run."""
    page.goto(f"{address}/{name}.html")
    page.get_by_role("button", name="Run this page").press("Enter")
    wait_ready(page)


def said(page) -> str:
    return page.locator("csto-live .live-status").inner_text()


def write(page, at: int, code: str) -> None:
    """Write a cell's code as a reader would, from 0: open its fold, mark all, type."""
    cell = page.locator("div.cell.docutils").nth(at)
    fold = cell.locator("details").first
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
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
def test_a_chapter_runs_from_top_to_bottom_with_the_numbers_and_tables_of_the_build(page, address, name):
    start(page, address, name)
    ran = page.evaluate("document.querySelector('csto-live').notebook()")["cells"]
    built = json.loads((ROOT / f"_build/.pages/{name}.ipynb").read_text())["cells"]
    for kind in (NUMBER_TYPE, TABLE_TYPE):
        ours, theirs = bundles(ran, kind), bundles(built, kind)
        assert ours.keys() == theirs.keys()
        for key, one in theirs.items():
            assert ours[key] == one, f"{kind} {key}"
    assert bundles(ran, NUMBER_TYPE)
    streams = [one for cell in ran for one in cell.get("outputs", []) if one["output_type"] in ("stream", "error")]
    assert streams == []


def test_an_edited_cell_changes_the_figure_and_the_sentence(page, address):
    start(page, address, "chapters/summary")
    code = page.evaluate("document.querySelector('csto-live').notebook()")["cells"]
    cells = ["".join(cell["source"]) for cell in code if cell["cell_type"] == "code"]
    at = next(place for place, one in enumerate(cells) if "summary.parties" in one or "tell(" in one or "count(" in one)
    told = bundles([cell for cell in code if cell["cell_type"] == "code"][at : at + 1], NUMBER_TYPE)
    key, one = next(iter(told.items()))
    extra = f"\nfrom helpers.prose import number\nnumber({key!r}, 77, rows=load({one['table']!r}), says='changed')"
    write(page, at, cells[at] + "\nfrom helpers.data import load" + extra)
    run(page, at)
    link = page.locator(f"a.num[href='#note-{key.replace('.', '-')}']").first
    assert link.inner_text() == "77" and "live-changed" in link.get_attribute("class")
    page.get_by_role("button", name="Restore the built page").press("Enter")
    assert link.inner_text() != "77"


def test_a_readers_solution_of_an_exercise_runs_in_the_page(page, address):
    """The exercise on who came later, solved from the frames that the chapter has loaded."""
    start(page, address, "chapters/origins")
    cells = page.locator("div.cell.docutils")
    at = next(place for place in range(cells.count()) if "tag_solution" in cells.nth(place).get_attribute("class"))
    solution = (
        "later = parties(spells, '1994-04-20', 'treaty')\n"
        "came = sorted(set(later['iso3']) - set(parties(spells, '1992-05-15', 'treaty', 'signed')['iso3']))\n"
        "print(len(came), *came)"
    )
    for fold in cells.nth(at).locator("xpath=ancestor::details").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
    write(page, at, solution)
    run(page, at)
    assert output(page, at).strip().endswith("3 AZE BLR GEO")


def test_an_endless_loop_is_stopped_and_the_edits_stay(page, address):
    start(page, address, "chapters/appendix/method")
    write(page, 0, "while True:\n    pass")
    page.get_by_role("button", name="Run cell 1", exact=True).press("Enter")
    page.wait_for_function("document.querySelector('csto-live').state === 'running'")
    page.locator("csto-live").get_by_role("button", name="Stop", exact=True).press("Enter")
    wait_ready(page)
    assert "stopped and started anew" in said(page)
    assert "while True" in page.locator("div.cell.docutils textarea").first.input_value()
    write(page, 0, "1 + 1")
    run(page, 0)
    assert "2" in output(page, 0)


def test_an_error_names_the_cell_and_the_line(page, address):
    start(page, address, "chapters/appendix/method")
    write(page, 0, "first = 1\nfirst / 0")
    run(page, 0)
    assert "ZeroDivisionError in cell 1, line 2" in output(page, 0)


def test_an_explorer_is_a_live_widget_that_follows_its_control(page, address):
    start(page, address, "chapters/origins")
    box = page.locator(".live-output .jupyter-widgets.widget-vbox").first
    words = box.locator(".widget-html-content > p").first
    before, was = box.locator("img").get_attribute("src"), words.inner_text()
    box.get_by_label("Lifelines").press("Space")
    page.wait_for_function("([box, was]) => box.querySelector('img').src !== was", arg=[box.element_handle(), before])
    box.get_by_label("Day").fill("2003-09-17")  # a day for which no picture was built
    page.wait_for_function("([one, was]) => one.innerText !== was", arg=[words.element_handle(), was])
    assert "17 September 2003" in words.inner_text()


def test_what_is_sent_before_the_first_figure_is_under_the_limit(chromium, live):
    sent: list[int] = []

    class Counted(http.server.SimpleHTTPRequestHandler):
        def copyfile(self, source, outputfile) -> None:
            content = source.read()
            sent.append(len(content))
            outputfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counted, directory=live)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/chapters/origins.html")
        page.wait_for_load_state("networkidle")
        asked = sum(sent)
        page.evaluate("0")
        assert not any("_live" in one and not one.endswith("live.js") for one in _names(page))
        sent.clear()
        page.get_by_role("button", name="Run this page").press("Enter")
        page.wait_for_selector(".live-output img", state="attached", timeout=PATIENCE)
        total = sum(sent)
        page.close()
        server.shutdown()
    assert asked and total <= LIMIT


def _names(page) -> list[str]:
    return page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")


@pytest.mark.parametrize("name", ["memory.bin", "first.bin", "asm.bin"])
def test_a_broken_file_is_told_and_the_page_stays_as_it_was(page, live, tmp_path, name):
    shutil.copytree(live, tmp_path / "html")
    file = tmp_path / "html" / FOLDER / name
    file.write_bytes(file.read_bytes()[:-5000])
    with serving(tmp_path / "html") as address:
        page.goto(f"{address}/chapters/origins.html")
        before = page.locator(".cell_output").all_inner_texts()
        page.get_by_role("button", name="Run this page").press("Enter")
        page.wait_for_function("document.querySelector('csto-live').state === 'failed'")
        assert f"{name} is cut off or broken" in said(page)
        assert page.locator(".cell_output").all_inner_texts() == before


def test_a_file_that_is_not_there_is_told_and_may_be_tried_again(page, live, tmp_path):
    shutil.copytree(live, tmp_path / "html")
    away = tmp_path / "html" / FOLDER / "modules.bin"
    away.rename(tmp_path / "away")
    with serving(tmp_path / "html") as address:
        page.goto(f"{address}/chapters/appendix/method.html")
        page.get_by_role("button", name="Run this page").press("Enter")
        page.wait_for_function("document.querySelector('csto-live').state === 'failed'")
        assert "modules.bin could not be fetched: the site answers 404" in said(page)
        (tmp_path / "away").rename(away)
        page.get_by_role("button", name="Try again").press("Enter")
        wait_ready(page)


def test_from_a_folder_the_control_says_that_it_needs_a_server(page, live):
    page.goto((live / "chapters/origins.html").as_uri())
    assert "only from a web server" in page.locator("csto-live").inner_text()
    assert not any(f"/{FOLDER}/" in one and not one.endswith("live.js") for one in _names(page))


def test_a_live_book_is_the_built_book_with_one_tag_a_page(site, live):
    assert hashes(live) == hashes(site)
    texts = [path.read_text(encoding="utf-8") for path in live.rglob("*.html") if "_static" not in path.parts]
    assert sum(text.count(f"{FOLDER}/live.js") for text in texts) == len(CHAPTERS)
