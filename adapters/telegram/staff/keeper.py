"""Keeps the group true: compares a case with what stands of it in the group, and does what is missing.

It looks at how things are, not at what happened: so it may be run at any time, also twice, and after
any crash it goes on where it was.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adapters.pinboard import Post, Topic
from adapters.telegram.split import markup
from adapters.telegram.staff import sheets
from adapters.telegram.staff.room import Hitch, Lost, Missing, Relocated
from bot.case import CaseState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from adapters.casebook import CaseView
    from adapters.pinboard import Pinboard
    from adapters.telegram.keyboard import Markup
    from adapters.telegram.staff.ports import Book, Colleagues
    from adapters.telegram.staff.posting import Posting
    from adapters.telegram.staff.room import Room
    from adapters.telegram.staff.sheets import Entry, Reader

CLAIM = "s:claim"
ALBUM_S = 1.5
"""An album comes one by one: after so long nothing more of it is on its way."""
LARGEST = 3000
"""Characters of lines that are put together in one message."""
TWICE = "lost twice"


def prefix(chat: int) -> str:
    """Give how the keys begin of what is written in a group."""
    return f"tg-{abs(chat)}-"


@dataclass(frozen=True, slots=True)
class Hands:
    """What the keeper works with."""

    room: Room
    board: Pinboard
    book: Book
    posting: Posting
    colleagues: Colleagues
    reader: Reader
    clock: Callable[[], datetime]


class Keeper:
    """Brings one case at a time up to date. ``Hitch`` when it has to be tried again later."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._room, self._board, self._posting = hands.room, hands.board, hands.posting

    @property
    def chat(self) -> int:
        """Give the group's id as it is now."""
        return self._room.chat

    async def sync(self, case_id: str) -> float:
        """Bring a case up to date; gives the seconds after which to look again, 0 when all is done."""
        try:
            return await self._sync(case_id)
        except Lost:
            await self._board.lose(case_id)
        except Relocated as moved:
            await self.relocate(moved.chat)
        try:
            return await self._sync(case_id)
        except Lost:
            # Twice in a row: a third topic would only be a third riddle.
            await self._board.lose(case_id)
            raise Hitch(TWICE, 60.0) from None

    async def relocate(self, chat: int) -> None:
        """Follow the group to its new id."""
        self._room.chat = chat
        await self._board.moved(chat)

    async def _sync(self, case_id: str) -> float:
        view = await self._hands.book.read(case_id)
        topic = await self._board.topic(case_id)
        if view is None or _hidden(view):
            await self._destroy(case_id, topic)
            return 0.0
        case, reader = view.row.case, await self._reader(view)
        if topic is None or topic.thread is None:
            if not case.state.open:
                await self._destroy(case_id, topic)
                return 0.0
            topic = await self._make(view, reader)
        if case.state.open and not topic.open:
            await self._room.reopen(topic.thread or 0)
            topic = await self._kept(replace(topic, open=True))
        topic = await self._head(topic, view, reader)
        wait = await self._lines(topic, view, reader)
        await self._notes(topic, view, reader)
        topic = await self._rename(topic, sheets.name_of(case, reader))
        if not case.state.open and topic.open and not wait:
            await self._room.close(topic.thread or 0)
            await self._kept(replace(topic, open=False))
        return wait

    async def _make(self, view: CaseView, reader: Reader) -> Topic:
        """Make a topic; what is written down first is that it is being made."""
        case, room = view.row.case, self._room
        name = sheets.name_of(case, reader)
        await self._kept(Topic(case.id, room.chat, None, self._hands.clock()))
        await asyncio.sleep(room.wait())
        thread = await room.make(name, sheets.colour_of(case, reader.names))
        return await self._kept(Topic(case.id, room.chat, thread, self._hands.clock(), name))

    async def _destroy(self, case_id: str, topic: Topic | None) -> None:
        if topic is None:
            return
        if topic.thread is not None:
            await self._room.destroy(topic.thread)
        await self._board.forget(case_id)

    async def _head(self, topic: Topic, view: CaseView, reader: Reader) -> Topic:
        case = view.row.case
        runs, told = sheets.header(view, reader, self._hands.clock())
        waits = case.state is CaseState.QUEUED or (case.state is CaseState.CALLBACK and case.urgent)
        buttons = _claim(reader) if waits else None
        shown = self._posting.fingerprint(f"{told}{buttons}")
        if topic.header is not None and topic.shown == shown:
            return topic
        html = markup(runs)
        try:
            if topic.header is not None:
                await self._room.change(topic.header, html, buttons)
                return await self._kept(replace(topic, shown=shown))
        except Missing:
            pass
        message = await self._posting.say(topic, html, buttons)
        return await self._kept(replace(topic, header=message, shown=shown))

    async def _lines(self, topic: Topic, view: CaseView, reader: Reader) -> float:
        posts = {post.key: post for post in await self._board.posts(topic.case_id)}
        newest = max((post.last for post in posts.values()), default=0)
        view = await self._whole(view, newest)
        group = prefix(self._room.chat)
        given = sheets.entries(view, await self._attached(view), group, reader)
        oldest = view.lines[0].position if view.earlier else 0
        for post in posts.values():
            # What is older than all that is looked at stays as it is.
            if _first(post) >= oldest:
                shows = [each for each in given if _first(post) <= each.position <= post.last]
                await self._again(topic, post, shows, view)
        for batch in batches([each for each in given if each.position > newest]):
            young = self._hands.clock().timestamp() - max(each.at.timestamp() for each in batch)
            if batch[0].album and young < ALBUM_S:
                return ALBUM_S
            kind = "tick" if batch[0].own is not None else "line"
            post = Post(topic.case_id, f"{kind}:{batch[0].position}", batch[-1].position)
            await self._again(topic, post, batch, view)
        return 0.0

    async def _again(self, topic: Topic, post: Post, given: Sequence[Entry], view: CaseView) -> None:
        """Bring one post up to date with its lines, those at least that are still looked at."""
        if not given or post.key.startswith("note:"):
            return
        if post.key.startswith("tick:"):
            await self._posting.tick(topic, post, given[0])
        elif given[0].source is not None:
            await self._posting.copy(topic, post, int(view.row.case.conversation), given)
        else:
            await self._posting.show(topic, post, sheets.together(given))

    async def _notes(self, topic: Topic, view: CaseView, reader: Reader) -> None:
        posts = {post.key: post for post in await self._board.posts(topic.case_id)}
        group = prefix(self._room.chat)
        for remark in view.remarks:
            if not remark.key.startswith(group):
                key = f"note:{remark.id}"
                await self._posting.show(
                    topic, posts.get(key, Post(topic.case_id, key, 0)), sheets.note(remark, reader)
                )

    async def _rename(self, topic: Topic, name: str) -> Topic:
        if topic.name == name:
            return topic
        await self._room.rename(topic.thread or 0, name)
        return await self._kept(replace(topic, name=name))

    async def _whole(self, view: CaseView, newest: int) -> CaseView:
        """Give a view that begins no later than what was shown last, so that nothing is left out."""
        while view.earlier and view.lines[0].position > newest:
            before = await self._hands.book.read(view.row.case.id, 0, view.lines[0].position)
            if before is None or not before.lines:
                break
            view = replace(view, lines=(*before.lines, *view.lines), earlier=before.earlier)
        return view

    async def _attached(self, view: CaseView) -> Mapping[int, tuple[int, str]]:
        """Say of the lines that came on Telegram which messages they are: those can be copied."""
        found: dict[int, tuple[int, str]] = {}
        case = view.row.case
        for line in view.lines if case.channel == "telegram" else ():
            how = await self._hands.book.attached(case.id, line.position) if line.file else None
            told = json.loads(how[1]) if how else {}
            if isinstance(told.get("message"), int):
                found[line.position] = told["message"], str(told.get("album", ""))
        return found

    async def _reader(self, view: CaseView) -> Reader:
        ids = {view.row.case.owner, *(line.staff for line in view.lines), *(remark.by for remark in view.remarks)}
        names = {staff: await self._hands.colleagues.name(staff) for staff in sorted(filter(None, ids))}
        return replace(self._hands.reader, staff={staff: name for staff, name in names.items() if name})

    async def _kept(self, topic: Topic) -> Topic:
        await self._board.keep(topic)
        return topic


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
    return sum(len(run.text) for each in (*batch, entry) for run in each.runs) <= LARGEST


def _first(post: Post) -> int:
    return int(post.key.partition(":")[2])


def _hidden(view: CaseView) -> bool:
    """Say whether the group may not see a case (any more): it is sensitive, or its words were deleted."""
    case = view.row.case
    return case.restricted or (not case.state.open and not view.lines and not view.remarks)


def _claim(reader: Reader) -> Markup:
    return {"inline_keyboard": [[{"text": reader.words.say("claim"), "callback_data": CLAIM}]]}
