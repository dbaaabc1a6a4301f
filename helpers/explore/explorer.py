"""The explorer: what it is made of, what it refuses, and the bundle that the book publishes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.credit import provenance
from helpers.data.cells import column_texts
from helpers.explore.choices import Choice, State, all_states, complete, in_code, in_words, place_of, read_choices
from helpers.explore.drawing import SIZES, draw_all
from helpers.pictures import STORE, Draw
from helpers.prose import check_key
from helpers.tables import SOURCES, short_names

EXPLORER_TYPE = "application/vnd.csto.explorer+json"
LEAST_SAYS, MOST_TITLE_WORDS, MOST_SMALL = 40, 12, 6


@dataclass(frozen=True)
class View:
    """What one state shows: three ways of saying the same thing.

    Attributes:
        draw: Draws into a place at a size, as for ``helpers.figures.card``. A ``functools.partial`` of a function
            of ``helpers.charts`` is drawn once for all states that give it equal values.
        says: A full sentence, or two, on what this state shows: the text alternative, and what is read aloud.
        table: The numbers or words shown.
    """

    draw: Draw
    says: str
    table: pd.DataFrame


@dataclass(frozen=True)
class Predict:
    """A question to answer before the explorer opens.

    Attributes:
        question: What the reader is asked.
        options: Keys to the answers to choose from.
        answer: The key of the answer that the rows give: computed, not typed.
        because: A sentence with the numbers, shown after the reader has answered.
    """

    question: str
    options: Mapping[str, str]
    answer: str
    because: str


def explore(
    key: str,
    draw: Callable[..., View],
    *,
    title: str,
    subtitle: str,
    question: str,
    look: str,
    rows: pd.DataFrame | Sequence[pd.DataFrame],
    heights: tuple[float, float],
    start: State | None = None,
    small: Sequence[State] = (),
    predict: Predict | None = None,
    **choices: Choice | Sequence[Any] | Mapping[Any, str],
) -> Explorer:
    """Make an explorer; the call ends a cell.

    Args:
        key: Its key under its chapter's name, such as ``origins.alliance``; also its anchor.
        draw: A pure function from a state, given as keywords, to a :class:`View`.
        title: What can be explored, in at most twelve words.
        subtitle: Measure, unit, scope and period.
        question: What the reader is to find out.
        look: How to go about it, and what to look for: one or two sentences.
        rows: All rows that any state draws, one frame for each table. They give the source line, the as-of date
            and the licence.
        heights: Height in inches of every picture, at the wide and at the narrow size.
        start: The state shown first; a choice that it does not name begins with its first option.
        small: States shown side by side on paper and in the editions without controls; by default the first.
        predict: A question to answer before the explorer opens.
        **choices: What can be chosen, by the names of ``draw``'s parameters: a :class:`Choice`, or plain options.

    Raises:
        ValueError: Something does not serve; the message names explorer, choice or state.
    """
    check_key(key)
    what = f"explorer {key}"
    read = read_choices(what, choices)
    frames = [rows] if isinstance(rows, pd.DataFrame) else list(rows)
    _check(what, title, subtitle, question, look, frames, predict)
    first = complete(f"{what}: start", read, start or {})
    if len(small) > MOST_SMALL:
        raise ValueError(f"{what}: {len(small)} states for paper, at most {MOST_SMALL}")
    on_paper = [complete(f"{what}: small", read, one) for one in small] or [first]
    words = {"key": key, "title": title, "subtitle": subtitle, "question": question, "look": look}
    made = Explorer({**words, **provenance(frames)}, draw, read, first, on_paper, heights, predict)
    made.view(first)
    return made


def _check(
    what: str,
    title: str,
    subtitle: str,
    question: str,
    look: str,
    frames: Sequence[pd.DataFrame],
    predict: Predict | None,
) -> None:
    if not title.strip() or len(title.split()) > MOST_TITLE_WORDS:
        raise ValueError(
            f"{what}: needs a title of one to {MOST_TITLE_WORDS} words, got {len(title.split())}: {title!r}"
        )
    if not subtitle.strip() or not look.strip():
        raise ValueError(f"{what}: needs a subtitle (measure, unit, scope) and a line on what to look for")
    if not question.strip().endswith("?"):
        raise ValueError(f"{what}: the question is no question: {question!r}")
    if not frames or any(frame.empty for frame in frames):
        raise ValueError(f"{what}: no rows are drawn; an explorer without rows has no source")
    if predict is None:
        return
    if len(predict.options) < 2 or predict.answer not in predict.options:
        there = ", ".join(map(repr, predict.options))
        raise ValueError(f"{what}: the answer {predict.answer!r} to its prediction is not among the options: {there}")
    if not predict.question.strip().endswith("?") or not predict.because.strip():
        raise ValueError(f"{what}: a prediction needs a question and a sentence that gives the reason")


@dataclass(frozen=True)
class Explorer:
    """An explorer; it shows itself as live controls in a notebook and hands its bundle to the book's build."""

    words: Mapping[str, Any]
    draw: Callable[..., View]
    choices: Mapping[str, Choice]
    start: State
    small: Sequence[State]
    heights: tuple[float, float]
    predict: Predict | None

    def view(self, state: State) -> View:
        """Return what a state shows, built or free.

        Raises:
            ValueError: ``draw`` raised, or what it returned does not serve; names explorer and state.
        """
        where = f"explorer {self.words['key']}, state {in_code(state)}"
        try:
            view = self.draw(**state)
        except Exception as error:
            raise ValueError(f"{where}: {type(error).__name__}: {error}") from error
        if not isinstance(view, View):
            raise ValueError(f"{where}: draw returned a {type(view).__name__}, expected a View")
        said = view.says.strip()
        if len(said) < LEAST_SAYS or not re.search(r"[.!?]$", said):
            raise ValueError(f"{where}: `says` needs a full sentence of at least {LEAST_SAYS} characters: {said!r}")
        if not isinstance(view.table, pd.DataFrame) or not len(view.table.columns):
            raise ValueError(f"{where}: needs a table with at least one column")
        return view

    def bundle(self, store: Path) -> dict[str, Any]:
        """Draw every state into a folder and return what the book publishes.

        Raises:
            ValueError: A state cannot be drawn; names explorer and state.
        """
        states = list(all_states(self.choices))
        views = [self.view(state) for state in states]
        where = [f"explorer {self.words['key']}, state {in_code(state)}" for state in states]
        pictures = draw_all([view.draw for view in views], self.heights, store, where)
        tables, places = _distinct([table_of(view.table) for view in views])
        return {
            **self.words,
            "choices": [
                {
                    "name": name,
                    "label": choice.label,
                    "control": choice.control,
                    "options": [list(pair) for pair in zip(choice.slugs, choice.words, strict=True)],
                }
                for name, choice in self.choices.items()
            ],
            "states": [
                {"says": view.says.strip(), "picture": picture, "table": table}
                for view, picture, table in zip(views, pictures, places, strict=True)
            ],
            "tables": tables,
            "start": place_of(self.choices, self.start),
            "small": [[place_of(self.choices, state), in_words(self.choices, state)] for state in self.small],
            "sizes": {
                size.name: [round(size.width * 96), round(height * 96)]
                for size, height in zip(SIZES, self.heights, strict=True)
            },
            "predict": None
            if self.predict is None
            else {**vars(self.predict), "options": [list(pair) for pair in self.predict.options.items()]},
        }

    def widget(self) -> Any:
        """Return live controls around ``draw``, for a notebook."""
        from helpers.explore.live import make_widget

        return make_widget(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the bundle where the book's build asks, and live controls in a notebook."""
        line = f"{self.words['title']} ({self.words['key']})"
        if store := os.environ.get(STORE):
            return {EXPLORER_TYPE: self.bundle(Path(store)), "text/plain": line}
        return {**self.widget()._repr_mimebundle_(), "text/plain": line}


def table_of(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a state's table as text; source keys, which no reader knows, as authors with years."""
    if SOURCES in frame:
        named = [short_names(keys) if keys else "" for keys in frame[SOURCES]]
        frame = frame.assign(**{SOURCES: named}).rename(columns={SOURCES: "Sources"})
    texts = [column_texts(frame.iloc[:, at]) for at in range(frame.shape[1])]
    return {
        "columns": [str(column) for column in frame.columns],
        "rows": [list(row) for row in zip(*texts, strict=True)],
    }


def _distinct(tables: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[int]]:
    """Return each table once, and for each state which of them is its own."""
    found: list[dict[str, Any]] = []
    known: dict[str, int] = {}
    places = []
    for table in tables:
        if (text := repr(table)) not in known:
            known[text] = len(found)
            found.append(table)
        places.append(known[text])
    return found, places
