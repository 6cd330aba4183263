"""A case is read page by page, with what was changed, tapped and attached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.message import Attachment, Edited, Retracted, Tap

from .scene import Scene, said

pytestmark = pytest.mark.anyio


async def test_a_long_talk_comes_page_by_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.store.case_reading.PAGE", 10)
    case = await scene.claimed()
    await scene.say(*(str(n) for n in range(25)))
    view = await scene.view(case)
    assert [line.text for line in view.lines] == [str(n) for n in range(15, 25)]
    assert view.earlier
    before = await scene.book.read(case.id, before=view.lines[0].position)
    assert before is not None
    assert [line.text for line in before.lines] == [str(n) for n in range(5, 15)]
    new = await scene.book.read(case.id, after=view.lines[-3].position)
    assert new is not None
    assert ([line.text for line in new.lines], new.earlier) == (["23", "24"], False)
    assert await scene.book.read("nothing") is None


async def test_an_edit_says_which_line_it_is_a_new_wording_of(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.reception.receive(one := said("by Fryday"))
    await scene.reception.rest()
    await scene.say(Edited(one.ref, "by Friday"))
    first, second = (await scene.lines(case))[-2:]
    assert (second.text, second.edits) == ("by Friday", first.position)
    assert first.edits is None


async def test_what_was_tapped_reads_as_its_words(scene: Scene) -> None:
    case = await scene.opened()
    yes = [line for line in await scene.lines(case) if line.kind == "tap"]
    assert [line.text for line in yes] == ["Yes, please"]
    await scene.say(Tap("whatever"))
    assert (await scene.lines(case))[-1].text == "whatever"


async def test_what_came_with_a_line_can_be_fetched_as_long_as_it_is_not_taken_back(scene: Scene) -> None:
    case = await scene.opened()
    one = replace(said(Attachment("picture")), attached="how to fetch it")
    await scene.reception.receive(one)
    await scene.reception.rest()
    line = (await scene.lines(case))[-1]
    assert (line.kind, line.text, line.file) == ("attachment", "picture", True)
    assert await scene.book.attached(case.id, line.position) == ("line", "how to fetch it")
    assert await scene.book.attached(case.id, line.position - 1) is None
    await scene.say(Retracted(one.ref))
    assert await scene.book.attached(case.id, line.position) is None
