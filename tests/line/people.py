"""Who writes to us on LINE, and how LINE signs it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.line.menu.make import phrasebook
from adapters.settings import LineSettings
from bot.conversation import Conversation
from bot.message import Message, Text
from bot.parcel import Dispatch, Parcel
from bot.reply import Choice, Kind, Paragraph, Reply
from bot.step import Step

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PAYLOADS = Path(__file__).parents[1] / "payloads/line"
PHRASES = phrasebook(KNOWLEDGE)
TAGS = tuple(language.tag for language in PHRASES.languages)

SECRET, ACCESS = "8c570fa6dd201bb328f1c1eac23a96d8", "an-access-token"
ANN, GROUP = "U0123456789abcdef0123456789abcdef", "C0123456789abcdef0123456789abcdef"
BOT = "Uffffffffffffffffffffffffffffff01"
TOKEN = "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"  # noqa: S105 - no password: an example of the documentation
NOW = 1_795_446_000.0


class Clock:
    """The time, as a test has it."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def settings(base: str, *, read: bool = False) -> LineSettings:
    return LineSettings(SECRET, ACCESS, base, read)


def event(text: str = "hello", **more: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": int(NOW * 1000),
        "source": {"type": "user", "userId": ANN},
        "webhookEventId": "01KXA0000000000000000000AB",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": TOKEN,
        "message": {"id": "5001", "type": "text", "text": text, "markAsReadToken": "read-me"},
        **more,
    }


def body(*events: Any, destination: str = BOT) -> bytes:
    return json.dumps({"destination": destination, "events": list(events)}).encode()


def signature(raw: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


def message(content: Any = None, **more: Any) -> Message:
    given = {"origin": json.dumps({"token": TOKEN, "at": NOW}), "conversation": ANN, **more}
    return Message(
        "line", event="01KX", content=content or Text("hello"), sent_at=datetime.fromtimestamp(NOW, UTC), **given
    )


def talk(language: str | None = "en", conversation: str = ANN) -> Conversation:
    return Conversation("line", conversation, language=language)


def reply(*parts: Any, language: str = "en", kind: Kind = Kind.ANSWER, **more: Any) -> Reply:
    return Reply(kind, language, tuple(Paragraph(part) if isinstance(part, str) else part for part in parts), **more)


def step(*replies: Reply, language: str | None = "en") -> Step:
    return Step(talk(language), replies)


def choices(count: int, label: str = "Choice {}") -> tuple[Choice, ...]:
    return tuple(Choice(f"entry:number-{number}", label.format(number)) for number in range(1, count + 1))


def dispatch(parcel: Parcel, *, unsure: bool = False, part: int = 1) -> Dispatch:
    return Dispatch(1, "line", ANN, "01KX", part, parcel, attempts=int(unsure), unsure=unsure)
