"""Lines of a case are wanted when they are written, and read beside the original when they are done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Failed, LineTranslation, Needless, Stage
from bot.message import Edited, Location, Tap
from bot.mixture import Mixture
from bot.translation import Loss, Trouble, Way

from .rendered import made, read, rendered, rows, take

if TYPE_CHECKING:
    from .scene import Scene


pytestmark = pytest.mark.anyio


async def test_a_line_is_wanted_when_it_is_written_and_read_beside_the_original_when_it_is_done(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say("мій паспорт", "і візу")
    (newest, older) = await take(scene)
    assert (newest.text, newest.target, newest.prior, newest.tries) == ("і візу", "ja", "en", 1)
    assert (await read(scene, case))["і візу"] == LineTranslation(Stage.WANTED, "ja", mixture=Mixture.NOTHING)
    loss = Loss("tel", "045-000-0000")
    assert await scene.book.translations.finish(newest, made(newest, loss))
    assert await scene.book.translations.finish(older, Failed(Trouble.NO_PAIR, "uk", Mixture.UNSURE))
    found = await read(scene, case)
    assert found["і візу"] == LineTranslation(
        Stage.DONE, "ja", "uk", Mixture.SURZHYK, "<ja> і візу", Way.PIVOTED, "argos", (loss,)
    )
    assert found["мій паспорт"] == LineTranslation(Stage.FAILED, "ja", "uk", Mixture.UNSURE, trouble=Trouble.NO_PAIR)
    assert (await scene.kinds(case))[-2:] == ["translated", "translated"]
    assert "resident: і візу" in await scene.told(case)


async def test_all_that_was_written_before_is_wanted_when_the_case_opens(scene: Scene) -> None:
    await scene.say("куди подіти сміття", "whatever")
    assert await rows(scene) == 0
    await scene.opened()
    assert await rendered(scene) == ["a person please", "whatever", "куди подіти сміття"]


async def test_without_a_case_nothing_is_wanted(scene: Scene) -> None:
    await scene.say("garbage", "куди подіти сміття")
    assert await rows(scene) == 0


async def test_only_words_are_translated(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say(Location(35.4, 139.6), Tap("entry:life-garbage"))
    assert await take(scene) == []
    assert not await scene.book.translations.waiting()
    assert all(line.text is not None for line in await scene.lines(case) if line.translation)


async def test_another_wording_is_translated_too(scene: Scene) -> None:
    await scene.claimed()
    await rendered(scene)
    await scene.say("перше")
    await scene.say(Edited("somewhere", "друге"))
    assert await rendered(scene) == ["друге", "перше"]


async def test_what_is_written_when_a_case_is_taken_up_again_is_wanted(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await rendered(scene)
    await scene.resolve(case)
    await scene.say("ще одне", Tap("same:yes"))
    assert "ще одне" in await rendered(scene)


async def test_what_needs_no_translation_is_read_as_it_is(scene: Scene) -> None:
    case = await scene.claimed()
    (wanted,) = await take(scene)
    await scene.book.translations.finish(wanted, Needless("ja"))
    assert await read(scene, case) == {}
    assert "translated" not in await scene.kinds(case)


async def test_what_came_too_late_is_not_taken(scene: Scene) -> None:
    await scene.claimed()
    (late,) = await take(scene)
    scene.now += timedelta(seconds=61)
    (again,) = await take(scene)
    assert (again.line, again.tries) == (late.line, 2)
    assert not await scene.book.translations.finish(late, made(late))
    assert await scene.book.translations.finish(again, made(again))
    assert not await scene.book.translations.finish(again, made(again))
