"""Why a move of a case is not possible."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a move is refused. ``stale`` alone is the store's to say: there are lines that were not read."""

    TAKEN = "taken"
    NOT_YOURS = "not-yours"
    NOT_WAITING = "not-waiting"
    NOT_ON_HOLD = "not-on-hold"
    CLOSED = "closed"
    STILL_OPEN = "still-open"
    NO_NOTE = "no-note"
    NO_WORDS = "no-words"
    NO_CHANGE = "no-change"
    PAST = "past"
    TOO_LATE = "too-late"
    NO_SUCH_STARS = "no-such-stars"
    NOT_DUE = "not-due"
    NOT_SNOOZED = "not-snoozed"
    ON_HOLD = "on-hold"
    NOT_MERGED = "not-merged"
    SAME_CASE = "same-case"
    STALE = "stale"
