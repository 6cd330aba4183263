"""Texts that are not of one language: Surzhyk, or two scripts. Said beside what a machine made of them.

A machine translates out of one language. What is mixed it often gets wrong, without a sign of it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.entry import Guess


class Mixture(StrEnum):
    """What is to be said about the language of a text.

    SURZHYK  Ukrainian and Russian in one text
    SCRIPTS  a good part of it is written in another script
    UNSURE   too short, or too near another language, to be sure
    """

    NOTHING = ""
    SURZHYK = "surzhyk"
    SCRIPTS = "scripts"
    UNSURE = "unsure"


# Letters that one of the two never writes, and little words; what both have tells nothing.
_UKRAINIAN = re.compile(
    r"[іїєґ]|\b(?:що|як|це|цей|ця|де|коли|чому|треба|дуже|немає|мене|йому|вона|вони|вже|ще|або|якщо|тільки|зараз"
    r"|можна|дякую|потрібно|була)\b"
)
_RUSSIAN = re.compile(
    r"[ыэёъ]|\b(?:что|как|где|когда|почему|надо|очень|меня|тебя|ему|она|они|еще|или|если|только|сейчас|можно"
    r"|пожалуйста|спасибо|нужно|мой|нет|есть|чтобы|конечно|тоже)\b"
)
_SISTERS = {"uk": (_UKRAINIAN, _RUSSIAN), "ru": (_RUSSIAN, _UKRAINIAN)}
# Japanese writes all three of its scripts in one sentence.
_JAPANESE = re.compile(r"[\u3041-\u30fa\u30fc\u3400-\u9fff々]")
_SCRIPTS = (
    ("Hang", re.compile(r"[\uac00-\ud7a3\u3130-\u318f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Deva", re.compile(r"[\u0900-\u097f]")),
    ("Cyrl", re.compile(r"[\u0400-\u04ff]")),
    ("Jpan", _JAPANESE),
    ("Latn", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
# One letter of a script that writes whole syllables or words says as much as two or three of an alphabet.
_WEIGHT = {"Hang": 2, "Jpan": 3}
_SHARE, _LETTERS = 0.3, 8


def mixture(text: str, guess: Guess) -> Mixture:
    """Say what is to be said about the language of a text that was taken for ``guess``."""
    read = _ADDRESS.sub(" ", text).casefold()
    if guess.language in _SISTERS and _surzhyk(read, guess):
        return Mixture.SURZHYK
    if _two_scripts(read):
        return Mixture.SCRIPTS
    return Mixture.NOTHING if guess.sure else Mixture.UNSURE


def _surzhyk(read: str, guess: Guess) -> bool:
    own, other = _SISTERS[guess.language]
    return bool(other.search(read)) and (guess.sure or bool(own.search(read)))


def foreign(text: str) -> str:
    """Give what of a text is not written in Japanese letters: of a text in two scripts, what is to be translated."""
    return _JAPANESE.sub(" ", text)


def _two_scripts(read: str) -> bool:
    """Say whether a second script is more than a name or an abbreviation."""
    weights = sorted(len(script.findall(read)) * _WEIGHT.get(name, 1) for name, script in _SCRIPTS)
    second, first = weights[-2:]
    return second >= _LETTERS and second >= _SHARE * (first + second)
