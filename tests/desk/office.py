"""The counter's processes, the clock of all of them, and the staff at their browsers."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

import httpx2

from tests.console.door.front import Browser
from tests.phones.running import Running
from tests.phones.talks import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOON = 40.0
_LINK = re.compile(r"http://127\.0\.0\.1:\d+(/staff/join/\S+)")
_ROW = re.compile(r'id="row-(\d+)"')


@dataclass
class Dial:
    """The one clock, which the test turns; as ``tests.console.door.front.Clock``."""

    turn: Callable[[datetime], None]
    at: datetime = MORNING

    @property
    def now(self) -> datetime:
        """Give the moment."""
        return self.at

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.set(self.at + timedelta(**time))

    def set(self, at: datetime) -> None:
        """Turn it."""
        self.at = at
        self.turn(at)


@dataclass
class House:
    """One counter of one process, or of several on one database. The first is where platforms post."""

    folder: Path
    settings: dict[str, str]
    processes: int = 1
    running: list[Running] = field(default_factory=list)
    browsers: list[httpx2.Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.running = [Running(self.folder, self.settings) for _ in range(self.processes)]
        self.clock = Dial(self.running[0].set_clock)
        self.clock.set(MORNING)

    async def open(self) -> None:
        """Start all, one after the other: the first one makes the tables and the key."""
        for each in self.running:
            await each.open()

    async def close(self) -> list[int]:
        """Stop all."""
        for browser in self.browsers:
            browser.close()
        return [await each.close() for each in self.running]

    async def kill(self) -> None:
        """Kill the process that platforms talk to, and start it anew."""
        await self.running[0].kill()
        await self.running[0].open()

    def first_link(self) -> str:
        """Give the path of the newest link for the first administrator."""
        links: list[str] = _LINK.findall(self.running[0].log())
        return links[-1]

    def sit(self) -> Browser:
        """Open a browser of the staff, at the process that is not killed."""
        home = self.running[-1].home
        client = httpx2.Client(base_url=home, timeout=30, headers={"accept-language": "en"})
        self.browsers.append(client)
        return Browser(client, self.clock, home)  # type: ignore[arg-type] # the same calls, over a real wire


def invited(boss: Browser, role: str = "counselor") -> str:
    """Have somebody invited; give the link."""
    boss.get("/staff/people")
    boss.follow(boss.post("/staff/people/invite", role=role, note="somebody"))
    link = boss.page.split('id="link" readonly value="')[1].split('"')[0]
    boss.post("/staff/people/passed")
    return link.removeprefix(boss.home)


def join(browser: Browser, link: str, login: str) -> None:
    """Come in by a link."""
    assert browser.join(link, login).status_code == 303, browser.said
    browser.set_up()


def seat(browser: Browser, link: str, login: str, **levels: str) -> None:
    """Come in by a link, say what one speaks, and take cases from now on."""
    join(browser, link, login)
    browser.get("/staff/me")
    spoken = {f"level-{tag}": level for tag, level in levels.items()}
    about = {"name": f"{login.title()} Sato", "alias": login.title(), "capacity": "9"}
    assert browser.post("/staff/me", **about, **spoken).status_code == 303, browser.said
    here(browser)


def here(browser: Browser) -> None:
    """Take cases from now on."""
    browser.get("/staff/me")
    assert browser.post("/staff/me/presence", presence="here").status_code == 303, browser.said


def numbers(browser: Browser, view: str) -> list[int]:
    """Give the numbers of the cases in a list."""
    browser.get(f"/staff/{view}")
    return [int(number) for number in _ROW.findall(browser.page)]


def act(browser: Browser, number: int, what: str, **fields: str) -> int:
    """Fill in one form of a case; give the status."""
    browser.get(f"/staff/cases/{number}")
    return browser.post(f"/staff/cases/{number}/do/{what}", **fields).status_code


def pane(browser: Browser, number: int) -> str:
    """Give what stands in a case."""
    browser.get(f"/staff/cases/{number}")
    return unescape(browser.page)


def talk(browser: Browser, number: int) -> str:
    """Give the lines and notes of a case, without what stands around them."""
    return pane(browser, number).partition('id="talk"')[2].partition('id="composer"')[0]


async def until(holds: Callable[[], object], what: Callable[[], str]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end, what()
        await asyncio.sleep(0.1)
