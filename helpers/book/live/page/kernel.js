// Talks to the worker that Python runs in. One cell at a time; messages of widgets are answered one by one.
//   to the worker    {do: "start"} · {do: "run", id, name, code, room} · {do: "comm", kind, comm_id, data, metadata, buffers, serial}
//   from the worker  {is: "progress" | "ready" | "failed" | "output" | "done" | "comm" | "comm-done", ...}

/** Why Python is not there. Its words are for the reader; its kind is "stopped" where the reader wished it. */
export class Failure extends Error {
  constructor(kind, words) {
    super(words);
    this.kind = kind;
  }
}

export class Kernel {
  /**
   * @param address of the worker
   * @param hooks progress(words, done, size), comm(message), stray(output), crashed(failure)
   */
  constructor(address, hooks) {
    Object.assign(this, { address, hooks, runs: new Map(), comms: new Map(), serial: 0 });
  }

  /** Start Python; resolves with {versions of what is there, twins: colours on paper to those on a dark page}. */
  start() {
    return new Promise((resolve, reject) => {
      this.starting = { resolve, reject };
      this.worker = new Worker(this.address, { type: "module" });
      this.worker.onmessage = ({ data }) => this.take(data);
      this.worker.onerror = (event) => {
        event.preventDefault?.();
        this.break(event.message ? new Failure("broken", event.message) : new Failure("network", "The file that starts it could not be loaded."));
      };
      this.worker.onmessageerror = () => this.break(new Failure("broken", "A message from it could not be read."));
      this.worker.postMessage({ do: "start" });
    });
  }

  take(message) {
    const { is: what, id } = message;
    if (what === "progress") this.hooks.progress(message.words, message.done, message.size);
    else if (what === "ready") this.settle("resolve", message);
    else if (what === "failed") this.break(new Failure(message.kind, message.words));
    else if (what === "output") (this.runs.get(id)?.output ?? this.hooks.stray)(message.output);
    else if (what === "done") {
      this.runs.get(id)?.resolve(message.ok);
      this.runs.delete(id);
    } else if (what === "comm") this.hooks.comm(message);
    else if (what === "comm-done") {
      this.comms.get(message.serial)?.();
      this.comms.delete(message.serial);
    }
  }

  /** Run a cell; resolves with whether it ran to its end, rejects when Python ended before. */
  run(id, name, code, room, output) {
    return new Promise((resolve, reject) => {
      this.runs.set(id, { resolve, reject, output });
      this.worker.postMessage({ do: "run", id, name, code, room });
    });
  }

  /** Send a widget's message; resolves when Python has done with it. */
  comm(message) {
    const serial = ++this.serial;
    const done = new Promise((resolve) => this.comms.set(serial, resolve));
    this.worker.postMessage({ do: "comm", ...message, serial });
    return { serial, done };
  }

  /** The message of a widget that Python is at, as it takes them in order. */
  get current() {
    return this.comms.keys().next().value;
  }

  settle(how, value) {
    const { starting } = this;
    this.starting = undefined;
    starting?.[how](value);
    return Boolean(starting);
  }

  break(failure) {
    this.end(failure) || this.hooks.crashed(failure);
  }

  /** End Python; returns whether it was still starting. */
  end(failure = new Failure("stopped", "Python was stopped.")) {
    this.worker?.terminate();
    for (const { reject } of this.runs.values()) reject(failure);
    this.runs.clear();
    this.comms.clear();
    return this.settle("reject", failure);
  }
}
