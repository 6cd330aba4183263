"""The demonstration behind its page: doors, strangers, the counter that falls and rises."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from starlette.responses import PlainTextResponse

from adapters.demo import page as page_module
from adapters.demo.child import Child
from adapters.demo.doors import HOST, Doors, Server, listen, number
from adapters.demo.page import Page
from adapters.demo.run import _emulators, _settings, run
from adapters.demo.words import languages, stations
from adapters.settings import Settings, read_settings
from bot.errors import SettingsError
from tests.adapters.demo_counters import cannot_open, stands
from tests.test_house import TAGS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

pytestmark = pytest.mark.anyio

STATIC = Path(page_module.__file__).parent / "static"
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"DATA_DIR": str(tmp_path / "mine"), "DATABASE_URL": "sqlite:///of-the-operator"}, tmp_path)


def visitor(app: Any, url: str = "http://127.0.0.1:8100") -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=url)


def page() -> Page:
    async def phone(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse(f"phone {scope['path'].removeprefix(scope['root_path'])}")(scope, receive, send)

    return Page({"line": phone}, languages(KNOWLEDGE), stations(KNOWLEDGE), "http://127.0.0.1:8000")


async def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.02)


def answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), 0.5).close()
    except OSError:
        return False
    return True


def test_a_taken_port_is_said_with_another_to_choose(settings: Settings) -> None:
    with (
        listen() as taken,
        pytest.raises(SettingsError, match=rf"--port: {number(taken)} is taken.*{number(taken) + 1}"),
    ):
        run(settings, port=number(taken))


def test_the_show_touches_nothing_of_the_operators(settings: Settings, tmp_path: Path) -> None:
    ours = _settings(settings, tmp_path / "show", 7001, 7002)
    assert ours.database_url == ours.data_key == ours.public_url == ""
    assert ours.data_dir == tmp_path / "show"
    assert ours.host == HOST
    assert ours.line
    assert ours.telegram
    assert ours.line.api_base_url.endswith(":7001")
    assert ours.telegram.api_base_url.endswith(":7002")
    assert ours.telegram.polling
    again = _settings(settings, tmp_path / "show", 7001, 7002)
    assert again.line
    assert again.line.channel_secret != ours.line.channel_secret


async def test_the_platforms_know_the_secrets_of_the_counter(settings: Settings, tmp_path: Path) -> None:
    ours = _settings(settings, tmp_path, 7001, 7002)
    line, telegram = _emulators(ours)
    assert ours.line
    assert ours.telegram
    assert line.webhook == f"http://127.0.0.1:{ours.port}/webhooks/line"
    assert line.state.secret == ours.line.channel_secret
    assert telegram.token == ours.telegram.bot_token


async def test_each_door_leads_to_its_room() -> None:
    async with httpx2.AsyncClient() as client, _open("left", "right") as (left, right):
        assert (await client.get(f"http://127.0.0.1:{left}/")).text == "left"
        assert (await client.get(f"http://127.0.0.1:{right}/")).text == "right"


async def test_only_this_machine_by_its_own_name_gets_in() -> None:
    app = page().app
    for url, status in (
        ("http://127.0.0.1:8100", 200),
        ("http://localhost:8100", 200),
        ("http://evil.example:8100", 403),
    ):
        async with visitor(app, url) as client:
            assert (await client.get("/")).status_code == status


@pytest.mark.parametrize(("site", "status"), [("same-origin", 202), ("cross-site", 403), ("same-site", 403)])
async def test_another_site_cannot_make_the_counter_fall(site: str, status: int) -> None:
    shown = page()
    async with visitor(shown.app) as client:
        assert (await client.post("/demo/kill", headers={"sec-fetch-site": site})).status_code == status


async def test_every_answer_is_strict() -> None:
    async with visitor(page().app) as client:
        for path in ("/", "/static/demo.js", "/line/emulator/people", "/nowhere", "/static/../page.py"):
            policy = (await client.get(path)).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "require-trusted-types-for" in policy


async def test_the_page_reaches_the_phones_and_not_the_platforms() -> None:
    async with visitor(page().app) as client:
        assert (await client.get("/line/emulator/people")).text == "phone /emulator/people"
        assert (await client.get("/line/v2/bot/info")).status_code == 404
        assert (await client.get("/line/emulator")).status_code == 404


async def test_nothing_stands_in_the_page_that_runs_or_dresses_it() -> None:
    async with visitor(page().app) as client:
        html = (await client.get("/")).text
        assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", html)
        for name in re.findall(r'(?:src|href)="(/static/[^"]+)"', html):
            assert (await client.get(name)).status_code == 200, name


async def test_the_page_hears_when_the_counter_falls() -> None:
    shown = page()
    child = Child(read_settings({}, Path()), lambda: True, shown.tell, stands)
    shown.counter = child
    live = shown._live()
    assert json.loads((await anext(live)).removeprefix("data: "))["counter"] == "opening"
    child._say("down")
    assert json.loads((await anext(live)).removeprefix("data: "))["counter"] == "down"
    shown.end()
    assert [last async for last in live] == []


async def test_a_counter_that_falls_comes_back(settings: Settings) -> None:
    ours = _settings(settings, settings.data_dir, 7001, 7002)
    told: list[str] = []
    child = Child(ours, lambda: answers(ours.port), lambda: told.append(child.state), stands)
    running = asyncio.create_task(child.run())
    await until(lambda: child.state == "open")
    child.kill()
    await until(lambda: child.falls == 1)
    await until(lambda: child.state == "open")
    await child.stop()
    await running
    assert told == ["opening", "open", "down", "opening", "open"]
    assert not answers(ours.port)


async def test_a_counter_that_cannot_open_is_given_up(
    settings: Settings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.demo.child._AGAIN_S", 0.0)
    child = Child(settings, lambda: False, lambda: None, cannot_open)
    await asyncio.wait_for(child.run(), 20)
    assert child.state == "given up"
    said = capfd.readouterr().err
    assert said.count("the disk is full") == 3
    assert "Traceback" not in said


def test_the_page_says_everything_in_three_languages() -> None:
    text = (STATIC / "words.js").read_text("utf-8")
    tables = re.findall(r"^  (\w\w): \{$(.*?)^  \},$", text, re.MULTILINE | re.DOTALL)
    keys = {tag: re.findall(r'(?:^|[,{] |\n    )"?([a-z_0-9 ]+)"?: "', table) for tag, table in tables}
    assert list(keys) == ["en", "ja", "uk"]
    assert keys["en"] == keys["ja"] == keys["uk"]
    assert len(keys["en"]) == len(set(keys["en"])) > 60
    used = set(re.findall(r'(?:says|word|labelled|tell)\([^"\n]*?"([a-z_]+)"', _scripts()))
    elements = {"a", "div", "h2", "h3", "p", "span", "button", "label", "option", "select", "summary", "th"}
    assert used - elements <= set(keys["en"])
    assert len(used) > 20


def test_there_are_three_things_to_try_in_every_language() -> None:
    text = (STATIC / "examples.js").read_text("utf-8")
    tried = {tag.strip('"'): json.loads(rows) for tag, rows in re.findall(r"^  (\S+): (\[.*\]),$", text, re.MULTILINE)}
    assert set(tried) == set(TAGS)
    assert all(len(set(rows)) == 3 for rows in tried.values())


def test_words_get_into_the_page_as_words_only() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", _scripts())
    assert not re.search(r"""(?:src|url)\(?["'`:= ]+https?:""", _scripts())


def test_the_stations_are_of_this_city_and_those_of_another_are_not_asked_for(tmp_path: Path) -> None:
    found = stations(KNOWLEDGE)
    assert "Tsurumi" in [one["romaji"] for one in found]
    for one in found:
        assert 35.3 < float(str(one["latitude"])) < 35.6
        assert 139.4 < float(str(one["longitude"])) < 139.75
    assert stations(tmp_path) == []


def _scripts() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(STATIC.glob("*.js")))


@asynccontextmanager
async def _open(*words: str) -> AsyncIterator[list[int]]:
    doors = [listen() for _ in words]
    rooms = {number(door): PlainTextResponse(word) for door, word in zip(doors, words, strict=True)}
    server = Server(Doors(rooms), lambda: None)
    server.capture_signals = nullcontext  # type: ignore[assignment,method-assign]
    serving = asyncio.create_task(server.serve(doors))
    await until(lambda: server.started)
    yield [number(door) for door in doors]
    server.should_exit = True
    await serving
