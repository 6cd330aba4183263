"""The organisation's sign-in in a real browser: out to another site and back in, under our strict policy."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyotp
import pytest
import uvicorn

from adapters.console.accounts import first_link
from adapters.settings import OidcSettings
from adapters.store.opening import open_store
from tests.browser.see import expect
from tests.console.door.front import PASSWORD, Clock, SignOn, front
from tests.console.door.provider import CLIENT, SECRET, Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


class Counter:
    """The door on a socket of this machine, and the organisation's sign-in on another."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        # Another site than the provider's, so that the browser's rules for cookies count.
        self.url = f"http://localhost:{port}"
        self.clock, self.store = Clock(), open_store("", folder, None)
        self.provider = Provider(lambda: self.clock().timestamp(), account={"sub": "account-7"})
        settings = OidcSettings(self.provider.issuer, CLIENT, SECRET, trusted=True)
        app = front(self.store.roster, self.clock, "", SignOn(settings, self.store.roster.badges)).app
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)

    def link(self) -> str:
        """Give the link for the first administrator."""
        with ThreadPoolExecutor(1) as thread:
            made = thread.submit(asyncio.run, first_link(self.store.roster, self.url, self.clock.now)).result()
        assert made
        return made

    def close(self) -> None:
        """Close both."""
        self._server.should_exit = True
        self._thread.join(10)
        self.provider.close()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, self.store.close()).result()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Open it."""
    counter = Counter(tmp_path)
    yield counter
    counter.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a browser; what it complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    page, troubles = context.new_page(), list[str]()
    page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
    page.on("pageerror", lambda error: troubles.append(f"{error}"))
    yield page
    context.close()
    assert troubles == []


def test_an_account_is_linked_and_opens_the_door(counter: Counter, page: Page) -> None:
    page.goto(counter.link())
    fields = {"login": "boss", "name": "Boss Sato", "alias": "Boss", "password": PASSWORD, "again": PASSWORD}
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.locator("#code").fill(pyotp.TOTP(secret).at(counter.clock.now))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="I have kept them").click()
    page.goto(f"{counter.url}/staff/me/security")
    page.locator("#current-office").fill(PASSWORD)
    page.get_by_role("button", name="Link my account").click()
    expect(page.get_by_role("status")).to_contain_text("The account is linked.")
    page.get_by_role("button", name="Sign out").click()
    leaving = page.get_by_role("link", name="sign out there")
    expect(leaving).to_have_attribute("href", re.compile(re.escape(counter.provider.issuer)))
    page.get_by_role("button", name="Sign in with the account of your organisation").click()
    expect(page.locator("body")).to_contain_text("Boss Sato administrator")


def test_a_stranger_reads_what_to_do(counter: Counter, page: Page) -> None:
    page.goto(f"{counter.url}/staff/login")
    page.get_by_role("button", name="Sign in with the account of your organisation").click()
    expect(page.get_by_role("alert")).to_contain_text("nobody here is linked to this account")
    page.get_by_role("link", name="Back to the start").click()
    expect(page.locator("h1")).to_have_text("Sign in")
