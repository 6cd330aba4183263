"""The live line: everything that happened, once and in order, to whoever may know, and never a word."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.console import live
from adapters.roster.people import Role, Viewer
from bot.case import Claim, Restrict, Speak
from tests.console.counter import Counter, Person, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    counter = opened(tmp_path)
    yield counter
    await counter.store.close()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give signs of life soon."""
    monkeypatch.setattr(live, "KEEP_ALIVE", 0.3)


class Listener:
    """Somebody's live line."""

    def __init__(self, counter: Counter, person: Person, role: Role = Role.COUNSELOR, position: int = 0) -> None:
        self._counter = counter
        self.viewer: Viewer | None = Viewer(person.id, "", person.alias, role, counter.scene.now)
        self.cases = live.Cases(counter.scene.book)
        self.stopping = asyncio.Event()
        assert self.viewer is not None
        self.lines: AsyncGenerator[bytes] = live.stream(
            counter.scene.book, self.cases, self.viewer, position, self.stopping, self._still
        )
        self.raw: list[str] = []
        self.events: list[dict[str, Any]] = []
        self.last = position

    async def _still(self) -> Viewer | None:
        return self.viewer

    async def until(self, mark: str) -> None:
        """Listen until something is said."""
        async with asyncio.timeout(10):
            async for chunk in self.lines:
                text = chunk.decode()
                self.raw.append(text)
                if "event: case" in text:
                    self.last = int(text.split("id: ")[1].split("\n")[0])
                    self.events.append(json.loads(text.split("data: ")[1]))
                if mark in text:
                    return

    def kinds(self) -> list[str]:
        """Give what was told."""
        return [event["kind"] for event in self.events]


async def test_all_that_happened_is_told_in_order_without_words(counter: Counter) -> None:
    olena = await counter.staff("olena")
    case = await counter.scene.claimed("my landlord is angry", who=olena.who)
    await counter.scene.act(case, Speak(*olena.who, "Since when?"))
    await counter.scene.say("Since Monday.")
    listener = Listener(counter, olena)
    await listener.until("event: synced")
    assert listener.kinds() == ["opened", "moved", "spoke", "moved", "line"]
    assert [event["own"] for event in listener.events] == [False, True, True, False, False]
    assert all(event["case"] == str(case.number) for event in listener.events)
    for word in ("landlord", "Since", "Monday"):
        assert word not in "".join(listener.raw)


async def test_what_happens_now_is_told_at_once(counter: Counter) -> None:
    olena = await counter.staff("olena")
    listener = Listener(counter, olena, position=await counter.scene.book.feed_newest())
    await listener.until("event: synced")
    opening = asyncio.create_task(counter.scene.opened("garbage"))
    await listener.until('"opened"')
    await opening


async def test_who_was_cut_off_hears_the_rest_once(counter: Counter) -> None:
    olena = await counter.staff("olena")
    case = await counter.scene.claimed("garbage", who=olena.who)
    first = Listener(counter, olena)
    await first.until("event: synced")
    await counter.scene.say("one", "two")
    again = Listener(counter, olena, position=first.last)
    for _ in range(2):
        await again.until('"line"')
    assert first.kinds() + again.kinds() == ["opened", "moved", "line", "line"]
    assert {event["case"] for event in again.events} == {str(case.number)}


async def test_nobody_hears_of_a_case_they_may_not_read(counter: Counter) -> None:
    olena, taras = await counter.staff("olena"), await counter.staff("taras")
    case = await counter.scene.opened("garbage")
    await counter.scene.act(case, Claim(*olena.who))
    await counter.scene.act(case, Restrict(olena.id, restricted=True))
    await counter.scene.say("secret matters")
    listener = Listener(counter, taras)
    await listener.until("event: synced")
    assert listener.events == []
    lead = Listener(counter, taras, Role.LEAD)
    await lead.until("event: synced")
    assert "line" in lead.kinds()


async def test_the_line_ends_when_the_session_does(counter: Counter) -> None:
    olena = await counter.staff("olena")
    listener = Listener(counter, olena)
    await listener.until("event: synced")
    await listener.until("still here")
    listener.viewer = None
    await listener.until("event: ended")
    assert [chunk async for chunk in listener.lines] == []


async def test_the_line_ends_when_the_server_does(counter: Counter) -> None:
    listener = Listener(counter, await counter.staff("olena"))
    await listener.until("event: synced")
    listener.stopping.set()
    assert [chunk async for chunk in listener.lines] == []


async def test_a_case_is_asked_for_once_by_many_and_anew_when_it_changed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    olena = await counter.staff("olena")
    case = await counter.scene.claimed("garbage", who=olena.who)
    await counter.scene.say("one", "two", "three")
    rows = await counter.scene.book.feed_after(0)
    asked = 0
    ask = counter.scene.book.case

    async def counted(case_id: str) -> object:
        nonlocal asked
        asked += 1
        return await ask(case_id)

    monkeypatch.setattr(counter.scene.book, "case", counted)
    cases = live.Cases(counter.scene.book)
    for _ in range(20):
        for row in rows:
            known = await cases.of(row)
            assert known is not None
            assert known.id == case.id
    assert asked == sum(row.kind in {"opened", "moved"} for row in rows)
