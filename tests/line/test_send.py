"""What may have arrived is said to be unsure, what surely has not is sent again."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.channel import Line
from adapters.line.sending import SOON_S
from bot.errors import SendError
from bot.message import Joined
from bot.parcel import Parcel, Receipt
from tests.line.people import (
    ACCESS,
    ANN,
    NOW,
    PHRASES,
    TOKEN,
    dispatch,
    message,
    reply,
    settings,
    step,
    talk,
)
from tests.line.sending import PUSH, REPLY, advice, packed, push, refusal

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio


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
    parcel = Parcel(packed(house).body, route)
    house.wire.told(REPLY if route == "reply" else PUSH, fault)
    # A reply is tried again soon: only while its token lives that tells whether the first try had arrived.
    soon = {"wait": SOON_S} if route == "reply" else {}
    assert advice(await refusal(house, dispatch(parcel))) == {"retry": True, "unsure": True} | soon
    assert len(house.wire.to(REPLY) + house.wire.to(PUSH)) == 1


@pytest.mark.parametrize("fault", ["stall", "slow"])
async def test_a_slow_answer_is_given_up_in_time(house: House, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.line.wire.Wire.call.__defaults__", ("", None, 0.3))
    house.wire.told(PUSH, fault)
    if fault == "slow":  # its status was 200: LINE has it, whatever the rest would say
        assert await house.line.send(dispatch(push(house))) == Receipt()
    else:
        assert advice(await refusal(house, dispatch(push(house)))) == {"retry": True, "unsure": True}


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
        assert advice(caught.value) == {"retry": True}
        assert await line.profile(message(Joined())) is None
    finally:
        await line.stop()


async def test_a_failure_is_logged_with_its_request_id_and_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    house.wire.told(PUSH, (500, {"message": "a secret word"}, {"x-line-request-id": "req-1"}))
    await refusal(house, dispatch(push(house)))
    ours = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("adapters"))
    assert "req-1" in ours
    for word in ("a secret word", ACCESS, TOKEN, ANN, "hello"):
        assert word not in ours


async def test_we_say_who_we_are(house: House) -> None:
    await house.line.send(dispatch(Parcel(packed(house).body, "push")))
    sent = house.wire.to(PUSH)[0].headers
    assert sent["user-agent"] == "Madoguchi"
    assert sent["authorization"] == f"Bearer {ACCESS}"
