"""Taking an offered choice by its number, its place in the row, or its words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.cues import Cue, fold

if TYPE_CHECKING:
    from bot.cues import Cues
    from bot.reply import Choice

_ALIKE = 0.9
_LONG_ENOUGH = 5
_ANSWERS = {Cue.YES: ("person", "erase:yes"), Cue.NO: ("no", "erase:no"), Cue.NONE: ("none",)}


def numbered(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Give the choices that carry a number: all but the thumbs."""
    return tuple(choice for choice in choices if not choice.data.startswith("rate:"))


def chosen(text: str, offered: tuple[Choice, ...], cues: Cues) -> Choice | None:
    """Give the offered choice that a text takes, or None when it is about something else."""
    rows = numbered(offered)
    if not rows:
        return None
    position = cues.ordinal(text, len(rows))
    if position is not None:
        return rows[position]
    said = fold(text)
    for choice in rows:
        if said and said == fold(choice.label):
            return choice
    cue = cues.whole(text)
    if cue in _ANSWERS:
        for choice in rows:
            if choice.data in _ANSWERS[cue]:
                return choice
    if len(said) >= _LONG_ENOUGH:
        return next((choice for choice in rows if _alike(said, fold(choice.label))), None)
    return None


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
