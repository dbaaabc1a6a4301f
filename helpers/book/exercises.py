"""Exercises: a box with a skill and a time, and a solution that the build runs and the page folds.

A chapter writes the directive ``exercise`` and, after it, a code cell tagged ``solution``. The cell runs like
any other, so a solution that no longer holds fails the build by its ``assert``. What ``make check`` asks of both
is in :mod:`helpers.book.exercise_rules`; an edition for students is without the solutions.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import nbformat
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from helpers.book.markup import disclosure

TAG = "solution"
SKILLS = ("read a source", "code a case", "test a claim", "change an assumption")
LONGEST = 180
_COUNT = "csto_exercises"


class exercise(nodes.admonition):
    """The box; ``number`` counts the exercises of its page."""


class ExerciseDirective(SphinxDirective):
    """``exercise``: a title, the options ``skill`` and ``minutes``, and what is to be done."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {"skill": directives.unchanged, "minutes": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the box.

        Raises:
            DirectiveError: An option is missing or of another kind, or there is nothing to do.
        """
        title = self.arguments[0]
        if faults := exercise_faults(title, self.options, list(self.content)):
            raise self.error("; ".join(faults))
        number = self.env.temp_data[_COUNT] = self.env.temp_data.get(_COUNT, 0) + 1
        page = self.env.docname.rsplit("/", 1)[-1]
        # Under the page's name, so that it stands once where all pages become one.
        name = f"{page}-exercise-{number}"
        minutes = int(self.options["minutes"])
        box = exercise(ids=[name], classes=["exercise"], number=number)
        self.set_source_info(box)
        words, faults = self.state.inline_text(title, self.lineno)
        box += nodes.title(title, f"Exercise {number} – ", *words, ids=[f"{name}-title"])
        facts = f"{self.options['skill'].capitalize()}, {minutes} minute{'' if minutes == 1 else 's'}"
        box += nodes.paragraph("", facts, classes=["exercise-facts"])
        self.state.nested_parse(self.content, self.content_offset, box)
        domain = self.env.get_domain("std")
        domain.anonlabels[name] = self.env.docname, name
        domain.labels[name] = self.env.docname, name, f"Exercise {number}"
        return [box, *faults]


def exercise_faults(title: str, options: Mapping[str, Any], body: Sequence[str]) -> list[str]:
    """Return what hinders an exercise; shared by the build and ``make check``."""
    name, faults = f"exercise {title!r}", []
    skill, minutes = options.get("skill"), str(options.get("minutes", "")).strip()
    if not skill:
        faults.append(f"{name} needs a line `:skill:`, one of {', '.join(SKILLS)}")
    elif skill not in SKILLS:
        faults.append(f"{name}: skill {skill!r} is not one of {', '.join(SKILLS)}")
    if not minutes:
        faults.append(f"{name} needs a line `:minutes:`, such as `:minutes: 15`")
    elif not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes) <= LONGEST):
        faults.append(f"{name}: minutes {minutes!r} is not a whole number from 1 to {LONGEST}")
    if not any(line.strip() for line in body):
        faults.append(f"{name} does not say what is to be done")
    return faults


class FoldSolutions(SphinxTransform):
    """Folds every cell tagged ``solution``, and puts it into the box where it comes right after it."""

    default_priority = 770  # before the notes on numbers, which look at the finished text

    def apply(self, **kwargs: Any) -> None:
        """Wrap the cells."""
        last = None
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, exercise):
                last = node
            elif isinstance(node, nodes.container) and f"tag_{TAG}" in node["classes"]:
                self._fold(node, last)

    def _fold(self, cell: nodes.container, box: exercise | None) -> None:
        which = f" to exercise {box['number']}" if box is not None else ""
        fold = disclosure(summary=f"Show a solution{which}", classes=["solution"])
        cell.attributes.pop("hide_mode", None)  # one fold is enough
        place = cell.parent.index(cell)
        follows = place > 0 and cell.parent[place - 1] is box
        if follows:
            cell.parent.remove(cell)
            box += fold
        else:
            cell.parent[place] = fold
        fold += cell


def without_solutions(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a copy of a notebook for students: without its cells tagged ``solution``.

    Args:
        notebook: A chapter as :func:`helpers.book.pages.read_notebook` returns it or as a run stored it.
    """
    kept = [place for place, cell in enumerate(notebook.cells) if not is_solution(cell)]
    copied = copy.deepcopy(notebook)
    copied.cells = [copied.cells[place] for place in kept]
    if lines := notebook.metadata.get("source_map"):  # one line for each cell
        copied.metadata["source_map"] = [lines[place] for place in kept]
    return copied


def is_solution(cell: nbformat.NotebookNode) -> bool:
    """Return whether a cell is tagged as a solution."""
    return TAG in cell.get("metadata", {}).get("tags", ())


def visit_exercise(writer: HTML5Translator, node: exercise) -> None:
    """Open the box as a group that its title names."""
    title = node[0]["ids"][0]
    more = {"role": "group", "aria-labelledby": title}
    writer.body.append(writer.starttag(node, "div", CLASS="admonition", **more))


def depart_exercise(writer: HTML5Translator, node: exercise) -> None:
    """Close the box."""
    writer.body.append("</div>\n")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive, the box and the fold."""
    app.add_directive("exercise", ExerciseDirective)
    app.add_node(exercise, html=(visit_exercise, depart_exercise))
    app.add_transform(FoldSolutions)
