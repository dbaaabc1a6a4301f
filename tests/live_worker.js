// Stands in for the worker that Python runs in: speaks its messages, knows no Python. A line `#: {...}` of a cell's code
// is an output that the cell sends; `#: fail`, `#: wait`, `#: crash`, `#: room` and `#: comm {...}` do what they say.
const SIZE = 20e6, PACE = 5, FAILS = false; // tests replace these
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const start = async () => {
  for (let done = 0; done <= SIZE; done += SIZE / 4) {
    postMessage({ is: "progress", words: done < SIZE / 2 ? "Python" : "pandas and matplotlib", done, size: SIZE });
    await pause(PACE);
  }
  if (FAILS) postMessage({ is: "failed", kind: "network", words: "memory.bin could not be fetched: the site answers 404." });
  else postMessage({ is: "ready", versions: { python: "3.12.7", pandas: "2.2.3", matplotlib: "3.8.4", pyodide: "0.27.7" }, twins: { "#1c1d21": "#e9e6e1", "#ffffff": "#14181e" } });
};

const run = async ({ id, name, code, room }) => {
  let ok = true;
  const send = (output) => postMessage({ is: "output", id, output });
  for (const [at, line] of code.split("\n").entries()) {
    const said = line.match(/^#: (.*)/)?.[1];
    if (!said) continue;
    if (said === "room") send({ output_type: "stream", name: "stdout", text: `${room}\n` });
    else if (said === "wait") await new Promise(() => {});
    else if (said === "crash") throw new Error("out of memory");
    else if (said === "fail") {
      ok = false;
      send({ output_type: "error", ename: "KeyError", evalue: "'date'", traceback: [`${name}, line ${at + 1}`, "    rows['date']", "KeyError: 'date'"], cell: name, line: at + 1 });
      break;
    } else if (said.startsWith("comm ")) postMessage({ is: "comm", buffers: [], metadata: {}, ...JSON.parse(said.slice(5)) });
    else send(JSON.parse(said));
  }
  postMessage({ is: "done", id, ok });
};

const comm = async ({ serial, comm_id, data }) => {
  await pause(60); // a slow Python: steps of a slider pile up
  if (data.method === "update") {
    postMessage({ is: "comm", kind: "comm_msg", comm_id, data: { method: "echo_update", state: data.state, buffer_paths: [] }, metadata: {}, buffers: [] });
    postMessage({ is: "output", id: null, output: { output_type: "stream", name: "stdout", text: `got ${JSON.stringify(data.state)}\n` } });
  }
  postMessage({ is: "comm-done", serial });
};

let serving = Promise.resolve();
self.onmessage = ({ data }) => {
  serving = serving.then(() => ({ start, run, comm })[data.do](data)).catch((error) => setTimeout(() => { throw error; }));
};
