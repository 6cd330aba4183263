"""Counselors at their browsers: signed in, a live line open, pages renewed as the console's script does it."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyotp

from tests.bench.office import CAPACITY, CODES, PASSWORD
from tests.bench.wire import FORM, Answer, Events, form

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from random import Random

    from tests.bench.wire import Exchange, Line

# As in inbox.js: what is gathered before a page is asked for, and how often somebody says that they are here.
SOON, BUSY, HERE = 0.12, 1.2, 8.0
INSIDE = frozenset({"line", "spoke", "present", "remark", "delivery", "gone"})
_TOKEN = re.compile(r'data-token="([^"]+)"')
_FEED = re.compile(r'data-feed="(\d+)"')
_ROW = re.compile(r'id="row-(\d+)"')
_NEWEST = re.compile(r'data-newest="(\d+)"')
_RESIDENT = re.compile(r"[Rr]esident (\d+)")
_REPLIES = 2
_REPORTS = 5.0


@dataclass(frozen=True, slots=True)
class Heard:
    """An event that came over a live line, and when."""

    who: str
    position: int
    kind: str
    at: float


@dataclass(frozen=True, slots=True)
class Done:
    """A request of a browser: what for, how long it took, what was answered."""

    what: str
    seconds: float
    status: int


@dataclass
class Counselor:
    """One of them. ``closed`` is told whose case they closed."""

    login: str
    number: int
    exchange: Exchange
    random: Random
    closed: Callable[[int], None] = lambda _: None
    heard: list[Heard] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    cases: dict[int, int] = field(default_factory=dict)
    """Their own cases, and how often they have answered in each."""
    _cookies: dict[str, str] = field(default_factory=dict)
    _token: str = ""
    _here: str = "/staff/queue"
    _newest: int = 0
    _read: dict[str, int] = field(default_factory=dict)
    _live: Line | None = None
    _timer: asyncio.TimerHandle | None = None
    _due: float = 0.0
    _renewing: bool = False
    _pause: float = 0.0
    _again: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def sign_in(self) -> None:
        """Come in by name, password and code, then open the live line."""
        await self._go("/staff/login", "door")
        await self._post("/staff/login", "door", login=self.login, password=PASSWORD)
        inside = await self._post("/staff/login/code", "door", code=pyotp.TOTP(CODES).now())
        assert inside.status == 200, f"{self.login} was not let in: {self.done}"
        page = await self._go("/staff/queue", "page")
        found = _FEED.search(page.text)
        assert found, "no console"
        self._live = await self.exchange.line(Events(self._told))
        asked = self.exchange.request(
            "GET", f"/staff/events?after={found[1]}", self._headers(accept="text/event-stream")
        )
        self._live.ask(asked).add_done_callback(lambda future: future.cancelled() or future.exception())
        self._spawn(self._be_here())

    def leave(self) -> None:
        """Shut the browser."""
        for task in self._tasks:
            task.cancel()
        if self._timer is not None:
            self._timer.cancel()
        if self._live is not None:
            self._live.close()

    async def work(self, until: float, pause: float) -> None:
        """Do one thing after another, with a pause as people make it."""
        while True:
            await asyncio.sleep(pause * self.random.uniform(0.5, 1.5))
            if asyncio.get_running_loop().time() >= until:
                return
            await self._something()

    async def report(self, until: float) -> None:
        """Look at the reports again and again, as a lead may; and at one's lists, as everybody does."""
        while asyncio.get_running_loop().time() < until:
            await self._ask("GET", "/staff/reports", "report")
            await asyncio.sleep(_REPORTS)

    async def _something(self) -> None:
        waiting = [number for number, answers in self.cases.items() if answers >= _REPLIES]
        if len(self.cases) < CAPACITY - 1 and self.random.random() < 0.5 and await self._claim():
            return
        if waiting:
            await self._resolve(waiting[0])
        elif self.cases:
            await self._answer(self.random.choice(list(self.cases)))
        else:
            await self._claim()

    async def _claim(self) -> bool:
        queue = await self._go("/staff/queue", "page")
        rows = [int(number) for number in _ROW.findall(queue.text)]
        if not rows:
            return False
        number = self.random.choice(rows[:8])
        await self._go(f"/staff/cases/{number}?view=queue", "page")
        if (await self._act(number, "claim")).status == 200:
            self.cases[number] = 0
        return True

    async def _answer(self, number: int) -> None:
        await self._go(f"/staff/cases/{number}?view=mine", "page")
        text = f"Please bring the letter and this number: {number}. We look at it together."
        await self._tell(f"/staff/cases/{number}/here", "note", typing="1")
        await self._tell(f"/staff/cases/{number}/draft", "note", text=text)
        if (await self._act(number, "say", text=text)).status == 200:
            self.cases[number] += 1

    async def _resolve(self, number: int) -> None:
        page = await self._go(f"/staff/cases/{number}?view=mine", "page")
        found = _RESIDENT.search(page.text.partition('id="talk"')[2])
        if (await self._act(number, "resolve", reason="answered")).status == 200:
            del self.cases[number]
            if found:
                self.closed(int(found[1]))

    async def _act(self, number: int, what: str, **fields: str) -> Answer:
        """Make a move; what was missed is shown with the refusal, and then one goes on."""
        for left in reversed(range(5)):
            given = {"seen": str(self._newest), "key": secrets.token_hex(16), "view": "mine", **fields}
            answer = await self._post(f"/staff/cases/{number}/do/{what}", what, **given)
            if answer.status != 409 or what == "claim" or not left:
                return answer
        raise AssertionError

    async def _go(self, path: str, what: str, **headers: str) -> Answer:
        answer = await self._ask("GET", path, what, headers=headers)
        while answer.status == 303:
            path = answer.to
            answer = await self._ask("GET", path, what, headers=headers)
        self._see(path, answer)
        return answer

    async def _post(self, path: str, what: str, **fields: str) -> Answer:
        answer = await self._ask("POST", path, what, form({"token": self._token, **fields}))
        if answer.status == 303:
            return await self._go(answer.to, "page")
        self._see("", answer)
        return answer

    async def _tell(self, path: str, what: str, **fields: str) -> None:
        await self._ask("POST", path, what, form({"token": self._token, **fields}), {"accept": "application/json"})

    async def _ask(
        self, method: str, path: str, what: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        given = {"content-type": FORM, "origin": self.exchange.home} if method == "POST" else {}
        request = self.exchange.request(method, path, self._headers(**given, **(headers or {})), body)
        begun = time.perf_counter()
        try:
            answer = await self.exchange.ask(request)
        except OSError:
            answer = Answer(0, b"")
        self.done.append(Done(what, time.perf_counter() - begun, answer.status))
        self._cookies.update(answer.cookies)
        return answer

    def _headers(self, **more: str) -> dict[str, str]:
        given = {name.replace("_", "-"): value for name, value in more.items()}
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"cookie": cookie, "x-forwarded-for": f"10.200.0.{self.number}", "accept-language": "en", **given}

    def _see(self, path: str, answer: Answer) -> None:
        """Take in a page: where we are, what its forms carry, how far the talk goes."""
        page = answer.text if answer.status in {200, 409} else ""
        token = _TOKEN.search(page)
        if token is None:
            return
        self._token = token[1]
        if path.startswith("/staff/"):
            self._here = path
        newest = _NEWEST.search(page)
        self._newest = int(newest[1]) if newest else 0
        number = self._case
        if newest and number and self._read.get(number, 0) < self._newest and int(number) in self.cases:
            self._read[number] = self._newest
            self._spawn(self._tell(f"/staff/cases/{number}/seen", "note", position=newest[1]))

    @property
    def _case(self) -> str:
        return self._here.partition("/staff/cases/")[2].partition("?")[0]

    def _told(self, position: str, kind: str, data: str) -> None:
        at = asyncio.get_running_loop().time()
        if kind != "case":
            if kind == "synced":
                self._later(SOON)
            return
        said = json.loads(data)
        self.heard.append(Heard(self.login, int(position), said["kind"], at))
        here = said["case"] == self._case
        moved = said["mine"] or said["kind"] not in INSIDE or "view=mine" not in self._here
        if here or (said["kind"] != "seen" and moved):
            self._later(max(SOON if here else BUSY, self._pause))

    def _later(self, wait: float) -> None:
        loop = asyncio.get_running_loop()
        when = loop.time() + wait
        if self._timer is not None:
            if self._due <= when:
                return
            self._timer.cancel()
        self._due = when
        self._timer = loop.call_later(wait, lambda: self._spawn(self._renew()))

    async def _renew(self) -> None:
        self._timer = None
        if self._renewing:
            self._again = True
            return
        self._renewing, here = True, self._here
        begun = time.perf_counter()
        answer = await self._ask("GET", here, "renewal", headers={"x-requested-by": "live"})
        self._renewing, self._pause = False, 4 * (time.perf_counter() - begun)
        if here == self._here:
            self._see("", answer)
        if self._again:
            self._again = False
            self._later(max(SOON, self._pause))

    async def _be_here(self) -> None:
        while True:
            await asyncio.sleep(HERE)
            if self._case:
                await self._tell(f"/staff/cases/{self._case}/here", "note")

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
