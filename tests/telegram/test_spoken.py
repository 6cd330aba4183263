"""What a counselor says on Telegram, and what the counter says outside a turn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve
from adapters.emulators.telegram.faults import Fault
from adapters.settings import TelegramSettings
from adapters.telegram.channel import Telegram
from adapters.telegram.render import pack_edit, pack_spoken
from adapters.telegram.split import units
from bot.errors import SendError
from bot.parcel import Dispatch
from bot.reply import Choice, Kind, Paragraph, Reply, Source
from tests.telegram.cards import CARD, TALK, YES_NO, answer
from tests.telegram.conftest import PLACES, SECRET, Inbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio

FACES = tuple(Choice(f"rate-case:{number}", face) for number, face in enumerate(("☹️", "🙁", "😐", "🙂", "😄"), 1))


def words(*parts: Any, sender: str = "Sato", choices: tuple[Choice, ...] = ()) -> Reply:
    return Reply(Kind.PERSON, "en", parts, choices, sender=sender)


def spoken(phrases: Phrasebook, *replies: Reply, sender: str = "") -> list[tuple[str, dict[str, Any]]]:
    return [(each.route, json.loads(each.body)) for each in pack_spoken(phrases, replies, sender)]


def test_a_counselors_words_stand_below_the_alias(phrases: Phrasebook) -> None:
    [(route, body)] = spoken(phrases, words(Paragraph("Good <morning> & welcome."), choices=YES_NO))
    assert route == "text"
    assert body["text"] == "<b>Sato</b>\nGood &lt;morning&gt; &amp; welcome."
    assert body["parse_mode"] == "HTML"
    assert [button["text"] for button in body["reply_markup"]["inline_keyboard"][0]] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("</b><a href='tg://user?id=1'>", "&lt;/b&gt;&lt;a href='tg://user?id=1'&gt;"),
        ("Sa\nto\t ", "Sa to"),
        ("A&B", "A&amp;B"),
        ("s" * 200, "s" * 64),
    ],
)
def test_an_alias_is_only_words(name: str, shown: str, phrases: Phrasebook) -> None:
    [(_, body)] = spoken(phrases, words(Paragraph("Hello."), sender=name))
    assert body["text"] == f"<b>{shown}</b>\nHello."


def test_who_speaks_is_given_where_the_words_do_not_say_it(phrases: Phrasebook) -> None:
    [(_, body)] = spoken(phrases, words(Paragraph("Hello."), sender=""), sender="Tanaka")
    assert body["text"] == "<b>Tanaka</b>\nHello."
    [(_, body)] = spoken(phrases, words(Paragraph("Hello."), sender=""))
    assert body["text"] == "Hello."


def test_what_the_counter_says_stands_apart_and_has_no_name(phrases: Phrasebook) -> None:
    notice = answer(Paragraph("Sato answers you now."), kind=Kind.NOTICE)
    bodies = [body["text"] for _, body in spoken(phrases, notice, words(Paragraph("Hello.")), notice, sender="Sato")]
    assert bodies == ["Sato answers you now.", "<b>Sato</b>\nHello.", "Sato answers you now."]


@pytest.mark.parametrize("text", ["a" * 4097, "か" * 9000, "😀" * 4096, "&" * 8192, "<b>" * 3000])
def test_long_words_are_whole_and_only_the_last_part_has_choices(text: str, phrases: Phrasebook) -> None:
    bodies = [body for _, body in spoken(phrases, words(Paragraph(text), choices=YES_NO))]
    shown = [body["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for body in bodies]
    assert "".join(shown) == "<b>Sato</b>\n" + text
    assert all(units(each.removeprefix("<b>Sato</b>")) <= 4096 for each in shown)
    assert ["reply_markup" in body for body in bodies] == [False] * (len(bodies) - 1) + [True]


def test_an_answer_of_the_library_keeps_its_place(phrases: Phrasebook) -> None:
    (first, _), (second, _) = spoken(phrases, words(Paragraph("Here:"), CARD, Source("Source: a")))
    assert [first, second] == ["venue", "text"]


def test_five_faces_are_one_row(phrases: Phrasebook) -> None:
    [(_, body)] = spoken(phrases, Reply(Kind.NOTICE, "uk", (Paragraph("Як вам допомогли?"),), FACES))
    [row] = body["reply_markup"]["inline_keyboard"]
    assert [button["text"] for button in row] == [face.label for face in FACES]
    assert [button["callback_data"] for button in row] == [f"1:rate-case:{number}" for number in range(1, 6)]


@pytest.mark.parametrize("replies", [(), (words(),), (words(Paragraph(" \n")),)])
def test_nothing_said_is_nothing_sent(replies: tuple[Reply, ...], phrases: Phrasebook) -> None:
    assert spoken(phrases, *replies) == []


@pytest.mark.parametrize("names", [(), ("42:7", "42:8"), ("7",), ("42:x",)])
def test_words_that_do_not_stand_in_one_message_cannot_be_changed(names: tuple[str, ...], phrases: Phrasebook) -> None:
    assert pack_edit(phrases, words(Paragraph("Hello.")), names) is None


def test_only_words_alone_can_be_changed(phrases: Phrasebook) -> None:
    for reply in (words(Paragraph("a" * 5000)), words(Paragraph("a"), CARD), words(Paragraph("a"), choices=YES_NO)):
        assert pack_edit(phrases, reply, ("42:7",)) is None
    parcel = pack_edit(phrases, words(Paragraph("a < b")), ("42:7",))
    assert parcel is not None
    assert json.loads(parcel.body) == {
        "message_id": 7,
        "text": "<b>Sato</b>\na &lt; b",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


@pytest.fixture
async def platform(phrases: Phrasebook) -> AsyncIterator[tuple[Emulator, Telegram]]:
    emulator = Emulator(rules=Rules(rates=False))
    async with serve(emulator) as url:
        settings = TelegramSettings(emulator.token, SECRET, url, polling=False)
        telegram = Telegram(settings, phrases, Inbox().take, PLACES, tell=False)
        await telegram.start()
        yield emulator, telegram
        await telegram.stop()


@pytest.mark.parametrize("text", ["Hello.", "<i>x</i> & [a](b) *c*_d_", "か" * 9000, "&" * 8192, "🇺🇦" * 3000])
async def test_telegram_shows_what_a_counselor_wrote(platform: tuple[Emulator, Telegram], text: str) -> None:
    emulator, telegram = platform
    anna = emulator.people.add("Anna", "uk")
    emulator.people.start(anna)
    parcels = telegram.pack_spoken(TALK, (words(Paragraph(text), CARD, choices=FACES),), "")
    for part, parcel in enumerate(parcels, 1):
        receipt = await telegram.send(Dispatch(part, "telegram", str(anna), "staff-1", part, parcel))
        assert receipt.ids
    shown = [item["object"] for item in emulator.screen(anna)["items"] if not item["mine"]]
    assert "".join(each.get("text", "") for each in shown).startswith("Sato\n" + text)
    first = next(each for each in shown if "text" in each)
    assert first["entities"][0] == {"type": "bold", "offset": 0, "length": 4}
    assert [item for item in shown if "reply_markup" in item] == shown[-1:]
    assert emulator.problems() == []


async def test_words_are_changed_where_they_stand_and_the_same_again_is_no_fault(
    platform: tuple[Emulator, Telegram], phrases: Phrasebook
) -> None:
    emulator, telegram = platform
    anna = emulator.people.add("Anna", "uk")
    emulator.people.start(anna)
    [parcel] = telegram.pack_spoken(TALK, (words(Paragraph("Hello.")),), "")
    receipt = await telegram.send(Dispatch(1, "telegram", str(anna), "staff-1", 1, parcel))
    changed = pack_edit(phrases, words(Paragraph("Good evening.")), receipt.ids)
    assert changed is not None
    for unsure in (False, True):
        row = Dispatch(2, "telegram", str(anna), "staff-2", 1, changed, unsure=unsure)
        assert (await telegram.send(row)).ids == receipt.ids
    [shown] = [item for item in emulator.screen(anna)["items"] if not item["mine"]]
    assert (shown["object"]["text"], shown["edited"]) == ("Sato\nGood evening.", True)
    assert emulator.problems() == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("timeout-after", {"retry": True, "unsure": True}),
        ("500", {"retry": True, "unsure": True}),
        ("429", {"retry": True, "wait": 3.0}),
    ],
)
async def test_a_change_that_met_a_fault_is_tried_again(
    platform: tuple[Emulator, Telegram], phrases: Phrasebook, fault: str, said: dict[str, Any]
) -> None:
    emulator, telegram = platform
    telegram._wire._total = 0.3
    anna = emulator.people.add("Anna", "uk")
    emulator.people.start(anna)
    [parcel] = telegram.pack_spoken(TALK, (words(Paragraph("Hello.")),), "")
    receipt = await telegram.send(Dispatch(1, "telegram", str(anna), "staff-1", 1, parcel))
    changed = pack_edit(phrases, words(Paragraph("Good evening.")), receipt.ids)
    assert changed is not None
    emulator.faults.add(Fault(fault, "editMessageText"))
    with pytest.raises(SendError) as caught:
        await telegram.send(Dispatch(2, "telegram", str(anna), "staff-2", 1, changed))
    told = {
        name: value for name, value in vars(caught.value).items() if name != "reason" and value not in (None, False)
    }
    assert told == said
