"""What a reader may choose: a label, the values that the book draws, and what a live notebook may add to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

MOST_STATES = 200
MOST_RADIOS = 5
State = dict[str, Any]
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Choice:
    """One control.

    Attributes:
        label: The words before the control.
        options: The values that the book draws: a range or sequence, or a mapping from values to their words.
            Values are numbers, texts, or pairs of numbers.
        control: ``slider`` for values in an order, ``radio`` or ``select`` for others; by default a range is a
            slider, and up to five options are radio buttons.
        free: What a live notebook lets through besides: ``number`` any whole number from the first value to the
            last, ``date`` any day (values are dates, YYYY-MM-DD), ``span`` any two numbers between the extremes
            of all pairs.
    """

    label: str
    options: Sequence[Any] | Mapping[Any, str]
    control: Literal["", "slider", "radio", "select"] = ""
    free: Literal["", "number", "date", "span"] = ""
    values: tuple[Any, ...] = field(init=False, repr=False)
    words: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Tell values from their words, and settle on a control."""
        given = self.options
        words = list(given.values()) if isinstance(given, Mapping) else [say(value) for value in given]
        object.__setattr__(self, "values", tuple(given))
        object.__setattr__(self, "words", tuple(map(str, words)))
        if not self.control:
            kind = "radio" if len(self.values) <= MOST_RADIOS else "select"
            object.__setattr__(self, "control", "slider" if isinstance(given, range) else kind)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The values as they stand in an address: ``1999-12-31``, ``2004-2025``, ``all-but-rubezh``."""
        return tuple(slug(value) for value in self.values)

    def say(self, value: Any) -> str:
        """Return the words of a value; a free one says itself."""
        return self.words[self.values.index(value)] if value in self.values else say(value)


def say(value: Any) -> str:
    """Return a value that has no words of its own in words."""
    return " to ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def slug(value: Any) -> str:
    """Return a value as it stands in an address."""
    text = "-".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-")


def read_choices(what: str, given: Mapping[str, Any]) -> dict[str, Choice]:
    """Return choices as given to ``explore``, each with a label; plain options get their name for one.

    Raises:
        ValueError: One has no options, two of its options are alike, or the states are too many.
    """
    if not given:
        raise ValueError(f"{what}: nothing to choose; name at least one choice, such as year=range(1992, 2027)")
    choices = {}
    for name, one in given.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"{what}: choice {name!r} needs a name of lower case letters, digits and _")
        choice = one if isinstance(one, Choice) else Choice(name.replace("_", " ").capitalize(), one)
        _check(f"{what}, choice {name!r}", choice)
        choices[name] = choice
    sizes = [len(choice.values) for choice in choices.values()]
    count = 1
    for size in sizes:
        count *= size
    if count > MOST_STATES:
        product = " × ".join(map(str, sizes))
        raise ValueError(f"{what}: {product} = {count} states, at most {MOST_STATES}; leave out values or a choice")
    return choices


def _check(what: str, choice: Choice) -> None:
    if len(choice.values) < 2:
        raise ValueError(f"{what}: {len(choice.values)} option(s); a choice needs at least two")
    if not choice.label.strip() or not all(words.strip() for words in choice.words):
        raise ValueError(f"{what}: the choice and each of its options need a label")
    for kind, texts in (("values", choice.slugs), ("labels", choice.words)):
        twice = sorted({text for text in texts if texts.count(text) > 1})
        if twice or "" in texts:
            raise ValueError(
                f"{what}: {kind} that an address or a reader cannot tell apart: {', '.join(twice) or '(empty)'}"
            )
    wanted = {"number": int, "date": str, "span": tuple}.get(choice.free)
    if wanted and not all(isinstance(value, wanted) for value in choice.values):
        raise ValueError(f"{what}: free={choice.free!r} needs values of type {wanted.__name__}")


def all_states(choices: Mapping[str, Choice]) -> Iterator[State]:
    """Yield every state, the last choice moving fastest."""
    for values in itertools.product(*(choice.values for choice in choices.values())):
        yield dict(zip(choices, values, strict=True))


def complete(what: str, choices: Mapping[str, Choice], given: Mapping[str, Any]) -> State:
    """Return a whole state: what is given, and of every other choice the first option.

    Raises:
        ValueError: A choice or a value is not known.
    """
    for name, value in given.items():
        if name not in choices:
            raise ValueError(f"{what} names the choice {name!r}; there are: {', '.join(choices)}")
        if value not in choices[name].values:
            there = ", ".join(map(repr, choices[name].values))
            raise ValueError(f"{what} gives {name!r} the value {value!r}; there are: {there}")
    return {name: given.get(name, choice.values[0]) for name, choice in choices.items()}


def place_of(choices: Mapping[str, Choice], state: State) -> int:
    """Return where a state stands among all of them."""
    place = 0
    for name, choice in choices.items():
        place = place * len(choice.values) + choice.values.index(state[name])
    return place


def in_words(choices: Mapping[str, Choice], state: State) -> str:
    """Return a state in words: ``Day: 31 December 1999; Show: lifelines``."""
    return "; ".join(f"{choice.label}: {choice.say(state[name])}" for name, choice in choices.items())


def in_code(state: State) -> str:
    """Return a state as its author would write it, for errors."""
    return " ".join(f"{name}={value!r}" for name, value in state.items())
