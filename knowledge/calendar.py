"""Days on which published hours say nothing: New Year, and holidays that a rule leaves out."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.opening import is_holiday

TOKYO = ZoneInfo("Asia/Tokyo")
# Public desks in Japan close over New Year, by custom 29 December to 3 January; most pages that
# give weekly hours do not say so (knowledge/places: "New Year dates not stated").
_NEW_YEAR = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


def hours_trusted(rule: str, moment: datetime) -> bool:
    """Say whether a weekly rule (OpenStreetMap syntax) tells anything about this day.

    It does not on a public holiday that it never mentions, nor around New Year unless it
    names dates: then "open now" would send somebody to a closed door.
    """
    day = moment.astimezone(TOKYO)
    if rule.strip() == "24/7":
        return True
    if (day.month, day.day) in _NEW_YEAR and not any(month in rule for month in ("Dec", "Jan")):
        return False
    return "PH" in rule or not is_holiday(day.date())


def next_weekday(now: datetime, weekday: int) -> datetime:
    """Give noon of the next such day, today included; Monday is 0."""
    today = now.astimezone(TOKYO).replace(hour=12, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(weekday - today.weekday()) % 7)
