"""The figure card: what it derives, what it refuses, and that the same rows give the same bytes."""

import base64
import io
import re

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import FigureBase
from pybtex.database import parse_string

from helpers import style
from helpers.book.citing import figure_bibtex
from helpers.book.markup import csv_text, table_html
from helpers.book.settings import read_settings
from helpers.data import load
from helpers.figures import CARD_TYPE, Card, card
from helpers.pictures import STORE, VIEW

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
    back = pd.read_csv(io.StringIO(csv_text(data["columns"], data["rows"])), keep_default_na=False)
    assert list(back["value"]) == list(rows["value"])
    assert list(back["year"]) == list(rows["year"])


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
    assert list(bundle) == ["text/html", "text/plain"]
    assert "&lt;b&gt;markup&lt;/b&gt; &amp;" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]


def test_a_phone_gets_a_narrow_picture(monkeypatch) -> None:
    def width() -> float:
        source = re.search(r'base64,([^"]+)', make()._repr_mimebundle_()["text/html"])[1]
        return float(re.search(r'viewBox="0 0 ([\d.]+) ', base64.b64decode(source).decode())[1])

    assert width() == pytest.approx(style.WIDE.width * 72)
    monkeypatch.setenv(VIEW, "narrow")
    assert width() == pytest.approx(style.NARROW.width * 72)


def test_the_build_gets_every_picture_and_a_notebook_one(monkeypatch) -> None:
    drawn = []

    def counted(place: FigureBase, size: style.Size) -> None:
        drawn.append(size.name)
        draw(place, size)

    make(draw=counted)._repr_mimebundle_()
    assert drawn == ["wide"]
    monkeypatch.setenv(STORE, "anywhere")
    bundle = make(draw=counted)._repr_mimebundle_()
    assert sorted(bundle[CARD_TYPE]["pictures"]) == ["export.png", "export.svg", "narrow.svg", "wide.svg"]
    assert drawn == ["wide", "wide", "narrow", "wide"]


def test_downloads_hold_no_formula_and_tables_no_markup() -> None:
    text = csv_text(["name"], [["=SUM(A1)"], ["@cmd"], ["-3.5"], ["-x"], ["plain"]])
    assert text == "name\n'=SUM(A1)\n'@cmd\n-3.5\n'-x\nplain\n"
    assert "<script>" not in table_html(["<script>"], [["<script>"]], '"<script>"')


def test_a_dollar_in_a_title_is_money_and_not_mathematics() -> None:
    def bare(place: FigureBase, size: style.Size) -> None:
        place.text(0.1, 0.5, "From $5 to $2")

    plain = make(draw=bare).data["pictures"]["wide.svg"]
    assert "mathtext" not in plain and plain.count("#SourceSansPro") + plain.count("#DejaVuSans") >= 10


def test_a_colour_without_a_name_is_refused() -> None:
    def stray(place: FigureBase, size: style.Size) -> None:
        place.add_axes((0, 0, 1, 1)).plot([1, 2], color="#123456")

    with pytest.raises(ValueError, match=r"colours without a name in helpers.style: #123456"):
        make(draw=stray)


def test_the_readers_own_settings_do_not_change_a_picture() -> None:
    drawn = make().data["pictures"]["wide.svg"]
    with matplotlib.rc_context({"lines.linewidth": 9, "axes.grid": True}):
        assert make().data["pictures"]["wide.svg"] == drawn


@pytest.mark.parametrize("title", ["A {brace", "a @misc{x, y}", "100 % & more_ #1 $ ~ ^ \\ end"])
def test_any_title_makes_bibtex_that_parses(title: str) -> None:
    data = {**make().data, "title": title}
    entry = parse_string(figure_bibtex(read_settings(), data, "chapters/test"), "bibtex").entries["csto-test-line"]
    assert entry.fields["title"]


def test_rows_grouped_away_from_their_sources_are_refused() -> None:
    grouped = load("gdp").groupby("iso3", as_index=False)["value"].sum()
    grouped.attrs = load("gdp").attrs
    with pytest.raises(ValueError, match="lost their sources"):
        make(rows=grouped)
