"""Whatever way a line goes, its translations go with it, and no late machine brings one back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.casebook import Done
from bot.message import Edited, Left, Retracted, Tap

from .corners import PERSON
from .gone import nothing_is_left, rich
from .people import CANARY
from .rendered import made, rendered, rows, take
from .scene import Scene, key, said

pytestmark = pytest.mark.anyio


async def test_when_the_person_deletes_everything(scene: Scene) -> None:
    _, wanted = await rich(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    await nothing_is_left(scene, wanted)


async def test_when_staff_erase_the_person(scene: Scene) -> None:
    case, wanted = await rich(scene)
    await scene.book.ask_erasure(case.id, "olena")
    await scene.book.approve_erasure(case.id, "lead")
    assert isinstance(await scene.book.erase(case.id, "admin", key()), Done)
    await nothing_is_left(scene, wanted)


async def test_when_the_person_left_and_time_went_by(scene: Scene) -> None:
    _, wanted = await rich(scene)
    await scene.say(Left(), talk=PERSON)
    await scene.store.sweep(scene.now + timedelta(days=200))
    await nothing_is_left(scene, wanted)


async def test_when_a_resolved_case_is_as_old_as_promised(scene: Scene) -> None:
    case, wanted = await rich(scene)
    await scene.resolve(case)
    before = await rows(scene)
    await scene.store.sweep(scene.now + timedelta(days=89))
    assert await rows(scene) == before
    await scene.store.sweep(scene.now + timedelta(days=200))
    await nothing_is_left(scene, wanted)


async def test_when_the_person_takes_a_message_back_with_its_later_wordings(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    await rendered(scene)
    kept = await rows(scene)
    first = said(f"{CANARY} first", PERSON)
    for told in (first, said(Edited(first.event, f"{CANARY} second"), PERSON)):
        await scene.reception.receive(told)
        await scene.reception.rest()
    (newer, older) = await take(scene)
    await scene.book.translations.finish(older, made(older))
    assert len(await scene.book.search(CANARY, lambda _: True)) == 1
    await scene.say(Retracted(first.event), talk=PERSON)
    assert not await scene.book.translations.finish(newer, made(newer))
    assert await rows(scene) == kept
    assert await scene.book.search(CANARY, lambda _: True) == []
    assert CANARY not in str(await scene.view(case))
    assert CANARY not in (await scene.book.export(case.id, "lead", scene.now) or "")


async def test_what_is_retracted_is_not_wanted_again(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    first = said(f"{CANARY} first", PERSON)
    await scene.reception.receive(first)
    await scene.reception.rest()
    position = (await scene.lines(case))[-1].position
    await scene.say(Retracted(first.event), talk=PERSON)
    assert not await scene.book.translations.again(case.id, position, "ja", "olena")
    await scene.book.translations.read_in(case.id, "en")
    assert CANARY not in str(await take(scene))


async def test_another_persons_translations_stay(scene: Scene) -> None:
    other = await scene.claimed("zebra", talk="other")
    await rendered(scene)
    kept = await rows(scene)
    await rich(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    assert await rows(scene) == kept
    assert [hit.row.case.id for hit in await scene.book.search("<ja>", lambda _: True)] == [other.id]
