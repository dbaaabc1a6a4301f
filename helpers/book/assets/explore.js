"use strict";
// The explorer: native controls over pictures that were drawn when the book was built.
//
// The page holds the first state, whole. This script loads one data file (sentences, tables, names of pictures) when
// the reader comes near, and each picture as an image, the neighbours of the state shown ahead of their turn. Picture,
// sentence and table change together. Text reaches the page as text only, never as markup. Everything works from file://.
(() => {
  const NARROW = matchMedia("(max-width: 600px)");
  const AHEAD = 2; // steps of a slider fetched ahead, to either side
  const KEPT = 80; // pictures held ready
  const SETTLE = 400; // ms without a change before the address follows

  const { Choice, meetPrediction } = window.cstoExplore;
  const isDark = () => document.documentElement.dataset.theme === "dark";
  const afterPaint = (what) => requestAnimationFrame(() => setTimeout(what));

  class Explore extends HTMLElement {
    connectedCallback() {
      if (this.choices) return;
      this.key = this.dataset.key;
      this.pictures = new Map();
      this.turn = 0;
      const part = (name) => this.querySelector(`.explore-${name}`);
      this.parts = Object.fromEntries(
        ["body", "controls", "status", "stage", "says", "chosen", "spoken", "predict", "said", "verdict"].map((name) => [name, part(name)]));
      this.parts.table = this.querySelector(".evidence-table table");
      this.parts.svg = this.closest("figure")?.querySelector(".explore-svg");
      this.choices = [...this.querySelectorAll("[data-choice]")].map((element) => new Choice(element));
      this.start = this.parted(Number(this.dataset.start));
      this.shown = this.state = this.start;
      this.listen();
      if (this.parts.predict) meetPrediction(this);
      else this.open();
      this.follow();
    }

    // --- states: one number a choice, the last moving fastest ---------------------------------------

    placeOf(state) {
      return this.choices.reduce((place, choice, at) => place * choice.options.length + state[at], 0);
    }

    parted(place) {
      const state = [];
      for (const choice of [...this.choices].reverse()) {
        state.unshift(place % choice.options.length);
        place = Math.floor(place / choice.options.length);
      }
      return state;
    }

    words(state) {
      return this.choices.map((choice, at) => `${choice.label}: ${choice.options[state[at]][1]}`).join("; ");
    }

    // --- what is loaded, and when -------------------------------------------------------------------

    load() {
      this.loading ??= new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = this.dataset.src;
        script.onload = () => window.cstoExplorers?.[this.key] ? done(window.cstoExplorers[this.key]) : fail(new Error("empty"));
        script.onerror = () => { script.remove(); this.loading = undefined; fail(new Error("not loaded")); };
        document.head.append(script);
      });
      return this.loading;
    }

    picture(name) {
      const url = `${this.dataset.folder}${name}-${NARROW.matches ? "narrow" : "wide"}.svg${isDark() ? "#dark" : ""}`;
      let one = this.pictures.get(url);
      if (!one) {
        const image = new Image();
        image.src = url;
        one = { image, ready: image.decode() };
        one.ready.catch(() => this.pictures.delete(url)); // asked for again, it gets another try
      }
      this.pictures.delete(url);
      this.pictures.set(url, one); // the last one asked for is the last to go
      for (const old of this.pictures.keys()) {
        if (this.pictures.size <= KEPT) break;
        this.pictures.delete(old);
      }
      return one;
    }

    prefetch(data, state) {
      this.choices.forEach((choice, at) => {
        const near = choice.kind === "slider"
          ? Array.from({ length: 2 * AHEAD + 1 }, (_, step) => state[at] + step - AHEAD)
          : choice.options.map((_, option) => option);
        for (const option of near) {
          if (option < 0 || option >= choice.options.length) continue;
          const next = this.placeOf(state.with?.(at, option) ?? state.map((old, place) => (place === at ? option : old)));
          this.picture(data.states[next][0]).ready.catch(() => {});
        }
      });
    }

    approach() {
      this.load().then((data) => this.prefetch(data, this.state), () => {}); // said when the reader moves a control
    }

    // --- showing a state: picture, sentence and table together --------------------------------------

    async show(state) {
      const turn = ++this.turn;
      this.state = state;
      this.choices.forEach((choice, at) => choice.write(state[at]));
      let data;
      try {
        data = await this.load();
      } catch {
        if (turn === this.turn) this.fallBack("The data of this explorer could not be loaded; the state before stays.");
        return;
      }
      const [name, table, says] = data.states[this.placeOf(state)];
      const { image, ready } = this.picture(name);
      try {
        await ready;
      } catch {
        if (turn === this.turn) this.fallBack("The picture could not be loaded; the state before stays.");
        return;
      }
      if (turn !== this.turn) return; // the reader has moved on
      image.alt = says;
      if (this.parts.stage.firstElementChild !== image || this.parts.stage.childElementCount > 1) this.parts.stage.replaceChildren(image);
      this.shown = state;
      this.say(state, says, data.tables[table]);
      if (this.parts.svg) this.parts.svg.href = image.src.replace(/-narrow\.svg|-wide\.svg/, "-wide.svg").replace(/#.*/, "");
      this.dispatchEvent(new CustomEvent("explore-shown", { bubbles: true, detail: { place: this.placeOf(state) } }));
      afterPaint(() => turn === this.turn && this.prefetch(data, state)); // what is seen comes first
    }

    say(state, says, table) {
      this.parts.says.textContent = says;
      this.parts.chosen.textContent = this.words(state);
      this.parts.spoken.textContent = says;
      const { columns, rows } = table;
      const numeric = columns.map((_, at) => rows.every((row) => /^([-+]?\d+(\.\d+)?([eE][-+]?\d+)?)?$/.test(row[at])));
      const cell = (tag, text, at) => {
        const made = document.createElement(tag);
        if (tag === "th") made.scope = "col";
        if (numeric[at]) made.className = "text-right";
        if (/^\d{4}-\d\d(-\d\d)?$/.test(text)) made.style.whiteSpace = "nowrap";
        made.textContent = text;
        return made;
      };
      const line = (tag, texts) => {
        const made = document.createElement("tr");
        made.append(...texts.map((text, at) => cell(tag, text, at)));
        return made;
      };
      this.parts.table.tHead.replaceChildren(line("th", columns));
      this.parts.table.tBodies[0].replaceChildren(...rows.map((row) => line("td", row)));
      this.parts.table.caption.textContent = this.parts.table.caption.textContent.replace(/(state shown: ).*/, `$1`) + this.words(state);
    }

    fallBack(why) {
      this.state = this.shown; // controls say what is seen
      this.choices.forEach((choice, at) => choice.write(this.shown[at]));
      this.tell(why);
    }

    tell(words) {
      this.parts.status.textContent = words;
      this.querySelector(".explore-link")?.remove();
    }

    // --- the address --------------------------------------------------------------------------------

    address(state, hash) {
      const url = new URL(location.href);
      for (const name of [...url.searchParams.keys()]) if (name.startsWith(`${this.key}.`)) url.searchParams.delete(name);
      if (state) this.choices.forEach((choice, at) => url.searchParams.set(`${this.key}.${choice.name}`, choice.options[state[at]][0]));
      if (hash) url.hash = hash;
      return url.href;
    }

    // Reads the state that the address names; what it does not know, it says.
    follow() {
      this.query = location.search;
      const state = [...this.start], wrong = [];
      let named = false;
      for (const [name, value] of new URLSearchParams(location.search)) {
        if (!name.startsWith(`${this.key}.`)) continue;
        named = true;
        const at = this.choices.findIndex((choice) => `${this.key}.${choice.name}` === name);
        const option = at < 0 ? -1 : this.choices[at].options.findIndex(([slug]) => slug === value);
        if (option < 0) wrong.push(`${name.slice(this.key.length + 1)} = ${value.slice(0, 60)}`);
        else state[at] = option;
      }
      if (named && !wrong.length) this.open();
      if (wrong.length) {
        this.tell(`The link asks for ${wrong.join(", ")}, which this explorer does not have. It shows its first state.`);
        this.open();
      }
      const target = wrong.length ? this.start : state;
      if (this.placeOf(target) !== this.placeOf(this.state)) this.show(target);
    }

    remember() {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => {
        const same = this.placeOf(this.state) === this.placeOf(this.start);
        const href = this.address(same ? null : this.state);
        if (href === location.href) return;
        try { history.replaceState(history.state, "", href); } catch { /* a browser that forbids it on file:// still has the link */ }
        this.query = location.search;
      }, SETTLE);
    }

    async copy() {
      const link = this.address(this.state, this.dataset.anchor);
      try {
        await navigator.clipboard.writeText(link);
        this.tell("The link to this state is copied.");
      } catch {
        this.tell("The browser does not let this page copy. Here is the link, to copy by hand:");
        const field = document.createElement("input");
        Object.assign(field, { className: "explore-link", readOnly: true, value: link });
        field.setAttribute("aria-label", "Link to this state");
        this.parts.status.after(field);
        field.focus();
        field.select();
      }
    }

    open() {
      this.dataset.open = "";
    }

    // --- what the reader does -----------------------------------------------------------------------

    listen() {
      const { controls } = this.parts;
      controls.addEventListener("submit", (event) => event.preventDefault());
      controls.addEventListener("input", (event) => event.target.closest("[data-choice]") && this.move());
      controls.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.step) {
          this.choices.find((choice) => choice.element.contains(button)).step(Number(button.dataset.step));
          this.move();
        } else if (button?.dataset.do === "reset") {
          this.tell("Back at the first state.");
          this.show(this.start);
          this.remember();
        } else if (button?.dataset.do === "copy") this.copy();
      });
      addEventListener("popstate", () => this.query !== location.search && this.follow()); // not for a jump in the page
      const look = () => this.parts.stage.childElementCount === 1 && this.show(this.state); // before that the page's own pictures do
      NARROW.addEventListener("change", look);
      new MutationObserver(look).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      const nearness = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        nearness.disconnect();
        this.approach();
      }, { rootMargin: "400px" });
      nearness.observe(this);
      addEventListener("beforeprint", () => {
        for (const image of this.closest("figure").querySelectorAll(".explore-print img")) image.loading = "eager";
      });
    }

    move() {
      this.tell("");
      this.show(this.choices.map((choice) => choice.read()));
      this.remember();
    }
  }

  customElements.define("csto-explore", Explore);
})();
