"""Rules on the tables on Armenia that a schema cannot say: lanes, the ladder, meanings of exit, membership in law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from helpers.book.disengagement_counts import check_counts
from helpers.book.rule_rows import accepted, before, each, repeats
from helpers.data import Problem
from helpers.data.reading import Rows

STATE = "ARM"
DRILLS, MEMBERSHIP = "dg-exercises-part", "dg-membership"
# What an instrument can be after each kind of step; without a step it goes on or nothing is known.
AFTER = {
    "": ("no stop", "unknown"),
    "stopped": ("stopped", "ended"),
    "declared": ("declared", "partly"),
    "partial": ("partly",),
    "reduced": ("partly",),
    "not_used": ("not used",),
    "term_ended": ("ended",),
}


def check_disengagement(read: dict[str, Rows]) -> Iterator[Problem]:
    """Check the tables on Armenia, alone and against membership, appeals, exercises and quoted figures."""
    events = read["armenia_events"]
    yield from _check_events(events)
    yield from _check_days(events, read["membership"], read["appeals"])
    yield from _check_ladder(read["disengagement"], _days(events))
    yield from _check_drills(read["disengagement"], read["exercises"], read["participation"])
    yield from _check_meanings(read["exit_meanings"], _days(events))
    yield from _check_law(read)
    yield from check_counts(read)


def _days(events: Rows) -> set[str]:
    """Return the days on which an accepted event begins."""
    return {row["start"] for _, row in accepted(events)}


def _check_events(events: Rows) -> Iterator[Problem]:
    """An event stands once, a label once, and what was only planned says in words what is not known."""
    for line, first, _ in repeats(each(events), itemgetter("start", "actor", "what")):
        yield Problem(events.file, line, "what", f"stands on line {first} already, expected once")
    labelled = (one for one in each(events) if one[1]["label"])
    for line, first, row in repeats(labelled, itemgetter("label")):
        fault = f"{row['label']!r} is the label of line {first} too, expected one of its own"
        yield Problem(events.file, line, "label", fault)
    for line, row in each(events):
        if row["status"] == "planned" and (row["label"] or not row["note"]):
            fault = "'planned' needs a note that says what is not known, and no label"
            yield Problem(events.file, line, "status", fault)


def _check_days(events: Rows, steps: Rows, appeals: Rows) -> Iterator[Problem]:
    """A step of membership is an event of the same day, and a case of the table of appeals is one on the ground."""
    lanes: dict[str, set[str]] = defaultdict(set)
    for _, row in accepted(events):
        lanes[row["lane"]].add(row["start"])
    for line, row in accepted(steps):
        mine = row["iso3"] == STATE and row["org"] == "CSTO" and row["date"] >= "2016"
        if mine and row["date"] not in lanes["institution"]:
            fault = f"{row['date']!r} has no event in the lane of institutions of {events.file}"
            yield Problem(steps.file, line, "date", fault)
    for line, row in each(appeals):
        mine = row["iso3"] == STATE and row["kind"] == "crisis" and row["start"] >= "2016"
        if mine and row["start"] not in lanes["ground"]:
            yield Problem(appeals.file, line, "start", f"{row['start']!r} has no event on the ground in {events.file}")


def _check_ladder(ladder: Rows, days: set[str]) -> Iterator[Problem]:
    """A step follows the last full use, is an event, and leaves the instrument in a state that fits."""
    for line, row in each(ladder):
        for column, fault in _ladder_faults(row, days):
            yield Problem(ladder.file, line, column, fault)


def _ladder_faults(row: dict[str, str], days: set[str]) -> Iterator[tuple[str, str]]:
    if bool(row["last_full"]) != bool(row["last_basis"]):
        yield "last_basis", f"{row['last_basis']!r} beside last_full {row['last_full']!r}: expected both or neither"
    if bool(row["step"]) != bool(row["step_kind"]):
        yield "step_kind", f"{row['step_kind']!r} beside step {row['step']!r}: expected both or neither"
    elif row["status"] not in AFTER[row["step_kind"]]:
        fits = " or ".join(AFTER[row["step_kind"]])
        yield "status", f"{row['status']!r} does not follow from step_kind {row['step_kind']!r}, expected {fits}"
    if row["step"] and row["last_full"] and before(row["step"], row["last_full"]):
        yield "step", f"{row['step']!r} is before the last full use on {row['last_full']}"
    if row["step"] and before(row["newest"], row["step"]):
        yield "newest", f"{row['newest']!r} is before the step of {row['step']}"
    if row["step"] and row["step"] not in days:
        yield "step", f"{row['step']!r} is the day of no accepted event of the timeline"


def _check_drills(ladder: Rows, exercises: Rows, participation: Rows) -> Iterator[Problem]:
    """The last drill of the ladder is the last of the table of exercises, and none was attended after the step."""
    ends = {row["id"]: row["end"] or row["start"] for _, row in each(exercises)}
    came = [
        (ends[row["exercise"]], line)
        for line, row in accepted(participation)
        if row["iso3"] == STATE and row["role"] in ("host", "took part")
    ]
    for line, row in each(ladder):
        if row["id"] != DRILLS or not came:
            continue
        last = max(came)[0]
        if row["last_full"] != last:
            fault = f"{row['last_full']!r} is not {last!r}, the end of the last exercise with {STATE}"
            yield Problem(ladder.file, line, "last_full", fault)
        for end, other in came:
            if row["step"] and before(row["step"], end):
                fault = f"{STATE} comes to an exercise that ends on {end}, after the stop of {row['step']}"
                yield Problem(participation.file, other, "role", fault)


def _check_meanings(meanings: Rows, days: set[str]) -> Iterator[Problem]:
    """What is met has a day that is an event; what is not met, or not known, has none."""
    for line, row in each(meanings):
        reached = row["met"] in ("met", "partly")
        if reached != bool(row["met_on"]):
            fault = f"{row['met_on']!r} beside {row['met']!r}: expected {'a day' if reached else 'no day'}"
            yield Problem(meanings.file, line, "met_on", fault)
        elif reached and row["met_on"] not in days:
            fault = f"{row['met_on']!r} is the day of no accepted event of the timeline"
            yield Problem(meanings.file, line, "met_on", fault)
        if row["met_on"] and before(row["newest"], row["met_on"]):
            yield Problem(meanings.file, line, "newest", f"{row['newest']!r} is before {row['met_on']}")


def _check_law(read: dict[str, Rows]) -> Iterator[Problem]:
    """Ladder and meanings agree with the spell of membership in law: exit in law is met when the spell has ended."""
    spells = [
        row
        for _, row in accepted(read["membership_spells"])
        if (row["org"], row["iso3"], row["status"]) == ("CSTO", STATE, "in_force")
    ]
    ended = next((row["end"] for row in spells if row["end"]), "")
    for line, row in each(read["exit_meanings"]):
        if row["ends_membership"] == "true" and row["met"] == "met" and row["met_on"] != ended:
            fault = f"'met' on {row['met_on'] or 'no day'}, but membership in law {_told(ended)} in membership_spells"
            yield Problem(read["exit_meanings"].file, line, "met", fault)
    for line, row in each(read["disengagement"]):
        if row["id"] == MEMBERSHIP and bool(row["step"]) != bool(ended):
            fault = f"{row['step']!r}, but membership in law {_told(ended)} in membership_spells"
            yield Problem(read["disengagement"].file, line, "step", fault)


def _told(ended: str) -> str:
    return f"ends on {ended}" if ended else "has no end"
