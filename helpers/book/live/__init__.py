"""Live cells: Python put beside the built pages, so that a reader runs a chapter's code in the page, with no server.

``make live`` takes Pyodide from a folder or from its own release (:mod:`helpers.book.live.distribution`), uses it once
at build time, under Node, to start, import and pack what the chapters need (:mod:`helpers.book.live.pack`), and adds
one script tag to the pages that have code. What a reader downloads is then one picture of a Python that has already
started, one file of compiled modules and one of everything else, instead of thirty packages to unpack and compile.
"""
