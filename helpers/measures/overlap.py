"""Where organisations overlap: who stands in which of them on a day, and how many they share.

A state is a ``member`` where it signed or is bound, and ``frozen`` or ``suspended`` where a spell of that kind
runs. ``beside`` joins what the organisations call observer, dialogue partner, associate or partner: a seat
without a vote. Members are counted as :func:`helpers.measures.membership.members` counts them, from signature,
since in 2002 the Charter of the CSTO was signed and not yet in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.measures.membership import held_on

_MEMBERS = ("member", "frozen")
_WORDS: Mapping[str, tuple[str, ...]] = {  # where a state has two, the later one holds
    "beside": ("observer", "dialogue_partner", "partner"),
    "member": ("signed", "in_force", "participating"),
    "frozen": ("frozen",),
    "suspended": ("suspended",),
}


def standings(spells: pd.DataFrame, org: str, day: str) -> dict[str, str]:
    """Return how each state stands in one organisation on a day, by code; a state outside has no entry.

    Args:
        spells: The table ``membership_spells``.
        org: Code of the organisation.
        day: The date asked for, ``YYYY-MM-DD``.
    """
    return _standings(spells, [org], day)[org]


def _standings(spells: pd.DataFrame, orgs: Sequence[str], day: str) -> dict[str, dict[str, str]]:
    """Return how each state stands in each of some organisations on a day."""
    held, found = held_on(spells, day), {}
    for org in orgs:
        words = {
            iso3: word
            for word, statuses in _WORDS.items()
            for status in statuses
            for iso3 in held.get(org, {}).get(status, ())
        }
        found[org] = dict(sorted(words.items()))
    return found


def belonging(spells: pd.DataFrame, orgs: Sequence[str], day: str) -> dict[str, set[str]]:
    """Return the members of each organisation on a day; a frozen member counts, a suspended one does not."""
    found = _standings(spells, orgs, day)
    return {org: {iso3 for iso3, word in found[org].items() if word in _MEMBERS} for org in orgs}


def shared(spells: pd.DataFrame, orgs: Sequence[str], day: str) -> pd.DataFrame:
    """Return how many members each two organisations share on a day, with their own numbers on the diagonal."""
    who = belonging(spells, orgs, day)
    return pd.DataFrame(
        [[len(who[one] & who[other]) for other in orgs] for one in orgs], index=list(orgs), columns=list(orgs)
    )


def matrix(spells: pd.DataFrame, orgs: Sequence[str], days: Sequence[str]) -> pd.DataFrame:
    """Return the standing of every state that was a member of any of the organisations on any of the days.

    Returns:
        ``iso3``, ``day``, ``org``, ``standing`` (empty where it has none). States come in the order of the first
        organisation's members on the last day, then by how many they belong to, then by code.
    """
    found = {day: _standings(spells, orgs, day) for day in days}
    states = {iso3 for day in days for words in found[day].values() for iso3, word in words.items() if word in _MEMBERS}
    final = found[days[-1]]

    def rank(iso3: str) -> tuple[bool, int, str]:
        """Sort key: the first organisation's members, then by how many organisations, then by code."""
        inside = [org for org in orgs if final[org].get(iso3) in _MEMBERS]
        return orgs[0] not in inside, -len(inside), iso3

    return pd.DataFrame(
        [
            (iso3, day, org, found[day][org].get(iso3, ""))
            for iso3 in sorted(states, key=rank)
            for day in days
            for org in orgs
        ],
        columns=["iso3", "day", "org", "standing"],
    )
