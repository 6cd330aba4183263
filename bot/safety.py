"""Emergencies, recognised by rule: no ranking model stands between "I want to die" and a number.

Every message passes here first, in every state of the talk. All languages are always looked at,
because people in need mix them. The rules are data (``knowledge/safety``); this module gives them
a small pattern form without regular expressions, so that a text costs time in proportion to its
length, whatever anybody writes into the data or into the chat:

    fire            the word; capitals, doubled letters, accents and apostrophes do not matter
    burn*           a word that begins so
    кров* не стих*  a phrase; each word may have its own ending
    ^ fire $        the whole message: ``^`` is its beginning, ``$`` its end
    火事 불이 났     in scripts that people write without spaces: these signs, wherever they stand

Vietnamese lives by its marks: a term is looked for with them, and without them only in a text
whose writer leaves them out; ``=cháy`` never without them, for "chay" may mean to run, too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# If several topics fire, the first of these is answered. A wish to die comes first because its
# card also says 119, while no other card says a word to the person. Then what kills in minutes
# (119), then what threatens many and leaves time to walk away. Violence stands before the police:
# its card names 110 too, and adds the shelters that a police card does not know.
TOPICS = ("safety-suicide", "safety-ambulance", "safety-disaster-now", "safety-violence", "safety-police")

# An ``unless`` word counts up to here on either side of what it excuses: about two sentences.
# Farther away in a long message it speaks about something else and must not silence an alarm.
UNLESS_REACH = 150

# Only words of this many letters are mended: a shorter one with a slip is too often another word.
MENDED = range(6, 25)


class EmptyTermError(ValueError):
    """A term has nothing that could be found in a text: write it with letters or remove it."""

    def __init__(self, term: str) -> None:
        super().__init__(f"the term {term!r} has no letters")


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was recognised: the entry to show, and ``language/rule`` for the statistics."""

    topic: str
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Fires if a term of every group stands within ``within`` characters, and no ``unless`` near."""

    name: str
    groups: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    within: int = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of one topic in one language.

    harmless    phrases that take the words they touch out of play ("fire insurance")
    misspelled  words also known with one letter wrong, missing, extra or swapped
    """

    topic: str
    language: str
    rules: tuple[Rule, ...]
    harmless: tuple[str, ...] = ()
    misspelled: tuple[str, ...] = ()


_UNSPACED = r"\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_LATIN = r"a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC = r"\u0430-\u045f"
_WORDS = re.compile(rf"\d+|[{_UNSPACED}]+|[{_LATIN}{_CYRILLIC}\u0900-\u0963\u0970-\u097f]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# Drawn-out letters, "heeelp", are shortened; spaced scripts lose all doubles ("stollen").
_DOUBLED = re.compile(rf"([{_LATIN}{_CYRILLIC}])\1+|([^\W\d_])\2\2+")
_TWIN = re.compile(rf"(?<=[{_CYRILLIC}])[aceiopxy]|[aceiopxy](?=[{_CYRILLIC}])")
_TWINS = str.maketrans("aceiopxy", "асеиорху")  # Latin letters typed into Cyrillic words: "мiй"


def _same(*classes: str) -> dict[int, str]:
    """Map every letter of each class to the first: spellings people do not keep apart."""
    return {ord(letter): group[0] for group in classes for letter in group[1:]}


# Apostrophes and invisible signs (joiners, direction and variation marks) say nothing here.
_SILENT = {ord(sign): None for sign in "'’‘ʼʹ`´′\u00ad\u061c\u180e\ufeff"} | dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10))
)
_LETTERS: dict[int, str | None] = {
    **{kana: chr(kana - 0x60) for kana in range(0x30A1, 0x30F7)},  # katakana reads as hiragana
    # Small kana reads as big: who is new to a Japanese keyboard does not find it.
    **_same("あぁァ", "いぃィ", "うぅゥ", "えぇェ", "おぉォ", "つっッ", "やゃャ", "ゆゅュ", "よょョ", "わゎヮ"),
    **{zero + n: str(n) for zero in (0x0966, 0x0E50) for n in range(10)},  # Nepali, Thai digits
    **_same("еёєэ", "иіїы", "гґ"),  # Ukrainian, Russian and surzhyk, one spelling
    **_same("着著", "裡裏", "台臺"),  # Chinese variants
    **_same("िी", "ुू", "सशष", "बव", "नण"),  # Nepali by ear
    **dict.fromkeys([*range(0x0300, 0x0370), *map(ord, "ъ\u093c\u0901\u0902\u094d")]),
}
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in (*range(0xE0, 0x250), *range(0x1E00, 0x1F00))
    if unicodedata.normalize("NFD", chr(code))[0] < "\x7f"
} | {ord("đ"): "d", ord("ø"): "o", ord("ł"): "l", ord("ı"): "i"}


def normalise(text: str) -> str:
    """Bring a text to its bare words with one space between; doing it again changes nothing.

    Digits, spaced and unspaced scripts part into words of their own ("119に" is "119 に").
    """
    for _ in range(8):  # the second turn nearly always finds nothing left to do
        before, text = text, _fold(text)
        if text == before:
            break
    return text


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_SILENT)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    text = _TWIN.sub(lambda twin: twin[0].translate(_TWINS), text)
    return _DOUBLED.sub(r"\1\2", " ".join(_WORDS.findall(text)))


@dataclass(frozen=True, slots=True)
class _Term:
    """A compiled term: the pieces between its stars, and the (rule, group) pairs it counts for."""

    pieces: tuple[str, ...]
    open_end: bool
    targets: list[tuple[int, int]]

    def end(self, text: str, start: int) -> int:
        """Say where an occurrence at ``start`` ends, or -1 if there is none."""
        at = start
        for number, piece in enumerate(self.pieces):
            if number:
                at = text.find(" ", at)
            if not text.startswith(piece, at):
                return -1
            at += len(piece)
        return text.find(" ", at) if self.open_end else at


class _Index:
    """Terms by their first signs, so that a place in a text meets only the terms that may fit."""

    SIZES = (5, 4, 3, 2, 1)

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, _Term]] = defaultdict(dict)
        self._sizes: tuple[int, ...] = ()

    def add(self, pattern: str, target: tuple[int, int]) -> None:
        pieces = tuple(pattern.removesuffix("* ").split("*"))
        size = next(size for size in self.SIZES if size <= len(pieces[0]))
        bucket = self._terms[pieces[0][:size]]
        bucket.setdefault(pattern, _Term(pieces, pattern.endswith("* "), [])).targets.append(target)
        self._sizes = tuple(sorted({size, *self._sizes}, reverse=True))

    def find(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, int, _Term]]:
        for start in starts:
            for size in self._sizes:
                bucket = self._terms.get(text[start : start + size])
                if bucket is None:
                    continue
                for term in bucket.values():
                    if (end := term.end(text, start)) >= 0:
                        yield start, end, term


class Watch:
    """All rules of all languages, compiled once and never changed."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        """Compile the sheets; their topics are those of ``TOPICS``."""
        self._sheets = sorted(sheets, key=lambda sheet: TOPICS.index(sheet.topic))
        self._rules = [(number, rule) for number, sheet in enumerate(self._sheets) for rule in sheet.rules]
        self._plain, self._marked, self._bare, self._unspaced = _Index(), _Index(), _Index(), _Index()
        self._mended: dict[str, str] = {}
        self._known: set[str] = set()
        for number, sheet in enumerate(self._sheets):
            self._add(sheet.language, sheet.harmless, (~number, 0))
            for word in sheet.misspelled:
                plain = _plain(normalise(word))
                self._mended |= dict.fromkeys(_near(plain), plain)
        for number, (sheet_number, rule) in enumerate(self._rules):
            language = self._sheets[sheet_number].language
            for group, terms in enumerate(rule.groups):
                self._add(language, terms, (number, group))
            self._add(language, rule.unless, (number, -1))

    def look(self, text: str) -> Alarm | None:
        """Say which emergency the text tells of, if any. Pure, and linear in its length."""
        hits: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for start, end, term in self._terms_in(text):
            for number, group in term.targets:
                hits[number].append((start, end, group))
        for number in sorted(number for number in hits if number >= 0):
            sheet, rule = self._rules[number]
            if len({group for *_, group in hits[number] if group >= 0}) == len(rule.groups):
                harmless = {at for start, end, _ in hits.get(~sheet, ()) for at in range(start, end)}
                found = sorted(hit for hit in hits[number] if harmless.isdisjoint(range(*hit[:2])))
                if _fires(rule, found):
                    return Alarm(self._sheets[sheet].topic, f"{self._sheets[sheet].language}/{rule.name}")
        return None

    def _terms_in(self, text: str) -> Iterator[tuple[int, int, _Term]]:
        """Find all terms; places are those of the view with spaces, letters only."""
        normal = normalise(text)
        # Letter by letter, so that as many words come out.
        words = list(map(self._mend, normal.split(), _plain(normal).split()))
        marked = f" ^ {' '.join(words)} $ "
        plain = _plain(marked)
        views = [(self._plain, plain), (self._marked, marked)]
        if sum(word != word.translate(_PLAIN) for word in words) * 4 < len(words):
            views.append((self._bare, plain))
        for index, view in views:
            starts = [at for at, sign in enumerate(view) if sign == " "]
            for start, end, term in index.find(view, starts):
                yield start + 1, end - (view[end - 1] == " "), term
        if _HAS_UNSPACED.search(plain):
            place = [at for at, sign in enumerate(plain) if sign != " "]
            view = plain.replace(" ", "")
            for start, end, term in self._unspaced.find(view, range(len(view))):
                yield place[start], place[end - 1] + 1, term

    def _add(self, language: str, terms: Iterable[str], target: tuple[int, int]) -> None:
        for term in terms:
            words = term.replace("^", " ^ ").replace("$", " $ ").split()
            words = [word if word in "^$" else normalise(word) + "*" * word.endswith("*") for word in words]
            self._known.update(map(_plain, words))
            marked = f" {' '.join(words)} "
            if not any(map(str.isalnum, marked)):
                raise EmptyTermError(term)
            if _HAS_UNSPACED.search(marked):
                self._unspaced.add(marked.replace(" ", "").replace("*", ""), target)
            elif language == "vi":
                self._marked.add(marked, target)
                if not term.startswith("="):
                    self._bare.add(_plain(marked), target)
            else:
                self._plain.add(_plain(marked), target)

    def _mend(self, word: str, plain: str) -> str:
        """Give the word that a misspelled one stands for; a known word is left as it is."""
        if len(plain) not in MENDED or plain in self._known:
            return word
        near = (self._mended[spelling] for spelling in _near(plain) if spelling in self._mended)
        return next((known for known in near if _one_slip(known, plain)), word)


def _plain(normal: str) -> str:
    """Take the marks off the Latin letters of a normalised text, and doubles that this makes."""
    return _DOUBLED.sub(r"\1\2", normal.translate(_PLAIN))


def _near(word: str) -> list[str]:
    """Give the word, and the word without any one of its letters: near words share one of these."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _one_slip(one: str, other: str) -> bool:
    """Say whether words of near spelling are one slip apart; a wrong first letter is another word."""
    wrong = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    swapped = wrong[1:] == [(wrong[0][1], wrong[0][0])] if wrong else True
    return one[0] == other[0] and (len(one) != len(other) or len(wrong) <= 1 or swapped)


def _fires(rule: Rule, hits: list[tuple[int, int, int]]) -> bool:
    """Say whether the groups stand near each other, with nothing nearby that excuses them."""
    excuses = [start for start, _, group in hits if group < 0]
    last: dict[int, int] = {}
    for start, _, group in (hit for hit in hits if hit[2] >= 0):
        last[group] = start
        begin = min(last.values())
        if len(last) == len(rule.groups) and start - begin <= rule.within:
            excuse = bisect_left(excuses, begin - UNLESS_REACH)
            if excuse == len(excuses) or excuses[excuse] > start + UNLESS_REACH:
                return True
    return False
