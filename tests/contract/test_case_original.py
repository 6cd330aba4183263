"""The original of what was translated: found again by its name, and no longer than it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import original
from bot.case import Speak
from bot.message import Tap
from bot.reply import Translated

from .scene import OLENA, Scene, key

if TYPE_CHECKING:
    from bot.case import Case

pytestmark = pytest.mark.anyio

SAID = Translated("Window three.", "3番の窓口です。", "ja")
TAP = Tap(original.data(SAID))
SHOWN = f"(case_original)\n\n{SAID.original}"
GONE = "(case_original_gone)"


async def translated(scene: Scene) -> Case:
    case = await scene.claimed()
    case = await scene.act(case, Speak(*OLENA, SAID.original, translated=SAID.text, written=SAID.written))
    await scene.send_all()
    return case


async def test_a_tap_shows_it_and_the_case_does_not_notice(scene: Scene) -> None:
    case = await translated(scene)
    before, kinds = await scene.view(case), await scene.kinds(case)
    await scene.say(TAP)
    assert await scene.send_all() == [SHOWN]
    after = await scene.view(case)
    assert (after.row.case, after.row.unread) == (before.row.case, before.row.unread)
    assert await scene.kinds(case) == kinds
    assert [line for line in after.lines if line.text is not None] == [
        line for line in before.lines if line.text is not None
    ]


async def test_it_is_shown_as_often_as_it_is_asked_for_and_after_the_end(scene: Scene) -> None:
    case = await translated(scene)
    await scene.resolve(case)
    await scene.send_all()
    await scene.say(TAP, TAP)
    assert await scene.send_all() == [SHOWN, SHOWN]


async def test_among_many_lines_it_is_the_one_that_was_asked_for(scene: Scene) -> None:
    case = await translated(scene)
    for n in range(30):
        case = await scene.act(case, Speak(*OLENA, f"{n}番です。", translated=f"Number {n}.", written="ja"), key())
    await scene.send_all()
    await scene.say(TAP, Tap(original.data(Translated("Number 7.", "7番です。", "ja"))))
    assert await scene.send_all() == [SHOWN, "(case_original)\n\n7番です。"]


async def test_what_was_said_to_somebody_else_is_not_shown(scene: Scene) -> None:
    await translated(scene)
    await scene.say(TAP, talk="another")
    assert await scene.send_all() == [GONE]


async def test_once_all_is_deleted_it_is_said_that_it_is_not_kept(scene: Scene) -> None:
    await translated(scene)
    await scene.say(Tap("erase:yes"), Tap("erase:yes"))
    await scene.send_all()
    await scene.say(TAP)
    assert await scene.send_all() == [GONE]


@pytest.mark.parametrize("data", ["original:", "original:" + "0" * 24, "original:%s", "original:" + "x" * 290])
async def test_a_name_that_nothing_has_is_answered_alike(scene: Scene, data: str) -> None:
    await translated(scene)
    await scene.say(Tap(data))
    assert await scene.send_all() == [GONE]


async def test_the_document_of_a_person_says_that_a_machine_translated(scene: Scene) -> None:
    case = await translated(scene)
    document = await scene.book.export(case.id, "olena", scene.now)
    assert document is not None
    assert '"translated_by": "machine"' in document
    assert SAID.original in document
