"""The pinboard of the staff group in the database; the port is ``adapters.pinboard``."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, func, select, update

from adapters.pinboard import Album, Post, Topic
from adapters.store.engines import insert_new, insert_or
from adapters.store.tables_topics import (
    topic as topics,
    topic_album as albums,
    topic_post as posts,
    topic_room as rooms,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from typing import Protocol

    from sqlalchemy import Connection, Row

    T = TypeVar("T")

    class Work(Protocol):
        """Runs a unit of work on a connection."""

        def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
            """Give its result."""
            ...


class SqlPinboard:
    """A ``Pinboard``. ``configured`` is the group's id as the operator wrote it."""

    def __init__(self, submit: Work, configured: int) -> None:
        self._submit = submit
        self._configured = configured

    async def chat(self) -> int | None:
        """Give the id that the group has got since."""
        found = select(rooms.c.chat).where(rooms.c.configured == self._configured)
        return await self._submit(lambda connection: connection.execute(found).scalar())

    async def moved(self, chat: int) -> None:
        """Note the group's new id; topics of another one are lost."""
        row = {"configured": self._configured, "chat": chat}

        def work(connection: Connection) -> None:
            connection.execute(insert_or(connection, rooms), row)
            for case_id in connection.scalars(select(topics.c.case_id).where(topics.c.chat != chat)).all():
                _lose(connection, case_id, chat)

        await self._submit(work)

    async def out(self) -> datetime | None:
        """Say since when we are out of the group."""
        found = select(rooms.c.out_at).where(rooms.c.configured == self._configured)
        return await self._submit(lambda connection: connection.execute(found).scalar())

    async def go(self, out: datetime | None) -> None:
        """Note that we are out of the group, or in it again."""
        here = rooms.c.configured == self._configured

        def work(connection: Connection) -> None:
            new = {"configured": self._configured, "chat": self._configured}
            if connection.execute(select(rooms.c.chat).where(here)).first() is None and out is not None:
                connection.execute(insert_new(connection, rooms), new)
            only = rooms.c.out_at.is_(None) if out is not None else rooms.c.out_at.is_not(None)
            connection.execute(update(rooms).where(here, only).values(out_at=out))

        await self._submit(work)

    async def topics(self) -> Sequence[Topic]:
        """Give all topics."""
        every = select(topics).order_by(topics.c.made_at, topics.c.case_id)
        return await self._submit(lambda connection: [_topic(row) for row in connection.execute(every)])

    async def topic(self, case_id: str) -> Topic | None:
        """Give the topic of a case."""
        return await self._submit(lambda connection: _find(connection, case_id))

    async def case_of(self, chat: int, thread: int) -> str | None:
        """Give the case that a topic is for."""
        found = select(topics.c.case_id).where(topics.c.chat == chat, topics.c.thread == thread)
        return await self._submit(lambda connection: connection.execute(found).scalar())

    async def keep(self, topic: Topic) -> None:
        """Write down a topic as it is now."""
        await self._submit(lambda connection: _keep(connection, topic))

    async def posts(self, case_id: str) -> Sequence[Post]:
        """Give what stands in a topic, in the order in which it was begun."""
        every = select(posts).where(posts.c.case_id == case_id).order_by(posts.c.seq)
        return await self._submit(lambda connection: [_post(row) for row in connection.execute(every)])

    async def post(self, post: Post) -> None:
        """Write down a post as it is now."""
        row = {
            "case_id": post.case_id,
            "key": post.key,
            "last": post.last,
            "messages": json.dumps(post.messages),
            "whole": post.whole,
            "unsure": post.unsure,
            "shown": post.shown,
        }
        newest = select(func.max(posts.c.seq)).where(posts.c.case_id == post.case_id)

        def work(connection: Connection) -> None:
            seq = (connection.execute(newest).scalar() or 0) + 1
            known = {name: value for name, value in row.items() if name not in {"case_id", "key"}}
            connection.execute(insert_or(connection, posts, known), {**row, "seq": seq})

        await self._submit(work)

    async def albums(self) -> Sequence[Album]:
        """Give what is being gathered."""
        every = select(albums).order_by(albums.c.case_id, albums.c.name)

        def work(connection: Connection) -> list[Album]:
            return [Album(row.case_id, row.name, row.body) for row in connection.execute(every)]

        return await self._submit(work)

    async def gather(self, album: Album) -> None:
        """Write down what is gathered of an album so far."""
        row = {"case_id": album.case_id, "name": album.name, "body": album.sealed}

        def work(connection: Connection) -> None:
            connection.execute(insert_or(connection, albums), row)

        await self._submit(work)

    async def exchange(self, known: Album, new: Album) -> bool:
        """Put another content in the place of the one that is known."""
        same = (albums.c.case_id == known.case_id, albums.c.name == known.name, albums.c.body == known.sealed)
        change = update(albums).where(*same).values(body=new.sealed)
        return await self._submit(lambda connection: connection.execute(change).rowcount) == 1

    async def gathered(self, album: Album) -> None:
        """Forget an album, as it is known; what came to it meanwhile stays."""
        known = (albums.c.case_id == album.case_id, albums.c.name == album.name, albums.c.body == album.sealed)

        def work(connection: Connection) -> None:
            connection.execute(delete(albums).where(*known))

        await self._submit(work)

    async def lose(self, case_id: str) -> None:
        """Forget what stood in a topic that is gone."""
        await self._submit(lambda connection: _lose(connection, case_id, None))

    async def forget(self, case_id: str) -> None:
        """Forget a topic altogether."""

        def work(connection: Connection) -> None:
            connection.execute(delete(posts).where(posts.c.case_id == case_id))
            connection.execute(delete(albums).where(albums.c.case_id == case_id))
            connection.execute(delete(topics).where(topics.c.case_id == case_id))

        await self._submit(work)


def _lose(connection: Connection, case_id: str, chat: int | None) -> None:
    connection.execute(delete(posts).where(posts.c.case_id == case_id))
    found = _find(connection, case_id)
    if found is not None:
        bare = replace(found, chat=found.chat if chat is None else chat, thread=None, name="", header=None, shown="")
        _keep(connection, replace(bare, open=True))


def _find(connection: Connection, case_id: str) -> Topic | None:
    row = connection.execute(select(topics).where(topics.c.case_id == case_id)).one_or_none()
    return None if row is None else _topic(row)


def _keep(connection: Connection, topic: Topic) -> None:
    row = {
        "case_id": topic.case_id,
        "chat": topic.chat,
        "thread": topic.thread,
        "made_at": topic.made,
        "name": topic.name,
        "header": topic.header,
        "shown": topic.shown,
        "open": topic.open,
    }
    connection.execute(insert_or(connection, topics), row)


def _topic(row: Row[Any]) -> Topic:
    return Topic(row.case_id, row.chat, row.thread, row.made_at, row.name, row.header, row.shown, row.open)


def _post(row: Row[Any]) -> Post:
    messages = tuple(json.loads(row.messages))
    return Post(row.case_id, row.key, row.last, messages, row.whole, row.unsure, row.shown)
