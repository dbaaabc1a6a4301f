"""One visit to a page of the book: all that tests ask of it in both themes and at two widths, from one loading.

A chapter takes a browser seconds to load. Loaded anew for each theme, each width and each question it took a third of
all the time of the tests.
"""

from dataclasses import dataclass
from typing import Any

# Every element and pseudo-element that should show an icon, with what makes it visible or not.
ICONS = """() => {
  const seen = [];
  const add = (el, pseudo) => {
    const s = getComputedStyle(el, pseudo), mask = s.maskImage || s.webkitMaskImage;
    const wanted = pseudo ? s.content !== "none" && (mask !== "none" || /[\\ue000-\\uf8ff]/.test(s.content)
                            || /Font ?Awesome/.test(s.fontFamily)) : true;
    if (!wanted) return;
    const shown = !pseudo ? el.checkVisibility() : el.checkVisibility() && s.display !== "none";
    const box = pseudo ? {width: parseFloat(s.width), height: parseFloat(s.height)} : el.getBoundingClientRect();
    seen.push({what: el.tagName + "." + el.className + (pseudo || ""), shown, mask: mask.slice(0, 30),
               width: box.width, height: box.height, colour: s.backgroundColor});
  };
  document.querySelectorAll(".fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands").forEach((el) => add(el));
  document.querySelectorAll("body *").forEach((el) => { add(el, "::before"); add(el, "::after"); });
  return seen;
}"""

# Opens two folds of each kind, told apart by their class, their parent's and what they hold: a long chapter has a
# hundred of them, with thousands of equal cells, on which axe would spend minutes.
OPEN_SOME = """() => {
  const seen = {};
  for (const fold of document.querySelectorAll("main details")) {
    const inside = [...fold.children].map((one) => one.tagName + "." + one.className).join(" ");
    const kind = [fold.className, fold.parentElement.className, inside].join("|");
    seen[kind] = (seen[kind] || 0) + 1;
    fold.open = seen[kind] <= 2;
  }
}"""


@dataclass(frozen=True)
class Look:
    """A page in one theme at one width: the theme that it says it has, what axe finds, how far it scrolls sideways."""

    theme: str
    faults: list[tuple]
    sideways: int


@dataclass(frozen=True)
class Visit:
    """What was seen of a page: requests to elsewhere, errors, icons, and its look by theme and width."""

    foreign: list[str]
    errors: list[str]
    icons: list[dict[str, Any]]
    looks: dict[tuple[str, int], Look]


def watch(page) -> tuple[list[str], list[str]]:
    """Collect a page's requests and its errors."""
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
    page.on("response", lambda answer: answer.status >= 400 and errors.append(f"{answer.status}: {answer.url}"))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    return requests, errors


def foreign(requests: list[str], root: str) -> list[str]:
    """Return the requests that left a site."""
    return [url for url in requests if not url.startswith((root + "/", "data:", "blob:"))]


def visit(chromium: Any, root: str, name: str) -> Visit:
    """Load a page once and look at it in every way."""
    from accessibility import THIN, faults

    context = chromium.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests, errors = watch(page)
    page.goto(f"{root}/{name}", wait_until="load")
    page.mouse.wheel(0, 20_000)  # lazy pictures too
    page.evaluate(OPEN_SOME)
    page.wait_for_timeout(500)
    ways = [("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390)]
    wide = {way: _turn(page, *way) for way in ways}  # before anything is taken out of the page
    outside = foreign(requests, root)
    errors = list(errors)  # axe itself asks for style sheets, some at a wrong place
    page.evaluate(THIN)
    looks = {}
    for way in reversed(ways):  # each next to the one before: one turn of theme or width at a time
        _turn(page, *way)
        theme = page.evaluate("document.documentElement.dataset.theme")
        looks[way] = Look(theme, faults(page, colours_alone=way[0] == "dark"), wide[way])
    icons = page.evaluate(ICONS)
    context.close()
    return Visit(outside, errors, icons, looks)


def _turn(page: Any, theme: str, width: int) -> int:
    """Give a page a theme and a width; return how far it then scrolls sideways."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(400)  # colours and sizes that move come to rest
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
