"""Residents on the page and on LINE, who write when it is their time, whether or not the counter keeps up."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.bench.load import line_body
from tests.bench.serving import ROOT, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.wire import Answer, Exchange, Line

WANT = (
    "I want to talk to a human",
    "can I speak to someone",
    "let me talk to a counselor",
    "transfer me",
)
YES = "1"
LINES = (
    "This is resident {n}. The landlord came again today, it is the {m}. time.",
    "Resident {n} here: I have the letter before me, page {m}. What shall I write?",
    "I am resident {n}. Thank you, I understood the first part, but not point {m}.",
)
_SHARES = (("line", 82), ("question", 10), ("ask", 4), ("yes", 4))
"""What of a hundred messages is what."""
_SOON = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """A message: when it was due, sent and accepted. Seconds of the loop."""

    channel: str
    event: str
    kind: str
    due: float
    sent: float
    accepted: float
    status: int


@dataclass
class Resident:
    """Somebody who writes: on the page when the number is even, else on LINE."""

    number: int
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    lines: int = 0
    asked: float = 0.0
    page: Line | None = None

    @property
    def channel(self) -> str:
        """Give where they write."""
        return "line" if self.number % 2 else "web"

    def words(self) -> str:
        """Give the next line of their case."""
        self.lines += 1
        return LINES[self.lines % len(LINES)].format(n=self.number, m=self.lines)


@dataclass
class Crowd:
    """All of them. ``inside`` have a case that nobody has closed yet, as far as they know."""

    exchange: Exchange
    random: Random
    said: list[Said] = field(default_factory=list)
    inside: deque[Resident] = field(default_factory=deque)
    _asked: deque[Resident] = field(default_factory=deque)
    _known: dict[int, Resident] = field(default_factory=dict)
    _questions: Iterator[str] = field(default_factory=lambda: questions())  # noqa: PLW0108 - below
    _busy: set[asyncio.Task[None]] = field(default_factory=set)

    async def settle(self, number: int) -> None:
        """Have some people come and be in the line, before anything is measured."""
        for _ in range(number):
            await self._ask("warm-ask", asyncio.get_running_loop().time())
        for _ in range(number):
            await self._say(self._asked.popleft(), YES, "warm-yes", asyncio.get_running_loop().time())
        self.said.clear()

    async def write(self, rate: float, seconds: float) -> None:
        """Write at a fixed rate; ends when all of it was accepted or refused."""
        loop = asyncio.get_running_loop()
        kinds = [kind for kind, share in _SHARES for _ in range(share)]
        begun = loop.time()
        for turn in range(int(rate * seconds)):
            due = begun + turn / rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            task = asyncio.create_task(self._do(self.random.choice(kinds), due))
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)
        await asyncio.gather(*self._busy)

    def closed(self, number: int) -> None:
        """Hear that somebody's case was closed: they write no more."""
        resident = self._known.get(number)
        if resident is None:
            return
        if resident in self.inside:
            self.inside.remove(resident)
        if resident.page is not None:
            resident.page.close()

    def close(self) -> None:
        """Close everybody's page."""
        for resident in self._known.values():
            if resident.page is not None:
                resident.page.close()

    async def _do(self, kind: str, due: float) -> None:
        old_enough = self._asked and self._asked[0].asked < due - _SOON
        if kind == "yes" and old_enough:
            await self._say(self._asked.popleft(), YES, kind, due)
        elif kind == "question":
            await self._say(self._somebody(), next(self._questions), kind, due)
        elif kind == "ask":
            await self._ask(kind, due)
        elif self.inside:
            resident = self.inside[0]
            self.inside.rotate(-1)
            await self._say(resident, resident.words(), "line", due)
        else:
            await self._ask("ask", due)

    async def _ask(self, kind: str, due: float) -> None:
        resident = self._somebody()
        await self._say(resident, self.random.choice(WANT), kind, due)
        resident.asked = asyncio.get_running_loop().time()
        self._asked.append(resident)

    def _somebody(self) -> Resident:
        resident = Resident(len(self._known) + 1)
        self._known[resident.number] = resident
        return resident

    async def _say(self, who: Resident, text: str, kind: str, due: float) -> None:
        loop = asyncio.get_running_loop()
        event, request = (self._on_line if who.channel == "line" else self._on_the_page)(who, text)
        sent = loop.time()
        try:
            status = (await self.exchange.ask(request)).status
        except OSError:
            status = 0
        self.said.append(Said(who.channel, event, kind, due, sent, loop.time(), status))
        if kind.endswith("yes"):
            self.inside.append(who)
            if who.channel == "web":
                await self._watch(who)

    def _on_line(self, who: Resident, text: str) -> tuple[str, bytes]:
        number = self.random.randrange(10**11)
        body = line_body(who.number, number, text)
        headers = {"content-type": "application/json", "x-line-signature": signed(body)}
        event = json.loads(body)["events"][0]["webhookEventId"]
        return event, self.exchange.request("POST", "/webhooks/line", headers, body)

    def _on_the_page(self, who: Resident, text: str) -> tuple[str, bytes]:
        event = str(uuid4())
        body = json.dumps({"event": event, "text": text, "language": "en"}).encode()
        headers = {"content-type": "application/json", **self._browser(who)}
        return event, self.exchange.request("POST", "/web/messages", headers, body)

    async def _watch(self, who: Resident) -> None:
        """Keep the page open, as people do who wait for an answer."""
        who.page = await self.exchange.line(lambda _: None)
        who.page.ask(self.exchange.request("GET", "/web/events", self._browser(who))).add_done_callback(_over)

    def _browser(self, who: Resident) -> dict[str, str]:
        address = f"10.{who.number >> 16}.{who.number >> 8 & 255}.{who.number & 255}"
        return {"origin": self.exchange.home, "cookie": f"madoguchi={who.secret}", "x-forwarded-for": address}


def questions() -> Iterator[str]:
    """Give what people ask, in all languages, again and again."""
    asked: list[str] = []
    for table in sorted((ROOT / "tests" / "questions").glob("*.tsv")):
        header, *rows = table.read_text("utf-8").splitlines()
        text = header.split("\t").index("text")
        asked += [row.split("\t")[text] for row in rows[:40]]
    order: Sequence[str] = Random(7).sample(asked, len(asked))  # noqa: S311 - the same order every time
    while True:
        yield from order


def _over(future: asyncio.Future[Answer]) -> None:
    if not future.cancelled():
        future.exception()
