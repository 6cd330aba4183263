"""No word of a translation stands anywhere in clear, and what was erased is not even there encrypted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables_translation import translation
from bot.message import Retracted, Tap

from .conftest import ON_SQLITE
from .corners import PERSON
from .gone import rich
from .people import CANARY
from .rendered import rendered, rows
from .scene import Scene, said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .conftest import House

pytestmark = pytest.mark.anyio


@ON_SQLITE
@pytest.mark.parametrize("way", ["deleted", "taken back"])
async def test_not_even_ciphertext_is_left(house: House, way: str) -> None:
    scene = Scene(house.open())
    await scene.claimed(talk=PERSON)
    first = said(f"{CANARY} first", PERSON)
    await scene.reception.receive(first)
    await scene.reception.rest()
    await rendered(scene)
    bodies = select(translation.c.body).order_by(translation.c.line.desc()).limit(1)
    secret = await scene.store.submit(lambda connection: connection.execute(bodies).scalar_one())
    await scene.store.submit(partial(_checkpointed))
    gone = [Retracted(first.event)] if way == "taken back" else ["delete my data", Tap("erase:yes")]
    await scene.say(*gone, talk=PERSON)
    await scene.store.sweep(scene.now)
    assert secret is not None
    assert not any(secret[17:] in file.read_bytes() for file in house.folder.iterdir())


def _checkpointed(connection: Connection) -> None:
    """Have something written after the translation, so that its page is not the newest one."""
    connection.execute(translation.update().values(trouble=""))


async def test_no_word_of_a_translation_stands_in_clear(house: House) -> None:
    scene = Scene(house.open())
    await rich(scene)
    files = [file for file in house.folder.iterdir() if "sqlite3" in file.name]
    assert bool(files) is (house.engine == "sqlite")
    for half in (CANARY.encode(), CANARY.encode("utf-16-le"), "カナリア".encode(), b"\\u30ab"):
        assert not any(half in file.read_bytes() for file in files)
    held = select(translation.c.body).where(translation.c.body.is_not(None))
    blobs = await scene.store.submit(lambda connection: list(connection.scalars(held)))
    assert len(blobs) >= 4
    assert not any("カナリア".encode() in blob for blob in blobs)


async def test_a_translation_put_beside_another_line_is_not_read(scene: Scene) -> None:
    case = await scene.claimed("one thing", "another thing")
    await rendered(scene)

    def exchange(connection: Connection) -> None:
        some = connection.execute(select(translation).order_by(translation.c.line)).all()
        for row, body in ((some[0], some[1].body), (some[1], some[0].body)):
            connection.execute(translation.update().where(translation.c.line == row.line).values(body=body))

    await scene.store.submit(exchange)
    found = [line.translation for line in await scene.lines(case) if line.translation]
    assert [each.text for each in found].count("") == 2
    assert len(await scene.book.search("<ja>", lambda _: True)) <= 1


async def test_whatever_lost_its_line_goes_with_the_next_sweep(scene: Scene) -> None:
    await rich(scene)

    def lose(connection: Connection) -> None:
        connection.execute(translation.update().values(line=translation.c.line + 1_000_000))

    await scene.store.submit(lose)
    await scene.store.sweep(scene.now)
    assert await rows(scene) == 0
