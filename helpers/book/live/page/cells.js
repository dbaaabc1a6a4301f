// A code cell of the built page, made to be edited and run. Its place and its look stay; editors come when they are seen.
import { makeEditor, goToLine } from "./editor.js";
import { allow, button, make } from "./elements.js";
import { Outputs } from "./outputs.js";

export class Cell {
  /**
   * @param element `div.cell` of the page
   * @param index among the code cells
   * @param built code in the notebook
   * @param hooks run(cell), runAbove(cell), stop(), edited(cell), restore(cell), say(words), goTo, widget, told, restored
   */
  constructor(element, index, built, hooks) {
    Object.assign(this, { element, index, built, hooks, code: built, number: index + 1, name: `cell ${index + 1}`, ran: false });
    this.input = element.querySelector(".cell_input");
    this.source = this.input.querySelector(":scope > [class*=highlight]");
    this.outputs = new Outputs(element, this.number, {
      goTo: hooks.goTo,
      widget: (...how) => hooks.widget(this, ...how),
      told: (data) => hooks.told(this, data),
      restored: () => hooks.restored(this),
      restore: () => hooks.restore(this),
    });
    // Buttons, too, come when they are seen: put in at once, into all cells, they cost a style of the whole page.
    this.watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.open(), { rootMargin: "200px" });
    this.watch.observe(this.input);
  }

  get edited() {
    return this.code !== this.built;
  }

  addTools() {
    const { hooks, number } = this;
    this.runs = button("Run", () => hooks.run(this), { className: "live-button live-first", "aria-label": `Run cell ${number}` });
    this.above = button("Run all above", () => hooks.runAbove(this), { "aria-label": `Run all cells above cell ${number}` });
    this.stops = button("Stop", () => { this.runs.focus(); hooks.stop(); }, { "aria-label": `Stop cell ${number}`, hidden: true });
    this.resets = button("Reset cell", () => this.reset(), { "aria-label": `Reset cell ${number} to the published code` });
    this.state = make("span", { className: "live-state", textContent: `Cell ${number}` });
    this.tools = make("div", { className: "live-tools", role: "group", "aria-label": `Cell ${number}` }, this.runs, this.above, this.resets, this.stops, this.state);
    allow(this.above, this.index > 0);
    this.tell(this.running);
    this.input.after(this.tools);
  }

  /** Put the editor in place of the printed code. */
  open() {
    if (this.editor) return;
    this.watch.disconnect();
    this.editor = makeEditor(this.code, this.number, {
      change: (code) => this.change(code),
      run: () => this.hooks.run(this),
      say: this.hooks.say,
    });
    this.source.hidden = true;
    this.source.after(this.editor.container);
    this.addTools();
  }

  change(code) {
    if (code === this.code) return;
    this.code = code;
    this.hooks.edited(this);
    this.tell(this.running);
  }

  /** Give the cell other code, as if the reader had typed it. */
  write(code) {
    if (this.editor) this.editor.setOptions({ value: code });
    this.change(code);
  }

  reset() {
    this.write(this.built);
    this.hooks.say(`Cell ${this.number} has the published code again.`);
  }

  /** Say beside the buttons how the cell stands. */
  tell(running = false) {
    this.running = running;
    if (!this.tools) return;
    allow(this.resets, this.edited);
    if (!running && document.activeElement === this.stops) this.runs.focus();
    this.stops.hidden = !running;
    const words = [`Cell ${this.number}`];
    if (running) words.push("running");
    else {
      if (this.edited) words.push(this.ranCode === this.code ? "edited" : "edited, not run yet");
      if (this.failure && this.ranCode === this.code) words.push("failed");
    }
    this.state.textContent = words.join(", ").replace(", ", ": ");
    this.element.toggleAttribute("data-live-edited", this.edited);
  }

  /** Open what folds the cell away, and put the cursor on a line. */
  goTo(line) {
    for (let at = this.input; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    this.open();
    goToLine(this.editor, line || 1);
  }
}
