"""Readings in alphabets: Hepburn with long vowels marked, Polivanov for Russian, and Ukrainian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.sounds import NASAL, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.reading.sounds import Sound

_LONG = {"a": "ā", "u": "ū", "e": "ē", "o": "ō", "i": "ii"}
_LIPS = ("b", "p", "m")
_LETTERS = {"k": "к", "s": "с", "t": "т", "ts": "ц", "d": "д", "n": "н", "h": "х", "f": "ф", "b": "б", "p": "п",
            "m": "м", "r": "р", "w": "в", "z": "дз", "v": "в", "": ""}  # fmt: skip
_RU_LETTERS = {**_LETTERS, "g": "г", "sh": "с", "j": "дз", "ch": "т"}
_UK_LETTERS = {**_LETTERS, "g": "ґ", "sh": "с", "j": "дз", "ch": "ч"}
_RU_VOWELS = {"a": "а", "i": "и", "u": "у", "e": "э", "o": "о", "": ""}
_UK_VOWELS = {"a": "а", "i": "і", "u": "у", "e": "е", "o": "о", "": ""}
_RU_SOFT = {"a": "я", "u": "ю", "o": "ё", "i": "и", "e": "е"}
_UK_SOFT = {"a": "я", "u": "ю", "o": "ьо", "i": "і", "e": "е"}


def latin(sounds: Sequence[Sound]) -> str:
    """Write Hepburn: sōmuka, nyūkan, gakkō, hon'ya."""
    written = []
    for number, sound in enumerate(sounds):
        following = sounds[number + 1].onset if number + 1 < len(sounds) else ""
        vowel = _LONG.get(sound.vowel, sound.vowel) if sound.long else sound.vowel
        if sound.coda == NASAL:
            last = number + 1 == len(sounds)
            vowel += "n'" if not last and following[:1] in {"", "y"} else "n"
        elif sound.coda == STOP:
            vowel += "t" if following == "ch" else following[:1]
        written.append(sound.onset + vowel)
    return "".join(written)


def russian(sounds: Sequence[Sound]) -> str:
    """Write Polivanov's letters: Цуруми, Сэя, кокусай, сэйсаку."""
    return _cyrillic(sounds, _RU_LETTERS, _RU_VOWELS, _RU_SOFT, {"a": "я", "u": "ю", "o": "ё", "e": "е"}, "ъ")


def ukrainian(sounds: Sequence[Sound]) -> str:
    """Write Ukrainian letters: Цурумі, Ходоґая, куякусьо."""
    return _cyrillic(sounds, _UK_LETTERS, _UK_VOWELS, _UK_SOFT, {"a": "я", "u": "ю", "o": "йо", "e": "є"}, "'")


def _cyrillic(  # noqa: PLR0913, PLR0917 - a table a script
    sounds: Sequence[Sound],
    letters: Mapping[str, str],
    vowels: Mapping[str, str],
    soft: Mapping[str, str],
    alone: Mapping[str, str],
    apart: str,
) -> str:
    written = []
    for number, sound in enumerate(sounds):
        following = sounds[number + 1] if number + 1 < len(sounds) else None
        if sound.onset == "y":
            body = alone[sound.vowel]
        elif sound.onset in {"sh", "j"} or sound.onset[1:] == "y" or (sound.onset == "ch" and letters["ch"] == "т"):
            body = letters[sound.onset.removesuffix("y")] + soft[sound.vowel]
        elif _glides(sounds, number):
            body = "й"
        else:
            body = letters[sound.onset] + vowels[sound.vowel]
        if sound.coda == NASAL:
            body += "м" if following and following.onset[:1] in _LIPS else "н"
            body += apart if following and following.onset in {"", "y"} else ""
        elif sound.coda == STOP and following:
            body += letters.get(following.onset.removesuffix("y"), "")[:1]
        written.append(body)
    return "".join(written)


def _glides(sounds: Sequence[Sound], number: int) -> bool:
    """Say whether an i only ends the vowel before it, as in kai and sei."""
    sound = sounds[number]
    before = sounds[number - 1] if number else None
    bare = sound.onset == "" and sound.vowel == "i" and not sound.coda and not sound.long
    return bare and before is not None and not before.coda and before.vowel in {"a", "o", "u", "e"}
