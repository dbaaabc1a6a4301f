"""Time live cells: from the press to the first figure of a real chapter, cold and warm; a cell again; bytes sent.

    python benchmarks/live.py [--runs N] [--chapter NAME] [--baseline FOLDER]

FOLDER holds a plain page with Pyodide to compare with, as ``live-trial/index.html``, and Pyodide as ``pyodide/``. Both
pages are visited in turn, each with a browser profile of its own: once with an empty cache, once with a full one. The
baseline's time runs from the request for its page to its figure; ours from the press of "Run this page" to the
chapter's first figure. `make live` comes first. Exit code 1 if a ratio of medians is over 0.55 (cold) or 0.6 (warm),
a cell takes over half a second again, or more than 25 MB are sent before the first figure.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from helpers.book.serving import Quiet, serving

ROOT = Path(__file__).resolve().parents[1]
COLD, WARM, AGAIN, SENT = 0.55, 0.6, 0.5, 25.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 240_000  # milliseconds
NO_OTHER = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
FIGURE = ".live-output img"


class Counted(Quiet):
    """Serves a folder, lets browsers keep what they have, and counts what it sends."""

    sent: list[int]
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Let the browser keep it."""
        self.send_header("Cache-Control", "max-age=31536000")
        super().end_headers()

    def copyfile(self, source: object, outputfile: object) -> None:
        """Send a file and count it."""
        content = source.read()
        self.sent.append(len(content))
        outputfile.write(content)


@contextlib.contextmanager
def counting(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder; yield its address and the list of what was sent."""
    sent: list[int] = []
    with serving(folder, type("Handler", (Counted,), {"sent": sent})) as address:
        yield address, sent


Told = tuple[float, float, float]
"""Seconds to the first figure, seconds of the same again, megabytes sent before the first."""


def watch(page: Page, figure: str, event: str = "") -> None:
    """Let a page note when a figure is in it, and when the last event of a kind was, by its own clock.

    Asking from outside would count the answer's way too, the longer, the more the page does meanwhile.
    """
    page.add_init_script(
        f"""const now = () => performance.timeOrigin + performance.now();
        window.began = performance.timeOrigin;
        if ("{event}") addEventListener("{event}", () => {{ window.began = now(); }}, true);
        new MutationObserver(() => {{ if (!window.seen && document.querySelector(`{figure}`)) window.seen = now(); }})
          .observe(document, {{ childList: true, subtree: true, attributes: true }});"""
    )


def seconds(page: Page) -> float:
    """Wait for the figure and return how long it took."""
    page.wait_for_function("window.seen", timeout=PATIENCE)
    return page.evaluate("(window.seen - window.began) / 1000")


def visit_baseline(page: Page, address: str, sent: list[int]) -> Told:
    """Time the plain page."""
    watch(page, "#figure[src]")
    page.goto(f"{address}/live-trial/index.html")
    first, size = seconds(page), sum(sent) / 1e6
    page.wait_for_function("window.results.length > 0", timeout=PATIENCE)
    page.evaluate("window.again()")
    page.wait_for_function("window.results.length > 1", timeout=PATIENCE)
    return first, page.evaluate("window.results[1].again") / 1000, size


def visit_ours(page: Page, address: str, sent: list[int]) -> Told:
    """Time a chapter from the press on; what the page itself sent before that does not count."""
    watch(page, f"{FIGURE}:not([data-old])", "keydown")
    page.goto(address)
    control = page.get_by_role("button", name="Run this page")
    control.wait_for()
    sent.clear()
    control.press("Enter")
    first, size = seconds(page), sum(sent) / 1e6
    page.wait_for_function("document.querySelector('csto-live').state === 'ready'", timeout=PATIENCE)
    cell = page.locator(".cell", has=page.locator(FIGURE)).first
    cell.locator("summary").first.click()
    page.evaluate("document.querySelectorAll('.live-output img').forEach((one) => { one.dataset.old = ''; })")
    page.evaluate("window.seen = undefined")
    cell.get_by_role("button", name="Run", exact=False).first.press("Enter")
    return first, seconds(page), size


def main() -> int:
    """Visit, print medians and ratios, compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--chapter", default="origins")
    parser.add_argument("--baseline", type=Path, help="folder with live-trial/ and pyodide/")
    options = parser.parse_args()
    exe = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    taken: dict[tuple[str, str, str], list[float]] = {}
    with contextlib.ExitStack() as stack:
        roads: list[tuple[str, Callable[[Page, str, list[int]], Told], str, list[int]]] = []
        if options.baseline:
            roads.append(("baseline", visit_baseline, *stack.enter_context(counting(options.baseline))))
        address, sent = stack.enter_context(counting(ROOT / "_build/html"))
        roads.append(("ours", visit_ours, f"{address}/chapters/{options.chapter}.html", sent))
        play = stack.enter_context(sync_playwright())
        for _ in range(options.runs):
            for name, visit, where, counted in roads:
                with tempfile.TemporaryDirectory() as profile:
                    start = functools.partial(play.chromium.launch_persistent_context, profile, executable_path=exe)
                    context: BrowserContext = start(args=[*FLAGS, NO_OTHER], headless=True)
                    for kind in ("cold", "warm"):
                        counted.clear()
                        page = context.new_page()
                        told = visit(page, where, counted)
                        page.close()
                        for what, value in zip(("first", "again", "MB"), told, strict=True):
                            taken.setdefault((name, kind, what), []).append(value)
                        print("{:9}{:5}{:7.2f} s{:7.2f} s again{:7.1f} MB".format(name, kind, *told), flush=True)
                    context.close()
    return judge({key: statistics.median(values) for key, values in taken.items()})


def judge(median: dict[tuple[str, str, str], float]) -> int:
    """Print medians and ratios; return 1 if one is over its limit."""
    fine = median["ours", "cold", "MB"] <= SENT and median["ours", "warm", "again"] <= AGAIN
    for kind, limit in (("cold", COLD), ("warm", WARM)):
        ours = median["ours", kind, "first"]
        print(f"{kind}: {ours:.2f} s to the first figure, {median['ours', kind, 'again']:.2f} s again", end="")
        if plain := median.get(("baseline", kind, "first")):
            print(f"; baseline {plain:.2f} s, ratio {ours / plain:.2f} (at most {limit})", end="")
            fine &= ours / plain <= limit
        print()
    print(f"sent before the first figure: {median['ours', 'cold', 'MB']:.1f} MB, cold (at most {SENT:.0f})")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
