"""Running chapters, and knowing when they need not run.

Stock notebook caches look at the source of the cells alone: a changed row or helper leaves the old figure
in place. Here a page is stored together with the hashes of all that it rests on: its source, the tables
that it loaded, the helper modules that it imported, the bibliography and the versions of the libraries
that draw. It runs again when one of them changed, and only then.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers.book.pages import Page, code_line, read_notebook
from helpers.book.settings import PICTURES, SELDOM, STORE
from helpers.data import read_package
from helpers.explore import EXPLORER_TYPE
from helpers.pictures import STORE as ASKS

# The slowest cell draws the states of an explorer: some tens of seconds on a busy machine.
CELL_SECONDS = 240
LIBRARIES = ("numpy", "pandas", "matplotlib", "ipywidgets", "font-source-sans-pro")
TRIES = 3

# Runs before a page's first cell: a chapter that asks the network is not reproducible.
_GUARD = f"""
import gc as _gc, socket as _socket
_gc.set_threshold(*{SELDOM})
def _refuse(*args, **kwargs):
    raise RuntimeError("a chapter may not use the network: put the data into data/")
_socket.socket.connect = _socket.socket.connect_ex = _refuse
_socket.create_connection = _socket.getaddrinfo = _refuse
"""
# Runs after its last: what the page rests on.
_TRACE = """
import json as _json, sys as _sys
from helpers.data import used_tables as _used
print(_json.dumps({"tables": _used(), "modules": sorted(m for m in _sys.modules if m.split(".")[0] == "helpers")}))
"""


class PageError(Exception):
    """A cell of a page failed. The message names file and line and ends with the error."""


def refresh(root: Path, pages: Iterable[Page], jobs: int | None = None) -> list[Page]:
    """Run the pages that need it, some at a time, and store them.

    Returns:
        The pages that ran.

    Raises:
        PageError: Cells failed; the message holds one paragraph for each page that did.
    """
    stale = [page for page in pages if page.is_notebook() and not is_fresh(root, page)]
    if not stale:
        return []
    failures = []
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        for result in pool.map(functools.partial(_run_or_say, root), stale):
            if result:
                failures.append(result)
    if failures:
        raise PageError("\n\n".join(failures))
    return stale


def stored(root: Path, page: Page) -> nbformat.NotebookNode:
    """Return the executed notebook of a page that was refreshed."""
    return nbformat.read(_store_path(root, page), as_version=4)


def used_by(root: Path, page: Page) -> dict[str, Any]:
    """Return the record of a page's stored run: hashes of all that it rests on, tables and modules by name."""
    return json.loads(_store_path(root, page, ".json").read_text(encoding="utf-8"))


def is_fresh(root: Path, page: Page) -> bool:
    """Return whether the stored run of a page still rests on what there is now."""
    try:
        record = used_by(root, page)
        return _store_path(root, page).exists() and record == _record(
            root, page, record["modules"], record["tables"], record["pictures"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _store_path(root: Path, page: Page, ending: str = ".ipynb") -> Path:
    return root / STORE / f"{page.name}{ending}"


def _record(
    root: Path, page: Page, modules: Iterable[str], tables: Iterable[str], pictures: Iterable[str]
) -> dict[str, Any]:
    """Return the hashes of all that a page rests on, and which of its explorers' pictures are there."""
    package = read_package(root / "data")
    described = {name: package.tables[name] for name in tables if name in package.tables}
    return {
        "source": _hash(page.path),
        "package": [package.title, package.version, package.as_of],
        "bibliography": _hash(package.folder / package.bibliography),
        "tables": {name: _hash(package.folder / table.path, repr(table)) for name, table in described.items()},
        "modules": {name: _hash(_module_path(root, name)) for name in modules},
        "pictures": [name for name in pictures if (root / PICTURES / f"{name}-narrow.svg").exists()],
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }


def _state(root: Path, page: Page) -> str:
    """Return one hash of everything that a run may read, to see whether it changed meanwhile."""
    files = [page.path, *sorted((root / "data").rglob("*")), *sorted((root / "helpers").rglob("*.py"))]
    return hashlib.sha256("".join(_hash(path) for path in files if path.is_file()).encode()).hexdigest()


def _module_path(root: Path, name: str) -> Path:
    path = root.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _hash(path: Path, more: str = "") -> str:
    """Return the hash of a file's bytes and some text; a missing file has a hash of its own."""
    try:
        content = path.read_bytes()
    except OSError:
        content = b"missing"
    return hashlib.sha256(content + more.encode()).hexdigest()


def _run_or_say(root: Path, page: Page) -> str:
    """Run one page and store it, or return what went wrong.

    A kernel that died, a cell that took too long, or a file that changed while the page ran gets another try;
    a failing cell does not.
    """
    file, reason = page.path.relative_to(root).as_posix(), ""
    for _ in range(TRIES):
        text, before = page.path.read_text(encoding="utf-8"), _state(root, page)
        notebook = read_notebook(text, page.path)
        cells, starts = list(notebook.cells), notebook.metadata.get("source_map", [])
        try:
            found = _run(root, notebook, page.path.parent, _store_path(root, page, ".log"))
        except CellExecutionError as error:
            failed = [pair for pair in zip(cells, starts, strict=True) if _errors(pair[0])]
            return _explain(file, text, *failed[-1]) if failed else f"{file}: {error}"
        except (CellTimeoutError, DeadKernelError, RuntimeError, OSError, ValueError) as error:
            log = _store_path(root, page, ".log").relative_to(root)
            reason = f"{file}: {error} (what the kernel said: {log})"
            continue
        if warned := [said for pair in zip(cells, starts, strict=True) if (said := _complaint(file, text, *pair))]:
            return "\n".join(warned)
        if _state(root, page) == before:
            _store(root, page, notebook, found)
            return ""
        reason = f"{file}: files changed while the page ran; build again"
    return reason


def _run(root: Path, notebook: nbformat.NotebookNode, folder: Path, log: Path) -> dict[str, list[str]]:
    """Run a notebook's cells in place and return the tables and modules that they used.

    The kernel sees this book's helpers and data, whatever is installed or set elsewhere. What it says on its
    standard error goes to ``log``: at its end it may complain of a closed socket, which is no fault of the chapter.
    """
    guard, trace = nbformat.v4.new_code_cell(_GUARD), nbformat.v4.new_code_cell(_TRACE)
    whole = nbformat.v4.new_notebook(cells=[guard, *notebook.cells, trace])
    # One print is one output (coalesce) and a missing output is an error: otherwise the same inputs do not
    # give the same bytes. TCP stays the transport: over IPC three of sixty kernels did not start.
    manager = AsyncKernelManager(kernel_name="python3", client_class="helpers.book.kernel.PatientClient")
    client = NotebookClient(
        whole,
        km=manager,
        timeout=CELL_SECONDS,
        coalesce_streams=True,
        raise_on_iopub_timeout=True,
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.owns_km = True
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as said:
        paths = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
        own = {
            "PYTHONPATH": paths,
            "CSTO_DATA": str(root / "data"),
            "PYTHONHASHSEED": "0",
            ASKS: str(root / PICTURES),
            # The reader's own start-up files and settings are not the book's, and nothing is written beside it.
            "IPYTHONDIR": str(root / STORE / "ipython"),
            "MPLCONFIGDIR": str(root / STORE / "matplotlib"),
        }
        client.execute(env={**os.environ, **own}, stderr=said)
    return json.loads(trace.outputs[0]["text"])


def _store(root: Path, page: Page, notebook: nbformat.NotebookNode, found: dict[str, list[str]]) -> None:
    record = json.dumps(_record(root, page, found["modules"], found["tables"], _pictures(notebook)))
    for ending, text in ((".ipynb", nbformat.writes(notebook)), (".json", record)):
        target = _store_path(root, page, ending)
        partial = target.with_suffix(".part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)


def _pictures(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the names of the pictures that a page's explorers show."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    bundles = (output.get("data", {}).get(EXPLORER_TYPE) for output in outputs)
    return sorted({state["picture"] for bundle in bundles if bundle for state in bundle["states"]})


def _complaint(file: str, text: str, cell: nbformat.NotebookNode, start: int) -> str:
    """Say where a cell wrote to its standard error, such as a warning, and what, or return nothing.

    It would stand on the page, with the number of the process: a library's warnings once did, fifty times.
    """
    said = "".join(output.text for output in cell.get("outputs", ()) if output.get("name") == "stderr")
    if not said:
        return ""
    own = re.match(r"\S*ipykernel_\d+\S*\.py:(\d+): ", said)
    line = code_line(text, start) + (int(own[1]) - 1 if own else 0)
    return f"{file}:{line}: a cell complains: {said[own.end() if own else 0 :].splitlines()[0]}"


def _errors(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for output in cell.get("outputs", ()) if output.output_type == "error"]


def _explain(file: str, text: str, cell: nbformat.NotebookNode, start: int) -> str:
    """Say where a cell failed and why, without the libraries' own frames."""
    output = _errors(cell)[0]
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
    own = re.findall(r"Cell In\[\d+\], line (\d+)", trace)
    line = code_line(text, start) + (int(own[0]) - 1 if own else 0)
    frames = "".join(f"\n  through {place}" for place in re.findall(r"File [^\n]*?(helpers/[^\s,]+:\d+)", trace))
    return f"{file}:{line}: {output.ename}: {output.evalue}{frames}"
