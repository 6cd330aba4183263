"""Words that wait to be looked over: sealed, and changed by one at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.pinboard import Album
from adapters.store.opening import open_store
from adapters.store.pinboard import SqlPinboard
from adapters.telegram.staff.albums import Albums
from adapters.telegram.staff.draft import Draft
from adapters.telegram.staff.drafts import Drafts
from adapters.telegram.staff.reading import Place
from bot.translation import Loss, Trouble, Way
from tests.telegram.staff.office import Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio

DRAFT = Draft(Place(-100, 7, 45, 9), "tg-100-45", "3番です。", "ja", "uk", items=((45, "photo", "u"),), seen=12)
FULL = replace(
    DRAFT, translated="№ 3.", back="3番。", way=Way.PIVOTED, losses=(Loss("tel", "119"),), trouble=Trouble.LATE,
    shown=50,
)  # fmt: skip


@pytest.fixture
async def board(tmp_path: Path) -> AsyncIterator[SqlPinboard]:
    store = open_store("", tmp_path, None)
    yield SqlPinboard(store.submit, -100)
    await store.close()


async def test_it_is_kept_as_it_is_and_its_words_are_sealed(board: SqlPinboard) -> None:
    drafts = Drafts(board, "token")
    await drafts.begin("case-1", DRAFT)
    await drafts.begin("case-1", replace(DRAFT, text="another"))
    [kept] = await drafts.waiting()
    assert kept.draft == DRAFT
    now = await drafts.change(kept, FULL)
    assert now is not None
    assert now.draft == FULL
    found = await drafts.of_preview("case-1", 50)
    assert found is not None
    assert found.draft == FULL
    assert await drafts.of_preview("case-2", 50) is None
    [album] = await board.albums()
    assert all(word.encode() not in album.sealed for word in ("3番", "№", "119"))


async def test_of_two_who_change_it_one_does(board: SqlPinboard) -> None:
    drafts = Drafts(board, "token")
    await drafts.begin("case-1", DRAFT)
    kept = await drafts.of_message("case-1", 45)
    assert kept is not None
    assert await drafts.change(kept, FULL) is not None
    assert await drafts.change(kept, replace(FULL, turn=2)) is None
    await drafts.done(kept)
    assert await drafts.of_message("case-1", 45) is not None, "what it had become stays"


async def test_what_nobody_can_read_any_more_goes_and_harms_nothing(board: SqlPinboard) -> None:
    await Drafts(board, "another token").begin("case-1", DRAFT)
    await board.gather(Album("case-2", "draft:1", b"rubbish"))
    drafts = Drafts(board, "token")
    await drafts.begin("case-3", DRAFT)
    assert [kept.case_id for kept in await drafts.waiting()] == ["case-3"]
    assert [album.case_id for album in await board.albums()] == ["case-3"]


async def test_albums_and_drafts_leave_each_other_alone(board: SqlPinboard) -> None:
    drafts, albums = Drafts(board, "token"), Albums(board, "token", Clock())
    await drafts.begin("case-1", DRAFT)
    assert list(await albums.complete()) == []
    await board.gather(Album("case-1", "9:77", b"an album that only its keeper reads"))
    assert len(await drafts.waiting()) == 1
    assert len(await board.albums()) == 2


def test_what_is_dropped_holds_no_words() -> None:
    empty = FULL.emptied()
    assert (empty.text, empty.translated, empty.back, empty.losses, empty.items) == ("", "", "", (), ())
    assert empty.dropped
    assert empty.turn == FULL.turn + 1
