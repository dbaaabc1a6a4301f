"""Joins the kernel to the worker that Python runs in; imported in the page alone."""

import gzip
from typing import Any

from csto_live import kernel
from csto_live.packed import Later


def connect(page: Any) -> None:
    """Take the worker's functions and give it ours."""
    from pyodide.ffi import to_js

    import __main__

    kernel.Shell.instance().post = lambda text, buffers: page.send(text, to_js(buffers))
    Later.fetch = lambda name: gzip.decompress(page.fetch(name).to_py())
    vars(__main__).update(_page_run=kernel.run, _page_comm=_take)


def _take(kind: str, text: str, buffers: Any) -> None:
    kernel.take_comm(kind, text, [memoryview(one.to_py()) for one in buffers], None)
