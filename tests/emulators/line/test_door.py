"""Every call brings a JSON object, of a kind and a size that the platform takes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from .bot import text

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


async def test_a_body_must_be_a_json_object(bot: Bot) -> None:
    headers = {"Authorization": "Bearer a-token"}
    url = f"{bot.url}/v2/bot/message/push"
    for raw, kind, status in (
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"to":NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", 413),
    ):
        async with bot.session.post(url, data=io.BytesIO(raw), headers={**headers, "Content-Type": kind}) as answer:
            assert answer.status == status
    boxes: dict[str, Any] = text("a")
    for _ in range(400):
        boxes = {"type": "box", "layout": "vertical", "contents": [boxes]}
    deep = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": boxes}}
    assert (await bot.push(bot.emulator.add_person("Olena").id, deep)).status == 400
