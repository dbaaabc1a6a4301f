"""One day of January 2022 as it could be told by then: reports by town, contingents in the country, counts and claims.

A row is known from the day of its earliest source that is dated to a day. What a claimant says on a day is known from
that day, save that a dated source may be later; what happened on a day is known when a source tells it, so an event
whose sources bear no day is not known at any time.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

LANES = ("protest", "violence", "restoration")
_NOWHERE = ("national", "abroad")  # values of `region` that no map of the country can place
_MARKS = ["town", "region", "lane", "lon", "lat", "whole", "sure", "start"]


def known_since(rows: pd.DataFrame, own: str, days: Mapping[str, str], undated: bool) -> pd.Series:
    """Return the day from which each row is known, or an empty text.

    Worked case: an event of 4 January in a report of 5 January and a briefing of 15 January is known from
    5 January; a forecast printed on 3 January of what began on 4 January, from 4 January.

    Args:
        rows: ``sources`` (keys joined by ``;``) and a column with the row's own date.
        own: The name of that column.
        days: Key of a source to its day, for the sources that have one.
        undated: Whether a row none of whose sources has a day counts as known from its own date (a claim) or
            never (an event).
    """

    def since(date: str, keys: str) -> str:
        """Return the day of the earliest dated source of one row, and no day before the row's own."""
        dated = [days[key] for key in keys.split(";") if key in days]
        if not dated:
            return date if undated else ""
        return max(date, min(dated))

    found = [since(date, keys) for date, keys in zip(rows[own], rows["sources"], strict=True)]
    return pd.Series(found, index=rows.index, dtype=object)


def reports(events: pd.DataFrame, towns: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return what is reported of each town on a day, and of a town without a report that day the latest before it.

    Args:
        events: ``start``, ``place``, ``region``, ``lane``, ``assessment``; rows known by then. Only events dated to
            a day, of a lane in :data:`LANES`, and with a region count; ``several`` places are their region.
        towns: The table ``towns``.
        day: The day, YYYY-MM-DD.

    Returns:
        One row a town (or region, at its seat) and lane: ``town``, ``lane``, ``region``, ``lon``, ``lat``, ``whole``
        (a region without a town), ``sure`` (some report is not disputed), ``start``, ``today``.

    Raises:
        ValueError: A place is not in the table of towns, or a region has no seat there.
    """
    marks = _placed(events, towns, day)
    marks = marks[marks["start"] == marks.groupby("town")["start"].transform("max")]
    marks = marks.groupby(["town", "lane"], as_index=False, sort=True).agg(
        {"region": "first", "lon": "first", "lat": "first", "whole": "min", "sure": "max", "start": "first"}
    )
    return marks.assign(today=marks["start"] == day)


def towns_by_day(events: pd.DataFrame, towns: pd.DataFrame, days: list[str]) -> pd.DataFrame:
    """Return how many towns or regions have a report on each day, by lane.

    Args:
        events: As for :func:`reports`; rows known on the last of the days.
        towns: The table ``towns``.
        days: The days in order, YYYY-MM-DD.

    Returns:
        Indexed by day, one column a lane of :data:`LANES`.

    Raises:
        ValueError: As for :func:`reports`.
    """
    marks = _placed(events, towns, days[-1]).drop_duplicates(["town", "lane", "start"])
    counts = marks.groupby(["start", "lane"]).size().to_dict()
    rows = [[counts.get((day, lane), 0) for lane in LANES] for day in days]
    return pd.DataFrame(rows, index=days, columns=list(LANES))


def _by(dates: pd.Series, day: str) -> pd.Series:
    """Return which dates are told to the day and not later than one."""
    return dates.str.len().eq(10) & (dates <= day)


def _placed(events: pd.DataFrame, towns: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return one row an event that a map can place by a day, with the town or the seat of the region."""
    known = events[
        events["lane"].isin(LANES)
        & ~events["region"].isin([*_NOWHERE, "several"])
        & _by(events["start"], day)
        & (events["assessment"] != "rejected")
    ]
    seats = dict(zip(towns.loc[towns["seat"], "region"], towns.loc[towns["seat"], "name"], strict=True))
    spots = {row.name: (row.lon, row.lat) for row in towns[["name", "lon", "lat"]].itertuples(index=False)}
    rows = []
    for row in known.itertuples():
        whole = row.place == "several"
        town = seats.get(row.region, "") if whole else row.place
        if town not in spots:
            raise ValueError(f"no town in data/geo/towns.csv for {row.place!r} in {row.region!r} ({row.start})")
        rows.append((town, row.region, row.lane, *spots[town], whole, row.assessment == "accepted", row.start))
    return pd.DataFrame(rows, columns=_MARKS)


def in_country(events: pd.DataFrame, day: str) -> list[str]:
    """Return the states whose contingents were in the country at the end of a day, in the order in which they came.

    A contingent has come on the day of its first dated row in the country, and at the latest when the force was
    called complete. It has left on the day of its departure, or of the last units.

    Args:
        events: ``start``, ``region``, ``iso3``, ``lane``, ``milestone``; rows known by then.
        day: The day, YYYY-MM-DD.
    """
    past = events[_by(events["start"], day)]
    moves = past[(past["lane"] == "deployment") & (past["iso3"] != "")]
    here = moves[moves["region"] != "abroad"].sort_values("start", kind="stable")
    came = list(dict.fromkeys(here["iso3"]))
    if (past["milestone"] == "complete").any():
        came += [iso3 for iso3 in dict.fromkeys(moves["iso3"]) if iso3 not in came]
    left = set(past.loc[past["milestone"].isin(["departure", "last_units"]), "iso3"])
    return [iso3 for iso3 in came if iso3 not in left]


def standing(counts: pd.DataFrame, measure: str, day: str) -> pd.DataFrame:
    """Return the counts of people that stood at the end of a day, those taken back left out.

    Once there is a count of all for the whole country, the latest day of such counts stands, the last of each
    claimant on it, with the parts that its claimant gave. Until then the latest count of each group stands, the one
    for the widest area where several are of one day.

    Args:
        counts: The table ``january_casualties``, rows known by then.
        measure: deaths, wounded or detained.
        day: The day, YYYY-MM-DD.

    Returns:
        Rows of ``counts``, the whole before its parts; none where nobody had counted.
    """
    past = counts[
        (counts["measure"] == measure)
        & _by(counts["date"], day)
        & ~counts["withdrawn"]
        & (counts["assessment"] != "rejected")
    ]
    width = past["place"].map({"national": 0, "several": 1}).fillna(2)
    past = past.assign(width=width, turn=past["sequence"].fillna(0).astype(int))
    whole = past[(past["group"] == "all") & (past["place"] == "national")]
    if not whole.empty:
        last = whole[whole["date"] == whole["date"].max()].sort_values("turn", ascending=False, kind="stable")
        last = last.drop_duplicates("claimant")
        found = pd.concat([last, past[past["part_of"].isin(last["id"])]])
    else:
        order = past.sort_values(["date", "turn", "width"], ascending=[False, False, True], kind="stable")
        found = order.drop_duplicates("group").sort_values("date", kind="stable")
    return found.drop(columns=["width", "turn"])


def strengths(claims: pd.DataFrame, day: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the latest official claim on the whole force by a day, and every number of the press by then.

    Args:
        claims: The table ``january_contingents``, rows known by then.
        day: The day, YYYY-MM-DD.
    """
    past = claims[(claims["measure"] == "strength") & (claims["iso3"] == "") & _by(claims["date"], day)]
    official = past[past["voice"] == "official"].sort_values("date", kind="stable")
    return official.tail(1), past[past["voice"] == "press"]
