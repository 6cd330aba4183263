"""Keeps the group true: compares a case with what stands of it in the group, and does what is missing.

It looks at how things are, not at what happened: so it may be run at any time, also twice, and after
any crash it goes on where it was.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adapters.casebook import READER
from adapters.pinboard import Post, Topic
from adapters.telegram.split import markup
from adapters.telegram.staff import sheets, translated
from adapters.telegram.staff.lines import Lines
from adapters.telegram.staff.room import Hitch, Lost, Missing, Relocated
from bot.case import CaseState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from adapters.casebook import CaseView
    from adapters.pinboard import Pinboard
    from adapters.telegram.keyboard import Markup
    from adapters.telegram.staff.ports import Book, Colleagues
    from adapters.telegram.staff.posting import Posting
    from adapters.telegram.staff.room import Room
    from adapters.telegram.staff.sheets import Reader

CLAIM = "s:claim"
NO_PAIR = "lack:0"
"""Post that says, once a case, that no machine can translate it."""
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
        self._read: set[str] = set()
        self._lines = Lines(hands.book, hands.board, hands.posting, hands.room, hands.clock)

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
        view = await self._hands.book.read(case_id, reader=self._hands.reader.words.language)
        topic = await self._board.topic(case_id)
        if view is None or _hidden(view):
            await self._destroy(case_id, topic)
            return 0.0
        case, reader = view.row.case, await self._reader(view)
        await self._read_in(case_id)
        if topic is None or topic.thread is None:
            if not case.state.open:
                await self._destroy(case_id, topic)
                return 0.0
            topic = await self._make(view, reader)
        if case.state.open and not topic.open:
            await self._room.reopen(topic.thread or 0)
            topic = await self._kept(replace(topic, open=True))
        topic = await self._head(topic, view, reader)
        wait = await self._lines.show(topic, view, reader, prefix(self._room.chat))
        await self._notes(topic, view, reader)
        topic = await self._rename(topic, sheets.name_of(case, reader))
        if not case.state.open and topic.open and not wait:
            await self._room.close(topic.thread or 0)
            await self._kept(replace(topic, open=False))
        return wait

    async def _read_in(self, case_id: str) -> None:
        """Have the group read in its language: once for each case, as far as this process knows."""
        language = self._hands.reader.words.language
        if language != READER and case_id not in self._read:
            await self._hands.book.translations.read_in(case_id, language)
            self._read.add(case_id)

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

    async def _notes(self, topic: Topic, view: CaseView, reader: Reader) -> None:
        posts = {post.key: post for post in await self._board.posts(topic.case_id)}
        group = prefix(self._room.chat)
        for remark in view.remarks:
            if not remark.key.startswith(group):
                key = f"note:{remark.id}"
                await self._posting.show(
                    topic, posts.get(key, Post(topic.case_id, key, 0)), sheets.note(remark, reader)
                )
        source, target = translated.lacking(view.lines), reader.words.language
        if source and reader.translates and view.translated and NO_PAIR not in posts:
            await self._posting.show(
                topic, Post(topic.case_id, NO_PAIR, 0), translated.no_pair(source, target, reader)
            )  # fmt: skip

    async def _rename(self, topic: Topic, name: str) -> Topic:
        if topic.name == name:
            return topic
        await self._room.rename(topic.thread or 0, name)
        return await self._kept(replace(topic, name=name))

    async def _reader(self, view: CaseView) -> Reader:
        ids = {view.row.case.owner, *(line.staff for line in view.lines), *(remark.by for remark in view.remarks)}
        names = {staff: await self._hands.colleagues.name(staff) for staff in sorted(filter(None, ids))}
        return replace(self._hands.reader, staff={staff: name for staff, name in names.items() if name})

    async def _kept(self, topic: Topic) -> Topic:
        await self._board.keep(topic)
        return topic


def _hidden(view: CaseView) -> bool:
    """Say whether the group may not see a case (any more): it is sensitive, or its words were deleted."""
    case = view.row.case
    return case.restricted or (not case.state.open and not view.lines and not view.remarks)


def _claim(reader: Reader) -> Markup:
    return {"inline_keyboard": [[{"text": reader.words.say("claim"), "callback_data": CLAIM}]]}
