"""The tables of January 2022: each rule lets the real rows through and names a row that breaks it."""

import re
from pathlib import Path

import pytest
from changing import change, found_in, line_of

from helpers.book.check import check_tables
from helpers.book.deployment_rules import GROUPS, UNITS, check_deployment
from helpers.book.settings import ROOT
from helpers.data import load, read_package
from helpers.data.reading import read_rows

EVENTS, CLAIMS, COUNTS = (f"data/events/january_{name}.csv" for name in ("events", "contingents", "casualties"))
TOTAL, KYRGYZ, ARMENIAN = "jn-all-2022-01-10-tokayev", "jn-kgz-2022-01-13-mod", "jn-arm-2022-01-10-zas"
RUSSIAN = "jn-rus-2022-01-06-press-3000"
DEAD, CITY = "jc-2022-03-14-deaths", "jc-2022-03-14-deaths-almaty"
EARLIER, LATER = "jc-2022-01-09-detained-interior-1", "jc-2022-01-09-detained-interior-2"
ACCEPTED = {"voice": "official", "basis": "stated", "assessment": "accepted"}


def test_the_real_rows_break_no_rule() -> None:
    package = read_package(ROOT / "data")
    read = {name: read_rows(package.folder, table)[0] for name, table in package.tables.items() if "january" in name}
    assert list(check_deployment(read)) == []


def test_a_break_is_named_with_file_line_column_and_what_was_expected(book_copy: Path) -> None:
    change(book_copy, CLAIMS, KYRGYZ, value="2001")
    (problem,) = [one for one in check_tables(book_copy) if one.message.startswith("KGZ")]
    line, least = line_of(book_copy, CLAIMS, KYRGYZ), line_of(book_copy, CLAIMS, "jn-all-2022-01-13-zas")
    assert (problem.file, problem.line) == (CLAIMS, line)
    assert problem.message == (
        f"KGZ 2001 is above 2000, the smallest official total from 2022-01-09 on (line {least}); expected no more"
    )


BREAKS = {
    "a contingent above the smallest total": (CLAIMS, [(ARMENIAN, {"value": "2010"})], r"value: ARM 2010 is above 2000, the smallest official total"),
    "a press number that is made official": (CLAIMS, [(RUSSIAN, ACCEPTED)], r"value: RUS 3000 is above 2000"),
    "contingents that together exceed the highest total": (CLAIMS, [(RUSSIAN, {**ACCEPTED, "value": "1600"})], r"value: 2030, the highest official total, is below ARM 100 \+ KGZ 150 \+ RUS 1600 \+ TJK 200 = 2050"),
    "a plan of a state above the total": (CLAIMS, [("jn-tjk-2022-01-07-mod", {"value": "2500"})], r"value: TJK 2500 is above 2000"),
    "a withdrawal before the arrival": (EVENTS, [("je-2022-01-16-russia", {"start": "2022-01-05"})], r"start: '2022-01-05' is before RUS came on 2022-01-06"),
    "a withdrawal before the whole had come": (EVENTS, [("je-2022-01-14-armenia", {"start": "2022-01-08"})], r"start: '2022-01-08' is before the deployment was complete on 2022-01-09"),
    "an arrival moved behind the withdrawal": (EVENTS, [("je-2022-01-05-belarus", {"start": "2022-01-15", "end": ""}), ("je-2022-01-06-belarus", {"start": "2022-01-15"}), ("je-2022-01-06-belarus-arrival", {"start": "2022-01-15"})], r"start: '2022-01-14' is before BLR came on 2022-01-15"),
    "no end of the deployment": (EVENTS, [("je-2022-01-09-complete", {"milestone": ""})], r"milestone: no accepted event is 'complete', expected one"),
    "a step taken twice": (EVENTS, [("je-2022-01-06-basis", {"milestone": "decision"})], r"milestone: 'decision' stands already on line \d+, expected once"),
    "a step without bounds": (EVENTS, [("je-2022-01-06-decision", {"latest": ""})], r"earliest: '2022-01-05T13:00Z' to '' with milestone 'decision': expected both bounds"),
    "bounds on what is no step": (EVENTS, [("je-2022-01-04-almaty", {"earliest": "2022-01-04T00:00Z", "latest": "2022-01-04T00:00Z"})], r"earliest: .* with milestone '': expected both bounds for a step, else none"),
    "bounds in the wrong order": (EVENTS, [("je-2022-01-06-decision", {"latest": "2022-01-05T12:00Z"})], r"latest: '2022-01-05T12:00Z' is before the earliest moment"),
    "bounds on another day": (EVENTS, [("je-2022-01-19-last", {"earliest": "2022-01-20T00:00Z", "latest": "2022-01-20T00:00Z"})], r"earliest: .* does not touch the day '2022-01-19'"),
    "a departure of nobody": (EVENTS, [("je-2022-01-14-armenia", {"iso3": ""})], r"iso3: is empty, expected the state whose contingent departs"),
    "a state that departs twice": (EVENTS, [("je-2022-01-14-tajikistan", {"iso3": "ARM"})], r"milestone: 'departure' stands already"),
    "an event with a number and no unit": (EVENTS, [("je-2022-01-04-almaty", {"unit": ""})], r"unit: '' beside value '5000': expected both or neither"),
    "an hour that is none": (EVENTS, [("je-2022-01-06-belarus", {"time": "25:10"})], r"time: '25:10' does not have the form"),
    "a claim twice": (CLAIMS, [(KYRGYZ, {"id": "jn-again"})], r"claimant: 'Ministry of Defence of Kyrgyzstan' says the same on line \d+ already"),
    "a claim in words twice": (CLAIMS, [("jn-kgz-2022-01-11-unit", {"id": "jn-again"})], r"claimant: '24.kg' says the same"),
    "a count twice": (COUNTS, [(DEAD, {"id": "jc-again", "complete": "false"})], r"claimant: .General Prosecutor's Office. says the same"),
    "two counts of one day without an order": (COUNTS, [(EARLIER, {"sequence": ""})], r"sequence: 5969 stands beside 5135 of the same claimant and day on line \d+; expected a number of its own"),
    "two counts with one place in the order": (COUNTS, [(LATER, {"sequence": "1"})], r"sequence: 5969 stands beside 5135"),
    "a second total of the day": (COUNTS, [(DEAD, {"id": "jc-again", "complete": "false", "value": "233"})], r"sequence: 233 stands beside 230"),
    "parts above their total": (COUNTS, [(DEAD, {"value": "229"})], r"value: 229 is below its parts, 139 \+ 63 \+ 19 \+ 8 \+ 1 = 230"),
    "a part above its total": (COUNTS, [("jc-2022-08-deaths-custody", {"value": "300"})], r"value: 238 is below its parts, 300 = 300"),
    "parts of parts that do not add up": (COUNTS, [("jc-2022-03-14-deaths-almaty-open", {"value": "50"})], r"complete: 'true', but 86 \+ 50 = 136 is not 139"),
    "a total without its parts": (COUNTS, [("jc-2022-05-05-deaths", {"complete": "true"})], r"complete: 'true', but no part = 0 is not 232"),
    "a part of another day's total": (COUNTS, [("jc-2022-08-deaths-custody", {"part_of": DEAD})], r"part_of: 'jc-2022-03-14-deaths' has date '2022-03-14', its part '2022-08-16'"),
    "a part of another claimant's total": (COUNTS, [("jc-2024-02-08-deaths-security", {"claimant": "FIDH"})], r"part_of: .* has claimant 'FIDH, quoting official figures', its part 'FIDH'"),
    "a total that nobody knows": (COUNTS, [(CITY, {"part_of": "jc-nothing"})], r"part_of: 'jc-nothing' is not in january_casualties.id"),
    "a part of itself": (COUNTS, [("jc-2022-05-05-deaths", {"part_of": "jc-2022-05-05-deaths"})], r"part_of: 'jc-2022-05-05-deaths' is in the end a part of this row"),
    "totals that are parts of each other": (COUNTS, [(DEAD, {"part_of": CITY})], r"part_of: 'jc-2022-03-14-deaths-almaty' is in the end a part of this row"),
    "a unit of another measure": (CLAIMS, [(TOTAL, {"unit": "flights"})], r"unit: 'flights' does not go with measure 'strength', expected troops"),
    "a measure of another unit": (CLAIMS, [("jn-all-2022-01-10-zas-flights", {"measure": "aircraft_in"})], r"unit: 'flights' does not go with measure 'aircraft_in', expected aircraft"),
    "a strength without a number": (CLAIMS, [(KYRGYZ, {"value": ""})], r"value: '' does not go with measure 'strength', expected a value"),
    "a total without a number": (CLAIMS, [(TOTAL, {"value": ""})], r"value: '' does not go with measure 'strength', expected a value"),
    "a number without a qualifier": (CLAIMS, [(KYRGYZ, {"qualifier": ""})], r"qualifier: '' does not go with measure 'strength', expected a qualifier"),
    "a number for a commander": (CLAIMS, [("jn-all-2022-01-10-commander", {"value": "1"})], r"value: '1' does not go with measure 'commander', expected no value"),
    "a sum of ours called stated": (CLAIMS, [(TOTAL, {"voice": "ours"})], r"voice: 'ours' does not go with basis 'stated'"),
    "a derived number called official": (CLAIMS, [(TOTAL, {"basis": "derived"})], r"voice: 'official' does not go with basis 'derived'"),
    "the wounded of a group of the dead": (COUNTS, [("jc-2022-03-14-deaths-almaty-open", {"measure": "wounded"})], r"measure: 'wounded' does not go with group 'circumstances_open', expected deaths"),
    "the detained of a group of the dead": (COUNTS, [("jc-2023-01-05-deaths-crimes", {"measure": "detained"})], r"measure: 'detained' does not go with group 'other_crimes', expected deaths"),
    "a withdrawn count that is accepted": (COUNTS, [("jc-2022-01-09-deaths", {"assessment": "accepted"})], r"assessment: 'accepted' does not go with a withdrawn count, expected rejected"),
    "a withdrawn count without a word": (COUNTS, [("jc-2022-01-09-deaths", {"note": ""})], r"note: is empty, expected who withdrew the count and when"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_a_rule_of_the_deployment_is_named(book_copy: Path, name: str) -> None:
    file, changes, says = BREAKS[name]
    for key, cells in changes:
        change(book_copy, file, key, **cells)
    found = found_in(book_copy)
    assert re.search(rf"{re.escape(file)}(:\d+)? .*{says}", found), found


PASSES = {
    "a press number above the total": (CLAIMS, RUSSIAN, {"assessment": "accepted"}),
    "an official number that is disputed": (CLAIMS, RUSSIAN, {"voice": "official", "basis": "stated"}),
    "a number that fills the total": (CLAIMS, RUSSIAN, {**ACCEPTED, "value": "1580"}),
    "an official total of the first day": (CLAIMS, "jn-all-2022-01-06-zas", {"value": "10", "qualifier": "exact"}),
    "a plan made after the deployment": (CLAIMS, "jn-all-2022-01-06-zas", {"date": "2022-01-12", "value": "10"}),
    "a total without a day": (CLAIMS, "jn-all-wikipedia", {**ACCEPTED, "value": "10"}),
    "a withdrawal known to the month": (EVENTS, "je-2022-01-16-russia", {"start": "2022-01"}),
    "a withdrawal that is rejected": (EVENTS, "je-2022-01-14-armenia", {"start": "2022-01-02", "assessment": "rejected"}),
    "the same words by another": (CLAIMS, "jn-kgz-2022-01-11-unit", {"id": "jn-again", "claimant": "Kabar"}),
    "a third count of the day": (COUNTS, LATER, {"id": "jc-again", "value": "6000", "sequence": "3"}),
    "a rejected count beside an accepted one": (COUNTS, LATER, {"id": "jc-again", "value": "6000", "sequence": "", "assessment": "rejected"}),
    "a rejected part": (COUNTS, "jc-2022-03-14-deaths-security", {"id": "jc-again", "value": "900", "assessment": "rejected"}),
    "parts below a total that is not complete": (COUNTS, "jc-2022-08-deaths-custody", {"value": "5"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_a_row_within_the_rules_of_the_deployment_is_let_through(book_copy: Path, name: str) -> None:
    file, key, cells = PASSES[name]
    change(book_copy, file, key, **cells)
    assert found_in(book_copy) == ""


def test_every_measure_and_group_of_the_rules_is_one_of_the_tables() -> None:
    tables = read_package(ROOT / "data").tables
    fields = {
        name: {one.name: one for one in tables[f"january_{name}"].fields} for name in ("contingents", "casualties")
    }
    assert set(UNITS) <= set(fields["contingents"]["measure"].constraints["enum"])
    assert set(UNITS.values()) == set(fields["contingents"]["unit"].constraints["enum"])
    assert set(GROUPS) <= set(fields["casualties"]["group"].constraints["enum"])


def test_the_remainder_is_computed_and_is_no_row() -> None:
    claims = load("january_contingents")
    known = claims[
        (claims["measure"] == "strength") & (claims["voice"] == "official") & (claims["assessment"] == "accepted")
    ]
    total = known[known["iso3"].eq("") & (known["date"] == "2022-01-10")]["value"].item()
    assert total - known[known["iso3"] != ""].groupby("iso3")["value"].max().sum() == 1580
    assert 1580 not in set(claims["value"])
    assert "RUS" not in set(known["iso3"])


def test_every_hour_of_the_raw_notes_stands_among_the_events() -> None:
    events = load("january_events")
    assert {"17:20", "01:30", "12:30", "15:10", "18:43", "22:00", "13:00", "00:00"} <= set(events["time"])
    assert (events.loc[events["time"].str.contains(":"), "time_note"] != "").all()


def test_the_steps_of_the_operation_follow_each_other() -> None:
    steps = load("january_events").query("milestone != '' and milestone != 'departure'").set_index("milestone")["start"]
    order = ["request", "decision", "first_aircraft", "complete", "session", "end_announced", "end_requested"]
    order += ["withdrawal_start", "last_units"]
    assert list(steps[order]) == sorted(steps)
