"""Explorers as a reader meets them: every control by mouse and by keyboard, with no other origin in reach."""

from collections.abc import Iterator
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
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Every explorer of the book by key: its page and its bundle."""
    found = collect(ROOT, read_pages(ROOT))
    assert found.explorers
    return {key: (found.pages[key], data) for key, data in found.explorers.items()}


@pytest.fixture(scope="module")
def subfolder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site in a folder of a server, as on a static host."""
    top = tmp_path_factory.mktemp("host")
    (top / "papers").mkdir()
    (top / "papers/The book").symlink_to(site)
    with serving(top) as root:
        yield f"{root}/papers/The%20book"


@pytest.fixture(scope="module")
def folder(site: Path) -> str:
    """The built site, opened from the disk."""
    return site.as_uri()


FAULTS: list[str] = []


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    """A request to another origin or an error on a page fails the test."""
    FAULTS.clear()
    yield
    assert FAULTS == []


@pytest.fixture(scope="module")
def room(chromium) -> Iterator[Any]:
    """Open pages that reach one root alone."""
    contexts = []

    def enter(root: str, **how: Any) -> Any:
        context = chromium.new_context(**{"viewport": WIDE, **how})
        contexts.append(context)
        page = context.new_page()
        page.requests = []

        def gate(route: Any) -> None:
            url = route.request.url
            page.requests.append(url)
            if url.startswith((root + "/", "data:", "blob:")):
                route.continue_()
            else:
                FAULTS.append(url)
                route.abort()

        context.route("**/*", gate)
        page.on("pageerror", lambda error: FAULTS.append(str(error)))
        page.on("console", lambda line: line.type == "error" and FAULTS.append(line.text))
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def desk(room, folder, told) -> dict[str, Explored]:
    """Each explorer on a page of its own from the disk, opened once; ``before`` is what was asked for far from it."""
    found = {}
    for key, (name, data) in told.items():
        page = room(folder)
        page.goto(f"{folder}/{name}.html", wait_until="load")
        page.wait_for_timeout(300)
        found[key] = Explored(page, data)
        found[key].before = list(page.requests)
        found[key].at("csto-explore").scroll_into_view_if_needed()
        page.wait_for_timeout(700)
    return found


@pytest.mark.parametrize("road", ROADS)
def test_every_control_works_by_mouse_and_by_keyboard_and_the_address_follows(request, room, told, road) -> None:
    root = request.getfixturevalue(road)
    for name, data in told.values():
        page = room(root)
        page.goto(f"{root}/{name}.html#{anchor(data['key'])}", wait_until="load")
        one = Explored(page, data)
        one.skip()
        one.agrees()
        for at in range(len(one.choices)):
            if road == "folder":  # pointer and keys do not know where the page came from: once is enough
                by_mouse(one, at)
            if road == "folder" or at == 0:
                by_keyboard(one, at)
        if one.place() == data["start"]:  # radio buttons end where they began, and the first state has no address
            step(one, len(one.choices) - 1)
            one.agrees()
        wanted = {f"{data['key']}.{choice['name']}": choice["options"][part][0]
                  for choice, part in zip(one.choices, one.state, strict=True)}  # fmt: skip
        page.wait_for_function(
            "(wanted) => { const all = new URLSearchParams(location.search);"
            " return Object.entries(wanted).every(([name, value]) => all.get(name) === value); }",
            arg=wanted,
            timeout=3000,
        )
        page.reload(wait_until="load")
        one.agrees()
        one.at("[data-do=reset]").click()
        one.state = parts_of(data, data["start"])
        page.wait_for_function("!location.search", timeout=3000)
        assert page.evaluate(SEEN, one.own)["says"] == data["states"][data["start"]]["says"]
        assert page.evaluate(SEEN, one.own)["status"] == "Back at the first state."


@pytest.mark.parametrize("road", ROADS)
def test_a_link_to_a_state_is_copied_and_leads_back_to_it(request, room, told, road) -> None:
    root = request.getfixturevalue(road)
    name, data = next(iter(told.values()))
    page = room(root, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/{name}.html", wait_until="load")
    one = Explored(page, data)
    one.skip()
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
    name, data = next((name, data) for name, data in told.values() if data["predict"])
    page, choice = room(folder), data["choices"][0]["name"]
    page.goto(f"{folder}/{name}.html?{data['key']}.{choice}=<img src=x onerror=alert(1)>&{data['key']}.nothing=1")
    seen = page.evaluate(SEEN, anchor(data["key"]))
    assert seen["says"] == data["states"][data["start"]]["says"]
    assert seen["status"].startswith(f"The link asks for {choice} = <img src=x onerror=alert(1)>, nothing = 1, which")
    assert seen["status"].endswith("It shows its first state.")


def test_nothing_of_an_explorer_is_loaded_before_the_reader_comes_near(desk) -> None:
    for key, one in desk.items():
        assert [url for url in one.before if "/_explorers/" in url] == []
        ahead = {one.data["states"][one.data["start"] + step]["picture"] for step in (0, 1)}
        loaded = [url.split("/_explorers/")[1] for url in one.page.requests if "/_explorers/" in url]
        assert f"{key.replace('.', '/')}.js" in loaded
        assert ahead <= {url.split("/")[-1].removesuffix("-wide.svg") for url in loaded}, "the next state is ahead"
        assert len(loaded) < 30 and not any("narrow" in url for url in loaded)


def test_without_javascript_the_first_state_stands_whole_and_a_note_says_so(room, folder, told) -> None:
    for name, data in told.values():
        page = room(folder, java_script_enabled=False)
        page.goto(f"{folder}/{name}.html#{anchor(data['key'])}", wait_until="load")
        one = Explored(page, data)
        assert "Without JavaScript this page shows the first state alone" in one.at("csto-explore").inner_text()
        assert one.at(".explore-stage picture.only-light img").is_visible()
        assert not one.at(".explore-stage picture.only-dark img").is_visible()
        assert one.at(".explore-says").inner_text() == data["states"][data["start"]]["says"]
        one.at(".evidence-table summary").click()
        assert one.at(".evidence-table table").is_visible()
        assert not one.at(".explore-controls").is_visible() and not one.at(".explore-print").is_visible()
        assert one.at(".evidence-links a[href$='.csv']").is_visible()


def test_on_a_phone_in_the_dark_it_fits_and_takes_the_narrow_dark_pictures(room, folder, told) -> None:
    for name, data in told.values():
        page = room(folder, viewport={"width": 390, "height": 800}, color_scheme="dark", reduced_motion="reduce")
        page.goto(f"{folder}/{name}.html#{anchor(data['key'])}", wait_until="load")
        one = Explored(page, data)
        one.skip()
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
    name, data = next((name, data) for name, data in told.values() if data["predict"])
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


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(desk) -> None:
    one = next(one for one in desk.values() if not one.data["predict"])
    reached = []
    one.at(".explore-question").click()  # where Tab goes on from
    for _ in range(12):
        one.page.keyboard.press("Tab")
        reached.append(
            one.page.evaluate(
                "(() => { const one = document.activeElement, s = getComputedStyle(one);"
                " return [one.dataset.do || one.dataset.step || one.type || one.localName, s.outlineStyle !== 'none']; })()"
            )
        )
    names = [kind for kind, _ in reached]
    assert names[:6] == ["-1", "range", "1", "radio", "reset", "copy"] and "summary" in names
    assert all(outlined for _, outlined in reached)


def test_on_paper_chosen_states_stand_side_by_side_with_the_address(desk, told) -> None:
    for key, one in desk.items():
        one.page.emulate_media(media="print")
        assert one.at(".explore-small").count() == len(one.data["small"])
        assert one.at(".explore-small img").first.is_visible() and not one.at("csto-explore").is_visible()
        assert f"{told[key][0]}.html#{one.own}" in one.at(".explore-print").inner_text()
        one.page.emulate_media(media="screen")
