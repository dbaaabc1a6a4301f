"""Rules on the counts of the tables on Armenia: polls, dues, missions, the dead.

Called by ``disengagement_rules``, which holds events, ladder and meanings to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from helpers.book.rule_rows import Line, before, each, repeats
from helpers.data import Problem
from helpers.data.reading import Rows

# The unit of each measure of dues, and the states of those that are told in words.
DUES = {"share": ("per cent",), "assessed": ("million roubles", ""), "payment": ("",), "budget": ("",)}
STATES = {
    "share": ("",),
    "assessed": ("", "assessed"),
    "payment": ("late", "refused", "unpaid", "paid"),
    "budget": ("adjusted", "adopted"),
}
_WAVE = ("pollster", "field_start", "field_end", "published", "sample", "mode")
_WHOLE = 101.5  # shares of one question, each rounded
_COUNTED = ("strength", "activity")
_TERMS = ("decided", "started", "extended")


def check_counts(read: dict[str, Rows]) -> Iterator[Problem]:
    """Check polls, dues, missions, counts of the dead, and the estimates of battle deaths."""
    yield from _check_waves(read["polls"])
    yield from _check_answers(read["polls"])
    yield from _check_dues(read["dues"], read["quoted_figures"])
    yield from _check_missions(read["armenia_missions"])
    yield from _check_dead(read["armenia_casualties"], read["armenia_events"])
    for line, row in each(read["battle_deaths"]):
        if not int(row["low"]) <= int(row["best"]) <= int(row["high"]):
            fault = f"{row['best']} does not lie between low {row['low']} and high {row['high']}"
            yield Problem(read["battle_deaths"].file, line, "best", fault)


def _check_waves(polls: Rows) -> Iterator[Problem]:
    """A wave has one pollster, field and sample, and is published after its field."""
    waves: dict[str, Line] = {}
    for line, row in each(polls):
        other, known = waves.setdefault(row["poll"], (line, row))
        for column in _WAVE:
            if row[column] != known[column]:
                fault = f"{row[column]!r} is not {known[column]!r}, as on line {other} of the same poll"
                yield Problem(polls.file, line, column, fault)
        order = [row[column] for column in ("field_start", "field_end", "published") if row[column]]
        if any(before(late, early) for early, late in pairwise(order)):
            yield Problem(polls.file, line, "field_end", f"{', '.join(order)} do not follow each other")


def _check_answers(polls: Rows) -> Iterator[Problem]:
    """An answer stands once; where one answer is given, the answers to a question make no more than all."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for line, first, row in repeats(each(polls), itemgetter("poll", "question", "answer")):
        yield Problem(polls.file, line, "answer", f"{row['answer']!r} stands on line {first} already")
    kinds: dict[tuple[str, str], tuple[str, str]] = {}
    for line, row in each(polls):
        asked, kind = (row["poll"], row["question"]), (row["multiple"], row["wording"])
        if kinds.setdefault(asked, kind) != kind:
            fault = f"{', '.join(kind)} is not {', '.join(kinds[asked])}, as of the same question"
            yield Problem(polls.file, line, "multiple", fault)
        sums[asked] += float(row["value"]) if row["multiple"] == "false" else 0
        if sums[asked] > _WHOLE:
            fault = f"the answers to one question add up to {sums[asked]:g}, expected no more than a hundred"
            yield Problem(polls.file, line, "value", fault)


def _check_dues(dues: Rows, quoted: Rows) -> Iterator[Problem]:
    """A number has the unit of its measure, a payment a state; shares make no whole above a hundred; copies agree."""
    figures = {row["id"]: row["value"] for _, row in each(quoted)}
    shares: dict[str, float] = defaultdict(float)
    for line, row in each(dues):
        if row["unit"] not in DUES[row["measure"]] or bool(row["unit"]) != bool(row["value"]):
            fault = f"{row['unit']!r} beside value {row['value']!r} does not go with measure {row['measure']!r}"
            yield Problem(dues.file, line, "unit", fault)
        if row["status"] not in STATES[row["measure"]]:
            fault = f"{row['status']!r} does not go with measure {row['measure']!r}"
            yield Problem(dues.file, line, "status", fault)
        if row["measure"] == "share" and row["assessment"] == "accepted" and row["value"]:
            shares[row["year"]] += float(row["value"])
            if shares[row["year"]] > 100:
                fault = f"the shares of {row['year']} add up to {shares[row['year']]:g}, above a hundred"
                yield Problem(dues.file, line, "value", fault)
        for alias in filter(None, row["aliases"].split(";")):
            if alias in figures and float(figures[alias]) != float(row["value"] or "nan"):
                fault = f"{row['value']!r} is not {figures[alias]}, the value of {alias} in {quoted.file}"
                yield Problem(dues.file, line, "value", fault)


def _check_missions(missions: Rows) -> Iterator[Problem]:
    """A mission begins and ends once and in this order, its terms follow each other, numbers have a unit."""
    steps: dict[str, dict[str, Line]] = defaultdict(dict)
    terms: dict[str, str] = {}
    for line, row in sorted(each(missions), key=lambda item: item[1]["date"]):
        taken = steps[row["mission"]]
        faults = [*_step_faults(row, taken), *_number_faults(row)]
        if row["mandate_end"]:
            wrong = row["step"] not in _TERMS or before(row["mandate_end"], row["date"])
            if wrong or row["mandate_end"] <= terms.get(row["mission"], ""):
                fault = f"{row['mandate_end']!r} is no later term of {row['mission']!r} set by {row['step']!r}"
                faults.append(("mandate_end", fault))
            terms[row["mission"]] = row["mandate_end"]
        for column, fault in faults:
            yield Problem(missions.file, line, column, fault)
        taken.setdefault(row["step"], (line, row))


def _step_faults(row: dict[str, str], taken: dict[str, Line]) -> Iterator[tuple[str, str]]:
    known = next(iter(taken.values()), (0, row))[1]
    for column in ("sender", "iso3", "kind", "host"):
        if row[column] != known[column]:
            yield column, f"{row[column]!r} is not {known[column]!r}, as in another step of {row['mission']!r}"
    if row["step"] in ("started", "ended") and row["step"] in taken:
        yield "step", f"{row['mission']!r} has {row['step']} on line {taken[row['step']][0]} already"
    if "ended" in taken and row["step"] in ("started", "extended"):
        yield "date", f"{row['mission']!r} has ended before {row['date']}"


def _number_faults(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if bool(row["value"]) != bool(row["unit"]):
        yield "unit", f"{row['unit']!r} beside value {row['value']!r}: expected both or neither"
    elif row["step"] == "strength" and not row["value"]:
        yield "value", "is empty, expected the strength"
    elif row["value"] and row["step"] not in _COUNTED:
        yield "value", f"{row['value']} does not go with step {row['step']!r}"


def _check_dead(counts: Rows, events: Rows) -> Iterator[Problem]:
    """A count is of a fight on the ground, stands once, and the final one is the highest of its side."""
    lanes = {row["id"]: (row["lane"], row["start"]) for _, row in each(events)}
    highest: dict[tuple[str, ...], int] = defaultdict(int)
    finals: dict[tuple[str, ...], Line] = {}
    for line, first, _ in repeats(each(counts), itemgetter("fight", "iso3", "counted", "claimant", "value")):
        yield Problem(counts.file, line, "value", f"stands on line {first} already")
    for line, row in each(counts):
        lane, day = lanes[row["fight"]]
        if lane != "ground":
            yield Problem(counts.file, line, "fight", f"{row['fight']!r} is no event on the ground")
        if row["date"] and before(row["date"], day):
            yield Problem(counts.file, line, "date", f"{row['date']!r} is before the fight of {day}")
        side = row["fight"], row["iso3"], row["counted"]
        highest[side] = max(highest[side], int(row["value"]))
        if row["final"] == "true":
            if side in finals:
                fault = f"line {finals[side][0]} has the final count of this side already"
                yield Problem(counts.file, line, "final", fault)
            finals[side] = line, row
    for side, (line, row) in finals.items():
        if int(row["value"]) < highest[side]:
            fault = f"{row['value']} is final and below {highest[side]} of the same side"
            yield Problem(counts.file, line, "value", fault)
