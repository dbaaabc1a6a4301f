"""Rules on claims, forecasts and the register of claims: tested once, by another's evidence, none forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from helpers.book.rule_rows import Line, before, check_lists, each, listed, repeats
from helpers.data import Problem
from helpers.data.reading import Rows
from helpers.measures.verdicts import FACTS

# The starting texts, none of them evidence for itself: author to key.
OWN = {
    "bohdan": "Bohdan2020",
    "nikitina": "Nikitina2015",
    "scepanovic": "Scepanovic2024",
    "geopolist": "Scepanovic2024",
    "gazeta": "Gazeta2022",
    "edm": "EDM2011",
}
LEAST_USED = 80  # per cent of the facts of the texts that must be in the book


def check_verdicts(read: dict[str, Rows], as_of: str) -> Iterator[Problem]:
    """Check the claims tested, the forecasts and the register of claims."""
    known = {key for one in read.values() for key in one.cells.get("id", [])}
    register = set(read["claims_coverage"].cells["id"])
    for name in ("verdicts", "forecasts"):
        yield from check_lists(read[name], ("claim_ids",), register, "claims_coverage.id")
        yield from _check_places(read[name])
    yield from check_lists(read["verdicts"], ("evidence",), known, "the record")
    yield from _check_tested(read["verdicts"])
    yield from _check_forecasts(read["forecasts"], as_of)
    yield from _check_register(read, known)


def _check_places(rows: Rows) -> Iterator[Problem]:
    """A link names a page and a place on it; whether the place is there, the build says."""
    for line, row in each(rows):
        for one in listed(row["links"]):
            page, mark, place = one.partition("#")
            if not (page and mark and place):
                yield Problem(rows.file, line, "links", f"{one!r} is not a page and a place (page#place)")


def _check_tested(verdicts: Rows) -> Iterator[Problem]:
    """A claim is tested once, and by a source that is not its author's."""
    claims = [(line, {**row, "claim_ids": one}) for line, row in each(verdicts) for one in listed(row["claim_ids"])]
    for line, first, row in repeats(claims, itemgetter("claim_ids")):
        yield Problem(verdicts.file, line, "claim_ids", f"{row['claim_ids']!r} is tested on line {first} already")
    texts = set(OWN.values())
    for line, row in each(verdicts):
        others = [key for key in listed(row["sources"]) if key not in texts]
        if row["verdict"] != "not_testable" and not others:
            fault = f"{row['sources']!r} is the claimant's own; {row['verdict']!r} needs another source"
            yield Problem(verdicts.file, line, "sources", fault)
        own = OWN.get(row["author"])
        if own and own not in listed(row["sources"]):
            yield Problem(verdicts.file, line, "sources", f"lacks {own!r}, the text that makes the claim")


def _check_forecasts(forecasts: Rows, as_of: str) -> Iterator[Problem]:
    """An outcome has a day, not before the forecast; a failure has a term that has passed or an event against it."""
    for line, row in each(forecasts):
        for column, fault in _forecast_faults(row, as_of):
            yield Problem(forecasts.file, line, column, fault)


def _forecast_faults(row: dict[str, str], as_of: str) -> Iterator[tuple[str, str]]:
    if row["verdict"] != "open" and not row["outcome_date"]:
        yield "outcome_date", f"is empty beside the verdict {row['verdict']!r}: when was it known?"
    for name in ("outcome_date", "horizon"):
        if row[name] and before(row[name], row["date"]):
            yield name, f"{row[name]!r} is before the forecast, {row['date']!r}"
    if before(as_of, row["outcome_date"]):
        yield "outcome_date", f"{row['outcome_date']!r} is after the record's as-of date {as_of}"
    if (
        row["verdict"] == "did_not"
        and row["basis"] == "absence"
        and (not row["horizon"] or before(as_of, row["horizon"]))
    ):
        yield "verdict", "'did_not' rests on absence, and no term has passed by which it had to show; expected open"


def _check_register(read: dict[str, Rows], known: set[str]) -> Iterator[Problem]:
    """Every claim has a fate that is so, and most facts of each text are in the book."""
    register = read["claims_coverage"]
    tested = {one for _, row in each(read["verdicts"]) for one in listed(row["claim_ids"])}
    foretold = {one for _, row in each(read["forecasts"]) for one in listed(row["claim_ids"])}
    for line, row in each(register):
        for column, fault in _fate_faults(row, tested, foretold, known):
            yield Problem(register.file, line, column, fault)
    facts: list[Line] = [(line, row) for line, row in each(register) if row["kind"] in FACTS]
    used = [row for _, row in facts if row["use"] != "left_out"]
    if facts and 100 * len(used) < LEAST_USED * len(facts):
        share = 100 * len(used) / len(facts)
        fault = f"{share:.0f} per cent of events, figures, memberships and institutions are used, expected {LEAST_USED}"
        yield Problem(register.file, 0, "use", fault)


def _fate_faults(
    row: dict[str, str], tested: set[str], foretold: set[str], known: set[str]
) -> Iterator[tuple[str, str]]:
    for use, there in (("verdict", tested), ("forecast", foretold)):
        if (row["use"] == use) != (row["id"] in there) and not (use == "forecast" and row["id"] in tested):
            table = "verdicts" if use == "verdict" else "forecasts"
            how = "is not in" if row["use"] == use else "stands in"
            yield "use", f"is {row['use']!r}, and {row['id']} {how} the table {table}"
    left = row["use"] == "left_out"
    if left != bool(row["reason"]):
        yield "reason", "is empty: why was it left out?" if left else f"goes with left_out, not with {row['use']!r}"
    if left == bool(row["links"]):
        fault = "beside left_out, expected nothing" if left else f"is empty beside {row['use']!r}: where does it stand?"
        yield "links", f"{row['links']!r} {fault}" if left else fault
    for one in listed(row["links"]):
        if "#" not in one and one not in known:
            yield "links", f"{one!r} is neither page#place nor the id of a row"
