"use strict";
// Small repairs to what the theme does in the browser. Every page can be read without them.

// Opened from a folder, a page may not read its neighbours: search then lists titles without extracts.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// The theme makes wide tables and code reachable by keyboard, but says neither what they are, nor
// looks again when a folded block opens. A resize event makes it look; then each region gets a name.
(() => {
  const scrollers = ".pst-scrollable-table-container, .cell_output > .output, main pre";
  const label = (el) => {
    if (el.tabIndex !== 0 || el.hasAttribute("aria-label")) return;
    const caption = el.querySelector("caption") || el.closest("figure.tabular")?.querySelector(".evidence-title");
    const kind = el.querySelector("table") ? "Table" : el.matches("pre") ? "Code" : "Output";
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", caption ? caption.textContent.replace(/#$/, "").trim() : `${kind}, scrolls sideways`);
  };
  const name = () => document.querySelectorAll(scrollers).forEach(label);
  addEventListener("load", () => setTimeout(name, 0));
  addEventListener("resize", () => setTimeout(name, 400));
  document.addEventListener("toggle", () => dispatchEvent(new Event("resize")), true);
})();

// Paper is light: the theme's own dark rules must not reach the printer.
(() => {
  const root = document.documentElement.dataset;
  let theme = root.theme;
  addEventListener("beforeprint", () => { theme = root.theme; root.theme = "light"; });
  addEventListener("afterprint", () => { root.theme = theme; });
})();

// A term's meaning shows over it; Escape takes it away until the pointer or the keyboard moves on.
(() => {
  const root = document.documentElement.dataset;
  addEventListener("keydown", (event) => { if (event.key === "Escape") root.quiet = ""; else delete root.quiet; });
  // A page that moves under a still pointer says "over", too: only a pointer that moved counts.
  addEventListener("pointermove", (event) => { if (event.movementX || event.movementY) delete root.quiet; });
})();

// Lists of verdicts are filtered by CSS alone; this says how many are shown.
document.querySelectorAll(".judged").forEach((list) => {
  const controls = list.querySelector(".judged-controls");
  const items = [...list.querySelectorAll(".judged-item")];
  const say = () => {
    const shown = items.filter((item) => getComputedStyle(item).display !== "none").length;
    controls.querySelector(".judged-count").textContent = `${shown} of ${items.length} shown`;
  };
  controls.addEventListener("change", say);
  say();
});
