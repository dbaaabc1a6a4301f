"""Making it: stage, pack, bundle, and one script tag a page. What did not change is not packed again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock

from helpers import style
from helpers.book.fingerprint import fingerprint
from helpers.book.live.distribution import LOCK, LiveError, Pins, Tell, find_distribution, read_pins
from helpers.book.live.staging import make_stage
from helpers.book.live.tags import FOLDER, tagged
from helpers.book.notebooks import FOLDER as NOTEBOOKS
from helpers.book.pages import Page, read_pages

STORE = "_build/.live"
_HERE = Path(__file__).parent
_PAGE = _HERE / "page"
_CELL = re.compile(r'<div class="cell [^"]*docutils container"')
_PATIENCE = 600  # seconds that packing may take
_FIRST = ("wasm.bin", "memory.bin", "modules.bin", "first.bin", "asm.bin")


def make_live(root: Path, site: Path, given: Path | None, tell: Tell) -> str:
    """Put live cells into the built book.

    Args:
        root: The book.
        site: Its built pages.
        given: A folder with Pyodide, or None to fetch it.
        tell: Called with lines of progress.

    Returns:
        A sentence that says what was done.

    Raises:
        LiveError: Pyodide is not to be had or broken, or packing failed; the pages stay as they were.
    """
    pins, store = read_pins(), root / STORE
    packed, parts, fresh = store / "packed", make_parts(root, tell), store / "fresh"
    with FileLock(store / "lock"):
        dist, wheels = find_distribution(given, store / "pyodide", pins, tell)
        _once(packed, _inputs(root), lambda out: _pack(root, dist, wheels, pins, out, tell))
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(packed, fresh)
        shutil.copytree(parts, fresh, dirs_exist_ok=True)
        shutil.copy(_HERE / "worker.js", fresh)
        pages = dict(_tagged(root, site, _size(fresh)))
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        shutil.move(fresh, site / FOLDER)
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    return f"{len(pages)} pages run live: `make serve`, or any web server on the folder {site.name}"


def make_parts(root: Path, tell: Tell) -> Path:
    """Bundle the page's own modules, unless that is done, and return the folder.

    Raises:
        LiveError: npm cannot bring what they stand on, or they cannot be bundled.
    """
    store = root / STORE
    store.mkdir(parents=True, exist_ok=True)
    with FileLock(store / "parts.lock"):
        _once(store / "parts", fingerprint(root, [_PAGE]), lambda out: _bundle(store / "npm", out, tell))
    return store / "parts"


def _once(folder: Path, digest: str, make: Callable[[Path], None]) -> None:
    """Make a folder unless it was made from the same things; a folder half made is not kept."""
    stamp = folder.with_suffix(".made")
    if folder.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    work = folder.with_suffix(".work")
    for path in (work, folder):
        shutil.rmtree(path, ignore_errors=True)
    stamp.unlink(missing_ok=True)
    work.mkdir(parents=True)
    make(work)
    work.replace(folder)
    stamp.write_text(digest, encoding="ascii")


def _inputs(root: Path) -> str:
    """Return one hash of all that is packed, and of what packs it."""
    inside = [_HERE / name for name in ("inside", "pack.js", "staging.py", "make.py", "live.toml")]
    ours = [path for path in sorted((root / "helpers").iterdir()) if path.name not in ("book", "__pycache__")]
    return fingerprint(
        root, [*inside, *ours, root / "data", root / "chapters", root / "_toc.yml", root / "requirements.txt"]
    )


# --- packing -----------------------------------------------------------------------------------


def _pack(root: Path, dist: Path, wheels: list[str], pins: Pins, out: Path, tell: Tell) -> None:
    """Pack Python, its packages, helpers and data into a folder."""
    tell("packing Python, pandas, matplotlib, helpers and data (about a minute)")
    stage = make_stage(root, out.with_name("stage"), pins)
    config = {"dist": dist, "stage": stage.folder, "out": out}
    config = {name: str(path.resolve()) for name, path in config.items()}
    config |= {"wheels": wheels, "first": stage.first, "then": stage.then}
    (out.with_name("pack.json")).write_text(json.dumps(config), encoding="utf-8")
    lines = _run_node(_HERE / "pack.js", str(out.with_name("pack.json")))
    shutil.rmtree(stage.folder)
    written = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    sizes = {one["name"]: one["packed"] for one in written}
    shutil.copy(dist / "pyodide.mjs", out / "pyodide.js")  # a server that knows no .mjs knows .js
    lock = json.loads((dist / LOCK).read_text(encoding="utf-8"))
    (out / "lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}), encoding="utf-8")
    versions = {name: lock["packages"][name]["version"] for name in ("pandas", "matplotlib", "numpy")}
    versions = {"python": lock["info"]["python"], "pyodide": pins.version, **versions}
    about = {"sizes": sizes, "versions": versions, "twins": dict(style.DARK)}
    (out / "about.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


def _bundle(modules: Path, out: Path, tell: Tell) -> None:
    """Bundle the page's own modules with the editor and the widgets from npm."""
    tell("fetching the editor and the widgets, and bundling the page's modules")
    modules.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(_PAGE / name, modules)
    _run([_beside("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], modules)
    _run_node(_PAGE / "bundle.js", str(out.resolve()), str((modules / "node_modules").resolve()))


def _run_node(script: Path, *arguments: str) -> str:
    return _run([_beside("node"), str(script.resolve()), *arguments], script.parent)


def _run(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except FileNotFoundError:
        raise LiveError(f"{command[0]} is not installed; `make live` installs it (requirements-live.txt)") from None
    except subprocess.TimeoutExpired:
        raise LiveError(f"{Path(command[-1]).name} did not end within {_PATIENCE} seconds") from None
    if done.returncode:
        said = "\n".join(line[:300] for line in done.stderr.strip().splitlines()[-12:])
        raise LiveError(f"{' '.join(Path(one).name for one in command[:3])} failed:\n{said}")
    return done.stdout


def _beside(name: str) -> str:
    """Return a program of this environment, or of the machine."""
    own = Path(sys.executable).with_name(name)
    return str(own) if own.exists() else shutil.which(name) or name


# --- pages -------------------------------------------------------------------------------------


def _size(folder: Path) -> str:
    """Return how much a reader's first press brings, in MB."""
    return f"{sum((folder / name).stat().st_size for name in _FIRST) / 1e6:.0f}"


def _tagged(root: Path, site: Path, size: str) -> Iterator[tuple[Path, str]]:
    """Yield each page that has code, with its script tag.

    Raises:
        LiveError: A page does not show as many cells as its notebook has.
    """
    for page in read_pages(root):
        path, notebook = site / f"{page.name}.html", site / NOTEBOOKS / f"{page.stem}.ipynb"
        if page.is_notebook():
            text = path.read_text(encoding="utf-8")
            _compare(page, text, notebook)
            yield path, tagged(text, "../" * page.name.count("/"), notebook.name, page.stem, size)


def _compare(page: Page, text: str, notebook: Path) -> None:
    """Refuse a page whose cells are not those of its notebook: edits would be run in the wrong place."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code, shown = sum(cell["cell_type"] == "code" for cell in cells), len(_CELL.findall(text))
    if code != shown:
        raise LiveError(f"{page.name}: the page shows {shown} cells and its notebook has {code}; they must be the same")
