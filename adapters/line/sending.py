"""What LINE's answer to a reply or a push means, and what may be done about it. All of it in one place.

Sources, read 2026-11-23: Messaging API reference (reply, push, status codes), "Retry failed API requests".
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.errors import SendError
from bot.parcel import Receipt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.line.letter import Letter
    from adapters.line.wire import Answer, Wire
    from bot.parcel import Dispatch

REPLY, PUSH = "/v2/bot/message/reply", "/v2/bot/message/push"
BOT = "/v2/bot/info"
VALIDATE = "/v2/bot/message/validate/reply"
SOON_S = 2.0
TOKEN_S = 50.0
"""A reply token lives for a minute from its receipt; the rest is kept for the way."""
KEY_S = 24 * 3600.0
"""For so long LINE remembers a retry key."""
ALARM_S = 60.0
PAUSED_S = 600.0
"""So often it is asked, while pushes rest, whether the account has got a larger allowance."""
JST = timezone(timedelta(hours=9))

_OK, _BAD, _UNAUTHORISED, _CONFLICT, _MANY, _TROUBLE = 200, 400, 401, 409, 429, 500
_LONGEST_WAIT = 3600.0
_SPENT, _FORGOTTEN, _USED_UP, _ODD = "reply token", "retry key", "monthly limit", "unreadable"

_log = logging.getLogger(__name__)


class Sending:
    """Sends replies and pushes. ``used_up`` asks LINE whether this month's messages are gone."""

    def __init__(self, wire: Wire, clock: Callable[[], float], used_up: Callable[[], Awaitable[bool]]) -> None:
        self._wire = wire
        self._clock = clock
        self._used_up = used_up
        self._paused_until = 0.0
        self._asked = float("-inf")
        self._alarmed = float("-inf")
        self.unauthorised = False

    @property
    def quota_exhausted(self) -> bool:
        """Say whether pushes rest until next month; replies are free and go on."""
        return self._clock() < self._paused_until

    async def reply(self, letter: Letter, dispatch: Dispatch) -> Receipt:
        """Answer with the reply token. It works once, so it is itself the key against doubling."""
        try:
            return await self._reply(letter, dispatch)
        except SendError as error:
            if error.retry and error.unsure and error.wait is None:
                # Only while the token lives a repetition tells whether the first try had arrived.
                error.wait = SOON_S
            raise

    async def _reply(self, letter: Letter, dispatch: Dispatch) -> Receipt:
        if not letter.token or self._clock() - letter.at > TOKEN_S:
            if dispatch.unsure:
                raise SendError(_SPENT, retry=False, unsure=True)
            raise SendError(_SPENT, retry=True, route="push")
        answer = await self._wire.call("POST", REPLY, letter.reply)
        if answer.status != _BAD:
            return await self._receipt(answer)
        if "invalid reply token" not in answer.message.lower() and await self._refused(letter):
            raise self._failed(answer, SendError("400", retry=False))
        if dispatch.unsure:
            # The token was good and is used up: the earlier try had arrived.
            return Receipt()
        raise SendError(_SPENT, retry=True, route="push")

    async def push(self, letter: Letter, dispatch: Dispatch) -> Receipt:
        """Send without a token; the key makes a repetition harmless for as long as LINE remembers it."""
        if dispatch.unsure and self._clock() - letter.at > KEY_S:
            raise SendError(_FORGOTTEN, retry=False, unsure=True)
        if not dispatch.unsure and await self._paused():
            raise SendError(_USED_UP, retry=False)
        answer = await self._wire.call("POST", PUSH, letter.push, {"X-Line-Retry-Key": str(dispatch.key)})
        if answer.status == _CONFLICT:
            return Receipt(answer.sent)
        return await self._receipt(answer, pushed=True)

    async def who_are_we(self) -> str:
        """Ask for our own user id; this also tells early whether the access token is good."""
        answer = await self._wire.call("GET", BOT)
        await self._receipt(answer)
        user = answer.body.get("userId")
        if not isinstance(user, str):
            raise SendError(_ODD, retry=True)
        return user

    async def _paused(self) -> bool:
        if not self.quota_exhausted:
            return False
        if self._clock() - self._asked >= PAUSED_S:
            self._asked = self._clock()
            if not await self._used_up():
                self._paused_until = 0.0
        return self.quota_exhausted

    async def _refused(self, letter: Letter) -> bool:
        """Say whether it is the messages that LINE does not take: then another way would not help."""
        try:
            return (await self._wire.call("POST", VALIDATE, letter.validate)).status == _BAD
        except SendError:
            return False

    async def _receipt(self, answer: Answer, *, pushed: bool = False) -> Receipt:
        if answer.status == _OK:
            self.unauthorised = False
            return Receipt(answer.sent)
        if answer.status == _UNAUTHORISED:
            raise self._turned_away(answer)
        if answer.status == _MANY:
            raise self._failed(answer, await self._too_many(answer, pushed=pushed))
        if answer.status < _BAD or answer.status >= _TROUBLE:
            raise self._failed(answer, SendError(str(answer.status), retry=True, unsure=True))
        raise self._failed(answer, SendError(str(answer.status), retry=False))

    async def _too_many(self, answer: Answer, *, pushed: bool) -> SendError:
        """Tell too fast from too many: the one passes in seconds, the other next month."""
        said = answer.message.lower()
        unclear = pushed and "rate limit" not in said and "retry-after" not in answer.headers
        if pushed and ("monthly limit" in said or (unclear and await self._used_up())):
            self._asked = self._clock()
            self._paused_until = next_month(self._asked)
            _log.error("LINE's messages of this month are used up: pushes rest, replies go on")
            return SendError(_USED_UP, retry=False)
        # What is not said to be the rate may be the month after all: that is tried for two hours, not for ever.
        return SendError("429", retry=True, broad=not unclear, wait=_seconds(answer.headers.get("retry-after", "")))

    def _turned_away(self, answer: Answer) -> SendError:
        self.unauthorised = True
        if self._clock() - self._alarmed >= ALARM_S:
            self._alarmed = self._clock()
            _log.error("LINE refuses the channel access token (request %s)", answer.request)
        return SendError("401", retry=True, wait=ALARM_S, broad=True)

    def _failed(self, answer: Answer, error: SendError) -> SendError:
        _log.warning("LINE answered %d: %s (request %s)", answer.status, error.reason, answer.request)
        return error


def next_month(now: float) -> float:
    """Give when the next month begins in Japan, where the allowance is counted; unix seconds."""
    today = datetime.fromtimestamp(now, UTC).astimezone(JST)
    first = (today.replace(day=1, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=32)).replace(day=1)
    return first.timestamp()


def _seconds(value: str) -> float | None:
    """Read Retry-After, which LINE does not promise; a date or nonsense counts as not said."""
    return min(float(value), _LONGEST_WAIT) if value.isascii() and value.isdigit() and len(value) < 9 else None  # noqa: PLR2004
