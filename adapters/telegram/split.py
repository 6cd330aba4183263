"""Text in stretches, cut to what one Telegram message holds, and made into markup at one place.

A message holds 4,096 characters after its markup is read (sendMessage,
https://core.telegram.org/bots/api, read 2026-11-23). Counted here in UTF-16 units, of which a
text never has fewer than characters; the markup itself must stay below 32,768 bytes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import takewhile

LIMIT = 4096
HEAVIEST = 32_000
_FAR = 64
"""A "letter" made of more code points than this is nobody's writing: it is cut anywhere."""
_ZWJ = "\u200d"
_VIRAMA = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca")
_TRAILING = frozenset("\u200c\u200d\u0e33\u0eb3")
# Skin colours, letters of tag flags, vowels and finals of composed Korean.
_JOINED = (("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"), ("\u1160", "\u11ff"))
_BREAKS = tuple(re.compile(rule) for rule in (r"\n\n", r"\n", r"[。！？]|[.!?।](?=\s)", r"\s", r"[、，；：]"))
# A line feed stays; nobody typed the others, and half a surrogate pair cannot be sent at all.
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?[a-z]+(?: expandable)?>")
EXPANDABLE = "blockquote expandable"
"""A tag of ``Run.tags``: a quotation of which the first lines are shown, and the rest at a tap (Bot API 7.4)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same all through; ``tags`` from the outside in."""

    text: str
    tags: tuple[str, ...] = ()
    href: str = ""

    @property
    def whole(self) -> bool:
        """Whether it loses its meaning when it is cut in two."""
        return bool(self.tags or self.href)


def markup(runs: list[Run]) -> str:
    """Write runs as Telegram's HTML. The one place where text becomes markup: nothing else escapes."""
    written: list[str] = []
    standing: tuple[str, ...] = ()
    for run in runs:
        kept = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(standing, run.tags, strict=False))))
        written += [_end(tag) for tag in reversed(standing[kept:])]
        written += [f"<{tag}>" for tag in run.tags[kept:]]
        standing = run.tags
        text = escape(sendable(run.text), quote=False)
        written.append(f'<a href="{escape(sendable(run.href))}">{text}</a>' if run.href else text)
    written += [_end(tag) for tag in reversed(standing)]
    return "".join(written)


def _end(tag: str) -> str:
    return f"</{tag.partition(' ')[0]}>"


def plain(html: str) -> str:
    """Give the text of our own markup, with the addresses of links behind their words."""
    bare = _ANCHOR.sub(lambda link: f"{link[2]} ({link[1]})" if link[1] != link[2] else link[2], html)
    return unescape(_TAG.sub("", bare))


def sendable(text: str) -> str:
    """Replace what cannot be sent; as many characters as before."""
    return _UNSENDABLE.sub("\ufffd", text)


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def split(runs: list[Run], limit: int = LIMIT, heaviest: int = HEAVIEST) -> list[list[Run]]:
    """Cut runs into messages. Put together again, the pieces are the same text.

    Cut at the end of a paragraph, line, sentence or word where there is one; never inside what a
    person takes for one letter, nor inside a link, a number or a quotation that fits in one message.
    """
    pieces: list[list[Run]] = [[]]
    room, load = limit, heaviest
    for run in runs:
        rest = run
        while rest.text:
            at = _cut(rest, room, load)
            if at < len(rest.text) and pieces[-1] and (not at or (rest.whole and _fits(rest, limit, heaviest))):
                pieces.append([])
                room, load = limit, heaviest
                continue
            taken = replace(rest, text=rest.text[: max(at, 1)])
            rest = replace(rest, text=rest.text[len(taken.text) :])
            pieces[-1].append(taken)
            room -= units(taken.text)
            load -= _weight(taken)
            if rest.text:
                pieces.append([])
                room, load = limit, heaviest
    return [piece for piece in pieces if piece]


def _weight(run: Run) -> int:
    return len(markup([run]).encode())


def _fits(run: Run, room: int, load: int) -> bool:
    return units(run.text) <= room and _weight(run) <= load


def _cut(run: Run, room: int, load: int) -> int:
    """Give how many characters of a run go into the room that is left; 0 when none does."""
    if _fits(run, room, load):
        return len(run.text)
    load -= _weight(replace(run, text=""))
    most = 0
    for letter in run.text:
        room -= 2 if letter > "\uffff" else 1
        load -= len(escape(sendable(letter), quote=False).encode())
        if room < 0 or load < 0:
            break
        most += 1
    for rule in _BREAKS:
        ends = [found.end() for found in rule.finditer(run.text, most // 2, most)]
        if ends and bound(run.text, ends[-1]):
            return ends[-1]
    near = (at for at in range(most, max(most - _FAR, 0), -1) if bound(run.text, at))
    return next(near, most if most >= _FAR else 0)


def bound(text: str, at: int) -> bool:
    """Say whether a text may be cut before the character ``at`` without breaking a letter or a flag."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    broken = (
        after in _TRAILING
        or before == _ZWJ
        or (before == "\r" and after == "\n")
        or (before in _VIRAMA and unicodedata.category(after) == "Lo")
        or unicodedata.category(after) in {"Mn", "Mc", "Me"}
        or any(first <= after <= last for first, last in _JOINED)
    )
    if broken:
        return False
    if _flag(before) and _flag(after):
        return len(list(takewhile(_flag, reversed(text[:at])))) % 2 == 0
    return True


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
