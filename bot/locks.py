"""What a machine must not harm: found in a text, put under lock before it is translated, put back behind it.

Two ways. Telephone numbers, addresses, clock times, codes and names stay out of the engine's hands:
in their place it gets a code word ("XQ1X"), which engines copy. Numbers whose unit is a word to be
translated (令和7年4月1日, 午後5時, 3人, 3,000円) go through it, and are compared as values by ``figures``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.figures import compare, digits, has_digits
from bot.precious import PATTERNS, TAIL
from bot.reckoning import figures
from bot.translation import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = "\n"  # stands for a locked item where numbers are read: nothing is read across it
_CITY_BEFORE = re.compile(r"(?:〒?\s?\d{3}-\d{4}\s*)?(?:神奈川県)?(?:横浜市)?$")
_X, _Q, _LETTER = "[XxＸｘХх]", "[QqＱｑ]", "A-Za-zＡ-Ｚａ-ｚ\u0400-\u052f"
# As engines give the code word back: in small or wide letters, with spaces, the last letter gone. No "fax q. 1".
_XQ = rf"(?:(?<![{_LETTER}]){_X}\s?|{_X}){_Q}"
_CODE = re.compile(rf"{_XQ}\s?(\d(?:\s?\d)*)(?:\s?{_X}(?![{_LETTER}])|{_X}|(?!\s?\d))")
_REST = re.compile(rf"{_XQ}(?![a-zａ-ｚ\u0430-\u052f])")
_SPACED_LETTER = re.compile(r"[0-9A-Za-z\u00c0-\u052f\u0900-\u0963]")


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a text that is to be put back. ``said``: as what (a name in the other language)."""

    kind: str
    begin: int
    end: int
    raw: str
    said: str


class Glossary(Protocol):
    """The names that the counter knows."""

    def names(self, text: str, target: str) -> Sequence[Item]:
        """Find names in a text, each with what it is called in another language. Kind "name"."""
        ...


@dataclass(frozen=True, slots=True)
class Locked:
    """A text under lock: ``text`` is what the engine gets; what of ``bare`` is a number, it must give back."""

    original: str
    text: str
    items: tuple[Item, ...]
    first: int
    bare: str

    @property
    def speaks(self) -> bool:
        """Say whether there is anything left to translate: a letter that is no item."""
        return any(sign.isalpha() for sign in _CODE.sub("", self.text))


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A translation with everything put back, and what is not as it was."""

    text: str
    losses: tuple[Loss, ...]


def items_in(text: str, names: Iterable[Item] = ()) -> tuple[Item, ...]:
    """Find everything that is to be copied, in order: of what overlaps the earliest, then the longest."""
    plain = digits(text)
    found = [*_addresses(text, plain, tuple(names))]
    found += (
        _item(kind, text, *match.span())
        for kind, pattern, counts in PATTERNS
        for match in pattern.finditer(plain)
        if counts is None or counts(match)
    )
    found += (_item("code", text, *match.span()) for match in _CODE.finditer(plain))
    kept: list[Item] = []
    for item in sorted(found, key=lambda each: (each.begin, -each.end)):
        if not kept or item.begin >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def lock(text: str, items: Sequence[Item], first: int = 1) -> Locked:
    """Put code words in the place of items, numbered from ``first`` on."""
    sent, bare, at = "", "", 0
    for number, item in enumerate(items, start=first):
        sent, bare = sent + text[at : item.begin], bare + text[at : item.begin] + _GAP
        sent += f"{' ' * _touches(sent[-1:])}XQ{number}X{' ' * _touches(text[item.end : item.end + 1])}"
        at = item.end
    return Locked(text, sent + text[at:], tuple(items), first, bare + text[at:])


def unlock(locked: Locked, translated: str) -> Unlocked:
    """Put the items back and say which were lost, doubled, or changed."""
    seen, pieces, bare, at = [0] * len(locked.items), [], "", 0
    plain = digits(translated)
    for match in _CODE.finditer(plain):
        number = int(re.sub(r"\s", "", match[1])) - locked.first
        if not 0 <= number < len(seen):
            continue
        seen[number] += 1
        pieces += [translated[at : match.start()], locked.items[number].said]
        bare, at = bare + translated[at : match.start()] + _GAP, match.end()
    rest = translated[at:]
    losses = [Loss(item.kind, item.raw) for item, times in zip(locked.items, seen, strict=True) if times != 1]
    left = [match[0] for match in _REST.finditer(bare + rest)]
    losses += (Loss("code", part) for part in left[len(_REST.findall(locked.bare)) :])
    return Unlocked(_joined([*pieces, rest]), (*losses, *_differences(locked.bare, bare + rest)))


def unlocked(locked: Locked, translated: str) -> Unlocked:
    """Look at a translation that was made without code words: every item must stand in it as it was."""
    bare, losses = translated, []
    for item in sorted(locked.items, key=lambda each: -len(each.raw)):
        place = next((found for form in {item.said: 0, item.raw: 0} if (found := _stands(form, bare))), None)
        if place is None:
            losses.append(Loss(item.kind, item.raw))
        else:
            bare = f"{bare[: place[0]]}{_GAP}{bare[place[1] :]}"
    return Unlocked(translated, (*losses, *_differences(locked.bare, bare)))


def _differences(original: str, translated: str) -> tuple[Loss, ...]:
    """Compare the numbers of two texts. Where neither has a digit, there is nothing that could be wrong."""
    if not has_digits(original) and not has_digits(translated):
        return ()
    return compare(figures(original), figures(translated))


def filled(locked: Locked) -> str:
    """Give a text that needs no translation, with its names in the other language."""
    pieces, at = [], 0
    for item in locked.items:
        pieces += [locked.original[at : item.begin], item.said]
        at = item.end
    return "".join((*pieces, locked.original[at:]))


def _item(kind: str, text: str, begin: int, end: int) -> Item:
    return Item(kind, begin, end, text[begin:end], text[begin:end])


def _addresses(text: str, plain: str, names: tuple[Item, ...]) -> Iterator[Item]:
    """Give the names, but those with a block number behind them as an address together with it."""
    taken: set[int] = set()
    for number, name in enumerate(names):
        tail = TAIL.match(plain, name.end)
        if tail is None:
            continue
        begin, before = name.begin, number
        taken.add(number)
        while before and not text[names[before - 1].end : begin].strip(" ,、　"):
            before -= 1
            begin = names[before].begin
            taken.add(before)
        city = _CITY_BEFORE.search(plain, 0, begin)
        yield _item("address", text, city.start() if city else begin, tail.end())
    yield from (name for number, name in enumerate(names) if number not in taken)


def _touches(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _joined(pieces: Sequence[str]) -> str:
    """Put together what engines glue or set apart: a word needs a space beside it, Japanese none."""
    text = pieces[0]
    for number, piece in enumerate(pieces[1:], start=1):
        before, after = text[-1:], piece[:1]
        glued = _SPACED_LETTER.match(before) and _SPACED_LETTER.match(after)
        text += f"{' ' if glued and number else ''}{piece}"
    return text


def _stands(form: str, text: str) -> tuple[int, int] | None:
    """Find a form in a text where no letter or digit lengthens it into something else."""
    begin = text.find(form)
    while begin >= 0:
        end = begin + len(form)
        longer = (form[0].isdigit() and text[begin - 1 : begin].isdigit()) or (
            form[-1].isdigit() and text[end : end + 1].isdigit()
        )
        if not longer:
            return begin, end
        begin = text.find(form, begin + 1)
    return None
