// Jupyter's widgets in the page: the models and views of ipywidgets, with the page's worker for a kernel. Outputs
// inside widgets go the same way as those of cells; what Jupyter would bring for them is left out.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { OutputModel, OutputView as BareOutputView } from "@jupyter-widgets/output";
import { Widget } from "@lumino/widgets";
import "@lumino/widgets/style/index.css";
import "@jupyter-widgets/base/css/index.css";
import "@jupyter-widgets/controls/css/labvariables.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "./widgets.css";

/** A widget's line to Python. What comes before the model listens, waits. */
class Comm {
  constructor(id, target, road) {
    Object.assign(this, { comm_id: id, target_name: target, road, held: [] });
  }

  on_msg(take) {
    this.take = take;
    for (const message of this.held.splice(0)) take(message);
  }

  on_close(close) { this.closed = close; }

  give(message) {
    if (message.header.msg_type === "comm_close") this.closed?.(message);
    else if (this.take) this.take(message);
    else this.held.push(message);
  }

  open(data, callbacks, metadata, buffers) { return this.post("comm_open", data, callbacks, metadata, buffers); }
  send(data, callbacks, metadata, buffers) { return this.post("comm_msg", data, callbacks, metadata, buffers); }
  close(data, callbacks, metadata, buffers) { return this.post("comm_close", data, callbacks, metadata, buffers); }

  /** A model sends its next state only after the last was acknowledged, which is when Python has done with it. */
  post(kind, data = {}, callbacks = {}, metadata = {}, buffers = []) {
    const { comm_id, target_name } = this;
    const { serial, done } = this.road({ kind, comm_id, target_name, data, metadata, buffers: buffers.map(asBuffer) });
    done.then(() => callbacks.iopub?.status?.({ content: { execution_state: "idle" } }));
    return String(serial);
  }
}

const asBuffer = (one) => (ArrayBuffer.isView(one) ? one.buffer.slice(one.byteOffset, one.byteOffset + one.byteLength) : one);
const asView = (one) => (one instanceof DataView ? one : ArrayBuffer.isView(one) ? new DataView(one.buffer, one.byteOffset, one.byteLength) : new DataView(one));

/** What Python shows inside an `Output` widget. */
class OutputView extends BareOutputView {
  render() {
    super.render();
    this.el.classList.add("widget-output");
    this.listenTo(this.model, "change:outputs", () => this.draw());
    this.draw();
  }

  /** The old picture stays until the new one is ready: else the page jumps with each step of a slider. */
  async draw() {
    const turn = (this.turn = (this.turn || 0) + 1);
    const { render, show } = this.model.widget_manager.tools;
    const made = this.model.get("outputs").map((output) => render(output, { widget: show }));
    const images = made.flatMap((one) => [one, ...one.querySelectorAll("*")]).filter((one) => one.localName === "img");
    await Promise.allSettled(images.map((image) => image.decode()));
    if (turn === this.turn) this.el.replaceChildren(...made);
  }
}

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": { OutputModel, OutputView },
};

/** Let a view that writes HTML write harmless HTML; its own way is not gone at all, since a picture loads once it is set. */
const cleaned = (View, cleanText) => class extends View {
  update() {
    this.content.innerHTML = cleanText(this.model.get("value"));
    return Object.getPrototypeOf(View.prototype).update.call(this);
  }
};

export class Manager extends ManagerBase {
  /** @param tools send(message): {serial, done}; current(): the serial that Python is at; clean, cleanText, render */
  constructor(tools) {
    super();
    this.tools = { ...tools, show: (model, box, otherwise) => this.show(model, box).catch(otherwise) };
    this.lines = new Map();
  }

  /** Take a message from Python. */
  take({ kind, comm_id, target_name, data, metadata = {}, buffers = [] }) {
    const message = {
      header: { msg_type: kind },
      parent_header: { msg_id: String(this.tools.current() ?? "") },
      content: { comm_id, target_name, data },
      metadata,
      buffers: buffers.map(asView),
    };
    if (kind !== "comm_open") {
      this.lines.get(comm_id)?.give(message);
      if (kind === "comm_close") this.lines.delete(comm_id);
      return;
    }
    if (target_name !== this.comm_target_name) return;
    const comm = new Comm(comm_id, target_name, this.tools.send);
    this.lines.set(comm_id, comm);
    message.metadata = { version: base.PROTOCOL_VERSION, ...metadata };
    this.handle_comm_open(comm, message).catch((error) => console.warn(error));
  }

  /** Show a widget in a box. */
  async show(id, box) {
    const model = await this.get_model(id);
    const view = await this.create_view(model);
    Widget.attach(view.luminoWidget, box);
    name(box);
    new MutationObserver(() => name(box)).observe(box, { childList: true, subtree: true, attributeFilter: ["class"] });
  }

  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`Widgets of ${module} are not part of this book.`);
    return /^HTML(Math)?View$/.test(name) ? cleaned(found, this.tools.cleanText) : found;
  }

  inline_sanitize(text) { return this.tools.cleanText(text); }
  async _create_comm(target, id) { return new Comm(id, target, this.tools.send); }
  async _get_comm_info() { return {}; }
}

const ICONS = { play: "Play", pause: "Pause", stop: "Stop", retweet: "Repeat" };

/** Give parts what they come without: sliders and values the name that stands beside them, folds a key to open them. */
const name = (box) => {
  for (const part of box.querySelectorAll(".noUi-handle:not([aria-label]), .widget-readout[contenteditable]:not([role])")) {
    const label = part.closest(".widget-inline-hbox, .widget-inline-vbox")?.querySelector(".widget-label")?.textContent.trim() || "Value";
    if (part.matches(".widget-readout")) {
      part.setAttribute("role", "textbox");
      part.setAttribute("aria-label", `${label}, typed`);
    } else part.setAttribute("aria-label", label);
  }
  for (const select of box.querySelectorAll(":is(select, input, textarea):not([aria-label], [id])")) {
    const label = select.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent.trim();
    if (label && !select.labels?.length) select.setAttribute("aria-label", label);
  }
  for (const icon of box.querySelectorAll("button > i.fa:only-child")) {
    const says = ICONS[icon.className.match(/fa-(play|pause|stop|retweet)/)?.[1]];
    if (says && icon.parentElement.getAttribute("aria-label") !== says) icon.parentElement.setAttribute("aria-label", says);
  }
  for (const head of box.querySelectorAll(".jupyter-widget-Collapse-header")) {
    const open = String(head.parentElement.classList.contains("jupyter-widget-Collapse-open"));
    if (head.getAttribute("aria-expanded") !== open) head.setAttribute("aria-expanded", open);
    if (head.role) continue;
    Object.assign(head, { role: "button", tabIndex: 0 });
    head.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      head.click();
    });
  }
};
