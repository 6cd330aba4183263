"""What people do, as Telegram tells it."""

from __future__ import annotations

from typing import Any

DATE = 1_795_402_700
"""2026-11-23, a little before the clock of these tests."""


def person(number: int = 42, language: str | None = "uk") -> dict[str, Any]:
    given: dict[str, Any] = {"id": number, "is_bot": False, "first_name": "A"}
    return {**given, "language_code": language} if language else given


def chat(number: int = 42, kind: str = "private") -> dict[str, Any]:
    return {"id": number, "type": kind, "first_name": "A"}


def message(
    update: int = 1, number: int = 7, *, who: int = 42, language: str | None = "uk", **said: Any
) -> dict[str, Any]:
    body = {"message_id": number, "date": DATE, "chat": chat(who), "from": person(who, language), **said}
    return {"update_id": update, "message": body}


def tap(update: int = 1, data: str = "1:yes", *, callback: str = "c1", held: int = 9, who: int = 42) -> dict[str, Any]:
    query = {
        "id": callback,
        "from": person(who),
        "chat_instance": "i",
        "data": data,
        "message": {"message_id": held, "date": DATE, "chat": chat(who), "text": "?"},
    }
    return {"update_id": update, "callback_query": query}


def member(status: str, update: int = 1, *, number: int = 42, kind: str = "private") -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "B"}
    change = {
        "chat": {"id": number, "type": kind, "title": "G"},
        "from": person(),
        "date": DATE,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": {"user": bot, "status": status},
    }
    return {"update_id": update, "my_chat_member": change}
