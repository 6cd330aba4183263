"""Many may work off what is wanted: each line is in one hand at a time, and lost by nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Failed, Held, Later, LineTranslation, Stage
from bot.mixture import Mixture
from bot.translation import Trouble

from .rendered import MOST, made, read, take
from .scene import Scene

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio


async def test_nobody_else_gets_what_somebody_has_until_the_lease_runs_out(scene: Scene, house: House) -> None:
    await scene.claimed("one thing", "another thing")
    other = Scene(house.open()) if house.engine == "postgres" else scene
    first, second = await take(scene, limit=3), await take(other)
    assert not {wanted.line for wanted in first} & {wanted.line for wanted in second}
    assert len(first) == 2
    assert second
    scene.now += timedelta(seconds=61)
    assert len(await take(scene)) == len(first) + len(second)


async def test_a_try_that_is_put_off_comes_again_and_one_put_back_was_none(scene: Scene) -> None:
    await scene.claimed()
    (wanted,) = await take(scene)
    await scene.book.translations.finish(wanted, Later(5.0, Trouble.DOWN))
    assert await take(scene) == []
    assert not await scene.book.translations.waiting()
    scene.now += timedelta(seconds=6)
    assert await scene.book.translations.waiting()
    (wanted,) = await take(scene)
    assert wanted.tries == 2
    await scene.book.translations.finish(wanted, Later(0.0))
    (wanted,) = await take(scene)
    assert wanted.tries == 2


async def test_a_line_that_kills_whoever_takes_it_is_given_up(scene: Scene) -> None:
    case = await scene.claimed("deadly")
    for _ in range(MOST):
        assert await take(scene)
        scene.now += timedelta(seconds=61)
    assert await take(scene) == []
    assert (await read(scene, case))["deadly"].trouble is Trouble.DOWN


async def test_what_failed_or_was_held_is_wanted_again_when_somebody_asks(scene: Scene) -> None:
    case = await scene.claimed("fails", "burns")
    for wanted in await take(scene):
        held = wanted.text == "burns"
        outcome = Held("en") if held else Failed(Trouble.BROKEN, "en", Mixture.NOTHING)
        await scene.book.translations.finish(wanted, outcome)
    positions = {line.text: line.position for line in await scene.lines(case)}
    assert (await read(scene, case))["burns"] == LineTranslation(Stage.HELD, "ja", "en", Mixture.NOTHING)
    for text, forced in (("fails", False), ("burns", True)):
        assert await scene.book.translations.again(case.id, positions[text], "ja", "olena")
        assert not await scene.book.translations.again(case.id, positions[text], "ja", "olena")
        (wanted,) = await take(scene)
        assert (wanted.text, wanted.tries, wanted.forced) == (text, 1, forced)
        await scene.book.translations.finish(wanted, made(wanted))
        assert not await scene.book.translations.again(case.id, positions[text], "ja", "olena")
    assert (await read(scene, case))["burns"].forced
    deeds = [(deed.what, deed.by, deed.detail) for deed in await scene.book.audit(case.id)]
    assert deeds[0] == ("translate-emergency", "olena", f"line={positions['burns']}")
    assert len(deeds) == 3
    assert not await scene.book.translations.again(case.id, 10**6, "ja", "olena")
    assert not await scene.book.translations.again("no-such-case", positions["fails"], "ja", "olena")


async def test_what_had_no_model_is_wanted_again_when_there_is_one(scene: Scene) -> None:
    await scene.claimed("one")
    for wanted in await take(scene):
        await scene.book.translations.finish(wanted, Failed(Trouble.NO_PAIR, "vi", Mixture.NOTHING))
    assert await scene.book.translations.missing() == [("vi", "ja")]
    assert await scene.book.translations.reconsider([]) == 0
    assert await scene.book.translations.reconsider([("uk", "ja")]) == 0
    assert await scene.book.translations.reconsider([("vi", "ja")]) == 2
    assert await scene.book.translations.missing() == []
    assert len(await take(scene)) == 2
