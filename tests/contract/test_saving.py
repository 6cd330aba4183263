"""A step is saved as a whole or not at all, and no message is answered twice."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables import event, inbox, message
from bot.conversation import Asked, Conversation
from bot.errors import AlreadyAnswered, StaleConversation
from bot.message import Attachment, Edited, Joined, Location, Tap
from bot.reply import Choice
from bot.step import Answered, Missed, PersonWanted, Rated, Step

from .people import CANARY, NOW, answer, message as said, reply, save

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


async def rows(store: SqlStore, table: Table) -> list[Row[tuple[object, ...]]]:
    def all_(connection: Connection) -> list[Row[tuple[object, ...]]]:
        return list(connection.execute(select(table).order_by(*table.primary_key)))

    return await store.submit(all_)


async def test_an_unknown_talk_is_a_fresh_one(store: SqlStore) -> None:
    assert await store.open("web", "nobody") == Conversation("web", "nobody")


async def test_a_saved_state_is_given_back_after_a_restart(house: House) -> None:
    store = house.open()
    talk = Conversation(
        "web",
        "talk",
        1,
        "uk",
        chosen=True,
        offered=(Choice("entry:x", "Ікс"),),
        topic="x",
        answered=NOW,
        asked=Asked.WHERE,
    )
    await store.keep([told := said()])
    await store.save(told, Step(talk))
    await house.close()
    assert await house.open().open("web", "talk") == talk


async def test_question_and_answers_stand_in_order(store: SqlStore) -> None:
    for n in range(3):
        await answer(store, said(f"q{n}"), f"a{n}.1", f"a{n}.2")
    lines = await store.after("talk", 0)
    assert [line.text if line.mine else line.reply for line in lines] == [
        *("q0", reply("a0.1"), reply("a0.2")),
        *("q1", reply("a1.1"), reply("a1.2")),
        *("q2", reply("a2.1"), reply("a2.2")),
    ]
    positions = [line.position for line in lines]
    assert positions == sorted(set(positions))
    assert await store.after("talk", positions[6]) == lines[7:]
    assert await store.after("other", 0) == []


async def test_an_answered_message_does_not_wait_and_is_not_answered_again(store: SqlStore) -> None:
    told = said()
    await answer(store, told, "once")
    assert await store.waiting() == []
    with pytest.raises(AlreadyAnswered):
        await save(store, told, "twice")
    assert len(await store.after("talk", 0)) == 2


async def test_what_was_never_kept_cannot_be_answered(store: SqlStore) -> None:
    with pytest.raises(AlreadyAnswered):
        await save(store, said(), "…")


async def test_a_step_decided_on_an_old_state_changes_nothing(store: SqlStore) -> None:
    old = await store.open("web", "talk")
    for _ in range(3):
        await answer(store, said())
    before = await store.after("talk", 0)
    await store.keep([late := said()])
    for version in (1, 2, 3, 5, 9):
        with pytest.raises(StaleConversation):
            await store.save(late, Step(replace(old, version=version), (reply("late"),), (Missed("ja"),)))
    assert await store.waiting() == [late]
    assert await store.after("talk", 0) == before
    assert await rows(store, event) == []
    await save(store, late, "second")


async def test_of_many_steps_on_one_state_exactly_one_is_saved(house: House) -> None:
    stores = [house.open()]
    if house.engine == "postgres":
        stores.append(house.open())
    told = [said() for _ in range(20)]
    await stores[0].keep(told)
    step = Step(replace(await stores[0].open("web", "talk"), version=1))
    done = await asyncio.gather(
        *(stores[n % len(stores)].save(one, step) for n, one in enumerate(told)), return_exceptions=True
    )
    assert sum(result == () for result in done) == 1
    assert all(result == () or isinstance(result, StaleConversation) for result in done)
    assert len(await stores[0].waiting()) == 19


async def test_the_inbox_forgets_the_words_once_they_are_answered(store: SqlStore) -> None:
    await answer(store, said(CANARY), "…")
    assert [row.body for row in await rows(store, inbox)] == [None]


async def test_a_location_is_remembered_only_as_one(store: SqlStore) -> None:
    await answer(store, said(Location(35.50123, 139.67456)), "…")
    line, _ = await store.after("talk", 0)
    assert (line.mine, line.text, line.reply) == (True, None, None)


async def test_a_tap_reads_as_the_words_that_were_tapped(store: SqlStore) -> None:
    offered = (Choice("entry:a", "Години роботи"), Choice("none", "Інше"))
    await answer(store, said(), "which?", choices=offered)
    await answer(store, said(Tap("entry:a")), "…")
    await answer(store, said(Tap("entry:unknown")), "…")
    lines = await store.after("talk", 0)
    assert [line.text for line in lines if line.mine][1:] == ["Години роботи", "entry:unknown"]


async def test_an_edit_is_a_line_and_a_first_visit_is_none(store: SqlStore) -> None:
    for content in (Joined(), Edited("event-0", "better"), Attachment("sticker")):
        await answer(store, said(content))
    assert [line.text for line in await store.after("talk", 0)] == ["better", None]


async def test_what_happened_is_counted_without_a_word_of_the_person(store: SqlStore) -> None:
    happened = (
        Answered("place-naka", "uk", alarm=True),
        Missed("en"),
        Rated("lounge-hours", good=True),
        Rated(CANARY, good=False),
        PersonWanted(None),
    )
    await answer(store, said(CANARY), CANARY, events=happened)
    found = await rows(store, event)
    assert [(row.kind, row.entry, row.language, json.loads(row.data)) for row in found] == [
        ("answered", "place-naka", "uk", {"alarm": True}),
        ("missed", None, "en", {}),
        ("rated", "lounge-hours", None, {"good": True}),
        ("rated", None, None, {"good": False}),
        ("person-wanted", None, None, {}),
    ]
    assert len({row.talk for row in found}) == 1
    assert found[0].talk != "talk"


async def test_a_platform_from_the_future_does_not_prolong_what_is_kept(store: SqlStore) -> None:
    ahead = replace(said(), sent_at=NOW.replace(year=9000))
    await answer(store, ahead, "…")
    mine, ours = await rows(store, message)
    assert mine.at <= ours.at
