"""A case is translated or not, for whoever reads it; drafts keep what the resident would read."""

from __future__ import annotations

import pytest

from bot.aside import Merge
from bot.case import Claim, Speak

from .rendered import read, rendered, take
from .scene import OLENA, Scene, key
from .twins import both

pytestmark = pytest.mark.anyio


async def test_a_case_can_be_switched_off_and_catches_up_when_it_is_on_again(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    name = key()
    assert (await scene.view(case)).translated
    assert await scene.book.translations.switch(case.id, "olena", name, on=False)
    assert not (await scene.view(case)).translated
    await scene.say("не перекладати")
    assert await take(scene) == []
    assert await scene.book.translations.switch(case.id, "olena", key(), on=True)
    assert await rendered(scene) == ["не перекладати"]
    assert await scene.book.translations.switch(case.id, "olena", name, on=False)
    assert (await scene.view(case)).translated
    deeds = [(deed.what, deed.by, deed.detail) for deed in await scene.book.audit(case.id)]
    assert deeds[:2] == [("translating", "olena", "on=true"), ("translating", "olena", "on=false")]
    assert not await scene.book.translations.switch("no-such-case", "olena", key(), on=True)


async def test_switched_off_a_case_is_still_what_it_was_for_all_moves(scene: Scene) -> None:
    case = await scene.opened()
    await scene.book.translations.switch(case.id, "olena", key(), on=False)
    case = await scene.act(case, Claim(*OLENA))
    await scene.speak(case, "hello")
    assert not (await scene.view(case)).translated


async def test_who_reads_another_language_gets_it_in_that_from_then_on(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say("раз")
    await rendered(scene)
    assert await read(scene, case, "en") == {}
    await scene.book.translations.read_in(case.id, "en")
    await scene.book.translations.read_in(case.id, "en")
    assert await rendered(scene) == ["раз", "a person please"]
    await scene.say("два")
    assert sorted(wanted.target for wanted in await take(scene)) == ["en", "ja"]
    assert (await read(scene, case, "en"))["раз"].text == "<en> раз"
    assert (await read(scene, case))["раз"].text == "<ja> раз"
    await scene.book.translations.read_in("no-such-case", "en")


async def test_lines_of_a_merged_case_are_translated_and_told_to_the_one_that_goes_on(scene: Scene) -> None:
    one, two = await both(scene)
    await scene.act(one, Merge("olena", two.id, two.called, "the same person"))
    await rendered(scene)
    await scene.say("тут також")
    before = len(await scene.kinds(two))
    assert await rendered(scene) == ["тут також"]
    assert (await scene.kinds(two))[before:] == ["translated"]
    found = await read(scene, two)
    assert found["тут також"].text == "<ja> тут також"
    assert found["FIRST words"].text == "<ja> FIRST words"
    position = next(line.position for line in await scene.lines(two) if line.text == "тут також")
    assert not await scene.book.translations.again(two.id, position, "ja", "olena")


async def test_the_language_that_an_answer_is_read_in_is_that_of_the_talk(scene: Scene) -> None:
    await scene.say("speak ukrainian to me")
    case = await scene.claimed()
    talk = await scene.store.open("line", "talk")
    assert await scene.book.translations.spoken(case.id) == talk.language
    assert await scene.book.translations.spoken("no-such-case") is None


async def test_an_answer_is_known_by_its_key(scene: Scene) -> None:
    case, name = await scene.claimed(), key()
    assert not await scene.book.translations.said(case.id, name)
    await scene.act(case, Speak(*OLENA, "так", translated="yes", written="uk"), name)
    assert await scene.book.translations.said(case.id, name)
