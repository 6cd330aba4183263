"""Turns packed and sent, and what the error of a refused one says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import SendError
from bot.parcel import Dispatch, Parcel
from tests.line.people import choices, message, reply, step, talk

if TYPE_CHECKING:
    from tests.line.conftest import House

REPLY, PUSH, VALIDATE = "/v2/bot/message/reply", "/v2/bot/message/push", "/v2/bot/message/validate/reply"


def packed(house: House, text: str = "hello", **origin: Any) -> Parcel:
    given = message(**({"origin": json.dumps(origin)} if origin else {}))
    return house.line.pack(given, talk(), step(reply(text, choices=choices(2))))[0]


def push(house: House) -> Parcel:
    return Parcel(packed(house).body, "push")


async def refusal(house: House, row: Dispatch) -> SendError:
    with pytest.raises(SendError) as caught:
        await house.line.send(row)
    return caught.value


def advice(error: SendError) -> dict[str, Any]:
    return {key: value for key, value in vars(error).items() if value not in (None, False) and key != "reason"}
