"use strict";
// The one script that a page names for its live cells: it draws the control under the title and loads the rest when asked.
(() => {
  const tag = document.currentScript;
  const base = new URL("./", tag.src).href;
  const title = document.querySelector("article.bd-article h1");
  if (!title) return;

  // What the control needs before live.css is there; the rest of its look is in that file.
  const look = `
    csto-live { display: block; max-width: var(--csto-measure); margin: 0 0 1.5rem; padding: .6rem .75rem; background: var(--csto-panel); font: var(--csto-small)/1.45 var(--csto-label); }
    csto-live p { margin: 0; color: var(--csto-muted); }
    csto-live .live-buttons { display: flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; }
    .live-button { min-height: 32px; padding: .2rem .75rem; font: inherit; color: var(--csto-ink); background: var(--csto-paper); border: 1px solid var(--csto-line); border-radius: 2px; }
    .live-button.live-first { background: var(--csto-accent); border-color: var(--csto-accent); color: var(--csto-paper); }
    csto-live .live-about { flex: 1 1 14rem; }
    @media print { csto-live { display: none !important; } }`;

  const make = (name, properties = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };

  /** Whether the browser starts modules as workers: it then reads the option `type`. */
  const startsModules = () => {
    let read = false;
    try {
      new Worker("data:text/javascript,", { get type() { read = true; return "module"; } }).terminate();
    } catch { /* refused all the same: `read` says what is asked */ }
    return read;
  };

  const whyNot = () => {
    if (location.protocol === "file:") return "Opened from a folder, this page cannot start Python: browsers allow it only from a web server. “make serve” starts one, and any other will do.";
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function" || !startsModules())
      return "This page can run its own Python, but not in this browser: it lacks WebAssembly, module workers or DecompressionStream. A current one has them.";
    return "";
  };

  class Live extends HTMLElement {
    get state() { return this.dataset.state; }

    /** The notebook as it stands, outputs included; null before the first start. */
    notebook() { return this.page?.notebook() ?? null; }

    connectedCallback() {
      if (this.firstChild) return;
      this.dataset.state = "idle";
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", "Run this page");
      const refused = whyNot();
      this.about = make("p", { className: "live-about", id: "live-about", textContent: refused || this.sentence() });
      this.status = make("p", { className: "live-status" });
      this.status.setAttribute("role", "status");
      this.buttons = make("div", { className: "live-buttons" });
      if (!refused) {
        this.button = make("button", { type: "button", className: "live-button live-first", textContent: "Run this page" });
        this.button.setAttribute("aria-describedby", "live-about");
        this.button.addEventListener("click", () => this.page || this.begin());
        for (const near of ["pointerenter", "focus"]) this.button.addEventListener(near, () => this.load().catch(() => {}), { once: true });
        this.buttons.append(this.button);
      }
      this.buttons.append(this.about);
      this.append(this.buttons, this.status);
    }

    sentence() {
      const size = tag.dataset.size ? `; about ${tag.dataset.size} MB, once` : "";
      return `Edit and run the code of this page. Python runs in the page, nothing is sent${size}.`;
    }

    /** Fetch what draws editors and outputs (small); Python itself is fetched on the press. */
    load() {
      this.loading ??= import(`${base}page.js${this.again ? `?again=${this.again}` : ""}`);
      return this.loading;
    }

    async begin() {
      if (this.beginning) return;
      this.beginning = true;
      this.status.textContent = "";
      try {
        const { LivePage } = await this.load();
        this.page = new LivePage(this, { base, name: tag.dataset.name, source: new URL(tag.dataset.live, location.href).href });
      } catch (error) {
        this.loading = undefined;
        this.again = (this.again || 0) + 1; // a browser may remember that an address failed
        this.status.textContent = "What runs the page could not be loaded: the site did not answer. The page stays as it is; try again.";
        console.warn(error);
      }
      this.beginning = false;
      this.page?.start();
    }
  }

  document.head.append(make("style", { textContent: look }));
  customElements.define("csto-live", Live);
  const next = title.nextElementSibling;
  (next?.matches(".asof") ? next : title).after(document.createElement("csto-live"));
})();
