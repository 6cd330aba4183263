"""The mark of having read, where it is wished."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.line.courtesy import READ
from tests.line.people import body, event

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("house", [True], indirect=True)
async def test_messages_are_marked_as_read_where_that_is_wished(house: House) -> None:
    await house.post(body(event()))
    await asyncio.sleep(0.03)
    (call,) = house.wire.to(READ)
    assert call.body == {"markAsReadToken": "read-me"}


async def test_messages_are_not_marked_as_read_otherwise(house: House) -> None:
    await house.post(body(event()))
    await asyncio.sleep(0.15)
    assert house.wire.to(READ) == []
