"""Runs in the page: finds modules in one file of compiled code, and brings what was left out when it is asked for.

Unpacking thirty packages into files and compiling what is imported took a browser six seconds. Here a module is a
place in one file. What no chapter imports lies in a second archive that the page fetches only when a reader's own
code asks for it.
"""

import importlib
import importlib.util
import marshal
import sys
import types
from importlib.machinery import ModuleSpec, PathFinder, SourcelessFileLoader

FILE = "/live/modules"
INDEX: dict[str, tuple[int, int, bool, str]] = {}
"""Name of a module to its place in the file, its length, whether it is a package, and the path that it had."""


class Loader(SourcelessFileLoader):
    """Loads one module from its place in the file."""

    def __init__(self, name: str, path: str, at: int, size: int) -> None:
        super().__init__(name, path)
        self.at, self.size = at, size

    def get_code(self, fullname: str) -> object:
        """Return the module's code."""
        with open(FILE, "rb") as file:  # noqa: PTH123 (pathlib would be one more import at the start)
            file.seek(self.at)
            return marshal.loads(file.read(self.size))


class Finder:
    """Finds modules in the file; stands before all other finders."""

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where a module is, or None."""
        if name not in INDEX:
            return None
        at, size, package, where = INDEX[name]
        inside = [where.rpartition("/")[0]] if package else None
        loader = Loader(name, where, at, size)
        return importlib.util.spec_from_file_location(name, where, loader=loader, submodule_search_locations=inside)


class Later:
    """Brings the second archive when a module of it is asked for; stands behind all other finders."""

    names: frozenset[str] = frozenset()
    bring: object = None

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where a module is once the archive is here, or None."""
        if cls.bring is None or name.partition(".")[0] not in cls.names:
            return None
        bring, cls.bring = cls.bring, None
        bring()
        importlib.invalidate_caches()
        return PathFinder.find_spec(name, path, target)


def install() -> None:
    """Put both finders in their places."""
    sys.meta_path.insert(0, Finder)
    sys.meta_path.append(Later)


def start_shell() -> None:
    """Start IPython without a history, which would ask for sqlite3, a compiled extension that no page needs."""
    away = types.ModuleType("sqlite3")
    away.DatabaseError = away.OperationalError = away.IntegrityError = type("Error", (Exception,), {})
    away.Connection = type("Connection", (), {})
    sys.modules["sqlite3"] = away
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}})).run_cell("1 + 1", silent=True)
    del sys.modules["sqlite3"]


def wipe() -> None:
    """Fill free memory with noughts: what was dropped on the way would be sent to every reader."""
    held, end = [], id(bytes(1 << 23))
    for power in range(22, 8, -1):
        while id(block := bytes(1 << power)) < end:
            held.append(block)
