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

  const isDark = () => document.documentElement.dataset.theme === "dark";
  const stored = {
    get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* the answer lasts as long as the page */ } },
  };

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
      this.meetPrediction();
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
      this.prefetch(data, state);
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
        try { history.pushState(null, "", href); } catch { /* a browser that forbids it on file:// still has the link */ }
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

    // --- the prediction -----------------------------------------------------------------------------

    meetPrediction() {
      if (!this.parts.predict) return this.open();
      const answer = stored.get(`csto.predict.${this.key}`);
      if (answer !== null) this.reveal(answer);
      this.parts.predict.addEventListener("submit", (event) => {
        event.preventDefault();
        this.commit(this.parts.predict.querySelector("input:checked").value);
      });
      this.parts.predict.querySelector("[data-do=skip]").addEventListener("click", () => this.commit(""));
    }

    commit(answer) {
      stored.set(`csto.predict.${this.key}`, answer);
      this.reveal(answer);
      this.parts.verdict.focus();
    }

    reveal(answer) {
      const chosen = [...this.parts.predict.querySelectorAll("input")].find((input) => input.value === answer);
      const words = chosen?.closest("label").textContent.trim();
      this.parts.said.textContent = words ? `You said: ${words}.` : "You skipped the question.";
      this.open();
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
      addEventListener("popstate", () => { clearTimeout(this.settling); this.follow(); });
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

  // One control: reads and writes the place of its option.
  class Choice {
    constructor(element) {
      this.element = element;
      this.name = element.dataset.choice;
      this.options = JSON.parse(element.dataset.options);
      this.kind = ["slider", "select", "radio"].find((kind) => element.classList.contains(`explore-${kind}`));
      this.label = element.querySelector(this.kind === "radio" ? "legend" : "label").textContent;
      this.inputs = [...element.querySelectorAll("input, select")];
    }

    read() {
      if (this.kind === "radio") return this.inputs.findIndex((input) => input.checked);
      return this.kind === "select" ? this.inputs[0].selectedIndex : Number(this.inputs[0].value);
    }

    write(option) {
      const [input] = this.inputs;
      if (this.kind === "radio") this.inputs[option].checked = true;
      else if (this.kind === "select") input.selectedIndex = option;
      else {
        input.value = option;
        input.setAttribute("aria-valuetext", this.options[option][1]);
        this.element.querySelector("output").textContent = this.options[option][1];
      }
    }

    step(by) {
      this.write(Math.min(this.options.length - 1, Math.max(0, this.read() + by)));
    }
  }

  customElements.define("csto-explore", Explore);
})();
