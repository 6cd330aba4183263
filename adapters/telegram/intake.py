"""What both ways in share: read each update by itself, keep them in one commit, then do the small things."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from adapters.telegram.parse import Malformed
from bot.errors import StoreError
from bot.message import Attachment, Left, Message, Other

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.telegram.errands import Errands
    from adapters.telegram.parse import Arrived, Parser

log = logging.getLogger(__name__)

Take = Callable[[Sequence[Message]], Awaitable[Sequence[Message]]]
TWICE_S = 1.5
"""Two taps on one button within this time are one."""
_REMEMBERED = 4096


class Staff(Protocol):
    """The staff group, where there is one."""

    def concerns(self, raw: object) -> bool:
        """Say whether an update is about the group."""
        ...

    async def take(self, raw: object) -> None:
        """Do what staff did; ``StoreError`` when it has to come again."""
        ...

    async def linked(self, raw: object) -> bool:
        """Take a code that links somebody of the staff to their account; False when it is none."""
        ...

    async def ours(self, chat: int) -> bool:
        """Say whether a group that we do not know is the staff group under another id."""
        ...


class Intake:
    """Takes updates. When ``take`` returns they are kept; ``StoreError`` when they have to come again."""

    def __init__(self, parser: Parser, take: Take, errands: Errands, clock: Callable[[], datetime]) -> None:
        self._parser = parser
        self._take = take
        self._errands = errands
        self._clock = clock
        self.staff: Staff | None = None
        self._taps: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._albums: OrderedDict[str, str] = OrderedDict()

    async def take(self, updates: Sequence[object]) -> None:
        """Keep what can be read of some updates, in their order; the rest is only counted in the log."""
        ours = [raw for raw in updates if self.staff is not None and self.staff.concerns(raw)]
        for raw in ours:
            await self._staffed(raw)
        others = [raw for raw in updates if not any(raw is one for one in ours)] if ours else updates
        if self.staff is not None:
            others = [raw for raw in others if not await self.staff.linked(raw)]
        arrived = [self._once(each) for raw in others if (each := self._read(raw)) is not None]
        for each in arrived:
            if each.leave is not None:
                self._errands.leave(each.leave, self.staff.ours if self.staff is not None else None)
            if each.callback and each.message is None:
                self._errands.answer(each.callback)
        messages = [each.message for each in arrived if each.message is not None]
        if not messages:
            return
        try:
            kept = {message.event for message in await self._take(messages)}
        except BaseException:
            self._forget(arrived)
            raise
        for each in arrived:
            if each.message is not None and each.message.event in kept:
                self._kept(each, each.message)

    async def _staffed(self, raw: object) -> None:
        """Have staff's own done; what breaks there must not hold up everybody else's messages."""
        if self.staff is None:
            return
        try:
            await self.staff.take(raw)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd update of the group harms no other
            log.error("an update of the staff group was left out: %s", type(error).__name__)  # noqa: TRY400

    def _read(self, raw: object) -> Arrived | None:
        try:
            return self._parser.read(raw)
        except Malformed as malformed:
            log.warning("an update of Telegram was left out: %s", malformed)
            return None

    def _once(self, each: Arrived) -> Arrived:
        """Take a double tap for one, and an album for one attachment; whatever comes again comes whole."""
        message = each.message
        if message is None:
            return each
        if each.callback:
            first, at = self._taps.get(each.key, ("", message.sent_at))
            if first and first != each.callback and (self._clock() - at).total_seconds() < TWICE_S:
                return _without(each)
            _remember(self._taps, each.key, (each.callback, self._clock()))
        if each.album and self._albums.setdefault(each.album, message.event) != message.event:
            return _silent(each, message)
        return each

    def _forget(self, arrived: Sequence[Arrived]) -> None:
        for each in arrived:
            if each.message is None:
                continue
            if self._taps.get(each.key, ("",))[0] == each.callback:
                self._taps.pop(each.key, None)
            if self._albums.get(each.album) == each.message.event:
                del self._albums[each.album]

    def _kept(self, each: Arrived, message: Message) -> None:
        if each.callback:
            self._errands.answer(each.callback)
            _remember(self._taps, each.key, (each.callback, self._clock()))
        while len(self._albums) > _REMEMBERED:
            self._albums.popitem(last=False)
        if not isinstance(message.content, Left | Other):
            self._errands.wait(message.conversation)


def _remember(taps: OrderedDict[str, tuple[str, datetime]], key: str, value: tuple[str, datetime]) -> None:
    taps[key] = value
    taps.move_to_end(key)
    if len(taps) > _REMEMBERED:
        taps.popitem(last=False)


def _without(each: Arrived) -> Arrived:
    return type(each)(callback=each.callback)


def _silent(each: Arrived, message: Message) -> Arrived:
    kind = message.content.kind if isinstance(message.content, Attachment) else ""
    return replace(each, message=replace(message, content=Attachment(kind, more=True)))
