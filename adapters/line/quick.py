"""Choices as quick replies: 13 at most, the last one turning the page when there are more.

Quick replies, Messaging API reference, read 2026-11-23: they are shown below the last message only,
on telephones only, and go with the next message. So what is too long for a label, and what somebody
at a desk could not see, also stands numbered in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.line.limits import DATA, DISPLAY_TEXT, LABEL, QUICK_REPLIES, cut, units
from adapters.line.parse import VERSION
from bot.choosing import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.phrases import Phrasebook
    from bot.reply import Choice

PAGE = "page:"
"""Verb of the button that asks for the choices from a number on; the talk knows which those are."""


def items(
    choices: Sequence[Choice], phrases: Phrasebook, language: str, *, asks_location: bool = False
) -> list[dict[str, Any]]:
    """Give the quick replies of a turn."""
    first = [_item({"type": "location", "label": _short(phrases.say("send_location", language))})]
    found = first if asks_location else []
    given = [choice for choice in choices if len(VERSION + choice.data) <= DATA]
    numbers = _numbers(choices)
    room = QUICK_REPLIES - len(found)
    shown = given if len(given) <= room else given[: room - 1]
    for choice in shown:
        number = numbers.get(choice.data)
        label = f"{number}. {choice.label}" if number else choice.label
        found.append(_item(_postback(choice.data, label, choice.label)))
    if len(shown) < len(given):
        more = phrases.say("more_choices", language)
        found.append(_item(_postback(f"{PAGE}{len(shown)}", more, more)))
    return found


def listed(choices: Sequence[Choice]) -> str:
    """Give the choices as numbered lines where a label is too long for a button, else nothing.

    The numbers are those by which the counter takes an answer.
    """
    labels = {choice.data: choice.label for choice in choices}
    return "\n".join(f"{number}. {labels[data]}" for data, number in _numbers(choices).items())


def _numbers(choices: Sequence[Choice]) -> dict[str, int]:
    rows = numbered(tuple(choices))
    if all(units(choice.label) <= LABEL for choice in rows):
        return {}
    return {choice.data: number for number, choice in enumerate(rows, 1)}


def _postback(data: str, label: str, full: str) -> dict[str, Any]:
    shown = cut(full, DISPLAY_TEXT) or "…"
    return {"type": "postback", "label": _short(label), "data": VERSION + data, "displayText": shown}


def _item(action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "action", "action": action}


def _short(label: str) -> str:
    return cut(label, LABEL) or "…"
