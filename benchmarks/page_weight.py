"""Weigh a page of the book against the same page of stock Jupyter Book.

The same sources are built twice: with our ``_config.yml``, and with a plain one made from
it by leaving out what is ours (extensions, Sphinx options, theme options). Both sites are
opened page by page in Chromium with an empty cache; every response of the first view is
compressed as a web server would (gzip, level 6) and summed. Pictures in the article are
left out: they are the book's content, and the same in both.

    python benchmarks/page_weight.py [--root REPOSITORY] [--ours BUILT_SITE] [--stock BUILT_SITE]

Exit code 1 if any page weighs more than half (``--limit``) of its stock counterpart.
What stock pages ask of other sites (MathJax, require.js) is not fetched and counts nothing.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

from helpers.book.serving import serving

KEPT = (
    "title",
    "author",
    "copyright",
    "exclude_patterns",
    "only_build_toc_files",
    "execute",
    "parse",
    "bibtex_bibfiles",
)
"""Top-level keys of ``_config.yml`` that say what the sources mean: both builds share them."""

STOCK_SPHINX = {"bibtex_reference_style": "author_year"}
"""The stock style of citations nearest to ours, which is a plug-in of our extension."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIGURES = (
    "Array.from(document.querySelectorAll('article img, article source, article object'))"
    ".map((el) => el.currentSrc || el.src || el.srcset || el.data || '')"
)
COMPRESSED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff", ".woff2")
"""Sent as they are: these formats are compressed already."""


def stock_config(config: dict) -> dict:
    """Make the stock configuration: what the sources mean stays, what is ours goes."""
    plain = {key: config[key] for key in KEPT if key in config}
    plain["sphinx"] = {"config": STOCK_SPHINX}
    return plain


def plain_sources(root: Path, copy: Path) -> Path:
    """Copy the sources, less the name of our style of entries, which stock does not know."""
    for name in ("chapters", "data"):
        shutil.copytree(root / name, copy / name)
    shutil.copy(root / "_toc.yml", copy)
    for path in (copy / "chapters").rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace(":style: csto\n", ""), encoding="utf-8")
    return copy


def build(root: Path, config: Path, target: Path) -> Path:
    """Build the book and return the folder of its pages.

    Args:
        root: The repository.
        config: The configuration file.
        target: Where ``_build`` goes.

    Returns:
        The built site.
    """
    program = "from jupyter_book.cli.main import main; main()"  # the package cannot be run with -m
    command = [
        sys.executable,
        "-c",
        program,
        "build",
        str(root),
        "--config",
        str(config),
        "--path-output",
        str(target),
        "--quiet",
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the build with {config.name} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    site = target / "_build/html"
    if not any(site.rglob("*.html")):
        raise SystemExit(f"the build with {config.name} made no page:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return site


def weigh(browser: Browser, address: str, name: str) -> dict[str, int]:
    """Open one page with an empty cache and weigh what it loads.

    Args:
        browser: A running browser.
        address: The site's address, with a slash at its end.
        name: The page, relative to the site.

    Returns:
        Each response's address, relative to the site, and its compressed size in bytes.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route(lambda url: not url.startswith(address), lambda route: route.abort())
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address + name, wait_until="load")
    page.wait_for_timeout(500)
    figures = set(page.evaluate(FIGURES))
    sizes = {}
    for answer in answers:
        if answer.ok and answer.url.startswith(address) and answer.url not in figures:
            path = answer.url.removeprefix(address).split("?")[0]
            body = answer.body()
            sizes[path] = len(body) if path.endswith(COMPRESSED) else len(gzip.compress(body, 6))
    context.close()
    return sizes


def compare(ours: Path, stock: Path, limit: float, verbose: bool) -> bool:
    """Print a line a page; tell whether all are within the limit."""
    hidden = ("_static/", "_images/", "_sources/", "_downloads/")
    ours_pages = {path.relative_to(ours).as_posix() for path in ours.rglob("*.html")}
    stock_pages = {path.relative_to(stock).as_posix() for path in stock.rglob("*.html")}
    names = sorted(name for name in ours_pages & stock_pages if not name.startswith(hidden) and name != "index.html")
    if not names:
        raise SystemExit("the two builds have no page in common")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("no Chromium on the PATH")
    within = True
    print(f"{'page':44}{'stock kB':>10}{'ours kB':>10}{'ratio':>8}")
    with sync_playwright() as driver, serving(ours) as at_ours, serving(stock) as at_stock:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for name in names:
            light, heavy = weigh(browser, f"{at_ours}/", name), weigh(browser, f"{at_stock}/", name)
            ratio = sum(light.values()) / sum(heavy.values())
            within &= ratio <= limit
            print(f"{name:44}{sum(heavy.values()) / 1000:10.1f}{sum(light.values()) / 1000:10.1f}{ratio:8.2f}")
            if verbose:
                for path in sorted(light | heavy, key=lambda p: -heavy.get(p, light.get(p, 0))):
                    print(f"    {path:66.66}{heavy.get(path, 0):9}{light.get(path, 0):9}")
        browser.close()
    return within


def main() -> int:
    """Build, weigh, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1], help="the repository")
    parser.add_argument("--ours", type=Path, help="our site, already built")
    parser.add_argument("--stock", type=Path, help="the stock site, already built")
    parser.add_argument("--limit", type=float, default=0.5, help="largest ratio allowed (default 0.5)")
    parser.add_argument("--verbose", action="store_true", help="list every response")
    args = parser.parse_args()
    root = args.root.resolve()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    with tempfile.TemporaryDirectory() as scratch:
        ours, stock = args.ours, args.stock
        if not ours:
            ours = build(root, root / "_config.yml", Path(scratch, "ours"))
        if not stock:
            config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
            plain = Path(scratch, "stock_config.yml")
            plain.write_text(yaml.safe_dump(stock_config(config), allow_unicode=True), encoding="utf-8")
            stock = build(plain_sources(root, Path(scratch, "sources")), plain, Path(scratch, "stock"))
        within = compare(ours, stock, args.limit, args.verbose)
    print("every page is within the limit" if within else f"a page is over {args.limit:.2f} of stock")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
