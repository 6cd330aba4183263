"""A real Chromium against the page on this machine; nothing may leave the machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.server import Server
from tests.web.counter import Counter, phrasebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def pytest_configure(config: pytest.Config) -> None:
    """Name our mark."""
    config.addinivalue_line("markers", "browser: needs a real Chromium (apt-get install chromium)")


# One Chromium per module: playwright keeps an event loop open in this thread, and tests of other
# rooms, which may run between ours, need the thread for theirs.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give Chromium, or skip with a clear word."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def counter() -> Counter:
    """Give a counter that has seen nobody."""
    return Counter(phrasebook())


@pytest.fixture
def server(counter: Counter) -> Iterator[Server]:
    """Give the page on a socket of this machine."""
    server = Server(counter)
    yield server
    server.stop()


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Give a way to come to the page: as whom, with what device. Foreign hosts fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def come(language: str = "en", viewport: dict[str, int] | None = None, **options: Any) -> Page:
        context = chromium.new_context(
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            locale="ja" if language == "ja-easy" else language,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "language", "value": language, "url": server.url}])

        def requested(url: str) -> None:
            if urlsplit(url).hostname != "127.0.0.1":
                troubles.append(f"foreign host: {url}")

        def dialog(found: Any) -> None:
            troubles.append(f"dialog: {found.message}")
            found.dismiss()

        page = context.new_page()
        page.on("request", lambda request: requested(request.url))
        page.on("dialog", dialog)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        page.goto(server.url)
        page.locator("article.counter").first.wait_for()
        return page

    yield come
    for context in contexts:
        context.close()
    assert troubles == []


def say(page: Page, text: str, answers: int = 1) -> None:
    """Write something and wait for what the counter says to it."""
    before = page.locator("article.counter").count()
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")
    page.locator("article.counter").nth(before + answers - 1).wait_for()


def lines(page: Page) -> list[str]:
    """Give the person's own words on the screen, in order."""
    return page.locator("article.mine .paragraph").all_inner_texts()


def sideways(page: Page) -> int:
    """Give by how many pixels the page is wider than the window."""
    wide: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
