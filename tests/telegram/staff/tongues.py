"""An office whose staff read and write Japanese, a resident who reads English, and an engine between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.casebook import Who
from adapters.telegram.staff.words import Words
from tests.contract.interpreter import Interpreter

if TYPE_CHECKING:
    from bot.case import Case
    from tests.telegram.staff.office import House

WORDS = Words("ja")
TEXT = "3番の窓口へ来てください。"
MADE = f"<en> {TEXT}"
BACK = f"<ja> {MADE}"
SEND, AS_IS, DROP, AGAIN = (WORDS.say(f"preview_{key}") for key in ("send", "as_is", "drop", "again"))


def bilingual(**more: Any) -> pytest.MarkDecorator:
    """Give the office to a test; each has its own engine."""
    return pytest.mark.parametrize("house", [{"language": "ja", **more}], indirect=True)


def engine(house: House) -> Interpreter:
    """Give the engine of an office."""
    assert isinstance(house.translator, Interpreter)
    return house.translator


def below(house: House, topic: int) -> dict[str, Any]:
    """Give the newest message in a topic that has buttons, the header's aside."""
    found = [item for item in house.shown(topic)[1:] if item["object"].get("reply_markup")]
    assert found, house.texts(topic)
    return found[-1]


def labels(item: dict[str, Any]) -> list[str]:
    """Give the words of a message's buttons."""
    rows = item["object"].get("reply_markup", {}).get("inline_keyboard", ())
    return [button["text"] for row in rows for button in row]


def tap(house: House, item: dict[str, Any], label: str, who: int = 0) -> int | None:
    """Have somebody of the staff tap a button; gives the update."""
    rows = item["object"]["reply_markup"]["inline_keyboard"]
    [data] = [button["callback_data"] for row in rows for button in row if button["text"] == label]
    callback = house.emulator.people.tap(who or house.sato, item["id"], data, chat=house.group)
    return house.emulator.state.callbacks[callback].update


async def taps(house: House, item: dict[str, Any], label: str, who: int = 0) -> str:
    """Have somebody tap a button, and the bot do what it says; gives what it said to that."""
    update = tap(house, item, label, who)
    await house.bring(update)
    await house.settled()
    told = [call for call in house.emulator.state.callbacks.values() if call.update == update]
    return str((told[0].answer or {}).get("text", "")) if told else ""


async def previewed(house: House, topic: int, text: str) -> tuple[int, dict[str, Any]]:
    """Have staff write something; gives their message and its preview."""
    message = await house.write(text, topic)
    await house.settled()
    return message, below(house, topic)


async def said(house: House, case: Case) -> list[object]:
    """Give the words that staff have said, as they are recorded."""
    view = await house.view(case)
    replies = [line.reply for line in view.lines if line.who is Who.STAFF and line.reply is not None]
    return [part for reply in replies for part in reply.parts]


def reached(house: House) -> list[str]:
    """Give what the resident sees of staff's words."""
    return [text for text in house.heard() if text.startswith("Counselor\n")]
