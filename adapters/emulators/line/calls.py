"""One call of the API and its answer, and the refusals LINE words always alike.

Source: Messaging API reference, "Status codes" and "Error responses" (read 2026-11-23).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.journal import Entry


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform answers: a status and a JSON object, or bytes of some type."""

    status: int = 200
    body: JsonObject | bytes = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    mime: str = "application/json"

    def raw(self) -> bytes:
        """Give the body as it goes over the wire."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(slots=True)
class Call:
    """One request: the parts of its path, its query, headers (lower case), raw body, and its entry in the journal."""

    parts: tuple[str, ...]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    entry: Entry
    body: JsonObject = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The call is refused with this answer; what is wrong with it goes into the journal."""

    def __init__(self, answer: Answer, *problems: str) -> None:
        super().__init__(answer.status)
        self.answer, self.problems = answer, problems


def refused(status: int, message: str, *problems: str) -> Refused:
    """Refuse with a message."""
    return Refused(Answer(status, {"message": message}), *problems)


NOT_FOUND = "Not found"
MONTHLY = "You have reached your monthly limit."
TOO_FAST = "The API rate limit has been exceeded. Try again later."
UNAUTHORISED = (
    "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid."
)
