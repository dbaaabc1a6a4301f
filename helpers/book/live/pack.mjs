// node pack.mjs CONFIG: starts Pyodide twice and packs what the pages need. CONFIG is a JSON file:
//   dist    folder with Pyodide's own files and the wheels of its packages
//   wheels  names of the wheels to install
//   stage   folder with site-packages/ (the book's helpers and what else is pure Python), data/, packed.py
//   first   Python that does what every chapter does: what it imports goes into the first transfer
//   out     folder to write into
// The first Python installs everything and runs `first`; what it then holds tells modules and files apart into those
// of the first transfer and the rest. The second one imports what needs no compiled extension and is then kept as a
// picture of its memory: in the page it is there at once, where a start and these imports took six seconds.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { pathToFileURL } from "node:url";

// Node would print the line at fault, and Pyodide is one line.
process.on("uncaughtException", (error) => { console.error(String(error.message || error)); process.exit(1); });

const config = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(path.join(config.dist, "pyodide.mjs")).href);
const indexURL = config.dist + path.sep;
const SITE = "/lib/python3.12/site-packages";
const ENV = { MPLCONFIGDIR: "/live/matplotlib", MPLBACKEND: "agg", CSTO_DATA: "/live/data", IPYTHONDIR: "/live/ipython" };

/** Return the files of a folder, as paths relative to it. */
const filesIn = (folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile()).map((one) => path.relative(folder, path.join(one.parentPath, one.name))).sort();

/** Return files as one block: the length of an index, the index, the contents. */
const block = (files) => {
  let at = 0;
  const index = files.map(([name, bytes]) => { at += bytes.length; return [name, at - bytes.length, bytes.length]; });
  const head = Buffer.from(JSON.stringify(index)), size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...files.map(([, bytes]) => Buffer.from(bytes))]);
};

const write = (name, bytes) => {
  const packed = zlib.gzipSync(bytes, { level: 9 });
  fs.writeFileSync(path.join(config.out, name), packed);
  console.log(JSON.stringify({ name, bytes: bytes.length, packed: packed.length }));
};

// --- what there is, and what is used -----------------------------------------------------------

const whole = await loadPyodide({ indexURL, env: ENV });
await whole.loadPackage(config.wheels.map((name) => path.join(config.dist, name)), { messageCallback() {} });
for (const [folder, target] of [["site-packages", SITE], ["data", "/live/data"]]) {
  for (const name of filesIn(path.join(config.stage, folder))) {
    const place = `${target}/${name.split(path.sep).join("/")}`;
    whole.FS.mkdirTree(path.posix.dirname(place));
    whole.FS.writeFile(place, fs.readFileSync(path.join(config.stage, folder, name)));
  }
}
whole.FS.mkdirTree("/live/matplotlib");
whole.FS.writeFile(`${SITE}/packed.py`, fs.readFileSync(path.join(config.stage, "packed.py")));
whole.runPython("import packed; packed.start_shell()");
whole.runPython(config.first);
whole.globals.set("SITE", SITE);
const found = JSON.parse(whole.runPython(`
import json, marshal, os, re, sys
SKIP = re.compile(r"/tests?/|/sphinxext/|\\.dist-info/|\\.data/|/sample_data/|mpl-data/(images|plot_directive|stylelib)/|/pytz/zoneinfo/|fonts/(afm|pdfcorefonts)|cmake|/f2py/|/include/")
SOURCES = re.compile(r"\\.(pyi|pyx|pxd|h|c|a|in|js|css)$")
FONTS = re.compile(r"mpl-data/fonts/ttf/(?!DejaVuSans(-Bold)?\\.ttf)")
files = {"modules": {}, "first": [], "rest": []}
used = {getattr(one, "__file__", None): name for name, one in list(sys.modules.items())}
with open("/modules", "wb") as first, open("/rest", "wb") as rest:
    for base, _, names in os.walk(SITE):
        for name in sorted(names):
            path = f"{base}/{name}"
            if SKIP.search(path) or SOURCES.search(path) or "__pycache__" in path: continue
            if not path.endswith(".py"):
                files["rest" if FONTS.search(path) or path.endswith(".so") and path not in used else "first"].append(path)
                continue
            module = path[len(SITE) + 1:-3].replace("/", ".")
            package = module.endswith(".__init__")
            module = module[:-9] if package else module
            if module == "packed": continue
            with open(path, "rb") as file: text = file.read()
            try: code = marshal.dumps(compile(text, path, "exec", dont_inherit=True))
            except SyntaxError: continue  # of another Python
            if module in sys.modules:
                files["modules"][module] = (first.tell(), len(code), package, path)
                first.write(code)
            else:
                files["rest"].append(path + "c")
                with open(path + "c", "wb") as file: file.write(importlib.util.MAGIC_NUMBER + bytes(12) + code)
for base, _, names in os.walk("/live"):
    files["first"] += [f"{base}/{name}" for name in sorted(names)]
files["all"] = [name for name, one in list(sys.modules.items()) if not str(getattr(one, "__file__", "") or "").endswith(".so")]
json.dumps(files)`.replace("import json", "import importlib.util, json")));
const read = (paths) => paths.map((name) => [name, whole.FS.readFile(name)]);
write("first.gz", block(read(found.first)));
write("rest.gz", block(read(found.rest)));
const modules = whole.FS.readFile("/modules");

// --- a Python that has started -----------------------------------------------------------------

const py = await loadPyodide({ indexURL, env: ENV, _makeSnapshot: true });
py.FS.mkdirTree("/live");
py.FS.mkdirTree(SITE);
py.FS.writeFile("/live/modules", modules);
for (const [name, bytes] of read(found.rest.filter((name) => name.endsWith(".pyc")))) { // in case this start takes other ways
  py.FS.mkdirTree(path.posix.dirname(name));
  py.FS.writeFile(name, bytes);
}
py.FS.writeFile(`${SITE}/packed.py`, fs.readFileSync(path.join(config.stage, "packed.py")));
py.globals.set("FOUND", JSON.stringify({ modules: found.modules, all: found.all }));
const left = JSON.parse(py.runPython(`
import json, sys, importlib, gc
import packed
found = json.loads(FOUND)
packed.INDEX.update({name: tuple(one) for name, one in found["modules"].items()})
packed.install()
packed.start_shell()
compiled = {"numpy", "pandas", "matplotlib", "mpl_toolkits", "PIL", "kiwisolver", "contourpy", "helpers", "sqlite3", "__main__"}
for name in found["all"]:
    if name.split(".")[0] not in compiled and name not in sys.modules:
        try: importlib.import_module(name)
        except ImportError: pass
json.dumps([name for name in packed.INDEX if name not in sys.modules])`));
if (process.env.DEBUG) { const by = {}; for (const [n, o] of Object.entries(found.modules)) { const k = n.split(".")[0] + (left.includes(n) ? " left" : " memory"); by[k] = (by[k] || 0) + o[1]; } console.log(JSON.stringify(Object.entries(by).sort((a, b) => b[1] - a[1]).slice(0, 40))); console.log(py.runPython("import sys; len(sys.modules)"), py.runPython("' '.join(n for n in sys.modules if not n.split('.')[0] in ('IPython','prompt_toolkit','pygments','ipywidgets','traitlets'))")); }
let at = 0;
const index = {}, parts = [];
for (const name of left) {
  const [from, size, isPackage, where] = found.modules[name];
  index[name] = [at, size, isPackage, where];
  parts.push(Buffer.from(modules.subarray(from, from + size)));
  at += size;
}
write("modules.gz", Buffer.concat(parts));
py.globals.set("INDEX", JSON.stringify(index));
py.runPython(`
packed.INDEX.clear()
packed.INDEX.update({name: tuple(one) for name, one in json.loads(INDEX).items()})
packed.Later.names = frozenset(name.partition(".")[0] for name in found["modules"]) | sys.stdlib_module_names
sys.path_importer_cache.clear()
for name in ("INDEX", "FOUND", "found", "name", "compiled"): globals().pop(name, None)
gc.collect()`);
py.runPython("packed.wipe()");
write("memory.gz", py.makeMemorySnapshot());
for (const name of ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"])
  fs.copyFileSync(path.join(config.dist, name), path.join(config.out, name));
process.exit(0); // timers of the two Pythons would keep Node waiting
