"""Exercises: how many, where, how large by what was stated, and who came.

A large exercise can be an umbrella over named parts (``part_of``). A number of exercises counts the parts and
not the umbrella; stated personnel counts the umbrella and not its parts. Worked case: Combat Brotherhood-2019
counts as four exercises and as one statement of about 10,000. Totals given for a whole year and Russia's own
strategic exercises with a part of the alliance in them belong to neither.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.data import parse_date

# Totals of a year or an autumn, and Russia's Center exercises: kept as rows for comparison, never counted.
APART = ("year_total", "center")
REGIONS = ("central-asia", "eastern-europe", "south-caucasus")


def held(exercises: pd.DataFrame) -> pd.DataFrame:
    """Return the held exercises of the organisation's own, umbrellas and parts alike."""
    return exercises[(exercises["status"] == "held") & ~exercises["series"].isin(APART)]


def unconfirmed(exercises: pd.DataFrame) -> pd.DataFrame:
    """Return what was announced or planned and not found held; cancelled ones are left out."""
    return exercises[exercises["status"].isin(["announced", "planned"]) & ~exercises["series"].isin(APART)]


def leaves(exercises: pd.DataFrame) -> pd.DataFrame:
    """Return what a number of exercises counts: those held that have no parts."""
    umbrellas = set(exercises["part_of"]) - {""}
    own = held(exercises)
    return own[~own["id"].isin(umbrellas)]


def statements(exercises: pd.DataFrame) -> pd.DataFrame:
    """Return what stated personnel is summed over: those held that are no part of another."""
    own = held(exercises)
    return own[own["part_of"] == ""]


def by_region(rows: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return the number of exercises by year and region of the host, one row a year (0 where none was held).

    Args:
        rows: Exercises, as :func:`leaves` returns them, with one region each.
        years: The years of the table.

    Raises:
        ValueError: An exercise has no region, or several: an umbrella is counted beside its parts.
    """
    unclear = rows.loc[~rows["region"].isin(REGIONS), "id"]
    if len(unclear):
        raise ValueError(f"no single region: {', '.join(unclear)}; count leaves, not umbrellas")
    table = rows.groupby(["year", "region"]).size().unstack(fill_value=0)
    return table.reindex(index=list(years), columns=list(REGIONS), fill_value=0)


def stated(rows: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return the personnel stated for each year's exercises: ``low``, ``high`` and ``silent``.

    ``high`` takes the low number where no higher one was stated; ``silent`` counts exercises without a number,
    which the sums leave out; a year without any number is missing.

    Args:
        rows: Exercises, as :func:`statements` returns them.
        years: The years of the table.
    """
    low, high = rows["personnel_low"], rows["personnel_high"].fillna(rows["personnel_low"])
    table = pd.DataFrame(
        {
            "low": low.groupby(rows["year"]).sum(min_count=1),
            "high": high.groupby(rows["year"]).sum(min_count=1),
            "silent": low.isna().groupby(rows["year"]).sum(),
        }
    )
    table = table.reindex(list(years))
    return table.assign(silent=table["silent"].fillna(0).astype(int))


def attendance(participation: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    """Return who came to how many exercises a year: ``iso3``, ``year``, ``came``, ``stayed_away``, ``doubtful``.

    A host came. Observers count as neither. An exercise counts once for a state, umbrellas left out. An absence
    is doubtful where it is disputed or only inferred (attestation low).

    Args:
        participation: ``exercise``, ``iso3``, ``role``, ``attestation``, ``assessment``.
        exercises: The table ``exercises``.
    """
    years = dict(zip(leaves(exercises)["id"], leaves(exercises)["year"], strict=True))
    rows = participation[participation["exercise"].isin(years)].assign(year=lambda one: one["exercise"].map(years))
    away = rows["role"].eq("stayed away")
    sure = rows["attestation"].ne("low") & rows["assessment"].eq("accepted")
    rows = rows.assign(came=rows["role"].isin(["host", "took part"]), stayed_away=away & sure, doubtful=away & ~sure)
    each = rows.groupby(["iso3", "year", "exercise"])[["came", "stayed_away", "doubtful"]].any()
    for column in ("stayed_away", "doubtful"):
        each[column] &= ~each["came"]
    return each.groupby(["iso3", "year"]).sum().astype(int).reset_index()


def hosted(rows: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Return the exercises that a state hosted, alone or with others."""
    return rows[[iso3 in hosts.split(";") for hosts in rows["host"]]]


def preceded(crises: pd.DataFrame, rows: pd.DataFrame, days: int = 365) -> pd.DataFrame:
    """Return for each crisis the last exercise that its state had hosted not long before.

    Args:
        crises: ``id``, ``iso3``, ``start``.
        rows: Exercises, as :func:`leaves` returns them: ``id``, ``host``, ``start``.
        days: How long before the crisis an exercise may have begun.

    Returns:
        ``id``, ``iso3``, ``start`` and ``exercise``, empty where there was none.
    """
    found = []
    for crisis in crises.itertuples():
        day = parse_date(crisis.start)
        near = [
            (parse_date(one.start), one.id)
            for one in hosted(rows, crisis.iso3).itertuples()
            if one.start and 0 < (day - parse_date(one.start)).days <= days
        ]
        found.append(max(near)[1] if near else "")
    return crises[["id", "iso3", "start"]].assign(exercise=found)


def expected(crises: pd.DataFrame, rows: pd.DataFrame, first: str, last: str, days: int = 365) -> float:
    """Return how many crises chance would let an exercise precede: each crisis on a random day in its own state.

    Args:
        crises: ``iso3``, one row a crisis.
        rows: Exercises: ``host``, ``start``.
        first: The first day of the time drawn from.
        last: The last day of it.
        days: How long before the day an exercise may have begun, as in :func:`preceded`.
    """
    begin, end = parse_date(first).toordinal(), parse_date(last).toordinal()
    total = 0.0
    for iso3, count in crises["iso3"].value_counts().items():
        covered: set[int] = set()
        for start in hosted(rows, iso3)["start"]:
            day = parse_date(start).toordinal()
            covered.update(range(max(begin, day + 1), min(end, day + days) + 1))
        total += count * len(covered) / (end - begin + 1)
    return total


def contingents(participation: pd.DataFrame, exercises: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return what states sent to the held exercises to which one state's number is known.

    Numbers that are documented weakly (attestation low, such as expected ones) are left out.

    Args:
        participation: ``exercise``, ``iso3``, ``personnel``, ``attestation``.
        exercises: The table ``exercises``.
        of: The state whose number must be known.

    Returns:
        One row an exercise, in order of time, by its id: a column a state (missing where unknown), ``stated`` (the
        lowest number stated for all) and ``share`` (the state's part of it, in per cent).
    """
    held_here = exercises[exercises["status"].eq("held") & exercises["personnel_low"].notna()].set_index("id")
    known = participation[
        participation["personnel"].notna()
        & participation["attestation"].ne("low")
        & participation["exercise"].isin(held_here.index)
    ]
    table = known.pivot_table(index="exercise", columns="iso3", values="personnel", aggfunc="max")
    table = table[table[of].notna()]
    table = table.assign(stated=held_here["personnel_low"].reindex(table.index))
    table = table.assign(share=100 * table[of] / table["stated"])
    return table.loc[held_here["start"].reindex(table.index).sort_values(kind="stable").index]
