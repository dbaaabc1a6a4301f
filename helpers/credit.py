"""Floor 3: where rows come from, in words. Figures and tables derive their source line here; nobody types it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from helpers.data import about, say_date, source_keys
from helpers.data.bibliography import read_bibliography


def provenance(frames: Sequence[pd.DataFrame]) -> dict[str, Any]:
    """Return the part of a bundle that says where its rows come from.

    Args:
        frames: The rows, one frame for each table, as ``load`` returned and filters kept them.

    Raises:
        ValueError: A frame does not know its table or lost its sources.
    """
    return {
        "credit": credit_line(frames),
        "tables": [about(frame).name for frame in frames],
        "sources": all_sources(frames),
        "as_of": max(about(frame).as_of for frame in frames),
        "licences": sorted({about(frame).licence_title for frame in frames}),
    }


def credit_line(frames: Sequence[pd.DataFrame], most: int = 4) -> str:
    """Return the source line of some rows: who says it, as of when, under which licence.

    Names the authors that most rows rest on, and counts the others.
    """
    entries, keys = read_bibliography(), all_sources(frames)
    names = list(dict.fromkeys(entries[key].author for key in keys))
    more = f" and others, {len(keys)} sources in all" if len(names) > most else ""
    tables = [about(frame) for frame in frames]
    titles = "; ".join(dict.fromkeys(table.title for table in tables))
    licences = "; ".join(sorted({table.licence for table in tables}))
    dates = " and ".join(say_date(day) for day in sorted({table.as_of for table in tables}))
    return f"Data: {titles}. Sources: {'; '.join(names[:most])}{more}. As of {dates}. Licence of the data: {licences}."


def all_sources(frames: Sequence[pd.DataFrame]) -> list[str]:
    """Return the source keys of some rows, each once, table by table, the one with most rows first."""
    return list(dict.fromkeys(key for frame in frames for key in source_keys(frame)))
