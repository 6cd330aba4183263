"""Every answer of the door is strict, whoever asks for whatever; its cookies are the server's alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from adapters.store.staff import SqlRoster
from bot.errors import StoreBusy
from tests.console.door.front import HOME, PASSWORD, Browser, front

if TYPE_CHECKING:
    import httpx2
    import pytest

    from tests.console.door.conftest import Hall

CANARY = "canary words"
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "media-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
}  # fmt: skip


def strict(answer: httpx2.Response) -> None:
    headers = answer.headers
    assert set(headers["content-security-policy"].split("; ")) == POLICY
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_every_answer_is_strict(hall: Hall, boss: Browser) -> None:
    stranger = hall.browser()
    for way in hall.front.ways:
        path = way.path.replace("{id}", hall.id("boss")).replace("{link}", "x" * 43)
        for browser in (stranger, boss):
            for method in ("GET", "HEAD", "POST", "PUT"):
                strict(browser.client.request(method, path, follow_redirects=False))
        strict(boss.client.post(path, data={"token": "x"}, headers={"origin": HOME}, follow_redirects=False))
    strict(boss.client.get("/staff", headers={"host": "evil.example"}))


def test_no_page_holds_a_script_a_style_or_a_foreign_address(hall: Hall, boss: Browser) -> None:
    link = hall.invited(boss)
    boss.get("/staff/me/security")
    boss.post("/staff/me/security/second", current=PASSWORD)
    paths = [
        "/staff/me", "/staff/me/security", "/staff/people", f"/staff/people/{hall.id('boss')}", "/staff/login/setup",
        "/staff/nothing",
    ]  # fmt: skip
    pages = [boss.get(path).text for path in paths[:-1]]
    stranger = hall.browser()
    pages += [stranger.get(path).text for path in ("/staff/login", link.removeprefix(HOME), "/staff/join/x")]
    for html in pages:
        assert html.startswith("<!doctype html>")
        assert html.count("<script") == html.count('<script type="module" src="/staff/static/')
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick" not in html
        assert "http:" not in html.replace("data:image", "")
        assert html.count("https:") == html.count(HOME)


def test_the_cookies_over_https(hall: Hall, boss: Browser) -> None:
    door = hall.browser().get("/staff/login").headers["set-cookie"]
    assert door.startswith("__Host-madoguchi-staff-door=")
    boss.get("/staff/me")
    boss.post("/staff/logout")
    hall.clock.pass_(seconds=30)
    session = boss.sign_in("boss").headers["set-cookie"]
    assert session.startswith("__Host-madoguchi-staff=")
    boss.get("/staff/login/code")
    tongue = boss.post("/staff/language", language="ja").headers["set-cookie"]
    assert tongue.startswith("__Host-madoguchi-staff-language=")
    for cookie in (door, session, tongue):
        parts = cookie.casefold().split("; ")
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= set(parts)
        assert not any(part.startswith("domain") for part in parts)
    assert "max-age" not in session.casefold()


def test_the_cookies_on_this_machine(hall: Hall) -> None:
    home = "http://127.0.0.1:8000"
    client = TestClient(front(hall.store.roster, hall.clock, "").app, base_url=home)
    browser = Browser(client, hall.clock, home)
    link = hall.first()
    assert link is not None
    cookie = browser.join(link.removeprefix(HOME), "boss").headers["set-cookie"]
    assert cookie.startswith("madoguchi-staff=")
    assert "secure" not in cookie.casefold()
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "strict-transport-security" not in browser.get("/staff/login/setup").headers
    browser.set_up()
    assert browser.inside()


def test_a_fault_of_ours_has_words_and_no_details(
    boss: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr(SqlRoster, "members", broken)
    answer = boss.get("/staff/people")
    assert answer.status_code == 500
    strict(answer)
    assert "Something went wrong here" in answer.text
    assert "canary" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def test_a_full_store_says_when_to_come_again(hall: Hall, boss: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreBusy(7)

    monkeypatch.setattr(SqlRoster, "members", full)
    answer = boss.get("/staff/people")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    strict(answer)
    assert asyncio.run(hall.store.roster.nobody()) is False


def test_nothing_secret_is_ever_written_to_the_log(hall: Hall, boss: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    hall.colleague(boss, "hanako")
    hall.browser().sign_in("boss", "canary-password")
    secrets = (PASSWORD, "canary", boss.secret, *boss.codes, boss.client.cookies["__Host-madoguchi-staff"])
    for secret in secrets:
        assert secret not in caplog.text
