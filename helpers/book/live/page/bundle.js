// node bundle.js OUT [NODE_MODULES]: writes what pages load for live cells into OUT. The same input gives the same bytes.
//   live.js      the script that a page names             page.js, live.css        control, editor, outputs
//   licences.txt of everything that is bundled            widgets.js, widgets.css  widgets, when an output has one
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const [out, given] = process.argv.slice(2);
if (!out) {
  console.error("usage: node bundle.js OUT [NODE_MODULES]");
  process.exit(2);
}
const modules = path.resolve(given ?? path.join(here, "node_modules"));
const { build } = createRequire(pathToFileURL(path.join(modules, "of-bundle.js")).href)("esbuild");

const common = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none", // they go whole into licences.txt
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  logLevel: "warning",
  metafile: true,
  minify: true,
  nodePaths: [modules],
  outdir: path.resolve(out),
  target: ["es2022", "chrome111", "firefox114", "safari16.4"],
};

/** The widget manager brings its own cleaner of HTML; ours is handed to it, so that one is left out. */
const ownCleaner = {
  name: "own-cleaner",
  setup(on) {
    on.onResolve({ filter: /^sanitize-html$/ }, () => ({ path: "sanitize-html", namespace: "left-out" }));
    on.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "export default () => '';" }));
  },
};

/** Return the folder of the package that a bundled file belongs to, or null for a file of ours. */
const packageOf = (file) => {
  const parts = path.resolve(here, file).split(path.sep);
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  return parts.slice(0, at + (parts[at + 1].startsWith("@") ? 3 : 2)).join(path.sep);
};

/** The licence that packages of Project Jupyter name but do not bring. */
const BSD = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
   products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

/** Return the licences of all packages that stand in the bundles. */
const licences = (metafiles) => {
  const files = metafiles.flatMap((one) => Object.values(one.outputs).flatMap((output) => Object.keys(output.inputs)));
  const folders = new Set(files.filter((file) => !file.includes(":")).map(packageOf).filter(Boolean));
  const texts = [...folders].map((folder) => {
    const { name, version, license, author } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = fs.readdirSync(folder).sort().find((one) => /^(licen[cs]e|copying)/i.test(one));
    const holder = author?.name ?? author ?? "the authors";
    const text = !file ? `Copyright (c) ${holder}\n\n${BSD}` : fs.readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
    if (!file && license !== "BSD-3-Clause") throw new Error(`${name}: no licence file`);
    return `${name} ${version} (${typeof license === "string" ? license : license?.type ?? "see below"})\n\n${text}`.trim();
  });
  return `What page.js and widgets.js hold besides the book's own code.\n\n${texts.sort().join(`\n\n${"-".repeat(78)}\n\n`)}\n`;
};

fs.mkdirSync(out, { recursive: true });
const script = await build({ ...common, bundle: false, format: "iife", entryPoints: ["live.js"] });
const page = await build({ ...common, entryPoints: ["page.js"] });
const looks = await build({ ...common, entryPoints: ["live.css"] });
const widgets = await build({ ...common, entryPoints: ["widgets.js"], plugins: [ownCleaner], define: { "process.env.NODE_ENV": '"production"' } });
fs.writeFileSync(path.join(out, "licences.txt"), licences([script, page, looks, widgets].map((one) => one.metafile)));
