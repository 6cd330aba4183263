"""Every answer of the page is strict, whatever was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.web.page import Page
from tests.web.conftest import EVENT, HOME
from tests.web.counter import NUMBERS, Counter

if TYPE_CHECKING:
    import httpx2


def strict(answer: httpx2.Response) -> None:
    """Check the headers that no answer may lack."""
    policy = answer.headers["content-security-policy"]
    for rule in (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ):  # fmt: skip
        assert rule in policy.split("; ")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["permissions-policy"].startswith("geolocation=(self)")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("PUT", "/", 405),
        ("GET", "/web/words/uk", 200),
        ("GET", "/web/words/xx", 404),
        ("GET", "/web/static/0/chat.js", 200),
        ("GET", "/web/static/0/nothing.js", 404),
        ("GET", "/web/static/0/..%2Fpage.py", 404),
        ("GET", "/web/messages", 405),
        ("POST", "/web/messages", 400),
        ("POST", "/web/delete", 400),
    ],
)
def test_every_answer_has_them(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path, headers={"content-type": "application/json"})
    assert answer.status_code == status or (status == 404 and answer.json() == {"detail": "Not Found"})
    if "detail" not in answer.text:
        strict(answer)


def test_a_fault_of_ours_has_words_and_no_details(client: TestClient, counter: Counter) -> None:
    counter.fault = ValueError("a person's words")
    answer = client.post("/web/messages", json={"event": EVENT, "text": "hi"})
    assert answer.status_code == 500
    assert answer.json()["error"] == "trouble"
    assert "045-222-1209" in answer.json()["message"]
    assert "person" not in answer.text
    strict(answer)


def test_a_fault_never_puts_words_into_the_log(
    client: TestClient, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.fault = ValueError("canary words")
    client.post("/web/messages", json={"event": EVENT, "text": "canary words"})
    assert caplog.records
    assert "canary" not in caplog.text


def test_the_page_holds_no_script_or_style_of_its_own(client: TestClient) -> None:
    html = client.get("/").text
    assert html.count("<script") == 1
    assert "<style" not in html
    assert " style=" not in html
    assert " on" not in {f" {word[:2]}" for word in html.split() if "=" in word and word.startswith("on")}
    assert "//" not in html.replace("http://www.w3.org", "")


def test_scripts_and_styles_are_kept_for_ever_under_their_digest(client: TestClient) -> None:
    html = client.get("/").text
    address = html.split('src="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    old = address.replace(address.split("/")[3], "0" * 16)
    assert client.get(old).headers["cache-control"] == "no-cache"
    assert client.get("/").headers["cache-control"] == "no-store"


def test_the_cookie_is_for_the_server_only(stranger: TestClient) -> None:
    cookie = stranger.get("/").headers["set-cookie"].lower()
    assert cookie.startswith("madoguchi=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(counter: Counter) -> None:
    page = Page(counter.receive, counter, counter.phrases, NUMBERS, public_url="https://counter.example")
    app = FastAPI()
    app.include_router(page.router)
    answer = TestClient(app, base_url="https://counter.example").get("/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-madoguchi=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "strict-transport-security" in answer.headers


def test_a_visitor_keeps_the_cookie_and_a_forged_one_is_replaced(client: TestClient) -> None:
    mine = client.cookies["madoguchi"]
    client.get("/")
    assert client.cookies["madoguchi"] == mine
    forged = client.get("/", headers={"cookie": "madoguchi=admin"})
    assert "madoguchi=admin" not in forged.headers["set-cookie"]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN,zh", "zh-Hans"),
        ("fil-PH", "tl"),
        ("in", "id"),
        ("pt-BR", "pt"),
        ("fr;q=1,ne;q=0.2,vi;q=0.8", "vi"),
        ("fr", "en"),
        ("", "en"),
        (";q=x,*,;;q=,-", "en"),
    ],
)
def test_the_language_is_guessed_from_the_browser(stranger: TestClient, wish: str, language: str) -> None:
    assert f'data-language="{language}"' in stranger.get("/", headers={"accept-language": wish}).text


def test_a_chosen_language_and_theme_come_with_the_page(stranger: TestClient) -> None:
    html = stranger.get("/", headers={"cookie": "language=ja-easy; theme=dark", "accept-language": "en"}).text
    assert 'lang="ja" data-language="ja-easy" data-theme="dark"' in html
    assert 'data-theme="x' not in stranger.get("/", headers={"cookie": "theme=x"}).text


def test_the_words_of_every_language_are_there(client: TestClient, counter: Counter) -> None:
    keys = set(client.get("/web/words/en").json())
    for language in counter.phrases.languages:
        words = client.get(f"/web/words/{language.tag}").json()
        assert set(words) == keys
        assert all(words.values())


def test_home_is_what_the_other_tests_call_home(client: TestClient) -> None:
    assert str(client.base_url) == HOME
