"""Updates fetched by long polling: kept first, confirmed afterwards, by one process at a time.

getUpdates is called past the library: its own call writes everything it got into the log and
drops all of it when one update cannot be read.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, NetworkError, TelegramError

from adapters.telegram.parse import WANTED, update_id
from bot.errors import StoreBusy, StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from adapters.telegram.client import Wire
    from adapters.telegram.intake import Intake

log = logging.getLogger(__name__)

_ANSWER_S = 15.0
Answer = tuple[int, bytes]
_OK, _NO_TOKEN, _CONFLICT = 200, (401, 404), 409
_CLEAR_EVERY = 24 * 3600
"""After a week of silence Telegram begins anew with any number, also a lower one ([Update] update_id)."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds. lease: between looks at the lease; first, longest: waits after a fault; token: after a 401."""

    poll: int = 50
    lease: float = 3.0
    first: float = 1.0
    longest: float = 30.0
    token: float = 60.0


@dataclass(slots=True)
class Health:
    """What readiness asks: ``unauthorised`` while Telegram does not know the token."""

    unauthorised: bool = False


@dataclass(slots=True)
class _Shift:
    """One holding of the lease."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    offset: int | None = None
    faults: int = 0
    quiet_since: float = 0.0
    said: bool = False


class Poller:
    """Fetches while it holds the lease; ``hold`` is asked for it again and again."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything is passed in, nothing is reached for
        self,
        bot: Bot,
        wire: Wire,
        intake: Intake,
        hold: Callable[[], Awaitable[bool]],
        health: Health,
        pauses: Pauses,
    ) -> None:
        self._bot = bot
        self._wire = wire
        self._intake = intake
        self._hold = hold
        self._health = health
        self._pauses = pauses
        self._stopping = asyncio.Event()
        self._shift = _Shift()

    def stop(self) -> None:
        """End the fetching at once; what is being kept is kept to the end."""
        self._stopping.set()
        self._shift.over.set()

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping.is_set():
            if await self._held():
                await self._work()
            await _within(self._stopping.wait(), self._pauses.lease)

    async def _held(self) -> bool:
        try:
            return await self._hold()
        except Exception as error:  # noqa: BLE001 - without a lease nobody fetches, whatever broke
            log.warning("nobody knows who fetches Telegram's updates: %s", type(error).__name__)
            return False

    async def _work(self) -> None:
        """Fetch until the lease is lost or the house closes."""
        shift = self._shift = _Shift(quiet_since=_now())
        task = asyncio.create_task(self._fetch(shift))
        try:
            while not task.done() and not self._stopping.is_set():
                await asyncio.wait({task}, timeout=self._pauses.lease)
                if not task.done() and not self._stopping.is_set() and not await self._held():
                    break
        finally:
            shift.over.set()
            await asyncio.wait({task})
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("fetching Telegram's updates broke: %s", type(error).__name__)

    async def _fetch(self, shift: _Shift) -> None:
        while not await self._alone(shift):
            if shift.over.is_set():
                return
        while not shift.over.is_set():
            await self._round(shift)

    async def _alone(self, shift: _Shift) -> bool:
        """Take a webhook away, because Telegram gives updates one way only; what waits there stays."""
        try:
            if (await self._bot.get_webhook_info()).url:
                await self._bot.delete_webhook(drop_pending_updates=False)
        except InvalidToken:
            await self._unauthorised(shift)
        except (TelegramError, AttributeError, KeyError, TypeError, ValueError) as error:
            await self._fault(shift, type(error).__name__)
        else:
            return True
        return False

    async def _round(self, shift: _Shift) -> None:
        """Fetch once, keep it, and only then move on."""
        if _now() - shift.quiet_since > _CLEAR_EVERY:
            shift.offset, shift.quiet_since = None, _now()
        asked: dict[str, Any] = {"timeout": self._pauses.poll, "allowed_updates": list(WANTED)}
        if shift.offset is not None:
            asked["offset"] = shift.offset
        total = self._pauses.poll + _ANSWER_S
        call = asyncio.ensure_future(self._wire.exchange(f"{self._bot.base_url}/getUpdates", asked, total))
        try:
            got = await _unless(call, shift.over)
        except NetworkError as error:
            await self._fault(shift, type(error).__name__)
            return
        if got is None:
            return
        updates = await self._updates(shift, *got)
        if updates and await self._keep(shift, updates):
            numbers = [number for raw in updates if (number := update_id(raw)) is not None]
            if not numbers:
                await self._fault(shift, "updates without a number")
                return
            shift.offset, shift.quiet_since = max(numbers) + 1, _now()

    async def _updates(self, shift: _Shift, status: int, answer: bytes) -> Sequence[object]:
        """Read an answer; nothing, after a wait, when it holds no updates because something is wrong."""
        try:
            given = json.loads(answer)
        except (ValueError, RecursionError):
            given = None
        found = given if isinstance(given, dict) else {}
        result = found.get("result")
        if status == _OK and isinstance(result, list):
            shift.faults, shift.said, self._health.unauthorised = 0, False, False
            return result
        if status in _NO_TOKEN:
            await self._unauthorised(shift)
        elif status == _CONFLICT:
            self._conflict(shift, "webhook" in str(found.get("description", "")).lower())
            await self._fault(shift, "")
        else:
            parameters = found.get("parameters")
            wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
            await self._fault(shift, str(status), wait if isinstance(wait, int) else 0)
        return ()

    async def _keep(self, shift: _Shift, updates: Sequence[object]) -> bool:
        """Keep updates; False, after a wait, when they have to be fetched again."""
        try:
            await self._intake.take(updates)
        except StoreBusy as busy:
            await self._fault(shift, "StoreBusy", busy.retry_after)
        except StoreError as error:
            await self._fault(shift, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one update must not hold up all the others for ever
            log.error("updates could not be kept together: %s", type(error).__name__)  # noqa: TRY400
            return await self._singly(shift, updates)
        else:
            return True
        return False

    async def _singly(self, shift: _Shift, updates: Sequence[object]) -> bool:
        for update in updates:
            try:
                await self._intake.take([update])
            except StoreError as error:
                await self._fault(shift, type(error).__name__)
                return False
            except Exception as error:  # noqa: BLE001
                log.error("an update was left out: %s", type(error).__name__)  # noqa: TRY400
        return True

    def _conflict(self, shift: _Shift, webhook: bool) -> None:  # noqa: FBT001 - one of two reasons
        if shift.said:
            return
        shift.said = True
        if webhook:
            log.error("Telegram: a webhook was set for this bot: stop the counter that uses it, or use another bot")
        else:
            log.error("Telegram: another program fetches this bot's updates: stop it, or use another bot")

    async def _unauthorised(self, shift: _Shift) -> None:
        if not self._health.unauthorised:
            log.error("Telegram does not know TELEGRAM_BOT_TOKEN: copy it from @BotFather once more")
        self._health.unauthorised = True
        await _within(shift.over.wait(), self._pauses.token)

    async def _fault(self, shift: _Shift, reason: str, wait: float = 0) -> None:
        """Wait longer after each fault in a row, each counter a little differently."""
        shift.faults += 1
        if reason:
            log.warning("Telegram's updates could not be fetched (%s), fault %d", reason, shift.faults)
        delay = min(self._pauses.longest, self._pauses.first * 2 ** min(shift.faults - 1, 10))
        await _within(shift.over.wait(), max(wait, delay * random.uniform(0.5, 1.0)))  # noqa: S311 - no secret


async def _unless(call: asyncio.Future[Answer], over: asyncio.Event) -> Answer | None:
    """Wait for a call, but not when it is over; then the call is given up."""
    ended = asyncio.ensure_future(over.wait())
    both: tuple[asyncio.Future[Any], ...] = (call, ended)
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return await call if call.done() else None
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


async def _within(awaited: Awaitable[object], seconds: float) -> None:
    try:
        await asyncio.wait_for(awaited, seconds)
    except TimeoutError:
        return


def _now() -> float:
    return asyncio.get_running_loop().time()
