"""How claims and forecasts fared: counts by verdict, and a score with what it leaves open.

A score counts a forecast that came true as one, one that came true in part as half (or as the reader chooses) and
one that failed as none; open ones are left out and counted beside it. The mark for the halves follows the practice
of forecasting tournaments, which score by degrees; the names of degrees are ours. Worked case: three true, two in
part, five failed and four open make 4 of 10, or 40 per cent, with 4 left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

CLAIMS = ("supported", "mixed", "not_supported", "not_testable")
FORECASTS = ("came_true", "partly", "did_not", "open")
FACTS = ("event", "figure", "membership", "institution")


def tally(rows: pd.DataFrame, by: str, verdicts: Sequence[str]) -> pd.DataFrame:
    """Return how many rows have each verdict, by author or any other column.

    Args:
        rows: A column ``verdict`` and the one named; one row a claim or forecast.
        by: The column to group by.
        verdicts: All verdicts, in the order of the columns.

    Returns:
        Indexed by the values of ``by``, those with most rows first: a column a verdict, and ``all``.

    Raises:
        ValueError: A row has a verdict that is not in the list.
    """
    strange = sorted(set(rows["verdict"]) - set(verdicts))
    if strange:
        raise ValueError(f"verdicts not among {', '.join(verdicts)}: {', '.join(strange)}")
    table = rows.groupby([by, "verdict"]).size().unstack(fill_value=0).reindex(columns=list(verdicts), fill_value=0)
    table["all"] = table.sum(axis=1)
    table.columns.name = None
    return table.sort_values("all", ascending=False, kind="stable")


@dataclass(frozen=True)
class Score:
    """How a set of forecasts fared: ``points`` of ``judged``, and how many are still open."""

    points: float
    judged: int
    open: int

    @property
    def share(self) -> float:
        """Points in per cent of the forecasts judged.

        Raises:
            ValueError: None is judged.
        """
        if not self.judged:
            raise ValueError("no forecast is judged, so there is no share")
        return 100 * self.points / self.judged


def score(forecasts: pd.DataFrame, partly: float = 0.5, open_fails: bool = False) -> Score:
    """Return the score of some forecasts.

    Args:
        forecasts: A column ``verdict`` (came_true, partly, did_not, open).
        partly: What a forecast that came true in part counts, from 0 to 1.
        open_fails: Whether an open forecast counts as one that failed; if not, it is left out.

    Raises:
        ValueError: ``partly`` is not from 0 to 1.
    """
    if not 0 <= partly <= 1:
        raise ValueError(f"partly is {partly}, expected 0 to 1")
    is_open = forecasts["verdict"].eq("open")
    worth = forecasts["verdict"].map({"came_true": 1.0, "partly": partly, "did_not": 0.0, "open": 0.0})
    judged = len(forecasts) if open_fails else int((~is_open).sum())
    return Score(float(worth.sum()), judged, 0 if open_fails else int(is_open.sum()))


def sorts(verdicts: pd.DataFrame, register: pd.DataFrame) -> pd.Series:
    """Return of each claim tested whether it states a fact or a thesis, by the register; ``other`` if it is in none.

    A row that tests several claims is a fact only if all of them are.

    Args:
        verdicts: ``claim_ids``, joined by ``;``.
        register: ``id`` and ``kind``.
    """
    kinds = dict(zip(register["id"], register["kind"], strict=True))
    return verdicts["claim_ids"].map(
        lambda ids: "other" if not ids else "fact" if all(kinds[one] in FACTS for one in ids.split(";")) else "thesis"
    )


def years_of_change(spells: pd.DataFrame, org: str, years: Sequence[int]) -> list[int]:
    """Return the years in which a state came to be bound in an organisation, or ceased to be, by accepted spells.

    Args:
        spells: ``org``, ``status``, ``start``, ``end`` (empty if open), ``assessment``.
        org: The organisation.
        years: The years to look at.
    """
    rows = spells[(spells["org"] == org) & spells["status"].eq("in_force") & spells["assessment"].eq("accepted")]
    days = [*rows["start"], *rows["end"]]
    return sorted({int(day[:4]) for day in days if day} & set(years))
