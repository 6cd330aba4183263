"""Checks 22 and 23: what staff write reaches the resident once, under an alias; nothing else ever does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Delivery, Who
from adapters.emulators.telegram.faults import Fault
from bot.case import CaseState, Claim, Remark, Speak
from bot.errors import StoreError

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


async def test_words_in_the_topic_reach_the_resident_under_an_alias(house: House) -> None:
    _, topic = await house.claimed()
    message = await house.write("Good <day> & welcome.", topic)
    await house.settled()
    assert house.heard()[-1] == "Counselor\nGood <day> & welcome."
    assert house.mark(message) == "👍"
    assert (await house.case()).state is CaseState.WAITING_USER
    assert house.texts(topic).count("Good <day> & welcome.") == 1, "nobody is told what they wrote themselves"


async def test_an_update_that_comes_again_is_said_once(house: House) -> None:
    _, topic = await house.claimed()
    update = house.emulator.groups.say(house.group, house.sato, "Only once.", topic=topic)
    await asyncio.gather(*(house.bring(update) for _ in range(5)))
    await house.settled()
    await house.bring(update)
    await house.settled()
    assert house.heard().count("Counselor\nOnly once.") == 1


async def test_what_cannot_be_kept_comes_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, topic = await house.claimed()
    update = house.emulator.groups.say(house.group, house.sato, "Hold on.", topic=topic)
    act = house.book.act

    async def broken(*_: object, **__: object) -> None:
        raise StoreError

    monkeypatch.setattr(house.book, "act", broken)
    with pytest.raises(StoreError):
        await house.bring(update)
    monkeypatch.setattr(house.book, "act", act)
    await house.bring(update)
    await house.settled()
    assert house.heard()[-1] == "Counselor\nHold on."


async def test_nothing_about_who_answers_reaches_the_resident(house: House) -> None:
    house.emulator.state.world.person(house.sato).username = "sato_y"
    _, topic = await house.claimed()
    await house.write("Hello.", topic)
    await house.write("/hold 2h", topic)
    await house.write("/resume", topic)
    await house.write("/resolve", topic)
    await house.settled()
    everything = "\n".join(str(call) for call in house.emulator.journal.after(0) if _to(call, house.anna))
    for private in ("Sato", "sato_y", str(house.sato), str(house.group), "telegram:"):
        assert private not in everything
    assert "Counselor" in everything


def _to(call: dict[str, object], who: int) -> bool:
    body = call.get("body")
    return isinstance(body, dict) and body.get("chat_id") == who


@pytest.mark.parametrize("text", ["// he sounds afraid", "//he sounds afraid", "/note he sounds afraid"])
async def test_a_note_stays_among_staff(house: House, text: str) -> None:
    case, topic = await house.claimed()
    before = house.heard()
    message = await house.write(text, topic)
    await house.settled()
    assert house.heard() == before
    [note] = (await house.view(case)).remarks
    assert (note.text, note.by) == ("he sounds afraid", f"telegram:{house.sato}")
    assert house.mark(message) == "✍"
    assert "\n".join(house.texts(topic)).count("he sounds afraid") == 1


async def test_nothing_but_words_of_staff_in_a_topic_is_ever_relayed(house: House) -> None:
    _, topic = await house.claimed()
    before, count = house.heard(), len((await house.view(await house.case())).lines)
    groups, group = house.emulator.groups, house.group
    stranger = groups.add("Others", [house.sato], forum=True, admin=True)
    made = await house.emulator.call("createForumTopic", chat_id=group, name="Not ours")
    chatter = made["result"]["message_thread_id"]
    for update in (
        groups.say(group, house.sato, "In General."),
        groups.bot_says(group, "I am a bot.", topic=topic),
        groups.close_topic(group, house.sato, topic, closed=False),
        groups.say(group, house.sato, "A topic of our own.", topic=chatter),
        groups.say(stranger, house.sato, "Another group."),
        groups.say(group, house.sato, "/ban@other_bot", topic=topic),
    ):
        await house.bring(update)
    await house.settled()
    assert house.heard() == before
    assert len((await house.view(await house.case())).lines) == count


async def test_an_administrator_who_stays_unnamed_is_heard(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    await house.write("/claim", topic, anonymous=True)
    message = await house.write("Hello from nobody.", topic, anonymous=True)
    await house.settled()
    assert house.heard()[-1] == "Counselor\nHello from nobody."
    assert house.mark(message) == "👍"
    assert (await house.case()).owner == "telegram:anonymous"


async def test_the_button_claims_once_and_every_press_is_answered(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    [header, *_] = house.shown(topic)
    for who in (house.sato, house.kato, house.sato):
        callback = house.emulator.people.tap(who, header["id"], "s:claim", chat=house.group)
        await house.bring(house.emulator.state.callbacks[callback].update)
    await house.settled()
    assert (await house.case()).owner == f"telegram:{house.sato}"
    answers = [callback.answer for callback in house.emulator.state.callbacks.values() if callback.data == "s:claim"]
    assert all(answer is not None for answer in answers)
    assert [bool(answer and answer["text"]) for answer in answers] == [True, True, True]
    assert house.heard().count("(taken Counselor)") == 1
    forged = house.emulator.people.tap(house.kato, header["id"], "s:destroy", chat=house.group, forged=True)
    await house.bring(house.emulator.state.callbacks[forged].update)
    await house.settled()
    assert house.emulator.state.callbacks[forged].answer is not None


async def test_who_does_not_have_the_case_is_told_and_nothing_is_sent(house: House) -> None:
    _, topic = await house.claimed()
    before = house.heard()
    message = await house.write("Me too!", topic, who=house.kato)
    await house.settled()
    assert house.heard() == before
    assert "not sent" in house.texts(topic)[-1]
    assert house.shown(topic)[-1]["object"]["reply_to_message"]["message_id"] == message
    assert house.mark(message) == ""


async def test_a_case_that_nobody_has_is_claimed_first_and_the_words_are_not_lost(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    message = await house.write("Hello!", topic)
    await house.settled()
    assert "Counselor\nHello!" not in house.heard()
    assert "/claim" in house.texts(topic)[-1]
    await house.write("/claim", topic)
    await house.write("/send", topic, reply_to=message)
    await house.settled()
    assert house.heard()[-1] == "Counselor\nHello!"
    assert house.mark(message) == "👍"


async def test_outside_hours_a_case_waits_for_the_office(house: House) -> None:
    house.clock.turn(10 * 3600)
    case = await house.opened()
    assert case.state is CaseState.CALLBACK
    topic = await house.thread(case)
    header = house.shown(topic)[0]["object"]
    assert "Asked outside hours; due when the office opens at 11/24 19:00" in header["text"]
    assert "reply_markup" not in header
    for text in ("/claim", "Hello."):
        await house.write(text, topic)
        await house.settled()
        assert "asked outside hours" in house.texts(topic)[-1]
    assert "Counselor\nHello." not in house.heard()


async def test_nobody_answers_over_lines_that_he_cannot_have_read(house: House) -> None:
    _, topic = await house.claimed()
    house.emulator.faults.add(Fault("429", "sendMessage", times=None, person=house.group, retry_after=60))
    await house.say("wait, it is worse")
    message = await house.write("All is well.", topic)
    assert "Counselor\nAll is well." not in house.heard()
    house.emulator.faults.clear()
    house.follower.again()
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "it is worse" in words
    await house.write("/send", topic, reply_to=message)
    await house.settled()
    assert house.heard()[-1] == "Counselor\nAll is well."
    later = await house.write("Tell me more.", topic)
    await house.settled()
    assert house.mark(later) == "👍", "what stands above was read"


async def test_what_a_colleague_says_in_the_console_is_seen_here_and_the_other_way_round(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    await house.act(case, Claim("olena", "Olena"), "console-0001")
    await house.act(case, Speak("olena", "Olena", "From the console."), "console-0002")
    await house.act(case, Remark("olena", "among us"), "console-0003")
    words = house.texts(topic)
    assert words[-2].endswith("From the console.")
    assert "Olena" not in words[-2], "the alias is for residents"
    assert words[-1] == "📝 Note (somebody of the group)\namong us"
    lines = (await house.view(case)).lines
    assert [line.who for line in lines][-1] is Who.STAFF


async def test_words_that_did_not_arrive_are_marked_and_sent_again_on_demand(house: House) -> None:
    case, topic = await house.claimed()
    house.emulator.faults.add(Fault("timeout-after", "sendMessage", person=house.anna))
    house.telegram._wire._total = 0.3
    message = await house.write("Perhaps.", topic)
    await house.until(lambda: house.mark(message) == "🤔")
    await house.settled()
    assert "/resend" in house.texts(topic)[-1]
    assert (await house.view(case)).lines[-1].delivery is Delivery.UNCERTAIN
    await house.write("/resend", topic, reply_to=message)
    await house.until(lambda: house.mark(message) == "👍")
    await house.settled()
    assert house.heard().count("Counselor\nPerhaps.") == 2, "the first try had arrived; staff decided"


async def test_words_to_somebody_who_left_say_so(house: House) -> None:
    _, topic = await house.claimed()
    house.emulator.people.block(house.anna)
    message = await house.write("Hello?", topic)
    await house.until(lambda: house.mark(message) == "👎")
    await house.settled()
    assert "not arrived" in "\n".join(house.texts(topic)) or "closed" in "\n".join(house.texts(topic))
