"""Trains, lifts and restarts: nothing is lost, nothing comes twice, nothing hostile acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHONE, lines, say, sideways
from tests.browser.see import expect
from tests.web.scenes import HOSTILE, REVERSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.browser.server import Server
    from tests.web.counter import Counter

pytestmark = pytest.mark.browser


def test_what_is_written_without_a_line_is_kept_and_sent_once(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    say(page, "one")
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("No connection")
    for text in ("two", "three"):
        page.locator("#message").fill(text)
        page.locator("#message").press("Enter")
    expect(page.locator(".mine.waiting")).to_have_count(2)
    assert counter.texts() == ["one"]
    page.context.set_offline(False)
    expect(page.locator("article.counter")).to_have_count(4)
    expect(page.locator(".mine.waiting")).to_have_count(0)
    assert counter.texts() == ["one", "two", "three"]
    assert lines(page) == ["one", "two", "three"]


def test_a_restart_of_the_server_loses_nothing(visit: Callable[..., Page], counter: Counter, server: Server) -> None:
    page = visit()
    say(page, "before")
    assert server.stop() < 3
    page.locator("#message").fill("meanwhile")
    page.locator("#message").press("Enter")
    expect(page.locator("#connection")).to_contain_text("No connection")
    (talk,) = counter.lines
    counter.add(talk, mine=True, text="from another tab", event="x")
    server.start()
    expect(page.locator("#connection")).to_contain_text("Connected again", timeout=20_000)
    expect(page.locator("article.counter")).to_have_count(3, timeout=20_000)
    assert counter.texts() == ["before", "meanwhile"]
    assert sorted(lines(page)) == ["before", "from another tab", "meanwhile"]


def test_a_lost_answer_to_a_sending_never_doubles(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    tries = []

    def lose(route: Route) -> None:
        tries.append(str(route.request.post_data))
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/web/messages", lose)
    page.locator("#message").fill("once")
    page.locator("#message").press("Enter")
    expect(page.locator("article.counter")).to_have_count(2)
    page.wait_for_timeout(1800)
    assert counter.texts() == ["once"]
    assert lines(page) == ["once"]
    assert len(set(tries)) == 1


def test_what_was_not_sent_survives_a_reload(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    page.route("**/web/messages", lambda route: route.abort())
    page.locator("#message").fill("kept")
    page.locator("#message").press("Enter")
    expect(page.locator(".mine.waiting")).to_have_count(1)
    page.locator("#message").fill("a draft")
    page.unroute("**/web/messages")
    page.reload()
    expect(page.locator("article.counter")).to_have_count(2)
    assert counter.texts() == ["kept"]
    assert lines(page) == ["kept"]
    expect(page.locator("#message")).to_have_value("a draft")


def test_a_refusal_is_shown_in_words_and_can_be_tried_again(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    refusal = {"error": "unreadable", "message": "We could not read this message."}
    page.route("**/web/messages", lambda route: route.fulfill(status=400, json=refusal))
    page.locator("#message").fill("hello")
    page.locator("#message").press("Enter")
    expect(page.locator(".mine.failed .trouble")).to_contain_text("Not sent. We could not read")
    page.unroute("**/web/messages")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article.counter")).to_have_count(2)
    expect(page.locator(".trouble")).to_have_count(0)
    assert counter.texts() == ["hello"]


def test_too_fast_waits_and_then_goes_out(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    seen: list[int] = []

    def slow(route: Route) -> None:
        seen.append(1)
        if len(seen) > 1:
            route.continue_()
        else:
            words = {"error": "too_many", "message": "Please wait a minute."}
            route.fulfill(status=429, json=words, headers={"retry-after": "1"})

    page.route("**/web/messages", slow)
    page.locator("#message").fill("hello")
    page.locator("#message").press("Enter")
    expect(page.locator("#notice")).to_have_text("Please wait a minute.")
    expect(page.locator("article.counter")).to_have_count(2)
    assert counter.texts() == ["hello"]


def test_hostile_words_are_only_words(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE)
    before = page.evaluate("() => document.querySelectorAll('script, style, iframe, img, object').length")
    for text in (*HOSTILE, REVERSED):
        say(page, text)
    say(page, "hostile")
    last = page.locator("article.counter").last
    for text in (*HOSTILE[:7], REVERSED):
        assert text.strip() in (last.text_content() or "")
    after = page.evaluate("() => document.querySelectorAll('script, style, iframe, img, object').length")
    assert after == before
    hrefs = page.evaluate("() => [...document.links].map((one) => one.protocol)")
    assert set(hrefs) <= {"tel:", "http:", "https:"}
    assert sideways(page) == 0
    page.reload()
    expect(page.locator("article.counter").last).to_contain_text("<script>alert(1)</script>")


def test_reversed_words_do_not_turn_their_neighbours(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, REVERSED)
    assert page.locator("article.mine .paragraph").last.get_attribute("dir") == "auto"
    isolated = page.locator("article .paragraph, article bdi").evaluate_all(
        "(all) => all.every((one) => getComputedStyle(one).unicodeBidi.includes('isolate')"
        " || getComputedStyle(one).unicodeBidi === 'plaintext')"
    )
    assert isolated
    who = page.locator("article.mine .who").last.bounding_box()
    time = page.locator("article.mine time").last.bounding_box()
    assert who
    assert time
    assert time["x"] > who["x"]
