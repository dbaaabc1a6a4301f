"""What no table can say alone: ``make check`` holds tables, bibliography and description to each other."""

import re
from pathlib import Path

import pytest
from changing import change, found_in

from helpers.book.check import check_data, check_tables
from helpers.book.settings import ROOT

SPELLS = "data/events/membership_spells.csv"
EXERCISES, PARTICIPATION = "data/events/exercises.csv", "data/events/participation.csv"
CLASHES, APPEALS, BASES = "data/events/border_clashes.csv", "data/events/appeals.csv", "data/events/bases.csv"
VOTES, RESOLUTIONS = "data/events/un_votes.csv", "data/codes/resolutions.csv"
STATEMENTS, GROUNDS = "data/events/statements.csv", "data/events/grounds.csv"


def test_the_data_folder_is_clean() -> None:
    assert [str(problem) for problem in check_data(ROOT)] == []


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            SPELLS,
            "KAZ,in_force,1994-04-20",
            "KAZ,in_force,1994-04-21",
            r"start: '1994-04-21' is not the date of its step mem-cst-kaz",
        ),
        (
            SPELLS,
            "ARM,frozen,2024-02-22,,mem-csto",
            "ARM,frozen,2024-02-22,,mem-cst",
            r"is not the date of its step|is not in membership.id",
        ),
        (
            "data/events/forces.csv",
            ",2022-12-19,",
            ",2027-01-01,",
            r"date: '2027-01-01' is after the record's as-of date",
        ),
        ("data/sources.bib", "  tier = {dataset},", "  tier = {gossip},", r"tier 'gossip' is not one of primary"),
        ("data/sources.bib", "@misc{wdi,", "@misc{wdi,\n}\n\n@misc{nobody_1999,", r"wdi: lacks the field author"),
        (
            "data/sources.bib",
            "  url = {https://",
            "  url = {javascript://",
            r"url 'javascript:.*' is not an http address",
        ),
        ("data/datapackage.json", '"type": "number"', '"type": "numeral"', r"Frictionless"),
    ],
)
def test_a_break_between_files_is_named(book_copy: Path, file: str, old: str, new: str, says: str) -> None:
    replace(book_copy / file, old, new)
    found = "\n".join(map(str, check_data(book_copy)))
    assert re.search(says, found), found


def test_an_unused_source_is_named_with_its_line(book_copy: Path) -> None:
    path = book_copy / "data/sources.bib"
    path.write_text(
        path.read_text()
        + "\n@misc{nobody_1999,\n  author = {{Nobody}},\n  title = {{Nothing}},\n  tier = {press},\n}\n"
    )
    found = [problem for problem in check_data(book_copy) if problem.column == "nobody_1999"]
    assert len(found) == 1
    assert "is not used by a row or cited in a chapter" in found[0].message
    assert path.read_text().split("\n")[found[0].line - 1].startswith("@misc{nobody_1999")


def test_a_table_that_nothing_describes_is_named(book_copy: Path) -> None:
    (book_copy / "data/series/more.csv").write_text("a,b\n1,2\n")
    assert any("data/series/more.csv: is not described" in str(problem) for problem in check_data(book_copy))


HELD, PART, WHOLE = "ex-rubezh-2024", "ex-search-2017", "ex-combat_brotherhood-2017"
SUM = "kt-2022-04--nias"  # a claimant who counts both sides
BREAKS = {
    "a held exercise to come": (EXERCISES, HELD, {"year": "2026", "start": "2026-11-20", "end": "2026-11-25"}, r"status: 'held' ends on 2026-11-25, after the record's as-of date"),
    "a plan among what was held": (EXERCISES, HELD, {"status": "planned"}, r"exercise: 'ex-rubezh-2024' is planned: only what was held has participants"),
    "an exercise in another year": (EXERCISES, HELD, {"year": "2023"}, r"year: 2023 is not the year of start"),
    "numbers the wrong way round": (EXERCISES, HELD, {"personnel_low": "2000", "personnel_high": "1500"}, r"personnel_low: 2000 is above personnel_high 1500"),
    "an end before the start": (EXERCISES, HELD, {"end": "2024-01-01"}, r"end: '2024-01-01' is before start"),
    "an umbrella that nobody knows": (EXERCISES, PART, {"part_of": "ex-peace-2017"}, r"part_of: 'ex-peace-2017' is not in exercises.id"),
    "an umbrella that is a part": (EXERCISES, PART, {"part_of": "ex-interaction-2017"}, r"part_of: 'ex-interaction-2017' is a part itself"),
    "an umbrella of itself": (EXERCISES, WHOLE, {"part_of": WHOLE}, r"part_of: 'ex-combat_brotherhood-2017' is a part itself"),
    "an umbrella of another year": (EXERCISES, PART, {"part_of": "ex-combat_brotherhood-2019"}, r"part_of: 'ex-combat_brotherhood-2019' is of 2019, its part of 2017"),
    "an umbrella smaller than its part": (EXERCISES, PART, {"personnel_low": "20000"}, r"'ex-combat_brotherhood-2017' has 12000 people, its part 20000"),
    "a host of no table": (EXERCISES, HELD, {"host": "XYZ"}, r"host: 'XYZ' is not in states.iso3"),
    "a region without the host": (EXERCISES, HELD, {"region": "south-caucasus"}, r"region: 'south-caucasus' is not where \w+ lie"),
    "participants that the other table lacks": (EXERCISES, HELD, {"participants": "RUS"}, r"participants: differs from the roles in data/events/participation.csv"),
    "a sum that is not one": (CLASHES, SUM, {"deaths_total": "5"}, r"deaths_total: 5 is not 0 \+ 1"),
    "a claimant twice": (CLASHES, "kt-2014-01--kgz-embassy", {"claimant": "Interfax"}, r"claimant: 'Interfax' speaks of this clash and unit on line"),
    "two reactions to one clash": (CLASHES, "kt-2014-01--rferl", {"csto_reaction": "offer"}, r"csto_reaction: differs from the other rows of kt-2014-01"),
    "troops without an answer": (APPEALS, "cr-kaz-2022-01", {"answer": ""}, r"answer: is empty, though troops came"),
    "troops that nobody asked for": (APPEALS, "cr-kaz-2022-01", {"asked": "none"}, r"asked: is 'none', though troops came"),
    "troops counted that did not come": (APPEALS, "cr-arm-2022-09", {"troops_sent": "100"}, r"troops_sent: is 100, though no troops came"),
    "a day of a request that nobody made": (APPEALS, "cr-rus-2024-08", {"request_date": "2024-08-07"}, r"request_date: is '2024-08-07', though nobody asked"),
    "a decision before its request": (APPEALS, "cr-kaz-2022-01", {"decision_date": "2022-01-04"}, r"decision_date: '2022-01-04' is before the request, '2022-01-05'"),
    "a decision in an earlier month": (APPEALS, "cr-kaz-2022-01", {"decision_date": "2021-12"}, r"decision_date: '2021-12' is before the request"),
    "a decision of nobody": (APPEALS, "cr-tjk-2021-07", {"decided_by": ""}, r"decided_by: is '', but decision_date is '2021-08-23'"),
    "a body without a decision": (APPEALS, "cr-arm-2021-05", {"decided_by": "council"}, r"decided_by: is 'council', but decision_date is ''"),
    "troops that the Council did not send": (APPEALS, "cr-kaz-2022-01", {"decided_by": "secretaries"}, r"decided_by: is 'secretaries', though troops came"),
    "a request before the crisis": (APPEALS, "cr-arm-2021-05", {"request_date": "2021-05-11"}, r"request_date: '2021-05-11' is before the start, '2021-05-12'"),
    "a crisis in another region": (APPEALS, "cr-arm-2021-05", {"region": "central-asia"}, r"region: 'central-asia' is not where ARM lies"),
    "an appeal of no known kind": (APPEALS, "cr-arm-2021-05", {"asked": "urgent"}, r"asked: 'urgent' is not one of"),
    "a fight between members against a state outside": (APPEALS, "cr-kgz-tjk-2021", {"attacker": "state"}, r"attacker: is 'state', but between_members is 'true'"),
    "a judgement on no known crisis": (GROUNDS, "gr-2022-01-06-zas", {"crisis": "cr-kaz-1986"}, r"crisis: 'cr-kaz-1986' is not in appeals.id"),
    "a quotation of a page": (STATEMENTS, "sta-008", {"quote": " ".join(["word"] * 26)}, r"quote: has 26 words, at most 25"),
    "a vote on no known resolution": (VOTES, "uv-es-11-1-kaz", {"resolution": "res-es-11-9"}, r"resolution: 'res-es-11-9' is not in resolutions.id"),
    "a state that votes twice": (VOTES, "uv-es-11-1-kaz", {"iso3": "RUS"}, r"iso3: RUS votes on res-es-11-1 on line \d+ already"),
    "a vote under another's name": (VOTES, "uv-es-11-1-kaz", {"iso3": "LKA"}, r"id: 'uv-es-11-1-kaz' is not 'uv-es-11-1-lka', its resolution and state"),
    "more votes than the tally": (RESOLUTIONS, "res-es-11-1", {"no": "1"}, r"no: 1 is below the 2 states of data/events/un_votes.csv"),
    "strength the wrong way round": (BASES, "bs-rus-tjk-201-s2022", {"strength_low": "9000"}, r"strength_low: 9000 is above strength_high 7000"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_a_rule_of_the_events_is_named(book_copy: Path, name: str) -> None:
    file, key, cells, says = BREAKS[name]
    change(book_copy, file, key, **cells)
    found = found_in(book_copy)
    assert re.search(says, found), found


@pytest.mark.parametrize(
    ("file", "key", "cells"),
    [
        (EXERCISES, "ex-rubezh-2026", {"start": "2026-12", "end": "2026-12"}),  # a plan may lie ahead
        (EXERCISES, PART, {"personnel_low": "1000", "personnel_high": "1000"}),
        (EXERCISES, HELD, {"personnel_high": ""}),
        (CLASHES, SUM, {"deaths_total": "", "deaths_kgz": ""}),  # one side alone is no sum
        (APPEALS, "cr-kgz-2010-06", {"answer": ""}),  # no troops, no answer
        (APPEALS, "cr-kaz-2022-01", {"decision_date": "2022-01"}),  # as far as both dates go, no earlier
        (APPEALS, "cr-kaz-2022-01", {"troops_sent": ""}),
        (APPEALS, "cr-arm-2022-09", {"decision_date": "2022-09-13"}),  # the same day
        (RESOLUTIONS, "res-es-11-1", {"no": ""}),  # an unknown tally bounds nothing
        (VOTES, "uv-es-11-1-kaz", {"vote": "unknown"}),
        (BASES, "bs-rus-tjk-201-s2022", {"strength_low": "", "strength_high": ""}),
    ],
)
def test_a_row_within_the_rules_of_the_events_is_let_through(
    book_copy: Path, file: str, key: str, cells: dict[str, str]
) -> None:
    change(book_copy, file, key, **cells)
    assert check_tables(book_copy) == []
