"""The one script tag that makes a page live, and the page without it."""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

FOLDER = "_live"
_TAG = re.compile(r'<script defer="defer" src="(?:\.\./)*_live/live\.js" data-live="[^"]*"[^>]*></script>\n')


def tagged(text: str, up: str, notebook: str, name: str, size: str) -> str:
    """Return a page with the tag before the end of its body.

    Args:
        text: The page.
        up: The way from the page to the top of the book, such as ``../``.
        notebook: File name of the chapter's notebook.
        name: The chapter's name, under which a reader's edits are kept.
        size: How much the first press brings, in MB.
    """
    kept = {
        "src": f"{up}{FOLDER}/live.js",
        "data-live": f"{up}_notebooks/{notebook}",
        "data-name": name,
        "data-size": size,
    }
    words = " ".join(f'{key}="{html.escape(value, quote=True)}"' for key, value in kept.items())
    before, end, after = untagged(text).rpartition("</body>")
    return f'{before}<script defer="defer" {words}></script>\n{end}{after}'


def untagged(text: str) -> str:
    """Return a page as it was before it was made live, byte for byte."""
    return _TAG.sub("", text)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a built book, live or not: the tag and what it brings do not count."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(f"{FOLDER}/"):
            content = path.read_bytes()
            if path.suffix == ".html":
                content = untagged(content.decode()).encode()
            found[name] = hashlib.sha256(content).hexdigest()
    return found
