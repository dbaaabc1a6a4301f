"""Who belongs, as of a date: on two clocks and in three states.

The *treaty* clock runs from 15 May 1992 (Collective Security Treaty, CST), the *organisation* clock
from 7 October 2002 (Charter of the CSTO). The three states are nested: whoever participates is bound
in law, whoever is bound has signed.

=================  =================================================================================
``signed``         signed, whether or not in force yet, and not out since
``in_force``       bound in law
``participating``  bound in law and not frozen (own word) or suspended (act of the organisation)
=================  =================================================================================

Worked case: on 22 February 2024 Armenia froze its participation. It stays ``signed`` and ``in_force``
in both clocks, since the Charter knows leaving and suspension but no freeze, and is no longer
``participating``. Uzbekistan in 2012 is coded alike: frozen by its own note of 28 June, out of force
when the Council decided on 19 December.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from helpers.data import parse_date, runs_on

Clock = Literal["treaty", "organisation"]
State = Literal["signed", "in_force", "participating"]

CLOCKS: dict[str, str] = {"treaty": "CST", "organisation": "CSTO"}
_BELONGING: dict[str, tuple[str, ...]] = {
    "signed": ("signed", "in_force", "participating"),
    "in_force": ("in_force", "participating"),
    "participating": ("in_force", "participating"),
}
_APART = ("frozen", "suspended")


def parties(spells: pd.DataFrame, day: str, clock: Clock = "organisation", state: State = "in_force") -> pd.DataFrame:
    """Return the spells of the states that belong on a day, one row a state.

    Args:
        spells: The table ``membership_spells``.
        day: The date asked for, ``YYYY-MM-DD``.
        clock: ``treaty`` or ``organisation``.
        state: ``signed``, ``in_force`` or ``participating``.

    Raises:
        ValueError: Unknown clock or state, or a date less precise than a day.
    """
    return members(spells, day, _organisation(clock), state)


def _organisation(clock: str) -> str:
    if clock not in CLOCKS:
        raise ValueError(f"clock {clock!r} is not one of {', '.join(CLOCKS)}")
    return CLOCKS[clock]


def members(spells: pd.DataFrame, day: str, org: str, state: State = "in_force") -> pd.DataFrame:
    """Return the spells of the states that belong to any organisation on a day, one row a state.

    Only accepted rows count; where a row is disputed, the accepted variant stands beside it.
    """
    if state not in _BELONGING:
        raise ValueError(f"state {state!r} is not one of {', '.join(_BELONGING)}")
    held = list(_running(spells, day, org))
    apart = {iso3 for _, _, iso3, status in held if state == "participating" and status in _APART}
    first: dict[str, int] = {}
    for place, _, iso3, status in held:
        if status in _BELONGING[state] and iso3 not in apart:
            first.setdefault(iso3, place)
    return spells.iloc[[first[iso3] for iso3 in sorted(first)]]


def held_on(spells: pd.DataFrame, day: str) -> dict[str, dict[str, set[str]]]:
    """Return who holds what on a day, in all organisations at once: organisation to status to codes of states.

    Only accepted rows count. A state may hold two statuses: bound, and frozen.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for _, org, iso3, status in _running(spells, day):
        found.setdefault(org, {}).setdefault(status, set()).add(iso3)
    return found


def _running(spells: pd.DataFrame, day: str, org: str = "") -> Iterator[tuple[int, str, str, str]]:
    """Yield the accepted spells that run on a day, of one organisation or of all: place, organisation, state, status.

    Without frames on the way: who belonged is asked for hundreds of days, and each filter of a frame costs more than
    a look at every row.
    """
    runs = runs_on(day)
    columns = (spells[name].tolist() for name in ("org", "iso3", "status", "assessment", "start", "end"))
    for place, (of, iso3, status, assessment, start, end) in enumerate(zip(*columns, strict=True)):
        if assessment == "accepted" and (not org or of == org) and runs(start, end):
            yield place, of, iso3, status


def ever_parties(spells: pd.DataFrame) -> list[str]:
    """Return the states that were ever bound by the treaty or the organisation, by code."""
    bound = spells[
        spells["org"].isin(CLOCKS.values()) & (spells["status"] == "in_force") & (spells["assessment"] == "accepted")
    ]
    return sorted(set(bound["iso3"]))


def lifelines(spells: pd.DataFrame, orgs: list[str]) -> pd.DataFrame:
    """Return the spells, in some organisations, of the states that were ever bound, but for rejected ones.

    Those who take part come first, then those who froze, then those who left, the latest first.
    """
    states = ever_parties(spells)
    chosen = spells[spells["org"].isin(orgs) & spells["iso3"].isin(states) & (spells["assessment"] != "rejected")]
    order = {iso3: place for place, iso3 in enumerate(sorted(states, key=lambda one: _rank(spells, one)))}
    return chosen.iloc[chosen["iso3"].map(order).argsort(kind="stable")]


def _bonds(spells: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Return one state's accepted spells in the treaty and the organisation."""
    own = (spells["iso3"] == iso3) & spells["org"].isin(CLOCKS.values()) & (spells["assessment"] == "accepted")
    return spells[own]


def _rank(spells: pd.DataFrame, iso3: str) -> tuple[int, int, str]:
    """Sort key: who takes part (the first to sign first), who froze, who is out (the last to go first)."""
    rows = _bonds(spells, iso3)
    ends = rows.loc[rows["status"] == "in_force", "end"]
    if (ends != "").all():
        return 2, -max(parse_date(day).toordinal() for day in ends), iso3
    apart = rows["status"].isin(_APART) & (rows["end"] == "")
    return int(apart.any()), min(parse_date(day).toordinal() for day in rows["start"]), iso3


def outcome(spells: pd.DataFrame, iso3: str) -> str:
    """Say in a few words how a state's bond stands at the end of the record."""
    rows = _bonds(spells, iso3)
    for status in reversed(_APART):
        lasting = rows[(rows["status"] == status) & (rows["end"] == "")]
        if len(lasting):
            return f"{status} since {min(lasting['start'])[:4]}"
    ends = rows.loc[rows["status"] == "in_force", "end"]
    return f"out since {max(ends)[:4]}" if (ends != "").all() else "takes part"


def count_steps(spells: pd.DataFrame, clock: Clock, state: State = "in_force") -> pd.DataFrame:
    """Return how many states belong on one clock, as :func:`member_steps` does for any organisation."""
    return member_steps(spells, _organisation(clock), state)


def member_steps(spells: pd.DataFrame, org: str, state: State = "in_force") -> pd.DataFrame:
    """Return how many states belong, as steps: columns ``start``, ``end`` (empty while it lasts), ``count``."""
    rows = spells[(spells["org"] == org) & (spells["assessment"] == "accepted")]
    days = sorted({parse_date(day).isoformat() for day in [*rows["start"], *rows["end"]] if day})
    steps: list[tuple[str, int]] = []
    for day in days:
        count = len(members(spells, day, org, state))
        if count != (steps[-1][1] if steps else 0):
            steps.append((day, count))
    starts = [day for day, _ in steps]
    return pd.DataFrame(
        {"start": starts, "end": [*starts[1:], ""][: len(steps)], "count": [count for _, count in steps]}
    )


def standing(spells: pd.DataFrame, day: str, clock: Clock) -> dict[str, str]:
    """Return how each state stands on a day, by code, in the words that maps and legends use.

    ``takes part``, ``bound, frozen``, ``suspended``, ``signed only``, or ``left`` for a state that was bound
    before, by the treaty or by the organisation; a state that never was has no entry. Whom the organisation suspended
    is so called as long as no act ends that, though it is no longer counted as bound: Uzbekistan since December 2012.
    """
    held = held_on(spells, day).get(_organisation(clock), {})
    signed, bound, active = (_union(held, _BELONGING[state]) for state in ("signed", "in_force", "participating"))
    suspended = held.get("suspended", set())
    ended = spells[
        spells["org"].isin(CLOCKS.values())
        & (spells["status"] == "in_force")
        & (spells["assessment"] == "accepted")
        & (spells["end"] != "")
        & (spells["end"] <= day)
    ]
    found = dict.fromkeys(sorted(set(ended["iso3"])), "left")
    found |= dict.fromkeys(sorted(signed), "signed only")
    found |= dict.fromkeys(sorted(bound), "bound, frozen")
    found |= dict.fromkeys(sorted(suspended), "suspended")
    return found | dict.fromkeys(sorted(active - _union(held, _APART)), "takes part")


def _union(held: dict[str, set[str]], statuses: tuple[str, ...]) -> set[str]:
    """Return who holds any of some statuses."""
    return set().union(*(held.get(status, ()) for status in statuses))
