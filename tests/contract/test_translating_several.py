"""Killed in the middle, or beside another process, each line is translated once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Stage
from adapters.translating import AT_ONCE, LEASE_S, MOST_TRIES
from bot.errors import StoreError

from .at_work import SOON, at_work, settled, until, wait
from .interpreter import Interpreter
from .rendered import read, rows
from .scene import Scene

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio


async def test_only_so_many_are_translated_at_once(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    engine.open.clear()
    async with at_work(scene, engine):
        await scene.say(*(f"рядок {number}" for number in range(3 * AT_ONCE)))
        await until(lambda: engine.at_once == AT_ONCE)
        await asyncio.sleep(3 * SOON)
        engine.open.set()
        for number in range(3 * AT_ONCE):
            await settled(scene, case, Stage.DONE, f"рядок {number}")
        await settled(scene, case, Stage.DONE, "a person please")
    assert engine.most_at_once == AT_ONCE
    assert len(engine.asked) == len(set(engine.asked)) == 3 * AT_ONCE + 1


async def test_what_was_in_hand_at_the_end_is_gone_on_with_at_once(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    engine.open.clear()
    async with at_work(scene, engine):
        await until(lambda: engine.asked)
    assert (await read(scene, case))["a person please"].stage is Stage.WANTED
    engine.open.set()
    async with at_work(scene, engine):
        await settled(scene, case, Stage.DONE, "a person please")
    assert engine.asked == ["a person please"] * 2


async def test_what_was_in_hand_of_a_process_that_was_killed_is_gone_on_with_after_its_lease(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    # As far as the store can tell, this is all that is left of whoever was killed.
    assert await scene.book.translations.take(9, LEASE_S, MOST_TRIES)
    async with at_work(scene, engine):
        await asyncio.sleep(5 * SOON)
        assert engine.asked == []
        scene.now += wait(LEASE_S + 1)
        await settled(scene, case, Stage.DONE, "a person please")


async def test_several_processes_translate_every_line_once(scene: Scene, house: House) -> None:
    other = Scene(house.open()) if house.engine == "postgres" else scene
    engine, case = Interpreter(), await scene.claimed()
    async with at_work(scene, engine), at_work(other, engine):
        await scene.say(*(f"рядок {number}" for number in range(12)))
        for number in range(12):
            await settled(scene, case, Stage.DONE, f"рядок {number}")
        await settled(scene, case, Stage.DONE, "a person please")
    assert len(engine.asked) == len(set(engine.asked)) == 13


async def test_a_person_who_deletes_everything_meanwhile_is_forgotten(scene: Scene) -> None:
    engine = Interpreter()
    await scene.claimed("таємниця")
    engine.open.clear()
    async with at_work(scene, engine):
        await until(lambda: engine.asked)
        await scene.say("delete my data", "yes")
        engine.open.set()
        await asyncio.sleep(5 * SOON)
        assert await rows(scene) == 0


async def test_a_database_that_is_away_is_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, case = Interpreter(), await scene.claimed()
    whole, tries = scene.book.translations.waiting, 0

    async def away() -> bool:
        nonlocal tries
        tries += 1
        if tries <= 2:
            msg = "away"
            raise StoreError(msg)
        return await whole()

    monkeypatch.setattr(scene.book.translations, "waiting", away)
    async with at_work(scene, engine):
        await settled(scene, case, Stage.DONE, "a person please")
    assert tries > 2
