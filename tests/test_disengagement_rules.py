"""The tables on Armenia: each rule lets the real rows through and names a row that breaks it."""

import re
from pathlib import Path

import pytest
from changing import change, found_in, line_of, real_rows

from helpers.book.check import check_tables
from helpers.book.disengagement_counts import DUES, STATES
from helpers.book.disengagement_rules import AFTER, DRILLS, MEMBERSHIP, check_disengagement
from helpers.book.settings import ROOT
from helpers.data import load, read_package

EVENTS, LADDER, MEANINGS, POLLS, DUES_FILE, MISSIONS, DEAD = (
    f"data/events/{name}.csv"
    for name in (
        "armenia_events",
        "disengagement",
        "exit_meanings",
        "polls",
        "dues",
        "armenia_missions",
        "armenia_casualties",
    )
)
SPELLS, STEPS = "data/events/membership_spells.csv", "data/events/membership.csv"
APPEALS, PARTICIPATION, QUOTED = (f"data/events/{name}.csv" for name in ("appeals", "participation", "quoted_figures"))
BATTLES = "data/series/battle_deaths.csv"
FREEZE, DRILL, WAR = "ae-2024-02-22-basically-frozen", "ae-2022-09-26-drill-missed", "ae-2022-09-13-attack-on-armenia"
SPELL = "sp-csto-arm-in_force-2003-09-18"
STAY, NEUTRAL = "po-mpg-2024-02-bloc-stay-in-the-csto", "po-mpg-2024-02-bloc-be-neutral"


def test_the_real_rows_break_no_rule() -> None:
    read, _ = real_rows()
    assert list(check_disengagement(read)) == []


def test_a_break_is_named_with_file_line_column_and_what_was_expected(book_copy: Path) -> None:
    change(book_copy, LADDER, "dg-summits", status="no stop")
    (problem,) = check_tables(book_copy)
    line = line_of(book_copy, LADDER, "dg-summits")
    assert (problem.file, problem.line, problem.column) == (LADDER, line, "status")
    assert problem.message == "'no stop' does not follow from step_kind 'stopped', expected stopped or ended"


BREAKS = {
    "an event twice": (EVENTS, [(FREEZE, {"id": "ae-again", "label": ""})], r"what: stands on line \d+ already"),
    "a label twice": (EVENTS, [(FREEZE, {"label": "Drill missed"})], r"label: 'Drill missed' is the label of line \d+ too"),
    "a label too long for a timeline": (EVENTS, [(FREEZE, {"label": "A label that no timeline can hold"})], r"label: .* does not have the form"),
    "a plan that says nothing": (EVENTS, [("ae-2026-11-11-summit", {"note": ""})], r"status: 'planned' needs a note"),
    "a plan in a lane of facts": (EVENTS, [("ae-2026-11-11-summit", {"label": "Moscow"})], r"status: 'planned' needs a note .* and no label"),
    "a session after the record": (EVENTS, [("ae-2026-11-11-summit", {"start": "2026-11-30", "status": "held"})], r"start: '2026-11-30' is after the record's as-of date"),
    "a step of membership without an event": (STEPS, [("mem-csto-arm-outside_declared-2024-12-04", {"date": "2024-12-05"})], r"date: '2024-12-05' has no event in the lane of institutions"),
    "a freeze in the wrong lane": (STEPS, [("mem-csto-arm-freeze_announced-2024-02-22", {"note": "x"})], r"date: '2024-02-22' has no event in the lane", (EVENTS, FREEZE, {"lane": "context"})),
    "a case without a fight": (APPEALS, [("cr-arm-2021-11", {"start": "2021-11-14"})], r"start: '2021-11-14' has no event on the ground"),
    "a step before the last full use": (LADDER, [("dg-summits", {"last_full": "2024-01-01"})], r"step: '2023-11-23' is before the last full use on 2024-01-01"),
    "a step that is no event": (LADDER, [("dg-envoy", {"step": "2023-09-06"})], r"step: '2023-09-06' is the day of no accepted event"),
    "a step without a kind": (LADDER, [("dg-envoy", {"step_kind": ""})], r"step_kind: '' beside step '2023-09-05': expected both or neither"),
    "a last use of no basis": (LADDER, [("dg-envoy", {"last_basis": ""})], r"last_basis: '' beside last_full '2022-09-13'"),
    "a state newer than its evidence": (LADDER, [("dg-envoy", {"newest": "2023-01-01"})], r"newest: '2023-01-01' is before the step of 2023-09-05"),
    "a stop without a step": (LADDER, [("dg-base", {"status": "stopped"})], r"status: 'stopped' does not follow from step_kind '', expected no stop or unknown"),
    "an instrument twice": (LADDER, [("dg-base", {"id": "dg-again"})], r"instrument: .* stands"),
    "another last drill than the table of exercises": (LADDER, [(DRILLS, {"last_full": "2021-09-28"})], r"last_full: '2021-09-28' is not '2021-11-20', the end of the last exercise with ARM"),
    "a drill after the stop": (PARTICIPATION, [("pa-interaction-2024-arm", {"role": "took part"})], r"role: ARM comes to an exercise that ends on 2024-\S+, after the stop of 2022-09-26", ("data/events/exercises.csv", "ex-interaction-2024", {"participants": "ARM;BLR;KAZ;KGZ;RUS;TJK", "absent": ""})),
    "a meaning met on no day": (MEANINGS, [("xm-freeze", {"met_on": ""})], r"met_on: '' beside 'met': expected a day"),
    "a meaning not met on a day": (MEANINGS, [("xm-base", {"met_on": "2026-02-26"})], r"met_on: '2026-02-26' beside 'not met': expected no day"),
    "a meaning met on the day of no event": (MEANINGS, [("xm-freeze", {"met_on": "2024-02-20"})], r"met_on: '2024-02-20' is the day of no accepted event"),
    "a meaning known before it was met": (MEANINGS, [("xm-freeze", {"newest": "2024-01"})], r"newest: '2024-01' is before 2024-02-22"),
    "an exit in law that membership does not know": (MEANINGS, [("xm-notice", {"met": "met", "met_on": "2025-11-26"})], r"met: 'met' on 2025-11-26, but membership in law has no end"),
    "a membership that ends off the ladder": (SPELLS, [(SPELL, {"end": "2026-06-07"})], r"step: '', but membership in law ends on 2026-06-07", (LADDER, MEMBERSHIP, {"note": "x"})),
    "one wave with two samples": (POLLS, [(STAY, {"sample": "1000"})], r"sample: '1000' is not '1100'|sample: '1100' is not '1000'"),
    "a poll out before its field": (POLLS, [(STAY, {"field_end": "2024-03-05"})], r"field_end: '2024-03-05' is not|field_end: 2024-02-26, 2024-03-05, 2024-03-04 do not follow"),
    "an answer twice": (POLLS, [(STAY, {"id": "po-again", "value": "1"})], r"answer: 'stay in the CSTO' stands on line \d+ already"),
    "answers above a hundred": (POLLS, [(NEUTRAL, {"value": "50"})], r"value: the answers to one question add up to 1\S+, expected no more than a hundred"),
    "one question with several answers and with one": (POLLS, [(STAY, {"multiple": "true"})], r"multiple: true, paraphrase is not false, paraphrase|multiple: false, paraphrase is not true, paraphrase"),
    "a share in roubles": (DUES_FILE, [("du-share-arm", {"unit": "million roubles"})], r"unit: 'million roubles' beside value '10' does not go with measure 'share'"),
    "a payment with a number": (DUES_FILE, [("du-unpaid-2025", {"value": "5", "unit": "million roubles"})], r"unit: .* does not go with measure 'payment'"),
    "a payment of no state": (DUES_FILE, [("du-unpaid-2025", {"status": ""})], r"status: '' does not go with measure 'payment'"),
    "shares above the whole": (DUES_FILE, [("du-share-rus", {"value": "95"})], r"value: the shares of 2024 add up to 105, above a hundred"),
    "dues that differ from the quoted figure": (DUES_FILE, [("du-assessed-2024", {"value": "53.2"})], r"value: '53.2' is not 53.22, the value of qf-dues-arm-2024"),
    "a mission of two senders": (MISSIONS, [("ms-euma-extended", {"sender": "OSCE"})], r"sender: .* is not .*, as in another step of 'EUMA'"),
    "a mission begun twice": (MISSIONS, [("ms-euma-start", {"id": "ms-again", "date": "2023-03-01"})], r"step: 'EUMA' has started on line \d+ already"),
    "a mission prolonged after its end": (MISSIONS, [("ms-euma-extended", {"step": "ended", "mandate_end": ""})], r"date: 'EUMA' has ended before 2025-02-01", (MISSIONS, "ms-euma-notalks", {"step": "extended", "date": "2025-02-01"})),
    "a term that is no later one": (MISSIONS, [("ms-euma-extended", {"mandate_end": "2025-02-19"})], r"mandate_end: '2025-02-19' is no later term of 'EUMA'"),
    "a term set by a patrol": (MISSIONS, [("ms-euma-patrols", {"mandate_end": "2028-02-19"})], r"mandate_end: '2028-02-19' is no later term of 'EUMA' set by 'activity'"),
    "a strength without a number": (MISSIONS, [("ms-eumcap-strength", {"value": "", "unit": ""})], r"value: is empty, expected the strength"),
    "a number without a unit": (MISSIONS, [("ms-eumcap-strength", {"unit": ""})], r"unit: '' beside value '40': expected both or neither"),
    "a start with a number": (MISSIONS, [("ms-eumcap-start", {"value": "40", "unit": "monitors"})], r"value: 40 does not go with step 'started'"),
    "the dead of a meeting": (DEAD, [("ac-2022-arm-49", {"fight": FREEZE})], r"fight: 'ae-2024-02-22-basically-frozen' is no event on the ground"),
    "the dead of no event": (DEAD, [("ac-2022-arm-49", {"fight": "ae-nothing"})], r"fight: 'ae-nothing' is not in armenia_events.id"),
    "dead before the fight": (DEAD, [("ac-2022-arm-49", {"date": "2022-09-12"})], r"date: '2022-09-12' is before the fight of 2022-09-13"),
    "a count twice": (DEAD, [("ac-2022-arm-49", {"id": "ac-again"})], r"value: stands on line \d+ already"),
    "two final counts": (DEAD, [("ac-2022-arm-105", {"final": "true"})], r"final: line \d+ has the final count of this side already"),
    "a final count below an earlier one": (DEAD, [("ac-2022-arm-222", {"value": "100"})], r"value: 100 is final and below 105 of the same side"),
    "an estimate outside its bounds": (BATTLES, [("azerbaijan-artsakh,2020", {"best": "9999"})], r"best: 9999 does not lie between low 7548 and high 9077"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_a_rule_is_named(book_copy: Path, name: str) -> None:
    file, changes, says, *others = BREAKS[name]
    for key, cells in changes:
        change(book_copy, file, key, **cells)
    for other, key, cells in others:
        change(book_copy, other, key, **cells)
    found = found_in(book_copy)
    assert re.search(says, found), found


PASSES = {
    "an event on a day of another": (EVENTS, FREEZE, {"id": "ae-again", "label": "", "what": "Something else."}),
    "a step known to the month": (LADDER, "dg-posts", {"step": "", "step_kind": "", "status": "unknown"}),
    "a last use in the year of the step": (LADDER, "dg-summits", {"last_full": "2023"}),
    "a disputed drill after the stop": (PARTICIPATION, "pa-cobalt-2022-arm", {"note": "x"}),
    "answers that are rounded": (POLLS, NEUTRAL, {"value": "41.5"}),
    "several answers above a hundred": (POLLS, "po-iri-2021-11-threats-russia", {"value": "99"}),
    "a paid year": (DUES_FILE, "du-unpaid-2025", {"status": "paid"}),
    "a third term": (MISSIONS, "ms-euma-notalks", {"step": "extended", "mandate_end": "2029-02-19"}),
    "a count of civilians too": (DEAD, "ac-2022-aze-80", {"id": "ac-again", "counted": "all", "value": "85"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_a_row_within_the_rules_is_let_through(book_copy: Path, name: str) -> None:
    file, key, cells = PASSES[name]
    change(book_copy, file, key, **cells)
    assert found_in(book_copy) == ""


def test_every_word_of_the_rules_is_one_of_the_tables() -> None:
    tables = read_package(ROOT / "data").tables
    enum = {
        (table, field.name): set(field.constraints["enum"])
        for table in ("disengagement", "dues")
        for field in tables[table].fields
        if "enum" in field.constraints
    }
    assert set(AFTER) - {""} == enum["disengagement", "step_kind"]
    assert {status for fits in AFTER.values() for status in fits} == enum["disengagement", "status"]
    assert set(DUES) == set(STATES) == enum["dues", "measure"]
    assert {status for fits in STATES.values() for status in fits} - {""} == enum["dues", "status"]
    assert {unit for fits in DUES.values() for unit in fits} - {""} == enum["dues", "unit"]


def test_no_meaning_of_exit_in_law_is_met() -> None:
    meanings = load("exit_meanings")
    assert set(meanings.loc[meanings["basis"] == "law", "met"]) == {"not met", "unknown"}
    assert set(meanings.loc[meanings["basis"] == "word", "met"]) == {"met", "partly"}


def test_the_freeze_is_followed_by_the_word_that_no_notice_came() -> None:
    events = load("armenia_events").set_index("start", drop=False)
    assert events.loc["2024-02-22", "actor"] == "Nikol Pashinyan"
    assert events.loc["2024-02-23", "actor"] == "CSTO Secretariat"


def test_the_pairs_of_2020_agree_with_the_count_by_country() -> None:
    pair = load("battle_deaths").set_index("year")["best"]
    places = load("conflict_deaths").query("iso3 in ('ARM', 'AZE')").groupby("year")["value"].sum()
    for year in (2020, 2021, 2022, 2023):
        assert abs(pair[year] - places[year]) <= pair[year] * 0.02, year
