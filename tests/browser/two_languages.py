"""An office with an engine that goes over English, and somebody who writes Ukrainian."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.console_desks import Desks, seat
from tests.browser.see import expect
from tests.contract.interpreter import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from bot.case import Case
    from tests.console.counter import Person


WORDS = "電話は045-000-0000です。"


@pytest.fixture
def engine() -> Interpreter:
    """Give an engine that goes over English."""
    return Interpreter(pivoted={("uk", "ja"), ("ja", "uk")})


@pytest.fixture
def desks(chromium: Browser, tmp_path: Path, engine: Interpreter) -> Iterator[Desks]:
    """Give an office with an engine and nobody in it."""
    yield from seat(chromium, tmp_path, engine)


def begun(desks: Desks) -> tuple[Person, Case]:
    sato = desks.staff("sato")
    return sato, desks.claimed(sato, "куди подіти сміття")


def typed(page: Page, words: str) -> None:
    page.locator("#text").fill(words)
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#translated")).to_be_focused()
