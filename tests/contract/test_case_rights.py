"""What a person takes back, or wants deleted, is gone everywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from adapters.store.tables import message, metadata
from bot.case import CaseState, Remark
from bot.conversation import Owner
from bot.message import Retracted, Tap

from .conftest import ON_SQLITE
from .corners import PERSON, full, hits
from .people import CANARY
from .scene import Scene, said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .conftest import House

pytestmark = pytest.mark.anyio


async def everything(scene: Scene) -> str:
    """Give all that stands in all tables, as text."""

    def rows(connection: Connection) -> str:
        tables = [table.name for table in metadata.sorted_tables]
        found = (connection.execute(text(f"SELECT * FROM {name}")) for name in tables)  # noqa: S608 - our own names
        return "\n".join(repr(tuple(row)) for each in found for row in each)

    return await scene.store.submit(rows)


async def test_what_is_taken_back_is_gone_from_the_case_and_a_mark_stays(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.reception.receive(one := said(CANARY))
    await scene.reception.rest()
    assert await hits(scene) == 1
    before = await scene.book.feed_newest()
    await scene.say(Retracted(one.ref))
    assert (await scene.told(case))[-1] == "resident: (gone)"
    assert [line.gone for line in await scene.lines(case)][-1]
    assert await hits(scene) == 0
    assert CANARY not in (await scene.book.export(case.id, "lead", scene.now) or "")
    assert (await scene.book.previews([case.id]))[case.id] != CANARY
    assert await scene.kinds(case, before) == ["gone"]
    body = select(message.c.body).where(message.c.event_id == one.event)
    assert await scene.store.submit(lambda connection: connection.execute(body).scalar_one()) is None


async def test_delete_my_data_reaches_every_corner_and_leaves_the_counts(scene: Scene) -> None:
    case = await full(scene)
    counted = await scene.book.recount()
    before = await scene.book.feed_newest()
    await scene.say("delete my data", talk=PERSON)
    await scene.say(Tap("erase:yes"), talk=PERSON)
    assert await hits(scene) == 0
    view = await scene.view(case)
    assert (view.lines, view.remarks, view.row.case.labels, view.row.present) == ((), (), (), ())
    assert (view.row.case.state, view.row.case.conversation) == (CaseState.ABANDONED, "")
    assert await scene.book.draft(case.id, "taras") is None
    assert await scene.book.export(case.id, "lead", scene.now) is None
    assert (await scene.store.open("line", PERSON)).owner is Owner.BOT
    assert "erased" in await scene.kinds(case, before)
    assert [row.opened for row in await scene.book.recount()] == [row.opened for row in counted]
    assert await scene.book.tally(scene.now.date(), scene.now.date()) == await scene.book.recount()
    assert await scene.send_all() == ["(erased)"]


async def test_nothing_leads_from_what_is_left_of_a_case_to_its_person(scene: Scene) -> None:
    case = await full(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    left = [row for row in (await everything(scene)).splitlines() if case.id in row]
    assert left
    assert not [row for row in left if PERSON in row]


@ON_SQLITE
async def test_not_even_ciphertext_is_left_of_an_erased_case(house: House) -> None:
    scene = Scene(house.open())
    await full(scene)

    def blobs(connection: Connection) -> list[bytes]:
        names = ("message.body", "remark.body", "draft.body", "cases.labels")
        asked = (f"SELECT {name} FROM {name.split('.')[0]}" for name in names)  # noqa: S608 - our own names
        return [blob for each in asked for blob in connection.execute(text(each)).scalars() if blob]

    secret = await scene.store.submit(blobs)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    await scene.store.sweep(scene.now)
    files = [file.read_bytes() for file in house.folder.iterdir()]
    assert len(secret) > 10
    assert not any(blob[17:] in content for blob in secret for content in files)


async def test_a_new_case_after_an_erasure_begins_with_nothing(scene: Scene) -> None:
    old = await full(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    scene.now += timedelta(hours=1)
    new = await scene.opened(talk=PERSON)
    assert new.id != old.id
    assert not any(CANARY in line for line in await scene.told(new))
    assert (await scene.refused(old, Remark("olena", "x"))).why == "missing"
