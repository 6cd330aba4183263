"""Commands and profile texts: every language, and only what is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.settings import TelegramSettings
from adapters.telegram.commands import MENU, START
from adapters.telegram.sync import sync
from tests.telegram.conftest import SECRET
from tests.telegram.wire import TOKEN, Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio

CODES = ["", "ja", "zh", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru"]


def sets(wire: Wire) -> list[str]:
    return [f"{name} {body.get('language_code', '')}" for name, body in wire.calls if name.startswith("set")]


async def test_a_second_run_changes_nothing(phrases: Phrasebook, wire: Wire) -> None:
    settings = TelegramSettings(TOKEN, SECRET, wire.url, polling=True)
    told: list[str] = []
    changes = await sync(settings, phrases, told.append)
    assert changes.trouble == ""
    assert told == list(changes.made) != []
    commands = [each.removeprefix("setMyCommands ") for each in sets(wire) if each.startswith("setMyCommands")]
    assert commands == CODES
    wire.calls.clear()
    assert (await sync(settings, phrases, told.append)).made == ()
    assert sets(wire) == []


async def test_only_what_differs_is_set(phrases: Phrasebook, wire: Wire) -> None:
    settings = TelegramSettings(TOKEN, SECRET, wire.url, polling=True)
    await sync(settings, phrases, lambda _: None)
    wire.calls.clear()
    wire.texts["MyDescription uk"] = {"description": "old"}
    assert (await sync(settings, phrases, lambda _: None)).made == ("description uk",)


async def test_commands_stand_in_private_chats(phrases: Phrasebook, wire: Wire) -> None:
    await sync(TelegramSettings(TOKEN, SECRET, wire.url, polling=True), phrases, lambda _: None)
    body = wire.of("setMyCommands")[0]
    assert body["scope"] == {"type": "all_private_chats"}
    assert [each["command"] for each in body["commands"]] == [START, *MENU]


@pytest.mark.parametrize(
    "answer", [error(429, "Too Many Requests", retry_after=9), error(401, "Unauthorized"), Answer(torn=True)]
)
async def test_a_refusal_ends_it_and_is_said_without_the_token(answer: Answer, phrases: Phrasebook, wire: Wire) -> None:
    wire.script["setMyName"] = [answer]
    changes = await sync(TelegramSettings(TOKEN, SECRET, wire.url, polling=True), phrases, lambda _: None)
    assert changes.made == ("commands en",)
    assert changes.trouble in {"Slow", "InvalidToken", "Unknown"}


async def test_it_is_put_in_order_at_the_start(channel: Callable[..., Telegram], wire: Wire) -> None:
    await channel(tell=True).start()
    await wire.until("setMyCommands", len(CODES))


def test_texts_are_within_the_limits(phrases: Phrasebook) -> None:
    for language in phrases.languages:
        for key, most in (("profile_name", 64), ("profile_about", 512), ("profile_short", 120)):
            assert 0 < len(phrases.say(key, language.tag)) <= most, (key, language.tag)
        for name in (START, *MENU):
            assert 0 < len(phrases.say(f"command_{name}", language.tag)) <= 256
