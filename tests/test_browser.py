"""What only a browser can say of the built book: requests, accessibility, icons, search, keyboard."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from visiting import Visit, foreign, visit, watch

from helpers.book.pages import read_pages
from helpers.book.serving import serving
from helpers.book.settings import ROOT

pytestmark = pytest.mark.browser
NAMES = [*(f"{page.name}.html" for page in read_pages(ROOT)), "search.html"]


def test_every_page_of_the_contents_is_opened_here(pages, site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in pages} - {"index.html"}  # which only leads to the first
    assert found == set(NAMES)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built site, served on this machine."""
    with serving(site) as root:
        yield root


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site as a read-only folder with spaces in its name, opened without a server."""
    copy = tmp_path_factory.mktemp("usb") / "The CSTO in Evidence (copy 1)"
    shutil.copytree(site, copy)
    paths = [copy, *copy.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield copy.as_uri()
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture(scope="session")
def visited(chromium, address) -> Callable[[str], Visit]:
    """What was seen of a page of the served book, in both themes and at two widths."""
    seen: dict[str, Visit] = {}

    def see(name: str) -> Visit:
        if name not in seen:
            seen[name] = visit(chromium, address, name)
        return seen[name]

    return see


@pytest.mark.parametrize("name", NAMES)
def test_no_request_leaves_the_site(visited, name) -> None:
    assert (visited(name).foreign, visited(name).errors) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_no_request_leaves_the_folder(chromium, folder, name) -> None:
    page = chromium.new_page()
    requests, errors = watch(page)
    page.goto(f"{folder}/{name}", wait_until="load")
    page.mouse.wheel(0, 20_000)  # lazy pictures too
    page.wait_for_timeout(300)
    page.close()
    assert (foreign(requests, folder), errors) == ([], [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(visited, name, theme, width) -> None:
    seen: Any = visited(name).looks[theme, width]
    assert seen.theme == theme
    assert seen.faults == []
    assert seen.sideways <= 0, f"the page scrolls {seen.sideways}px sideways at {width}px"


def test_one_pale_word_and_one_link_like_words_are_found_among_many_of_their_kind(chromium) -> None:
    from accessibility import THIN, faults

    rows = [f"<tr><td>row {n}</td><td>in <a href='#{n}'>link {n}</a> words</td></tr>" for n in range(40)]
    rows[30] = rows[30].replace("<td>row", "<td id='pale' style='color: #bbb'>row")
    rows[35] = rows[35].replace("<a ", "<a id='alike' style='color: #333; text-decoration: none' ")
    page = chromium.new_page()
    page.set_content(f"<html lang='en'><title>t</title><body><main><table>{''.join(rows)}</table></main></body></html>")
    page.evaluate(THIN)
    found = {(rule, *place) for rule, place, _ in faults(page)}
    judged = page.locator("td[data-judged]").count()
    page.close()
    assert found == {("color-contrast", "#pale"), ("link-in-text-block", "#alike")}
    assert judged < 20, "axe looks behind every cell again"


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_has_a_mask_a_colour_and_a_box(visited, name) -> None:
    icons = visited(name).icons
    assert icons
    assert [
        icon
        for icon in icons
        if not icon["mask"].startswith("url(")
        or icon["colour"] == "rgba(0, 0, 0, 0)"
        or (icon["shown"] and min(icon["width"], icon["height"]) < 6)
    ] == []


@pytest.mark.parametrize("road", ["address", "folder"])
def test_search_finds_a_word(chromium, request, road) -> None:
    root = request.getfixturevalue(road)
    page = chromium.new_page()
    _, errors = watch(page)
    page.goto(f"{root}/search.html?q=treaty", wait_until="load")
    page.wait_for_selector("#search-results li a", timeout=5000)
    page.wait_for_timeout(300)
    page.click("#search-results li a")
    page.wait_for_selector("main article h1")
    page.close()
    assert errors == []


def test_colour_switch_menu_and_search_work_on_a_phone(chromium, address) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme="light")
    _, errors = watch(page)
    page.goto(f"{address}/{NAMES[0]}", wait_until="load")
    modes = []
    for _ in range(3):
        page.click(".article-header-buttons .theme-switch-button")
        modes.append(page.evaluate("document.documentElement.dataset.mode"))
    assert sorted(modes) == ["auto", "dark", "light"]
    page.click(".primary-toggle")
    assert page.is_visible("dialog[open] nav.bd-links")
    page.keyboard.press("Escape")
    page.click(".article-header-buttons .search-button")
    assert page.is_visible("dialog[open] input[type=search]")
    page.close()
    assert errors == []


@pytest.mark.parametrize(
    ("width", "theme", "shown"),
    [
        (1280, "light", "wide-light"),
        (1280, "dark", "wide-dark"),
        (390, "light", "narrow-light"),
        (390, "dark", "narrow-dark"),
    ],
)
def test_each_page_loads_the_one_picture_that_fits_it(chromium, address, width, theme, shown) -> None:
    context = chromium.new_context(color_scheme=theme, viewport={"width": width, "height": 900})
    page = context.new_page()
    requests, _ = watch(page)
    page.goto(f"{address}/{NAMES[0]}", wait_until="load")
    page.locator("figure.evidence").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    loaded = [url.rsplit("/", 1)[-1] for url in requests if "_figures/" in url]
    drawn = page.evaluate(
        "[...document.querySelectorAll('figure.evidence img')].filter((i) => i.checkVisibility()).map((i) => i.naturalWidth > 0)"
    )
    context.close()
    small = [name for name in loaded if "-sketch-" in name]
    assert [name for name in loaded if name not in small] == [f"lifelines-{shown}.svg"]
    assert small and all(name.endswith(f"-sketch-{theme}.svg") for name in small)
    assert drawn == [True]


def test_a_figure_is_whole_without_scripts(chromium, folder) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{folder}/{NAMES[0]}", wait_until="load")
    assert page.locator("figure.evidence picture.only-light img").first.is_visible()
    assert not page.locator("figure.evidence picture.only-dark img").first.is_visible()
    page.locator("details.evidence-table summary").first.click()
    assert page.locator("details.evidence-table table").first.is_visible()
    context.close()


def test_the_keyboard_reaches_number_note_table_and_downloads(chromium, address) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{NAMES[0]}", wait_until="load")
    reached: dict[str, bool] = {}
    kinds = {
        "number": "a.num",
        "table": "details.evidence-table > summary",
        "code": "details.hide > summary",
        "csv": ".evidence-links a[href$='.csv']",
        "rows": ".number-note summary",
        "cite": ".cite a[href$='.bib']",
    }
    here = """(kinds) => [getComputedStyle(document.activeElement).outlineStyle,
      ...Object.keys(kinds).filter((kind) => document.activeElement.matches(kinds[kind]))]"""
    for _ in range(600):
        page.keyboard.press("Tab")
        outline, *found = page.evaluate(here, kinds)
        for kind in (kind for kind in found if kind not in reached):
            reached[kind] = outline != "none"
            if kind in ("table", "rows", "code"):
                page.keyboard.press("Enter")
                assert page.evaluate("document.activeElement.parentElement.open")
        if len(reached) == len(kinds):
            break
    page.close()
    assert reached == dict.fromkeys(kinds, True)


def test_a_number_leads_to_its_note_and_the_note_to_the_bibliography(chromium, folder) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{folder}/{NAMES[0]}", wait_until="load")
    page.locator("a.num").first.click()
    note = page.locator(page.evaluate("location.hash"))
    assert note.is_visible()
    note.locator("summary").first.click()
    assert note.locator("table tbody tr").count() >= 5
    note.locator("a[href*='sources.html']").first.click()
    page.wait_for_url("**/sources.html#*")
    page.close()


def test_the_front_door_leads_to_the_summary(chromium, folder) -> None:
    page = chromium.new_page()
    page.goto(f"{folder}/index.html")
    page.wait_for_url("**/chapters/summary.html")
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_verdicts_are_filtered_by_mouse_and_keyboard_with_and_without_scripts(chromium, folder, scripts) -> None:
    from helpers.data import load

    claims = load("verdicts")
    context = chromium.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{folder}/chapters/verdicts.html", wait_until="load")
    shown = page.locator(".judged").first.locator(".judged-item:visible")
    assert shown.count() == len(claims)
    page.locator("#claims-author-nikitina").check()
    own = claims[claims["author"] == "nikitina"]
    assert shown.count() == len(own)
    page.locator("#claims-verdict-all").focus()
    page.keyboard.press("ArrowRight")  # the first verdict that is there
    assert shown.count() == len(own[own["verdict"] == "supported"]) > 0
    if scripts:
        said = page.locator(".judged-count").first.text_content()
        assert said == f"{shown.count()} of {len(claims)} shown"
    fold = page.locator(".judged").nth(1).locator("details").first
    assert not fold.locator(".judged-verdict").is_visible()  # guess first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(".judged-verdict").is_visible()
    context.close()


def test_a_term_says_what_it_means_by_keyboard_and_escape_takes_it_away(chromium, folder) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{folder}/chapters/origins.html", wait_until="load")
    says = """() => getComputedStyle(document.querySelector("a.term"), "::after").display"""
    term = page.locator("a.term").first
    before = page.evaluate("getComputedStyle(document.querySelector('a.term'), '::after').content")
    page.keyboard.press("Tab")  # so that the focus is one of the keyboard
    term.focus()
    shown = page.evaluate("getComputedStyle(document.querySelector('a.term'), '::after').content")
    assert before == "none" and "attr" not in shown and len(shown) > 40
    page.keyboard.press("Escape")
    page.wait_for_function(f"({says})() === 'none'", timeout=5000)
    page.close()
