// A cell's outputs in the page: what a notebook shows, made harmless, in place of the built output.
import { clean } from "./clean.js";
import { button, counted, make } from "./elements.js";
import { NUMBER_TYPE } from "./numbers.js";

export const WIDGET_TYPE = "application/vnd.jupyter.widget-view+json";
const MOST_TEXT = 200_000; // characters that a cell may print
const PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];

const joined = (text) => (Array.isArray(text) ? text.join("") : String(text ?? ""));
// Colours of terminals, and lines that a progress bar wrote over.
const plain = (text) => joined(text).replace(/\x1b\[[0-9;]*[A-Za-z]/g, "").replace(/\r\n/g, "\n").replace(/^.*\r/gm, "");

/** Let those who use a keyboard reach what scrolls sideways, once it is in the page. */
const reachable = (element, label) => {
  requestAnimationFrame(() => {
    if (element.scrollWidth <= element.clientWidth) return;
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", label);
  });
  return element;
};

const showText = (text) => reachable(make("pre", { className: "live-text", textContent: plain(text) }), "Text, scrolls sideways");

const showHtml = (html, alt) => {
  const box = make("div", { className: "live-html" });
  box.append(clean(joined(html)));
  for (const image of box.querySelectorAll("img")) {
    if (!image.hasAttribute("src")) image.replaceWith(image.alt); // it would have come from another place
    else if (!image.hasAttribute("alt")) image.alt = alt;
  }
  for (const table of box.querySelectorAll("table")) {
    if (table.parentElement.closest("table, .pst-scrollable-table-container")) continue;
    const frame = make("div", { className: "pst-scrollable-table-container" });
    table.replaceWith(frame);
    frame.append(table);
    reachable(frame, table.caption?.textContent || "Table, scrolls sideways");
  }
  return box;
};

const showPicture = (type, data, alt, size = {}) => {
  const image = make("img", { className: "live-picture", alt });
  const body = joined(data);
  image.src = type === "image/svg+xml" ? `data:${type};charset=utf-8,${encodeURIComponent(body)}` : `data:${type};base64,${body.trim()}`;
  if (size.width) image.width = size.width;
  return image;
};

/**
 * Make an element for one output.
 * @param output of nbformat 4
 * @param tools what needs the page: widget(model, box), goTo(cell, line)
 */
export const render = (output, tools) => {
  if (output.output_type === "error") return showError(output, tools);
  if (output.output_type === "stream") return showText(output.text);
  const { data = {}, metadata = {} } = output;
  const words = plain(data["text/plain"]);
  if (data[WIDGET_TYPE] && tools.widget) {
    const box = make("div", { className: "live-widget" });
    tools.widget(data[WIDGET_TYPE].model_id, box, () => box.replaceWith(showText(words)));
    return box;
  }
  if (data["text/html"]) return showHtml(data["text/html"], words);
  const picture = PICTURES.find((type) => data[type]);
  if (picture) return showPicture(picture, data[picture], words, metadata[picture]);
  return showText(words || joined(data["text/markdown"] ?? data["text/latex"] ?? "") || `(${Object.keys(data).join(", ") || "empty"})`);
};

/** Return "KeyError in cell 4, line 7". */
export const sayError = ({ ename, cell, line }) => `${ename}${cell ? ` in ${cell}` : ""}${cell && line ? `, line ${line}` : ""}`;

const showError = (output, { goTo }) => {
  const { evalue, traceback = [], cell, line } = output;
  const box = make("div", { className: "live-error" }, make("p", { className: "live-error-title", textContent: sayError(output) }));
  if (evalue) box.append(make("p", { className: "live-error-says", textContent: plain(evalue).split("\n")[0] }));
  if (cell && goTo) box.append(button(line ? `Go to line ${line} of ${cell}` : `Go to ${cell}`, () => goTo(cell, line)));
  if (traceback.length) box.append(showText(traceback.map(plain).join("\n")));
  return box;
};

/** The outputs of one cell: kept as a notebook has them, shown after the built output, which hides meanwhile. */
export class Outputs {
  /**
   * @param cell element of the built page
   * @param number of the cell
   * @param tools as render's, and told(data), restored(): numbers of the cell
   */
  constructor(cell, number, tools) {
    Object.assign(this, { cell, number, tools, list: [], ran: false });
    this.built = cell.querySelector(".cell_output");
  }

  /** A run begins: what was shown stays until something new comes. */
  begin() {
    this.stale = true;
    this.printed = 0;
    this.ran = true;
    if (this.box) this.box.setAttribute("aria-busy", "true");
  }

  take(output) {
    if (output.output_type === "update_display_data") return;
    if (output.output_type === "clear_output") {
      this.stale = true;
      if (!output.wait) this.empty();
      return;
    }
    if (this.stale) this.empty();
    if (output.output_type === "stream") this.print(output);
    else this.add(output);
  }

  add(output) {
    this.list.push(output);
    const number = output.data?.[NUMBER_TYPE];
    if (number) this.tellNumber(number);
    else this.place(render(output, this.tools));
  }

  /** Printed text joins the text before it; a loop without an end must not fill the page. */
  print({ name, text }) {
    const left = MOST_TEXT - this.printed;
    if (left <= 0) return;
    const cut = joined(text).slice(0, left);
    this.printed += cut.length;
    const last = this.list.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += cut;
    else this.list.push({ output_type: "stream", name, text: cut });
    this.open();
    if (!this.text?.isConnected || this.body.lastElementChild !== this.text) {
      this.text = make("pre", { className: "live-text" });
      this.body.append(this.text);
    }
    const shown = /\r(?!\n)/.test(cut) ? plain((this.text.lastChild?.textContent ?? "") + cut) : plain(cut);
    if (/\r(?!\n)/.test(cut)) this.text.lastChild?.remove();
    this.text.append(make("span", { className: name === "stderr" ? "live-stderr" : "" , textContent: shown }));
    reachable(this.text, "Text, scrolls sideways");
    if (this.printed >= MOST_TEXT) this.body.append(make("p", { className: "live-note", textContent: "The cell prints more than 200,000 characters; the rest is left out." }));
  }

  tellNumber(data) {
    this.open();
    this.numbers ??= this.box.appendChild(make("details", { className: "live-numbers" }, make("summary"), make("ul")));
    const [summary, list] = this.numbers.children;
    list.append(make("li", {}, make("strong", { textContent: data.text }), ` ${data.says}`));
    summary.textContent = `Numbers told (${list.childElementCount})`;
    this.tools.told(data);
  }

  place(element) {
    this.open();
    this.body.append(element);
  }

  /** Replace what was displayed under an id that is displayed anew. */
  update(id, { data, metadata }) {
    this.list.forEach((output, at) => {
      if (output.transient?.display_id !== id) return;
      this.list[at] = { ...output, data, metadata };
      this.redraw();
    });
  }

  redraw() {
    const list = this.list;
    this.empty();
    this.printed = 0;
    for (const output of list) this.take(structuredClone(output));
  }

  /** The run is over; one that was stopped leaves what was there. */
  finish(stopped) {
    if (!this.ran) return; // restored meanwhile
    if (stopped) {
      this.stale = false;
      this.box?.removeAttribute("aria-busy");
      this.body?.append(make("p", { className: "live-note", textContent: "The cell was stopped." }));
      return;
    }
    if (this.stale) this.empty();
    if (!this.list.length && this.built) {
      this.open();
      this.body.append(make("p", { className: "live-note", textContent: "The cell shows nothing." }));
    } else if (!this.list.length && this.box) this.close();
    this.box?.removeAttribute("aria-busy");
  }

  empty() {
    this.stale = false;
    this.list = [];
    this.text = undefined;
    this.numbers?.remove();
    this.numbers = undefined;
    this.body?.replaceChildren();
    this.tools.restored();
  }

  open() {
    if (this.box) return;
    this.body = make("div", { className: "live-body" });
    this.box = make("div", { className: "live-output", role: "group", "aria-label": `Output of cell ${this.number}, run in this page` });
    const head = make("div", { className: "live-head" }, make("span", { textContent: `Cell ${this.number}, run in this page` }));
    if (this.built) head.append(button("Restore the built output", () => this.tools.restore()));
    else head.append(button("Take away", () => this.tools.restore(), { "aria-label": `Take away the output of cell ${this.number}` }));
    if (this.built) head.lastChild.setAttribute("aria-label", `Restore the built output of cell ${this.number}`);
    this.box.append(head, this.body);
    this.hideBuilt();
    if (this.built) this.built.after(this.box);
    else this.cell.append(this.box);
  }

  /** Links to a figure lead to what stands in its place. */
  hideBuilt() {
    if (!this.built) return;
    this.moved = [...this.built.querySelectorAll("figure[id], table[id]")].map((element) => {
      const { id } = element;
      element.removeAttribute("id");
      const anchor = make("span", { id });
      this.box.prepend(anchor);
      return [element, id];
    });
    this.built.hidden = true;
  }

  close() {
    this.box?.remove();
    this.box = this.body = this.text = this.numbers = undefined;
    for (const [element, id] of this.moved ?? []) element.id = id;
    this.moved = undefined;
    if (this.built) this.built.hidden = false;
  }

  /** Back to what was built. */
  restore() {
    this.empty();
    this.close();
    this.ran = false;
  }

  /** Widgets whose Python is gone stay to be seen, not to be moved. */
  freeze() {
    for (const widget of this.box?.querySelectorAll(".live-widget:not([inert])") ?? []) {
      widget.inert = true;
      widget.before(make("p", { className: "live-note", textContent: "These controls belong to a Python that is gone: run the cell again." }));
    }
  }
}
