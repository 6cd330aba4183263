"""Kana taken apart into sounds: what begins a syllable, its vowel, how long it is, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

NASAL, STOP = "n", "q"  # ん and っ
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さ_すせそ", "z": "ざ_ずぜぞ",
    "t": "た__てと", "d": "だ__でど", "n": "なにぬねの", "h": "はひ_へほ", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ", "y": "や_ゆ_よ", "w": "わ____",
}  # fmt: skip
_SINGLE = {
    "し": ("sh", "i"), "じ": ("j", "i"), "ち": ("ch", "i"), "つ": ("ts", "u"), "ふ": ("f", "u"),
    "ぢ": ("j", "i"), "づ": ("z", "u"), "を": ("", "o"), "ゔ": ("v", "u"),
}  # fmt: skip
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_BEFORE_SMALL_Y = {
    "き": "ky", "ぎ": "gy", "し": "sh", "じ": "j", "ち": "ch", "に": "ny", "ひ": "hy", "び": "by", "ぴ": "py",
    "み": "my", "り": "ry",
}  # fmt: skip
_BEFORE_SMALL_VOWEL = {
    "ふ": "f", "て": "t", "で": "d", "と": "t", "ど": "d", "し": "sh", "じ": "j", "ち": "ch", "ず": "z", "す": "s",
    "う": "w", "ゔ": "v", "つ": "ts",
}  # fmt: skip
# Which kana makes a vowel long, beside ー.
_LENGTHENS = {"o": "うお", "u": "う", "a": "あ", "e": "え"}


@dataclass(frozen=True, slots=True)
class Sound:
    """One syllable: しょう is (sh, o, long), みん is (m, i, closed by n)."""

    onset: str
    vowel: str
    long: bool = False
    coda: str = ""


def sounds_of(kana: str) -> tuple[Sound, ...]:
    """Take a word in hiragana apart; ValueError names what is no kana."""
    sounds: list[Sound] = []
    at = 0
    while at < len(kana):
        letter = kana[at]
        last = sounds[-1] if sounds else None
        if last and not last.coda and not last.long and letter in f"ー{_LENGTHENS.get(last.vowel, '')}":
            sounds[-1] = replace(last, long=True)
        elif letter == "ー":
            pass
        elif letter in "んっ" and last and not last.coda:
            sounds[-1] = replace(last, coda=NASAL if letter == "ん" else STOP)
        elif letter == "ん":
            sounds.append(Sound("n", ""))
        elif letter != "っ":
            onset, vowel = _syllable(kana[at : at + 2])
            sounds.append(Sound(onset, vowel))
            at += kana[at + 1 : at + 2] in _SMALL and kana[at + 1 : at + 2] != ""
        at += 1
    return tuple(sounds)


def _syllable(pair: str) -> tuple[str, str]:
    letter, small = pair[0], pair[1:]
    if small in _SMALL and small:
        table = _BEFORE_SMALL_Y if small in "ゃゅょ" else _BEFORE_SMALL_VOWEL
        if letter in table:
            return table[letter], _SMALL[small]
    if letter in _SINGLE:
        return _SINGLE[letter]
    for onset, row in _ROWS.items():
        if letter in row and letter != "_":
            return onset, "aiueo"[row.index(letter)]
    msg = f"{pair!r} is no kana that a reading may have"
    raise ValueError(msg)
