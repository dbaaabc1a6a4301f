"""One day as it could be told by then: what is known since when, reports by town, contingents, counts and claims."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.data.bibliography import source_days
from helpers.measures.days import in_country, known_since, reports, standing, strengths, towns_by_day

TOLD = {"agency": "2022-01-05", "briefing": "2022-01-15", "forecast": "2022-01-03"}


def known(own: str, sources: str, undated: bool) -> str:
    rows = pd.DataFrame({"date": [own], "sources": [sources]})
    return known_since(rows, "date", TOLD, undated).item()


def test_a_row_is_known_from_its_earliest_dated_source_and_never_before_its_own_day() -> None:
    assert known("2022-01-04", "briefing;agency", undated=False) == "2022-01-05"
    assert known("2022-01-04", "forecast", undated=False) == "2022-01-04"
    assert known("2022-01-04", "copy;briefing", undated=True) == "2022-01-15"


def test_without_a_dated_source_a_claim_counts_from_its_own_day_and_an_event_never() -> None:
    assert known("2022-01-04", "copy", undated=True) == "2022-01-04"
    assert known("2022-01-04", "copy", undated=False) == ""


def test_only_sources_dated_to_a_day_have_a_day() -> None:
    days = source_days()
    assert days["gp_chron"] == "2022-01-15"
    assert "nao_19" not in days  # dated to the month
    assert "pt_aktau4" not in days  # no date was seen


TOWNS = pd.DataFrame(
    [("A", "North", True, 70.0, 50.0), ("B", "North", False, 71.0, 51.0), ("C", "South", True, 72.0, 43.0)],
    columns=["name", "region", "seat", "lon", "lat"],
)
EVENTS = pd.DataFrame(
    [
        ("2022-01-03", "A", "North", "", "protest", "", "accepted"),
        ("2022-01-04", "A", "North", "", "violence", "", "disputed"),
        ("2022-01-04", "A", "North", "", "violence", "", "accepted"),
        ("2022-01-04", "A", "North", "", "protest", "", "accepted"),
        ("2022-01-04", "several", "South", "", "protest", "", "accepted"),
        ("2022-01-05", "B", "North", "", "restoration", "", "disputed"),
        ("2022-01-05", "B", "North", "", "violence", "", "rejected"),
        ("2022-01-05", "national", "national", "", "violence", "", "accepted"),
        ("2022-01", "C", "South", "", "violence", "", "accepted"),
        ("2022-01-05", "base", "abroad", "X", "deployment", "", "accepted"),
        ("2022-01-06", "A", "North", "Y", "deployment", "first_aircraft", "accepted"),
        ("2022-01-07", "national", "national", "", "deployment", "complete", "accepted"),
        ("2022-01-08", "A", "North", "X", "withdrawal", "departure", "accepted"),
        ("2022-01-09", "A", "North", "Y", "withdrawal", "last_units", "accepted"),
    ],
    columns=["start", "place", "region", "iso3", "lane", "milestone", "assessment"],
)


def marks(day: str) -> list[tuple]:
    found = reports(EVENTS, TOWNS, day)
    return list(found[["town", "lane", "whole", "sure", "today"]].itertuples(index=False, name=None))


def test_a_day_has_its_own_reports_and_the_latest_earlier_ones_of_other_towns() -> None:
    # The fourth: two lanes in A, one of them sure since one of its two rows is; the region of C at its seat.
    of_the_fourth = [("A", "protest", False, True), ("A", "violence", False, True), ("C", "protest", True, True)]
    assert marks("2022-01-04") == [(*one, True) for one in of_the_fourth]
    # The fifth adds B, disputed; the rejected row, the whole country and the event without a day are left out.
    assert marks("2022-01-05") == [
        *((*one, False) for one in of_the_fourth[:2]),
        ("B", "restoration", False, False, True),
        (*of_the_fourth[2], False),
    ]


def test_a_day_before_the_first_report_has_none() -> None:
    assert reports(EVENTS, TOWNS, "2022-01-02").empty
    assert towns_by_day(EVENTS, TOWNS, ["2022-01-02"]).loc["2022-01-02"].tolist() == [0, 0, 0]


def test_towns_are_counted_once_a_day_and_lane() -> None:
    counts = towns_by_day(EVENTS, TOWNS, ["2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06"])
    assert counts["protest"].tolist() == [1, 2, 0, 0]
    assert counts["violence"].tolist() == [0, 1, 0, 0]
    assert counts["restoration"].tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(("place", "region"), [("Nowhere", "North"), ("several", "East")])
def test_a_place_that_no_town_answers_to_is_refused(place: str, region: str) -> None:
    lost = EVENTS.head(1).assign(place=place, region=region)
    with pytest.raises(ValueError, match=rf"no town in data/geo/towns\.csv for '{place}' in '{region}' \(2022-01-03\)"):
        reports(lost, TOWNS, "2022-01-03")


def test_a_contingent_seen_only_on_its_way_has_come_when_the_force_is_complete() -> None:
    days = [f"2022-01-{day:02}" for day in range(5, 10)]
    assert [in_country(EVENTS, day) for day in days] == [[], ["Y"], ["Y", "X"], ["Y"], []]


COUNTS = pd.DataFrame(
    [
        ("five", "2022-01-04", "paper", "deaths", "security", "national", 5, None, "", False, "accepted"),
        ("town", "2022-01-05", "mayor", "deaths", "security", "A", 3, None, "", False, "accepted"),
        ("wide", "2022-01-05", "ministry", "deaths", "security", "national", 8, None, "", False, "accepted"),
        (
            "others",
            "2022-01-04",
            "ministry",
            "deaths",
            "killed_as_attackers",
            "national",
            2,
            None,
            "",
            False,
            "accepted",
        ),
        ("gone", "2022-01-06", "channel", "deaths", "all", "national", 164, None, "", True, "rejected"),
        ("first", "2022-01-07", "ministry", "deaths", "all", "national", 20, 1, "", False, "accepted"),
        ("second", "2022-01-07", "ministry", "deaths", "all", "national", 25, 2, "", False, "accepted"),
        ("office", "2022-01-07", "office", "deaths", "all", "national", 24, None, "", False, "accepted"),
        ("part", "2022-01-07", "ministry", "deaths", "security", "national", 9, None, "second", False, "accepted"),
    ],
    columns=[
        "id",
        "date",
        "claimant",
        "measure",
        "group",
        "place",
        "value",
        "sequence",
        "part_of",
        "withdrawn",
        "assessment",
    ],
)


@pytest.mark.parametrize(
    ("day", "stand"),
    [
        ("2022-01-03", []),
        ("2022-01-04", ["five", "others"]),
        ("2022-01-05", ["others", "wide"]),  # of two counts of one day and group the one for the whole country
        ("2022-01-06", ["others", "wide"]),  # the count taken back does not stand, not even on its own day
        ("2022-01-07", ["second", "office", "part"]),  # a count of all replaces those of groups, save its own parts
        ("2022-01-22", ["second", "office", "part"]),
    ],
)
def test_the_counts_that_stand_on_a_day(day: str, stand: list[str]) -> None:
    assert standing(COUNTS, "deaths", day)["id"].tolist() == stand


def test_nothing_stands_for_a_measure_that_nobody_counted() -> None:
    assert standing(COUNTS, "detained", "2022-01-22").empty


def test_the_latest_official_number_of_the_force_stands_beside_every_number_of_the_press() -> None:
    claims = pd.DataFrame(
        [
            ("plan", "2022-01-06", "", "strength", "official"),
            ("paper", "2022-01-06", "", "strength", "press"),
            ("part", "2022-01-07", "ARM", "strength", "official"),
            ("total", "2022-01-10", "", "strength", "official"),
            ("month", "2022-01", "", "strength", "press"),
        ],
        columns=["id", "date", "iso3", "measure", "voice"],
    )
    assert [list(found["id"]) for found in strengths(claims, "2022-01-09")] == [["plan"], ["paper"]]
    assert [list(found["id"]) for found in strengths(claims, "2022-01-10")] == [["total"], ["paper"]]
    assert [len(found) for found in strengths(claims, "2022-01-05")] == [0, 0]


def test_every_town_of_january_2022_lies_on_the_map_and_every_region_with_a_report_has_a_seat() -> None:
    events, towns = load("january_events"), load("towns")
    assert not reports(events, towns, "2022-01-22").empty  # it raises where a town is missing
    assert not towns.loc[towns["seat"], "region"].duplicated().any()
    assert set(towns["name"]) <= set(events["place"]) | {"Oskemen"}


def test_the_force_of_january_2022_grew_from_two_contingents_to_five_and_left() -> None:
    events = load("january_events")
    counts = [len(in_country(events, f"2022-01-{day:02}")) for day in (5, 6, 7, 8, 9, 13, 14, 18, 19)]
    assert counts == [0, 2, 3, 4, 5, 5, 1, 1, 0]
