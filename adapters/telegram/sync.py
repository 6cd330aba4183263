"""Commands and profile texts in every language, as Telegram shows them before anybody has written.

Telegram takes two-letter codes here, so that both kinds of Chinese share one text and easy Japanese
has none (setMyCommands, setMyName, setMyDescription, setMyShortDescription,
https://core.telegram.org/bots/api, read 2026-11-23). Said only where it is different: the name may
be changed a few times a day only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from adapters.telegram.client import connect
from adapters.telegram.commands import MENU, START

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from telegram import Bot

    from adapters.settings import TelegramSettings
    from bot.phrases import Phrasebook

DEFAULT = "en"
_LETTERS = 2
_COMMANDS = (START, *MENU)


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed ("commands uk", …), and why the rest was not; "" when nothing is left to do."""

    made: tuple[str, ...] = ()
    trouble: str = ""


async def sync(settings: TelegramSettings, phrases: Phrasebook, report: Callable[[str], None]) -> Changes:
    """Bring everything up to date; ``report`` is told each change. A second run changes nothing."""
    bot, wire = connect(settings)
    await wire.initialize()
    try:
        return await apply(bot, phrases, report)
    finally:
        await wire.shutdown()


async def apply(bot: Bot, phrases: Phrasebook, report: Callable[[str], None] = lambda _: None) -> Changes:
    """Get each text, compare, and set what differs. Stops at the first refusal."""
    made: list[str] = []
    try:
        for code, tag in _languages(phrases):
            for what, work in _texts(bot, phrases, code, tag):
                if await work:
                    name = f"{what} {code or DEFAULT}"
                    made.append(name)
                    report(name)
    except TelegramError as error:
        # The type only: its text may hold the address of the call, and with it the token.
        return Changes(tuple(made), type(error).__name__)
    return Changes(tuple(made))


def _languages(phrases: Phrasebook) -> Iterator[tuple[str, str]]:
    """Give Telegram's code and our tag; the default, for everybody else, comes first."""
    yield "", DEFAULT
    seen = {DEFAULT}
    for language in phrases.languages:
        code = language.tag.partition("-")[0]
        if len(code) == _LETTERS and code not in seen:
            seen.add(code)
            yield code, language.tag


def _texts(bot: Bot, phrases: Phrasebook, code: str, tag: str) -> Iterator[tuple[str, Awaitable[bool]]]:
    if phrases.has("command_start"):
        yield "commands", _commands(bot, phrases, code, tag)
    if phrases.has("profile_name"):
        yield "name", _name(bot, phrases.say("profile_name", tag), code)
    if phrases.has("profile_about"):
        yield "description", _description(bot, phrases.say("profile_about", tag), code)
    if phrases.has("profile_short"):
        yield "short description", _short(bot, phrases.say("profile_short", tag), code)


async def _commands(bot: Bot, phrases: Phrasebook, code: str, tag: str) -> bool:
    scope = BotCommandScopeAllPrivateChats()
    wanted = [(name, phrases.say(f"command_{name}", tag)) for name in _COMMANDS]
    shown = await bot.get_my_commands(scope, code or None)
    if [(each.command, each.description) for each in shown] == wanted:
        return False
    return await bot.set_my_commands(wanted, scope, code or None)


async def _name(bot: Bot, wanted: str, code: str) -> bool:
    shown = await bot.get_my_name(code or None)
    return shown.name != wanted and await bot.set_my_name(wanted, code or None)


async def _description(bot: Bot, wanted: str, code: str) -> bool:
    shown = await bot.get_my_description(code or None)
    return shown.description != wanted and await bot.set_my_description(wanted, code or None)


async def _short(bot: Bot, wanted: str, code: str) -> bool:
    shown = await bot.get_my_short_description(code or None)
    return shown.short_description != wanted and await bot.set_my_short_description(wanted, code or None)
