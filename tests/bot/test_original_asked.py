"""The reception looks an original up; as plain text it is all there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import original
from bot.case import Claim
from bot.dialog import hurried
from bot.errors import StoreError
from bot.message import Tap, Text
from bot.plain import plain
from bot.reception import Reception
from bot.reply import Kind, Reply, Translated
from tests.bot.corridor import Memory
from tests.bot.counter import NOON, desk, message
from tests.bot.office import EVENING
from tests.bot.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = Translated("Підійдіть до вікна 3.", "3番の窓口へ来てください。", "ja")
STATES: dict[str, Callable[[], Window]] = {
    "queued": lambda: Window().queued(),
    "callback": lambda: Window(EVENING).queued(),
    "assigned": lambda: Window().queued().staff(Claim("olena", "Olena")),
    "waiting-user": lambda: Window().answered(),
}


def test_in_a_hurry_a_tap_is_let_go_without_calling_anybody() -> None:
    window = Window().answered()
    tap = message(Tap(original.data(SAID)))
    for first in (True, False):
        step = hurried(window.talk, tap, window.work.desk, NOON, first=first)
        assert (step.replies, step.events) == ((), ())


def test_the_reception_looks_the_original_up_before_it_decides() -> None:
    store, asked = Memory(), []

    async def recall(talk: tuple[str, str], name: str) -> Translated | None:
        asked.append((talk, name))
        return SAID if name == original.name(SAID) else None

    async def day() -> None:
        reception = Reception(desk(), store, lambda: NOON, recall=recall)
        for content in (Tap(original.data(SAID)), Tap("original:nonsense"), Text("hello")):
            await reception.receive(message(content))
        await reception.rest()

    asyncio.run(day())
    assert store.said[:2] == [f"(case_original)\n\n{SAID.original}", "(case_original_gone)"]
    assert [name for _, name in asked] == [original.name(SAID), "nonsense"]


def test_a_record_that_does_not_answer_is_asked_again() -> None:
    store, troubles = Memory(), [StoreError("away"), StoreError("away")]

    async def recall(*_: object) -> Translated | None:
        if troubles:
            raise troubles.pop()
        return SAID

    async def day() -> None:
        reception = Reception(desk(), store, lambda: NOON, recall=recall)
        await reception.receive(message(Tap(original.data(SAID))))
        await reception.rest()

    asyncio.run(day())
    assert store.said == [f"(case_original)\n\n{SAID.original}"]


def test_as_plain_text_it_is_all_there_and_says_what_is_what() -> None:
    told = plain(Reply(Kind.PERSON, "en", (SAID,), sender="Sato"), desk().phrases)
    label = original.label(SAID, desk().phrases, "en")
    assert told == f"Sato:\n{SAID.text}\n\n🌐 (case_machine_translated)\n{label}\n{SAID.original}"


def test_a_language_that_we_do_not_write_is_called_by_its_tag() -> None:
    said = Translated("a", "b", "xx")
    assert original.label(said, desk().phrases, "en") == "(case_original)"
