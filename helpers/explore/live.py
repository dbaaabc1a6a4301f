"""The live side: ipywidgets around the same ``draw``, for a notebook and for cells that run in the page."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

from helpers.explore.choices import Choice
from helpers.explore.explorer import Explorer, View, table_of
from helpers.pictures import as_image, draw_svg, view_size

_WIDTHS = {"layout": {"width": "100%", "max_width": "700px"}, "style": {"description_width": "initial"}}


def make_widget(explorer: Explorer) -> Any:
    """Return a box: controls, the picture, what it shows in words, its table, and the source line.

    Moving a control draws the state anew. A state that cannot be drawn says why, and the last picture stays.
    """
    import ipywidgets as widgets

    controls = {name: _control(choice, explorer.start[name]) for name, choice in explorer.choices.items()}
    picture, says, table = widgets.HTML(), widgets.HTML(), widgets.HTML()
    fold = widgets.Accordion(children=[table], titles=["Table"])

    def show(change: object = None) -> None:
        """Draw the state that the controls name; ``change`` is what a control tells, which no one needs."""
        try:
            state = {name: _value(explorer.choices[name], control) for name, control in controls.items()}
            view = explorer.view(state)
            drawn = _picture(explorer, view)
        except Exception as error:
            says.value = f"<p role='status'>{html.escape(str(error))}</p>"
            return
        picture.value, says.value = drawn, f"<p role='status'>{html.escape(view.says)}</p>"
        table.value = _table(view)

    for control in controls.values():
        control.observe(show, names="value")
    show()
    one = {name: html.escape(str(explorer.words[name])) for name in ("title", "subtitle", "question", "look", "credit")}
    head = widgets.HTML(f"<b>{one['title']}</b><br>{one['subtitle']}<p>{one['question']} {one['look']}</p>")
    foot = widgets.HTML(f"<small>{one['credit']}</small>")
    return widgets.VBox([head, *controls.values(), picture, says, fold, foot])


def _control(choice: Choice, value: Any) -> Any:
    """Return a choice's control; a free one lets through what lies between the built values."""
    import ipywidgets as widgets

    how = {"description": choice.label, **_WIDTHS}
    if choice.free == "number":
        ends = {"min": min(choice.values), "max": max(choice.values)}
        return widgets.IntSlider(value=value, continuous_update=False, **ends, **how)
    if choice.free == "date":
        ends = {"min": dt.date.fromisoformat(min(choice.values)), "max": dt.date.fromisoformat(max(choice.values))}
        return widgets.DatePicker(value=dt.date.fromisoformat(value), **ends, **how)
    if choice.free == "span":
        ends = {"min": min(map(min, choice.values)), "max": max(map(max, choice.values))}
        return widgets.IntRangeSlider(value=value, continuous_update=False, **ends, **how)
    options = list(zip(choice.words, choice.values, strict=True))
    if choice.control == "slider":
        return widgets.SelectionSlider(options=options, value=value, continuous_update=False, **how)
    kind = widgets.RadioButtons if choice.control == "radio" else widgets.Dropdown
    return kind(options=options, value=value, **how)


def _value(choice: Choice, control: Any) -> Any:
    """Return a control's value as ``draw`` takes it."""
    if choice.free == "date":
        if control.value is None:
            raise ValueError(f"{choice.label}: no date is chosen")
        return control.value.isoformat()
    return tuple(control.value) if choice.free == "span" else control.value


def _picture(explorer: Explorer, view: View) -> str:
    size = view_size()
    return as_image(draw_svg(view.draw, size, explorer.heights[1 if size.narrow else 0]), view.says)


def _table(view: View) -> str:
    table = table_of(view.table)
    head = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in table["columns"])
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in table["rows"])
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
