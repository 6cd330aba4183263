"""Words typed with the keyboard set to another language: "ghbdsn" is привіт, "dlfqhsdj" is 일본어.

Only the keys are told here; whether what they spell is worth reading, the finder says.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ё"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю.'"
# Kedmanee. What Shift gives stands in the second row.
_THAI = "ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ_"
_THAI_SHIFTED = '๐"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ%'
_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~'
_HANGUL_KEYS = {
    **dict(zip("rRseEfaqQtTdwWczxvg", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", strict=True)),
    **dict(zip("koiOjpuPhynbml", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True)),
}
_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLE = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_TWO = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_VOWEL = "[ㅏ-ㅣ]"
# A syllable: one consonant, one vowel or two, and what closes it unless it opens the next one.
_SYLLABLE = re.compile(rf"([ㄱ-ㅎ])({_VOWEL}{{1,2}})((?:[ㄱ-ㅎ](?!{_VOWEL})){{0,2}})")
_LEAST = 4
_LATIN = re.compile(r"[a-zA-Z]")
_LOST = re.compile(r"[ㄱ-ㅣ]")
_BARE_MARK = re.compile(r"(?:^|\s)[\u0e30-\u0e3a\u0e47-\u0e4e]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{3}")


def other_readings(text: str) -> tuple[tuple[str, str], ...]:
    """Give what the same keys spell on the keyboards of our languages: (tag, text), each a likely writing."""
    if not text.isascii() or len(_LATIN.findall(text)) < _LEAST:
        return ()
    read = ((tag, text.lower().translate(keys)) for tag, keys in (("uk", _table(_UKRAINIAN)), ("ru", _table(_RUSSIAN))))
    return (*_korean(text), *_thai(text), *read)


def _korean(text: str) -> tuple[tuple[str, str], ...]:
    """Put the letters of a Korean keyboard together; nothing where any of them finds no syllable."""
    letters = "".join(_HANGUL_KEYS.get(key) or _HANGUL_KEYS.get(key.lower(), key) for key in text)
    said = _SYLLABLE.sub(lambda found: _syllable(*found.groups()), letters)
    return () if _LOST.search(said) else (("ko", said),)


def _syllable(first: str, middle: str, last: str) -> str:
    middle, rest = (_TWO[middle], "") if middle in _TWO else (middle[0], middle[1:])
    last, open_end = (_TWO.get(last, last[:1]), "" if last in _TWO else last[1:])
    try:
        code = 0xAC00 + (_FIRST.index(first) * 21 + _MIDDLE.index(middle)) * 28 + _LAST.index(last or " ")
    except ValueError:
        return first + middle + last + open_end
    return chr(code) + rest + open_end


def _thai(text: str) -> tuple[tuple[str, str], ...]:
    said = text.translate(_thai_table())
    letters = sum(unicodedata.category(letter) == "Lo" for letter in said)
    return () if _BARE_MARK.search(said) or letters < _LEAST else (("th", said),)


@cache
def _table(letters: str) -> dict[int, str]:
    return {ord(key): letter for key, letter in zip(_KEYS, letters, strict=True)}


@cache
def _thai_table() -> dict[int, str]:
    figures = {ord(key): letter for key, letter in zip("1234567890-=", "ๅ/-ภถุึคตจขช", strict=True)}
    return {
        **_table(_THAI),
        **figures,
        **{ord(key): letter for key, letter in zip(_SHIFTED, _THAI_SHIFTED, strict=True)},
    }
