"""Too fast, too much this month, or with a refused token: what stops, for whom, and until when."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.line.sending import next_month
from tests.line.people import (
    NOW,
    dispatch,
)
from tests.line.sending import PUSH, REPLY, advice, packed, push, refusal

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

RATE = (429, {"message": "The API rate limit has been exceeded. Try again later."})
MONTHLY = (429, {"message": "You have reached your monthly limit."})


@pytest.mark.parametrize(("header", "wait"), [("3", 3.0), ("soon", None), (None, None), ("9" * 30, None), ("-1", None)])
async def test_too_fast_is_for_everybody_and_passes(house: House, header: str | None, wait: float | None) -> None:
    house.wire.told(PUSH, (*RATE, {"retry-after": header} if header else {}))
    error = await refusal(house, dispatch(push(house)))
    assert (error.retry, error.broad, error.wait, error.unsure) == (True, True, wait, False)
    assert not house.line.quota_exhausted


async def test_too_many_this_month_stops_pushes_not_replies(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.wire.told(PUSH, MONTHLY)
    assert advice(await refusal(house, dispatch(push(house)))) == {}
    assert house.line.quota_exhausted
    assert any(each.levelno == logging.ERROR for each in caplog.records)
    assert (await refusal(house, dispatch(push(house)))).reason == "monthly limit"
    assert len(house.wire.to(PUSH)) == 1
    assert (await house.line.send(dispatch(packed(house)))).ids
    house.clock.now = next_month(NOW) + 1
    assert not house.line.quota_exhausted


@pytest.mark.parametrize(("used", "exhausted"), [(200, True), (199, False)])
async def test_an_unclear_429_is_cleared_up_by_asking(house: House, used: int, exhausted: object) -> None:
    house.wire.told(PUSH, (429, {"message": "?"}))
    house.wire.told("/v2/bot/message/quota", (200, {"type": "limited", "value": 200}))
    house.wire.told("/v2/bot/message/quota/consumption", (200, {"totalUsage": used}))
    error = await refusal(house, dispatch(push(house)))
    assert (house.line.quota_exhausted, error.retry) == (exhausted, not exhausted)


async def test_a_larger_allowance_is_noticed_while_pushes_rest(house: House) -> None:
    house.wire.told(PUSH, MONTHLY)
    await refusal(house, dispatch(push(house)))
    house.wire.told("/v2/bot/message/quota", *[(200, {"type": "limited", "value": value}) for value in (200, 5000)])
    house.wire.told("/v2/bot/message/quota/consumption", *[(200, {"totalUsage": 200})] * 2)
    house.clock.now += 601
    assert (await refusal(house, dispatch(push(house)))).reason == "monthly limit"
    house.clock.now += 601
    assert (await house.line.send(dispatch(push(house)))).ids
    assert not house.line.quota_exhausted


async def test_a_429_that_nobody_can_clear_up_does_not_come_back_for_ever(house: House) -> None:
    house.wire.told(PUSH, (429, {"message": "?"}))
    house.wire.told("/v2/bot/message/quota", (500, {}))
    error = await refusal(house, dispatch(push(house)))
    assert (error.retry, error.broad) == (True, False), "it counts against the parcel, which fails in the end"


def test_the_month_ends_in_japan() -> None:
    end = datetime(2026, 11, 30, 15, tzinfo=UTC).timestamp()
    assert next_month(end - 1) == end
    assert next_month(end) == datetime(2026, 12, 31, 15, tzinfo=UTC).timestamp()


async def test_a_refused_access_token_alarms_once_and_holds_everything(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.wire.told(REPLY, *[(401, {"message": "Authentication failed"})] * 3)
    for _ in range(3):
        error = await refusal(house, dispatch(packed(house)))
        assert advice(error) == {"retry": True, "broad": True, "wait": 60.0}
    assert house.line.unauthorised
    assert len([each for each in caplog.records if each.levelno == logging.ERROR]) == 1
    await house.line.send(dispatch(packed(house)))
    assert not house.line.unauthorised
