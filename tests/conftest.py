"""What several tests share: a data folder to break, the built book, a browser."""

import os
import shutil
from pathlib import Path

import pytest

from helpers.book.build import build_html
from helpers.book.settings import ROOT

# The same browser without its windows, where it is installed, loads a page with less than half of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no other host is in reach
]


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in its own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share a built clone, a PDF, an EPUB or a visit to a page on one worker; others go to any."""
    for item in items:
        if {"clone", "paper", "epub"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))
        if {"visited", "desk"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(f"visit {item.callspec.params['name']}"))
        if {"live", "host"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group("live cells"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run where workers lost the groups; every shared thing was made twice, three minutes of a run."""
    if getattr(session.config.option, "loadgroup", False):
        marked = [item for item in session.items if item.get_closest_marker("xdist_group")]
        if lost := [item.nodeid for item in marked if "@" not in item.nodeid]:
            raise pytest.UsageError(f"pytest-xdist does not group tests under this pytest: {lost[0]}")


@pytest.fixture
def book_copy(tmp_path: Path) -> Path:
    """A folder with a copy of the data, whose rows a test may break."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture(scope="session")
def site() -> Path:
    """The built book, built first if it is not up to date."""
    build_html(ROOT)
    return ROOT / "_build/html"


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    """Every page of the built book."""
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)  # templates of the theme


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; without one the tests that need it say that they were skipped."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set and no Chromium is on the PATH")
        pytest.skip("no Chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
