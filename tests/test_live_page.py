"""Live cells as a reader meets them in the page; a worker without Python stands in for the real one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from accessibility import faults
from live_page import CELLS, WORKER, printed, sends, shown, told, write_page

from helpers.book.live.make import make_parts
from helpers.book.serving import serving
from helpers.book.settings import ROOT
from helpers.pictures import as_image

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live page")]
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def live_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the page, made once."""
    place = tmp_path_factory.mktemp("live")
    write_page(place, make_parts(ROOT, print))
    return place


@pytest.fixture(scope="session")
def live_root(live_place: Path) -> Iterator[str]:
    """The address of that folder."""
    with serving(live_place) as root:
        yield root


@pytest.fixture
def enter(chromium: Any, live_root: str) -> Iterator[Open]:
    """Opens the page, started or not; an error on it fails the test unless it is expected."""
    contexts, errors = [], []

    def enter(start: bool = True, may_fail: bool = False, worker: str = "", **how: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        if not may_fail:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda line: line.type in ("error", "warning") and errors.append(line.text))
        if worker:
            page.route("**/worker.js", lambda route: route.fulfill(body=worker, content_type="text/javascript"))
        page.goto(f"{live_root}/chapters/test.html")
        if start:
            page.get_by_role("button", name="Run this page").click()
            until(page, "ready")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


def until(page: Any, state: str) -> None:
    page.wait_for_function("state => document.querySelector('csto-live').state === state", arg=state)


def says(page: Any) -> str:
    return page.locator("csto-live .live-status").inner_text()


def cell(page: Any, number: int) -> Any:
    return page.locator(f"[data-cell='{number}']")


def output(page: Any, number: int) -> Any:
    return cell(page, number).locator(".live-output")


OPEN_FOLDS = "one => { for (let at = one; at; at = at.parentElement) if (at.localName === 'details') at.open = true; }"
CLOSE_FOLDS = "document.querySelectorAll('details').forEach((one) => { one.open = false; })"


def unfold(page: Any, number: int) -> Any:
    """Open the cell's folds and give back its field."""
    cell(page, number).locator(".cell_input").evaluate(OPEN_FOLDS)
    cell(page, number).scroll_into_view_if_needed()
    return page.get_by_label(f"Code of cell {number}", exact=True)


def edit(page: Any, number: int, code: str) -> Any:
    field = unfold(page, number)
    field.focus()
    field.press("Control+a")
    page.keyboard.insert_text(code)
    return field


def run(page: Any, number: int, code: str, wait: str = "ready") -> Any:
    edit(page, number, code).press("Shift+Enter")
    if wait:
        page.wait_for_timeout(30)
        until(page, wait)
    return output(page, number)


# --- before the start --------------------------------------------------------------------------


def test_a_page_loads_one_small_script_until_the_reader_comes_near(enter) -> None:
    page = enter(start=False)
    assert [url.rsplit("/", 1)[1] for url in page.asked if "_live/" in url] == ["live.js"]
    assert page.evaluate("document.querySelector('csto-live').state") == "idle"
    assert "about 20 MB" in page.locator("csto-live").inner_text()
    assert page.evaluate("document.querySelector('.asof').nextElementSibling.localName") == "csto-live"
    page.get_by_role("button", name="Run this page").focus()
    page.wait_for_function("performance.getEntriesByName(new URL('../_live/page.js', location).href).length")
    assert not [url for url in page.asked if url.endswith("worker.js")]


def test_the_small_script_is_small(live_place) -> None:
    assert (live_place / "_live/live.js").stat().st_size < 8000


def test_from_a_folder_the_page_says_what_it_needs_and_loads_nothing(chromium, live_place) -> None:
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((live_place / "chapters/test.html").as_uri())
    assert "web server" in page.locator("csto-live").inner_text()
    assert page.locator("csto-live button").count() == 0
    assert [url for url in asked if "_live/" in url and not url.endswith("live.js")] == []
    page.close()


@pytest.mark.parametrize("lacking", ["WebAssembly", "DecompressionStream", "Worker"])
def test_a_browser_that_cannot_is_told_so(chromium, live_root, lacking) -> None:
    page = chromium.new_page()
    page.add_init_script(f"delete globalThis.{lacking}")
    page.goto(f"{live_root}/chapters/test.html")
    assert "not in this browser" in page.locator("csto-live").inner_text()
    assert page.locator("csto-live button").count() == 0
    page.close()


# --- running -----------------------------------------------------------------------------------


def test_the_whole_page_runs_and_its_outputs_take_the_place_of_the_built_ones(enter) -> None:
    page = enter()
    assert says(page) == "4 cells have run."
    assert output(page, 2).locator("img").get_attribute("alt") == "A figure"
    assert output(page, 3).locator("pre").inner_text() == "third ran\n"
    assert not page.get_by_text("Built figure").is_visible() and not page.get_by_text("Built text").is_visible()
    assert output(page, 4).count() == 0  # it shows nothing and showed nothing
    assert page.evaluate(
        "document.querySelector('#test-figure').closest('.live-output') !== null"
    )  # links still lead there
    assert output(page, 1).locator("summary").inner_text() == "Numbers told (2)"
    assert page.locator(".live-changed").count() == 0


def test_a_number_that_changes_changes_the_sentence_and_comes_back(enter) -> None:
    page = enter()
    run(page, 1, sends(told("test.signed", 11), told("test.bound", 12)))
    words = page.locator("p > a.num")
    assert words.all_inner_texts() == ["Eleven", "12"]
    assert words.first.get_attribute("title") == "was Six in the published page"
    assert page.locator("#note-test-signed strong").inner_text() == "11"
    assert "2 numbers in the text changed" in says(page)
    run(page, 1, sends(told("test.signed", 21)))
    assert words.all_inner_texts() == ["21", "9"]  # one told anew, one no longer told
    page.get_by_role("button", name="Take away the output of cell 1").click()
    assert words.all_inner_texts() == ["Six", "9"]
    assert words.first.get_attribute("title") is None


def test_a_cell_first_runs_those_above_that_have_not_run(enter) -> None:
    page = enter()
    page.get_by_role("button", name="Restart").click()
    until(page, "ready")
    run(page, 3, CELLS[2])
    assert says(page) == "3 cells have run."
    run(page, 3, CELLS[2])
    assert says(page) == "The cell has run."
    unfold(page, 3)
    page.get_by_role("button", name="Run all cells above cell 3").click()
    page.wait_for_function("document.querySelector('.live-status').textContent === '2 cells have run.'")


def test_an_error_names_cell_and_line_and_leads_there(enter) -> None:
    page = enter()
    edit(page, 2, "a = 1\n#: fail\n")
    page.get_by_role("button", name="Run all", exact=True).click()
    until(page, "ready")
    assert says(page) == "Cell 2 failed: KeyError in cell 2, line 2. The 2 cells after it were not run."
    box = output(page, 2)
    assert box.locator(".live-error-title").inner_text() == "KeyError in cell 2, line 2"
    assert "rows['date']" in box.locator("pre").inner_text()
    page.evaluate(CLOSE_FOLDS)
    box.get_by_role("button", name="Go to line 2 of cell 2").press("Enter")
    field = page.get_by_label("Code of cell 2", exact=True)
    assert field.evaluate("field => document.activeElement === field")
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "#: fail"


def test_stop_ends_a_cell_and_starts_python_anew_with_the_edits(enter) -> None:
    page = enter()
    run(page, 3, "mine = 0\n#: wait\n", wait="running")
    edit(page, 3, "mine = 1\n#: wait\n")  # the reader goes on writing meanwhile
    cell(page, 3).get_by_role("button", name="Stop cell 3").click()
    until(page, "ready")
    assert says(page) == "Python was stopped and started anew; your edits are kept. Run the cells again."
    assert page.get_by_label("Code of cell 3", exact=True).input_value() == "mine = 1\n#: wait\n"
    assert cell(page, 3).get_by_role("button", name="Run cell 3").evaluate("one => document.activeElement === one")
    run(page, 3, sends(printed("again\n")))
    assert says(page) == "3 cells have run."


def test_printed_text_is_one_block_and_ends_somewhere(enter) -> None:
    page = enter()
    pieces = [printed("a\n"), printed("b\n", "stderr"), printed("\x1b[31mc\x1b[0m\n")]
    box = run(page, 3, sends(*pieces, printed("d" * 150_000), printed("e" * 150_000)))
    text = box.locator("pre")
    assert text.count() == 1 and text.inner_text().startswith("a\nb\nc\nd")
    assert len(text.inner_text()) < 200_010
    assert "the rest is left out" in box.inner_text()


def test_a_cleared_and_an_updated_output_are_what_is_seen(enter) -> None:
    page = enter()
    first = shown(text="first") | {"transient": {"display_id": "one"}}
    box = run(page, 3, sends(printed("gone\n"), {"output_type": "clear_output", "wait": True}, first))
    assert box.locator(".live-body").inner_text().strip() == "first"
    run(
        page,
        2,
        sends(shown(text="second") | {"output_type": "update_display_data", "transient": {"display_id": "one"}}),
    )
    assert box.locator(".live-body").inner_text().strip() == "second"


NASTY = """<script>bad = 1</script><p onclick="bad = 1" style="color: red; background: url(//example.org/a.png)">text</p>
<img src="https://example.org/b.png" alt="out"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="in">
<img src=x onerror="bad = 1"><a href="https://example.org">away</a><a href="javascript:bad=1">run</a><a href="#test-figure">here</a>
<form action="https://example.org"><input name="a"><button>send</button></form><style>@import "//example.org/c.css";</style>
<svg><use href="//example.org/d.svg#a"/><image href="//example.org/e.png"/><script>bad = 1</script></svg>
<p style="background: u\\72l(//example.org/f.png)">escaped</p><svg><rect fill="url(//example.org/g.svg#a)"/></svg>
<iframe src="//example.org"></iframe><link rel="stylesheet" href="//example.org/h.css"><video src="//example.org/i.mp4"></video>
<table style="color: green"><tr><td colspan="2">kept</td></tr></table>"""


def test_html_of_a_cell_runs_nothing_and_asks_nobody(enter) -> None:
    page = enter()
    box = run(page, 3, sends(shown(html=NASTY, text="nasty")))
    page.wait_for_timeout(100)
    assert page.evaluate("window.bad") is None
    assert [url for url in page.asked if "example.org" in url] == []
    inside = box.locator(".live-html")
    markup = inside.inner_html()
    assert "example.org" not in markup and "javascript" not in markup and "onerror" not in markup
    assert inside.locator("script, form, input, button, style, iframe, link, :is(p, svg) [onclick]").count() == 0
    assert inside.locator("a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
        "#test-figure"
    ]
    assert inside.locator("img").evaluate_all("all => all.map((one) => one.alt)") == ["in"]
    assert inside.locator("table").get_attribute("style") == "color: green"


def test_the_notebook_holds_code_and_outputs_as_they_stand(enter) -> None:
    page = enter()
    run(page, 3, "mine = 1\n" + sends(printed("mine\n"), "fail"))
    notebook = page.evaluate("document.querySelector('csto-live').notebook()")
    nbformat.validate(notebook)
    code = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    assert "".join(code[2]["source"]).startswith("mine = 1\n")
    assert [one["output_type"] for one in code[2]["outputs"]] == ["stream", "error"]
    assert code[0]["outputs"][0]["data"]["text/plain"] == "test.signed = 6"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as notebook").click()
    assert waiting.value.suggested_filename == "test.ipynb"
    nbformat.read(waiting.value.path(), as_version=4)


# --- edits, and back ---------------------------------------------------------------------------


def test_edits_are_kept_and_taken_up_only_when_the_reader_says_so(enter) -> None:
    page = enter()
    edit(page, 3, "kept = 1\n")
    assert "edited, not run yet" in cell(page, 3).locator(".live-state").inner_text()
    page.reload()
    page.get_by_role("button", name="Run this page").click()
    until(page, "ready")
    assert unfold(page, 3).input_value() == CELLS[2]
    assert "You have edits of 1 cell of this page from " in page.locator(".live-offer").inner_text()
    page.get_by_role("button", name="Take them up").click()
    assert page.get_by_label("Code of cell 3", exact=True).input_value() == "kept = 1\n"
    page.get_by_role("button", name="Reset cell 3").click()
    assert page.get_by_label("Code of cell 3", exact=True).input_value() == CELLS[2]
    assert page.evaluate("localStorage.length") == 0


def test_edits_of_an_older_edition_go_only_to_code_that_still_stands(enter) -> None:
    page = enter()
    edit(page, 2, "older = 2\n")
    edit(page, 3, "older = 3\n")

    def newer(route: Any) -> None:
        notebook = route.fetch().json()
        notebook["cells"][3]["source"] = ["newer = 3\n"]
        route.fulfill(json=notebook)

    page.route("**/test.ipynb", newer)
    page.reload()
    page.get_by_role("button", name="Run this page").click()
    until(page, "ready")
    words = page.locator(".live-offer").inner_text()
    assert "earlier version" in words and "1 edit of cells that have changed since cannot be taken up" in words
    page.get_by_role("button", name="Take them up").click()
    assert unfold(page, 2).input_value() == "older = 2\n"
    assert unfold(page, 3).input_value() == "newer = 3\n"


def test_a_browser_that_keeps_nothing_is_no_obstacle(chromium, live_root) -> None:
    page = chromium.new_page()
    refused = "{ get() { throw new DOMException('no', 'SecurityError'); } }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {refused})")
    page.goto(f"{live_root}/chapters/test.html")
    page.get_by_role("button", name="Run this page").click()
    until(page, "ready")
    run(page, 3, sends(printed("ran\n")))
    assert "ran" in output(page, 3).inner_text()
    page.close()


PUBLISHED = """() => {
  const copy = document.querySelector("article").cloneNode(true);
  copy.querySelectorAll("csto-live, .live-tools, .prism-code-editor, .live-output").forEach((one) => one.remove());
  copy.querySelectorAll(".highlight-python[hidden]").forEach((one) => { one.hidden = false; }); // an editor stands for it
  return copy.innerHTML;
}"""


def test_restoring_brings_the_published_page_back(enter) -> None:
    page = enter(start=False)
    before = page.evaluate(PUBLISHED)
    page.get_by_role("button", name="Run this page").click()
    until(page, "ready")
    run(page, 1, sends(told("test.signed", 7)))
    page.evaluate(CLOSE_FOLDS)
    page.get_by_role("button", name="Restore the built page").click()
    assert page.evaluate(PUBLISHED) == before
    assert page.get_by_text("Built figure").is_visible()
    assert "Your edits are kept" in says(page)
    page.get_by_role("button", name="Take them up").click()
    assert "test.signed" in page.get_by_label("Code of cell 1", exact=True).input_value()


def test_one_cell_can_show_its_built_output_again(enter) -> None:
    page = enter()
    page.get_by_role("button", name="Restore the built output of cell 2").press("Enter")
    assert page.get_by_text("Built figure").is_visible() and output(page, 2).count() == 0
    assert page.evaluate("document.activeElement !== document.body")
    assert not page.get_by_text("Built text").is_visible()


# --- failures ----------------------------------------------------------------------------------


def test_a_start_that_fails_says_why_leaves_the_page_and_can_be_tried_again(enter) -> None:
    page = enter(start=False, may_fail=True)
    failing = WORKER.read_text().replace("FAILS = false", "FAILS = true")
    page.route("**/worker.js", lambda route: route.fulfill(body=failing, content_type="text/javascript"))
    page.get_by_role("button", name="Run this page").click()
    until(page, "failed")
    assert says(page) == (
        "Python could not be loaded. memory.bin could not be fetched: the site answers 404. "
        "The page stays as it was published. You can try again."
    )
    assert page.locator(".live-tools, .live-output").count() == 0
    page.unroute("**/worker.js")
    page.get_by_role("button", name="Try again").click()
    until(page, "ready")


@pytest.mark.parametrize("name", ["page.js", "worker.js", "test.ipynb"])
def test_a_file_that_does_not_come_is_told_and_can_be_asked_for_again(enter, name) -> None:
    page = enter(start=False, may_fail=True)
    pattern = f"**/{name}*"
    page.route(pattern, lambda route: route.abort())
    page.locator("csto-live button").first.click()
    page.wait_for_function("document.querySelector('.live-status').textContent.includes('could not be')")
    assert page.get_by_text("Built figure").is_visible()
    page.unroute(pattern)
    page.locator("csto-live button").first.click()
    until(page, "ready")


def test_a_notebook_of_another_edition_is_refused(enter) -> None:
    page = enter(start=False, may_fail=True)
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    page.route("**/test.ipynb", lambda route: route.fulfill(json=empty))
    page.get_by_role("button", name="Run this page").click()
    until(page, "failed")
    assert "The page has 4 cells, its notebook 0." in says(page)


def test_python_that_dies_is_told_and_started_again_with_the_edits(enter) -> None:
    page = enter(may_fail=True)
    run(page, 3, "#: crash\n", wait="failed")
    assert "Python stopped." in says(page) and "Outputs and your edits stay." in says(page)
    assert output(page, 2).locator("img").is_visible()
    edit(page, 3, sends(printed("alive\n")))
    page.get_by_role("button", name="Try again").click()
    until(page, "ready")
    assert "alive" in output(page, 3).inner_text()


def test_restoring_stops_what_runs(enter) -> None:
    page = enter()
    run(page, 3, "#: wait\n", wait="running")
    page.get_by_role("button", name="Restore the built page").click()
    until(page, "ready")
    assert page.locator(".live-output").count() == 0 and page.get_by_text("Built text").is_visible()


def test_loading_can_be_stopped(enter) -> None:
    page = enter(start=False, worker=WORKER.read_text().replace("PACE = 5", "PACE = 2000"))
    page.get_by_role("button", name="Run this page").click()
    page.get_by_text("Loading Python: 0.0 of 20 MB").wait_for()
    assert page.get_by_role("progressbar").get_attribute("max") == "20000000"
    page.get_by_role("button", name="Stop", exact=True).click()
    until(page, "idle")
    assert says(page) == "Loading was stopped."


# --- keyboard, sizes, axe ----------------------------------------------------------------------


def test_everything_is_done_by_keyboard_and_the_editor_lets_it_go(enter) -> None:
    page = enter(start=False)
    focused = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Run this page"
    page.keyboard.press("Enter")
    until(page, "ready")
    seen = [page.evaluate(focused)]
    for _ in range(5):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(focused))
    assert seen == [
        "Run all",
        "Stop",
        "Restart",
        "Restore the built page",
        "Download as notebook",
        "Toggle hidden content",
    ]
    page.keyboard.press("Enter")
    page.get_by_label("Code of cell 1", exact=True).wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Code of cell 1"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Run cell 1"  # passing by, Tab goes on
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Home")
    page.keyboard.type("if first:")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.get_by_label("Code of cell 1", exact=True).input_value().startswith("if first:\n        first = 1")
    page.keyboard.press("Escape")
    assert says(page) == "Tab now goes on to the next control."
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Run cell 1"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "Toggle hidden content"
    help_id = page.get_by_label("Code of cell 1", exact=True).get_attribute("aria-describedby")
    assert "Escape, then Tab" in page.locator(f"#{help_id}").text_content()


SMALL_TARGETS = """() => [...document.querySelectorAll(":is(csto-live, .live-tools, .live-output) button")]
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
  .filter((box) => box.height < 24 || box.width < 24).length"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_live_page_is_accessible_and_fits(enter, theme, width) -> None:
    page = enter(viewport={"width": width, "height": 900})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    unfold(page, 1)
    unfold(page, 4)
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>" + "x" * 300 + "</td></tr></tbody></table>"
    run(
        page,
        3,
        "def f(a):\n    return 'b' + 1  # c\n" + sends(printed("p" * 300 + "\n"), shown(html=table, text="t"), "fail"),
    )
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(SMALL_TARGETS) == 0


def test_controls_stay_off_the_paper(enter) -> None:
    page = enter()
    unfold(page, 3)
    page.emulate_media(media="print")
    assert page.locator("csto-live").is_hidden() and cell(page, 3).locator(".live-tools").is_hidden()
    assert output(page, 2).locator("img").is_visible()


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="#ffffff"/><path fill="#1c1d21" stroke="#abcdef"/></svg>'
COLOURS = """image => image.decode().then(() => atob(image.src.split(",")[1]).match(/#[0-9a-f]{6}/g).join(" "))"""


def test_a_picture_of_the_book_has_the_colours_of_the_page_and_those_of_paper_in_print(enter) -> None:
    page = enter()
    image = run(page, 4, sends(shown(html=as_image(PICTURE, "A map"), text="t"))).locator("img")
    assert image.evaluate(COLOURS) == "#ffffff #1c1d21 #abcdef"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_function("image => image.src === image.twin", arg=image.element_handle())
    assert image.evaluate(COLOURS) == "#14181e #e9e6e1 #abcdef"
    assert image.evaluate("image => getComputedStyle(image).backgroundColor") == "rgba(0, 0, 0, 0)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert image.evaluate(COLOURS) == "#ffffff #1c1d21 #abcdef"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    again = run(page, 4, sends(shown(html=as_image(PICTURE, "A map"), text="t"))).locator("img")
    page.wait_for_function("image => image.twin", arg=again.element_handle())
    assert again.evaluate(COLOURS) == "#14181e #e9e6e1 #abcdef"
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    page.wait_for_function("image => image.src === image.paper", arg=again.element_handle())


@pytest.mark.parametrize(("width", "room"), [(1280, "wide"), (390, "narrow")])
def test_python_is_told_what_room_its_pictures_have(enter, width, room) -> None:
    page = enter(viewport={"width": width, "height": 900})
    assert run(page, 4, sends("room")).locator("pre").inner_text() == f"{room}\n"


# --- widgets -----------------------------------------------------------------------------------

BASE, CONTROLS = "@jupyter-widgets/base", "@jupyter-widgets/controls"


def opened(key: str, name: str, view: tuple[str, str], module: str = CONTROLS, **state: Any) -> str:
    """Return the message that opens a widget's model, for the stand-in to send."""
    state |= {"_model_name": name, "_model_module": module, "_model_module_version": "2.0.0"}
    state |= {"_view_name": view[0], "_view_module": view[1], "_view_module_version": "2.0.0"}
    message = {"kind": "comm_open", "comm_id": key, "target_name": "jupyter.widget", "metadata": {"version": "2.1.0"}}
    return f"comm {json.dumps(message | {'data': {'state': state, 'buffer_paths': []}})}"


SLIDER = sends(
    opened("layout", "LayoutModel", ("LayoutView", BASE), BASE),
    opened("style", "SliderStyleModel", ("StyleView", BASE)),
    opened(
        "slider", "IntSliderModel", ("IntSliderView", CONTROLS), value=3, min=0, max=20, step=1, description="Year",
        layout="IPY_MODEL_layout", style="IPY_MODEL_style", continuous_update=True, readout=True, orientation="horizontal",
    ),
    shown(widget={"model_id": "slider", "version_major": 2, "version_minor": 0}, text="IntSlider(value=3)"),
)  # fmt: skip


def test_a_slider_moves_by_keyboard_and_its_last_state_reaches_python(enter) -> None:
    page = enter()
    assert not [url for url in page.asked if "widgets.js" in url]
    box = run(page, 3, SLIDER)
    handle = box.get_by_role("slider", name="Year")
    handle.focus()
    for _ in range(9):
        handle.press("ArrowRight")
    page.wait_for_function(
        "document.querySelector('[data-cell=\"3\"] .live-output').innerText.includes('got {\"value\":12}')"
    )
    assert box.locator(".widget-readout").inner_text() == "12"
    assert faults(page) == []


def test_widgets_that_cannot_be_loaded_leave_their_text(enter) -> None:
    page = enter(may_fail=True)
    page.route("**/widgets.js*", lambda route: route.abort())
    box = run(page, 3, SLIDER)
    box.get_by_text("IntSlider(value=3)").wait_for()
    assert says(page) == "The controls of this output could not be loaded; it is shown as text."


def test_widgets_of_a_python_that_is_gone_are_still_and_say_so(enter) -> None:
    page = enter()
    box = run(page, 3, SLIDER)
    box.get_by_role("slider").wait_for()
    page.get_by_role("button", name="Restart").click()
    until(page, "ready")
    assert "run the cell again" in box.inner_text()
    assert box.locator(".live-widget").evaluate("one => one.inert")
    run(page, 3, SLIDER + "# again\n")
    output(page, 3).get_by_role("slider", name="Year").wait_for()
