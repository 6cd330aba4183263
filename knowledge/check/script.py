"""Rules about letters: the right script, no twins from another one, nothing that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.check.letters import CYRILLIC, GREEK, HAN, KANA, LATIN, WORD, scripts_in, unseen
from knowledge.check.passage import Part
from knowledge.check.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.check.document import Document
    from knowledge.check.finding import Note
    from knowledge.check.passage import Passage
    from knowledge.check.shelf import Shelf

_SCRIPTS_OF = {"Japanese": frozenset({HAN, KANA}), "Hans": frozenset({HAN}), "Hant": frozenset({HAN})}
# The character sets of before Unicode know what each country writes.
_CHARSETS = {"Japanese": "cp932", "Hans": "gb2312", "Hant": "big5hkscs"}
_TWINS = frozenset({LATIN, CYRILLIC, GREEK})
_TWIN_LETTERS = frozenset("aceiopxyABCEHIKMOPTXY")
_TWIN_WORD = 2
_QUOTED = re.compile(r"\([^()]*\)|（[^（）]*）|「[^「」]*」|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|『[^『』]*』")


@rule("wrong-script")
def wrong_script(shelf: Shelf) -> Iterator[Note]:
    """Find letters of another script. Japanese may stand in brackets or quotes."""
    own = {language.tag: _own(language.script) for language in shelf.library.phrasebook.languages}
    for passage in _read_by_people(shelf):
        scripts = own.get(passage.language)
        if scripts is None:
            continue
        open_text = _QUOTED.sub(lambda quote: " " * len(quote[0]), passage.bare)
        for text, allowed in ((passage.bare, scripts | {LATIN, HAN, KANA}), (open_text, scripts | {LATIN})):
            strange = [run for run in scripts_in(text) if run[0] not in allowed]
            if strange:
                script, place, letters = strange[0]
                message = f"“{letters}” is {script}, not {passage.language}. Write it in this language."
                yield passage.note(message, place)
                break


@rule("wrong-letter")
def wrong_letter(shelf: Shelf) -> Iterator[Note]:
    """Find a letter that the language's own alphabet does not have."""
    foreign = _foreign(shelf.lists.get("letters"))
    for passage in _read_by_people(shelf):
        strange = foreign.get(passage.language, frozenset()) | _other_han(passage.language, shelf)
        text = _QUOTED.sub(lambda quote: " " * len(quote[0]), passage.bare)
        for place, letter in enumerate(text):
            if letter in strange:
                yield passage.note(f"“{letter}” is not a letter of {passage.language}. Correct the word.", place)
                break


@rule("mixed-script")
def mixed_script(shelf: Shelf) -> Iterator[Note]:
    """Find one word made of letters from two alphabets, which only look alike."""
    for passage in shelf.passages:
        for word in WORD.finditer(passage.bare):
            scripts = {script for script, _, _ in scripts_in(word[0])} & _TWINS
            if len(scripts) > 1:
                names = " and ".join(sorted(scripts))
                yield passage.note(f"“{word[0]}” mixes {names} letters. Type the whole word again.", word.start())


@rule("look-alike")
def look_alike(shelf: Shelf) -> Iterator[Note]:
    """Find a little word in Latin letters that look like Cyrillic ones."""
    cyrillic = {language.tag for language in shelf.library.phrasebook.languages if language.script == CYRILLIC}
    for passage in _read_by_people(shelf):
        if passage.language in cyrillic:
            words = list(WORD.finditer(passage.bare))
            for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
                beside = [neighbour[0] for neighbour in (before, after) if neighbour]
                if len(word[0]) <= _TWIN_WORD and _twins(word[0]) and not any(map(_plainly_latin, beside)):
                    yield passage.note(f"“{word[0]}” is typed in Latin letters. Type it again.", word.start())


@rule("full-width")
def full_width(shelf: Shelf) -> Iterator[Note]:
    """Find full-width Latin letters or half-width katakana."""
    for passage in _read_by_people(shelf):
        for script, place, letters in scripts_in(passage.bare):
            if script in {"wide Latin", "narrow Kana"}:
                yield passage.note(f"“{letters}” is {script}. Write {unicodedata.normalize('NFKC', letters)}.", place)


@rule("unseen-letter")
def unseen_letter(shelf: Shelf) -> Iterator[Note]:
    """Find a letter that nobody sees, and that keeps a text from being found."""
    for passage in shelf.passages:
        for place, letter in unseen(passage.text)[:1]:
            name = unicodedata.name(letter, f"U+{ord(letter):04X}")
            yield passage.note(f"there is an unseen {name} here. Delete it, or write an ordinary space.", place)


@rule("loose-marks")
def loose_marks(shelf: Shelf) -> Iterator[Note]:
    """Find accents stored apart from their letters: the text looks right but is not found."""
    for passage in shelf.passages:
        whole = unicodedata.normalize("NFC", passage.text)
        if whole != passage.text:
            place = next(
                at for at, (old, new) in enumerate(zip(passage.text, f"{whole}\0", strict=False)) if old != new
            )
            yield passage.note(
                f"marks stand apart near “{passage.text[place : place + 8]}”. Save the text in NFC.", place
            )


def _twins(word: str) -> bool:
    return set(word) <= _TWIN_LETTERS


def _plainly_latin(word: str) -> bool:
    """Say whether a word is Latin beyond doubt: "Y-PORT" and "My Number" are names."""
    return {script for script, _, _ in scripts_in(word)} == {LATIN} and not _twins(word)


def _read_by_people(shelf: Shelf) -> Iterator[Passage]:
    return (passage for passage in shelf.passages if passage.part is not Part.ASKED)


def _own(script: str) -> frozenset[str]:
    return _SCRIPTS_OF.get(script, frozenset({script}))


def _foreign(letters: Document | None) -> Mapping[str, frozenset[str]]:
    """Give the letters of its script that a language does not have."""
    return {tag: frozenset("".join(letters.strings(tag))) for tag in letters.values} if letters else {}


def _other_han(language: str, shelf: Shelf) -> frozenset[str]:
    """Give the Chinese letters that a language's own character set does not have."""
    scripts = {known.tag: known.script for known in shelf.library.phrasebook.languages}
    charset = _CHARSETS.get(scripts.get(language, ""))
    return _outside(charset) if charset else frozenset()


@lru_cache(maxsize=len(_CHARSETS))
def _outside(charset: str) -> frozenset[str]:
    return frozenset(one for one in map(chr, range(0x4E00, 0x9FA6)) if not one.encode(charset, "ignore"))


RULES = (wrong_script, wrong_letter, mixed_script, look_alike, full_width, unseen_letter, loose_marks)
