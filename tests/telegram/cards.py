"""Replies worth drawing, and the messages of a turn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from adapters.telegram.render import pack
from bot.conversation import Conversation
from bot.reply import Choice, Kind, PlaceCard, Reply
from bot.step import Step

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

TALK = Conversation("telegram", "42", language="en")
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
CARD = PlaceCard(
    "tsurumi", "Tsurumi Lounge", "鶴見国際交流ラウンジ", "横浜市鶴見区鶴見中央1-31-2", "045-511-5311", "045-511-5312",
    True,  # noqa: FBT003
    "Open now, until 21:00", "http://tsurumilounge.com/", "3 minutes on foot", 730, ("Also Tsurumi & Kanagawa",),
    35.50889, 139.677873,
)  # fmt: skip


def turn(phrases: Phrasebook, *replies: Reply, before: Conversation = TALK) -> list[tuple[str, dict[str, Any]]]:
    return [(each.route, json.loads(each.body)) for each in pack(phrases, before, Step(TALK, replies))]


def answer(*parts: Any, choices: tuple[Choice, ...] = (), kind: Kind = Kind.ANSWER, ask: bool = False) -> Reply:
    return Reply(kind, "en", parts, choices, asks_location=ask)
