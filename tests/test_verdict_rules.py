"""Claims, forecasts and the register: each rule lets the real rows through and names a row that breaks it."""

import re
from pathlib import Path

import pytest
from changing import change, found_in, real_rows

from helpers.book.verdict_rules import FACTS, LEAST_USED, OWN, check_verdicts
from helpers.data import load

CLAIMS, FORECASTS = "data/events/verdicts.csv", "data/events/forecasts.csv"
REGISTER = "data/codes/claims_coverage.csv"
TEXTS = {"bohdan": 97, "scepanovic": 70, "geopolist": 9, "gazeta": 62, "nikitina": 54, "edm": 41}


def test_the_real_rows_break_no_rule() -> None:
    read, as_of = real_rows()
    assert list(check_verdicts(read, as_of)) == []


BREAKS = {
    "evidence that nobody knows": (CLAIMS, "vd-b20-077", {"evidence": "joi-nothing"}, r"evidence: 'joi-nothing' is not in the record"),
    "a claim that proves itself": (CLAIMS, "vd-b20-079", {"sources": "Bohdan2020"}, r"sources: 'Bohdan2020' is the claimant's own; 'supported' needs another"),
    "a claim without its own text": (CLAIMS, "vd-b20-079", {"sources": "tass_may19"}, r"sources: lacks 'Bohdan2020', the text that makes the claim"),
    "a claim tested twice": (CLAIMS, "vd-b20-079", {"id": "vd-again"}, r"claim_ids: 'B20-079' is tested on line \d+ already"),
    "a claim that no text makes": (CLAIMS, "vd-b20-079", {"claim_ids": "B20-999"}, r"claim_ids: 'B20-999' is not in claims_coverage.id"),
    "evidence on no page": (CLAIMS, "vd-b20-079", {"links": "sco"}, r"links: 'sco' is not a page and a place"),
    "an outcome before the forecast": (FORECASTS, "fc-2022-rubezh", {"outcome_date": "2021"}, r"outcome_date: '2021' is before the forecast"),
    "an outcome without a day": (FORECASTS, "fc-2022-rubezh", {"outcome_date": ""}, r"outcome_date: is empty beside the verdict 'came_true'"),
    "an outcome in the future": (FORECASTS, "fc-2022-rubezh", {"outcome_date": "2030"}, r"outcome_date: '2030' is after the record's as-of date"),
    "a failure by absence without a term": (FORECASTS, "fc-2022-zas-enlargement", {"verdict": "did_not", "outcome_date": "2026"}, r"verdict: 'did_not' rests on absence, and no term has passed"),
    "a failure by absence before its term": (FORECASTS, "fc-2026-serdyukov-plan", {"verdict": "did_not", "outcome_date": "2026-03"}, r"verdict: 'did_not' rests on absence, and no term has passed"),
    "a claim called tested that is not": (REGISTER, "B20-087", {"use": "verdict", "reason": "", "links": "verdicts#x"}, r"use: is 'verdict', and B20-087 is not in the table verdicts"),
    "a claim left out without a reason": (REGISTER, "B20-087", {"reason": ""}, r"reason: is empty: why was it left out\?"),
    "a claim used nowhere": (REGISTER, "B20-002", {"links": ""}, r"links: is empty beside 'chapter': where does it stand\?"),
    "a claim in a row that is not there": (REGISTER, "B20-058", {"links": "ins-nothing"}, r"links: 'ins-nothing' is neither page#place nor the id of a row"),
    "a tested claim called left out": (REGISTER, "B20-025", {"use": "left_out", "links": "", "reason": "No."}, r"use: is 'left_out', and B20-025 stands in the table verdicts"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "key", "cells", "said"), BREAKS.values(), ids=BREAKS)
def test_a_row_that_breaks_a_rule_is_named(book_copy: Path, file: str, key: str, cells: dict, said: str) -> None:
    change(book_copy, file, key, **cells)
    found = found_in(book_copy)
    assert re.search(rf"^{re.escape(file)}:\d+ {said}", found, re.MULTILINE), found


def test_a_claim_that_cannot_be_tested_needs_no_source_but_its_own(book_copy: Path) -> None:
    change(book_copy, CLAIMS, "vd-b20-079", sources="Bohdan2020", verdict="not_testable")
    assert found_in(book_copy) == ""


def test_a_register_that_leaves_out_too_many_facts_says_how_many_it_uses(book_copy: Path) -> None:
    path = book_copy / REGISTER
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if ",data," in line and any(f",{kind}," in line for kind in FACTS):
            before, _ = line.split(",data,")
            text = line.rsplit(",", 2)[1]
            lines[number] = f"{before},left_out,,Too much.,{text},"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert re.search(rf"\d\d per cent of events, .* are used, expected {LEAST_USED}", found_in(book_copy))


def test_the_register_holds_every_claim_of_every_text_once() -> None:
    register = load("claims_coverage")
    assert register["text"].value_counts().to_dict() == TEXTS
    for start, rows in register.groupby(register["id"].str[:3]):
        numbers = sorted(int(one[4:]) for one in rows["id"])
        assert numbers[0] == 1 and len(set(numbers)) == len(numbers), start
    assert set(OWN) == set(TEXTS)


def test_most_facts_of_the_texts_are_in_the_book_and_forty_claims_are_tested() -> None:
    register, verdicts = load("claims_coverage"), load("verdicts")
    facts = register[register["kind"].isin(FACTS)]
    assert (facts["use"] != "left_out").mean() >= LEAST_USED / 100
    assert len(verdicts) >= 40
    assert set(verdicts["author"]) == {*OWN, "other"}
    foretold = {one for ids in load("forecasts")["claim_ids"] for one in ids.split(";")}
    dated = set(register.loc[register["kind"] == "forecast", "id"])
    assert dated <= foretold, "a forecast of a text is in no row"
