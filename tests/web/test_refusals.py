"""Who may post how much: this page only, at a human pace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.errors import StoreBusy
from tests.web.conftest import EVENT, HOME, post

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.conftest import Clock
    from tests.web.counter import Counter


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(client: TestClient, kind: str) -> None:
    body = f'{{"event": "{EVENT}", "text": "hi"}}'
    answer = client.post("/web/messages", content=body, headers={"content-type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/web/messages", "/web/delete"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://counter.example.evil.example"},
        {"origin": "http://[::1"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
        {"origin": HOME, "sec-fetch-site": "same-site"},
        {},
    ],
)
def test_another_site_cannot_post(client: TestClient, counter: Counter, path: str, headers: dict[str, str]) -> None:
    del client.headers["origin"]
    answer = client.post(path, json={"event": EVENT}, headers=headers)
    assert answer.status_code == 403
    assert not counter.seen


def test_without_a_cookie_the_page_says_why(stranger: TestClient) -> None:
    answer = stranger.post("/web/messages", json={"event": EVENT, "text": "hi"}, headers={"origin": HOME})
    assert answer.status_code == 403
    assert answer.json()["error"] == "web_cookies"
    assert "045-222-1209" in answer.json()["message"]


def test_twenty_in_ten_seconds_then_a_rest(client: TestClient, clock: Clock, counter: Counter) -> None:
    codes = [post(client, str(uuid4()), text="hi") for _ in range(21)]
    assert codes == [202] * 20 + [429]
    answer = client.post("/web/messages", json={"event": str(uuid4()), "text": "hi"})
    assert answer.headers["retry-after"] == "10"
    assert answer.json()["message"] == counter.phrases.say("too_many", "en")
    clock.now += 10.1
    assert post(client, str(uuid4()), text="hi") == 202


def test_a_hundred_a_minute(client: TestClient, clock: Clock) -> None:
    codes = []
    for _ in range(101):
        clock.now += 0.55
        codes.append(post(client, str(uuid4()), text="hi"))
    assert codes == [202] * 100 + [429]


def test_one_visitors_flood_does_not_stop_another(client: TestClient) -> None:
    assert [post(client, str(uuid4()), text="hi") for _ in range(21)][-1] == 429
    client.cookies.clear()
    client.get("/")
    assert post(client, str(uuid4()), text="hi") == 202


def test_an_address_with_endless_cookies_is_stopped(client: TestClient) -> None:
    codes = []
    for number in range(201):
        client.cookies.clear()
        client.cookies["madoguchi"] = f"{number:032x}"
        codes.append(post(client, str(uuid4()), text="hi"))
    assert codes == [202] * 200 + [429]


def test_a_full_store_asks_to_come_again(client: TestClient, counter: Counter) -> None:
    counter.fault = StoreBusy(7)
    answer = client.post("/web/messages", json={"event": EVENT, "text": "hi"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    counter.fault = None
    assert post(client, text="hi") == 202
