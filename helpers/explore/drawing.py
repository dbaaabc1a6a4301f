"""Drawing all states of an explorer: each picture once, two at a time, and none that is still there from last time.

A picture's name is the hash of its bytes, so equal pictures are one file. Beside the pictures the store keeps, for
each call of a drawing function of ours, which picture it gave: a page that runs again because a sentence changed
finds them all. A call is known by the function's name, by the values that it is given, and by the code of all
helpers; a function of the chapter itself has no code that could be hashed and is drawn each time.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import style
from helpers.pictures import Draw, check_colours, draw_svg, slim

PROCESSES = 2
SIZES = (style.WIDE, style.NARROW)
SWEEP = 16  # pictures
_PATIENCE = 60  # seconds without any picture before the processes are given up


class _NotNameableError(Exception):
    """A call holds something whose content cannot be told."""


def draw_all(draws: Sequence[Draw], heights: tuple[float, float], store: Path, where: Sequence[str]) -> list[str]:
    """Draw pictures into a folder and return their names.

    Args:
        draws: One a state.
        heights: Height in inches at the wide and at the narrow size.
        store: The folder; a picture is there as ``<name>-wide.svg`` and ``<name>-narrow.svg``.
        where: What an error names, one a state.

    Raises:
        ValueError: A drawing function raised, or used a colour without a twin.
    """
    store.mkdir(parents=True, exist_ok=True)
    code, seen = _code(), {}
    calls = [call_of(draw, heights, code, seen) or f"state {place}" for place, draw in enumerate(draws)]
    jobs: dict[str, int] = {}
    for place, call in enumerate(calls):
        if not _known(store, call):
            jobs.setdefault(call, place)
    drawn = _run([functools.partial(_draw, draws[at], heights, store, where[at], call) for call, at in jobs.items()])
    names = dict(zip(jobs, drawn, strict=True))
    return [names.get(call) or _known(store, call) for call in calls]


def _known(store: Path, call: str) -> str:
    """Return the name of the picture that a call gave before, if it is still there."""
    try:
        name = (store / f"{call}.call").read_text(encoding="ascii")
    except OSError:
        return ""
    return name if all((store / f"{name}-{size.name}.svg").exists() for size in SIZES) else ""


def _draw(draw: Draw, heights: tuple[float, float], store: Path, where: str, call: str) -> str:
    """Draw one picture at both sizes, store it, and return its name."""
    try:
        pictures = [draw_svg(draw, size, height) for size, height in zip(SIZES, heights, strict=True)]
    except Exception as error:
        raise ValueError(f"{where}: drawing raised {type(error).__name__}: {error}") from error
    check_colours(where, "".join(pictures))
    pictures = [style.in_both_themes(slim(picture)) for picture in pictures]
    name = hashlib.sha256("".join(pictures).encode()).hexdigest()[:16]
    for size, picture in zip(SIZES, pictures, strict=True):
        _write(store / f"{name}-{size.name}.svg", picture)
    if not call.startswith("state "):
        _write(store / f"{call}.call", name)
    return name


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)


# --- two at a time ---------------------------------------------------------------------------


def _run(jobs: Sequence[Callable[[], str]]) -> list[str]:
    """Run jobs in forked processes, which see the chapter's own functions and frames; elsewhere one by one.

    Each process takes every second job and reports on a pipe of its own. A ``multiprocessing.Pool`` once stood here;
    ended early, by a state that could not be drawn, its own threads waited for each other for ever.
    """
    if len(jobs) <= PROCESSES or sys.platform != "linux":
        return [job() for job in jobs]
    fork, workers, pipes = multiprocessing.get_context("fork"), [], []
    gc.freeze()  # frames and libraries are no garbage; looked through again and again, they took a third of the time
    try:
        for first in range(PROCESSES):
            ours, theirs = fork.Pipe(duplex=False)
            workers.append(fork.Process(target=_work, args=(jobs, first, theirs), daemon=True))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # a kernel has threads; none of them draws
                workers[-1].start()
            theirs.close()
            pipes.append(ours)
        drawn = _collect(pipes)
    finally:
        gc.unfreeze()
        for worker in workers:
            worker.kill()
            worker.join()
    # What a process owes, because it was slow or gone, is drawn here.
    return [drawn[place] if place in drawn else job() for place, job in enumerate(jobs)]


def _work(jobs: Sequence[Callable[[], str]], first: int, pipe: Connection) -> None:
    """Run every job that falls to one process and report it; the first that raises is the last."""
    gc.disable()  # a picture leaves its garbage in rings: swept after some pictures, and not hundreds of times in each
    for turn, place in enumerate(range(first, len(jobs), PROCESSES), start=1):
        if turn % SWEEP == 0:
            gc.collect()
        try:
            pipe.send((place, jobs[place](), None))
        except Exception as error:
            pipe.send((place, "", error))
            return


def _collect(pipes: list[Connection]) -> dict[int, str]:
    """Return what the processes drew, by place; of several errors raise the one of the earliest state."""
    drawn: dict[int, str] = {}
    errors: dict[int, Exception] = {}
    reached = dict.fromkeys(pipes, -1)
    while reached and not (errors and min(reached.values()) > min(errors)):
        ready = wait(reached, timeout=_PATIENCE)
        if not ready:
            break
        for pipe in ready:
            try:
                place, name, error = pipe.recv()
            except EOFError:
                del reached[pipe]
                continue
            reached[pipe] = place
            if error is None:
                drawn[place] = name
            else:
                errors[place] = error
    if errors:
        raise errors[min(errors)]
    return drawn


# --- what a call is known by -----------------------------------------------------------------


def call_of(draw: Draw, heights: tuple[float, float], code: str = "", seen: dict[int, bytes] | None = None) -> str:
    """Return the hash of a call with its values, or nothing where the content of the call cannot be told.

    Args:
        draw: A function of the helpers, or a ``functools.partial`` of one.
        heights: Heights of the pictures.
        code: The hash of the code that draws.
        seen: Hashes of frames already met, by identity; the frames must stay alive meanwhile.
    """
    digest = hashlib.sha256(code.encode())
    try:
        _feed(digest, (draw, heights), {} if seen is None else seen)
    except _NotNameableError:
        return ""
    return digest.hexdigest()[:32]


def _feed(digest: Any, value: Any, seen: dict[int, bytes]) -> None:
    """Feed a value to a hash, so that equal values of one type give equal bytes and others do not."""
    digest.update(f"<{type(value).__qualname__}".encode())
    if isinstance(value, pd.DataFrame | pd.Series):
        if id(value) not in seen:
            seen[id(value)] = _frame_hash(value, seen)
        digest.update(seen[id(value)])
    elif (parts := _parts(value)) is not None:
        for part in parts:
            _feed(digest, part, seen)
    elif callable(value):
        digest.update(_function_name(value).encode())
    elif value is None or isinstance(value, str | bytes | bool | int | float | range):
        digest.update(repr(value).encode())
    elif hasattr(value, "item") and getattr(value, "shape", None) == ():
        digest.update(repr(value.item()).encode())  # a number of numpy
    else:
        raise _NotNameableError
    digest.update(b">")


def _parts(value: Any) -> Iterable[Any] | None:
    """Return what a value is made of, in an order of its own, or None where it is a whole."""
    if isinstance(value, functools.partial):
        return value.func, value.args, value.keywords
    if isinstance(value, dict):
        return [part for item in value.items() for part in item]
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, one.name) for one in fields(value)]
    return None


def _frame_hash(frame: pd.DataFrame | pd.Series, seen: dict[int, bytes]) -> bytes:
    digest = hashlib.sha256()
    table = frame.to_frame() if isinstance(frame, pd.Series) else frame
    _feed(digest, (table.index.tolist(), list(table.columns), [str(kind) for kind in table.dtypes]), seen)
    for place in range(table.shape[1]):
        _feed(digest, [None if value is pd.NA else value for value in table.iloc[:, place].tolist()], seen)
    return digest.digest()


def _function_name(function: Any) -> str:
    module, name = getattr(function, "__module__", "") or "", getattr(function, "__qualname__", "")
    if not module.startswith("helpers.") or "<" in name or not name or getattr(function, "__self__", None) is not None:
        raise _NotNameableError
    return f"{module}.{name}"


def _code() -> str:
    """Return one hash of all helpers that are loaded and of the libraries that draw."""
    digest = hashlib.sha256("".join(version(name) for name in ("matplotlib", "numpy", "pandas")).encode())
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.split(".")[0] == "helpers" and file:
            digest.update(name.encode() + Path(file).read_bytes())
    digest.update(repr(style.settings(style.WIDE)).encode())  # which typeface is installed
    return digest.hexdigest()
