// The bar under the title: what there is to do, how far loading is, and what happened last, said aloud.
import { allow, button, make } from "./elements.js";
import { KEYS, KEYS_ID } from "./editor.js";

const MB = 1e6;
const inMB = (bytes) => (bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0);

export class Control {
  /**
   * @param element the page's `csto-live`
   * @param hooks start, runAll, stop, restart, restore, download
   */
  constructor(element, hooks) {
    this.element = element;
    this.hooks = hooks;
    const { buttons, button: first, about, status } = element;
    this.first = first;
    this.status = status;
    // The first button stays the same element, so that who pressed it stays where they were.
    first.addEventListener("click", () => first.getAttribute("aria-disabled") === "true" || this.act());
    this.stop = button("Stop", hooks.stop);
    this.restart = button("Restart", hooks.restart, { title: "Start Python anew; your edits are kept" });
    this.restore = button("Restore the built page", hooks.restore);
    this.download = button("Download as notebook", hooks.download);
    this.more = [this.stop, this.restart, this.restore, this.download];
    buttons.append(...this.more, about);
    this.bar = make("progress", { "aria-labelledby": "live-loading", max: 1 });
    this.loading = make("span", { id: "live-loading" });
    this.amount = make("span");
    this.progress = make("div", { className: "live-progress", hidden: true }, this.bar, make("p", {}, this.loading, this.amount));
    this.now = make("p", { className: "live-now" });
    this.offers = make("div", { className: "live-offers" });
    element.append(this.progress, this.now, status, this.offers, make("p", { id: KEYS_ID, hidden: true, textContent: KEYS }));
    this.show("idle");
  }

  act() {
    const { state } = this.element;
    if (state === "idle" || state === "failed") this.hooks.start();
    else if (state === "ready") this.hooks.runAll();
  }

  /** Show the state: idle, loading, ready, running or failed. */
  show(state, { changed = false, set = false } = {}) {
    const { element } = this;
    if (element.dataset.state !== state) {
      element.dataset.state = state;
      element.dispatchEvent(new CustomEvent("live-state", { bubbles: true, detail: state }));
    }
    this.first.textContent = state === "failed" ? "Try again" : state === "idle" ? "Run this page" : state === "loading" ? "Starting Python" : "Run all";
    allow(this.first, state !== "loading" && state !== "running");
    for (const one of this.more) one.hidden = state === "idle" || (!set && one !== this.stop);
    element.about.hidden = state !== "idle" && state !== "failed";
    allow(this.stop, state === "loading" || state === "running");
    allow(this.restart, state === "ready" || state === "running");
    allow(this.restore, state === "running" || (changed && state !== "loading"));
    this.progress.hidden = state !== "loading";
    if (state !== "running") this.now.textContent = "";
  }

  /** Say how far loading is: what is loaded aloud, once; its bytes only to be seen. */
  load(words, done, size) {
    if (done >= size && size) words = "";
    const text = words ? `Loading ${words}` : "Starting Python";
    if (this.loading.textContent !== text) this.loading.textContent = text;
    this.amount.textContent = words && size ? `: ${inMB(done)} of ${inMB(size)} MB` : "";
    if (words && size) Object.assign(this.bar, { max: size, value: done });
    else this.bar.removeAttribute("value");
  }

  say(words) {
    this.status.textContent = words;
  }

  /** Put a question with its answers: [words, act] each. */
  offer(words, answers) {
    const close = () => { box.remove(); this.first.focus(); };
    const box = make("div", { className: "live-offer", role: "group", "aria-label": words }, make("p", { textContent: words }),
      ...answers.map(([text, act]) => button(text, () => { close(); act(); })));
    this.offers.replaceChildren(box);
  }

  withdraw() {
    this.offers.replaceChildren();
  }
}
