"""A small page with the markup of a built chapter, for the live cells of which a worker without Python stands in."""

import json
import shutil
from pathlib import Path
from typing import Any

from helpers.book.settings import ROOT

WORKER = ROOT / "tests/live_worker.js"
NUMBER, WIDGET = "application/vnd.csto.number+json", "application/vnd.jupyter.widget-view+json"


def sends(*outputs: dict[str, Any] | str) -> str:
    """Return code that makes the stand-in send outputs, or do what a word says."""
    return "".join(f"#: {one if isinstance(one, str) else json.dumps(one)}\n" for one in outputs)


def shown(**data: Any) -> dict[str, Any]:
    """Return an output with text or other data by short names."""
    names = {"html": "text/html", "svg": "image/svg+xml", "text": "text/plain", "widget": WIDGET, "number": NUMBER}
    return {"output_type": "display_data", "data": {names[name]: value for name, value in data.items()}, "metadata": {}}


def told(key: str, value: int) -> dict[str, Any]:
    """Return a number as a cell tells it."""
    number = {"key": key, "value": value, "text": str(value), "says": "states that signed"}
    line = f"{key} = {value}"
    return shown(number=number, html=f"<p>{line}</p>", text=line)


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    """Return a piece of printed text."""
    return {"output_type": "stream", "name": name, "text": text}


CELLS = [
    "first = 1\n" + sends(told("test.signed", 6), told("test.bound", 9)),
    "second = 2\n"
    + sends(shown(svg='<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>', text="A figure")),
    "third = 3\n" + sends(printed("third ran\n")),
    "fourth = 4\n",
]
_INPUT = """<div class="cell_input docutils container"><div class="highlight-python notranslate"><div class="highlight">
<pre>{code}</pre></div></div></div>"""
_FOLD = """<details class="admonition hide above-input"><summary aria-label="Toggle hidden content">
<p class="collapsed admonition-title">Show the code</p></summary>{}</details>"""
_CELL = '<div class="cell docutils container" data-cell="{at}">{inside}</div>'
_OUTPUT = '<div class="cell_output docutils container">{}</div>'
_NOTE = '<div class="number-note docutils container" id="note-test-{0}"><p><strong>{1}</strong> states</p></div>'


def write_page(place: Path, bundled: Path) -> Path:
    """Write the page, its notebook and the folder that it names into a folder; return the page."""
    shutil.copytree(bundled, place / "_live")
    shutil.copy(WORKER, place / "_live/worker.js")
    shutil.copy(ROOT / "helpers/book/assets/csto.css", place)
    (place / "chapters").mkdir()
    cells = [{"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# A chapter"}]
    for at, code in enumerate(CELLS):
        lines = code.splitlines(keepends=True)
        cell = {
            "cell_type": "code",
            "id": f"c{at}",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": lines,
        }
        cells.append(cell)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (place / "test.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    inputs = [_INPUT.format(code=code.replace("&", "&amp;").replace("<", "&lt;")) for code in CELLS]
    figure = '<figure class="evidence" id="test-figure"><figcaption>Built figure</figcaption></figure>'
    parts = [
        _CELL.format(at=1, inside=_FOLD.format(inputs[0])),
        '<p><a class="num reference internal" href="#note-test-signed">Six</a> of '
        '<a class="num reference internal" href="#note-test-bound">9</a> states, see <a href="#test-figure">Figure 1</a>.</p>',
        _CELL.format(at=2, inside=_FOLD.format(inputs[1]) + _OUTPUT.format(figure)),
        _CELL.format(at=3, inside=inputs[2] + _OUTPUT.format("<pre>Built text</pre>")),
        f'<details class="solution"><summary>Show a solution</summary>{_CELL.format(at=4, inside=inputs[3])}</details>',
        f'<section class="numbers">{_NOTE.format("signed", 6)}{_NOTE.format("bound", 9)}</section>',
    ]
    (place / "chapters/test.html").write_text(
        '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>A chapter</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="../csto.css"><style>html { background: var(--csto-paper); color: var(--csto-ink); }'
        "a { color: var(--csto-accent); } body { margin: 1rem; }</style></head>"
        '<body><main class="bd-content"><article class="bd-article"><h1>A chapter</h1>'
        f'<div class="asof"><p>As of a day.</p></div>{"".join(parts)}</article></main>'
        '<script defer="defer" src="../_live/live.js" data-live="../test.ipynb" data-name="test" data-size="20"></script>\n'
        "</body></html>",
        encoding="utf-8",
    )
    return place / "chapters/test.html"
