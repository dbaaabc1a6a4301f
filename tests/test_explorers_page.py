"""Explorers as a reader meets them: every control by mouse and by keyboard, with no other origin in reach."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explored import SEEN, Explored, by_keyboard, by_mouse, step

from helpers.book.collected import collect
from helpers.book.explorer_markup import parts_of
from helpers.book.markup import anchor
from helpers.book.pages import read_pages
from helpers.book.serving import serving
from helpers.book.settings import ROOT

pytestmark = pytest.mark.browser
ROADS = ["subfolder", "folder"]
PAGES = [page.name for page in read_pages(ROOT) if "\nexplore(" in page.path.read_text(encoding="utf-8")]
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def told(site: Path) -> dict[str, list[dict[str, Any]]]:
    """The bundles of every page with explorers, by the page's name."""
    found = collect(ROOT, read_pages(ROOT))
    on: dict[str, list[dict[str, Any]]] = {name: [] for name in PAGES}
    for key, data in found.explorers.items():
        on[found.pages[key]].append(data)
    return on


def with_prediction(told: dict[str, list[dict[str, Any]]]) -> tuple[str, dict[str, Any]]:
    """A page and its explorer that asks for a prediction."""
    return next((name, data) for name, all_of in told.items() for data in all_of if data["predict"])


@pytest.fixture(scope="session")
def subfolder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site in a folder of a server, as on a static host."""
    top = tmp_path_factory.mktemp("host")
    (top / "papers").mkdir()
    (top / "papers/The book").symlink_to(site)
    with serving(top) as root:
        yield f"{root}/papers/The%20book"


@pytest.fixture(scope="session")
def folder(site: Path) -> str:
    """The built site, opened from the disk."""
    return site.as_uri()


FAULTS: list[str] = []
STOPS = {"slider": ["-1", "range", "1"], "radio": ["radio"], "select": ["select-one"]}


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    """A request to another origin or an error on a page fails the test."""
    FAULTS.clear()
    yield
    assert FAULTS == []


def enter(chromium: Any, root: str, **how: Any) -> Any:
    """Open a page that may ask for nothing outside one root.

    The browser itself reaches no other host (see ``FLAGS``), so requests are only watched: a gate in Python, through
    which each had to pass, took more time than all that the pages do.
    """
    page = chromium.new_context(**{"viewport": WIDE, **how}).new_page()
    page.requests = []

    def watch(request: Any) -> None:
        page.requests.append(request.url)
        if not request.url.startswith((root + "/", "data:", "blob:", "about:blank")):
            FAULTS.append(request.url)

    page.on("request", watch)
    page.on("pageerror", lambda error: FAULTS.append(str(error)))
    page.on("console", lambda line: line.type == "error" and FAULTS.append(line.text))
    return page


@pytest.fixture
def room(chromium) -> Iterator[Callable[..., Any]]:
    """Open pages that last as long as the test."""
    pages = []

    def open_one(root: str, **how: Any) -> Any:
        pages.append(enter(chromium, root, **how))
        return pages[-1]

    yield open_one
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def desk(chromium, folder, told) -> Iterator[Callable[[str], list[Explored]]]:
    """The explorers of a page from the disk, opened once; ``before`` is what was asked for far from them."""
    found: dict[str, list[Explored]] = {}

    def at(name: str) -> list[Explored]:
        if name not in found:
            page = enter(chromium, folder)
            page.goto(f"{folder}/{name}.html", wait_until="load")
            page.wait_for_timeout(300)
            found[name] = [Explored(page, data) for data in told[name]]
            found[name][0].before = list(page.requests)
            for one in found[name]:
                one.at("csto-explore").scroll_into_view_if_needed()
                page.wait_for_timeout(700)
        return found[name]

    yield at
    for all_of in found.values():
        all_of[0].page.context.close()


def test_every_page_with_an_explorer_is_opened_here(told) -> None:
    assert told and all(told.values())


@pytest.mark.parametrize("name", PAGES)
def test_every_control_works_by_mouse_and_by_keyboard_and_the_address_follows(room, folder, told, name) -> None:
    page = room(folder)
    page.goto(f"{folder}/{name}.html", wait_until="load")
    all_here = [Explored(page, data) for data in told[name]]
    for one in all_here:
        one.come_near()
        one.agrees()
        for at in range(len(one.choices)):
            by_mouse(one, at)
            by_keyboard(one, at)
        if one.place() == one.data["start"]:  # radio buttons end where they began; the first state has no address
            step(one, len(one.choices) - 1)
            one.agrees()
    wanted = {f"{one.data['key']}.{choice['name']}": choice["options"][part][0]
              for one in all_here for choice, part in zip(one.choices, one.state, strict=True)}  # fmt: skip
    page.wait_for_function(
        "(wanted) => { const all = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([name, value]) => all.get(name) === value); }",
        arg=wanted,
        timeout=3000,
    )
    page.reload(wait_until="load")
    for one in all_here:
        one.agrees()
        one.at("[data-do=reset]").click()
        one.state = parts_of(one.data, one.data["start"])
    page.wait_for_function("!location.search", timeout=3000)
    for one in all_here:
        seen = page.evaluate(SEEN, one.own)
        assert seen["says"] == one.data["states"][one.data["start"]]["says"]
        assert seen["status"] == "Back at the first state."


@pytest.mark.parametrize("name", PAGES)
def test_in_a_subfolder_of_a_server_each_choice_finds_its_pictures(room, subfolder, told, name) -> None:
    page = room(subfolder)
    page.goto(f"{subfolder}/{name}.html", wait_until="load")
    for data in told[name]:
        one = Explored(page, data)
        one.come_near()
        for at in range(len(one.choices)):  # where a page came from is all that is new here
            step(one, at)
            one.agrees()


@pytest.mark.parametrize("road", ROADS)
def test_a_link_to_a_state_is_copied_and_leads_back_to_it(request, room, told, road) -> None:
    root = request.getfixturevalue(road)
    name, (data, *_) = next(iter(told.items()))
    page = room(root, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/{name}.html", wait_until="load")
    one = Explored(page, data)
    one.come_near()
    by_keyboard(one, 0)
    one.at("[data-do=copy]").click()
    page.wait_for_function(f"document.querySelector('#{one.own} .explore-status').textContent")
    field = one.at(".explore-link")
    link = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(root) and link.endswith(f"#{one.own}")
    page.goto("about:blank")
    page.goto(link, wait_until="load")
    one.agrees()
    assert abs(page.evaluate(f"document.getElementById('{one.own}').getBoundingClientRect().top")) < 300


def test_a_wrong_state_in_the_address_shows_the_first_and_says_so(room, folder, told) -> None:
    name, data = with_prediction(told)
    page, choice = room(folder), data["choices"][0]["name"]
    page.goto(f"{folder}/{name}.html?{data['key']}.{choice}=<img src=x onerror=alert(1)>&{data['key']}.nothing=1")
    seen = page.evaluate(SEEN, anchor(data["key"]))
    assert seen["says"] == data["states"][data["start"]]["says"]
    assert seen["status"].startswith(f"The link asks for {choice} = <img src=x onerror=alert(1)>, nothing = 1, which")
    assert seen["status"].endswith("It shows its first state.")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_an_explorer_is_loaded_before_the_reader_comes_near(desk, name) -> None:
    all_here = desk(name)
    assert [url for url in all_here[0].before if "/_explorers/" in url] == []
    loaded = [url.split("/_explorers/")[1] for url in all_here[0].page.requests if "/_explorers/" in url]
    assert len(loaded) < 30 * len(all_here) and not any("narrow" in url for url in loaded)
    names = {url.split("/")[-1].removesuffix("-wide.svg") for url in loaded}
    for one in all_here:
        assert f"{one.data['key'].replace('.', '/')}.js" in loaded
        ahead = {one.data["states"][one.data["start"] + step]["picture"] for step in (0, 1)}
        assert ahead <= names, "the next state is ahead"


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_the_first_state_stands_whole_and_a_note_says_so(room, folder, told, name) -> None:
    page = room(folder, java_script_enabled=False)
    page.goto(f"{folder}/{name}.html", wait_until="load")
    for data in told[name]:
        one = Explored(page, data)
        assert "Without JavaScript this page shows the first state alone" in one.at("csto-explore").inner_text()
        assert one.at(".explore-stage picture.only-light img").is_visible()
        assert not one.at(".explore-stage picture.only-dark img").is_visible()
        assert one.at(".explore-says").inner_text() == data["states"][data["start"]]["says"]
        one.at(".evidence-table summary").click()
        assert one.at(".evidence-table table").is_visible()
        assert not one.at(".explore-controls").is_visible() and not one.at(".explore-print").is_visible()
        assert one.at(".evidence-links a[href$='.csv']").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_in_the_dark_it_fits_and_takes_the_narrow_dark_pictures(room, folder, told, name) -> None:
    page = room(folder, viewport={"width": 390, "height": 800}, color_scheme="dark", reduced_motion="reduce")
    page.goto(f"{folder}/{name}.html", wait_until="load")
    for data in told[name]:
        one = Explored(page, data)
        one.come_near()
        one.agrees("-narrow.svg#dark")
        step(one, len(one.choices) - 1)
        one.agrees("-narrow.svg#dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        small = page.evaluate(
            """(own) => [...document.querySelectorAll(`#${own} :is(button, select, input[type=range], label:has(input), summary)`)]
              .filter((one) => one.checkVisibility()).map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
              .filter(([, box]) => box.height < 24 || box.width < 24 || box.left < 0 || box.right > 390).map(([name]) => name)""",
            one.own,
        )
        assert small == []
        moving = page.evaluate(
            """(own) => [...document.querySelectorAll(`#${own} csto-explore, #${own} csto-explore *`)].filter((one) => {
              const style = getComputedStyle(one);
              return style.animationName !== "none" || style.transitionDuration.split(",").some((one) => parseFloat(one) > 0);
            }).map((one) => one.tagName)""",
            one.own,
        )
        assert moving == []


def test_a_prediction_is_asked_first_and_answered_with_the_rows(room, folder, told) -> None:
    name, data = with_prediction(told)
    page = room(folder)
    page.goto(f"{folder}/{name}.html#{anchor(data['key'])}", wait_until="load")
    one = Explored(page, data)
    assert not one.at(".explore-body").is_visible()
    one.at(".explore-predict input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    words = dict(data["predict"]["options"])
    verdict = one.at(".explore-verdict")
    assert verdict.is_visible() and page.evaluate("document.activeElement.className") == "explore-verdict"
    said = verdict.inner_text()
    assert data["predict"]["question"] in said and f"You said: {data['predict']['options'][0][1]}." in said
    assert f"The rows say: {words[data['predict']['answer']]}." in said and data["predict"]["because"] in said
    page.reload(wait_until="load")
    assert one.at(".explore-body").is_visible() and not one.at(".explore-predict").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_control_and_shows_where_it_is(desk, name) -> None:
    one = desk(name)[0]
    one.come_near()
    one.at(".explore-question").click()  # where Tab goes on from
    wanted = [stop for choice in one.choices for stop in STOPS[choice["control"]]] + ["reset", "copy", "summary"]
    reached = []
    for _ in range(len(wanted) + 2):
        one.page.keyboard.press("Tab")
        reached.append(
            one.page.evaluate(
                "(() => { const one = document.activeElement, s = getComputedStyle(one);"
                " return [one.dataset.do || one.dataset.step || one.type || one.localName, s.outlineStyle !== 'none']; })()"
            )
        )
    assert [kind for kind, _ in reached][: len(wanted)] == wanted
    assert all(outlined for _, outlined in reached)


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_chosen_states_stand_side_by_side_with_the_address(desk, name) -> None:
    for one in desk(name):
        one.page.emulate_media(media="print")
        assert one.at(".explore-small").count() == len(one.data["small"])
        assert one.at(".explore-small img").first.is_visible() and not one.at("csto-explore").is_visible()
        assert f"{name}.html#{one.own}" in one.at(".explore-print").inner_text()
        one.page.emulate_media(media="screen")
