"""axe-core on a page, each kind of text judged for its colours a few times and not thousands of times."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Rules on colours took nine tenths of the time: a chapter has thousands of cells and links, and axe looks behind each.
# Texts are of one kind where they and all around them have the same tags and the same computed colours and type (and,
# for links, where both or neither stand among words): three of each kind are judged, and every control.
MARK = """() => {
  const looks = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "fontSize",
    "fontWeight", "fontStyle", "fontFamily", "textShadow", "textDecorationLine", "borderBottomStyle", "outlineStyle",
    "position", "zIndex", "display"];
  const numbers = new Map(), kinds = new Map([[null, 0]]), seen = new Map();
  const number = (text) => numbers.get(text) ?? (numbers.set(text, numbers.size + 1), numbers.size);
  const kind = (el) => {
    if (!kinds.has(el)) {
      const style = getComputedStyle(el);
      kinds.set(el, number([kind(el.parentElement), el.tagName, ...looks.map((one) => style[one])].join("|")));
    }
    return kinds.get(el);
  };
  const words = (el) => el.textContent.trim().length;
  for (const el of document.querySelectorAll("body *")) {
    const link = el.matches("a, [role=link]") && words(el) > 0;
    const text = [...el.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
    if (!el.checkVisibility() || (!link && !text)) {
      el.toggleAttribute("data-judged", el.matches("input, select, textarea, button, summary"));
      continue;
    }
    const block = link && el.parentElement.closest("p, li, td, th, dd, dt, figcaption, div, section, body");
    const which = number([kind(el), link && words(block) > words(el)].join("|"));
    seen.set(which, (seen.get(which) || 0) + 1);
    el.toggleAttribute("data-judged", seen.get(which) <= 3);
  }
}"""
# What axe would only read again: the inside of folds left closed (their kind is open elsewhere), and rows, items and
# notes of one build beyond the eighth: the same tags, classes, roles and names of attributes all the way down.
THIN = """() => {
  for (const fold of document.querySelectorAll("details:not([open])"))
    [...fold.children].slice(1).forEach((one) => one.remove());
  const build = (el) => el.outerHTML.replace(/>[^<]+/g, ">").replace(/ (?!class|role)([\\w-]+)="[^"]*"/g, " $1");
  const seen = new Map();
  for (const el of document.querySelectorAll("main :is(li, tr, .citation, .number-note, .open-question)")) {
    if (!el.isConnected) continue;
    const which = el.parentElement.tagName + build(el);
    seen.set(which, (seen.get(which) || 0) + 1);
    if (seen.get(which) > 8) el.remove();
  }
}"""
SCRIPT = f"""{AXE_SCRIPT}
;axe.configure({{rules: [
  {{id: "color-contrast", selector: "[data-judged]"}},
  {{id: "target-size", selector: "[data-judged]"}},
  {{id: "link-in-text-block", selector: "a[href][data-judged], [role=link][data-judged]"}},
]}});
"""


def faults(page, colours_alone: bool = False) -> list[tuple]:
    """Return what axe finds on a page: the rule, the place and the reason of each fault.

    In the second theme the page is the same but for its colours, so the rules on colours are enough there.
    """
    page.evaluate(MARK)
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    if colours_alone:
        options["runOnly"] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    found = Axe(SCRIPT).run(page, options=options).response["violations"]
    return [(one["id"], node["target"], node["failureSummary"][:300]) for one in found for node in one["nodes"]]
