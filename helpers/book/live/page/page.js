// The page's life with Python: start, run, stop, start anew, back to what was published.
import { Bridge } from "./bridge.js";
import { Cell } from "./cells.js";
import { Control } from "./control.js";
import { counted } from "./elements.js";
import { Keep } from "./keep.js";
import { Failure, Kernel } from "./kernel.js";
import { codeCells, download, filled, sourceOf } from "./notebook.js";
import { Numbers } from "./numbers.js";
import { sayError } from "./outputs.js";
import { Twins } from "./twins.js";

const WHY = {
  network: "Python could not be loaded",
  broken: "A file of Python is broken",
  memory: "There is not enough memory for Python",
  python: "Python did not start",
};
const PHONE = matchMedia("(max-width: 600px)"); // as the built pictures
const CELLS = "article.bd-article div.cell.docutils";

const styled = (address) => new Promise((done) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: done, onerror: done });
  document.head.append(link);
});

export class LivePage {
  /** @param element the page's `csto-live`; @param how base and source: addresses of the folder and of the notebook; name of the chapter */
  constructor(element, how) {
    Object.assign(this, how, { cells: [], queue: [], count: 0, numbers: new Numbers(), twins: new Twins() });
    this.control = new Control(element, {
      start: () => this.start(),
      runAll: () => this.run(this.cells),
      stop: () => this.stop(),
      restart: () => this.renew("Python was started anew; your edits are kept. Run the cells again."),
      restore: () => this.restore(),
      download: () => download(this.notebook(), this.name),
    });
    this.bridge = new Bridge(this.base, {
      send: (message) => this.kernel.comm(message),
      current: () => this.kernel.current,
      say: (words) => this.control.say(words),
    });
  }

  get state() { return this.control.element.dataset.state; }

  notebook() { return this.published && this.cells.length ? filled(this.published, this.cells) : this.published ?? null; }

  show(state) {
    const changed = this.cells.some((cell) => cell.outputs.ran || cell.edited);
    this.control.show(state, { changed, set: this.cells.length > 0 });
  }

  // --- start ----------------------------------------------------------------------------------------

  async start() {
    this.control.say("");
    this.show("loading");
    this.control.load("Python", 0, 0);
    try {
      const reading = this.read();
      reading.catch(() => {}); // told below, unless Python fails first
      await Promise.all([this.startPython(), reading, this.styles ??= styled(`${this.base}live.css`)]);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (!this.cells.length) this.setUp();
    this.control.say("Python is ready and runs the cells.");
    this.queue = [...this.cells];
    await this.work();
  }

  startPython() {
    const kernel = new Kernel(`${this.base}worker.js`, {
      progress: (...how) => kernel === this.kernel && this.control.load(...how),
      comm: (message) => this.bridge.take(message),
      stray: (output) => this.lastUsed?.outputs.take(output), // what a widget's callback prints
      crashed: (failure) => this.fail(failure),
    });
    this.kernel = kernel;
    return kernel.start().then(({ twins }) => this.twins.begin(twins));
  }

  /** Read the notebook; its cells must be those of the page. */
  async read() {
    if (this.published) return;
    let answer;
    try {
      answer = await fetch(this.source);
    } catch {
      throw new Failure("network", "The chapter's notebook could not be fetched.");
    }
    if (!answer.ok) throw new Failure("network", `The chapter's notebook could not be fetched: the site answers ${answer.status}.`);
    let notebook;
    try {
      notebook = await answer.json();
    } catch {
      throw new Failure("broken", "The chapter's notebook cannot be read.");
    }
    const sources = codeCells(notebook).map(sourceOf);
    const elements = [...document.querySelectorAll(CELLS)].filter((element) => element.querySelector(".cell_input"));
    if (elements.length !== sources.length)
      throw new Failure("broken", `The page has ${counted(elements.length, "cell")}, its notebook ${sources.length}.`);
    Object.assign(this, { published: notebook, sources, elements });
    this.keep = new Keep(this.name, sources);
    this.offer();
  }

  setUp() {
    this.cells = this.elements.map((element, at) => new Cell(element, at, this.sources[at], {
      run: (cell) => this.runWithAbove(cell),
      runAbove: (cell) => this.run(this.cells.slice(0, cell.index)),
      stop: () => this.stop(),
      edited: (cell) => this.edited(cell),
      restore: (cell) => this.restoreOne(cell),
      say: (words) => this.control.say(words),
      goTo: (name, line) => this.cells.find((cell) => cell.name === name)?.goTo(line),
      widget: (cell, model, box, otherwise) => this.showWidget(cell, model, box, otherwise),
      told: (cell, data) => this.numbers.tell(data, cell),
      restored: (cell) => this.numbers.restoreOf(cell),
    }));
    for (const [index, code] of this.taken ?? []) this.cells[index].write(code);
  }

  fail(error) {
    this.kernel?.end();
    this.goneWidgets();
    this.queue = [];
    if (error.kind === "stopped") {
      this.show(this.cells.length ? "failed" : "idle");
      this.control.say("Loading was stopped.");
      return;
    }
    if (!(error instanceof Failure)) console.warn(error);
    const why = this.cells.length ? "Python stopped" : WHY[error.kind] ?? "Python could not be started";
    const left = this.cells.length ? "Outputs and your edits stay." : "The page stays as it was published.";
    for (const cell of this.cells) this.forget(cell);
    this.show("failed");
    this.control.say(`${why}. ${error.message} ${left} You can try again.`);
  }

  // --- run ------------------------------------------------------------------------------------------

  /** Run a cell, after those above it that have not yet run. */
  runWithAbove(cell) {
    return this.run([...this.cells.slice(0, cell.index).filter((one) => !one.ran), cell]);
  }

  /** Run cells in their order; while others run, they wait. */
  async run(cells) {
    if (this.state === "loading" || this.state === "idle") return;
    if (this.state === "failed") { this.control.say("Python is not running. Press “Try again” first."); return; }
    this.queue.push(...cells.filter((cell) => !this.queue.includes(cell)));
    if (this.state === "ready" && this.queue.length) await this.work();
  }

  async work() {
    this.show("running");
    const { kernel } = this;
    let done = 0;
    while (this.queue.length) {
      const cell = this.queue[0];
      this.control.now.textContent = `Running cell ${cell.number}${this.queue.length > 1 ? `, ${this.queue.length - 1} to follow` : ""}`;
      let ok;
      try {
        ok = await this.runOne(cell);
      } catch {
        return; // Python was stopped or is gone: who did that says so
      }
      if (kernel !== this.kernel || this.state !== "running") return;
      this.queue.shift();
      done += 1;
      if (!ok) {
        this.stopAt(cell);
        return;
      }
    }
    this.show("ready");
    this.control.say(`${done === 1 ? "The cell has" : `${done} cells have`} run.${this.sayNumbers()}`);
  }

  async runOne(cell) {
    const { code } = cell;
    cell.failure = undefined;
    cell.tell(true);
    cell.outputs.begin();
    this.count += 1;
    let ok = null;
    try {
      ok = await this.kernel.run(this.count, cell.name, code, PHONE.matches ? "narrow" : "wide", (output) => this.take(cell, output));
      Object.assign(cell, { ran: ok, ranCode: code, count: this.count });
      return ok;
    } finally {
      cell.outputs.finish(ok === null);
      cell.tell(false);
    }
  }

  take(cell, output) {
    if (output.output_type === "error") cell.failure = output;
    if (output.output_type === "update_display_data") {
      for (const one of this.cells) one.outputs.update(output.transient?.display_id, output);
    } else cell.outputs.take(output);
  }

  stopAt(cell) {
    const left = this.queue.length;
    this.queue = [];
    this.show("ready");
    const what = cell.failure ? `: ${sayError(cell.failure)}` : "";
    const rest = left ? ` ${left === 1 ? "The cell after it was" : `The ${left} cells after it were`} not run.` : "";
    this.control.say(`Cell ${cell.number} failed${what}.${rest}`);
  }

  sayNumbers() {
    const keys = new Set([...this.numbers.changed.values()].map(({ key }) => key));
    return keys.size ? ` ${counted(keys.size, "number")} in the text changed.` : "";
  }

  // --- stop, start anew -----------------------------------------------------------------------------

  stop() {
    if (this.state === "loading") this.kernel.end();
    else if (this.state === "running") this.renew("Python was stopped and started anew; your edits are kept. Run the cells again.");
  }

  async renew(words) {
    this.queue = [];
    this.show("loading");
    this.control.load("Python", 0, 0);
    this.control.say("Python is being started anew; your edits are kept.");
    this.kernel.end();
    this.goneWidgets();
    for (const cell of this.cells) this.forget(cell);
    try {
      await this.startPython();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.show("ready");
    this.control.say(words);
  }

  /** A new Python knows nothing of a cell. */
  forget(cell) {
    cell.ran = false;
    cell.ranCode = undefined;
    cell.failure = undefined;
    cell.tell(false);
  }

  goneWidgets() {
    this.bridge.reset();
    for (const cell of this.cells) cell.outputs.freeze();
  }

  showWidget(cell, model, box, otherwise) {
    for (const use of ["pointerdown", "keydown", "input"]) box.addEventListener(use, () => { this.lastUsed = cell; }, true);
    this.bridge.show(model, box, otherwise);
  }

  // --- edits, and back ------------------------------------------------------------------------------

  edited(cell) {
    if (this.restoring) return;
    const kept = this.keep.write(cell.index, cell.code);
    if (!kept && !this.warned) this.control.say("This browser keeps nothing for this page: download the notebook to keep your edits.");
    this.warned ||= !kept;
    if (this.state === "ready") this.show("ready");
  }

  /** Ask what to do with edits of another day. */
  offer() {
    const found = this.keep.read();
    if (!found) return;
    const { fitting, lost } = this.keep.fit(found);
    if (!fitting.size) return;
    const day = new Date(found.saved).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const older = found.mark === this.keep.mark ? "" : " They were made on an earlier version of it.";
    const gone = lost ? ` ${counted(lost, "edit")} of cells that have changed since cannot be taken up.` : "";
    this.control.offer(`You have edits of ${counted(fitting.size, "cell")} of this page from ${day}.${older}${gone}`, [
      ["Take them up", () => this.takeUp(fitting)],
      ["Leave them", () => {}],
    ]);
  }

  takeUp(edits) {
    this.taken = edits;
    if (!this.cells.length) return; // before the first run: it runs what was edited
    for (const [index, code] of edits) this.cells[index].write(code);
    this.control.say(`${counted(edits.size, "cell")} edited as before. Run them to see the outcome.`);
  }

  restoreOne(cell) {
    const back = cell.tools?.checkVisibility() ? cell.runs : this.control.first; // where the keyboard goes on
    cell.outputs.restore();
    back.focus({ preventScroll: true });
    if (this.state === "ready") this.show("ready");
    this.control.say(`Cell ${cell.number} shows its built output again.`);
  }

  /** Everything as published; the reader's edits stay kept, and are offered. */
  restore() {
    const edits = this.cells.some((cell) => cell.edited);
    if (this.state === "running") this.renew("The page is as it was published. Python was started anew.");
    this.restoring = true;
    for (const cell of this.cells) {
      cell.outputs.restore();
      cell.write(cell.built);
    }
    this.restoring = false;
    this.numbers.restore();
    if (this.state === "ready" || this.state === "failed") this.show(this.state);
    this.control.first.focus({ preventScroll: true });
    this.control.say(`The page is as it was published.${edits ? " Your edits are kept." : ""}`);
    if (edits) this.offer();
  }
}
