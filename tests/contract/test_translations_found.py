"""Both texts are searched and exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Preview
from bot.case import Speak
from bot.translation import Loss, Way

from .gone import rich
from .people import CANARY
from .rendered import made, rendered
from .scene import OLENA, Scene

if TYPE_CHECKING:
    from .scene import Scene

pytestmark = pytest.mark.anyio


async def test_both_texts_are_exported_and_of_one_date_the_document_stays(scene: Scene) -> None:
    case, wanted = await rich(scene)
    as_of = scene.now
    scene.now += timedelta(hours=1)
    first = await scene.book.export(case.id, "lead", as_of) or ""
    assert f"<ja> {CANARY} asks" in first
    assert f"<en> {CANARY} asks" in first
    assert f'"text": "{CANARY} asks"' in first
    assert await scene.book.translations.finish(wanted, made(wanted))
    assert await scene.book.export(case.id, "lead", as_of) == first
    assert f"<{wanted.target}> {CANARY} goes on" in (await scene.book.export(case.id, "lead", scene.now) or "")


async def test_search_finds_both_texts_and_says_which(scene: Scene) -> None:
    case = await scene.claimed("мій паспорт")
    await rendered(scene)
    for words, machine in (("паспорт", False), ("<ja> паспорт", True), ("<ja>", True)):
        (hit,) = await scene.book.search(words, lambda _: True)
        assert (hit.row.case.id, hit.machine) == (case.id, machine), words
        assert hit.position in [line.position for line in await scene.lines(case)]
    assert await scene.book.search("<en>", lambda _: True) == []


async def test_a_draft_keeps_what_the_resident_would_read(scene: Scene) -> None:
    case = await scene.claimed()
    preview = Preview("電話 \ud83d", "ja", "Телефон", "Tel", "uk", "電話", Way.PIVOTED, "argos", (Loss("tel", "045"),))
    for given in (preview, replace(preview, way=None, losses=()), None):
        await scene.book.keep_draft(case.id, "olena", preview.original, given)
        draft = await scene.book.draft(case.id, "olena")
        assert draft is not None
        assert (draft.text, draft.preview) == (preview.original, given)
    assert preview.lost == preview.losses
    assert replace(preview, text="Телефон ０４５").lost == ()


async def test_what_a_counselor_wrote_and_what_was_read_of_it_are_both_found(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Speak(*OLENA, "火曜日", translated="вівторок", written="ja"))
    for words, machine in (("火曜日", False), ("вівторок", True)):
        (hit,) = await scene.book.search(words, lambda _: True)
        assert (hit.row.case.id, hit.machine) == (case.id, machine)
    document = await scene.book.export(case.id, "lead", scene.now) or ""
    assert "火曜日" in document
    assert "вівторок" in document
