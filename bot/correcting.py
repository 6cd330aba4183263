"""Corrections in the middle of a talk: "no, I meant Kohoku", "Naka じゃなくて Kohoku"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.cues import Cue
from bot.entry import About, Found
from bot.leaning import NEAREST, Lean, recent, spot_in, stranger, ward_of
from bot.wordlist import hangul, unspaced

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Finding, Spot

_WORDS, _LETTERS = 10, 30
_MARKS = r"[,，、.。!！?？;…\n]+"


def corrected(talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime) -> Lean | None:
    """Give what was meant instead of what was just shown; None when nothing is corrected."""
    if talk.topic is None or not recent(talk, now) or not _short(text) or stranger(finding):
        return None
    pieces = _pieces(text, desk)
    if not pieces:
        return None
    meant = _other_place(talk, pieces, desk)
    if meant is not None:
        words, spot = meant
        found = desk.knowledge.find(words, talk.language)
        known = isinstance(found, Found) and found.entry.startswith("place-")
        return Lean(found.entry, About()) if known and isinstance(found, Found) else Lean(NEAREST, About(spot=spot))
    last = desk.knowledge.find(pieces[-1], talk.language)
    own = isinstance(last, Found) and not last.entry.startswith(("talk-", "safety-", "place-", "lounge-"))
    return Lean(last.entry, About()) if own and isinstance(last, Found) and not isinstance(finding, Found) else None


def _other_place(talk: Conversation, pieces: list[str], desk: Desk) -> tuple[str, Spot] | None:
    """Give the last place named that is not the one just shown, with the words that name it."""
    spots = [(piece, spot) for piece in pieces if (spot := spot_in(piece, desk)) is not None]
    shown = ward_of(talk.place, desk)
    others = [(piece, spot) for piece, spot in spots if spot.ward != shown]
    return others[-1] if others else None


def _pieces(text: str, desk: Desk) -> list[str]:
    """Cut a text at the words that correct; nothing where it neither begins with a no nor holds such words."""
    words = desk.cues.around(Cue.MEANT)
    pieces = [piece.strip() for piece in _cutter(words).split(text)]
    denied = desk.cues.opens(text, Cue.NO)
    meant = _seam(words).search(text) is not None
    return [piece for piece in pieces if piece] if denied or meant else []


@lru_cache(maxsize=4)
def _seam(words: tuple[str, ...]) -> re.Pattern[str]:
    rows = (
        re.escape(word) if unspaced(word) or hangul(word) else rf"(?<!\S){re.escape(word)}(?![^\s,.!?:])"
        for word in words
    )
    return re.compile("|".join(rows) or "(?!)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _cutter(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_MARKS}|{_seam(words).pattern}", re.IGNORECASE)


def _short(text: str) -> bool:
    return len(text) <= _LETTERS if unspaced(text) else len(text.split()) <= _WORDS
