"""Readings in Thai, after the rules of the Royal Society: สึรุมิ, นากะ, คานางาวะ, โคโฮคุ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.sounds import NASAL, STOP, Sound

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = {"k": "ค", "g": "ก", "t": "ท", "ch": "ช", "p": "พ"}
_LATER = {"k": "ก", "g": "ง", "t": "ต", "ch": "จ", "p": "ป"}
_LETTERS = {"s": "ซ", "sh": "ช", "z": "ซ", "j": "จ", "ts": "ส", "d": "ด", "n": "น", "h": "ฮ", "f": "ฟ", "b": "บ",
            "m": "ม", "r": "ร", "y": "ย", "w": "ว", "v": "ว", "": "อ"}  # fmt: skip
_STOPS = {"k": "ก", "p": "ป", "t": "ต", "ch": "ต", "ts": "ต", "s": "ส", "sh": "ส"}
_LIPS, _THROAT = ("b", "p", "m"), ("k", "g")


def thai(sounds: Sequence[Sound]) -> str:
    """Write each syllable; short vowels are written out at the end of a word only."""
    written, number = [], 0
    while number < len(sounds):
        sound = sounds[number]
        following = sounds[number + 1] if number + 1 < len(sounds) else None
        glide = following is not None and _bare_i(following) and not sound.coda and not sound.long
        if glide and sound.vowel in {"a", "e"} and sound.onset[1:] != "y":
            consonant = _consonant(sound, first=number == 0)
            written.append(("ไ" if sound.vowel == "a" else "เ") + consonant)
            number += 2
            continue
        written.append(_syllable(sound, following, first=number == 0))
        number += 1
    return "".join(written)


def _syllable(sound: Sound, following: Sound | None, *, first: bool) -> str:
    consonant, closed = _consonant(sound, first=first), _closing(sound, following)
    last = following is None
    if sound.onset[1:] == "y" and sound.vowel in {"u", "o"}:
        body = f"{consonant[0]}ิว" if sound.vowel == "u" else f"เ{consonant[0]}ียว"
        return body + closed
    if sound.onset == "ts" and sound.vowel == "u":
        return f"สึ{closed}"
    if not sound.vowel:
        return consonant
    return _VOWELS[sound.vowel](consonant, closed, sound.long, last) + closed


def _a(consonant: str, closed: str, long: bool, last: bool) -> str:  # noqa: FBT001
    if closed and not long:
        return f"{consonant}ั"
    return f"{consonant}ะ" if last and not long and not closed else f"{consonant}า"


def _i(consonant: str, closed: str, long: bool, last: bool) -> str:  # noqa: ARG001, FBT001
    return f"{consonant}{'ี' if long else 'ิ'}"


def _u(consonant: str, closed: str, long: bool, last: bool) -> str:  # noqa: ARG001, FBT001
    return f"{consonant}{'ู' if long else 'ุ'}"


def _e(consonant: str, closed: str, long: bool, last: bool) -> str:  # noqa: FBT001
    if closed and not long:
        return f"เ{consonant}็"
    return f"เ{consonant}ะ" if last and not long and not closed else f"เ{consonant}"


def _o(consonant: str, closed: str, long: bool, last: bool) -> str:  # noqa: FBT001
    if closed and not long:
        return consonant if closed == "ง" else f"{consonant}อ"
    return f"โ{consonant}ะ" if last and not long and not closed else f"โ{consonant}"


_VOWELS = {"a": _a, "i": _i, "u": _u, "e": _e, "o": _o}


def _consonant(sound: Sound, *, first: bool) -> str:
    onset = sound.onset
    base = onset[0] if onset[1:] == "y" else onset
    letter = (_FIRST if first else _LATER).get(base) or _LETTERS.get(base) or _LETTERS[""]
    if (base, sound.vowel) == ("k", "u"):
        letter = "ค"
    return f"{letter}ย" if onset[1:] == "y" else letter


def _closing(sound: Sound, following: Sound | None) -> str:
    onset = following.onset if following else ""
    if sound.coda == NASAL:
        return "ม" if onset[:1] in _LIPS else "ง" if onset[:1] in _THROAT else "น"
    if sound.coda == STOP and following:
        return _STOPS.get(onset.removesuffix("y"), "")
    return ""


def _bare_i(sound: Sound) -> bool:
    return sound.onset == "" and sound.vowel == "i" and not sound.coda and not sound.long
