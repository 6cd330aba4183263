"""A talk in a real browser: by keyboard, read aloud, shown and erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.message import Joined, Tap
from tests.browser.conftest import PHONE, say
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.counter import Counter

pytestmark = pytest.mark.browser


def test_the_counter_greets_a_newcomer_once(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    expect(page.locator("article.counter")).to_have_count(1)
    expect(page.locator("article.counter")).to_contain_text("Hello, this is Madoguchi")
    page.reload()
    expect(page.locator("article.counter")).to_have_count(1)
    assert [type(message.content) for message in counter.seen.values()] == [Joined]


def test_a_whole_talk_by_keyboard(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("lounge")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("please")
    page.keyboard.press("Enter")
    expect(page.locator(".place")).to_be_visible()
    assert counter.texts() == ["lounge\nplease"]
    expect(page.locator("#message")).to_be_focused()
    expect(page.locator("#message")).to_have_value("")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.classList.contains('chip')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("article.counter")).to_have_count(3)
    expect(page.locator("#message")).to_be_focused()
    assert isinstance(list(counter.seen.values())[-1].content, Tap)


def test_the_first_tab_skips_to_the_field(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    # From the top: a greeting that has scrolled into view already moves where Chromium begins.
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()


def test_enter_does_not_send_while_a_word_is_composed(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit("ja")
    field = page.locator("#message")
    field.fill("らうんじ")
    for held in ({"isComposing": True}, {"keyCode": 229}):
        field.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **held})
    expect(field).to_have_value("らうんじ")
    assert counter.texts() == []
    field.press("Enter")
    expect(page.locator("article.mine")).to_have_count(1)


def test_who_says_what_is_labelled_and_in_its_language(visit: Callable[..., Page]) -> None:
    page = visit("uk")
    say(page, "lounge")
    expect(page.locator("article.mine .who span")).to_have_text("Ви")
    assert page.locator("article.counter").last.get_attribute("lang") == "uk"
    expect(page.locator(".place .address")).to_have_attribute("lang", "ja")
    assert page.locator("html").get_attribute("lang") == "uk"


def test_only_what_is_new_is_read_aloud(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "lounge")
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    expect(page.locator("article.mine")).to_have_attribute("aria-live", "off")
    page.add_init_script(
        "new MutationObserver((all) => { for (const one of all) for (const node of one.addedNodes)"
        " if (node.matches?.('article')) (window.heard ??= []).push(node.closest('[role=log]').ariaLive); })"
        ".observe(document, { childList: true, subtree: true });"
    )
    page.reload()
    expect(page.locator(".place")).to_be_visible()
    assert set(page.evaluate("() => window.heard")) == {"off"}
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")


def test_a_place_card_calls_and_opens_the_map_only_on_a_tap(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "lounge")
    card = page.locator(".place")
    expect(card).to_contain_text("なか国際交流ラウンジ")
    expect(card.get_by_role("link", name="Call 045-210-0667")).to_have_attribute("href", "tel:0452100667")
    address = card.get_by_role("link", name="Open the map")
    expect(address).to_have_attribute("href", re.compile(r"^https://www\.openstreetmap\.org/search\?query=%E6"))
    expect(address).to_have_attribute("rel", re.compile("noopener"))
    expect(card.locator(".hours.open")).to_have_text("Open now, until 17:00")


def test_japanese_words_are_shown_large_and_put_away_again(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "lounge")
    opener = page.get_by_role("button", name="Show it large")
    opener.click()
    expect(page.locator("#large")).to_contain_text("日本大通35")
    page.keyboard.press("Escape")
    expect(page.locator("#large")).to_be_hidden()
    expect(opener).to_be_focused()


def test_too_much_is_said_before_it_is_sent(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    field = page.locator("#message")
    field.fill("x" * 4700)
    expect(page.locator("#left")).to_have_text("300 characters left")
    field.fill("x" * 5001)
    expect(page.locator("#left")).to_contain_text("too long")
    field.press("Enter")
    expect(field).to_have_value("x" * 5001)
    assert counter.texts() == []


def test_somebody_is_writing_is_shown(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    counter.delay = 0.6
    page.locator("#message").fill("lounge")
    page.locator("#send").click()
    expect(page.locator("#typing")).to_be_visible()
    expect(page.locator(".place")).to_be_visible()
    expect(page.locator("#typing")).to_be_hidden()


def test_deleting_empties_the_page(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "my secret")
    page.locator("#menu summary").click()
    page.locator("#delete").click()
    page.locator(".chip", has_text="Delete everything").click()
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article")).to_contain_text("has been deleted")
    page.reload()
    expect(page.locator("article")).to_have_count(1)
    assert "secret" not in page.content()


def test_zero_makes_the_page_look_empty(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "my secret")
    page.locator("#message").fill("0")
    page.locator("#message").press("Enter")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article")).to_have_text(re.compile("Hello. What would you like to know"))
    page.reload()
    expect(page.locator("article")).to_have_count(1)
    assert page.evaluate("() => JSON.stringify(sessionStorage)").count("secret") == 0
