"""A move is written whole, without a word in clear, and what was audited stays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text, update

from adapters.casebook import Done
from adapters.store.tables import message, outbox
from adapters.store.tables_cases import audit, cases, draft, remark
from bot.case import (
    Label,
    Remark,
    Speak,
)
from bot.errors import StoreError

from .people import CANARY
from .scene import OLENA, Scene, key, words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

pytestmark = pytest.mark.anyio


async def number(scene: Scene, table: Table) -> int:
    count = select(func.count()).select_from(table)
    return await scene.store.submit(lambda connection: connection.execute(count).scalar_one())


async def test_a_move_is_written_as_a_whole_or_not_at_all(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.book.keep_draft(case.id, "olena", "half")
    before = [await number(scene, table) for table in (message, outbox, audit, remark, draft)]
    talk = await scene.store.open("line", "talk")

    def break_it(connection: Connection) -> None:
        connection.execute(update(cases).values(labels=b"damaged"))

    await scene.store.submit(break_it)
    with pytest.raises(StoreError):
        await scene.book.act(case.id, Speak(*OLENA, "x"), key(), confirmed=True)
    assert [await number(scene, table) for table in (message, outbox, audit, remark, draft)] == before
    assert await scene.store.open("line", "talk") == talk


async def test_one_who_fails_harms_nobody_in_the_same_group(scene: Scene) -> None:
    good, bad = await scene.claimed(talk="good"), await scene.claimed(talk="bad")
    await scene.store.submit(
        lambda connection: connection.execute(update(cases).where(cases.c.id == bad.id).values(labels=b"x")).rowcount
    )
    answers = await asyncio.gather(
        *(
            scene.book.act(case.id, Speak(*OLENA, f"x{n}"), key(), confirmed=True)
            for n in range(5)
            for case in (good, bad)
        ),
        return_exceptions=True,
    )
    assert [isinstance(answer, Done) for answer in answers] == [True, False] * 5
    assert [words(line) for line in await scene.lines(good)][-5:] == [f"x{n}" for n in range(5)]


async def test_what_counselors_write_stands_in_clear_nowhere(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.speak(case, CANARY)
    await scene.act(case, Remark("olena", CANARY))
    await scene.act(case, Label("olena", (CANARY,)))
    await scene.book.keep_draft(case.id, "olena", CANARY)
    await scene.book.viewed(case.id, "lead", CANARY)
    assert not [table for table in ("cases", "remark", "audit", "feed", "draft", "message", "outbox", "event", "timer")
                for row in await everything(scene, table) if "canary" in row]  # fmt: skip


async def everything(scene: Scene, table: str) -> list[str]:
    def rows(connection: Connection) -> list[str]:
        found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
        return [" ".join(bytes(v).decode("latin-1") if isinstance(v, bytes) else str(v) for v in row) for row in found]

    return await scene.store.submit(rows)


@pytest.mark.parametrize("what", ["UPDATE audit SET detail = ''", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_change_what_was_audited(scene: Scene, what: str) -> None:
    case = await scene.claimed()
    with pytest.raises(StoreError):
        await scene.store.submit(lambda connection: connection.execute(text(what)).rowcount)
    assert [deed.what for deed in await scene.book.audit(case.id)] == ["claim", "opened"]
