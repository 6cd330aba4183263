"""How the demonstration's tests come to its page, and what they do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser.conftest import DESKTOP
from tests.browser.demo import Demo, Phones
from tests.browser.demo_bots import line_bot, line_fresh, telegram_bot, telegram_fresh
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., Page]

SMALL = {"width": 360, "height": 740}


def shown() -> Iterator[Demo]:
    """Give a demonstration with two stand-ins."""
    demo = Demo(Phones(line_bot, line_fresh), Phones(telegram_bot, telegram_fresh))
    yield demo
    demo.stop()


def visits(chromium: Browser, demo: Demo) -> Iterator[Open]:
    """Give a way to come to the page. Foreign hosts and anything the console has to say fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def requested(url: str) -> None:
        if urlsplit(url).netloc != urlsplit(demo.url).netloc:
            troubles.append(f"foreign host: {url}")

    def come(language: str = "en", viewport: dict[str, int] | None = None, *, begun: bool = True, **more: Any) -> Page:
        context = chromium.new_context(
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            locale=language,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("request", lambda request: requested(request.url))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda line: troubles.append(line.text))
        page.goto(demo.url)
        if begun:
            begin(page)
        return page

    yield come
    for context in contexts:
        context.close()
    assert troubles == []


def begin(page: Page) -> None:
    """Become a friend on one phone and start the bot on the other."""
    page.locator(".phone.line .gate .solid").click()
    page.locator(".phone.telegram .start").click()
    for phone in ("line", "telegram"):
        expect(theirs(page, phone).last).to_contain_text("Welcome!")


def theirs(page: Page, phone: str) -> Any:
    """Give what the counter said on a phone."""
    return page.locator(f".phone.{phone} article.theirs")


def mine(page: Page, phone: str) -> Any:
    """Give what the person said on it."""
    return page.locator(f".phone.{phone} article.mine")


def say(page: Page, phone: str, text: str) -> None:
    """Write something and see it on the screen."""
    page.locator(f"#{phone}-text").fill(text)
    page.locator(f"#{phone}-text").press("Enter")
    expect(mine(page, phone).filter(has_text=text).last).to_be_visible()


def box(found: Any) -> dict[str, float]:
    """Give where something lies."""
    rectangle: dict[str, float] = found.bounding_box()
    return rectangle
