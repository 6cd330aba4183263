"""A LibreTranslate server, played on a real socket: what it can, what it says, and all the ways it can fail."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from adapters.translate import libre
from adapters.translate.libre import Libre
from bot.errors import TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio
LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "ja", "uk", "zh-Hant"]},
    {"code": "ja", "name": "Japanese", "targets": ["en", "ja", "uk"]},
    {"code": "uk", "name": "Ukrainian", "targets": ["en", "ja", "uk"]},
]


@dataclass
class Server:
    languages: Any = field(default_factory=lambda: LANGUAGES)
    answer: Any = field(default_factory=lambda: {"translatedText": "ありがとう"})
    status: int = 200
    sleep: float = 0.0
    raw: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    async def tell(self, _: web.Request) -> web.Response:
        if self.languages is None:
            return web.Response(status=503)
        return web.json_response(self.languages)

    async def translate(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        await asyncio.sleep(self.sleep)
        body = self.raw if self.raw is not None else json.dumps(self.answer).encode()
        return web.Response(status=self.status, body=body, headers={"Location": "http://127.0.0.1:9/"})


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    one = Server()
    app = web.Application()
    app.router.add_get("/languages", one.tell)
    app.router.add_post("/translate", one.translate)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield one
    await runner.cleanup()


@pytest.fixture
async def engine(server: Server) -> AsyncIterator[Libre]:
    one = Libre(server.url, "key", patience_s=2.0)
    yield one
    await one.close()


async def trouble(engine: Libre, text: str = "Дякую", source: str = "uk", target: str = "ja") -> Trouble:
    with pytest.raises(TranslationError) as caught:
        await engine.translate(text, source, target)
    return caught.value.trouble


async def known(engine: Libre) -> None:
    while engine.way("en", "ja") is Way.NONE:  # noqa: ASYNC110 - it asks the server beside us
        await asyncio.sleep(0.01)


async def test_a_text_goes_there_and_comes_back(server: Server, engine: Libre) -> None:
    done = await engine.translate("Дякую", "uk", "ja-easy")
    assert (done.text, done.way, done.engine) == ("ありがとう", Way.PIVOTED, "libretranslate")
    assert server.asked == [{"q": "Дякую", "source": "uk", "target": "ja", "format": "text", "api_key": "key"}]


async def test_what_it_can_is_asked_beside_and_never_waited_for(engine: Libre) -> None:
    assert engine.way("uk", "en") is Way.NONE
    await known(engine)
    assert engine.way("uk", "en") is engine.way("en", "zh-Hant") is Way.DIRECT
    assert engine.way("uk", "ja") is Way.PIVOTED
    assert engine.way("vi", "ja") is engine.way("ja", "zh-Hant") is engine.way("ja", "ja-easy") is Way.NONE


async def test_old_servers_name_no_targets(server: Server, engine: Libre) -> None:
    server.languages = [{"code": "uk"}, {"code": "ja"}, "odd", {"code": 1}]
    assert (await engine.translate("Дякую", "uk", "ja")).text == "ありがとう"


async def test_a_pair_it_does_not_have_is_not_asked_for(server: Server, engine: Libre) -> None:
    assert await trouble(engine, source="vi") is Trouble.NO_PAIR
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (429, Trouble.BUSY),
        (413, Trouble.TOO_LONG),
        (400, Trouble.BROKEN),
        (403, Trouble.DOWN),
        (500, Trouble.DOWN),
        (503, Trouble.DOWN),
        (302, Trouble.DOWN),
        (499, Trouble.DOWN),
    ],
)
async def test_refusals_say_whether_another_try_helps(server: Server, engine: Libre, status: int, why: Trouble) -> None:
    server.status = status
    assert await trouble(engine) is why


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>", b"[]", b"{}", b'{"translatedText": 1}', b'{"translatedText": "  "}', b"\xff", b"[" * 100_000],
)
async def test_what_is_no_translation_is_broken(server: Server, engine: Libre, raw: bytes) -> None:
    server.raw = raw
    assert await trouble(engine) is Trouble.BROKEN


async def test_an_endless_answer_is_cut_off(server: Server, engine: Libre) -> None:
    server.raw = b'{"translatedText": "' + b"a" * (2 << 20) + b'"}'
    assert await trouble(engine) is Trouble.BROKEN


async def test_a_slow_server_is_late(server: Server) -> None:
    engine = Libre(server.url, patience_s=0.3)
    await known(engine)
    server.sleep = 5
    assert await trouble(engine) is Trouble.LATE
    await engine.close()


async def test_a_server_that_is_not_there_is_down_and_found_when_it_comes(
    server: Server, engine: Libre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libre, "_ANEW_S", 0.0)
    server.languages = None
    assert await trouble(engine) is Trouble.DOWN
    server.languages = LANGUAGES
    assert (await engine.translate("Дякую", "uk", "ja")).text == "ありがとう"


async def test_too_long_a_text_and_too_many_at_once_stay_here(
    server: Server, engine: Libre, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known(engine)
    assert await trouble(engine, "а" * (libre.LONGEST + 1)) is Trouble.TOO_LONG
    monkeypatch.setattr(libre, "_WAITING", 0)
    assert await trouble(engine) is Trouble.BUSY
    assert server.asked == []


async def test_without_a_key_none_is_sent(server: Server) -> None:
    engine = Libre(server.url)
    await engine.translate("Дякую", "uk", "ja")
    assert "api_key" not in server.asked[0]
    await engine.close()
