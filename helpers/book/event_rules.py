"""Rules on the tables of events that a schema cannot say: counts, umbrellas, sides and sequence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import itemgetter

from helpers.book.rule_rows import before, check_lists, each, listed, repeats
from helpers.data import Problem
from helpers.data.dates import parse_date
from helpers.data.reading import Rows

_CAME = ("host", "took part")
_QUOTED = 25  # words
_REACTION = ("csto_reaction", "reaction_date", "reaction_by", "reaction")


def check_events(read: dict[str, Rows], as_of: str) -> Iterator[Problem]:
    """Check exercises and who took part, clashes, appeals, votes, and what any table says of bounds and quotations."""
    for rows in read.values():
        yield from _check_bounds(rows)
        yield from _check_quotes(rows)
    yield from _check_exercises(read["exercises"], as_of)
    yield from _check_umbrellas(read["exercises"])
    yield from _check_places(read["exercises"], read["states"])
    yield from _check_participation(read["exercises"], read["participation"])
    yield from _check_clashes(read["border_clashes"])
    yield from _check_appeals(read["appeals"], read["states"])
    yield from _check_votes(read["un_votes"], read["resolutions"])


def exercise_faults(row: dict[str, str], as_of: str) -> Iterator[tuple[str, str]]:
    """Yield column and fault of an exercise that is not of its year, or is called held and not over."""
    if row["start"][:4] != row["year"]:
        yield "year", f"{row['year']} is not the year of start {row['start']!r}"
    if row["status"] == "held" and parse_date(row["end"]) > parse_date(as_of):
        yield "status", f"'held' ends on {row['end']}, after the record's as-of date {as_of}; planned?"


def _check_bounds(rows: Rows) -> Iterator[Problem]:
    """A low number is not above its high one, and nothing ends before it starts."""
    pairs = [(name, f"{name[:-4]}_high") for name in rows.cells if name.endswith("_low")]
    for line, row in each(rows):
        for low, high in pairs:
            if row[low] and row.get(high) and float(row[low]) > float(row[high]):
                yield Problem(rows.file, line, low, f"{row[low]} is above {high} {row[high]}")
        start, end = row.get("start", ""), row.get("end", "")
        if start and end and end < start[: len(end)]:
            yield Problem(rows.file, line, "end", f"{end!r} is before start {start!r}")


def _check_exercises(exercises: Rows, as_of: str) -> Iterator[Problem]:
    """An exercise lies in its year; one that was held was over when the record closed."""
    for line, row in each(exercises):
        for column, fault in exercise_faults(row, as_of):
            yield Problem(exercises.file, line, column, fault)


def _check_umbrellas(exercises: Rows) -> Iterator[Problem]:
    """A part belongs to an umbrella of its year and status that is no part itself and no smaller."""
    by = {row["id"]: row for _, row in each(exercises)}
    for line, row in each(exercises):
        if not row["part_of"]:
            continue
        whole = by[row["part_of"]]
        faults = {
            "is a part itself": whole["part_of"] != "",
            f"is of {whole['year']}, its part of {row['year']}": whole["year"] != row["year"],
            f"was {whole['status']}, its part held": row["status"] == "held" != whole["status"],
        }
        own, part = whole["personnel_high"] or whole["personnel_low"], row["personnel_low"]
        faults[f"has {own} people, its part {part}"] = bool(own and part) and int(own) < int(part)
        for fault, holds in faults.items():
            if holds:
                yield Problem(exercises.file, line, "part_of", f"{whole['id']!r} {fault}")


def _check_places(exercises: Rows, states: Rows) -> Iterator[Problem]:
    """Lists of states hold states of the table, and the region is that of the main host."""
    region = dict(zip(states.cells["iso3"], states.cells["region"], strict=True))
    yield from check_lists(exercises, ("host", "participants", "absent"), region, "states.iso3")
    for line, row in each(exercises):
        hosts = [region.get(code, "") for code in row["host"].split(";")]
        regions = row["region"].split(";")
        if hosts[0] and (hosts[0] != regions[0] or not set(regions) <= set(hosts)):
            yield Problem(exercises.file, line, "region", f"{row['region']!r} is not where {row['host']} lie")


def _check_participation(exercises: Rows, participation: Rows) -> Iterator[Problem]:
    """Only what was held has participants, and the two tables name the same states."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    status = dict(zip(exercises.cells["id"], exercises.cells["status"], strict=True))
    for line, row in each(participation):
        if status[row["exercise"]] != "held":
            fault = f"{row['exercise']!r} is {status[row['exercise']]}: only what was held has participants"
            yield Problem(participation.file, line, "exercise", fault)
        if row["iso3"] in roles[row["exercise"]]:
            yield Problem(participation.file, line, "iso3", f"{row['iso3']} stands twice for {row['exercise']}")
        roles[row["exercise"]][row["iso3"]] = row["role"]
    for line, row in each(exercises):
        seen = roles.get(row["id"])
        if seen is None:
            continue
        for column, wanted in (("participants", _CAME), ("absent", ("stayed away",))):
            told = {code for code, role in seen.items() if role in wanted}
            other = told ^ set(listed(row[column]))
            if other:
                fault = f"differs from the roles in {participation.file}: {', '.join(sorted(other))}"
                yield Problem(exercises.file, line, column, fault)


def _check_clashes(clashes: Rows) -> Iterator[Problem]:
    """One row a clash, claimant and unit; its sum is that of its sides; the reaction is one for a clash."""
    for line, first, row in repeats(each(clashes), itemgetter("start", "end", "place", "claimant", "unit")):
        fault = f"{row['claimant']!r} speaks of this clash and unit on line {first} already"
        yield Problem(clashes.file, line, "claimant", fault)
    reactions: dict[str, tuple[str, ...]] = {}
    for line, row in each(clashes):
        if row["id"].split("--")[0] != row["clash"]:
            yield Problem(clashes.file, line, "clash", f"{row['clash']!r} is not the first part of {row['id']!r}")
        sides = row["deaths_kgz"], row["deaths_tjk"]
        if all(sides) and row["deaths_total"] and int(row["deaths_total"]) != sum(map(int, sides)):
            yield Problem(clashes.file, line, "deaths_total", f"{row['deaths_total']} is not {' + '.join(sides)}")
        reaction = tuple(row[name] for name in _REACTION)
        if reactions.setdefault(row["clash"], reaction) != reaction:
            yield Problem(clashes.file, line, "csto_reaction", f"differs from the other rows of {row['clash']}")


def _check_quotes(rows: Rows) -> Iterator[Problem]:
    """A quotation is short."""
    for line, row in each(rows):
        words = len(row.get("quote", "").split())
        if words > _QUOTED:
            yield Problem(rows.file, line, "quote", f"has {words} words, at most {_QUOTED}")


def _check_appeals(appeals: Rows, states: Rows) -> Iterator[Problem]:
    """Troops come only to a state that asked, and as an answer; a decision does not come before its request."""
    region = dict(zip(states.cells["iso3"], states.cells["region"], strict=True))
    for line, row in each(appeals):
        for column, fault in (*_appeal_faults(row, region), *_decision_faults(row)):
            yield Problem(appeals.file, line, column, fault)


def _appeal_faults(row: dict[str, str], region: dict[str, str]) -> Iterator[tuple[str, str]]:
    came, asked, requested, decided = (row[name] for name in ("troops", "asked", "request_date", "decision_date"))
    if came == "some" and not row["answer"]:
        yield "answer", "is empty, though troops came: who decided what?"
    if came == "some" and asked == "none":
        yield "asked", "is 'none', though troops came"
    if row["troops_sent"] and came == "none":
        yield "troops_sent", f"is {row['troops_sent']}, though no troops came"
    if requested and asked == "none":
        yield "request_date", f"is {requested!r}, though nobody asked"
    for column, later, earlier in (("request_date", requested, row["start"]), ("decision_date", decided, requested)):
        if before(later, earlier):
            what = "the start" if column == "request_date" else "the request"
            yield column, f"{later!r} is before {what}, {earlier!r}"
    if (row["attacker"] == "member") != (row["between_members"] == "true"):
        yield "attacker", f"is {row['attacker']!r}, but between_members is {row['between_members']!r}"
    if row["region"] != region[row["iso3"]]:
        yield "region", f"{row['region']!r} is not where {row['iso3']} lies"
    if bool(row["quote"]) != bool(row["quote_speaker"]):
        yield "quote_speaker", "a quotation and its speaker stand together or not at all"


def _decision_faults(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A decision has a day and a body, and only the Council sends troops."""
    day, body = row["decision_date"], row["decided_by"]
    if bool(day) != bool(body):
        yield "decided_by", f"is {body!r}, but decision_date is {day!r}: expected both or neither"
    if row["troops"] == "some" and body != "council":
        yield "decided_by", f"is {body!r}, though troops came: only the Council sends them"


def _check_votes(votes: Rows, resolutions: Rows) -> Iterator[Problem]:
    """One vote a state and resolution, told by its identifier, and no more of a kind than the tally has."""
    for line, first, row in repeats(each(votes), itemgetter("resolution", "iso3")):
        fault = f"{row['iso3']} votes on {row['resolution']} on line {first} already"
        yield Problem(votes.file, line, "iso3", fault)
    cast: Counter[tuple[str, str]] = Counter()
    for line, row in each(votes):
        cast[row["resolution"], row["vote"]] += 1
        wanted = f"uv-{row['resolution'].removeprefix('res-')}-{row['iso3'].lower()}"
        if row["id"] != wanted:
            yield Problem(votes.file, line, "id", f"{row['id']!r} is not {wanted!r}, its resolution and state")
    for line, row in each(resolutions):
        for vote in ("yes", "no", "abstain"):
            if row[vote] and cast[row["id"], vote] > int(row[vote]):
                fault = f"{row[vote]} is below the {cast[row['id'], vote]} states of {votes.file}"
                yield Problem(resolutions.file, line, vote, fault)
