"""How a value is written where readers see rows: in tables, in notes and in CSV."""

from __future__ import annotations

from typing import Any

import pandas as pd

_EXACT = 2**53


def cell_text(value: Any) -> str:
    """Return a value as text that loses nothing: missing is empty, a whole number has no point."""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(value).lower()
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(float(value))
    return str(value)
