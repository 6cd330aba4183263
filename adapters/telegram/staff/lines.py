"""The lines of a case in its topic: each shown once, at once; its translation comes below it, whenever that is there.

What is new goes first. A translation is an edit of the message that shows the line, or an answer to it where that
cannot be edited or has no room; it waits while the group has few turns left.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.pinboard import Post
from adapters.telegram.staff import sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from adapters.casebook import CaseView
    from adapters.pinboard import Pinboard, Topic
    from adapters.telegram.staff.ports import Book
    from adapters.telegram.staff.posting import Posting
    from adapters.telegram.staff.room import Room
    from adapters.telegram.staff.sheets import Entry, Reader

ALBUM_S = 1.5
"""An album comes one by one: after so long nothing more of it is on its way."""
TURN_S = 3.0
"""After so long there may be a turn for what has no hurry: a minute has twenty."""
LARGEST = 3000
"""Characters of lines that are put together in one message."""
_LINES = ("line", "tick")


class Lines:
    """Shows them."""

    def __init__(
        self, book: Book, board: Pinboard, posting: Posting, room: Room, clock: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._book = book
        self._board = board
        self._posting = posting
        self._room = room
        self._clock = clock

    async def show(self, topic: Topic, view: CaseView, reader: Reader, group: str) -> float:
        """Bring the lines up to date; gives the seconds after which to look again, 0 when all is done.

        group  how the keys of what was written in this group begin
        """
        posts = {post.key: post for post in await self._board.posts(topic.case_id)}
        newest = max((post.last for post in posts.values()), default=0)
        view = await self._whole(view, newest)
        given = sheets.entries(view, await self._attached(view), group, reader)
        oldest = view.lines[0].position if view.earlier else 0
        calm: list[tuple[Post, list[Entry]]] = []
        for post in posts.values():
            # What is older than all that is looked at stays as it is.
            if post.key.partition(":")[0] in _LINES and _first(post) >= oldest:
                shows = [each for each in given if _first(post) <= each.position <= post.last]
                if _touched(post, shows):
                    await self._again(topic, post, shows, view)
                else:
                    calm.append((post, shows))
        wait = await self._new(topic, [each for each in given if each.position > newest], view)
        for post, shows in calm:
            wait = max(wait, await self._calmly(topic, post, shows))
        return max(wait, await self._aloud(topic, given, oldest))

    async def _new(self, topic: Topic, given: Sequence[Entry], view: CaseView) -> float:
        for batch in batches(given):
            young = self._clock().timestamp() - max(each.at.timestamp() for each in batch)
            if batch[0].album and young < ALBUM_S:
                return ALBUM_S
            kind = "tick" if batch[0].own is not None else "line"
            post = Post(topic.case_id, f"{kind}:{batch[0].position}", batch[-1].position)
            await self._again(topic, post, batch, view)
        return 0.0

    async def _again(self, topic: Topic, post: Post, given: Sequence[Entry], view: CaseView) -> None:
        """Bring one post up to date with its lines, those at least that are still looked at."""
        if not given:
            return
        if post.key.startswith("tick:"):
            await self._posting.tick(topic, post, given[0])
        elif given[0].source is not None:
            await self._posting.copy(topic, post, int(view.row.case.conversation), given)
        else:
            await self._posting.show(topic, post, sheets.together(given, aloud=self._inside(given)))

    async def _calmly(self, topic: Topic, post: Post, given: Sequence[Entry]) -> float:
        """Bring a post up to date in which nothing but translations can be new; that waits for a turn."""
        runs = sheets.together(given, aloud=self._inside(given))
        if self._posting.differs(post, runs):
            if not await self._turn():
                return TURN_S
            await self._posting.show(topic, post, runs)
        return 0.0

    async def _aloud(self, topic: Topic, given: Sequence[Entry], oldest: int) -> float:
        """Show translations that have no room in the message of their line as answers to it; take away what is gone."""
        posts = {post.key: post for post in await self._board.posts(topic.case_id)}
        for post in list(posts.values()):
            if post.key.partition(":")[0] != "line" or _first(post) < oldest:
                continue
            shows = [each for each in given if _first(post) <= each.position <= post.last]
            apart = not self._inside(shows)
            for each in shows:
                known = posts.get(f"below:{each.position}", Post(topic.case_id, f"below:{each.position}", 0))
                if not each.below or not apart:
                    await self._posting.drop(known)
                elif post.messages and (not known.whole or self._posting.differs(known, each.below)):
                    if not self._room.spare():
                        return TURN_S
                    await self._posting.show(topic, known, each.below, post.messages[0])
        return 0.0

    async def _turn(self) -> bool:
        """Take a turn for what has no hurry, if there is one."""
        if not self._room.spare():
            return False
        await asyncio.sleep(self._room.wait())
        return True

    def _inside(self, given: Sequence[Entry]) -> bool:
        """Say whether translations have room in the message that shows their lines."""
        if any(each.source is not None for each in given):
            return False
        return self._posting.fits(sheets.together(given, aloud=True)) == self._posting.fits(sheets.together(given))

    async def _whole(self, view: CaseView, newest: int) -> CaseView:
        """Give a view that begins no later than what was shown last, so that nothing is left out."""
        while view.earlier and view.lines[0].position > newest:
            at, reader = view.lines[0].position, self._posting.language
            before = await self._book.read(view.row.case.id, 0, at, reader)
            if before is None or not before.lines:
                break
            view = replace(view, lines=(*before.lines, *view.lines), earlier=before.earlier)
        return view

    async def _attached(self, view: CaseView) -> Mapping[int, tuple[int, str]]:
        """Say of the lines that came on Telegram which messages they are: those can be copied."""
        found: dict[int, tuple[int, str]] = {}
        case = view.row.case
        for line in view.lines if case.channel == "telegram" else ():
            how = await self._book.attached(case.id, line.position) if line.file else None
            told = json.loads(how[1]) if how else {}
            if isinstance(told.get("message"), int):
                found[line.position] = told["message"], str(told.get("album", ""))
        return found


def _touched(post: Post, given: Sequence[Entry]) -> bool:
    """Say whether something else than a translation may be new in a post."""
    ours = post.key.startswith("tick:") or not post.whole or not given or given[0].source is not None
    return ours or any(each.gone or each.edited for each in given)


def batches(given: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Put lines together that stand in one message: an album, or texts that came one after another."""
    batch: list[Entry] = []
    for entry in given:
        if batch and not _fits(batch, entry):
            yield batch
            batch = []
        batch.append(entry)
    if batch:
        yield batch


def _fits(batch: Sequence[Entry], entry: Entry) -> bool:
    first = batch[0]
    if entry.own is not None or first.own is not None:
        return False
    if entry.source is not None or first.source is not None:
        return bool(entry.album) and entry.album == first.album and None not in (entry.source, first.source)
    return sum(map(_weight, (*batch, entry))) <= LARGEST


def _weight(entry: Entry) -> int:
    """Give how long a line is, with its translation; one that is still to come may be as long as the line."""
    own = sum(len(run.text) for run in entry.runs)
    return own + (sum(len(run.text) for run in entry.below) or (own if entry.awaited else 0))


def _first(post: Post) -> int:
    return int(post.key.partition(":")[2])
