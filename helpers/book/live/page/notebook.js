// The chapter as a notebook (nbformat 4): read from the site, given back with the reader's code and outputs.
import { WIDGET_TYPE } from "./outputs.js";

const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Return an output without what only this page understands. */
const asSaved = ({ output_type, name, text, data, metadata, ename, evalue, traceback }, count) => {
  if (output_type === "stream") return { output_type, name, text };
  if (output_type === "error") return { output_type, ename, evalue, traceback };
  const shown = { output_type, data, metadata: metadata ?? {} };
  return output_type === "execute_result" ? { ...shown, execution_count: count } : shown;
};

export const codeCells = (notebook) => notebook.cells.filter((cell) => cell.cell_type === "code");
export const sourceOf = (cell) => (Array.isArray(cell.source) ? cell.source.join("") : cell.source);

/** Return the notebook with the cells as they stand. */
export const filled = (notebook, cells) => {
  const copy = structuredClone(notebook);
  codeCells(copy).forEach((one, at) => {
    const { code, count, outputs } = cells[at];
    one.source = Array.isArray(one.source) ? lines(code) : code;
    one.execution_count = count ?? null;
    one.outputs = structuredClone(outputs.list.map((output) => asSaved(output, count ?? null)));
  });
  return copy;
};

/** Hand the notebook over as a file. Controls of widgets stay behind: without Python they are only an error message. */
export const download = (notebook, name) => {
  for (const cell of codeCells(notebook)) for (const output of cell.outputs) if (output.data) delete output.data[WIDGET_TYPE];
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(notebook, null, 1)}\n`], { type: "application/x-ipynb+json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: `${name}.ipynb` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
