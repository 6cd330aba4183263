"""After a crash the group is brought to where it should be: nothing is missing, and what may stand twice says so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram.faults import Fault
from bot.case import Claim, Reason, Resolve
from bot.message import Message, Tap

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


async def restart(house: House) -> None:
    await house.stop()
    await house.start()
    await house.settled()


async def test_a_restart_changes_nothing(house: House) -> None:
    _, topic = await house.claimed("garbage")
    await house.write("Hello.", topic)
    await house.say("thank you")
    await house.settled()
    before, calls = house.texts(topic), len(house.emulator.journal.after(0))
    await restart(house)
    assert house.texts(topic) == before
    again = [call["method"] for call in house.emulator.journal.after(0)[calls:]]
    assert set(again) <= {"getMe"}


async def test_what_happened_meanwhile_is_shown_afterwards(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    await house.telegram.stop()
    await house.reception.receive_all([])
    await house.book.act(case.id, Claim("olena", "Olena"), "console-0001")
    await house.book.act(case.id, Resolve("olena", Reason.ANSWERED), "console-0002", confirmed=True)
    await house.start()
    await house.settled()
    assert house.topics()[0]["closed"]
    assert "Closed (answered)" in house.texts(topic)[0]


@pytest.mark.parametrize("arrived", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, 12))
async def test_a_crash_around_any_call_loses_nothing(house: House, at: int, arrived: object) -> None:
    calls = 0
    room = house.staffroom._room
    real = room._bot._post

    async def crashing(method: str, *args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += str(house.group) in str(args[:1])
        if calls != at or not args:
            return await real(method, *args, **more)
        if arrived:
            await real(method, *args, **more)
        house.follower.stop()
        raise asyncio.CancelledError

    room._bot._post = crashing  # type: ignore[method-assign,assignment]
    await house.say("garbage", "a person please")
    state = await house.store.open("telegram", str(house.anna))
    yes = Message("telegram", str(house.anna), "yes-1", Tap(state.offered[0].data), house.clock(), "en")
    await house.reception.receive(yes)
    await house.reception.rest()
    await house.say("first-word", "second-word")
    await asyncio.sleep(0.3)
    await restart(house)
    case = await house.case()
    assert len(house.topics()) in (1, 2), "one that was being made may stand empty"
    words = house.texts(await house.thread(case))
    for word in ("garbage", "first-word", "second-word"):
        found = [text for text in words if word in text]
        assert found, word
        assert len([text for text in found if "perhaps a second time" not in text]) <= 1
        assert len(found) <= 2


async def test_a_message_whose_end_nobody_knows_is_said_to_be_perhaps_the_second(house: House) -> None:
    _, topic = await house.claimed()
    house.emulator.faults.add(Fault("timeout-after", "sendMessage", person=house.group))
    house.telegram._wire._total = 0.3
    await house.say("is it there twice?")
    await house.until(lambda: house.follower._tries)
    house.follower._due = dict.fromkeys(house.follower._due, 0.0)
    await house.settled()
    found = [text for text in house.texts(topic) if "is it there twice?" in text]
    assert len(found) == 2
    assert found[1].startswith("↻ perhaps a second time")
    await restart(house)
    assert len([text for text in house.texts(topic) if "is it there twice?" in text]) == 2


async def test_a_message_that_was_surely_not_sent_is_sent_without_a_doubt(house: House) -> None:
    _, topic = await house.claimed()
    house.emulator.faults.add(Fault("429", "sendMessage", person=house.group, retry_after=1))
    await house.say("only once")
    await house.until(lambda: any("only once" in text for text in house.texts(topic)))
    await house.settled()
    [found] = [text for text in house.texts(topic) if "only once" in text]
    assert "perhaps" not in found


async def test_only_who_holds_the_lease_shows_cases(house: House) -> None:
    _, topic = await house.claimed()
    await house.telegram.stop()

    async def nobody() -> bool:
        return False

    house.hold = nobody  # type: ignore[method-assign]
    await house.start()
    before = house.texts(topic)
    await house.say("who shows this?")
    message = await house.write("All can hear.", topic)
    await asyncio.sleep(0.3)
    assert [text for text in house.texts(topic) if text not in before and "not sent" not in text] == ["All can hear."]
    assert house.mark(message) == ""
