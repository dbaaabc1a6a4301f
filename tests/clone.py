"""A copy of the repository that a test may change."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.book.settings import ROOT


class Clone:
    """A copy of the repository that a test may change, and its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        leave = shutil.ignore_patterns(
            ".git", ".venv", "_build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info"
        )
        shutil.copytree(ROOT, folder, ignore=leave)
        self.env = {**os.environ, "PYTHONPATH": str(folder)}

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
