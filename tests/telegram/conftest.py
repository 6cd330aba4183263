"""Telegram's side of the wire, and the counter's channel on the other end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.settings import TelegramSettings
from adapters.telegram.channel import Telegram
from adapters.telegram.polling import Pauses
from knowledge.library import read_phrasebook
from tests.telegram.wire import TOKEN, Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.message import Message
    from bot.phrases import Phrasebook

SECRET = "s3cret_-"  # noqa: S105 - of a bot that is not there
PLACES = {"tsurumi": "Tsurumi International Lounge", "consultation-center": "Information Center"}
QUICK = Pauses(poll=1, lease=0.05, first=0.01, longest=0.05, token=0.3)


@dataclass
class Clock:
    """The time of day by hand."""

    now: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Inbox:
    """What the store does with messages: each kept once, by its event; ``faults`` are raised first."""

    kept: list[Message] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    async def take(self, messages: Sequence[Message]) -> Sequence[Message]:
        if self.faults:
            raise self.faults.pop(0)
        seen = {message.event for message in self.kept}
        new = [message for message in messages if message.event not in seen]
        self.kept += new
        return new


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def phrases() -> Phrasebook:
    return read_phrasebook(Path(__file__).parents[2] / "knowledge")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    await wire.start()
    yield wire
    await wire.stop()
    assert wire.problems == []


Open = "Callable[..., Telegram]"


@pytest.fixture
async def channel(
    phrases: Phrasebook, wire: Wire, inbox: Inbox, clock: Clock
) -> AsyncIterator[Callable[..., Telegram]]:
    """Give a maker of channels; they are stopped at the end."""
    opened: list[Telegram] = []

    def make(*, polling: bool = False, **more: object) -> Telegram:
        settings = TelegramSettings(TOKEN, SECRET, wire.url, polling)
        given: dict[str, object] = {"clock": clock, "pauses": QUICK, "tell": False, **more}
        opened.append(Telegram(settings, phrases, inbox.take, PLACES, **given))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for each in opened:
        await each.stop()
