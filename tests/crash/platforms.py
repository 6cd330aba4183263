"""The platforms' side: never killed, it brings everything until it is taken, and keeps a journal."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any, Protocol

from adapters.emulators.line import events as shapes
from adapters.emulators.line.emulator import Emulator as LineEmulator
from adapters.emulators.line.rules import Rules as LineRules
from adapters.emulators.line.serving import serve as serve_line
from adapters.emulators.telegram.emulator import Emulator as TelegramEmulator
from adapters.emulators.telegram.faults import Fault as TelegramFault
from adapters.emulators.telegram.rules import Rules as TelegramRules
from adapters.emulators.telegram.serving import serve as serve_telegram
from adapters.emulators.telegram.state import Bot
from tests.crash.order import SECRET, TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager

    from adapters.emulators.line.talks import Person, Place

_AGAIN_S = 0.02
_ALWAYS = None


class Platform(Protocol):
    """What a crowd needs of a platform. ``doors`` are the ports of the counters that may be alive."""

    name: str
    parts: int
    letters: int
    doors: list[int]

    def serve(self) -> AbstractAsyncContextManager[str]:
        """Open it, and give its address."""
        ...

    def person(self, name: str) -> str:
        """Let somebody in."""
        ...

    def say(self, person: str, text: str) -> Any:
        """Let somebody write; gives what ``taken`` and ``again`` want."""
        ...

    async def taken(self, said: Any) -> None:
        """Bring it until the counter has taken it."""
        ...

    async def again(self, said: Any) -> None:
        """Bring it once more."""
        ...

    def trouble(self, share: float) -> None:
        """Let so many calls fail, half of them after they took effect."""
        ...

    def fault(self, match: str, kind: str, times: int) -> None:
        """Let some calls fail."""
        ...

    def shown(self) -> Sequence[tuple[str, str]]:
        """Give what was shown, to whom, in order."""
        ...

    def unclear(self) -> int:
        """Count the calls whose answer left open whether they took effect."""
        ...

    def complaints(self) -> Sequence[str]:
        """Give the rules of the platform that the counter's calls broke."""
        ...


class _Posted(LineEmulator):
    """Events are made, and brought by somebody else."""

    def _post(self, kind: str, who: Person | None, where: Place | None, body: dict[str, Any] | None = None) -> str:
        event = shapes.make(self.state, kind, who, where, body)
        self.last = event
        return str(event["webhookEventId"])

    last: dict[str, Any]


class Line:
    """LINE. A long answer takes two calls, the second one a push."""

    name, parts, letters = "line", 6, 4800

    def __init__(self, seed: int) -> None:
        rules = LineRules(lean=True, monthly_limit=None, seed=seed, answer_limit=10.0)
        self._emulator = _Posted(TOKEN, SECRET, rules=rules)
        self._random = random.Random(seed)  # noqa: S311 - the same at every run
        self.doors: list[int] = []

    def serve(self) -> AbstractAsyncContextManager[str]:
        return serve_line(self._emulator)

    def person(self, name: str) -> str:
        return self._emulator.add_person(name, "en").id

    def say(self, person: str, text: str) -> dict[str, Any]:
        self._emulator.say(person, text)
        return self._emulator.last

    async def taken(self, said: dict[str, Any]) -> None:
        late = False
        while not await self._bring(said, redelivery=late):
            late = True
            await asyncio.sleep(_AGAIN_S)

    async def again(self, said: dict[str, Any]) -> None:
        await self._bring(said, redelivery=True)

    async def _bring(self, event: dict[str, Any], *, redelivery: bool) -> bool:
        if not self.doors:
            return False
        self._emulator.webhook = f"http://127.0.0.1:{self._random.choice(self.doors)}/webhooks/line"
        return (await self._emulator.deliverer.again(event, redelivery=redelivery)).accepted

    def trouble(self, share: float) -> None:
        for call in ("reply", "push"):
            for kind, seconds in (("500", 0.0), ("reset", 0.0), ("reset-after", 0.0), ("timeout-after", 0.2)):
                self._emulator.fault(call, kind, _ALWAYS, chance=share / 4, seconds=seconds)

    def fault(self, match: str, kind: str, times: int) -> None:
        self._emulator.fault(match, kind, times)

    def shown(self) -> Sequence[tuple[str, str]]:
        calls = self._emulator.journal.calls("reply", "push")
        return [(call.person or "", text) for call in calls if call.accepted for text in call.said]

    def unclear(self) -> int:
        return sum(call.fault is not None for call in self._emulator.journal.calls("reply", "push"))

    def complaints(self) -> Sequence[str]:
        return [problem for call in self._emulator.journal.calls() for problem in call.problems]


class Telegram:
    """Telegram, which posts updates or has them fetched. A long answer takes three calls."""

    name, parts, letters = "telegram", 3, 3900

    def __init__(self, seed: int, *, polling: bool = False) -> None:
        rules = TelegramRules(lean=True, rates=False, backoff=0.01, hang=0.2)
        self._emulator = TelegramEmulator(Bot(TOKEN), rules=rules, seed=seed)
        self._polling = polling
        self.doors: list[int] = []

    def serve(self) -> AbstractAsyncContextManager[str]:
        return serve_telegram(self._emulator)

    def person(self, name: str) -> str:
        return str(self._emulator.people.add(name, "en"))

    def say(self, person: str, text: str) -> int:
        if not self._polling and self.doors:
            url = f"http://127.0.0.1:{self.doors[0]}/webhooks/telegram"
            if self._emulator.state.hook.url != url:
                self._emulator.set_webhook(url, SECRET)
        return self._emulator.people.say(int(person), text) or 0

    async def taken(self, said: int) -> None:
        while said in self._emulator.state.updates.waiting:  # noqa: ASYNC110 - the emulator has no such event
            await asyncio.sleep(_AGAIN_S)

    async def again(self, said: int) -> None:
        await self._emulator.again(said)

    def trouble(self, share: float) -> None:
        for kind in ("429", "500", "reset-after", "timeout-after"):
            fault = TelegramFault(kind, "sendMessage", _ALWAYS, chance=share / 4, retry_after=1)
            self._emulator.faults.add(fault)

    def fault(self, match: str, kind: str, times: int) -> None:
        self._emulator.faults.add(TelegramFault(kind, match, times))

    def shown(self) -> Sequence[tuple[str, str]]:
        calls = self._emulator.journal.calls("sendMessage")
        return [(str(call.person), str((call.body or {}).get("text"))) for call in calls if call.accepted]

    def unclear(self) -> int:
        return sum(call.fault not in {None, "429"} for call in self._emulator.journal.calls("sendMessage"))

    def complaints(self) -> Sequence[str]:
        return [problem for call in self._emulator.journal.calls() for problem in call.problems]
