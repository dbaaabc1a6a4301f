"""Rules on the three tables of January 2022 that a schema cannot say: order of steps, sizes of contingents, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from operator import itemgetter

from helpers.book.rule_rows import Line, accepted, before, each, repeats
from helpers.data import Problem
from helpers.data.reading import Rows

# The unit of each measure; a measure without one is told in words.
UNITS = {
    "strength": "troops",
    "equipment": "pieces",
    "aircraft_in": "aircraft",
    "aircraft_out": "aircraft",
    "flights": "flights",
    "sites": "sites",
    "sites_added": "sites",
    "released_staff": "persons",
    "days": "days",
    "days_in": "days",
}
# Groups that can be counted for one measure only.
GROUPS = {
    "killed_as_attackers": "deaths",
    "circumstances_open": "deaths",
    "custody": "deaths",
    "curfew_breakers": "detained",
    "organisers": "detained",
    "emergency_breakers": "deaths",
    "other_crimes": "deaths",
}


def check_deployment(read: dict[str, Rows]) -> Iterator[Problem]:
    """Check the events of January 2022, the claims on the force, and the counts of dead, wounded and detained."""
    events, claims, counts = (read[f"january_{name}"] for name in ("events", "contingents", "casualties"))
    yield from _check_milestones(events)
    yield from _check_withdrawals(events)
    yield from _check_bounds(events)
    for line, row in each(events):
        if bool(row["value"]) != bool(row["unit"]):
            fault = f"{row['unit']!r} beside value {row['value']!r}: expected both or neither"
            yield Problem(events.file, line, "unit", fault)
    yield from _check_repeats(claims, _claim)
    yield from _check_units(claims)
    yield from _check_strengths(claims, _completed(events))
    yield from _check_repeats(counts, itemgetter("date", "claimant", "measure", "group", "place", "value"))
    yield from _check_counts(counts)
    yield from _check_rivals(counts)
    yield from _check_parts(counts)


def _completed(events: Rows) -> str:
    """Return the day on which the whole force had come, or nothing where no row says so."""
    return next((row["start"] for _, row in accepted(events) if row["milestone"] == "complete"), "")


def _step(row: dict[str, str]) -> tuple[str, str]:
    return row["milestone"], row["iso3"] if row["milestone"] == "departure" else ""


def _check_milestones(events: Rows) -> Iterator[Problem]:
    """A step of the operation is taken once, a departure once for each state; one row ends the deployment."""
    steps = []
    for line, row in accepted(events):
        if row["milestone"] == "departure" and not row["iso3"]:
            yield Problem(events.file, line, "iso3", "is empty, expected the state whose contingent departs")
        elif row["milestone"]:
            steps.append((line, row))
    for line, first, row in repeats(steps, _step):
        fault = f"{row['milestone']!r} stands already on line {first}, expected once"
        yield Problem(events.file, line, "milestone", fault)
    if not _completed(events):
        fault = "no accepted event is 'complete', expected one: totals and withdrawals are read from that day"
        yield Problem(events.file, 0, "milestone", fault)


def _check_bounds(events: Rows) -> Iterator[Problem]:
    """A step of the operation has its bounds in hours, in order and around the day that the row gives."""
    for line, row in accepted(events):
        early, late, last = row["earliest"], row["latest"], row["end"] or row["start"]
        if bool(row["milestone"]) != bool(early) or bool(early) != bool(late):
            fault = (
                f"{early!r} to {late!r} with milestone {row['milestone']!r}: expected both bounds for a step, else none"
            )
            yield Problem(events.file, line, "earliest", fault)
        elif late < early:
            yield Problem(events.file, line, "latest", f"{late!r} is before the earliest moment {early!r}")
        elif early and (early[:10] > last or late[:10] < row["start"]):
            fault = f"{early!r} to {late!r} does not touch the day {row['start']!r}"
            yield Problem(events.file, line, "earliest", fault)


def _check_withdrawals(events: Rows) -> Iterator[Problem]:
    """No contingent withdraws before it came, or before all had come."""
    known, whole = accepted(events), _completed(events)
    came: dict[str, str] = {}
    for _, row in known:
        if row["lane"] == "deployment" and row["iso3"]:
            came[row["iso3"]] = min(came.get(row["iso3"], row["start"]), row["start"])
    for line, row in known:
        if row["lane"] != "withdrawal":
            continue
        own = came.get(row["iso3"], "")
        if own and before(row["start"], own):
            fault = f"{row['start']!r} is before {row['iso3']} came on {own}, expected that day or later"
            yield Problem(events.file, line, "start", fault)
        if whole and before(row["start"], whole):
            fault = f"{row['start']!r} is before the deployment was complete on {whole}, expected that day or later"
            yield Problem(events.file, line, "start", fault)


def _claim(row: dict[str, str]) -> tuple[str, ...]:
    """Return what tells a claim on the force from others; a claim without a number is told by its words."""
    names = ("date", "iso3", "measure", "claimant", "place", "value" if row["value"] else "event")
    return tuple(row[name] for name in names)


def _check_repeats(rows: Rows, claim: Callable[[dict[str, str]], Hashable]) -> Iterator[Problem]:
    """One claim is one row."""
    for line, first, row in repeats(each(rows), claim):
        fault = f"{row['claimant']!r} says the same on line {first} already, expected one row a claim"
        yield Problem(rows.file, line, "claimant", fault)


def _check_units(claims: Rows) -> Iterator[Problem]:
    """A measure has its unit, number and qualifier, or none of the three; only what is derived is ours."""
    for line, row in each(claims):
        unit = UNITS.get(row["measure"], "")
        if row["unit"] != unit:
            fault = f"{row['unit']!r} does not go with measure {row['measure']!r}, expected {unit or 'no unit'}"
            yield Problem(claims.file, line, "unit", fault)
        for name in ("value", "qualifier"):
            if bool(row[name]) != bool(unit):
                what = f"a {name}" if unit else f"no {name}"
                fault = f"{row[name]!r} does not go with measure {row['measure']!r}, expected {what}"
                yield Problem(claims.file, line, name, fault)
        if (row["voice"] == "ours") != (row["basis"] == "derived"):
            fault = f"{row['voice']!r} does not go with basis {row['basis']!r}, expected ours with derived, and only so"
            yield Problem(claims.file, line, "voice", fault)


def _check_strengths(claims: Rows, whole: str) -> Iterator[Problem]:
    """Official contingents fit, each and together, into the official totals from the end of the deployment on."""
    official = [one for one in accepted(claims) if one[1]["measure"] == "strength" and one[1]["voice"] == "official"]
    totals = [
        (int(row["value"]), line)
        for line, row in official
        if row["value"] and not row["iso3"] and row["basis"] == "stated" and row["date"] >= whole
    ]
    if not totals or not whole:
        return
    (least, least_line), (most, most_line) = min(totals), max(totals)
    highest: dict[str, int] = {}
    for line, row in official:
        if not row["iso3"] or not row["value"]:
            continue
        value = int(row["value"])
        highest[row["iso3"]] = max(value, highest.get(row["iso3"], 0))
        if value > least:
            what = f"the smallest official total from {whole} on (line {least_line})"
            fault = f"{row['iso3']} {value} is above {least}, {what}; expected no more"
            yield Problem(claims.file, line, "value", fault)
    if sum(highest.values()) > most:
        parts = " + ".join(f"{state} {value}" for state, value in sorted(highest.items()))
        fault = f"{most}, the highest official total, is below {parts} = {sum(highest.values())}; expected no less"
        yield Problem(claims.file, most_line, "value", fault)


def _check_counts(counts: Rows) -> Iterator[Problem]:
    """A group is counted for what it can suffer; what was withdrawn is rejected, and the note says who and when."""
    for line, row in each(counts):
        wanted = GROUPS.get(row["group"], row["measure"])
        if row["measure"] != wanted:
            fault = f"{row['measure']!r} does not go with group {row['group']!r}, expected {wanted}"
            yield Problem(counts.file, line, "measure", fault)
        if row["withdrawn"] == "true" and row["assessment"] != "rejected":
            fault = f"{row['assessment']!r} does not go with a withdrawn count, expected rejected"
            yield Problem(counts.file, line, "assessment", fault)
        if row["withdrawn"] == "true" and not row["note"]:
            yield Problem(counts.file, line, "note", "is empty, expected who withdrew the count and when")


def _check_rivals(counts: Rows) -> Iterator[Problem]:
    """Of two accepted counts of one thing by one claimant on one day, the rows tell the earlier from the later."""
    seen: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line, row in accepted(counts):
        key = tuple(row[name] for name in ("date", "claimant", "measure", "group", "place"))
        for other, rival in seen[key]:
            told = row["sequence"] and rival["sequence"] and row["sequence"] != rival["sequence"]
            if row["value"] != rival["value"] and not told:
                fault = f"{row['value']} stands beside {rival['value']} of the same claimant and day on line {other}"
                fault += "; expected a number of its own in the sequence of the day, or withdrawn"
                yield Problem(counts.file, line, "sequence", fault)
        seen[key].append((line, row))


def _check_parts(counts: Rows) -> Iterator[Problem]:
    """Parts are of their total's claimant, day and measure, never exceed it, and fill it where it is complete."""
    by = {row["id"]: (line, row) for line, row in each(counts)}
    parts: dict[str, list[int]] = defaultdict(list)
    for line, row in each(counts):
        if not row["part_of"]:
            continue
        whole = by[row["part_of"]][1]
        for name in ("date", "claimant", "measure"):
            if row[name] != whole[name]:
                fault = f"{whole['id']!r} has {name} {whole[name]!r}, its part {row[name]!r}; expected the same"
                yield Problem(counts.file, line, "part_of", fault)
        if _circles(row, by):
            fault = f"{whole['id']!r} is in the end a part of this row, expected a total"
            yield Problem(counts.file, line, "part_of", fault)
        if row["assessment"] != "rejected" or whole["assessment"] == "rejected":
            parts[whole["id"]].append(int(row["value"]))
    for name, (line, row) in by.items():
        value, together, shown = int(row["value"]), sum(parts[name]), " + ".join(map(str, parts[name])) or "no part"
        if together > value:
            fault = f"{value} is below its parts, {shown} = {together}; expected no less"
            yield Problem(counts.file, line, "value", fault)
        elif row["complete"] == "true" and together != value:
            fault = f"'true', but {shown} = {together} is not {value}; expected parts that add up"
            yield Problem(counts.file, line, "complete", fault)


def _circles(row: dict[str, str], by: dict[str, Line]) -> bool:
    """Say whether the totals above a row lead back to it."""
    above, passed = row["part_of"], set()
    while above and above not in passed:
        if above == row["id"]:
            return True
        passed.add(above)
        above = by[above][1]["part_of"]
    return False
