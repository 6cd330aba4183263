"""What a person wants forgotten is gone; what comes after is a new talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables import event, inbox, message
from bot.message import Edited, Retracted, Tap
from bot.step import Answered, Erased, MessageGone

from .conftest import ON_SQLITE
from .people import CANARY, NOW, answer, message as said, save

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


async def blobs(store: SqlStore) -> list[bytes]:
    def all_(connection: Connection) -> list[bytes]:
        found = [*connection.scalars(select(message.c.body)), *connection.scalars(select(inbox.c.body))]
        return [blob for blob in found if blob is not None]

    return await store.submit(all_)


async def test_an_erased_talk_has_only_the_last_reply(store: SqlStore) -> None:
    await answer(store, said(), "…", events=(Answered("x", "ja"),))
    last = (await store.after("talk", 0))[-1].position
    await answer(store, said("消して"), "消しました", events=(Erased(),))
    (line,) = await store.after("talk", 0)
    assert not line.mine
    assert line.position > last
    assert (await store.open("web", "talk")).version == 2


async def test_another_talk_is_left_alone(store: SqlStore) -> None:
    await answer(store, said(talk="other"), "…")
    await answer(store, said(), "…", events=(Erased(),))
    assert len(await store.after("other", 0)) == 2


async def test_erased_messages_are_still_known_as_repetitions(store: SqlStore) -> None:
    before, erase = said(), said(Tap("erase:yes"))
    await answer(store, before, "…")
    await answer(store, erase, "…", events=(Erased(),))
    assert await store.keep([before, erase]) == []
    left = await store.submit(lambda connection: list(connection.scalars(select(inbox.c.conversation))))
    assert left == ["", ""]


async def test_what_is_said_after_the_request_is_answered(store: SqlStore) -> None:
    before, erase, after = said("before"), said("erase"), said("after")
    await store.keep([before, erase, after])
    await save(store, before, "…")
    await save(store, erase, "erased", events=(Erased(),))
    assert await store.waiting() == [after]
    await save(store, after, "hello")
    assert [line.text for line in await store.after("talk", 0)] == [None, "after", None]


async def test_counts_stay_but_no_longer_belong_to_anybody(store: SqlStore) -> None:
    await answer(store, said(), "…", events=(Answered("x", "ja"),))
    await answer(store, said(), "…", events=(Erased(),))
    rows = await store.submit(lambda connection: connection.execute(select(event.c.kind, event.c.talk)).all())
    assert [tuple(row) for row in rows] == [("answered", None), ("erased", None)]


async def test_a_message_taken_back_is_gone_with_its_later_wordings(store: SqlStore) -> None:
    first = said(CANARY)
    await answer(store, first, "…")
    await answer(store, said(Edited(first.event, CANARY)), "…")
    await answer(store, said("other"), "…")
    await answer(store, said(Retracted(first.event)), events=(MessageGone(first.event),))
    assert [line.text for line in await store.after("talk", 0) if line.mine] == ["other"]
    assert await store.keep([first]) == []


async def test_a_message_taken_back_before_it_was_answered_or_even_came_is_never_read(
    store: SqlStore,
) -> None:
    waits, late = said(CANARY), said(CANARY)
    await store.keep([waits])
    for gone in (waits, late):
        await answer(store, said(Retracted(gone.event)), events=(MessageGone(gone.event),))
    assert await store.keep([late]) == []
    assert await store.waiting() == []
    assert await blobs(store) == []


async def test_nobody_takes_back_another_persons_message(store: SqlStore) -> None:
    theirs, waits = said("theirs", talk="other"), said("waits", talk="other")
    await answer(store, theirs, "…")
    await store.keep([waits])
    for foreign in (theirs, waits):
        await answer(store, said(Retracted(foreign.event)), events=(MessageGone(foreign.event),))
    assert (await store.after("other", 0))[0].text == "theirs"
    assert await store.waiting() == [waits]


async def test_no_word_stands_in_clear_in_any_file(house: House) -> None:
    store = house.open()
    await answer(store, said(CANARY, event="e1"), CANARY)
    await store.keep([waits := said(CANARY)])
    await store.fail(waits, CANARY)
    files = [file for file in house.folder.iterdir() if "sqlite3" in file.name]
    if house.engine == "sqlite":
        assert {file.suffix for file in files} >= {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    for file in files:
        for half in (CANARY.encode(), CANARY.encode("utf-16-le"), b"canary", b"\\u30ab"):
            assert half not in file.read_bytes()
    assert not any(b"canary" in blob for blob in await blobs(store))


@ON_SQLITE
async def test_not_even_ciphertext_is_left_of_an_erased_talk(house: House) -> None:
    store = house.open()
    await answer(store, said(CANARY), CANARY)
    secret = await blobs(store)
    await answer(store, said(), "erased", events=(Erased(),))
    await store.sweep(NOW)
    files = [file.read_bytes() for file in house.folder.iterdir()]
    assert len(secret) == 2
    assert not any(blob[17:] in content for blob in secret for content in files)


async def test_two_texts_that_were_exchanged_are_not_read(store: SqlStore) -> None:
    await answer(store, said("one"))
    await answer(store, said("two"))

    def exchange(connection: Connection) -> None:
        one, two = connection.execute(select(message.c.id, message.c.body).order_by(message.c.id)).all()
        for id_, body in ((one.id, two.body), (two.id, one.body)):
            connection.execute(message.update().where(message.c.id == id_).values(body=body))

    await store.submit(exchange)
    await answer(store, said("three"))
    assert [line.text for line in await store.after("talk", 0)] == ["three"]
