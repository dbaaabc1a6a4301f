"""The tables of the CSTO, the SCO and NATO: each rule lets the real rows through and names a row that breaks it."""

import re
from pathlib import Path

import pytest
from changing import change, found_in, real_rows

from helpers.book.organisation_rules import ANSWERED, ASKS_NOTHING, TEXTS, check_organisations
from helpers.book.settings import ROOT
from helpers.data import load, read_package
from helpers.measures.membership import members

FUNCTIONS, ACTS, DRILLS, TIES, OVERTURES, QUOTED = (
    f"data/events/{name}.csv"
    for name in (
        "organisation_functions",
        "joint_acts",
        "sco_exercises",
        "presence",
        "overtures",
        "quoted_figures",
    )
)
TRADE = "data/series/trade.csv"
ROAD_MAP, SESSION = "joi-2025-09-03-roadmap", "joi-2021-09-17-session"
CUSTOMS, NATIONAL = "qf-trade-chn-kgz-2024-customs", "qf-trade-chn-kgz-2024-national"


def test_the_real_rows_break_no_rule() -> None:
    read, as_of = real_rows()
    assert list(check_organisations(read, as_of)) == []


BREAKS = {
    "a number without a unit": (FUNCTIONS, "fun-csto-money", {"unit": ""}, r"unit: '' beside figure '50': expected both"),
    "an unseen function with a text": (FUNCTIONS, "fun-sco-staff", {"document": "Charter"}, r"document: 'Charter' beside an answer that is 'unseen'"),
    "a function without a text": (FUNCTIONS, "fun-sco-money", {"document": ""}, r"document: is empty beside the answer 'yes'"),
    "a function of one organisation alone": (FUNCTIONS, "fun-sco-crisis", {"function": "staff"}, r"function: 'crisis_use' is told of CSTO alone"),
    "a provision that nobody knows": (FUNCTIONS, "fun-sco-money", {"legal": "leg-nothing"}, r"legal: 'leg-nothing' is not in legal.id"),
    "a body that nobody knows": (ACTS, ROAD_MAP, {"bodies": "CSTO;SCO;XYZ"}, r"bodies: 'XYZ' is not in organisations.code"),
    "a body twice": (ACTS, ROAD_MAP, {"bodies": "CSTO;CSTO"}, r"bodies: 'CSTO;CSTO' names one thing twice"),
    "an act of others": (ACTS, ROAD_MAP, {"bodies": "CIS;EAEU"}, r"bodies: 'CIS;EAEU' holds neither the CSTO nor the SCO"),
    "a joint session of one": (ACTS, SESSION, {"bodies": "CSTO;CIS"}, r"bodies: 'CSTO;CIS' is not of both, as a joint_session is"),
    "a road map that is talk": (ACTS, ROAD_MAP, {"outcome": "talk"}, r"outcome: 'talk' does not go with kind 'road_map', expected text"),
    "a meeting that is a text": (ACTS, SESSION, {"outcome": "text"}, r"outcome: 'text' does not go with kind 'joint_session', expected talk"),
    "a plan of a meeting": (ACTS, SESSION, {"planned_until": "2025"}, r"planned_until: goes with a road map, not with 'joint_session'"),
    "a plan that ends before it begins": (ACTS, ROAD_MAP, {"planned_until": "2024"}, r"planned_until: 2024 is before '2025-09-03'"),
    "an act twice": (ACTS, ROAD_MAP, {"id": "joi-again"}, r"kind: 'road_map' of that day stands on line \d+ already"),
    "an exercise of another year": (DRILLS, "sx-sahand-2025", {"year": "2024"}, r"year: 2024 is not the year of start '2025-12-01'"),
    "an exercise held tomorrow": (DRILLS, "sx-sahand-2025", {"year": "2026", "start": "2026-11-20", "end": "2026-12-05"}, r"status: 'held' ends on 2026-12-05, after the record's as-of date"),
    "a state that nobody knows": (DRILLS, "sx-sahand-2025", {"participants": "IRN;XYZ"}, r"participants: 'XYZ' is not in states.iso3"),
    "a participant before it belonged": (DRILLS, "sx-peace-mission-2016", {"participants": "CHN;IND;KGZ"}, r"participants: IND did not belong to the SCO on 2016-09-15"),
    "a host that stays away": (DRILLS, "sx-peace-mission-2012", {"host": "UZB"}, r"host: 'UZB' is not among the participants"),
    "three states apart": (DRILLS, "sx-peace-mission-2005", {"participants": "CHN;KAZ;RUS"}, r"framework: 'members' with 3 participants, expected two"),
    "Chinese troops without China": (DRILLS, "sx-peace-mission-2021", {"participants": "KAZ;RUS"}, r"chinese: is 558, though CHN did not take part"),
    "parts above their whole": (DRILLS, "sx-peace-mission-2018", {"personnel_low": "2000", "personnel_high": "2000"}, r"personnel_high: 2000 is below its parts, 1700 \+ 700 = 2400"),
    "China as its own partner": (TIES, "pre-2016-10-drill", {"partners": "CHN;TJK"}, r"partners: names China, whose ties these are"),
    "a tie on the land of a stranger": (TIES, "pre-2016-10-drill", {"host": "KAZ"}, r"host: 'KAZ' is neither China nor a partner"),
    "more Chinese than people": (TIES, "pre-2016-10-drill", {"chinese": "20000"}, r"chinese: 20000 is above all 10000"),
    "a denied post taken for a fact": (TIES, "pre-2016-post", {"assessment": "accepted"}, r"assessment: 'accepted', though denied by Tajik and Chinese officials"),
    "an overture to itself": (OVERTURES, "ove-2019-05-22", {"to_org": "CSTO"}, r"to_org: 'CSTO' is the organisation that made it"),
    "an answer of nobody": (OVERTURES, "ove-2003-11-19", {"answer_by": ""}, r"answer_by: is empty beside the answer 'cool'"),
    "no answer with a date": (OVERTURES, "ove-2019-05-22", {"answer_date": "2019-06-01"}, r"answer_date: '2019-06-01' beside the answer 'none'"),
    "an answer before the letter": (OVERTURES, "ove-2009-08-01", {"answer_date": "2009-07-01"}, r"answer_date: '2009-07-01' is before the overture"),
    "a break that asks": (OVERTURES, "ove-2014-04-24", {"answer": "none"}, r"answer: 'none' does not go with form 'break'"),
    "a flow above the whole": (TRADE, "KGZ,CHN,2014", {"imports": "20000"}, r"imports: 20000 is above imports_total 10558"),
    "a share of other flows": (TRADE, "KGZ,CHN,2014", {"share": "12"}, r"share: 12 is not 49.38, the share of the flows"),
    "a quoted figure inside the series": (QUOTED, CUSTOMS, {"period": "2014"}, r"period: '2014' does not begin after 2014"),
    "a trade of nobody": (QUOTED, CUSTOMS, {"iso3": ""}, r"iso3: is empty, expected whose trade it is"),
    "a claimant who counts twice": (QUOTED, NATIONAL, {"id": "qf-again", "value": "6000"}, r"claimant: 'National Statistical Committee of Kyrgyzstan' gives this figure on line \d+ already"),
    "shares that do not add up": (QUOTED, "qf-dues-sco-chn-2024", {"value": "27.6"}, r"value: the shares of 2024-10-16 add up to 110.0"),
    "a share of one who is no member": (QUOTED, "qf-dues-sco-blr-2024", {"iso3": "ARM"}, r"iso3: the shares of 2024-10-16 are not of the members: ARM, BLR"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_a_rule_of_the_organisations_is_named(book_copy: Path, name: str) -> None:
    file, key, cells, says = BREAKS[name]
    change(book_copy, file, key, **cells)
    found = found_in(book_copy)
    assert re.search(rf"{re.escape(file)}(:\d+)? .*{says}", found), found


PASSES = {
    "a quoted claim on trade by another": (QUOTED, NATIONAL, {"id": "qf-again", "claimant": "Kabar", "value": "6000"}),
    "a disputed share of the budget": (QUOTED, "qf-dues-sco-chn-2024", {"id": "qf-again", "value": "30", "assessment": "disputed"}),
    "a second meeting of a day elsewhere": (ACTS, SESSION, {"id": "joi-again", "place": "Moscow"}),
    "an answer in the month of the plan": (OVERTURES, "ove-2009-09-18", {"answer_date": "2009-09-01"}),
    "an exercise without a host": (DRILLS, "sx-peace-mission-2005", {"host": ""}),
    "a lone host": (DRILLS, "sx-sahand-2025", {"participants": "IRN"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_a_row_within_the_rules_of_the_organisations_is_let_through(book_copy: Path, name: str) -> None:
    file, key, cells = PASSES[name]
    change(book_copy, file, key, **cells)
    assert found_in(book_copy) == ""


def test_every_word_of_the_rules_is_one_of_the_tables() -> None:
    tables = read_package(ROOT / "data").tables
    allowed = {(name, one.name): set(one.constraints.get("enum", ())) for name in tables for one in tables[name].fields}
    assert set(TEXTS) <= allowed["joint_acts", "kind"]
    assert set(ANSWERED) <= allowed["overtures", "answer"]
    assert set(ASKS_NOTHING) <= allowed["overtures", "form"]


def test_the_overlap_of_the_two_is_that_of_the_published_lists() -> None:
    spells = load("membership_spells")
    both = {
        day: set(members(spells, day, "CSTO", "signed")["iso3"]) & set(members(spells, day, "SCO")["iso3"])
        for day in ("2002-12-31", "2012-12-31", "2020-12-31", "2026-01-01")
    }
    old = {"KAZ", "KGZ", "RUS", "TJK"}
    assert list(both.values()) == [old, old, old, old | {"BLR"}]


def test_china_and_its_neighbour_count_their_trade_fourfold_apart() -> None:
    trade = load("quoted_figures").query("topic == 'trade'").set_index("id")["value"]
    assert 4 < trade[CUSTOMS] / trade[NATIONAL] < 5
