"""What people post: taken once, refused kindly, and never from another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.message import Joined, Location, Tap, Text
from tests.web.conftest import EVENT, post

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from bot.message import Content
    from tests.web.conftest import Clock
    from tests.web.counter import Counter


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ({"text": " hello \r\n there "}, Text("hello \n there")),
        ({"text": "\u202eabc 🇯🇵"}, Text("\u202eabc 🇯🇵")),
        ({"text": "x" * 5000}, Text("x" * 5000)),
        ({"tap": "entry:lounge-hours"}, Tap("entry:lounge-hours")),
        ({"location": {"latitude": 35.4, "longitude": 139}}, Location(35.4, 139.0)),
        ({"joined": True}, Joined()),
    ],
)
def test_a_message_is_taken(client: TestClient, counter: Counter, body: dict[str, object], content: Content) -> None:
    assert post(client, language="uk", **body) == 202
    (message,) = counter.seen.values()
    assert (message.channel, message.event, message.content) == ("web", EVENT, content)
    assert message.language == "uk"
    assert message.sent_at.tzinfo is not None
    assert len(message.conversation) == 64
    assert client.cookies["madoguchi"] not in message.conversation


def test_a_retry_never_doubles(client: TestClient, counter: Counter) -> None:
    assert [post(client, text="hello") for _ in range(3)] == [202, 202, 202]
    assert counter.texts() == ["hello"]


def test_an_unknown_language_is_no_language(client: TestClient, counter: Counter) -> None:
    assert post(client, text="hello", language="xx") == 202
    assert counter.seen[EVENT].language is None


def test_deleting_asks_the_counter(client: TestClient, counter: Counter) -> None:
    assert client.post("/web/delete", json={"event": EVENT}).status_code == 202
    assert counter.seen[EVENT].content == Tap("entry:talk-erase")
    assert client.post("/web/delete", json={"event": EVENT, "text": "x"}).status_code == 400


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00\x01rubbish",
        b"\x1f\x8b\x08\x00rubbish",
        b"[]",
        b'"text"',
        b"nul",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"event": "%s", "text": "\\ud800"}' % EVENT.encode(),
        b'{"event": "%s", "text": "a\\u0000b"}' % EVENT.encode(),
        b'{"event": "%s", "text": "  "}' % EVENT.encode(),
        b'{"event": "%s", "text": 1}' % EVENT.encode(),
        b'{"event": "%s"}' % EVENT.encode(),
        b'{"event": "%s", "text": "a", "tap": "b"}' % EVENT.encode(),
        b'{"event": "%s", "tap": "%s"}' % (EVENT.encode(), b"x" * 61),
        b'{"event": "%s", "tap": "\xc3\xa9"}' % EVENT.encode(),
        b'{"event": "%s", "joined": false}' % EVENT.encode(),
        b'{"event": "%s", "other": "a"}' % EVENT.encode(),
        b'{"event": "1", "text": "a"}',
        b'{"event": {"$ne": 1}, "text": "a"}',
        b'{"text": "a"}',
        b'{"event": "%s", "location": {"latitude": 91, "longitude": 0}}' % EVENT.encode(),
        b'{"event": "%s", "location": {"latitude": NaN, "longitude": 0}}' % EVENT.encode(),
        b'{"event": "%s", "location": {"latitude": 1e999, "longitude": 0}}' % EVENT.encode(),
        b'{"event": "%s", "location": {"latitude": true, "longitude": 0}}' % EVENT.encode(),
        b'{"event": "%s", "location": {"latitude": %s, "longitude": 0}}' % (EVENT.encode(), b"9" * 5000),
        b'{"event": "%s", "location": {"latitude": %s, "longitude": 0}}' % (EVENT.encode(), b"9" * 400),
        b'{"event": "%s", "location": {"latitude": 1}}' % EVENT.encode(),
    ],
)
def test_rubbish_is_unreadable(client: TestClient, counter: Counter, raw: bytes) -> None:
    answer = client.post("/web/messages", content=raw, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "unreadable"
    assert not counter.seen


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode()))
def test_nothing_breaks_the_door(client: TestClient, clock: Clock, raw: bytes) -> None:
    clock.now += 100
    answer = client.post("/web/messages", content=raw, headers={"content-type": "application/json"})
    assert answer.status_code == 400


def test_too_long_is_said_in_the_visitors_language(client: TestClient, counter: Counter) -> None:
    answer = client.post("/web/messages", json={"event": EVENT, "text": "я" * 5001, "language": "uk"})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "too_long",
        "message": counter.phrases.say("too_long", "uk", limit="5000"),
    }


def test_a_huge_body_is_refused_before_it_is_read(client: TestClient, counter: Counter) -> None:
    headers = {"content-type": "application/json", "content-length": str(2**40)}
    assert client.post("/web/messages", content=b"{}", headers=headers).status_code == 413
    endless = (b"x" * 65536 for _ in range(64))
    answer = client.post("/web/messages", content=endless, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"
    assert not counter.seen


def test_a_packed_body_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    assert client.post("/web/messages", content=b"x", headers=headers).status_code == 415
