"""Pyodide's files: from a folder that the reader has, or fetched from its release, each checked against its hash.

Pyodide's own five files are pinned in ``live.toml``; the packages by the ``pyodide-lock.json`` among the five. A file
with another content is never used, wherever it comes from.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LOCK = "pyodide-lock.json"
_PINS = Path(__file__).with_name("live.toml")
_PIECE = 1 << 18
_PATIENCE = 30  # seconds without a byte

Tell = Callable[[str], None]


class LiveError(Exception):
    """Live cells cannot be made; the message says why, line by line, and what to do."""


@dataclass(frozen=True)
class Pins:
    """What ``live.toml`` pins.

    Attributes:
        version: Of Pyodide.
        address: Of its release, where ``files`` and packages lie side by side.
        packages: Names of packages to take, with all that they depend on.
        without: Packages to leave out of these, though another depends on them.
        own: Distributions to take from this environment, each with the endings of the files taken.
        files: Name of each file of Pyodide itself to its SHA-256.
    """

    version: str
    address: str
    packages: tuple[str, ...]
    without: frozenset[str]
    own: Mapping[str, tuple[str, ...]]
    files: Mapping[str, str]


def read_pins(path: Path = _PINS) -> Pins:
    """Read ``live.toml``."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))["pyodide"]
    return Pins(
        version=raw["version"],
        address=raw["address"].rstrip("/") + "/",
        packages=tuple(raw["packages"]),
        without=frozenset(raw["without"]),
        own={name: tuple(endings) for name, endings in raw["own"].items()},
        files=raw["files"],
    )


def find_distribution(given: Path | None, store: Path, pins: Pins, tell: Tell) -> tuple[Path, list[str]]:
    """Return a folder that holds Pyodide and its packages, checked, and the packages' file names.

    Args:
        given: A folder that the reader has, or None to fetch what is missing.
        store: Where fetched files are kept, whole ones and begun ones.
        pins: Version, address and hashes.
        tell: Called with a line of progress.

    Raises:
        LiveError: A file is missing, is not what its hash says, or cannot be fetched.
    """
    folder = given or store
    _bring(pins.files, folder, pins, given is None, tell)
    wheels = packages_of(json.loads((folder / LOCK).read_text(encoding="utf-8")), pins)
    _bring(wheels, folder, pins, given is None, tell)
    return folder, sorted(wheels)


def packages_of(lock: Mapping[str, dict], pins: Pins) -> dict[str, str]:
    """Return the files of the packages wanted, and of all that they depend on, with their hashes.

    Raises:
        LiveError: The lock does not know a package.
    """
    known, found, waiting = lock["packages"], {}, [*pins.packages]
    while waiting:
        name = waiting.pop().replace("_", "-").lower()
        if name in found or name in pins.without:
            continue
        if name not in known:
            raise LiveError(
                f"{LOCK} of Pyodide {pins.version} knows no package {name!r}; see helpers/book/live/live.toml"
            )
        found[name] = known[name]
        waiting += known[name]["depends"]
    return {one["file_name"]: one["sha256"] for one in found.values()}


def _bring(files: Mapping[str, str], folder: Path, pins: Pins, may_fetch: bool, tell: Tell) -> None:
    """See that files are in a folder and are what their hashes say; fetch what is not, if that is allowed."""
    faults = {name: fault for name, sha256 in files.items() if (fault := _fault(folder / name, sha256))}
    if not may_fetch and faults:
        lines = [f"{folder / name}: {fault}" for name, fault in faults.items()]
        raise LiveError("\n".join([*lines, f"PYODIDE must name a folder with the release {pins.version} of Pyodide"]))
    for count, name in enumerate(faults, 1):
        fetch(
            pins.address + name, folder / name, files[name], lambda line, at=count: tell(f"{at}/{len(faults)} {line}")
        )


def _fault(path: Path, sha256: str) -> str:
    if not path.is_file():
        return "is missing"
    with path.open("rb") as file:
        got = hashlib.file_digest(file, "sha256").hexdigest()
    return (
        ""
        if got == sha256
        else f"its SHA-256 is {got[:12]}…, expected {sha256[:12]}…: it is broken or of another release"
    )


def fetch(address: str, target: Path, sha256: str, tell: Tell) -> None:
    """Fetch a file, going on where an earlier attempt was cut off.

    Raises:
        LiveError: It cannot be had, or is not what its hash says; nothing is left in its place.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    begun = part.stat().st_size if part.exists() else 0
    told = time.monotonic()
    request = urllib.request.Request(address, headers={"Range": f"bytes={begun}-"} if begun else {})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            resumed = answer.status == 206
            size = int(answer.headers.get("Content-Length", 0)) + (begun if resumed else 0)
            with part.open("ab" if resumed else "wb") as file:
                for done in _copy(answer, file, begun if resumed else 0):
                    if done == size or time.monotonic() - told > 1:
                        told = time.monotonic()
                        tell(f"{target.name}: {done / 1e6:.1f} of {size / 1e6:.1f} MB")
    except urllib.error.HTTPError as error:
        part.unlink(missing_ok=True)  # a range that does not fit begins anew next time
        raise LiveError(f"{address}: the server answers {error.code} {error.reason}") from None
    except (OSError, http.client.HTTPException) as error:
        raise LiveError(f"{address}: {error}; run `make live` again to go on, or give PYODIDE=folder") from None
    if (got := part.stat().st_size) < size:
        raise LiveError(
            f"{address}: cut off after {got / 1e6:.1f} of {size / 1e6:.1f} MB; run `make live` again to go on"
        )
    if fault := _fault(part, sha256):
        part.unlink()
        raise LiveError(f"{address}: {fault}; it was thrown away")
    part.replace(target)


def _copy(answer: object, file: object, done: int) -> Iterator[int]:
    while piece := answer.read(_PIECE):
        file.write(piece)
        done += len(piece)
        yield done
