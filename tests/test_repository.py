"""The house keeps its floors, the README its word, and the repository speaks of the book alone."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers.book.settings import ROOT, read_settings

MODULES = sorted((ROOT / "helpers").rglob("*.py"))
FLOORS = {
    "data": 0,
    "style": 0,
    "measures": 1,
    "charts": 2,
    "maps": 2,
    "credit": 3,
    "pictures": 3,
    "figures": 3,
    "findings": 3,
    "tables": 3,
    "explore": 3,
    "prose": 3,
    "book": 4,
}
LIGHT = {"numpy", "pandas", "matplotlib", "ipywidgets", "IPython", "helpers"}


def floor(path: Path) -> int | None:
    part = path.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")
    return FLOORS.get(part)


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_only_go_down(path: Path) -> None:
    own = floor(path)
    if own is None:
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "helpers" and len(parts) > 1:
            assert FLOORS[parts[1]] <= own, f"{path.name} on floor {own} imports {name}"


@pytest.mark.parametrize("path", [path for path in MODULES if (floor(path) or 0) < 4], ids=lambda path: path.name)
def test_the_lower_floors_need_only_what_the_browser_has(path: Path) -> None:
    for name in imported(path):
        top = name.split(".")[0]
        assert top in LIGHT or top in sys.stdlib_module_names, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_outgrows_its_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_chapters_never_import_the_publishing_floor() -> None:
    for path in (ROOT / "chapters").rglob("*.md"):
        assert "helpers.book" not in path.read_text(encoding="utf-8")
        assert "import *" not in path.read_text(encoding="utf-8")


def test_importing_the_helpers_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import helpers; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "['helpers']"


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9_.-]+", one).group().lower().replace("_", "-") for one in requirements}


def test_the_readme_gives_a_reason_for_every_dependency_and_for_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = names(
        [*project["dependencies"], *(one for group in project["optional-dependencies"].values() for one in group)]
    )
    table = (ROOT / "README.md").read_text().split("## What it stands on")[1].split("## ")[0]
    rows = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", table, re.MULTILINE))
    rows = {name: why for name, why in rows.items() if name not in ("package", "---")}
    assert set(rows) == {*wanted, "pyodide"}
    page = json.loads((ROOT / "helpers/book/live/page/package.json").read_text())
    for name in [*page["dependencies"], *page["devDependencies"]]:
        assert name.removeprefix("@jupyter-widgets/") in table, name
    assert all(len(reason.split()) >= 3 or reason.startswith("`make") for reason in rows.values())


def versions(lines: list[str]) -> dict[str, set[str]]:
    """Return the versions that a lock pins, by package; a few differ by the version of Python."""
    found: dict[str, set[str]] = {}
    for line in lines:
        pin = re.match(r"([A-Za-z0-9_.-]+)==(\S+)", line)
        if pin:
            found.setdefault(pin.group(1), set()).add(pin.group(2))
    return found


@pytest.mark.parametrize("lock", [f"requirements{end}.txt" for end in ("", "-pdf", "-test", "-lab", "-live")])
def test_locks_are_exact_and_agree(lock: str) -> None:
    lines = [line for line in (ROOT / lock).read_text().splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line for line in lines)
    pinned, base = versions(lines), versions((ROOT / "requirements.txt").read_text().splitlines())
    assert {name: pinned[name] for name in base if name in pinned} == {
        name: base[name] for name in base if name in pinned
    }
    assert set(names(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])) <= set(pinned)


def test_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    listed = subprocess.run(["make", "help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    targets = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE).group(1).split()
    assert [target for target in targets if f"make {target} " not in listed] == []
    bare = subprocess.run(["make"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert bare == listed


def test_versions_agree() -> None:
    version = read_settings().version
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == version
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text()
    assert f"## {version} " in (ROOT / "CHANGELOG.md").read_text()
    assert f'"version": "{version}"' in (ROOT / "data/datapackage.json").read_text()


def test_a_setting_that_is_misspelt_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text((ROOT / "book.toml").read_text().replace("subtitle", "subtittle"))
    with pytest.raises(ValueError, match=r"book.toml: .*subtittle"):
        read_settings(tmp_path)


def test_no_machine_path_and_no_conflict_mark_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT).stdout.split(
        "\n"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in (".png", ".bin") or name == "tests/test_repository.py" or not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        # not after a letter: https://example.org/home/item is an address and no path of a machine
        assert not re.search(r"(?<!\w)/(work|root|home)/\w|^<{7} |^>{7} ", text, re.MULTILINE), name
        assert "\r" not in text and not text.startswith("\ufeff"), name
