"""What staff write beside words for the resident: notes, and commands with what belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.case import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

JAPAN = timezone(timedelta(hours=9))
NOTE = "//"
"""What a note among staff begins with."""
COMMANDS = (
    "claim", "resolve", "hold", "resume", "release", "urgent", "calm", "note", "send", "resend", "translate", "help",
)  # fmt: skip
SWITCHES: Mapping[str, bool] = {
    **dict.fromkeys(("on", "オン", "入", "する"), True),
    **dict.fromkeys(("off", "オフ", "切", "しない"), False),
}
REASONS: Mapping[str, Reason] = {
    **{reason.value: reason for reason in Reason},
    "解決": Reason.ANSWERED,
    "紹介": Reason.REFERRED,
    "返事なし": Reason.NO_REPLY,
    "重複": Reason.DUPLICATE,
    "いたずら": Reason.MISUSE,
    "その他": Reason.OTHER,
}
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?:\s+(.*))?", re.DOTALL | re.ASCII)
_LASTS = re.compile(r"(\d{1,4})\s*(m|min|h|d|分|時間|日)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+(\d{1,2})[:：](\d{2}))?", re.ASCII)
_UNITS = {"m": "minutes", "min": "minutes", "分": "minutes", "h": "hours", "時間": "hours", "d": "days", "日": "days"}
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Order:
    """A command, and what stands behind it. ``name`` is "" for one that nobody knows."""

    name: str
    rest: str = ""


def order(text: str, bot: str) -> Order | None:
    """Read a command or a note; None for words to the resident, an empty name for an unknown command.

    A command for another bot ("/ban@helper_bot") is nobody's words: its name is "" and so is the rest.
    ``bot`` is "" as long as nobody knows what we are called.
    """
    if text.startswith(NOTE):
        return Order("note", text.removeprefix(NOTE).strip())
    found = _COMMAND.fullmatch(text)
    if found is None:
        return None
    name, whom, rest = found[1].lower(), found[2] or "", (found[3] or "").strip()
    if whom and bot and whom.lower() != bot.lower():
        return Order("")
    return Order(name, rest) if name in COMMANDS else Order("", name)


def until(given: str, now: datetime) -> datetime | None:
    """Read until when: "2h", "30m", "3d", "17:00" (the next time it is), "2026-12-01 10:00"; Japan's time."""
    text, here = given.strip().lower(), now.astimezone(JAPAN)
    try:
        if found := _LASTS.fullmatch(text):
            when = here + timedelta(**{_UNITS[found[2]]: int(found[1])})
        elif found := _CLOCK.fullmatch(text):
            when = here.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
            when = when if when > here else when + timedelta(days=1)
        elif found := _DATE.fullmatch(text):
            year, month, day, hour, minute = map(int, (*found.groups()[:3], found[4] or "9", found[5] or "0"))
            when = datetime(year, month, day, hour, minute, tzinfo=JAPAN)
        else:
            return None
    except ValueError:
        return None
    return when if now < when <= now + _FARTHEST else None


def reason(given: str) -> Reason | None:
    """Read why a case is closed; without a word it was answered."""
    text = given.strip().lower()
    return REASONS.get(text) if text else Reason.ANSWERED
