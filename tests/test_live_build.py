"""`make live` checks what it takes, resumes what was cut off, and changes a page by one tag."""

import hashlib
import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from helpers.book.live.distribution import LiveError, Pins, fetch, find_distribution, packages_of, read_pins
from helpers.book.live.make import _compare
from helpers.book.live.staging import make_stage
from helpers.book.live.tags import FOLDER, hashes, tagged, untagged
from helpers.book.pages import Page
from helpers.book.settings import ROOT

BODY = bytes(range(256)) * 4000
SHA = hashlib.sha256(BODY).hexdigest()


class Release(http.server.SimpleHTTPRequestHandler):
    """A server of a release that can cut a file off after some bytes."""

    asked: list[str]
    cut: list[int]

    def do_GET(self) -> None:
        """Send BODY, from the place asked for, up to where it is to be cut."""
        begin = int((self.headers.get("Range") or "bytes=0-").partition("=")[2].rstrip("-"))
        self.asked.append(self.headers.get("Range") or "all")
        if "missing" in self.path:
            self.send_error(404)
            return
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(BODY) - begin))
        self.end_headers()
        self.wfile.write(BODY[begin : self.cut.pop() if self.cut else None])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def release():
    """A server on loopback; its address, what was asked of it, and where it cuts."""
    asked, cut = [], []
    handler = type("Handler", (Release,), {"asked": asked, "cut": cut})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked, cut
        server.shutdown()


def pins(address: str = "http://127.0.0.1:9/", **files: str) -> Pins:
    return Pins("0.0.1", address, (), frozenset(), {}, files)


def test_a_download_that_was_cut_off_goes_on_where_it_ended(release, tmp_path):
    address, asked, cut = release
    cut.append(300_000)
    with pytest.raises(LiveError, match="make live"):
        fetch(address + "file", tmp_path / "file", SHA, print)
    assert not (tmp_path / "file").exists()
    fetch(address + "file", tmp_path / "file", SHA, print)
    assert (tmp_path / "file").read_bytes() == BODY
    assert asked == ["all", "bytes=300000-"]


def test_a_file_with_another_content_is_thrown_away(release, tmp_path):
    with pytest.raises(LiveError, match="thrown away"):
        fetch(release[0] + "file", tmp_path / "file", "0" * 64, print)
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_not_there_is_named(release, tmp_path):
    with pytest.raises(LiveError, match=r"missing: the server answers 404"):
        fetch(release[0] + "missing", tmp_path / "missing", SHA, print)


def test_progress_names_the_file_and_both_sizes(release, tmp_path):
    told = []
    fetch(release[0] + "file", tmp_path / "file", SHA, told.append)
    assert told[-1] == "file: 1.0 of 1.0 MB"


def test_a_folder_with_a_missing_or_broken_file_is_refused_with_all_of_them(tmp_path):
    (tmp_path / "pyodide.mjs").write_text("another")
    with pytest.raises(LiveError) as error:
        find_distribution(tmp_path, tmp_path, pins(**{"pyodide.mjs": "0" * 64, "pyodide-lock.json": SHA}), print)
    assert "pyodide.mjs: its SHA-256 is" in str(error.value)
    assert "pyodide-lock.json: is missing" in str(error.value)
    assert "release 0.0.1" in str(error.value)


def test_packages_bring_what_they_depend_on_and_not_what_is_left_out():
    one = {"file_name": "one.whl", "sha256": "1", "depends": ["two", "three"]}
    two = {"file_name": "two.whl", "sha256": "2", "depends": ["one"]}
    lock = {"packages": {"one": one, "two": two, "three": {}}}
    wanted = Pins("0", "", ("one",), frozenset({"three"}), {}, {})
    assert packages_of(lock, wanted) == {"one.whl": "1", "two.whl": "2"}


def test_a_package_that_the_lock_does_not_know_is_named():
    with pytest.raises(LiveError, match="knows no package 'pandas'"):
        packages_of({"packages": {}}, Pins("0", "", ("pandas",), frozenset(), {}, {}))


def test_the_pins_name_every_file_of_pyodide_with_its_hash():
    assert {"pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json"} <= set(read_pins().files)
    assert all(len(one) == 64 for one in read_pins().files.values())


def test_the_stage_holds_helpers_without_the_publishing_side_and_all_data(tmp_path):
    stage = make_stage(ROOT, tmp_path / "stage", read_pins())
    site = stage.folder / "site-packages"
    assert (site / "helpers/figures.py").exists() and not (site / "helpers/book").exists()
    assert (site / "ipywidgets/__init__.py").exists() and (site / "csto_live/kernel.py").exists()
    assert (stage.folder / "data/datapackage.json").exists()
    assert "from helpers.data import load" in stage.first
    compile(stage.first, "first", "exec")


def test_a_distribution_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(LiveError, match="no-such-thing is not installed"):
        make_stage(ROOT, tmp_path, Pins("0", "", (), frozenset(), {"no-such-thing": (".py",)}, {}))


@pytest.mark.parametrize("text", ["<html><body>x</body></html>\n", "<body></body> </body>\n", "no body"])
def test_a_page_without_its_tag_is_the_page_as_it_was(text):
    made = tagged(text, "../", "origins.ipynb", 'a"b', "25")
    assert made.count("<script") == 1 and "&quot;" in made
    assert untagged(made) == text
    assert tagged(made, "../", "origins.ipynb", 'a"b', "25") == made


def test_a_live_book_counts_as_the_book_that_was_built(tmp_path):
    (tmp_path / "page.html").write_text("<body></body>\n")
    before = hashes(tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "live.js").write_text("")
    (tmp_path / "page.html").write_text(tagged("<body></body>\n", "", "page.ipynb", "page", "25"))
    assert hashes(tmp_path) == before
    (tmp_path / "page.html").write_text("<body>other</body>\n")
    assert hashes(tmp_path) != before


def test_a_page_whose_cells_are_not_its_notebooks_is_refused(site, tmp_path):
    notebook = json.loads((site / "_notebooks/origins.ipynb").read_text())
    text = (site / "chapters/origins.html").read_text()
    page = Page("chapters/origins", Path("origins.md"))
    whole = tmp_path / "origins.ipynb"
    shutil.copy(site / "_notebooks/origins.ipynb", whole)
    _compare(page, text, whole)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] != "code"]
    whole.write_text(json.dumps(notebook))
    with pytest.raises(LiveError, match=r"chapters/origins: the page shows \d+ cells and its notebook has 0"):
        _compare(page, text, whole)


def test_no_page_of_a_plain_book_names_live_files(pages):
    # The tag of `make live`, which may have come since, is the one mark that such a page may bear.
    assert [page.name for page in pages if FOLDER + "/" in untagged(page.read_text(encoding="utf-8"))] == []


def test_binder_installs_the_lock_that_the_lab_installs():
    lines = [line for line in (ROOT / "binder/requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines == ["-r ../requirements-lab.txt"] and (ROOT / "requirements-lab.txt").exists()
    assert "requirements-lab.txt" in (ROOT / "Makefile").read_text()


def test_binder_starts_with_the_labs_own_settings():
    for name in ("postBuild", "start"):
        path = ROOT / "binder" / name
        assert os.access(path, os.X_OK)
        subprocess.run(["bash", "-n", str(path)], check=True)
    told = subprocess.run(
        ["binder/start", "sh", "-c", "echo $JUPYTER_CONFIG_PATH"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (Path(told.stdout.strip()) / "jupyter_server_config.py").exists()
