"""A page over a counter in memory, and a clock that the tests turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.web.page import Page
from tests.web.counter import NUMBERS, Counter, phrasebook

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

HOME = "http://counter.example"
EVENT = "0b0e7a3e-8f4f-4c59-9d5f-0d1f0c6f4a01"


@dataclass
class Clock:
    """Monotonic time by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now


@pytest.fixture(scope="session")
def phrases() -> Phrasebook:
    """Give the real phrases."""
    return phrasebook()


@pytest.fixture
def counter(phrases: Phrasebook) -> Counter:
    """Give a counter that has seen nobody."""
    return Counter(phrases)


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def page(counter: Counter, clock: Clock) -> Page:
    """Give the page."""
    return Page(counter.receive, counter, counter.phrases, NUMBERS, files=counter.file, clock=clock)


@pytest.fixture
def app(page: Page) -> FastAPI:
    """Give an application with the page."""
    app = FastAPI(openapi_url=None)
    app.include_router(page.router)
    return app


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Give a browser that was never here."""
    return TestClient(app, base_url=HOME, raise_server_exceptions=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """Give a browser that has opened the page."""
    stranger.headers["origin"] = HOME
    assert stranger.get("/").status_code == 200
    return stranger


def post(client: TestClient, event: str = EVENT, /, **body: object) -> int:
    """Post a message, and give the status."""
    return client.post("/web/messages", json={"event": event, **body}).status_code
