"""What comes of a call: delivered, once more, another way, or never. Nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import logging
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.channel import Line
from adapters.line.sending import next_month
from bot.errors import SendError
from bot.message import Joined, Left
from bot.parcel import Dispatch, Parcel, Receipt
from tests.line.people import (
    ACCESS,
    ANN,
    NOW,
    PHRASES,
    TOKEN,
    choices,
    dispatch,
    message,
    reply,
    settings,
    step,
    talk,
)
from tests.line.wire import INVALID

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

REPLY, PUSH, VALIDATE = "/v2/bot/message/reply", "/v2/bot/message/push", "/v2/bot/message/validate/reply"
RATE = (429, {"message": "The API rate limit has been exceeded. Try again later."})
MONTHLY = (429, {"message": "You have reached your monthly limit."})
LATER = NOW + 51


def _packed(house: House, text: str = "hello", **origin: Any) -> Parcel:
    given = message(**({"origin": json.dumps(origin)} if origin else {}))
    return house.line.pack(given, talk(), step(reply(text, choices=choices(2))))[0]


def _push(house: House) -> Parcel:
    return Parcel(_packed(house).body, "push")


async def _error(house: House, row: Dispatch) -> SendError:
    with pytest.raises(SendError) as caught:
        await house.line.send(row)
    return caught.value


def _facts(error: SendError) -> dict[str, Any]:
    return {key: value for key, value in vars(error).items() if value not in (None, False) and key != "reason"}


async def test_an_answer_in_time_is_one_reply_without_a_retry_key(house: House) -> None:
    receipt = await house.line.send(dispatch(_packed(house)))
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
    assert _facts(await _error(house, dispatch(_packed(house)))) == {"retry": True, "route": "push"}
    assert house.wire.beside == []


async def test_an_old_token_whose_first_try_may_have_arrived_is_left_to_a_person(house: House) -> None:
    house.clock.now = LATER
    assert _facts(await _error(house, dispatch(_packed(house), unsure=True))) == {"unsure": True}


async def test_a_token_refused_at_first_leads_to_a_push_with_a_key(house: House) -> None:
    house.wire.told(REPLY, INVALID)
    parcel = _packed(house)
    assert _facts(await _error(house, dispatch(parcel))) == {"retry": True, "route": "push"}
    row = dispatch(Parcel(parcel.body, "push"))
    await house.line.send(row)
    replied, pushed = house.wire.beside
    assert pushed.headers["x-line-retry-key"] == str(row.key)
    assert pushed.body["messages"] == replied.body["messages"]


async def test_a_token_refused_after_an_unclear_try_means_that_it_had_arrived(house: House) -> None:
    house.wire.told(REPLY, INVALID)
    assert await house.line.send(dispatch(_packed(house), unsure=True)) == Receipt()
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
    assert _facts(await _error(house, dispatch(_packed(house)))) == facts
    assert house.wire.to(VALIDATE)[0].body["messages"] == house.wire.to(REPLY)[0].body["messages"]


async def test_a_push_repeated_has_the_same_key_and_the_same_bytes(house: House) -> None:
    conflict = (409, {"message": "accepted", "sentMessages": [{"id": "77"}]}, {"x-line-accepted-request-id": "r"})
    house.wire.told(PUSH, (500, {}), "reset", conflict)
    parcel = _push(house)
    for unsure in (False, True):
        assert _facts(await _error(house, dispatch(parcel, unsure=unsure))) == {"retry": True, "unsure": True}
    assert await house.line.send(dispatch(parcel, unsure=True)) == Receipt(("77",))
    calls = house.wire.to(PUSH)
    assert len({(call.headers["x-line-retry-key"], call.raw) for call in calls}) == 1
    assert len(calls) == 3


async def test_a_key_that_line_has_forgotten_is_not_used_again(house: House) -> None:
    parcel = _push(house)
    house.clock.now = NOW + 24 * 3600 + 1
    assert _facts(await _error(house, dispatch(parcel, unsure=True))) == {"unsure": True}
    assert house.wire.to(PUSH) == []
    await house.line.send(dispatch(parcel))


@pytest.mark.parametrize("status", [400, 403, 404, 413, 415])
async def test_a_refused_push_is_never_repeated(house: House, status: int) -> None:
    house.wire.told(PUSH, (status, {"message": "no"}))
    assert _facts(await _error(house, dispatch(_push(house)))) == {}


@pytest.mark.parametrize("route", ["reply", "push"])
@pytest.mark.parametrize(
    "fault",
    [
        (500, {}),
        (502, b"<html>\xff\xfe bad gateway</html>"),
        (503, b"\x00" * 200_000),
        (301, {}, {"location": "http://elsewhere.example/"}),
        "reset",
    ],
    ids=["500", "502 in bytes", "503 without end", "301", "reset"],
)
async def test_what_may_have_arrived_is_said_to_be_unsure(house: House, route: str, fault: Any) -> None:
    parcel = Parcel(_packed(house).body, route)
    house.wire.told(REPLY if route == "reply" else PUSH, fault)
    assert _facts(await _error(house, dispatch(parcel))) == {"retry": True, "unsure": True}
    assert len(house.wire.to(REPLY) + house.wire.to(PUSH)) == 1


@pytest.mark.parametrize("fault", ["stall", "slow"])
async def test_a_slow_answer_is_given_up_in_time(house: House, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.line.wire.Wire.call.__defaults__", ("", None, 0.3))
    house.wire.told(PUSH, fault)
    if fault == "slow":  # its status was 200: LINE has it, whatever the rest would say
        assert await house.line.send(dispatch(_push(house))) == Receipt()
    else:
        assert _facts(await _error(house, dispatch(_push(house)))) == {"retry": True, "unsure": True}


async def test_a_refused_connection_has_surely_not_sent_anything() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def take(_: Any) -> Any:
        return ()

    line = Line(settings(f"http://127.0.0.1:{port}"), PHRASES, take, clock=lambda: NOW)
    await line.start()
    try:
        (parcel,) = line.pack(message(), talk(), step(reply("a")))
        with pytest.raises(SendError) as caught:
            await line.send(dispatch(parcel))
        assert _facts(caught.value) == {"retry": True}
        assert await line.profile(message(Joined())) is None
    finally:
        await line.stop()


@pytest.mark.parametrize(("header", "wait"), [("3", 3.0), ("soon", None), (None, None), ("9" * 30, None), ("-1", None)])
async def test_too_fast_is_for_everybody_and_passes(house: House, header: str | None, wait: float | None) -> None:
    house.wire.told(PUSH, (*RATE, {"retry-after": header} if header else {}))
    error = await _error(house, dispatch(_push(house)))
    assert (error.retry, error.broad, error.wait, error.unsure) == (True, True, wait, False)
    assert not house.line.quota_exhausted


async def test_too_many_this_month_stops_pushes_not_replies(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.wire.told(PUSH, MONTHLY)
    assert _facts(await _error(house, dispatch(_push(house)))) == {}
    assert house.line.quota_exhausted
    assert any(each.levelno == logging.ERROR for each in caplog.records)
    assert (await _error(house, dispatch(_push(house)))).reason == "monthly limit"
    assert len(house.wire.to(PUSH)) == 1
    assert (await house.line.send(dispatch(_packed(house)))).ids
    house.clock.now = next_month(NOW) + 1
    assert not house.line.quota_exhausted


@pytest.mark.parametrize(("used", "exhausted"), [(200, True), (199, False)])
async def test_an_unclear_429_is_cleared_up_by_asking(house: House, used: int, exhausted: object) -> None:
    house.wire.told(PUSH, (429, {"message": "?"}))
    house.wire.told("/v2/bot/message/quota", (200, {"type": "limited", "value": 200}))
    house.wire.told("/v2/bot/message/quota/consumption", (200, {"totalUsage": used}))
    error = await _error(house, dispatch(_push(house)))
    assert (house.line.quota_exhausted, error.retry) == (exhausted, not exhausted)


def test_the_month_ends_in_japan() -> None:
    end = datetime(2026, 11, 30, 15, tzinfo=UTC).timestamp()
    assert next_month(end - 1) == end
    assert next_month(end) == datetime(2026, 12, 31, 15, tzinfo=UTC).timestamp()


async def test_a_refused_access_token_alarms_once_and_holds_everything(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.wire.told(REPLY, *[(401, {"message": "Authentication failed"})] * 3)
    for _ in range(3):
        error = await _error(house, dispatch(_packed(house)))
        assert _facts(error) == {"retry": True, "broad": True, "wait": 60.0}
    assert house.line.unauthorised
    assert len([each for each in caplog.records if each.levelno == logging.ERROR]) == 1
    await house.line.send(dispatch(_packed(house)))
    assert not house.line.unauthorised


async def test_a_failure_is_logged_with_its_request_id_and_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    house.wire.told(PUSH, (500, {"message": "a secret word"}, {"x-line-request-id": "req-1"}))
    await _error(house, dispatch(_push(house)))
    ours = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("adapters"))
    assert "req-1" in ours
    for word in ("a secret word", ACCESS, TOKEN, ANN, "hello"):
        assert word not in ours


async def test_packing_again_gives_the_same_bytes(house: House) -> None:
    assert _packed(house) == _packed(house)


async def test_without_a_token_an_answer_is_pushed(house: House) -> None:
    assert _packed(house, at=NOW).route == "push"
    assert house.line.pack(message(origin=""), talk(), step(reply("a")))[0].route == "push"


async def test_who_has_left_gets_nothing(house: House) -> None:
    assert list(house.line.pack(message(Left()), talk(), step(reply("bye")))) == []
    assert list(house.line.pack(message(), talk(), step())) == []
