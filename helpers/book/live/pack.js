// node pack.js CONFIG: starts Pyodide twice and packs what the pages need. CONFIG is a JSON file:
//   dist    folder with Pyodide's own files and the wheels of its packages
//   wheels  names of the wheels to install
//   stage   folder with site-packages/ (helpers, widgets, what runs inside) and data/
//   first   Python that does what chapters do until their first figures
//   then    Python that does what they do later
//   out     folder to write into
// The first Python runs both programs; what it then holds tells the files of the first transfer from the others. The
// second one imports what needs no compiled extension and is kept as a picture of its memory: in the page it is there
// at once, where a start and these imports took six seconds. (Pyodide's own marks for it, _makeSnapshot and
// _loadSnapshot, are not documented: another release of Pyodide has to be tried, by the tests, before it is pinned.)
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { pathToFileURL } from "node:url";

// Node would print the line at fault, and Pyodide is one line.
process.on("uncaughtException", (error) => { console.error(String(error.message || error)); process.exit(1); });

const config = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(path.join(config.dist, "pyodide.mjs")).href);
const indexURL = config.dist + path.sep;
const SITE = "/lib/python3.12/site-packages", FILE = "/live/modules";
const ENV = {
  MPLCONFIGDIR: "/live/matplotlib", MPLBACKEND: "module://matplotlib_inline.backend_inline",
  CSTO_DATA: "/live/data", IPYTHONDIR: "/live/ipython",
};

/** Return the files of a folder, as paths relative to it. */
const filesIn = (folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile()).map((one) => path.relative(folder, path.join(one.parentPath, one.name))).sort();

/** Write a file in Python's file system. */
const put = (py, name, bytes) => {
  py.FS.mkdirTree(path.posix.dirname(name));
  py.FS.writeFile(name, bytes);
};

/** Put a folder of the stage into Python's file system. */
const take = (py, folder, target) => {
  for (const name of filesIn(path.join(config.stage, folder)))
    put(py, `${target}/${name.split(path.sep).join("/")}`, fs.readFileSync(path.join(config.stage, folder, name)));
};

/** Return files as one block: the length of an index, the index, the contents. */
const block = (files) => {
  let at = 0;
  const index = files.map(([name, bytes]) => { at += bytes.length; return [name, at - bytes.length, bytes.length]; });
  const head = Buffer.from(JSON.stringify(index)), size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...files.map(([, bytes]) => Buffer.from(bytes))]);
};

/** Write a packed file and say how large it is. */
const write = (name, bytes) => {
  const packed = zlib.gzipSync(bytes, { level: 9 });
  fs.writeFileSync(path.join(config.out, name), packed);
  console.log(JSON.stringify({ name, bytes: bytes.length, packed: packed.length }));
};

// --- what there is, and what is used -----------------------------------------------------------

const whole = await loadPyodide({ indexURL, env: ENV });
await whole.loadPackage(config.wheels.map((name) => path.join(config.dist, name)), { messageCallback() {} });
take(whole, "site-packages", SITE);
take(whole, "data", "/live/data");
whole.FS.mkdirTree("/live/matplotlib");
whole.runPython("from csto_live import packed, sort_out\npacked.begin()");
const found = JSON.parse(whole.pyimport("csto_live.sort_out").as_json(config.first, config.then));
const read = (paths) => paths.map((name) => [name, whole.FS.readFile(name)]);
for (const name of ["first", "widgets", "rest"]) write(`${name}.bin`, block(read(found[name])));
const modules = whole.FS.readFile("/modules");

// --- a Python that has started -----------------------------------------------------------------

const py = await loadPyodide({ indexURL, env: ENV, _makeSnapshot: true });
put(py, FILE, modules);
take(py, "site-packages/csto_live", `${SITE}/csto_live`);
// What is not for the first transfer lies there all the same, in case this start takes other ways.
for (const [name, bytes] of read([...found.widgets, ...found.rest].filter((one) => /\.pyc?$/.test(one)))) put(py, name, bytes);
py.globals.set("FOUND", JSON.stringify(found));
const left = JSON.parse(py.runPython("import json\nfrom csto_live import packed\njson.dumps(packed.fill(json.loads(FOUND)))"));
let at = 0;
const index = {}, parts = [];
for (const name of left) {
  const [from, size, isPackage, where] = found.modules[name];
  index[name] = [at, size, isPackage, where];
  parts.push(Buffer.from(modules.subarray(from, from + size)));
  at += size;
}
write("modules.bin", Buffer.concat(parts));
py.globals.set("INDEX", JSON.stringify(index));
py.runPython("packed.seal(json.loads(INDEX), json.loads(FOUND)); del FOUND, INDEX, json; packed.wipe()");
write("memory.bin", py.makeMemorySnapshot());
write("wasm.bin", fs.readFileSync(path.join(config.dist, "pyodide.asm.wasm")));
write("asm.bin", fs.readFileSync(path.join(config.dist, "pyodide.asm.js")));
process.exit(0); // timers of the two Pythons would keep Node waiting
