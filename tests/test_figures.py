"""The figure card: what it derives, what it refuses, and that the same rows give the same bytes."""

import re

import pandas as pd
import pytest
from matplotlib.figure import FigureBase

from helpers import style
from helpers.book.markup import csv_text, table_html
from helpers.data import load
from helpers.figures import CARD_TYPE, Card, card

GOOD = {
    "title": "One line rises",
    "subtitle": "GDP of Russia, current US dollars, 1992 to 2025",
    "alt": "A line that rises from the lower left to the upper right of the picture.",
    "heights": (2.0, 2.0),
}


def draw(place: FigureBase, size: style.Size) -> None:
    place.add_axes((0.1, 0.1, 0.8, 0.8)).plot([1, 2], [3, 4], color=style.STATE["RUS"])


def make(**changes) -> Card:
    rows = changes.pop("rows", load("gdp").query("iso3 == 'RUS'"))
    return card(changes.pop("key", "test.line"), changes.pop("draw", draw), rows=rows, **{**GOOD, **changes})


def test_source_line_as_of_and_licence_come_from_the_rows() -> None:
    credit = make().data["credit"]
    assert (
        credit == "Data: Gross domestic product. Sources: World Bank. As of July 2026. Licence of the data: CC-BY-4.0."
    )
    both = make(rows=[load("gdp"), load("military_expenditure")]).data
    assert "SIPRI-fair-use" in both["credit"] and "Stockholm International Peace Research Institute" in both["credit"]
    assert both["tables"] == ["gdp", "military_expenditure"]


def test_table_and_csv_hold_the_rows_drawn() -> None:
    data = make().data
    rows = load("gdp").query("iso3 == 'RUS'")
    assert data["columns"] == ["iso3", "year", "value", "sources"]
    assert len(data["rows"]) == len(rows)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert make().data["pictures"] == make().data["pictures"]


def test_pictures_carry_no_date_and_no_other_origin() -> None:
    for name, picture in make().data["pictures"].items():
        if name.endswith(".svg"):
            assert "dc:date" not in picture
            assert not re.search(r'(href|src)="https?://', picture)


def test_every_named_colour_has_a_twin_and_the_twins_differ() -> None:
    named = {
        style.INK,
        style.MUTED,
        style.FAINT,
        style.GROUND,
        style.PAPER,
        style.TREATY,
        style.ORGANISATION,
        style.GUAM,
        style.SCO,
        *style.STATE.values(),
    }
    assert set(style.DARK) == named
    assert len(set(style.DARK.values())) == len(named)
    assert not set(style.DARK.values()) & set(style.DARK)


def test_recolouring_leaves_no_light_colour() -> None:
    dark = style.recolour(make().data["pictures"]["wide.svg"])
    assert style.DARK[style.STATE["RUS"]] in dark
    assert style.STATE["RUS"] not in dark


def contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [style.INK, style.MUTED])
def test_text_has_a_contrast_of_at_least_4_5_on_both_pages(colour: str) -> None:
    assert contrast(colour, style.PAPER) >= 4.5
    assert contrast(style.DARK[colour], style.DARK[style.PAPER]) >= 4.5


@pytest.mark.parametrize("colour", [style.TREATY, style.ORGANISATION, style.GUAM, style.SCO, *style.STATE.values()])
def test_marks_have_a_contrast_of_at_least_3_on_both_pages(colour: str) -> None:
    assert contrast(colour, style.PAPER) >= 3
    assert contrast(style.DARK[colour], style.DARK[style.PAPER]) >= 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key": "line"}, "is not of the form chapter.name"),
        ({"key": "Test.Line"}, "is not of the form chapter.name"),
        ({"title": "word " * 13}, "has 13 words, at most 12"),
        ({"title": " "}, "needs a title"),
        ({"subtitle": ""}, "needs a title"),
        ({"alt": "A line."}, "needs 40 characters"),
        ({"alt": "../../_images/a-very-long-name-of-a-picture-file.png"}, "repeats the title or is a path"),
        (
            {
                "title": "A title that is long enough to serve as its own alternative",
                "alt": "A title that is long enough to serve as its own alternative",
            },
            "repeats the title",
        ),
        ({"rows": load("gdp").query("iso3 == 'XXX'")}, "no rows are drawn"),
        ({"rows": []}, "no rows are drawn"),
        ({"rows": pd.DataFrame({"a": [1]})}, "do not know their table"),
    ],
)
def test_a_card_that_does_not_serve_is_refused(changes: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make(**changes)


def test_a_notebook_shows_the_card_with_escaped_words() -> None:
    bundle = make(alt='A "line" with <b>markup</b> & quotation marks that rises.')._repr_mimebundle_()
    assert bundle[CARD_TYPE]["key"] == "test.line"
    assert "&lt;b&gt;markup&lt;/b&gt; &amp;" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]


def test_downloads_hold_no_formula_and_tables_no_markup() -> None:
    text = csv_text(["name"], [["=SUM(A1)"], ["@cmd"], ["-3.5"], ["-x"], ["plain"]])
    assert text == "name\n'=SUM(A1)\n'@cmd\n-3.5\n'-x\nplain\n"
    assert "<script>" not in table_html(["<script>"], [["<script>"]], '"<script>"')
