"""Tables for spreadsheets. No cell can be taken for a formula, whatever stands in it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠﹦﹢﹣﹫")
_BOM = "\ufeff"
"""Without it Excel takes Japanese for something else."""


def sheet(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV for Excel and everybody else."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _BOM + out.getvalue()


def _cell(value: object) -> str:
    """Give a cell's text; numbers of our own stay numbers, all else that looks like a formula is quoted."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if text.lstrip(" \u3000\ufeff\u200b")[:1] in _FORMULA and text else text
