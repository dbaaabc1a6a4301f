"""A copy of the repository that a test may change."""

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.book.settings import ROOT
from helpers.book.verdict_rules import OWN
from helpers.data import read_package

# What every chapter begins with; a page made up by a test begins with it too.
CHAPTER_HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3 (ipykernel)
  language: python
---
"""
CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")


class Clone:
    """A small book in a copy of the repository that a test may change, and its commands.

    It has the pages that ``_toc.yml`` names here, the book's own or made up. The tables are all there, row by row, but
    only rows of those named ``whole`` keep their sources; the others name one, and the bibliography holds what is
    used. Formatting fourteen hundred sources took half of every build and no test asks for them.
    """

    def __init__(
        self,
        folder: Path,
        toc: str,
        pages: Mapping[str, str],
        whole: Iterable[str] = ("membership", "membership_spells"),
    ) -> None:
        self.folder = folder
        leave = shutil.ignore_patterns(
            ".git", ".venv", "_build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info"
        )
        shutil.copytree(ROOT, folder, ignore=leave)
        for path in (folder / "chapters").rglob("*.md"):
            if path.relative_to(folder).with_suffix("").as_posix() not in toc:
                path.unlink()
        (folder / "_toc.yml").write_text(toc)
        for name, text in pages.items():
            (folder / f"chapters/{name}.md").write_text(text)
        self._shorten_bibliography(set(whole))
        self.env = {**os.environ, "PYTHONPATH": str(folder)}
        self.first: dict[str, str] = {}

    def _shorten_bibliography(self, whole: set[str]) -> None:
        used = {"wdi", *OWN.values()}
        for path in (self.folder / "chapters").rglob("*.md"):
            used.update(key for keys in CITED.findall(path.read_text()) for key in keys.split(","))
        for table in read_package(self.folder / "data").tables.values():
            path = self.folder / "data" / table.path
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            if table.name in whole:
                used.update(key for row in rows for key in row["sources"].split(";"))
                continue
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, table.columns, lineterminator="\n")
                writer.writeheader()
                for row in rows:  # a claim that is judged keeps the text that makes it
                    texts = [key for key in row["sources"].split(";") if key in OWN.values()]
                    writer.writerow({**row, "sources": ";".join(["wdi", *texts])})
        path = self.folder / "data/sources.bib"
        entries = re.split(r"^(?=@)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text("".join(one for one in entries if not one.startswith("@") or _key(one) in used), "utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "helpers.book", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def build(self) -> str:
        done = self.run("build")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fails(self) -> str:
        """Build, see it fail without a traceback, and see the last good book untouched."""
        before = self.state()
        done = self.run("build")
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        assert self.state() == before
        return done.stderr

    def fails_with(self, changes: Iterable[tuple[str, str, str]]) -> str:
        """Make changes (file, old, new), see the build fail, and take them back."""
        names = dict.fromkeys(name for name, _, _ in changes)
        texts = {name: (self.folder / name).read_text(encoding="utf-8") for name in names}
        try:
            for change in changes:
                self.replace(*change)
            return self.fails()
        finally:
            for name, text in texts.items():
                (self.folder / name).write_text(text, encoding="utf-8")

    def state(self) -> dict[str, str]:
        html = self.folder / "_build/html"
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in html.rglob("*") if path.is_file()}

    def page(self, name: str = "summary") -> str:
        text = (self.folder / f"_build/html/chapters/{name}.html").read_text(encoding="utf-8")
        return re.sub(
            r"\s+", " ", re.sub(r"<[^>]+>", "", re.search(r"<article.*?</article>", text, re.DOTALL).group(0))
        )

    def source(self) -> str:
        return (self.folder / "_build/html/chapters/summary.html").read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def put_back(self, *names: str) -> None:
        for name in names:
            shutil.copy(ROOT / name, self.folder / name)

    def ran(self, name: str) -> int:
        return (self.folder / f"_build/.pages/chapters/{name}.ipynb").stat().st_mtime_ns


def _key(entry: str) -> str:
    return re.match(r"@\w+\{([^,\s]+),", entry).group(1)
