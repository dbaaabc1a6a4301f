"""Sorts what is installed into what a reader needs first, then, and perhaps: run once, at build time, in Pyodide.

The names ``first`` and ``then`` are programs: what they import belongs to the first transfer and to the second.
"""

import importlib.util
import json
import marshal
import os
import re
import shutil
import sys

SITE = "/lib/python3.12/site-packages"
# Never sent: tests, documentation, headers, tables that pandas and matplotlib do not read here.
_NEVER = re.compile(
    r"/tests?/|/sphinxext/|\.dist-info/|\.data/|/sample_data/|/include/|/f2py/|mpl-data/(images|plot_directive|stylelib)/"
    r"|/pytz/zoneinfo/|fonts/(afm|pdfcorefonts)|/__pycache__/|\.(pyi|pyx|pxd|h|c|a|in|js|css|json5)$"
)
# matplotlib's own typeface stands in for letters that the book's has not; of its other faces no figure has any.
_FONTS = re.compile(r"mpl-data/fonts/ttf/(?!DejaVuSans\.ttf)")
# Documentation strings are a seventh of all code, and a reader has the packages' own sites. numpy makes its functions'
# anew when it starts and would fall without them; the book's helpers keep theirs.
_WITH_WORDS = ("numpy", "helpers", "csto_live")
# What takes time at every start and serves nobody here: a file, what in it is replaced, and by what.
_LIGHTER = (
    # Names in type hints alone, for which pandas loads seven compiled modules.
    ("pandas/_typing.py", r"np\.random\.(\w+)", r'"np.random.\1"'),
    # Documentation of numpy's functions in C.
    ("numpy/_core/_add_newdocs.py", r"(?s).+", ""),
    ("numpy/_core/_add_newdocs_scalars.py", r"(?s).+", ""),
)
_ZONES = "/usr/share/zoneinfo"


def lighten() -> None:
    """Take out of the packages what serves nobody here, and give time zones their place.

    Raises:
        RuntimeError: A file is not as it was: another release has to be looked at.
    """
    for name, old, new in _LIGHTER:
        with open(f"{SITE}/{name}", encoding="utf-8") as file:
            text = file.read()
        if (changed := re.sub(old, new, text)) == text:
            raise RuntimeError(f"{name} holds nothing like {old}; look at _LIGHTER in sort_out.py")
        with open(f"{SITE}/{name}", "w", encoding="utf-8") as file:
            file.write(changed)
    # pandas asks dateutil for UTC, which without this file would unpack its archive of all time zones.
    os.makedirs(_ZONES)
    shutil.copy(f"{SITE}/pytz/zoneinfo/UTC", _ZONES)


def compiled(path: str, module: str) -> bytes:
    """Return a module's code as bytes."""
    with open(path, "rb") as file:
        text = file.read()
    level = 0 if module.split(".")[0] in _WITH_WORDS else 2
    return marshal.dumps(compile(text, path, "exec", dont_inherit=True, optimize=level))


def module_of(path: str) -> tuple[str, bool]:
    """Return the name of a file's module, and whether it is a package."""
    name = path[len(SITE) + 1 : -3].replace("/", ".")
    return name.removesuffix(".__init__"), name.endswith(".__init__")


def loaded() -> set[str]:
    """Return the files of all modules that are loaded."""
    return {str(getattr(one, "__file__", "")) for one in list(sys.modules.values())}


def sort_out(first: str, then: str) -> dict:
    """Run both programs and return where each file belongs; compiled modules are written to ``/modules``."""
    lighten()
    exec(first, {"__name__": "__main__"})
    needed, modules = loaded(), [*sys.modules]
    exec(then, {"__name__": "__main__"})
    soon = loaded()
    found = {"modules": {}, "first": [], "widgets": [], "rest": [], "loaded": modules}
    with open("/modules", "wb") as out:
        for base, _, names in os.walk(SITE):
            for path in (f"{base}/{name}" for name in sorted(names)):
                if not _NEVER.search(path):
                    _place(path, found, out, needed, soon)
    for folder in ("/live", _ZONES):
        for base, _, names in os.walk(folder):
            found["first"] += [f"{base}/{name}" for name in sorted(names)]
    return found


def _place(path: str, found: dict, out: object, needed: set[str], soon: set[str]) -> None:
    """Put one file where it belongs; what a reader may never import stays as it is."""
    archive = "widgets" if path in soon else "rest"
    if not path.endswith(".py"):
        away = _FONTS.search(path) or (path.endswith(".so") and path not in needed)
        found[archive if away else "first"].append(path)
    elif path in needed:
        module, package = module_of(path)
        code = compiled(path, module)
        found["modules"][module] = (out.tell(), len(code), package, path)
        out.write(code)
    elif archive == "rest":
        found["rest"].append(path)
    else:
        found["widgets"].append(path + "c")
        with open(path + "c", "wb") as file:
            file.write(importlib.util.MAGIC_NUMBER + bytes(12) + compiled(path, module_of(path)[0]))


def as_json(first: str, then: str) -> str:
    """Return :func:`sort_out` as JSON."""
    return json.dumps(sort_out(first, then))
