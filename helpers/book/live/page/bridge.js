// Between widgets and Python. The widgets' script is large: it comes with the first output that needs it, and until
// then the messages wait.
import { clean, cleanText } from "./clean.js";
import { make } from "./elements.js";
import { render } from "./outputs.js";

export class Bridge {
  /** @param base address of the folder; @param send takes a message to Python: {serial, done}; current() is Python's serial */
  constructor(base, { send, current, say }) {
    Object.assign(this, { base, send, current, say, waiting: [] });
  }

  take(message) {
    if (this.manager) this.manager.take(message);
    else this.waiting.push(message);
  }

  load() {
    this.loading ??= (async () => {
      const again = this.again ? `?again=${this.again}` : "";
      const { Manager } = await import(`${this.base}widgets.js${again}`);
      document.head.append(make("link", { rel: "stylesheet", href: `${this.base}widgets.css` }));
      return Manager;
    })().catch((error) => {
      this.loading = undefined;
      this.again = (this.again || 0) + 1;
      throw error;
    });
    return this.loading;
  }

  /** Show a widget in a box, or do otherwise where that fails. */
  async show(model, box, otherwise) {
    try {
      const Manager = await this.load();
      this.manager ??= this.begin(Manager);
      await this.manager.show(model, box);
    } catch (error) {
      console.warn(error);
      otherwise();
      this.say("The controls of this output could not be loaded; it is shown as text.");
    }
  }

  begin(Manager) {
    const manager = new Manager({ send: this.send, current: this.current, clean, cleanText, render });
    for (const message of this.waiting.splice(0)) manager.take(message);
    return manager;
  }

  /** Python is gone, and the widgets with it. */
  reset() {
    this.manager = undefined;
    this.waiting = [];
  }
}
