"""Whoever translates takes whatever an engine does, and the talk goes on: slow, dead, mad, killed in the middle."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Held, NoTranslator, Stage
from adapters.translating import AT_ONCE, FIRST_WAIT, LEASE_S, MOST_TRIES, Translating
from bot.errors import StoreError
from bot.mixture import Mixture
from bot.translation import Loss, Trouble, Way

from .interpreter import Interpreter, loses
from .scene import Scene
from .test_translations import read, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.case import Case
    from bot.ports import Translator

    from .conftest import House

pytestmark = pytest.mark.anyio

SOON = 0.02


@contextlib.asynccontextmanager
async def at_work(scene: Scene, translator: Translator) -> AsyncIterator[Translating]:
    working = Translating(scene.book.translations, scene.book, translator, scene.desk, look=SOON)
    working.start()
    try:
        yield working
    finally:
        await working.close()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what an engine was asked rings no bell
            await asyncio.sleep(SOON)


async def settled(scene: Scene, case: Case, stage: Stage, text: str, reader: str = "ja") -> None:
    """Wait until a line's translation has come so far."""
    async with asyncio.timeout(10):
        while True:
            found = (await read(scene, case, reader)).get(text)
            if found is not None and found.stage is stage:
                return
            await asyncio.sleep(SOON)


def wait(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


async def test_a_line_is_there_at_once_and_its_translation_follows_as_an_update(scene: Scene) -> None:
    engine = Interpreter(pivoted={("uk", "ja")}, spoils=loses("tel", "045-000-0000"))
    case = await scene.claimed()
    async with at_work(scene, engine):
        await settled(scene, case, Stage.DONE, "a person please")
        engine.open.clear()
        await scene.say("мій паспорт")
        assert "resident: мій паспорт" in await scene.told(case)
        assert (await read(scene, case))["мій паспорт"].stage is Stage.WANTED
        engine.open.set()
        await settled(scene, case, Stage.DONE, "мій паспорт")
    found = (await read(scene, case))["мій паспорт"]
    assert (found.text, found.source, found.way, found.engine) == ("<ja> мій паспорт", "uk", Way.PIVOTED, "argos")
    assert found.losses == (Loss("tel", "045-000-0000"),)


async def test_what_is_japanese_already_is_no_engines_business(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    async with at_work(scene, engine):
        await scene.say("ごみはいつですか", "12345", "🙏", "дякую")
        await settled(scene, case, Stage.DONE, "дякую")
    assert set(engine.asked) == {"a person please", "дякую"}
    assert set(await read(scene, case)) == {"a person please", "дякую"}


async def test_no_machine_comes_near_an_emergency_until_somebody_asks_for_it(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    async with at_work(scene, engine):
        await scene.say("пожежа у нас, fire!")
        await settled(scene, case, Stage.HELD, "пожежа у нас, fire!")
        assert "пожежа у нас, fire!" not in engine.asked
        position = (await scene.lines(case))[-1].position
        assert not any("<ja>" in str(line) for line in await scene.lines(case) if line.text and "fire" in line.text)
        burning = [line.position for line in await scene.lines(case) if line.text == "пожежа у нас, fire!"]
        assert position >= burning[0]
        await scene.book.translations.again(case.id, burning[0], "ja", "olena")
        await settled(scene, case, Stage.DONE, "пожежа у нас, fire!")
    assert (await read(scene, case))["пожежа у нас, fire!"].forced


async def test_an_engine_that_is_down_is_asked_again_and_comes_back(scene: Scene) -> None:
    engine, case = Interpreter(trouble=Trouble.DOWN), await scene.claimed()
    async with at_work(scene, engine):
        await until(lambda: engine.asked)
        await asyncio.sleep(5 * SOON)
        assert len(engine.asked) == 1
        assert (await read(scene, case))["a person please"].stage is Stage.WANTED
        engine.trouble = None
        scene.now += wait(FIRST_WAIT)
        await settled(scene, case, Stage.DONE, "a person please")


@pytest.mark.parametrize("trouble", [Trouble.DOWN, Trouble.BUSY, Trouble.LATE])
async def test_an_engine_that_stays_away_is_given_up_with_a_word_why(scene: Scene, trouble: Trouble) -> None:
    engine, case = Interpreter(trouble=trouble), await scene.claimed()
    async with at_work(scene, engine):
        for tries in range(1, MOST_TRIES + 1):
            await until(lambda tries=tries: len(engine.asked) == tries)  # type: ignore[misc]
            await asyncio.sleep(3 * SOON)
            scene.now += wait(90)
        await settled(scene, case, Stage.FAILED, "a person please")
        assert (await read(scene, case))["a person please"].trouble is trouble
        engine.trouble = None
        line = next(line for line in await scene.lines(case) if line.text == "a person please")
        assert await scene.book.translations.again(case.id, line.position, "ja", "olena")
        await settled(scene, case, Stage.DONE, "a person please")
    assert len(engine.asked) == MOST_TRIES + 1


@pytest.mark.parametrize("trouble", [Trouble.TOO_LONG, Trouble.BROKEN, Trouble.NO_PAIR])
async def test_what_another_try_does_not_help_is_not_tried_again(scene: Scene, trouble: Trouble) -> None:
    engine, case = Interpreter(trouble=trouble), await scene.claimed()
    async with at_work(scene, engine):
        await settled(scene, case, Stage.FAILED, "a person please")
    assert (await read(scene, case))["a person please"].trouble is trouble


async def test_an_empty_answer_is_no_translation(scene: Scene) -> None:
    engine, case = Interpreter(spoils=lambda made: replace(made, text=" \n")), await scene.claimed()
    async with at_work(scene, engine):
        await settled(scene, case, Stage.FAILED, "a person please")
    assert (await read(scene, case))["a person please"].trouble is Trouble.BROKEN


async def test_an_engine_that_breaks_does_not_break_us_nor_tell_the_log_a_word(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    engine, case = Interpreter(breaks=RuntimeError("таємниця")), await scene.claimed()
    async with at_work(scene, engine):
        await scene.say("таємниця")
        await until(lambda: len(engine.asked) >= 2)
        await asyncio.sleep(3 * SOON)
        engine.breaks = None
        scene.now += wait(FIRST_WAIT)
        await settled(scene, case, Stage.DONE, "таємниця")
    assert "RuntimeError" in caplog.text
    assert "таємниця" not in caplog.text


async def test_an_engine_that_never_answers_is_not_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.translating.LONGEST_S", SOON)
    engine, case = Interpreter(), await scene.claimed()
    engine.open.clear()
    async with at_work(scene, engine):
        await until(lambda: engine.asked)
        await asyncio.sleep(5 * SOON)
        engine.open.set()
        scene.now += wait(FIRST_WAIT)
        await settled(scene, case, Stage.DONE, "a person please")


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


async def test_a_pair_that_cannot_be_had_is_said_and_taken_up_when_it_can(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.translating.RECONSIDER_S", SOON)
    engine, case = Interpreter(lacks={("en", "ja")}), await scene.claimed()
    async with at_work(scene, engine):
        await settled(scene, case, Stage.FAILED, "a person please")
        assert (await read(scene, case))["a person please"].trouble is Trouble.NO_PAIR
        assert engine.asked == []
        engine.lacks.clear()
        await settled(scene, case, Stage.DONE, "a person please")


async def test_without_an_engine_every_line_says_that_there_is_none(scene: Scene) -> None:
    case = await scene.claimed()
    async with at_work(scene, NoTranslator()):
        await settled(scene, case, Stage.FAILED, "a person please")
    assert (await read(scene, case))["a person please"].trouble is Trouble.NO_PAIR


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


async def test_two_languages_in_one_line_are_said_and_what_is_foreign_is_translated(scene: Scene) -> None:
    engine, case = Interpreter(), await scene.claimed()
    line = "ビザのこうしん please help me with this form"
    async with at_work(scene, engine):
        await scene.say(line)
        await settled(scene, case, Stage.DONE, line)
    found = (await read(scene, case))[line]
    assert (found.source, found.mixture) == ("en", Mixture.SCRIPTS)


async def test_what_is_held_says_nothing_of_what_it_holds(scene: Scene) -> None:
    await scene.claimed("it is a fire")
    for wanted in await scene.book.translations.take(9, LEASE_S, MOST_TRIES):
        outcome = await Translating(scene.book.translations, scene.book, Interpreter(), scene.desk).translated(wanted)
        if wanted.text == "it is a fire":
            assert outcome == Held("en")
