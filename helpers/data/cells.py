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


def column_texts(column: pd.Series) -> list[str]:
    """Return a column's cells as text; numbers with a fraction get the same number of digits after the point."""
    texts = [cell_text(value) for value in column]
    if not pd.api.types.is_float_dtype(column) or any("e" in text for text in texts):
        return texts
    digits = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [f"{float(text):.{digits}f}" if text else "" for text in texts]
