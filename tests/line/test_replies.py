"""A reply: in time with its token; too late or refused it is pushed, or was there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.message import Left
from bot.parcel import Receipt
from tests.line.people import (
    ACCESS,
    ANN,
    NOW,
    TOKEN,
    dispatch,
    message,
    reply,
    step,
    talk,
)
from tests.line.sending import PUSH, REPLY, VALIDATE, advice, packed, refusal
from tests.line.wire import INVALID

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

LATER = NOW + 51


async def test_an_answer_in_time_is_one_reply_without_a_retry_key(house: House) -> None:
    receipt = await house.line.send(dispatch(packed(house)))
    assert receipt == Receipt(("461230966842064897",))
    (call,) = house.wire.beside
    assert (call.method, call.path) == ("POST", REPLY)
    assert call.body["replyToken"] == TOKEN
    assert call.body["messages"][0]["text"] == "hello"
    assert set(call.body) == {"replyToken", "messages"}
    assert call.headers["authorization"] == f"Bearer {ACCESS}"
    assert "x-line-retry-key" not in call.headers


async def test_a_turn_of_six_objects_is_a_reply_and_a_push(house: House) -> None:
    first, second = house.line.pack(message(), talk(), step(reply("слово " * 4900)))
    assert (first.route, second.route) == ("reply", "push")
    await house.line.send(dispatch(first))
    await house.line.send(dispatch(second, part=2))
    replied, pushed = house.wire.beside
    assert (len(replied.body["messages"]), len(pushed.body["messages"])) == (5, 1)
    assert pushed.body["to"] == ANN


async def test_an_old_token_is_not_even_tried(house: House) -> None:
    house.clock.now = LATER
    assert advice(await refusal(house, dispatch(packed(house)))) == {"retry": True, "route": "push"}
    assert house.wire.beside == []


async def test_an_old_token_whose_first_try_may_have_arrived_is_left_to_a_person(house: House) -> None:
    house.clock.now = LATER
    assert advice(await refusal(house, dispatch(packed(house), unsure=True))) == {"unsure": True}


async def test_a_token_refused_after_an_unclear_try_means_that_it_had_arrived(house: House) -> None:
    house.wire.told(REPLY, INVALID)
    assert await house.line.send(dispatch(packed(house), unsure=True)) == Receipt()
    assert house.wire.to(PUSH) == []


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        ((200, {}), {"retry": True, "route": "push"}),
        ((400, {"message": "The request body has 1 error(s)"}), {}),
        ("reset", {"retry": True, "route": "push"}),
    ],
)
async def test_another_400_is_looked_into(house: House, check: Any, facts: dict[str, Any]) -> None:
    house.wire.told(REPLY, (400, {"message": "something new"}))
    house.wire.told(VALIDATE, check)
    assert advice(await refusal(house, dispatch(packed(house)))) == facts
    assert house.wire.to(VALIDATE)[0].body["messages"] == house.wire.to(REPLY)[0].body["messages"]


async def test_packing_again_gives_the_same_bytes(house: House) -> None:
    assert packed(house) == packed(house)


async def test_who_has_left_gets_nothing(house: House) -> None:
    assert list(house.line.pack(message(Left()), talk(), step(reply("bye")))) == []
    assert list(house.line.pack(message(), talk(), step())) == []
