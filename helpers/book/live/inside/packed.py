"""Finds modules in one file of compiled code, and brings further files when something in them is asked for.

Unpacking thirty packages and compiling what is imported took a browser six seconds. Here a module is a place in one
file. What no chapter imports before its first figure lies in archives of their own: widgets, and the rest.
"""

import importlib
import importlib.util
import json
import marshal
import os
import sys
import types
from importlib.machinery import ModuleSpec, PathFinder, SourcelessFileLoader

FILE = "/live/modules"
SPREAD = frozenset({"mpl_toolkits"})
"""Packages that several distributions share, without a module of their own."""
INDEX: dict[str, tuple[int, int, bool, str]] = {}
"""Name of a module to its place in the file, its length, whether it is a package, and the path that it had."""


class Loader(SourcelessFileLoader):
    """Loads one module from its place in the file."""

    def __init__(self, name: str, path: str, at: int, size: int) -> None:
        """Take the module's name, the path that it had, its place and its length."""
        super().__init__(name, path)
        self.at, self.size = at, size

    def get_code(self, fullname: str) -> object:
        """Return the module's code."""
        with open(FILE, "rb") as file:
            file.seek(self.at)
            return marshal.loads(file.read(self.size))


class Finder:
    """Finds modules in the file; stands before all other finders."""

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where a module is, or None."""
        if name not in INDEX:
            if name not in SPREAD:
                return None
            spec = ModuleSpec(name, None, is_package=True)  # a package without a module of its own
            spec.submodule_search_locations = [f"/lib/python3.12/site-packages/{name}"]
            return spec
        at, size, package, where = INDEX[name]
        inside = [where.rpartition("/")[0]] if package else None
        loader = Loader(name, where, at, size)
        return importlib.util.spec_from_file_location(name, where, loader=loader, submodule_search_locations=inside)


class Later:
    """Brings an archive when a module of it is asked for; stands behind all other finders."""

    archives: dict[str, frozenset[str]] = {}  # noqa: RUF012 (filled once)
    fetch: object = None

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where a module is once its archive is here, or None."""
        for archive, names in list(cls.archives.items()):
            if name in names and cls.fetch is not None:
                unpack(cls.fetch(archive))
                del cls.archives[archive]
                sys.path_importer_cache.clear()
                return PathFinder.find_spec(name, path, target)
        return None


def unpack(block: bytes) -> None:
    """Write the files of a block: the length of an index in four bytes, the index, the contents."""
    size = 4 + int.from_bytes(block[:4], "little")
    for path, at, length in json.loads(bytes(block[4:size])):
        os.makedirs(path.rpartition("/")[0], exist_ok=True)
        with open(path, "wb") as file:
            file.write(block[size + at : size + at + length])


def install() -> None:
    """Put both finders in their places."""
    sys.meta_path.insert(0, Finder)
    sys.meta_path.append(Later)


def stand_in(name: str, **names: object) -> None:
    """Put an empty module in the place of one that is not sent."""
    away = types.ModuleType(name)
    vars(away).update(names)
    sys.modules[name] = away


_IMMUTABLE = 1 << 8  # the flag of a class made in C


def hush() -> None:
    """Drop the documentation strings of what is in memory, which :mod:`csto_live.sort_out` leaves out of the rest."""
    import gc

    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__doc__ and one.__doc__ is one.__code__.co_consts[0]:
            one.__code__ = one.__code__.replace(co_consts=(None, *one.__code__.co_consts[1:]))
        ours = isinstance(one, type) and isinstance(vars(one).get("__doc__"), str) and not one.__flags__ & _IMMUTABLE
        if ours or isinstance(one, types.FunctionType | types.ModuleType):
            one.__doc__ = None


def wipe() -> None:
    """Fill free memory with noughts: what was dropped on the way would be sent to every reader.

    Blocks of every size that Python's allocators keep apart are taken until one lies beyond all that was used.
    """
    large, head = 1 << 18, 33  # a bytes object's own
    held = [bytes(large)]
    while not 0 < id(block := bytes(large)) - id(held[-1]) < 2 * large:
        held.append(block)
    end = id(block)
    for size in [*(1 << power for power in range(18, 9, -1)), *range(512 - head, 0, -16)]:
        while id(block := bytes(size)) < end:
            held.append(block)


# --- at build time -----------------------------------------------------------------------------

_COMPILED = frozenset({"numpy", "pandas", "matplotlib", "mpl_toolkits", "PIL", "kiwisolver", "contourpy", "helpers"})
"""Packages that need a compiled extension, or the data: they are imported in the page."""


def begin() -> None:
    """Start IPython without a history, which would ask for sqlite3, a compiled extension that no page needs."""
    error = type("Error", (Exception,), {})
    errors = dict.fromkeys(("DatabaseError", "OperationalError", "IntegrityError"), error)
    stand_in("sqlite3", Connection=type("Connection", (), {}), **errors)
    stand_in("IPython.core.latex_symbols", latex_symbols={}, reverse_latex_symbol={})  # for a terminal's completion
    stand_in("IPython.terminal.embed", InteractiveShellEmbed=None, embed=None)  # a terminal's whole toolkit
    from csto_live import kernel, page  # noqa: F401 (page lies in memory when it is asked for)

    kernel.start()
    del sys.modules["sqlite3"]


def fill(found: dict) -> list[str]:
    """Start Python as far as it goes without a compiled extension.

    Args:
        found: What :mod:`csto_live.sort_out` found.

    Returns:
        The modules of the first transfer that are not loaded.
    """
    INDEX.update({name: tuple(one) for name, one in found["modules"].items()})
    install()
    begin()
    for name in found["loaded"]:
        if name.split(".")[0] not in {*_COMPILED, "sqlite3", "__main__"} and name not in sys.modules:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    return [name for name in INDEX if name not in sys.modules]


def seal(index: dict, found: dict) -> None:
    """Keep the index of what the page gets, and the names of what comes later."""
    import gc

    INDEX.clear()
    INDEX.update({name: tuple(one) for name, one in index.items()})
    site = "/site-packages/"
    for archive in ("widgets", "rest"):
        paths = [path.partition(site)[2] for path in found[archive] if path.endswith((".py", ".pyc", ".so"))]
        names = (
            path.removesuffix("c").removesuffix(".py").partition(".cpython")[0].replace("/", ".") for path in paths
        )
        Later.archives[archive] = frozenset(name.removesuffix(".__init__") for name in names)
    sys.path_importer_cache.clear()
    hush()
    gc.collect()
    gc.freeze()  # what is in memory is no garbage; importing and drawing make much and drop it all at once
    gc.set_threshold(100_000, 50, 100)
