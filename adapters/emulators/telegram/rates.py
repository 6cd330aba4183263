"""How fast a bot may write (core.telegram.org/bots/faq, read 2026-11-23; the true limits are not published)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .refusal import flooded

if TYPE_CHECKING:
    from .rules import Rules
    from .world import Chat

# What is still on its way when the first refusal comes back is not disobedience.
_GRACE = 0.2
_NOTHING = 1e-9


class _Bucket:
    """Fills at `rate` a second up to `size`; holds a little less at each message."""

    __slots__ = ("at", "level", "rate", "size")

    def __init__(self, rate: float, size: float, at: float) -> None:
        self.rate, self.size, self.level, self.at = rate, size, size, at

    def wait(self, now: float, count: int) -> float:
        """Tell how long until so many fit."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (min(count, self.size) - self.level) / self.rate)


class Rates:
    """The buckets of all chats, and the waits that are still owed."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._chats: dict[int, list[_Bucket]] = {}
        self._all: _Bucket | None = None
        self._owed: dict[int, tuple[float, float]] = {}

    def spend(self, chat: Chat, count: int, now: float) -> None:
        """Let so many messages pass, or refuse with 429; with blame when the last refusal was not obeyed."""
        if not self._rules.rates:
            return
        buckets = self._buckets(chat, now)
        refused, until = self._owed.get(chat.id, (0.0, 0.0))
        early = refused + _GRACE < now < until - _GRACE
        wait = max(bucket.wait(now, count) for bucket in buckets)
        if early or wait > _NOTHING:
            seconds = math.ceil(max(wait, until - now if early else 0.0)) or 1
            seconds = self._rules.retry_after or seconds
            self._owed[chat.id] = (now, now + seconds) if not early else (refused, until)
            flooded(seconds, blame=early)
        for bucket in buckets:
            bucket.level -= count

    def _buckets(self, chat: Chat, now: float) -> list[_Bucket]:
        rules = self._rules
        if self._all is None:
            self._all = _Bucket(rules.overall_per_second, rules.overall_per_second, now)
        own = self._chats.get(chat.id)
        if own is None:
            own = [_Bucket(rules.chat_per_second, rules.chat_burst, now)]
            if not chat.private:
                own.append(_Bucket(rules.group_per_minute / 60, rules.group_per_minute, now))
            self._chats[chat.id] = own
        return [self._all, *own]
