"""Rules on the tables of the CSTO, the SCO and NATO that a schema cannot say: members, answers, evidence, shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from helpers.book.event_rules import exercise_faults
from helpers.book.rule_rows import before, check_lists, each, listed, repeats
from helpers.data import Problem
from helpers.data.dates import parse_date
from helpers.data.reading import Rows

# What an act leaves behind: a signed text or a decision, or talk alone.
TEXTS = ("memorandum", "joint_position", "communique", "road_map", "status")
ANSWERED = ("cool", "courteous", "accepted", "refused")
ASKS_NOTHING = ("break", "retrospect")
SCO_SHARE = "share of the budget of the SCO"
_SLACK = 0.05  # of a sum of shares rounded to one decimal


def check_organisations(read: dict[str, Rows], as_of: str) -> Iterator[Problem]:
    """Check functions, joint acts, exercises of the SCO, China's own ties, overtures, trade and dues."""
    spells = read["membership_spells"]
    yield from _check_functions(read["organisation_functions"])
    yield from _check_acts(read["joint_acts"], read["organisations"])
    yield from _check_exercises(read["sco_exercises"], read["states"], spells, as_of)
    yield from _check_presence(read["presence"], read["states"])
    yield from _check_overtures(read["overtures"])
    yield from _check_trade(read["trade"])
    yield from _check_quoted_trade(read["quoted_figures"], read["trade"])
    yield from _check_dues(read["quoted_figures"], spells)


def _check_functions(functions: Rows) -> Iterator[Problem]:
    """Each function is told of both organisations; what was not seen has no text, what was seen has one."""
    told: dict[str, set[str]] = defaultdict(set)
    for line, row in each(functions):
        told[row["function"]].add(row["org"])
        if bool(row["figure"]) != bool(row["unit"]):
            fault = f"{row['unit']!r} beside figure {row['figure']!r}: expected both or neither"
            yield Problem(functions.file, line, "unit", fault)
        unseen = row["answer"] == "unseen"
        for name in ("document", "quote", "figure") if unseen else ():
            if row[name]:
                yield Problem(functions.file, line, name, f"{row[name]!r} beside an answer that is 'unseen'")
        if not unseen and not row["document"]:
            fault = f"is empty beside the answer {row['answer']!r}: which text or practice says so?"
            yield Problem(functions.file, line, "document", fault)
    for function, orgs in told.items():
        if len(orgs) < 2:
            fault = f"{function!r} is told of {orgs.pop()} alone, expected both organisations"
            yield Problem(functions.file, 0, "function", fault)


def _check_acts(acts: Rows, organisations: Rows) -> Iterator[Problem]:
    """An act has known bodies, the CSTO or the SCO among them; papers leave a text, meetings talk; one row an act."""
    known = set(organisations.cells["code"])
    yield from check_lists(acts, ("bodies",), known, "organisations.code")
    for line, first, row in repeats(each(acts), itemgetter("date", "bodies", "kind", "place")):
        yield Problem(acts.file, line, "kind", f"{row['kind']!r} of that day stands on line {first} already")
    for line, row in each(acts):
        bodies = set(listed(row["bodies"]))
        if not bodies & {"CSTO", "SCO"}:
            yield Problem(acts.file, line, "bodies", f"{row['bodies']!r} holds neither the CSTO nor the SCO")
        if row["kind"] in ("joint_session", "same_day") and not bodies >= {"CSTO", "SCO"}:
            yield Problem(acts.file, line, "bodies", f"{row['bodies']!r} is not of both, as a {row['kind']} is")
        wanted = "text" if row["kind"] in TEXTS else "talk"
        if row["outcome"] != wanted:
            fault = f"{row['outcome']!r} does not go with kind {row['kind']!r}, expected {wanted}"
            yield Problem(acts.file, line, "outcome", fault)
        if row["planned_until"] and row["kind"] != "road_map":
            yield Problem(acts.file, line, "planned_until", f"goes with a road map, not with {row['kind']!r}")
        if row["planned_until"] and row["planned_until"] < row["date"][:4]:
            yield Problem(acts.file, line, "planned_until", f"{row['planned_until']} is before {row['date']!r}")


def _members(spells: Rows, org: str, day: str) -> set[str]:
    """Return the codes of those bound in an organisation on a day, by accepted spells."""
    when = parse_date(day)
    return {
        row["iso3"]
        for _, row in each(spells)
        if (row["org"], row["status"], row["assessment"]) == (org, "in_force", "accepted")
        and parse_date(row["start"]) <= when
        and (not row["end"] or when < parse_date(row["end"]))
    }


def _check_exercises(exercises: Rows, states: Rows, spells: Rows, as_of: str) -> Iterator[Problem]:
    """An exercise lies in its year, is over when held, and is of members; parts are no larger than the whole."""
    yield from check_lists(exercises, ("host", "participants"), set(states.cells["iso3"]), "states.iso3")
    for line, row in each(exercises):
        came = set(listed(row["participants"]))
        for column, fault in (*exercise_faults(row, as_of), *_drill_faults(row, came)):
            yield Problem(exercises.file, line, column, fault)
        outside = came - _members(spells, "SCO", row["start"])
        if outside:
            fault = f"{', '.join(sorted(outside))} did not belong to the SCO on {row['start']}"
            yield Problem(exercises.file, line, "participants", fault)


def _drill_faults(row: dict[str, str], came: set[str]) -> Iterator[tuple[str, str]]:
    if set(listed(row["host"])) - came:
        yield "host", f"{row['host']!r} is not among the participants {row['participants']!r}"
    if row["framework"] == "members" and len(came) != 2:
        yield "framework", f"'members' with {len(came)} participants, expected two; open to all is 'SCO'"
    for name, code in (("russians", "RUS"), ("chinese", "CHN")):
        if row[name] and code not in came:
            yield name, f"is {row[name]}, though {code} did not take part"
    parts = [int(row[name]) for name in ("russians", "chinese") if row[name]]
    whole = row["personnel_high"] or row["personnel_low"]
    if parts and whole and sum(parts) > int(whole):
        yield "personnel_high", f"{whole} is below its parts, {' + '.join(map(str, parts))} = {sum(parts)}"


def _check_presence(presence: Rows, states: Rows) -> Iterator[Problem]:
    """A tie is on the land of China or of a partner; what a state denies is not accepted as fact."""
    yield from check_lists(presence, ("partners",), set(states.cells["iso3"]), "states.iso3")
    for line, row in each(presence):
        partners = listed(row["partners"])
        if "CHN" in partners:
            yield Problem(presence.file, line, "partners", "names China, whose ties these are")
        if row["host"] not in (*partners, "CHN"):
            fault = f"{row['host']!r} is neither China nor a partner ({row['partners']})"
            yield Problem(presence.file, line, "host", fault)
        if row["chinese"] and row["personnel"] and int(row["chinese"]) > int(row["personnel"]):
            yield Problem(presence.file, line, "chinese", f"{row['chinese']} is above all {row['personnel']}")
        if row["kind"] == "post" and row["denied_by"] and row["assessment"] == "accepted":
            fault = f"'accepted', though denied by {row['denied_by']}; expected disputed"
            yield Problem(presence.file, line, "assessment", fault)


def _check_overtures(overtures: Rows) -> Iterator[Problem]:
    """An answer has someone who gave it, not before the overture; what asks for nothing has none."""
    for line, row in each(overtures):
        for column, fault in _overture_faults(row):
            yield Problem(overtures.file, line, column, fault)


def _overture_faults(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if row["from_org"] == row["to_org"]:
        yield "to_org", f"{row['to_org']!r} is the organisation that made it"
    answered = row["answer"] in ANSWERED
    if answered and not row["answer_by"]:
        yield "answer_by", f"is empty beside the answer {row['answer']!r}: who gave it?"
    for name in ("answer_date", "answer_by", "answer_says") if not answered else ():
        if row[name]:
            yield name, f"{row[name]!r} beside the answer {row['answer']!r}, expected nothing"
    if before(row["answer_date"], row["date"]):
        yield "answer_date", f"{row['answer_date']!r} is before the overture, {row['date']!r}"
    if (row["form"] in ASKS_NOTHING) != (row["answer"] == "not_asked"):
        yield "answer", f"{row['answer']!r} does not go with form {row['form']!r}"


def _check_trade(trade: Rows) -> Iterator[Problem]:
    """A flow is no larger than the whole, and the share is that of the flows."""
    for line, row in each(trade):
        if row["iso3"] == row["partner"]:
            yield Problem(trade.file, line, "partner", f"{row['partner']!r} trades with itself")
        flows, whole = 0.0, 0.0
        for name in ("imports", "exports"):
            flow, total = float(row[name]), float(row[f"{name}_total"])
            flows, whole = flows + flow, whole + total
            if flow > total:
                yield Problem(trade.file, line, name, f"{row[name]} is above {name}_total {row[f'{name}_total']}")
        share = 100 * flows / whole if whole else 0.0
        if abs(share - float(row["share"])) > _SLACK:
            yield Problem(trade.file, line, "share", f"{row['share']} is not {share:.2f}, the share of the flows")


def _check_quoted_trade(quoted: Rows, trade: Rows) -> Iterator[Problem]:
    """Quoted trade begins where the series ends, so that the two are never one line; one claimant speaks once."""
    last = max(map(int, trade.cells["year"]))
    claims = [(line, row) for line, row in each(quoted) if row["topic"] == "trade"]
    for line, first, row in repeats(claims, itemgetter("iso3", "measure", "period", "claimant")):
        yield Problem(quoted.file, line, "claimant", f"{row['claimant']!r} gives this figure on line {first} already")
    for line, row in claims:
        year = re.search(r"[0-9]{4}", row["period"])  # the first one: 2016–20, January–October 2024
        if not year or int(year[0]) <= last:
            fault = f"{row['period']!r} does not begin after {last}, the last year of {trade.file}"
            yield Problem(quoted.file, line, "period", fault)
        if not row["iso3"]:
            yield Problem(quoted.file, line, "iso3", "is empty, expected whose trade it is")


def _check_dues(quoted: Rows, spells: Rows) -> Iterator[Problem]:
    """The shares of the SCO's budget are those of all members of the day, and add up to a hundred."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    lines: dict[str, int] = {}
    for line, row in each(quoted):
        if row["measure"] == SCO_SHARE and row["assessment"] == "accepted":
            shares[row["date"]][row["iso3"]] = float(row["value"])
            lines.setdefault(row["date"], line)
    for day, parts in shares.items():
        members = _members(spells, "SCO", day)
        if set(parts) != members:
            other = ", ".join(sorted(set(parts) ^ members))
            yield Problem(quoted.file, lines[day], "iso3", f"the shares of {day} are not of the members: {other}")
        elif abs(sum(parts.values()) - 100) > _SLACK:
            fault = f"the shares of {day} add up to {sum(parts.values()):.1f}, expected 100"
            yield Problem(quoted.file, lines[day], "value", fault)
