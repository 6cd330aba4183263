"""Readings in Devanagari as Nepali writes Japanese names: त्सुरुमी, योकोहामा, कुयाकुस्यो."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.sounds import NASAL, STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.sounds import Sound

_HALF = "्"
_LETTERS = {"k": "क", "g": "ग", "s": "स", "sh": "स", "z": "ज", "j": "ज", "t": "त", "ch": "च", "ts": "त्स",
            "d": "द", "n": "न", "h": "ह", "f": "फ", "b": "ब", "p": "प", "m": "म", "r": "र", "y": "य", "w": "व",
            "v": "भ"}  # fmt: skip
_SIGNS = {"a": "ा", "i": "ि", "u": "ु", "e": "े", "o": "ो", "": _HALF}
_ALONE = {"a": "आ", "i": "इ", "u": "उ", "e": "ए", "o": "ओ"}
_LONG_SIGNS, _LONG_ALONE = {"i": "ी", "u": "ू"}, {"i": "ई", "u": "ऊ"}
_LIPS = ("b", "p", "m")


def nepali(sounds: Sequence[Sound]) -> str:
    """Write each syllable with its vowel sign; a name that ends in i ends in a long one."""
    return "".join(
        _syllable(sound, sounds[number + 1] if number + 1 < len(sounds) else None)
        for number, sound in enumerate(sounds)
    )


def _syllable(sound: Sound, following: Sound | None) -> str:
    long = sound.long or (following is None and sound.vowel == "i" and not sound.coda and sound.onset != "")
    if sound.onset:
        vowel = (_LONG_SIGNS if long else {}).get(sound.vowel, _SIGNS[sound.vowel])
        written = _consonant(sound) + vowel
    else:
        written = (_LONG_ALONE if long else {}).get(sound.vowel, _ALONE[sound.vowel])
    if sound.coda == NASAL:
        written += ("म" if following and following.onset[:1] in _LIPS else "न") + (
            _HALF if following and following.onset else ""
        )
    elif sound.coda == STOP and following and following.onset:
        written += _LETTERS[following.onset.removesuffix("y") or "y"][0] + _HALF
    return written


def _consonant(sound: Sound) -> str:
    if sound.onset == "sh" and sound.vowel not in {"i", "e"}:
        return f"स{_HALF}य"
    if sound.onset[1:] == "y":
        return f"{_LETTERS[sound.onset[0]]}{_HALF}य"
    return _LETTERS[sound.onset]
