"""Posts in a topic: sent whole, changed where they stand, and known for what they are after a crash."""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.casebook import Delivery
from adapters.telegram.split import LIMIT, Run, markup, split
from adapters.telegram.staff.room import Hitch, Missing, Shut
from adapters.telegram.staff.sheets import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.pinboard import Pinboard, Post, Topic
    from adapters.telegram.keyboard import Markup
    from adapters.telegram.staff.room import Room
    from adapters.telegram.staff.sheets import Entry
    from adapters.telegram.staff.words import Words

ROOM_FOR_A_MARK = 200
TICKS = {
    Delivery.PENDING: "👀",
    Delivery.SENT: "👍",
    Delivery.UNCERTAIN: "🤔",
    Delivery.FAILED: "👎",
    Delivery.WITHDRAWN: "👎",
}
"""What a message of staff's is marked with: one sign, and no words where all is well."""
_TROUBLE = {Delivery.UNCERTAIN: "uncertain", Delivery.FAILED: "failed", Delivery.WITHDRAWN: "closed"}


class Posting:
    """Works on the posts of one group. ``secret`` makes fingerprints that nobody can guess words by."""

    def __init__(self, room: Room, board: Pinboard, words: Words, secret: str) -> None:
        self._room = room
        self._board = board
        self._words = words
        self._secret = secret.encode()

    @property
    def language(self) -> str:
        """Give the language of the group."""
        return self._words.language

    def fingerprint(self, shown: str) -> str:
        """Give what tells one text from another without telling the text."""
        return hmac.digest(self._secret, shown.encode("utf-8", "replace"), "sha256").hex()[:32]

    async def say(
        self, topic: Topic, html: str, buttons: Markup | None = None, answers: int | None = None
    ) -> int:  # fmt: skip
        """Write into a topic, in its turn; one that somebody closed meanwhile is opened once."""
        thread = _thread(topic)
        await asyncio.sleep(self._room.wait())
        try:
            return await self._room.say(thread, html, buttons, answers)
        except Shut:
            await self._room.reopen(thread)
            return await self._room.say(thread, html, buttons, answers)

    async def show(self, topic: Topic, post: Post, runs: Sequence[Run], answers: int | None = None) -> Post:
        """Bring a post up to date: send what is missing (as an answer to ``answers``), change what is different."""
        pieces = split(list(runs), LIMIT - ROOM_FOR_A_MARK)
        parts = [markup(piece) for piece in pieces]
        shown = self.fingerprint("\n".join(parts))
        if not post.whole:
            return await self._send(topic, replace(post, shown=shown), pieces, answers)
        if post.shown != shown:
            return await self._renew(topic, replace(post, shown=shown), parts)
        return post

    async def _send(self, topic: Topic, post: Post, pieces: Sequence[list[Run]], answers: int | None) -> Post:
        for piece in pieces[len(post.messages) :]:
            # Nobody knows whether it was sent before: it is said that it may stand there twice.
            mark = [Run(f"{self._words.say('perhaps_again')}\n", ("i",))] if post.unsure else []
            await self._board.post(replace(post, unsure=True))
            try:
                message = await self.say(topic, markup([*mark, *piece]), answers=answers)
            except Hitch as hitch:
                if hitch.certain:
                    await self._board.post(post)
                raise
            post = replace(post, messages=(*post.messages, message), unsure=False)
        return await self._kept(replace(post, whole=True))

    async def _renew(self, topic: Topic, post: Post, parts: Sequence[str]) -> Post:
        for message, html in zip(post.messages, parts, strict=False):
            with suppress(Missing):
                await self._room.change(message, html)
        kept = list(post.messages[: len(parts)])
        kept += [await self.say(topic, html) for html in parts[len(post.messages) :]]
        with suppress(Missing):
            await self._room.remove(post.messages[len(parts) :])
        return await self._kept(replace(post, messages=tuple(kept)))

    def fits(self, runs: Sequence[Run]) -> int:
        """Give how many messages it takes."""
        return len(split(list(runs), LIMIT - ROOM_FOR_A_MARK))

    def differs(self, post: Post, runs: Sequence[Run]) -> bool:
        """Say whether a post shows something else than this."""
        parts = [markup(piece) for piece in split(list(runs), LIMIT - ROOM_FOR_A_MARK)]
        return post.shown != self.fingerprint("\n".join(parts))

    async def drop(self, post: Post) -> None:
        """Take a post away, if it is there."""
        if post.messages:
            with suppress(Missing):
                await self._room.remove(post.messages)
            await self._kept(replace(post, messages=(), whole=False, shown=""))

    async def copy(self, topic: Topic, post: Post, source: int, given: Sequence[Entry]) -> None:
        """Show what somebody sent: copied, an album as one; copied anew when it was changed, and gone when it is."""
        shown = self.fingerprint(repr([(each.position, each.edited, each.gone) for each in given]))
        if post.whole and post.shown == shown:
            return
        if post.messages:
            with suppress(Missing):
                await self._room.remove(post.messages)
        if post.unsure:
            await self.say(topic, markup([Run(self._words.say("perhaps_again"), ("i",))]))
        post = replace(post, messages=(), shown=shown)
        wanted = [each.source for each in given if each.source is not None and not each.gone]
        if wanted:
            await self._board.post(replace(post, whole=False, unsure=True))
            try:
                await asyncio.sleep(self._room.wait())
                post = replace(post, messages=await self._copied(topic, source, wanted))
            except Missing:
                # It is not there to be copied: then at least it is said what it was.
                post = await self.show(topic, replace(post, whole=False), together(given))
                post = replace(post, shown=shown)
            except Hitch as hitch:
                if hitch.certain:
                    await self._board.post(replace(post, whole=False, unsure=False))
                raise
        await self._board.post(replace(post, whole=True, unsure=False))

    async def _kept(self, post: Post) -> Post:
        await self._board.post(post)
        return post

    async def _copied(self, topic: Topic, source: int, wanted: Sequence[int]) -> tuple[int, ...]:
        thread = _thread(topic)
        try:
            return await self._room.copy(thread, source, wanted)
        except Shut:
            await self._room.reopen(thread)
            return await self._room.copy(thread, source, wanted)

    async def tick(self, topic: Topic, post: Post, entry: Entry) -> None:
        """Mark a message of staff's by how far it has come; say a word only where something is wrong."""
        state = entry.delivery or Delivery.SENT
        if entry.own is None or post.shown == state.value:
            return
        with suppress(Missing):
            await self._room.react(entry.own, TICKS[state])
        if state in _TROUBLE:
            told = self._words.say(_TROUBLE[state], code=entry.code or "?")
            await self.say(topic, markup([Run(told)]), answers=entry.own)
        await self._board.post(replace(post, messages=(entry.own,), whole=True, shown=state.value))


def _thread(topic: Topic) -> int:
    """Give the thread of a topic. One without would be General, where nothing may ever go."""
    if topic.thread is None:
        msg = "a topic without its thread"
        raise ValueError(msg)
    return topic.thread
