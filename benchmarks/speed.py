"""Time what the house promises, each against a baseline taken in the same run.

    python benchmarks/speed.py [--builds]

Import of the helpers against an empty Python; ``load`` of every table, with all its checks, against a bare
``pandas.read_csv``; with ``--builds`` also the edit loop on a copy of the repository: nothing changed, a page
deleted, one row changed, against a build from nothing (the environment is there). Medians. Exit code 1 if an
import or a load takes more than 50 ms, an unchanged build more than 3 s or a changed row more than 30 s.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.data import load, read_package

ROOT = Path(__file__).resolve().parents[1]
MS, QUICK, SLOW = 50.0, 3.0, 30.0


def median(what: Callable[[], object], times: int) -> float:
    """Return the median time of some calls, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def row(name: str, ours: float, base: float, limit: float) -> bool:
    """Print one line in milliseconds; return whether it is within the limit."""
    print(f"{name:34}{ours * 1000:10.1f}{base * 1000:10.1f}{ours / base:8.2f}   limit {limit:.0f} ms")
    return ours * 1000 <= limit


def time_import() -> bool:
    """Time the import inside Python, beside the whole start of an empty one."""
    inside = "import time; t = time.perf_counter(); import helpers; print(time.perf_counter() - t)"

    def once() -> float:
        done = subprocess.run([sys.executable, "-c", inside], capture_output=True, text=True, check=True, cwd=ROOT)
        return float(done.stdout)

    empty = median(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 9)
    return row("import helpers (base: python -c pass)", statistics.median(once() for _ in range(9)), empty, MS)


def time_loads() -> bool:
    """Time ``load`` of every table."""
    fine = True
    for name, table in read_package().tables.items():
        path = ROOT / "data" / table.path
        load(name)
        base = median(lambda path=path: pd.read_csv(path, keep_default_na=False), 15)
        fine &= row(f"load({name!r})", median(lambda name=name: load(name), 15), base, MS)
    return fine


def time_builds() -> bool:
    """Time the edit loop on a copy."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        leave = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".*_cache", "*.egg-info")
        shutil.copytree(ROOT, copy, ignore=leave)
        environment = {**os.environ, "PYTHONPATH": str(copy)}

        def build() -> None:
            subprocess.run(
                [sys.executable, "-m", "helpers.book", "build"],
                cwd=copy,
                env=environment,
                check=True,
                capture_output=True,
            )

        cold = median(build, 1)
        same = median(build, 5)
        (copy / "_build/html/chapters/summary.html").unlink()
        gone = median(build, 1)
        spells = copy / "data/events/membership_spells.csv"
        edits = []
        for old, new in (("2024-02-22,,", "2024-02-22,2026-10-01,"), ("2024-02-22,2026-10-01,", "2024-02-22,,")) * 2:
            spells.write_text(spells.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            edits.append(median(build, 1))
        fine = row("nothing changed (base: from nothing)", same, cold, QUICK * 1000)
        fine &= row("a page deleted (base: from nothing)", gone, cold, SLOW * 1000)
        fine &= row("one row changed (base: from nothing)", statistics.median(edits), cold, SLOW * 1000)
        return fine


def main() -> int:
    """Time, print, compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--builds", action="store_true", help="time builds, too")
    options = parser.parse_args()
    print(f"{'':34}{'ours ms':>10}{'base ms':>10}{'ratio':>8}")
    fine = time_import() & time_loads()
    if options.builds:
        fine &= time_builds()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
