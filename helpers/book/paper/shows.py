"""Figures, explorers, small pictures and tables, each with its card."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from helpers.book.paper.escape import array, block, call, string, words
from helpers.book.paper.kept import kind_of
from helpers.book.paper.plain import needs, weight
from helpers.book.paper.setting import Setting, inside, sets, write
from helpers.book.settings import PICTURES, ROOT

_MEASURE = 170  # millimetres: the width of a page


@sets("figure_card")
def figure_card(setting: Setting, node: nodes.Element) -> str:
    """Write a figure: number, finding, picture, source line."""
    data, number = node["data"], setting.number(node, "figure")
    _note_sources(setting, node, f"Figure {number}")
    svg = data["pictures"]["wide.svg"]
    return _card(
        "chart",
        setting,
        node,
        number,
        picture=string(setting.picture(svg.encode())),
        alt=_alt(setting, node, data["alt"]),
        shape=array(map(str, size_of(svg))),
    )


@sets("explorer")
def explorer(setting: Setting, node: nodes.Element) -> str:
    """Write an explorer: its question, chosen states side by side, and the answer that the rows give."""
    data, number = node["data"], setting.number(node, "explorer")
    _note_sources(setting, node, f"Explorer {number}")
    states = array(_state(setting, node, place, told) for place, told in data["small"])
    asked = answer = "none"
    if predict := data["predict"]:
        options = "; ".join(one for _, one in predict["options"])
        asked = block(words(f"{predict['question']} {options}."))
        answer = block(words(f"{dict(predict['options'])[predict['answer']]}. {predict['because']}"))
    return _card(
        "explorer",
        setting,
        node,
        number,
        question=block(f"#strong[{words(data['question'])}] {words(data['look'])}"),
        asked=asked,
        states=states,
        answer=answer,
        count=block(words(f"{len(data['small'])} of {len(data['states'])} states")),
    )


def _state(setting: Setting, node: nodes.Element, place: int, told: str) -> str:
    """Return one state: what is chosen, its picture and its sentence."""
    state = node["data"]["states"][place]
    path = ROOT / PICTURES / f"{state['picture']}-narrow.svg"
    try:
        svg = path.read_bytes()
    except OSError:
        setting.fault(node, f"the picture of the state {told!r} is missing: {path.name}")
        return "none"
    parts = (block(words(told)), string(setting.picture(svg)), _alt(setting, node, state["says"]))
    return array([*parts, block(words(state["says"]))])


def _card(kind: str, setting: Setting, node: nodes.Element, number: str, **more: str) -> str:
    data, own = node["data"], node["ids"][0]
    named = {
        "number": string(number),
        "own": string(setting.place(own)),
        "title": block(words(data["title"])),
        "credit": block(words(data["credit"])),
        "where": string(setting.address(f"{setting.page}.html#{own}")),
        **more,
    }
    if "subtitle" in data:
        named["subtitle"] = block(words(data["subtitle"]))
    return f"// at {setting.where(node)}\n{call(kind, **named)}\n\n"


@sets("sketch_card")
def sketch_card(setting: Setting, node: nodes.Element) -> str:
    """Write a finding's small picture with the place that it is taken from."""
    svg = node["data"]["picture"]
    named = {
        "picture": string(setting.picture(svg.encode())),
        "alt": _alt(setting, node, node["data"]["alt"]),
        "shape": array(map(str, size_of(svg))),
    }
    return call("sketch", block(setting.marks(node) + inside(setting, node)), **named) + "\n\n"


@sets("table_card")
def table_card(setting: Setting, node: nodes.Element) -> str:
    """Write a numbered table; one with very many columns is turned."""
    data, number = node["data"], setting.number(node, "table")
    _note_sources(setting, node, f"Table {number}")
    grids = [child for child in node.children if kind_of(child) == "grid"]
    head, *rows = [row for part in grids[0][0].children[-2:] for row in part.children]
    widths = [weight(cell.astext(), [row[place].astext() for row in rows]) for place, cell in enumerate(head)]
    if not any(width.endswith("fr") for width in widths):
        widths[-1] = "1fr"
    looks = array("right" if "text-right" in cell["classes"] else "left" for cell in head)
    note = block(words(data["note"])) if data["note"] else "none"
    return _card(
        "tabular",
        setting,
        node,
        number,
        columns=array(widths),
        sides=looks,
        head=array(_cell(setting, cell) for cell in head),
        body=array(_cell(setting, cell) for row in rows for cell in row),
        note=note,
        turned="true" if needs(widths) > _MEASURE else "false",
    )


def _cell(setting: Setting, cell: nodes.Element) -> str:
    return block("".join(write(setting, child) for child in cell.children).replace("// at", "//").strip("\n"))


def _note_sources(setting: Setting, node: nodes.Element, name: str) -> None:
    """Keep the sources of a figure, table or explorer for the notes at the end of the book."""
    for child in node.children:
        if "evidence-sources" in child.get("classes", ()):
            label = string(f"{setting.stem}#{node['ids'][0]}")
            told = f"#strong[#to({label})[{words(name)}]]{words(' ' + child[0].astext())}"
            setting.notes.setdefault(setting.page, []).append(call("note", block(told)) + "\n")


def _alt(setting: Setting, node: nodes.Element, alt: str) -> str:
    if not alt.strip():
        setting.fault(node, "a picture without alternative text")
    return string(" ".join(alt.split()))


def size_of(svg: str) -> tuple[float, float]:
    """Return the size of a picture in points."""
    found: Any = [re.search(rf' {name}="([0-9.]+)pt"', svg) for name in ("width", "height")]
    return float(found[0].group(1)), float(found[1].group(1))
