"""Readings in Hangul, by the rules for foreign words: 나카, 쓰루미, 고호쿠."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.sounds import NASAL, STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.sounds import Sound

_FIRST = 0xAC00
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = {"": 0, NASAL: 4, STOP: 19}  # none, ㄴ, ㅅ
_LETTERS = {"k": "ㅋ", "g": "ㄱ", "s": "ㅅ", "sh": "ㅅ", "z": "ㅈ", "j": "ㅈ", "t": "ㅌ", "ch": "ㅊ", "ts": "ㅆ",
            "d": "ㄷ", "n": "ㄴ", "h": "ㅎ", "f": "ㅍ", "b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "r": "ㄹ", "y": "ㅇ",
            "w": "ㅇ", "v": "ㅂ", "": "ㅇ"}  # fmt: skip
# A word does not begin with a breath: 가나가와, 다카, 조.
_AT_FIRST = {"k": "ㄱ", "t": "ㄷ", "ch": "ㅈ"}
_PLAIN = {"a": "ㅏ", "i": "ㅣ", "u": "ㅜ", "e": "ㅔ", "o": "ㅗ", "": "ㅡ"}
_SOFT = {"a": "ㅑ", "u": "ㅠ", "o": "ㅛ", "e": "ㅖ", "i": "ㅣ"}
_ROUND = {"a": "ㅘ", "i": "ㅟ", "e": "ㅞ", "o": "ㅝ"}


def korean(sounds: Sequence[Sound]) -> str:
    """Write each syllable as one block; long vowels are not marked."""
    return "".join(_block(sound, first=number == 0) for number, sound in enumerate(sounds))


def _block(sound: Sound, *, first: bool) -> str:
    onset, vowel = sound.onset, sound.vowel
    consonant = onset[0] if onset[1:] == "y" else onset
    initial = (_AT_FIRST.get(consonant) if first else None) or _LETTERS[consonant]
    if (onset, vowel) == ("f", "u"):
        initial = "ㅎ"
    if onset == "w":
        peak = _ROUND[vowel]
    elif onset == "y" or onset[1:] == "y" or onset == "sh":
        peak = _SOFT.get(vowel, "ㅠ")
    elif onset in {"s", "z", "ts"} and vowel == "u":
        peak = "ㅡ"
    else:
        peak = _PLAIN[vowel]
    number = (_INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(peak)) * 28 + _FINALS[sound.coda]
    return chr(_FIRST + number)
