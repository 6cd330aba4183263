"""What the buttons of a preview send back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.store.opening import open_store
from adapters.store.pinboard import SqlPinboard
from adapters.telegram.staff import previews
from adapters.telegram.staff.draft import Draft
from adapters.telegram.staff.reading import Place
from bot.translation import Loss, Trouble, Way

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


@pytest.mark.parametrize("verb", [previews.SEND, previews.AS_IS, previews.DROP, previews.AGAIN])
def test_a_button_says_which_wording_it_is_about_and_fits(verb: str) -> None:
    far = replace(DRAFT, at=replace(DRAFT.at, message=2**53), turn=10**6)
    data = previews.data(far, verb)
    assert len(data.encode()) <= 64
    assert previews.read(data) == (verb, 2**53, 10**6)


@pytest.mark.parametrize(
    "given", ["", "s:claim", "s:tr:", "s:tr:send", "s:tr:send:1", "s:tr:send:-1:1", "s:tr:send:１:1"]
)
def test_what_is_no_button_of_ours_is_none(given: str) -> None:
    assert previews.read(given) is None
