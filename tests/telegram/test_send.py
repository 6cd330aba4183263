"""One call, and what its refusal means for the next try."""

from __future__ import annotations

import json
import logging
import socket
from typing import TYPE_CHECKING, Any

import pytest

from adapters.settings import TelegramSettings
from adapters.telegram.channel import Telegram
from adapters.telegram.client import Wire as OurWire
from bot.errors import SendError
from bot.parcel import Dispatch, Parcel, Receipt
from tests.telegram.conftest import PLACES, SECRET, Inbox
from tests.telegram.wire import TOKEN, Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio

TEXT = {"text": "a &amp; <b>b</b>", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
VENUE = {"latitude": 35.5, "longitude": 139.6, "title": "T", "address": "A"}


def parcel(body: dict[str, Any] | None = None, route: str = "text", *, unsure: bool = False) -> Dispatch:
    return Dispatch(1, "telegram", "42", "500", 1, Parcel(json.dumps(body or TEXT), route), unsure=unsure)


async def refused(channel: Callable[..., Telegram], dispatch: Dispatch | None = None) -> dict[str, Any]:
    """Send, and give what the refusal says beside its defaults."""
    telegram = channel()
    await telegram.start()
    with pytest.raises(SendError) as caught:
        await telegram.send(dispatch or parcel())
    assert TOKEN not in "".join(map(str, (caught.value, caught.value.__cause__, caught.value.reason)))
    said = vars(caught.value)
    return {name: value for name, value in said.items() if name != "reason" and value not in (None, False)}


async def test_a_text_arrives_and_says_its_name(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = channel()
    await telegram.start()
    assert await telegram.send(parcel()) == Receipt(("42:1",))
    assert wire.calls == [("sendMessage", {"chat_id": 42, **TEXT})]


async def test_a_venue_arrives_with_its_keyboard(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = channel()
    await telegram.start()
    body = {**VENUE, "reply_markup": {"remove_keyboard": True}}
    await telegram.send(parcel(body, "venue"))
    assert wire.calls == [("sendVenue", {"chat_id": 42, **body})]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (error(429, "Too Many Requests: retry after 8640", retry_after=8640), {"retry": True, "wait": 8640.0}),
        (Answer(429, raw=b"<html>slow down</html>"), {"retry": True, "wait": 5.0}),
        (error(403, "Forbidden: bot was blocked by the user"), {"gone": True}),
        (error(403, "Forbidden: user is deactivated"), {"gone": True}),
        (error(400, "Bad Request: chat not found"), {"gone": True}),
        (error(400, "Bad Request: message is too long"), {}),
        (error(400, "Bad Request", migrate_to_chat_id=-100), {}),
        (error(401, "Unauthorized"), {"retry": True, "wait": 60.0, "broad": True}),
        (error(404, "Not Found"), {"retry": True, "wait": 60.0, "broad": True}),
        (error(500, "Internal Server Error: restart"), {"unsure": True}),
        (Answer(502, raw=b"<html>Bad Gateway</html>"), {"unsure": True}),
        (error(503, "Service Unavailable"), {"unsure": True}),
        (Answer(504, raw=b""), {"unsure": True}),
        (Answer(200, raw=b"<html>Welcome to the hotel</html>"), {"unsure": True}),
        (Answer(302, raw=b""), {"retry": True}),
        (error(413, "Request Entity Too Large"), {}),
        (Answer(torn=True), {"unsure": True}),
    ],
    ids=lambda row: str(row.status) if isinstance(row, Answer) else "",
)
async def test_a_refusal_says_what_may_be_done(
    answer: Answer, said: dict[str, Any], channel: Callable[..., Telegram], wire: Wire
) -> None:
    wire.script["sendMessage"] = [answer]
    assert await refused(channel) == said
    assert len(wire.calls) == 1


async def test_a_line_that_was_never_made_is_tried_again(phrases: Phrasebook, inbox: Inbox) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    settings = TelegramSettings(TOKEN, SECRET, f"http://127.0.0.1:{port}", polling=False)
    telegram = Telegram(settings, phrases, inbox.take, PLACES, tell=False)
    assert await refused(lambda: telegram) == {"retry": True}
    await telegram.stop()


async def test_an_answer_that_never_comes_leaves_it_unsure(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["sendMessage"] = [Answer(wait=0.5)]
    telegram = channel()
    telegram._wire._total = 0.1
    assert await refused(lambda: telegram) == {"unsure": True}


async def test_what_may_have_arrived_is_not_sent_again(channel: Callable[..., Telegram], wire: Wire) -> None:
    assert await refused(channel, parcel(unsure=True)) == {"unsure": True}
    assert wire.calls == []


async def test_markup_that_cannot_be_read_is_sent_once_as_words(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["sendMessage"] = [error(400, "Bad Request: can't parse entities: unsupported start tag")]
    telegram = channel()
    await telegram.start()
    assert await telegram.send(parcel()) == Receipt(("42:1",))
    assert wire.calls[1][1] == {"chat_id": 42, "text": "a & b", "link_preview_options": {"is_disabled": True}}


async def test_words_that_cannot_be_read_either_are_given_up(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["sendMessage"] = [error(400, "Bad Request: can't parse entities")] * 2
    assert await refused(channel) == {}
    assert len(wire.calls) == 2


async def test_an_answer_of_a_new_shape_is_an_arrival(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["sendMessage"] = [Answer(body={"ok": True, "result": {"surprise": 1}})]
    telegram = channel()
    await telegram.start()
    assert await telegram.send(parcel()) == Receipt()


async def test_a_token_that_is_not_known_is_seen_and_forgotten(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["sendMessage"] = [error(401, "Unauthorized")]
    telegram = channel()
    await refused(lambda: telegram)
    assert telegram.unauthorised
    await telegram.send(parcel())
    assert not telegram.unauthorised


async def test_nothing_said_is_in_the_log(
    channel: Callable[..., Telegram], wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wire.script["sendMessage"] = [Answer(200, raw=b"secret words"), error(500, "secret words")]
    telegram = channel()
    for _ in range(2):
        await refused(lambda: telegram, parcel({**TEXT, "text": "secret words"}))
    assert "secret words" not in caplog.text
    assert TOKEN not in caplog.text


async def test_a_closed_wire_has_sent_nothing() -> None:
    with pytest.raises(Exception, match="closed"):
        await OurWire().exchange("http://127.0.0.1:1/", {}, 1)
