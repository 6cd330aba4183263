"""A line is there at once, and its translation follows as an update."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Held, NoTranslator, Stage
from adapters.translating import LEASE_S, MOST_TRIES, Translating
from bot.mixture import Mixture
from bot.translation import Loss, Trouble, Way

from .at_work import SOON, at_work, settled
from .interpreter import Interpreter, loses
from .rendered import read

if TYPE_CHECKING:
    from .scene import Scene

pytestmark = pytest.mark.anyio


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
