"""Taking an offered choice by its number, its place in the row, or its words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.cues import Cue, opens_in
from bot.wordlist import fold

if TYPE_CHECKING:
    from bot.cues import Cues
    from bot.reply import Choice

NONE = "none"
_ALIKE = 0.9
_LONG_ENOUGH = 5
_MANY = 99
_ANSWERS = {
    Cue.YES: ("person", "erase:yes", "consent:yes", "same:yes"),
    Cue.NO: ("no", "erase:no", "consent:no", "same:no"),
    Cue.NONE: (NONE, "same:no"),
    Cue.SAME: ("same:yes",),
    Cue.DIFFERENT: ("same:no",),
}
_ALSO = (Cue.SAME, Cue.DIFFERENT)


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
    # "Something else" is a no to more than one question, whatever it means first.
    for heard in (cue, *(also for also in _ALSO if cues.says(text, also))):
        for choice in rows:
            if heard is not None and _answers(choice.data, _ANSWERS.get(heard, ())):
                return choice
    if len(said) >= _LONG_ENOUGH:
        alike = next((choice for choice in rows if _alike(said, fold(choice.label))), None)
        if alike is not None:
            return alike
    # Where we asked "did you mean", a part of one title is enough of an answer.
    asked = any(choice.data == NONE for choice in rows)
    return _part_of(said, rows) if asked and cue is None and cues.language(text) is None else None


def misplaced(text: str, cues: Cues) -> bool:
    """Say whether a text is a number or "the third" that no offered row carries."""
    return cues.ordinal(text, _MANY) is not None


def _answers(data: str, verbs: tuple[str, ...]) -> bool:
    return any(data == verb or data.startswith(f"{verb}:") for verb in verbs)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _part_of(said: str, rows: tuple[Choice, ...]) -> Choice | None:
    """Give the only row whose label holds the words said, side by side."""
    holding = [choice for choice in rows if choice.data != NONE and opens_in(said, fold(choice.label))]
    return holding[0] if len(holding) == 1 else None
