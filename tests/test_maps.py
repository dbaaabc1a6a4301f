"""Borders and maps: the right shape for each state, the right look for each status, small pictures."""

import io
import re
import time
from pathlib import Path as File

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text

from helpers import charts, style
from helpers.charts.basemap import POLAND_TO_PACIFIC, SOUTH_CAUCASUS
from helpers.charts.maps import STATUSES
from helpers.charts.outlines import outlines
from helpers.charts.projection import EURASIA, Albers
from helpers.data import DataError, load
from helpers.data.shapes import judge_wkt, read_wkt
from helpers.figures import card
from helpers.measures.membership import ever_parties, members

BORDERS = load("borders")
GEOMETRY = dict(zip(BORDERS["iso3"], BORDERS["geometry"], strict=True))
NINE = ever_parties(load("membership_spells"))


def panel(title: str, day: str, org: str) -> charts.Panel:
    spells = load("membership_spells")
    bound, active = (set(members(spells, day, org, state)["iso3"]) for state in ("in_force", "participating"))
    status = {one: "takes part" if one in active else "bound, frozen" if one in bound else "left" for one in NINE}
    return charts.Panel(title, f"{len(bound)} bound", status, style.TREATY if org == "CST" else style.ORGANISATION)


FOUR = [
    panel("20 April 1994", "1994-04-20", "CST"),
    panel("1 May 1999", "1999-05-01", "CST"),
    panel("16 August 2006", "2006-08-16", "CSTO"),
    panel("30 June 2026", "2026-06-30", "CSTO"),
]


def maps(panels: list[charts.Panel]) -> dict[str, str]:
    bundle = card(
        "test.map",
        lambda place, size: charts.status_maps(place, size, BORDERS, panels),
        title="Four dates of belonging",
        subtitle="States bound by the treaty or the organisation",
        alt="Maps of Eurasia on which the states that are bound are filled in colour.",
        rows=[load("membership_spells"), BORDERS],
        heights=(charts.map_height(style.WIDE, panels), charts.map_height(style.NARROW, panels)),
    )
    return bundle.data["pictures"]


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    return maps(FOUR)


def holds(iso3: str, lon: float, lat: float) -> bool:
    return any(
        Path(outer).contains_point((lon, lat)) and not any(Path(hole).contains_point((lon, lat)) for hole in holes)
        for outer, *holes in read_wkt(GEOMETRY[iso3])
    )


# Snyder, Map Projections: A Working Manual (1987), page 291: the numerical example for the sphere.
def test_the_projection_gives_snyders_worked_example() -> None:
    x, y = Albers(parallels=(29.5, 45.5), origin=(-96, 23), radius=1)(-75, 35)
    assert (round(float(x), 7), round(float(y), 7)) == (0.2952720, 0.2416774)


@given(lon=some.floats(-10, 200), lat=some.floats(5, 82))
def test_the_projection_keeps_areas(lon: float, lat: float) -> None:
    step = 1e-3
    (x0, x1, x2), (y0, y1, y2) = EURASIA([lon, lon + step, lon], [lat, lat, lat + step])
    drawn = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    assert drawn == pytest.approx((EURASIA.radius * np.radians(step)) ** 2 * np.cos(np.radians(lat)), rel=1e-3)


def test_every_state_of_the_membership_record_has_a_shape() -> None:
    spells = load("membership_spells")
    eurasian = set(spells[spells["org"].isin(["CST", "CSTO"])]["iso3"]) | set(NINE)
    assert sorted(eurasian - set(GEOMETRY)) == []
    assert {"UKR", "MDA", "TKM", "CHN", "MNG", "AFG", "IRN", "PAK", "IND", "TUR", "POL"} <= set(GEOMETRY)


def test_names_on_the_map_are_those_of_the_table_of_states() -> None:
    known = dict(zip(load("states")["iso3"], load("states")["short_name"], strict=True))
    assert {one: name for one, name in zip(BORDERS["iso3"], BORDERS["name"], strict=True) if one in known} == {
        one: name for one, name in known.items() if one in GEOMETRY
    }


@pytest.mark.parametrize(
    ("place", "lon", "lat", "iso3"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Stepanakert", 46.75, 39.82, "AZE"),
        ("Tskhinvali", 43.97, 42.23, "GEO"),
        ("Sukhumi, inland", 41.10, 43.05, "GEO"),
        ("Nakhchivan", 45.41, 39.21, "AZE"),
        ("Meghri, inland", 46.20, 39.00, "ARM"),
        ("Tiraspol", 29.63, 46.84, "MDA"),
        ("Kaliningrad", 20.50, 54.70, "RUS"),
        ("Chukotka, east of 180 degrees", 189.0, 66.30, "RUS"),
        ("Sokh", 71.13, 39.96, "UZB"),
        ("Vorukh", 70.58, 39.85, "TJK"),
        ("Batken", 70.82, 40.06, "KGZ"),
        ("Osh", 72.80, 40.53, "KGZ"),
    ],
)
def test_a_place_lies_in_one_state_only(place: str, lon: float, lat: float, iso3: str) -> None:
    assert [one for one in GEOMETRY if holds(one, lon, lat)] == [iso3], place


def test_chukotka_is_one_piece_with_russia() -> None:
    main = np.array(read_wkt(GEOMETRY["RUS"])[0][0])
    assert main[:, 0].min() < 30 and main[:, 0].max() > 189


def test_neighbours_share_their_border_at_every_scale() -> None:
    shapes = dict(zip(BORDERS["iso3"], outlines(tuple(BORDERS["geometry"])), strict=True))
    for detail in (2.0, 8.0, 20.0):
        points = {one: {tuple(p) for ring in shapes[one] for p in ring.at(detail)} for one in ("KAZ", "UZB")}
        all_of = {one: {tuple(p) for ring in shapes[one] for p in ring.points} for one in ("KAZ", "UZB")}
        shared = all_of["KAZ"] & all_of["UZB"]
        assert points["KAZ"] & shared == points["UZB"] & shared
        assert len(points["KAZ"] & shared) >= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("POLYGON ((1 2, 3 4, 5 6, 1 2))", "is not of the form MULTIPOLYGON"),
        ("MULTIPOLYGON (((1 2, 3 4, 5 6, 1 3)))", "is not closed"),
        ("MULTIPOLYGON (((1 2, 3 4, 1 2)))", "has 3 points, expected at least 4"),
        ("MULTIPOLYGON (((1,5 2, 3 4, 5 6, 1,5 2)))", "is not a point"),
        ("MULTIPOLYGON (((1 2, 3 x, 5 6, 1 2)))", r"polygon 1, ring 1: '3 x' is not a point \(lon lat\)"),
        ("MULTIPOLYGON (((1 2, 3 4, 5 96, 1 2)))", "'5 96' is not on the globe"),
        ("MULTIPOLYGON (((1 2, 3 4, 5 6, 1 2), (1 2, 3 4)))", "polygon 1, ring 2 has 2 points"),
    ],
)
def test_bad_wkt_is_refused_with_file_and_line(text: str, says: str, book_copy: File) -> None:
    path = book_copy / "data/geo/borders.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = re.sub(r'"MULTIPOLYGON.*"', f'"{text}"', lines[4])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"data/geo/borders\.csv:5 geometry: .*{says}") as caught:
        load("borders", book_copy / "data")
    assert len(str(caught.value)) < 300


@given(some.text(max_size=60))
def test_no_text_breaks_the_reader_of_shapes(text: str) -> None:
    for one in (text, f"MULTIPOLYGON ((({text})))"):
        assert judge_wkt(one) is None or isinstance(judge_wkt(one), str)


def test_a_status_without_a_colour_is_refused() -> None:
    with pytest.raises(ValueError, match=r"ARM: status 'dormant' has no colour; there are: takes part, bound, frozen"):
        charts.Panel("Today", "one asleep", {"ARM": "dormant"})


def test_a_colour_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Today: colour '#123456' has no name in helpers.style"):
        charts.Panel("Today", "one bound", {"ARM": "left"}, "#123456")


def test_a_state_without_a_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="no shape in the table of borders for XXX"):
        charts.base_map(Figure(), (0, 0, 1, 1), BORDERS, POLAND_TO_PACIFIC, {"XXX": {"facecolor": style.TREATY}})


def test_every_colour_of_every_status_has_a_twin() -> None:
    every = dict(zip(GEOMETRY, STATUSES, strict=False))
    drawn = maps([charts.Panel("All", "every status", every, style.TREATY)])  # card refuses strays
    dark = style.recolour(drawn["wide.svg"])
    assert not set(re.findall(r"#[0-9a-f]{6}", dark)) & set(style.DARK)


def test_apart_is_told_by_hatching_and_not_by_colour_alone(pictures: dict[str, str]) -> None:
    assert pictures["wide.svg"].count("<pattern") == 1
    assert "<pattern" not in maps(FOUR[:1])["wide.svg"]


def test_maps_stay_small(pictures: dict[str, str]) -> None:
    single = maps(FOUR[3:])
    assert len(single["wide.svg"]) < 120_000 and len(single["narrow.svg"]) < 95_000
    assert len(pictures["wide.svg"]) < 165_000 and len(pictures["narrow.svg"]) < 165_000


def test_the_same_maps_give_the_same_bytes(pictures: dict[str, str]) -> None:
    assert maps(FOUR) == pictures


def test_borders_load_quickly() -> None:
    started = time.perf_counter()
    load("borders")
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("size", [style.WIDE, style.NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("panels", [FOUR, FOUR[3:]], ids=["four", "one"])
def test_no_two_labels_touch_and_none_leaves_the_picture(size: style.Size, panels: list[charts.Panel]) -> None:
    with matplotlib.rc_context(style.settings(size)):
        figure = Figure(figsize=(size.width, charts.map_height(size, panels)))
        charts.status_maps(figure, size, BORDERS, panels)
        figure.savefig(io.BytesIO(), format="svg")
        boxes = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(Text) if text.get_text()]
    assert len(boxes) == sum(len(one.statuses) + 2 for one in panels) + len(
        {status for one in panels for status in one.statuses.values()}
    )
    for number, (name, box) in enumerate(boxes):
        assert box.x0 >= -2 and box.x1 <= figure.bbox.x1 + 1 and box.y0 >= -1 and box.y1 <= figure.bbox.y1 + 1, name
        for other, second in boxes[:number]:
            assert not box.overlaps(second), f"{name} touches {other}"


def test_the_base_map_takes_points_at_projected_places() -> None:
    figure = Figure(figsize=(4, 3))
    land = charts.base_map(figure, (0.5, 0, 0.5, 1), BORDERS, SOUTH_CAUCASUS)
    left, right, bottom, top = land.extent
    x, y = EURASIA(44.5, 40.2)  # Yerevan
    assert left < x < right and bottom < y < top
    assert (right - left) / (top - bottom) == pytest.approx(2 / 3)
    assert (right - left) / land.scale == pytest.approx(2 * 72)  # points
    land.field.words(x, y, "Yerevan")
    across, up = figure.texts[0].get_transform().transform((x, y))
    assert figure.bbox.width / 2 < across < figure.bbox.width and 0 < up < figure.bbox.height


def test_borders_may_be_a_part_of_the_table() -> None:
    figure = Figure(figsize=(4, 3))
    part: pd.DataFrame = BORDERS[BORDERS["iso3"].isin(NINE)]
    looks = {one: {"facecolor": style.TREATY} for one in NINE}
    charts.base_map(figure, (0, 0, 1, 1), part, POLAND_TO_PACIFIC, looks)
    figure.savefig(io.BytesIO(), format="svg")


def test_no_land_is_drawn_beyond_the_frame_of_its_map() -> None:
    figure = Figure(figsize=(4, 3))
    charts.base_map(figure, (0.25, 0.25, 0.5, 0.5), BORDERS, SOUTH_CAUCASUS, {"TUR": {"facecolor": style.TREATY}})
    out = io.BytesIO()
    figure.savefig(out, format="rgba", dpi=100, facecolor="white")
    pixels = np.frombuffer(out.getvalue(), np.uint8).reshape(300, 400, 4)[..., :3]
    drawn = (pixels != 255).any(axis=2)
    assert drawn[80:220, 105:295].any()
    drawn[74:226, 99:301] = False  # a pixel more: the edge itself
    assert not drawn.any()
