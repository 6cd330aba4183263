"""Messages and steps as the core makes them, in short words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from bot.message import Message, Text
from bot.parcel import Parcel
from bot.reply import Choice, Kind, Paragraph, Reply
from bot.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.store.store import SqlStore
    from bot.message import Content
    from bot.parcel import Dispatch
    from bot.step import Event

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CANARY = "カナリア-canary-7f3a"

_numbers = count(1)


def message(
    content: Content | str = "こんにちは", talk: str = "talk", event: str = "", channel: str = "web", ref: str = ""
) -> Message:
    """Make a message nobody sent before."""
    what = Text(content) if isinstance(content, str) else content
    return Message(channel, talk, event or f"event-{next(_numbers)}", what, NOW, "ja", ref)


def reply(text: str, *choices: Choice) -> Reply:
    """Make a reply of one paragraph."""
    return Reply(Kind.ANSWER, "ja", (Paragraph(text),), choices)


async def answer(
    store: SqlStore,
    told: Message,
    *texts: str,
    choices: tuple[Choice, ...] = (),
    events: tuple[Event, ...] = (),
    parcels: Sequence[Parcel] = (),
) -> Sequence[Dispatch]:
    """Keep a message and answer it, as the reception does."""
    await store.keep([told])
    return await save(store, told, *texts, choices=choices, events=events, parcels=parcels)


async def save(
    store: SqlStore,
    told: Message,
    *texts: str,
    choices: tuple[Choice, ...] = (),
    events: tuple[Event, ...] = (),
    parcels: Sequence[Parcel] = (),
) -> Sequence[Dispatch]:
    """Answer a kept message."""
    talk = await store.open(told.channel, told.conversation)
    talk = replace(talk, version=talk.version + 1, language="ja", offered=choices)
    step = Step(talk, tuple(reply(text, *choices) for text in texts), events)
    return await store.save(told, step, parcels)


def parcels(*bodies: str) -> list[Parcel]:
    """Pack something, as a channel does."""
    return [Parcel(body, "reply") for body in bodies]
