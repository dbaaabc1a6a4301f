"""How often troops followed a crisis, by what was asked, and how little a count of one can bear.

The interval is the exact one of C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits
Illustrated in the Case of the Binomial", *Biometrika* 26 (1934). It takes the cases for independent draws from
one process. They are neither, so it shows the least uncertainty that there is, not all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import pandas as pd

# From the strictest reading of "asked" to the widest.
READINGS = {"formal": ("formal",), "asked": ("formal", "informal"), "all": ("formal", "informal", "none")}


def readings(crises: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Return cases and cases with troops under each reading of what counts as a request.

    Args:
        crises: ``asked`` (formal, informal, none) and ``troops`` (some, none); one row a crisis.
        confidence: Of the interval around the share.

    Returns:
        Indexed by reading, strictest first: ``cases``, ``troops``, and ``low`` and ``high``, the exact interval of
        the share with troops, in per cent.
    """
    rows = {}
    for name, kinds in READINGS.items():
        chosen = crises[crises["asked"].isin(kinds)]
        cases, troops = len(chosen), int((chosen["troops"] == "some").sum())
        low, high = exact_interval(troops, cases, confidence)
        rows[name] = (cases, troops, 100 * low, 100 * high)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["cases", "troops", "low", "high"])


# What an attack must be, from the words of 1992 to what was done in 2022.
ATTACKS = {"state": ("state",), "outside": ("state", "band"), "any": ("state", "band", "member", "inside")}
# What must have been decided in answer. Only the Council decides by consensus.
DECISIONS = {"any": ("council", "secretaries", ""), "body": ("council", "secretaries"), "council": ("council",)}


def qualifying(crises: pd.DataFrame, attack: str, own_soil: bool, reading: str, decision: str = "any") -> pd.Series:
    """Return which crises meet a set of criteria for help, as true or false.

    Worked case: by the words of 1992 (an attack by a state) with a formal request, Armenia's two appeals meet them
    and Kazakhstan's does not; by "any" attack all three do. With a decision of the Council Armenia's of 2022, which
    brought a mission, and Kazakhstan's remain.

    Args:
        crises: ``attacker``, ``own_soil``, ``asked``, ``decided_by``; one row a crisis.
        attack: A key of :data:`ATTACKS`: who must stand on the other side.
        own_soil: Whether the member's recognised territory must be where it is fought.
        reading: A key of :data:`READINGS`: what must have been asked.
        decision: A key of :data:`DECISIONS`: what must have been decided in answer.

    Raises:
        KeyError: ``attack``, ``reading`` or ``decision`` is none of the keys.
    """
    meets = crises["attacker"].isin(ATTACKS[attack]) & crises["asked"].isin(READINGS[reading])
    meets &= crises["decided_by"].isin(DECISIONS[decision])
    return meets & (crises["own_soil"] if own_soil else True)


def exact_interval(hits: int, cases: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Clopper-Pearson interval of a share, from 0 to 1.

    Raises:
        ValueError: There are no cases, more hits than cases, or the confidence is not between 0 and 1.
    """
    if cases < 1 or not 0 <= hits <= cases:
        raise ValueError(f"{hits} of {cases}: expected at least one case, and from none to all of them as hits")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _root(lambda share: _at_least(hits, cases, share) - tail)
    high = 1.0 if hits == cases else _root(lambda share: tail - (1 - _at_least(hits + 1, cases, share)))
    return low, high


def _at_least(hits: int, cases: int, share: float) -> float:
    return sum(comb(cases, one) * share**one * (1 - share) ** (cases - one) for one in range(hits, cases + 1))


def _root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises from below to above zero on 0 to 1 crosses it, to nine digits."""
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
