"""A counselor's words on LINE, and what LINE makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.emulators.line.messages import MESSAGES
from bot.reply import Kind, Reply, Translated

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Violation

SAID = Translated("Підійдіть до вікна 3.", "3番の窓口へ来てください。", "ja")


def words(*parts: Any, language: str = "uk", **more: Any) -> Reply:
    return Reply(Kind.PERSON, language, parts, sender="Sato", **more)


def taken(found: list[dict[str, Any]]) -> list[Violation]:
    refused: list[Violation] = []
    MESSAGES(found, "messages", refused)
    return refused


def actions(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each["contents"]["body"]["contents"][0]["action"] for each in found if each["type"] == "flex"]
