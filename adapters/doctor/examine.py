"""The examination, in the order in which one would mend things: the house first, then the way to it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.doctor.asking import Asker, asker
from adapters.doctor.database import data_exists, database_is_well
from adapters.doctor.finding import Finding, ok, warning, wrong
from adapters.doctor.house import clock_is_right, disk_has_room, key_is_kept, knowledge_loads, settings_read
from adapters.doctor.line import line_is_well
from adapters.doctor.sign_on import sign_on_is_well
from adapters.doctor.telegram import telegram_is_well
from adapters.doctor.translation import translation_is_well

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from adapters.settings import Settings

_LONGEST = 60.0


async def examine(settings: Settings, clock: Callable[[], datetime] | None = None) -> AsyncIterator[Finding]:
    """Examine everything; findings come as soon as they are there. Nothing is changed anywhere."""
    now = clock or (lambda: datetime.now(UTC))
    exists = data_exists(settings)
    house: tuple[tuple[str, Callable[[], Iterable[Finding]]], ...] = (
        ("settings", lambda: settings_read(settings)),
        ("knowledge", lambda: knowledge_loads(settings)),
        ("disk", lambda: disk_has_room(settings)),
        ("key", lambda: key_is_kept(settings, data_exists=exists)),
        ("database", lambda: database_is_well(settings)),
    )
    for check, look in house:
        for finding in await _in_a_thread(check, look):
            yield finding
    async for finding in examine_ways(settings, now()):
        yield finding


async def examine_ways(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Examine what lies outside the house: the public address and the platforms."""
    async with asker() as ask:
        yield await _clock(ask, settings, now)
        if settings.public_url:
            yield await _public(ask, settings.public_url)
        if settings.line:
            async for finding in line_is_well(ask, settings.line, settings.public_url):
                yield finding
        if settings.telegram:
            async for finding in telegram_is_well(ask, settings.telegram, settings.public_url, now):
                yield finding
        if settings.translate:
            for finding in await translation_is_well(ask, settings.translate):
                yield finding
        if settings.oidc:
            async for finding in sign_on_is_well(ask, settings.oidc, settings.public_url):
                yield finding


async def _in_a_thread(check: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """Run a check that blocks; one that fails or takes too long is a finding as well."""
    try:
        async with asyncio.timeout(_LONGEST):
            return await asyncio.to_thread(lambda: list(look()))
    except TimeoutError:
        return [wrong(check, f"no answer within {_LONGEST:.0f} s", "is the disk or the database overloaded?")]
    except Exception as error:  # noqa: BLE001 - a doctor goes on with the next check
        return [
            wrong(check, f"could not be examined ({type(error).__name__})", "report this with the type of the error")
        ]


async def _clock(ask: Asker, settings: Settings, now: datetime) -> Finding:
    if settings.line is not None:
        answer = await ask.ask(f"{settings.line.api_base_url}/v2/bot/info", bearer=settings.line.channel_access_token)
        return clock_is_right(now, answer.date, "LINE's clock")
    if settings.telegram is not None:
        answer = await ask.ask(f"{settings.telegram.api_base_url}/bot{settings.telegram.bot_token}/getMe")
        return clock_is_right(now, answer.date, "Telegram's clock")
    return clock_is_right(now, None, "")


async def _public(ask: Asker, public_url: str) -> Finding:
    answer = await ask.ask(f"{public_url}/livez")
    if answer.good and answer.text == "ok":
        return ok("public address", f"{public_url} leads to a counter that answers")
    if answer.nobody:
        says = f"nobody answers at {public_url} ({answer.trouble})"
        return wrong(
            "public address", says, "start the counter; look at the proxy, its certificate, and the name's DNS"
        )
    if answer.good:
        says = f"{public_url} leads to something else"
        return wrong("public address", says, "let the proxy pass everything on to the counter")
    return warning(
        "public address",
        f"{public_url}/livez answers {answer.status}",
        "start the counter, and let the proxy pass everything on to it",
    )
