"""The command line: ``python -m helpers.book build|check|pdf|epub|live|tidy|serve``; ``make help`` lists targets."""

from __future__ import annotations

import argparse
import functools
import gc
import http.server
import os
import sys
from collections.abc import Callable
from pathlib import Path

from helpers.book.settings import ROOT, SELDOM

# Where JupyterLab is installed, jsonschema would compile the grammars of forty kinds of address, which no notebook
# is checked for, at every import of nbformat: three seconds a command.
sys.modules.setdefault("rfc3987_syntax", None)


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 if all went well; 1 if something is wrong, with the reasons on standard error.
    """
    parser = argparse.ArgumentParser(prog="python -m helpers.book", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("--root", type=Path, default=ROOT, help="folder to check or tidy (default: this book)")
    parser.add_argument("--port", type=int, default=8000, help="port of serve (default: 8000)")
    parser.add_argument("--student", action="store_true", help="pdf, epub: without the solutions")
    parser.add_argument(
        "--pyodide",
        type=Path,
        default=os.environ.get("PYODIDE") or None,
        help="live: a folder with Pyodide's release (default: $PYODIDE, or else it is fetched)",
    )
    options = parser.parse_args(arguments)
    return COMMANDS[options.command](options)


def _build(options: argparse.Namespace) -> int:
    from filelock import Timeout

    from helpers.book.build import KEPT, BuildError, build_html

    try:
        print(build_html(ROOT))
    except BuildError as error:
        return _say([error])
    except Timeout as error:
        return _say([f"another build holds {error.lock_file}; end it or wait for it"])
    except KeyboardInterrupt:
        return _say([f"\nstopped. {KEPT}"])
    return 0


def _paper(options: argparse.Namespace) -> int:
    """Make the PDF or the EPUB from the book that is built first."""
    from helpers.book.editions import PaperError
    from helpers.book.epub.make import make_epub
    from helpers.book.paper.make import make_pdf

    if said := _build(options):
        return said
    try:
        made = {"pdf": make_pdf, "epub": make_epub}[options.command](student=options.student)
    except PaperError as error:
        return _say([error])
    print(f"the {options.command.upper()} is made: open {made.relative_to(ROOT)}")
    return 0


def _live(options: argparse.Namespace) -> int:
    """Put Python into the pages of the book that is built first."""
    from helpers.book.live.distribution import LiveError
    from helpers.book.live.make import make_live

    if said := _build(options):
        return said
    try:
        print(make_live(ROOT, ROOT / "_build/html", options.pyodide, lambda line: print(line, flush=True)))
    except LiveError as error:
        return _say([error, "live cells were not made; the pages are as they were"])
    return 0


def _check(options: argparse.Namespace) -> int:
    from helpers.book.check import check_data
    from helpers.book.code_style import check_code
    from helpers.book.exercise_rules import check_exercises
    from helpers.book.prose_rules import check_prose

    checks = (check_data, check_prose, check_exercises, check_code)
    problems = [problem for check in checks for problem in check(options.root)]
    if problems:
        return _say(problems)
    print("data, prose, exercises and code of the chapters are clean")
    return 0


def _tidy(options: argparse.Namespace) -> int:
    from helpers.book.code_style import tidy_code
    from helpers.book.tidy import tidy_data

    changed = dict.fromkeys([*tidy_data(options.root), *tidy_code(options.root)])
    print("\n".join(f"tidied {name}" for name in changed) or "nothing to tidy")
    return 0


def _serve(options: argparse.Namespace) -> int:
    folder = ROOT / "_build/html"
    if not folder.exists():
        return _say([f"{folder} is not there; run `make book` first"])
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError as error:
        return _say([f"port {options.port}: {error.strerror}; another one: make serve ARGS='--port 8001'"])
    with server:
        print(f"http://127.0.0.1:{options.port}/ (Ctrl+C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def _say(reasons: list[object]) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    return 1


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "epub": _paper,
    "live": _live,
    "pdf": _paper,
    "serve": _serve,
    "tidy": _tidy,
}

if __name__ == "__main__":
    gc.set_threshold(*SELDOM)
    sys.exit(main())
