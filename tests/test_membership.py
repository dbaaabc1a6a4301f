"""Who belongs on the days that matter, on both clocks and in three states, and on the day before each."""

import datetime as dt

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.membership import count_steps, ever_parties, members, outcome, parties, standing

FIVE = "BLR KAZ KGZ RUS TJK"
SIX = "ARM BLR KAZ KGZ RUS TJK"
TASHKENT = "ARM KAZ KGZ RUS TJK UZB"
NINE = "ARM AZE BLR GEO KAZ KGZ RUS TJK UZB"
# day: (signed, in force, participating) by the treaty's clock, then by the organisation's, as of that day.
# Worked by hand from the texts: treaty of 15 May 1992, accessions of 1993, entry into force on 20 April 1994, end
# of the first term on 20 April 1999, Charter of 7 October 2002 and 18 September 2003, protocol of 16 August 2006,
# decision of 19 December 2012, freeze of 22 February 2024.
TURNS = [
    ("1992-05-15", (TASHKENT, "", ""), ("", "", "")),
    ("1993-09-24", ("ARM AZE KAZ KGZ RUS TJK UZB", "", ""), ("", "", "")),
    ("1993-12-09", ("ARM AZE GEO KAZ KGZ RUS TJK UZB", "", ""), ("", "", "")),
    ("1993-12-31", (NINE, "", ""), ("", "", "")),
    ("1994-04-20", (NINE, NINE, NINE), ("", "", "")),
    ("1999-04-02", (NINE, NINE, NINE), ("", "", "")),  # the protocol is signed; the first term runs on to the 20th
    ("1999-04-20", (SIX, SIX, SIX), ("", "", "")),
    ("2002-10-07", (SIX, SIX, SIX), (SIX, "", "")),
    ("2003-09-18", (SIX, SIX, SIX), (SIX, SIX, SIX)),
    ("2006-08-16", (SIX, SIX, SIX), (SIX + " UZB",) * 3),
    ("2012-06-28", (SIX, SIX, SIX), (SIX + " UZB", SIX + " UZB", SIX)),  # its own note, before the Council decided
    ("2012-12-19", (SIX, SIX, SIX), (SIX, SIX, SIX)),
    ("2024-02-22", (SIX, SIX, FIVE), (SIX, SIX, FIVE)),  # the words of the freeze name the treaty, too
]
STATES = ("signed", "in_force", "participating")


@pytest.fixture(scope="module")
def spells():
    return load("membership_spells")


def named(frame) -> str:
    return " ".join(frame["iso3"])


def before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


@pytest.mark.parametrize("clock", ["treaty", "organisation"])
@pytest.mark.parametrize("place", range(len(TURNS)), ids=[turn[0] for turn in TURNS])
def test_each_turn_counts_from_its_own_day(spells, place: int, clock: str) -> None:
    column = 1 if clock == "treaty" else 2
    day, then = TURNS[place][0], TURNS[place - 1][column] if place else ("", "", "")
    now = TURNS[place][column]
    assert tuple(named(parties(spells, day, clock, state)) for state in STATES) == now
    assert tuple(named(parties(spells, before(day), clock, state)) for state in STATES) == then


def test_the_three_states_are_nested_on_every_first_of_the_month(spells) -> None:
    for year in range(1992, 2027):
        for month in range(1, 13):
            day = f"{year}-{month:02d}-01"
            for clock in ("treaty", "organisation"):
                signed, bound, active = (set(parties(spells, day, clock, state)["iso3"]) for state in STATES)
                assert active <= bound <= signed, (day, clock)


def test_counts_by_both_clocks(spells) -> None:
    assert list(count_steps(spells, "treaty")["count"]) == [9, 6]
    assert list(count_steps(spells, "organisation")["count"]) == [6, 7, 6]
    assert list(count_steps(spells, "organisation", "participating")["count"]) == [6, 7, 6, 5]
    assert list(count_steps(spells, "treaty", "signed")["count"]) == [6, 7, 8, 9, 6]


def test_nine_states_were_ever_bound(spells) -> None:
    assert " ".join(ever_parties(spells)) == NINE


def test_outcomes_in_words(spells) -> None:
    assert outcome(spells, "RUS") == "takes part"
    assert outcome(spells, "ARM") == "frozen since 2024"
    assert outcome(spells, "UZB") == "suspended since 2012"
    assert outcome(spells, "GEO") == "out since 1999"


def test_sco_members_grew_from_six_to_ten(spells) -> None:
    assert named(members(spells, "2001-06-15", "SCO")) == "CHN KAZ KGZ RUS TJK UZB"
    assert len(members(spells, "2017-06-09", "SCO")) == 8
    assert len(members(spells, "2024-07-04", "SCO")) == 10


def test_a_year_is_no_answer_to_who_belonged(spells) -> None:
    with pytest.raises(ValueError, match="given to the day"):
        parties(spells, "1999", "treaty")


def test_unknown_clock_and_state_are_refused(spells) -> None:
    with pytest.raises(ValueError, match="clock 'alliance' is not one of treaty, organisation"):
        parties(spells, "1999-01-01", "alliance")
    with pytest.raises(ValueError, match="state 'active' is not one of"):
        parties(spells, "1999-01-01", "treaty", "active")


def test_an_organisation_without_spells_has_no_members(spells) -> None:
    assert list(members(spells, "2000-01-01", "NATO")["iso3"]) == []


def test_a_state_in_two_statuses_counts_once(spells) -> None:
    twice = spells[(spells["iso3"] == "RUS") & (spells["org"] == "CSTO") & (spells["status"] == "in_force")]
    both = pd.concat([spells, twice.assign(id="sp-copy", status="participating")], ignore_index=True)
    assert named(parties(both, "2020-01-01")) == SIX


def test_steps_of_a_table_with_partial_dates_and_of_an_empty_one(spells) -> None:
    partial = spells.assign(end=spells["end"].replace("2012-12-19", "2012-12"))
    assert list(count_steps(partial, "organisation")["start"]) == ["2003-09-18", "2006-08-16", "2012-12-01"]
    assert count_steps(spells[spells["org"] == "SCO"], "treaty").empty
    with pytest.raises(ValueError, match="clock 'nato'"):
        count_steps(spells, "nato")


def test_standing_names_who_takes_part_who_froze_and_who_left(spells) -> None:
    in_1993 = standing(spells, "1993-10-01", "treaty")
    assert set(in_1993.values()) == {"signed only"} and len(in_1993) == 7
    after_the_first_term = standing(spells, "1999-04-20", "treaty")
    assert {iso3 for iso3, how in after_the_first_term.items() if how == "left"} == {"AZE", "GEO", "UZB"}
    now = standing(spells, "2026-06-30", "organisation")
    assert (
        now["ARM"] == "bound, frozen"
        and now["UZB"] == "suspended"
        and now["AZE"] == "left"
        and now["BLR"] == "takes part"
    )
    assert standing(spells, "2012-07-01", "organisation")["UZB"] == "bound, frozen"  # its own note, not yet the Council
    assert "TKM" not in now
