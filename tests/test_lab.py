"""JupyterLab on the clone: a double click opens a chapter as a notebook that runs; saving changes nothing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.book.settings import ROOT

CHAPTERS = sorted((ROOT / "chapters").rglob("*.md"))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_as_jupytext_would_save_it(path: Path) -> None:
    import jupytext
    from jupytext.config import load_jupytext_configuration_file

    text = path.read_text(encoding="utf-8")
    if not text.startswith("---"):
        return
    config = load_jupytext_configuration_file(str(ROOT / "pyproject.toml"))
    assert text == jupytext.writes(jupytext.reads(text, fmt="md:myst", config=config), fmt="md:myst", config=config)


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout


def wait_until(what: Callable[[], object], seconds: float, message: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, message()
        time.sleep(0.3)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[Path, Path, str]]:
    """A server on a copy of the repository under git, with an empty home: the copy, the home, the address."""
    if not (ROOT / ".venv/.lab").exists():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set and JupyterLab is not installed: `make .venv/.lab`")
        pytest.skip("JupyterLab is not installed here: `make lab` once, or set it up with `make .venv/.lab`")
    copy, home, log = tmp_path / "project", tmp_path / "home", tmp_path / "server.log"
    leave = shutil.ignore_patterns("_build", ".git", ".venv", ".ipynb_checkpoints", "*.egg-info")
    shutil.copytree(ROOT, copy, ignore=leave)
    home.mkdir()
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        git(copy, *words)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    keep = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "MPL", "XDG"))
    }
    (copy / ".venv").symlink_to(ROOT / ".venv")  # make cannot name a folder with a space
    with log.open("w") as out:
        server = subprocess.Popen(
            [
                "make",
                "lab",
                f"ARGS=--no-browser --port={port} --allow-root",
                "--assume-old=requirements-lab.txt",
                "--assume-old=requirements.txt",
                "--assume-old=pyproject.toml",
            ],
            cwd=copy,
            env={**keep, "HOME": str(home), "JUPYTER_TOKEN": "t"},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def answers() -> object:
        assert server.poll() is None, log.read_text()
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2)
        except OSError:
            return None

    try:
        wait_until(answers, 90, log.read_text)
        yield copy, home, f"http://127.0.0.1:{port}"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)  # the server ends its kernels
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


@pytest.mark.browser
def test_double_click_run_all_save_edit(lab, chromium, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    copy, home, address = lab
    chapter, foreign = copy / "chapters/summary.md", []
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.on(
        "request",
        lambda one: foreign.append(one.url) if one.url.startswith("http") and not one.url.startswith(address) else None,
    )

    def save() -> None:
        before = chapter.stat().st_mtime_ns
        page.keyboard.press("Control+s")
        wait_until(lambda: page.wait_for_timeout(200) or chapter.stat().st_mtime_ns != before, 30, lambda: "not saved")

    page.goto(f"{address}/lab?token=t")
    for part in ("chapters", "summary.md"):
        page.locator(f".jp-DirListing-item[title*='Name: {part}']").dblclick()
    expect(page.locator(".jp-NotebookPanel .jp-CodeCell").first).to_be_visible()
    idle = page.get_by_role("button", name="Python 3 (ipykernel) | Idle")
    expect(idle).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()
    expect(page.locator(".jp-OutputArea-output img").first).to_be_visible()
    expect(idle).to_be_visible()
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    save()
    assert git(copy, "diff") == ""
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("  # edited")
    expect(page.locator(".jp-CodeCell .cm-content").last).to_contain_text("# edited")
    save()
    page.close()
    changed = [line for line in git(copy, "diff", "-U0").splitlines() if re.match(r"[+-][^+-]", line)]
    assert len(changed) == 2 and changed[1] == "+" + changed[0][1:] + "  # edited"
    assert foreign == []
    # A compiler's launcher found on some machines' PATH leaves a file of its own when anything asks for it.
    left = [path for path in home.rglob("*") if path.is_file() and ".rustup" not in path.parts]
    assert left == []
