"""From a stream of bytes to something that may be shown, or a refusal."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from unicodedata import category

from adapters.media.kinds import ENDINGS, PICTURES, sniff
from adapters.media.pictures import redraw
from adapters.media.refusal import Refused, Why

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

LARGEST = 10 << 20
"""Bytes of one attachment."""
_LONGEST_NAME = 80
_NAMELESS = "attachment"
_APART = re.compile(r"[/\\]")
_ODD = re.compile(r'[<>:"|?*]')

HANDS = ThreadPoolExecutor(1, "picture")
"""One picture at a time: unpacked, a large one fills the memory of a small machine."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attachment as it is shown: ``mime`` is what it is, whatever was said; ``name`` ends accordingly."""

    mime: str
    name: str
    data: bytes

    @property
    def picture(self) -> bool:
        """Whether it was drawn anew and may stand in a page."""
        return self.mime in PICTURES


class Bringer(Protocol):
    """A channel that can fetch what somebody attached. Only when a counselor asks for it, never by itself."""

    async def fetch(self, attached: str) -> Enclosure:
        """Fetch by ``Message.attached``, from the platform's own host; ``Refused`` says why not."""
        ...


class Sent(Protocol):
    """Gives what a counselor sent, to be brought to its person; None when it is not there any more."""

    async def __call__(self, file: str) -> Enclosure | None:
        """Give it by ``File.id``."""
        ...


async def collect(chunks: AsyncIterable[bytes], declared: int | None = None, largest: int = LARGEST) -> bytes:
    """Read a stream no further than agreed; ``declared`` is how long it says it is."""
    if declared is not None and declared > largest:
        raise Refused(Why.LARGE)
    found = bytearray()
    async for chunk in chunks:
        found += chunk
        if len(found) > largest:
            raise Refused(Why.LARGE)
    return bytes(found)


async def inspect(data: bytes, name: str = "") -> Enclosure:
    """Say what some bytes are, and give them as they may be shown. ``Refused`` for everything else."""
    kind = sniff(data)
    if kind is None:
        raise Refused(Why.KIND)
    if len(data) > LARGEST:
        raise Refused(Why.LARGE)
    if kind not in PICTURES:
        return Enclosure(kind, named(name, kind), data)
    drawn, form = await asyncio.get_running_loop().run_in_executor(HANDS, redraw, data, kind)
    return Enclosure(form, named(name, form), drawn)


def named(given: str, kind: str) -> str:
    """Give a name without any path, without signs that are no letters, with the end that tells the truth."""
    last = _APART.split(given)[-1]
    shown = "".join(letter for letter in last if category(letter)[0] != "C")
    stem = _ODD.sub("_", shown).strip(". ")
    stem = stem.rpartition(".")[0] or stem
    return f"{stem[:_LONGEST_NAME].strip('. ') or _NAMELESS}.{ENDINGS[kind]}"
