"""The printed edition: the pages as the HTML build resolved them, written as Typst and set by its compiler.

``keep`` stores the resolved pages while the HTML is built, so that both editions have one set of numbers, citations
and links and ``make pdf`` reads nothing anew. The other modules walk those trees: one function a kind of node, and a
kind that no function knows is an error at its chapter and line.
"""

NAME = ".paper.pickle"
"""The file in `_build` that holds the resolved pages."""
