"""Time and weigh the explorers of the built book.

    python benchmarks/explore.py [--draw] [--moves N]

From the event of a control to the painted picture, in Chromium, for states that were fetched ahead: a walk over all
controls, by keyboard and by mouse, from a server on this machine and from ``file://``. The time ends in the task
after the frame that holds the new picture. Event Timing, the browser's own clock to the presented frame, stands
beside it: in steps of 8 ms, and only what takes 16 or more. Then the weight of each explorer's files, compressed as a
web server would; with ``--draw`` also the time to draw all states from nothing and again with all pictures there.
Exit code 1 if a median is over 50 ms, a 95th percentile over 100 ms, a weight over 1.5 MB, or all drawing over 60 s.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from helpers.book.build import build_html
from helpers.book.collected import Collected, collect
from helpers.book.execute import PICTURES
from helpers.book.explorers import MOST_BYTES, weigh
from helpers.book.markup import anchor
from helpers.book.pages import read_notebook, read_pages
from helpers.book.serving import serving
from helpers.explore import Explorer

ROOT = Path(__file__).resolve().parents[1]
MEDIAN, HIGH, DRAWING = 50.0, 100.0, 60.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WATCH = """(own) => {
  const explorer = document.querySelector(`#${own} csto-explore`);
  const seen = { ours: [], browser: [] };
  window.seen = seen;
  let since = 0;
  const note = (event) => { since = event.timeStamp; };
  for (const kind of ["keydown", "input", "click"]) explorer.addEventListener(kind, note, { capture: true });
  explorer.addEventListener("explore-shown", (event) => {
    const start = since;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.ours.push(performance.now() - start);
      channel.port2.postMessage(null);
    });
  });
  new PerformanceObserver((list) => {
    const moves = list.getEntries().filter((one) => ["keydown", "click"].includes(one.name));
    seen.browser.push(...moves.map((one) => one.duration));
  }).observe({ type: "event", durationThreshold: 16 });
}"""


def walk(page: Page, own: str, moves: int) -> None:
    """Move the controls of an explorer at random, slowly enough for the next states to arrive."""
    dice = random.Random(7)
    choices = page.locator(f"#{own} [data-choice]")
    for _ in range(moves):
        choice = choices.nth(dice.randrange(choices.count()))
        kind = choice.get_attribute("class")
        if "slider" in kind and dice.random() < 0.5:
            choice.locator("button").nth(dice.randrange(2)).click()
        elif "radio" in kind and dice.random() < 0.5:
            choice.locator("label").nth(dice.randrange(choice.locator("input").count())).click()
        else:
            choice.locator("input[type=range], input:checked, select").first.focus()
            page.keyboard.press(dice.choice(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]))
        page.wait_for_timeout(150)


def time_moves(page: Page, address: str, key: str, moves: int) -> bool:
    """Print the times of one explorer; return whether they are within the limits."""
    own = anchor(key)
    page.goto(f"{address}#{own}", wait_until="load")
    page.evaluate("sessionStorage.clear()")
    if page.locator(f"#{own} .explore-predict").count():
        page.click(f"#{own} [data-do=skip]")
    page.locator(f"#{own} .explore-controls").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    page.evaluate(WATCH, own)
    walk(page, own, moves)
    page.wait_for_timeout(300)
    seen = page.evaluate("window.seen")
    ours, browser = sorted(seen["ours"]), sorted(seen["browser"])
    middle, high = statistics.median(ours), statistics.quantiles(ours, n=20)[-1]
    theirs = (
        f"{statistics.median(browser):.0f} / {statistics.quantiles(browser, n=20)[-1]:.0f}" if browser else "under 16"
    )
    road = address.split(":")[0]
    print(
        f"{key:24}{road:6}{len(ours):6} moves   median {middle:5.1f}   95th {high:5.1f} ms   browser's own {theirs} ms"
    )
    return middle <= MEDIAN and high <= HIGH


def draw_all(root: Path) -> bool:
    """Run the chapters' cells here and time their explorers, from nothing and again."""
    os.environ["CSTO_DATA"] = str(root / "data")
    total = 0.0
    for page in read_pages(root):
        text = page.path.read_text(encoding="utf-8")
        if not page.is_notebook() or "explore(" not in text:
            continue
        names: dict[str, object] = {}
        for cell in read_notebook(text, page.path).cells:
            with contextlib.redirect_stdout(io.StringIO()):  # numbers that are told
                made = run(cell.source, names) if cell.cell_type == "code" else None
            if isinstance(made, Explorer):
                total += time_drawing(made)
    print(f"{'all explorers, from nothing':30}{total:6.1f} s")
    return total <= DRAWING


def run(source: str, names: dict[str, object]) -> object:
    """Run a cell and return the value of its last line."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def time_drawing(made: Explorer) -> float:
    """Time one explorer's bundle twice in one folder; print both and return the first."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            start, used = time.perf_counter(), sum(os.times()[:4])
            made.bundle(Path(folder))
            taken.append((time.perf_counter() - start, sum(os.times()[:4]) - used))
    (cold, work), (warm, again) = taken
    print(
        f"{made.words['key']:24}drawn from nothing in {cold:5.1f} s ({work:.1f} s of processors), "
        f"found again in {warm:5.2f} s ({again:.2f} s)"
    )
    return cold


def weigh_all(told: Collected) -> bool:
    """Print the weights."""
    weights = {key: weigh(data, ROOT / PICTURES) for key, data in told.explorers.items()}
    for key, weight in weights.items():
        data = told.explorers[key]
        pictures = len({one["picture"] for one in data["states"]})
        print(
            f"{key:24}{len(data['states']):4} states {pictures:4} pictures {len(data['tables']):4} tables "
            f"{weight / 1e6:6.2f} MB gzip"
        )
    return all(weight <= MOST_BYTES for weight in weights.values())


def main() -> int:
    """Time, weigh, compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", action="store_true", help="time the drawing, too")
    parser.add_argument("--moves", type=int, default=120, help="moves of controls for each explorer and road")
    options = parser.parse_args()
    build_html(ROOT)
    site, told = ROOT / "_build/html", collect(ROOT, read_pages(ROOT))
    fine = weigh_all(told)
    exe = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    with serving(site) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=exe, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for key in told.explorers:
            for root in (address, site.as_uri()):
                fine &= time_moves(page, f"{root}/{told.pages[key]}.html", key, options.moves)
        browser.close()
    if options.draw:
        fine &= draw_all(ROOT)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
