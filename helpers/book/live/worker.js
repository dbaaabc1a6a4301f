// The page's Python, in a module worker: starts from a packed memory, runs cells, talks to widgets.
// Messages are told in the page's kernel.js. Everything is fetched from this folder; nothing from anywhere else.
import { loadPyodide } from "./pyodide.js";

const here = new URL("./", import.meta.url).href;
const LOADED = [ // what comes before the first cell, in the order in which it is needed
  ["asm.bin", "Python"], ["wasm.bin", "Python"], ["memory.bin", "Python"], ["modules.bin", "pandas and matplotlib"], ["first.bin", "the book's data"],
];
let py, done = 0, size = 0, serving = Promise.resolve();

/** An error that the page tells as one of its kinds. */
class Failure extends Error {
  constructor(kind, words) { super(words); this.kind = kind; }
}

/** Fetch a file or say why not. */
const fetchOne = async (name) => {
  let answer;
  try { answer = await fetch(new URL(name, here)); }
  catch { throw new Failure("network", `${name} could not be fetched: the connection to the site is gone.`); }
  if (!answer.ok) throw new Failure("network", `${name} could not be fetched: the site answers ${answer.status}.`);
  return answer;
};

/** Fetch a packed file and count its bytes as they come. */
const fetchPacked = async (name, words) => {
  const answer = await fetchOne(name);
  const counter = new TransformStream({
    transform(piece, out) {
      done += piece.byteLength;
      postMessage({ is: "progress", words, done, size });
      out.enqueue(piece);
    },
  });
  // Packed by us and not by the server: few static hosts pack what they do not know.
  return answer.body.pipeThrough(counter).pipeThrough(new DecompressionStream("gzip"));
};

/** Return the bytes of a stream that ends as it should. */
const bytesOf = async (name, stream) => {
  try { return await new Response(stream).arrayBuffer(); }
  catch (error) { throw error instanceof Failure ? error : new Failure("broken", `${name} is cut off or broken; load the page again.`); }
};

/** Import a packed script, which Pyodide would import by its name. */
const importPacked = async (stream) => {
  const address = URL.createObjectURL(new Blob([await bytesOf("asm.bin", stream)], { type: "text/javascript" }));
  await import(address);
  URL.revokeObjectURL(address);
};

/** Return the files of a block (see pack.js): path and bytes. */
const filesOf = (buffer) => {
  const length = new DataView(buffer).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return index.map(([path, at, size]) => [path, new Uint8Array(buffer, 4 + length + at, size)]);
};

/** Write the files of a block without copying them. */
const unpack = (FS, buffer) => {
  const made = new Set();
  for (const [path, bytes] of filesOf(buffer)) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) { FS.mkdirTree(folder); made.add(folder); }
    FS.writeFile(path, bytes, { canOwn: true });
  }
};

/** Fetch an archive while Python waits: it asked for a module in the midst of an import. */
const fetchNow = (name) => {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(`${name}.bin`, here), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${name}.bin could not be fetched: the site answers ${request.status}`);
  return new Uint8Array(request.response);
};

const start = async () => {
  const about = await (await fetchOne("about.json")).json();
  size = LOADED.reduce((sum, [name]) => sum + about.sizes[name], 0);
  const [script, wasm, memory, modules, first] = LOADED.map(([name, words]) => fetchPacked(name, words));
  const kept = Promise.all([memory, modules, first].map(async (stream, at) => bytesOf(LOADED[at + 2][0], await stream)));
  kept.catch(() => {}); // told below
  const streams = wasm.then((stream) => new Response(stream, { headers: { "content-type": "application/wasm" } }));
  const fetchWas = self.fetch;
  // Pyodide fetches its own program: it gets the packed one. Its zip of the standard library is in memory already.
  self.fetch = (what, how) => String(what.url ?? what).endsWith("pyodide.asm.wasm") ? streams : fetchWas(what, how);
  try {
    await importPacked(await script);
    py = await loadPyodide({
      indexURL: here,
      lockFileURL: new URL("lock.json", here).href,
      stdLibURL: "data:application/octet-stream;base64,",
      _loadSnapshot: kept.then(([bytes]) => bytes),
      fsInit: async (FS) => {
        const [, modules, first] = await kept;
        unpack(FS, first);
        FS.writeFile("/live/modules", new Uint8Array(modules), { canOwn: true });
      },
    });
  } finally { self.fetch = fetchWas; }
  const send = (text, buffers) => postMessage(withBuffers(JSON.parse(text), buffers));
  py.globals.set("_page", { send, fetch: fetchNow });
  py.runPython("from csto_live import page\npage.connect(_page)");
  postMessage({ is: "ready", versions: about.versions, twins: about.twins });
};

/** Add buffers, which JSON cannot hold, to a message. */
const withBuffers = (message, buffers) => {
  const kept = buffers.toJs ? buffers.toJs() : buffers;
  return kept.length ? { ...message, buffers: kept } : message;
};

const explained = (error) => {
  if (error instanceof Failure) return { kind: error.kind, words: error.message };
  const words = String(error?.message ?? error).trim().split("\n").at(-1);
  if (error instanceof RangeError || /memory|allocat/i.test(words)) return { kind: "memory", words: "The browser has too little memory for Python." };
  return { kind: "python", words };
};

const answers = {
  start: () => start().catch((error) => postMessage({ is: "failed", ...explained(error) })),
  run: async ({ id, name, code, room }) => {
    let ok = false;
    try { ok = await py.globals.get("_page_run")(id, name, code, room); }
    catch (error) { // Python itself is gone
      const { words } = explained(error);
      postMessage({ is: "output", id, output: { output_type: "error", ename: "Python stopped", evalue: words, traceback: [words], cell: "", line: 0 } });
      postMessage({ is: "failed", ...explained(error) });
    }
    postMessage({ is: "done", id, ok });
  },
  comm: ({ kind, serial, buffers = [], ...message }) => {
    try { py.globals.get("_page_comm")(kind, JSON.stringify(message), buffers.map((one) => new Uint8Array(one))); }
    finally { postMessage({ is: "comm-done", serial }); }
  },
};

// One after the other: a cell that waits (await) must not meet the next one.
self.onmessage = ({ data: { do: what, ...how } }) => { serving = serving.then(() => answers[what](how)); };
