"""Whatever an engine does, slow, dead or mad, the talk goes on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Stage
from adapters.translating import FIRST_WAIT, MOST_TRIES
from bot.translation import Trouble

from .at_work import SOON, at_work, settled, until, wait
from .interpreter import Interpreter
from .rendered import read

if TYPE_CHECKING:
    from .scene import Scene

pytestmark = pytest.mark.anyio


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
