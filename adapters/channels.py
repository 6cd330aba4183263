"""The channels that are set up. A platform's library is loaded only where its channel is on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Message as Given, Receive, Scope, Send

    from adapters.media import Bringer, Sent
    from adapters.metrics import Metrics
    from adapters.passes import Passes
    from adapters.settings import Settings
    from adapters.telegram.staff.staffroom import Office as StaffOffice
    from bot.message import Message
    from bot.phrases import Phrasebook
    from bot.ports import Channel


_FORGED = (401, 403)
_OK, _BUSY, _BROKEN = 300, 503, 500


class Platform(Protocol):
    """What all platforms' channels have beside the port: a life, and a token that may be refused."""

    @property
    def unauthorised(self) -> bool:
        """Say whether the platform refuses our token."""
        ...

    async def start(self) -> None:
        """Open connections, inside the running loop."""
        ...

    async def stop(self) -> None:
        """Close them."""
        ...


@dataclass(frozen=True, slots=True)
class Channels:
    """Those that are on.

    by_name   what answers are pushed by; bringers: what fetches attachments
    hooks     their webhooks, by path
    attend    has staff answer in their group on Telegram
    """

    by_name: Mapping[str, Channel]
    platforms: Sequence[Platform]
    hooks: Mapping[str, ASGIApp]
    bringers: Mapping[str, Bringer]
    attend: Callable[[StaffOffice], None]


def _nowhere(_: StaffOffice) -> None:
    """Have no group: Telegram is off."""


def open_channels(  # noqa: PLR0913, PLR0917 - everything is passed in
    settings: Settings,
    phrases: Phrasebook,
    take: Callable[[Sequence[Message]], Awaitable[Sequence[Message]]],
    hold: Callable[[], Awaitable[bool]],
    places: Mapping[str, str],
    metrics: Metrics,
    passes: Passes | None = None,
    sent: Sent | None = None,
) -> Channels:
    """Make the channels that have settings; nothing is connected yet.

    passes, sent  how a platform gets what counselors send: it fetches it by an address, or is brought it
    """
    by_name: dict[str, Channel] = {}
    platforms: list[Platform] = []
    hooks: dict[str, ASGIApp] = {}
    bringers: dict[str, Bringer] = {}
    attend: Callable[[StaffOffice], None] = _nowhere
    if settings.line is not None:
        from adapters.line.channel import Line  # noqa: PLC0415

        line = Line(settings.line, phrases, take, passes=passes)
        by_name["line"] = bringers["line"] = line
        platforms.append(line)
        hooks |= _watched("line", line.hooks, metrics)
    if settings.telegram is not None:
        from adapters.telegram.channel import Telegram  # noqa: PLC0415

        telegram = Telegram(
            settings.telegram, phrases, take, places, public_url=settings.public_url, hold=hold, sent=sent
        )  # fmt: skip
        by_name["telegram"] = bringers["telegram"] = telegram
        attend = telegram.attend
        platforms.append(telegram)
        hooks |= _watched("telegram", telegram.hooks, metrics)
    return Channels(by_name, tuple(platforms), hooks, bringers, attend)


def _watched(channel: str, hooks: Mapping[str, ASGIApp], metrics: Metrics) -> dict[str, ASGIApp]:
    return {path: _Watched(hook, channel, metrics) for path, hook in hooks.items()}


class _Watched:
    """Counts a webhook's calls and times its answers."""

    def __init__(self, app: ASGIApp, channel: str, metrics: Metrics) -> None:
        self._app = app
        self._channel = channel
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, and note how it ended."""
        begun = time.perf_counter()

        async def sending(message: Given) -> None:
            if message["type"] == "http.response.start":
                self._metrics.called(self._channel, _result(message["status"]), time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, sending)


def _result(status: int) -> str:
    if status < _OK:
        return "taken"
    if status in _FORGED:
        return "forged"
    if status < _BROKEN:
        return "malformed"
    return "busy" if status == _BUSY else "failed"
