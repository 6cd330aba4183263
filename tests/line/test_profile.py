"""A new friend is greeted in the language of their profile, if they have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.message import Joined
from tests.line.people import ANN, message

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

PROFILE = f"/v2/bot/profile/{ANN}"


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("uk", "uk"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("en-GB", "en"),
        ("fil", "tl"),
        ("tlh", None),
        (None, None),
    ],
)
async def test_a_new_friend_is_greeted_in_the_language_of_their_profile(
    house: House, said: str | None, tag: str | None
) -> None:
    profile = {"userId": ANN, "displayName": "Ann"} | ({"language": said} if said else {})
    house.wire.told(PROFILE, (200, profile))
    assert await house.line.profile(message(Joined())) == tag


@pytest.mark.parametrize("fault", [(404, {"message": "Not found"}), (502, b"\xff<html>"), (200, {"x": 1}), "reset"])
async def test_who_has_no_profile_is_greeted_all_the_same(house: House, fault: Any) -> None:
    house.wire.told(PROFILE, fault)
    assert await house.line.profile(message(Joined())) is None


async def test_a_group_reads_no_language(house: House) -> None:
    assert await house.line.profile(message(Joined(), public=True, language="vi")) == "vi"
    assert house.wire.beside == []
