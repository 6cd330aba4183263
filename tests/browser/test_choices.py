"""Chips, thumbs, languages and locations, by mouse and by finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.message import Location, Tap
from tests.browser.conftest import PHONE, lines, say
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.counter import Counter

pytestmark = pytest.mark.browser


def test_an_emergency_shows_numbers_to_tap(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.locator("#alarm a")).to_have_text(["119", "110"])
    say(page, "help", answers=2)
    first = page.locator(".kind-emergency a.phone").first
    expect(first).to_have_attribute("href", "tel:119")
    expect(page.locator(".show-text")).to_have_attribute("lang", "ja")


def test_chips_are_taken_by_a_tap_or_by_their_number(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    say(page, "maybe")
    page.locator(".kind-offer .chip").first.tap()
    expect(page.locator(".place")).to_be_visible()
    assert list(counter.seen.values())[-1].content == Tap("entry:lounges_all")
    assert lines(page)[-1] == "All lounges of Yokohama, and the consultation centre:"
    # On a phone the keyboard must not jump up over the answer.
    expect(page.locator("#message")).not_to_be_focused()


def test_a_thumb_is_given_once(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    say(page, "lounge")
    up, down = (page.get_by_role("button", name=name, exact=True) for name in ("This helped", "This did not help"))
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    down.click()
    page.wait_for_timeout(200)
    taps = [m.content for m in counter.seen.values() if isinstance(m.content, Tap)]
    assert taps == [Tap("rate:up:place-naka")]


def test_the_language_is_changed_by_the_chooser_and_by_a_chip(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    assert page.locator("#language option").count() == 15
    page.locator("#language").select_option("uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator("#message")).to_have_attribute("placeholder", "Напишіть запитання")
    expect(page.locator("#alarm a")).to_have_text(["119", "110"])
    assert list(counter.seen.values())[-1].content == Tap("lang:uk")
    page.locator(".chip", has_text="やさしい日本語").click()
    expect(page.locator("html")).to_have_attribute("data-language", "ja-easy")
    expect(page.locator("#language")).to_have_value("ja-easy")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-language", "ja-easy")


def test_easy_japanese_has_its_readings_above(visit: Callable[..., Page]) -> None:
    page = visit("ja-easy")
    ruby = page.locator("article.counter ruby").first
    expect(ruby.locator("rt")).to_have_text("よこはま")
    assert "\uff08" not in (page.locator("#message").get_attribute("placeholder") or "")


def test_where_somebody_is_goes_out_only_when_they_say_so(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit(geolocation={"latitude": 35.443712, "longitude": 139.638}, permissions=["geolocation"])
    say(page, "near")
    assert not any(isinstance(m.content, Location) for m in counter.seen.values())
    page.locator("button.locate").click()
    expect(page.locator(".place")).to_be_visible()
    assert list(counter.seen.values())[-1].content == Location(35.4437, 139.638)
    page.locator("#where").click()
    expect(page.locator(".place")).to_have_count(2)


def test_without_a_location_the_page_says_what_to_do(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    page.locator("#where").click()
    expect(page.locator("#notice")).to_contain_text("did not give your location")
    expect(page.locator("#message")).to_be_focused()
    assert not any(isinstance(m.content, Location) for m in counter.seen.values())
