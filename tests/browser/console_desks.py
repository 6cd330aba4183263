"""Counselors at their browsers, and people who write to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from adapters.roster.people import Role
from tests.bot.office import MONDAY
from tests.browser.conftest import DESKTOP
from tests.browser.console_server import ConsoleServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from bot.case import Case
    from tests.console.counter import Person
    from tests.contract.interpreter import Interpreter

OFFICE_PC = {"width": 1366, "height": 768}


@dataclass
class Desks:
    """A console with a server of its own. Whatever goes wrong in a browser is a trouble, and fails the test."""

    browser: Browser
    server: ConsoleServer
    contexts: list[BrowserContext] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def staff(self, login: str, role: Role = Role.COUNSELOR, **about: Any) -> Person:
        """Let somebody in."""
        return self.server.do(self.server.counter.staff, login, role, **about)

    def sit(  # noqa: PLR0913 - who, where, and with what device
        self,
        person: Person,
        path: str,
        *,
        language: str = "en",
        viewport: dict[str, int] | None = None,
        deaf: bool = False,
        before: str = "",
        **options: Any,
    ) -> Page:
        """Open the console for somebody; a deaf page has no live line, ``before`` runs before its own scripts."""
        context = self.browser.new_context(
            viewport=viewport or OFFICE_PC,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale=language,
            **options,
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_cookies(
            [
                {"name": "madoguchi-staff", "value": person.key, "url": self.server.url},
                {"name": "madoguchi-staff-language", "value": language, "url": self.server.url},
            ]
        )
        if deaf:
            context.route("**/staff/events*", lambda route: route.abort())
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.on("request", lambda request: self._requested(request.url))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("console", lambda line: self._said(line.text))
        page.goto(self.server.url + path)
        return page

    @property
    def people(self) -> dict[str, Person]:
        """Give those who were let in."""
        return self.server.counter.people

    def opened(self, *words: str, talk: str = "talk") -> Case:
        """Have a person ask for a person."""
        case: Case = self.server.do(self.server.scene.opened, *words, talk=talk)
        return case

    def claimed(self, person: Person, *words: str, talk: str = "talk") -> Case:
        """Have a person ask, and a counselor take the case."""
        case: Case = self.server.do(self.server.scene.claimed, *words, talk=talk, who=person.who)
        return case

    def say(self, *words: str, talk: str = "talk") -> None:
        """Have a person write."""
        self.server.do(self.server.scene.say, *words, talk=talk)

    def told(self, case: Case) -> list[str]:
        """Give a case's talk in short."""
        talk: list[str] = self.server.do(self.server.scene.told, case)
        return talk

    def close(self) -> None:
        """Close all browsers."""
        for context in self.contexts:
            context.close()
        assert self.troubles == []

    def _requested(self, url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1":
            self.troubles.append(f"foreign host: {url}")

    def _said(self, text: str) -> None:
        if "Content Security" in text or "Trusted" in text:
            self.troubles.append(text)

    def _dialog(self, found: Any) -> None:
        self.troubles.append(f"dialog: {found.message}")
        found.dismiss()


def seat(chromium: Browser, folder: Path, engine: Interpreter | None = None) -> Iterator[Desks]:
    """Give desks, and close them."""
    server = ConsoleServer(folder, MONDAY, engine)
    desks = Desks(chromium, server)
    yield desks
    try:
        desks.close()
    finally:
        server.stop()


@pytest.fixture
def desks(chromium: Browser, tmp_path: Path) -> Iterator[Desks]:
    """Give an office with nobody in it."""
    yield from seat(chromium, tmp_path)


def live(page: Page) -> None:
    """Wait until a page's live line is there."""
    page.locator("#line-state[data-state=on]").wait_for(state="attached")


__all__ = ["DESKTOP", "OFFICE_PC", "Desks", "desks", "live"]
