"""The whole way of a tap on LINE: a counselor's translated words, the button, and what the counselor wrote."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
import pytest

from adapters.casebook import Done
from adapters.emulators.line import Emulator, serve
from adapters.emulators.line.events import body, sign
from adapters.line.channel import Line
from adapters.outbox import Sender
from adapters.settings import LineSettings
from adapters.store.opening import open_store
from bot.case import Claim, Speak
from bot.reception import Reception
from tests.adapters.post import FAST
from tests.bot.counter import desk
from tests.bot.office import MONDAY, Weekly
from tests.line.people import ACCESS, PHRASES, SECRET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from adapters.casebook import CaseView
    from adapters.store.store import SqlStore
    from bot.case import Case
    from bot.message import Message

pytestmark = pytest.mark.anyio

OLENA = ("olena", "Olena")
WRITTEN, READ = "3番の窓口へ来てください。", "Please come to window 3."
LABEL = PHRASES.say("case_original", "en", language="日本語")
SOON, STEP = 10.0, 0.02


@dataclass
class House:
    """A LINE platform, and the counter with its store behind it. ``ann`` has asked for a person."""

    emulator: Emulator
    url: str
    store: SqlStore
    ann: str = ""

    async def open(self) -> None:
        """Open the counter, for the first time or after a crash."""
        late: list[Reception] = []

        async def take(messages: Sequence[Message]) -> Sequence[Message]:
            return await late[0].receive_all(messages)

        self.line = Line(LineSettings(SECRET, ACCESS, self.url, False), PHRASES, take)  # noqa: FBT003
        channels = {"line": self.line}
        self.sender = Sender(self.store.outbox, channels, paces={"line": (FAST, FAST)})
        at_work = desk(office=Weekly({"en": MONDAY.time().replace(hour=10)}))
        self.book = self.store.casebook(at_work, channels, self.sender.post, lambda: MONDAY)
        self.reception = Reception(
            at_work, self.store, lambda: MONDAY, channels=channels, post=self.sender.post, ours=self.store.ours,
            recall=self.store.drawer.translated,
        )  # fmt: skip
        late.append(self.reception)
        app = self.line.hooks["/webhooks/line"]
        self.web = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://counter")
        await self.line.start()
        self.sender.start()

    async def close(self) -> None:
        """Close it."""
        await self.line.stop()
        await self.sender.close(1.0)
        await self.reception.close(1.0)
        await self.web.aclose()

    async def bring(self, event: str | None) -> None:
        """Bring what somebody did, as the platform does."""
        assert event is not None
        raw = body(self.emulator.state, [self.emulator.state.events[event]])
        headers = {"x-line-signature": sign(SECRET, raw)}
        assert (await self.web.post("/webhooks/line", content=raw, headers=headers)).status_code == 200
        await self.reception.rest()

    async def says(self, *texts: str) -> None:
        """Have Ann write."""
        for text in texts:
            await self.bring(self.emulator.say(self.ann, text))

    async def helped(self) -> Case:
        """Have Ann ask for a person, and Olena take her."""
        self.ann = self.emulator.add_person("Ann", "en").id
        await self.says("a person please", "yes, please")
        state = await self.store.open("line", self.ann)
        assert state.case is not None
        await self.book.act(state.case, Claim(*OLENA), "claim-0001")
        words = Speak(*OLENA, WRITTEN, translated=READ, written="ja")
        assert isinstance(await self.book.act(state.case, words, "speak-0001", confirmed=True), Done)
        await self.until(LABEL, of="flex")
        found = await self.book.case(state.case)
        assert found is not None
        return found

    def shown(self, kind: str = "text") -> list[str]:
        """Give what Ann sees of the counter: texts, or the labels of buttons."""
        objects = [each for each in self.emulator.bubbles(self.ann) if each["type"] == kind]
        return [each["text"] if kind == "text" else each["altText"] for each in objects]

    async def until(self, words: str, of: str = "text", times: int = 1) -> None:
        """Wait until something is seen so often."""
        for _ in range(round(SOON / STEP)):
            if sum(words in each for each in self.shown(of)) >= times:
                return
            await asyncio.sleep(STEP)
        pytest.fail(f"{words!r} is not there: {self.shown(of)}")

    def press(self) -> str | None:
        """Have Ann tap the button of the original; gives the event."""
        [item] = [each for each in self.emulator.items(self.ann) if each.object.get("altText") == LABEL]
        return self.emulator.press(self.ann, item.id, 0)

    async def tap(self) -> None:
        """Have Ann tap it, and LINE bring that."""
        await self.bring(self.press())

    async def view(self, case: Case) -> CaseView:
        """Look at the case as counselors do."""
        found = await self.book.read(case.id)
        assert found is not None
        return found


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store, emulator = open_store("", tmp_path, None), Emulator(ACCESS, SECRET)
    async with serve(emulator) as url:
        house = House(emulator, url, store)
        await house.open()
        yield house
        await house.close()
    await store.close()
    assert emulator.problems() == []


async def test_a_tap_brings_the_original_and_the_case_is_as_it_was(house: House) -> None:
    case = await house.helped()
    before = await house.view(case)
    assert not any(WRITTEN in each for each in house.shown())
    await house.tap()
    await house.until(WRITTEN)
    after = await house.view(case)
    assert (after.row.case, after.row.unread) == (before.row.case, before.row.unread)
    await house.says("garbage")
    assert not any("garbage" in each for each in house.shown()), "the bot is still silent"


async def test_the_button_works_after_a_restart_and_again_and_again(house: House) -> None:
    await house.helped()
    await house.close()
    await house.open()
    await house.tap()
    await house.until(WRITTEN)
    await house.says("what is that?", "and this?")
    await house.tap()
    await house.until(WRITTEN, times=2)


async def test_a_tap_that_the_platform_brings_twice_is_answered_once(house: House) -> None:
    await house.helped()
    event = house.press()
    for _ in range(3):
        await house.bring(event)
    await house.until(WRITTEN)
    await asyncio.sleep(0.1)
    assert sum(WRITTEN in each for each in house.shown()) == 1


async def test_once_everything_is_deleted_the_button_says_so_politely(house: House) -> None:
    await house.helped()
    for _ in range(2):
        await house.bring(house.emulator.tap(house.ann, "v1:erase:yes"))
    await house.tap()
    await house.until("(case_original_gone)")
    assert not any(WRITTEN in each for each in house.shown())
