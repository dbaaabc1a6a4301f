"""The parts of an explorer as HTML: prediction, controls, the first state, and what stands on paper."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

from helpers.book.markup import anchor, table_html

_WITHOUT = "Without JavaScript this page shows the first state alone. The table of all states is in the CSV file below."


def body(data: dict[str, Any], url: Callable[[int, str], str], number: str) -> str:
    """Return what stands inside the element: all of it holds for the first state.

    Args:
        data: The bundle.
        url: Address of a state's picture at a size.
        number: The explorer's number.
    """
    start = data["start"]
    state = data["states"][start]
    table = data["tables"][state["table"]]
    caption = f"Table of explorer {number}, state shown: {in_words(data, start)}"
    return (
        f"<noscript><p class='explore-note'>{_WITHOUT}</p></noscript>"
        f"{_prediction(data)}"
        '<div class="explore-body">'
        f"{_verdict(data)}"
        f"{controls(data)}"
        f'<div class="explore-stage" style="{_shape(data)}">'
        f"{_picture(data, url, 'light')}{_picture(data, url, 'dark')}</div>"
        f'<p class="explore-says" aria-live="polite" aria-atomic="true">{html.escape(state["says"])}</p>'
        '<details class="evidence-table"><summary>Show the table</summary>'
        f"{table_html(table['columns'], table['rows'], caption)}</details>"
        f"{_aloud(data)}"
        "</div>"
    )


def parts_of(data: dict[str, Any], place: int) -> list[int]:
    """Return the option of each choice in a state, by the state's place."""
    parts = []
    for choice in reversed(data["choices"]):
        place, part = divmod(place, len(choice["options"]))
        parts.append(part)
    return parts[::-1]


def in_words(data: dict[str, Any], place: int) -> str:
    """Return a state in words."""
    pairs = zip(data["choices"], parts_of(data, place), strict=True)
    return "; ".join(f"{choice['label']}: {choice['options'][part][1]}" for choice, part in pairs)


def _shape(data: dict[str, Any]) -> str:
    """Return the fixed shapes of the stage, so that nothing jumps when a picture comes."""
    return ";".join(f"--{size}:{width}/{height}" for size, (width, height) in data["sizes"].items())


def _picture(data: dict[str, Any], url: Callable[[int, str], str], theme: str) -> str:
    place, tail = data["start"], "#dark" if theme == "dark" else ""
    (width, height), (small, tall) = data["sizes"]["wide"], data["sizes"]["narrow"]
    alt = html.escape(data["states"][place]["says"], quote=True)
    return (
        f'<picture class="only-{theme}"><source media="(max-width: 600px)" srcset="{url(place, "narrow")}{tail}" '
        f'width="{small}" height="{tall}"><img src="{url(place, "wide")}{tail}" alt="{alt}" width="{width}" '
        f'height="{height}" loading="lazy" decoding="async"></picture>'
    )


def _prediction(data: dict[str, Any]) -> str:
    """Return the question to answer first, if there is one; shown while the script has not opened the rest."""
    if not (predict := data["predict"]):
        return ""
    own = anchor(data["key"])
    options = "".join(
        f'<label><input type="radio" name="{own}-predict" value="{html.escape(key, quote=True)}" required> '
        f"<span>{html.escape(words)}</span></label>"
        for key, words in predict["options"]
    )
    return (
        '<form class="explore-predict" autocomplete="off">'
        f"<fieldset><legend>Before you look: {html.escape(predict['question'])}</legend>{options}</fieldset>"
        '<div class="explore-buttons"><button type="submit">Commit my answer</button>'
        '<button type="button" data-do="skip">Skip the question</button></div>'
        '<p class="explore-note">Your answer stays in this tab and is sent nowhere.</p></form>'
    )


def _verdict(data: dict[str, Any]) -> str:
    if not (predict := data["predict"]):
        return ""
    return (
        f'<div class="explore-verdict" tabindex="-1"><p>{html.escape(predict["question"])}</p>'
        f'<p class="explore-said"></p>{_answer(predict)}</div>'
    )


def _answer(predict: dict[str, Any]) -> str:
    answer = dict(predict["options"])[predict["answer"]]
    return f"<p>The rows say: <strong>{html.escape(answer)}</strong>. {html.escape(predict['because'])}</p>"


def controls(data: dict[str, Any]) -> str:
    """Return the controls, set to the first state, with the buttons below them."""
    parts = parts_of(data, data["start"])
    rows = "".join(
        _CONTROLS[choice["control"]](choice, part, f"{anchor(data['key'])}-{choice['name']}")
        for choice, part in zip(data["choices"], parts, strict=True)
    )
    return (
        f'<form class="explore-controls" autocomplete="off">{rows}'
        '<div class="explore-buttons"><button type="button" data-do="reset">Reset</button>'
        '<button type="button" data-do="copy">Copy link to this state</button></div>'
        '<p class="explore-status" role="status"></p></form>'
    )


def _wrapped(choice: dict[str, Any], tag: str, inner: str) -> str:
    options = html.escape(json.dumps(choice["options"]), quote=True)
    kind = f"explore-choice explore-{choice['control']}"
    return f'<{tag} class="{kind}" data-choice="{choice["name"]}" data-options="{options}">{inner}</{tag}>'


def _slider(choice: dict[str, Any], part: int, own: str) -> str:
    label, words = html.escape(choice["label"]), html.escape(choice["options"][part][1], quote=True)
    steps = [
        f'<button type="button" data-step="{step}" aria-label="{label}: {said}">{sign}</button>'
        for step, said, sign in ((-1, "one step back", "‹"), (1, "one step on", "›"))
    ]
    return _wrapped(
        choice,
        "div",
        f'<label for="{own}">{label}</label> <output for="{own}">{words}</output>'
        f'<span class="explore-track">{steps[0]}<input type="range" id="{own}" min="0" '
        f'max="{len(choice["options"]) - 1}" step="1" value="{part}" aria-valuetext="{words}">{steps[1]}</span>',
    )


def _select(choice: dict[str, Any], part: int, own: str) -> str:
    options = "".join(
        f'<option value="{html.escape(slug, quote=True)}"{" selected" if place == part else ""}>'
        f"{html.escape(words)}</option>"
        for place, (slug, words) in enumerate(choice["options"])
    )
    return _wrapped(
        choice,
        "div",
        f'<label for="{own}">{html.escape(choice["label"])}</label> <select id="{own}">{options}</select>',
    )


def _radio(choice: dict[str, Any], part: int, own: str) -> str:
    options = "".join(
        f'<label><input type="radio" name="{own}" value="{html.escape(slug, quote=True)}"'
        f"{' checked' if place == part else ''}> <span>{html.escape(words)}</span></label>"
        for place, (slug, words) in enumerate(choice["options"])
    )
    return _wrapped(choice, "fieldset", f"<legend>{html.escape(choice['label'])}</legend>{options}")


_CONTROLS = {"slider": _slider, "select": _select, "radio": _radio}


def _aloud(data: dict[str, Any]) -> str:
    """Return words that a teacher can read out: the question, a show of hands, what is shown, what to look for."""
    place, said = data["start"], html.escape
    hands = ""
    if predict := data["predict"]:
        options = "; ".join(words for _, words in predict["options"])
        hands = f"<p>A show of hands first. {said(predict['question'])} {said(options)}.</p>"
    return (
        '<details class="explore-aloud"><summary>Words to read aloud</summary>'
        f"<p>{said(data['question'])}</p>{hands}"
        f'<p>What is chosen now: <span class="explore-chosen">{said(in_words(data, place))}</span>. '
        f'<span class="explore-spoken">{said(data["states"][place]["says"])}</span></p>'
        f"<p>{said(data['look'])}</p></details>"
    )


def paper(data: dict[str, Any], url: Callable[[int], str], where: str) -> str:
    """Return the chosen states side by side, for paper and for editions without controls.

    Args:
        data: The bundle.
        url: Address of a state's narrow picture.
        where: The page on which the explorer can be moved.
    """
    width, height = data["sizes"]["narrow"]
    states = "".join(
        f'<div class="explore-small"><p><strong>{html.escape(words)}</strong></p>'
        f'<img src="{url(place)}" alt="{html.escape(data["states"][place]["says"], quote=True)}" width="{width}" '
        f'height="{height}" loading="lazy" decoding="async"><p>{html.escape(data["states"][place]["says"])}</p></div>'
        for place, words in data["small"]
    )
    link = html.escape(f"{where}#{anchor(data['key'])}", quote=True)
    if where.startswith("http"):
        link = f'<a href="{link}">{link}</a>'
    asked = f"<p>{html.escape(data['predict']['question'])}</p>{_answer(data['predict'])}" if data["predict"] else ""
    return (
        f'<div class="explore-print">{asked}<div class="explore-smalls">{states}</div>'
        f"<p>{len(data['small'])} of {len(data['states'])} states. All of them: {link}</p></div>"
    )
