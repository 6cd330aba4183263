"""Questions that lean on the last turn: "and the phone?", "on Sunday?", "what about Kohoku?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cues import WEEKDAYS, Cue
from bot.entry import About, Aspect, Found

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Finding

CONTEXT = timedelta(minutes=30)
_SHORT_WORDS = 7
_SHORT_LETTERS = 24
_ASPECTS = {
    Cue.PHONE: Aspect.PHONE,
    Cue.FAX: Aspect.FAX,
    Cue.ADDRESS: Aspect.ADDRESS,
    Cue.LANGUAGES: Aspect.LANGUAGES,
    Cue.HOURS: Aspect.HOURS,
}


@dataclass(frozen=True, slots=True)
class Lean:
    """What a leaning question asks: this entry, about this."""

    entry: str
    about: About


def leaning(talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime) -> Lean | None:
    """Read a short text in the light of the last turn; None when it stands on its own feet.

    A text that names a place by itself, or that is long, is never bent to the old topic.
    """
    recent = talk.answered is not None and now - talk.answered <= CONTEXT
    if not recent or talk.topic is None or not short(text) or _names_a_place(finding):
        return None
    spot = desk.knowledge.spot(text)
    if spot is not None:
        about_places = talk.topic.startswith(("place-", "lounge-"))
        return Lean("lounge-nearest", About(spot=spot)) if about_places else None
    if talk.place is None:
        return None
    cues = desk.cues.within(text)
    day = _weekday(cues, now)
    if day is not None:
        return Lean(talk.topic, About(weekday=day, place=talk.place))
    aspect = next((aspect for cue, aspect in _ASPECTS.items() if cue in cues), None)
    return Lean(talk.topic, About(aspect=aspect, place=talk.place)) if aspect else None


def short(text: str) -> bool:
    """Say whether a text is short enough to need its context (unspaced scripts by letters)."""
    words = text.split()
    return len(words) <= _SHORT_WORDS and (len(words) > 1 or len(text) <= _SHORT_LETTERS)


def _names_a_place(finding: Finding) -> bool:
    return isinstance(finding, Found) and finding.entry.startswith("place-")


def _weekday(cues: frozenset[Cue], now: datetime) -> int | None:
    for number, cue in enumerate(WEEKDAYS):
        if cue in cues:
            return number
    if Cue.TODAY in cues:
        return now.weekday()
    return (now.weekday() + 1) % 7 if Cue.TOMORROW in cues else None
