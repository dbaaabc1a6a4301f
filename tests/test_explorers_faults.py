"""Explorers whose every text is markup and whose files do not come, on a page made by hand."""

from pathlib import Path
from typing import Any

import pytest
from explored import SEEN, Explored

from helpers.book.explorer_markup import body
from helpers.book.explorers import SCRIPTS, script_of
from helpers.book.settings import ROOT

pytestmark = pytest.mark.browser
NASTY = "<script>window.bad = 1</script><img src=x onerror='window.bad = 1'> \"quoted\" & <b>bold</b>"
PICTURE = '<svg id="dark" xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="{}" height="9"/></svg>'


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A page with an explorer whose every text is markup, and whose last picture is missing."""
    choice = {"name": "kind", "label": NASTY, "control": "radio", "options": [["a", NASTY], ["b", "b"], ["c", "c"]]}
    table = {"columns": [NASTY, "n"], "rows": [[NASTY, "1"]]}
    states = [{"says": f"{NASTY} {name}", "picture": name, "table": 0} for name in "abc"]
    data = {"key": "test.strange", "choices": [choice], "states": states, "tables": [table], "start": 0, "small": []}
    data |= {"sizes": {"wide": [40, 20], "narrow": [40, 20]}, "predict": None, "question": NASTY, "look": NASTY}
    place = tmp_path_factory.mktemp("strange")
    for name in "ab":
        for size in ("wide", "narrow"):
            (place / f"{name}-{size}.svg").write_text(PICTURE.format(ord(name)))
    (place / "strange.js").write_text(script_of(data))
    scripts = "".join(f'<script src="{(ROOT / "helpers/book/assets" / name).as_uri()}"></script>' for name in SCRIPTS)
    inside = body(data, lambda state, size: f"{states[state]['picture']}-{size}.svg", "1")
    (place / "page.html").write_text(
        '<!doctype html><html data-js=""><meta charset="utf-8"><figure id="test-strange"><csto-explore '
        f'data-key="test.strange" data-start="0" data-anchor="test-strange" data-folder="./" data-src="strange.js">'
        f"{inside}</csto-explore></figure>{scripts}"
    )
    return place, data


def test_text_of_the_data_stays_text_in_every_state(chromium, strange) -> None:
    place, data = strange
    page = chromium.new_page()
    page.goto(f"{(place / 'page.html').as_uri()}?test.strange.kind=b")
    one = Explored(page, data)
    one.state = [1]
    page.wait_for_function("document.querySelector('.explore-says').textContent.endsWith(' b')")
    seen = page.evaluate(SEEN, one.own)
    assert seen["rows"] == [[NASTY, "1"]] and seen["says"] == seen["alt"][0] == f"{NASTY} b"
    assert page.evaluate("window.bad") is None
    assert page.evaluate("document.querySelectorAll('figure :is(script, b, [onerror])').length") == 0
    page.close()


def test_a_picture_that_does_not_come_leaves_the_state_before_and_says_so(chromium, strange) -> None:
    place, data = strange
    page = chromium.new_page()
    page.goto((place / "page.html").as_uri())
    one = Explored(page, data)
    one.control("kind").locator("input").nth(2).click()
    page.wait_for_function("document.querySelector('.explore-status').textContent")
    seen = page.evaluate(SEEN, one.own)
    assert seen["status"] == "The picture could not be loaded; the state before stays."
    assert seen["says"] == f"{NASTY} a" and seen["drawn"] and one.control("kind").locator("input").first.is_checked()
    (place / "strange.js").rename(place / "away.js")
    page.reload()
    one.control("kind").locator("input").nth(1).click()
    page.wait_for_function("document.querySelector('.explore-status').textContent")
    assert page.evaluate(SEEN, one.own)["status"].startswith("The data of this explorer could not be loaded")
    (place / "away.js").rename(place / "strange.js")
    page.close()
