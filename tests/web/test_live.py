"""The live talk: in order, resumed where it broke, and ended with the server."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.web import events
from adapters.web.limits import Limits
from adapters.web.page import Page
from tests.web.counter import NUMBERS
from tests.web.scenes import HOSTILE, REVERSED, hostile

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.testclient import TestClient

    from tests.web.counter import Counter

TALK = "t"


def live(
    counter: Counter, after: int = 0, stopping: asyncio.Event | None = None, keep_alive: float = 5
) -> AsyncGenerator[bytes]:
    """Open the stream of the one talk there is."""
    return events.stream(counter, TALK, after, stopping or asyncio.Event(), keep_alive)


async def until_synced(stream: AsyncGenerator[bytes]) -> list[dict[str, Any]]:
    """Give the lines before the stream is up to date."""
    lines: list[dict[str, Any]] = []
    async for event in stream:
        if b"event: synced" in event:
            return lines
        if b"event: line" in event:
            fields = dict(row.split(": ", 1) for row in event.decode().strip().split("\n"))
            line = json.loads(fields["data"])
            assert fields["id"] == str(line["position"])
            lines.append(line)
    return lines


def words(counter: Counter, *texts: str) -> None:
    """Write lines of the person into the record."""
    for text in texts:
        counter.add(TALK, mine=True, text=text, event=text)


def test_a_talk_comes_whole_and_in_order(counter: Counter) -> None:
    words(counter, *"abcdefgh")
    lines = asyncio.run(until_synced(live(counter)))
    assert "".join(line["text"] for line in lines) == "abcdefgh"


@pytest.mark.parametrize("after", [0, 1, 4, 8])
def test_it_resumes_after_any_line_without_loss_or_doubles(counter: Counter, after: int) -> None:
    words(counter, *"abcdefgh")
    lines = asyncio.run(until_synced(live(counter, after)))
    assert [line["position"] for line in lines] == list(range(after + 1, 9))


@pytest.mark.parametrize(
    ("header", "query", "position"),
    [
        ("7", "3", 7), (None, "3", 3), (None, None, 0), ("x", "3", 3), ("-1", None, 0),
        ("\u0663", None, 0), ("9" * 19, None, 2**63 - 1), ("9" * 500, None, 0),
    ],
)  # fmt: skip
def test_the_position_is_a_number_or_the_beginning(header: str | None, query: str | None, position: int) -> None:
    assert events.start(header, query) == position


def test_what_is_new_comes_at_once_and_silence_is_kept_alive(counter: Counter) -> None:
    async def talk() -> list[bytes]:
        stream = live(counter, keep_alive=0.1)
        await until_synced(stream)
        quiet = await anext(stream)
        words(counter, "news")
        return [quiet, await anext(stream)]

    quiet, news = asyncio.run(talk())
    assert quiet.startswith(b":")
    assert b'"text":"news"' in news


def test_the_stream_ends_when_the_server_stops(counter: Counter) -> None:
    async def talk() -> list[bytes]:
        stopping = asyncio.Event()
        stream = live(counter, stopping=stopping, keep_alive=60)
        await until_synced(stream)
        asyncio.get_running_loop().call_later(0.05, stopping.set)
        return [event async for event in stream if not event.startswith(b":")]

    assert asyncio.run(asyncio.wait_for(talk(), 2)) == []


def test_what_was_erased_is_never_sent_again(counter: Counter, client: TestClient) -> None:
    words(counter, "secret")
    client.post("/web/messages", json={"event": "0b0e7a3e-8f4f-4c59-9d5f-0d1f0c6f4a02", "text": "0"})
    (talk,) = [key for key in counter.lines if key != TALK]
    counter.lines[TALK] += counter.lines[talk]
    lines = asyncio.run(until_synced(live(counter)))
    assert [line["reply"]["entry"] for line in lines if line["reply"]] == ["cleared"]
    assert "secret" not in json.dumps(lines)


def test_hostile_words_stay_inside_their_event(counter: Counter) -> None:
    for text in (*HOSTILE, REVERSED):
        words(counter, text)
    counter.add(TALK, mine=False, reply=hostile(), event="x")
    lines = asyncio.run(until_synced(live(counter)))
    assert [line["text"] for line in lines[:-1]] == [*HOSTILE, REVERSED]
    for part in lines[-1]["reply"]["parts"]:
        assert part.get("url", "").startswith(("http://", "https://")) or not part.get("url")
        assert set(part.get("tel", "tel:")[4:]) <= set("0123456789+*%")


def test_only_ones_own_talk_and_only_from_this_page(client: TestClient) -> None:
    assert client.get("/web/events", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    client.cookies.clear()
    assert client.get("/web/events").status_code == 403


async def ask(page: Page, visitor: str, chunks: int) -> tuple[dict[str, Any], bytes]:
    """Open the stream as a browser does, and go after some pieces."""
    route = next(route for route in page.router.routes if getattr(route, "path", "") == "/web/events")
    sent: list[dict[str, Any]] = []
    gone = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) > chunks:
            gone.set()

    scope = {
        "type": "http", "method": "GET", "path": "/web/events", "query_string": b"after=0",
        "headers": [(b"cookie", f"madoguchi={visitor}".encode())], "client": ("192.0.2.1", 1),
    }  # fmt: skip
    await route.app(scope, receive, send)  # type: ignore[attr-defined]
    return sent[0], b"".join(message.get("body", b"") for message in sent[1:])


def test_the_stream_over_http_and_its_places(counter: Counter) -> None:
    limits = Limits(streams_per_visitor=1, keep_alive=0.05)
    page = Page(counter.receive, counter, counter.phrases, NUMBERS, limits=limits)

    async def twice() -> None:
        for _ in range(3):  # a place is given back each time
            start, body = await ask(page, "0" * 32, 3)
            headers = dict(start["headers"])
            assert start["status"] == 200
            assert headers[b"content-type"].startswith(b"text/event-stream")
            assert headers[b"cache-control"] == b"no-store"
            assert b"content-security-policy" in headers
            assert b"event: synced" in body
        first = asyncio.create_task(ask(page, "0" * 32, 20))
        await asyncio.sleep(0.02)
        second, _ = await ask(page, "0" * 32, 1)
        assert second["status"] == 429
        other, _ = await ask(page, "1" * 32, 3)
        assert other["status"] == 200
        page.stop()
        await asyncio.wait_for(first, 1)

    asyncio.run(twice())
