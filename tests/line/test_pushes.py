"""A push: after a refused token or without one, repeated under its key, and never when it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.parcel import Parcel, Receipt
from tests.line.people import (
    NOW,
    dispatch,
    message,
    reply,
    step,
    talk,
)
from tests.line.sending import PUSH, REPLY, advice, packed, push, refusal
from tests.line.wire import INVALID

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio


async def test_a_token_refused_at_first_leads_to_a_push_with_a_key(house: House) -> None:
    house.wire.told(REPLY, INVALID)
    parcel = packed(house)
    assert advice(await refusal(house, dispatch(parcel))) == {"retry": True, "route": "push"}
    row = dispatch(Parcel(parcel.body, "push"))
    await house.line.send(row)
    replied, pushed = house.wire.beside
    assert pushed.headers["x-line-retry-key"] == str(row.key)
    assert pushed.body["messages"] == replied.body["messages"]


async def test_a_push_repeated_has_the_same_key_and_the_same_bytes(house: House) -> None:
    conflict = (409, {"message": "accepted", "sentMessages": [{"id": "77"}]}, {"x-line-accepted-request-id": "r"})
    house.wire.told(PUSH, (500, {}), "reset", conflict)
    parcel = push(house)
    for unsure in (False, True):
        assert advice(await refusal(house, dispatch(parcel, unsure=unsure))) == {"retry": True, "unsure": True}
    assert await house.line.send(dispatch(parcel, unsure=True)) == Receipt(("77",))
    calls = house.wire.to(PUSH)
    assert len({(call.headers["x-line-retry-key"], call.raw) for call in calls}) == 1
    assert len(calls) == 3


async def test_a_key_that_line_has_forgotten_is_not_used_again(house: House) -> None:
    parcel = push(house)
    house.clock.now = NOW + 24 * 3600 + 1
    assert advice(await refusal(house, dispatch(parcel, unsure=True))) == {"unsure": True}
    assert house.wire.to(PUSH) == []
    await house.line.send(dispatch(parcel))


@pytest.mark.parametrize("status", [400, 403, 404, 413, 415])
async def test_a_refused_push_is_never_repeated(house: House, status: int) -> None:
    house.wire.told(PUSH, (status, {"message": "no"}))
    assert advice(await refusal(house, dispatch(push(house)))) == {}


async def test_without_a_token_an_answer_is_pushed(house: House) -> None:
    assert packed(house, at=NOW).route == "push"
    assert house.line.pack(message(origin=""), talk(), step(reply("a")))[0].route == "push"
