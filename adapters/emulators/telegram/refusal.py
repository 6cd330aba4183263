"""A refused call, worded as the real server words it (tdlib/telegram-bot-api, Client.cpp fail_query_with_error)."""

from __future__ import annotations

from typing import Any, NoReturn

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 -- it is an answer, not a fault of ours
    """The server says no. `blame`: the bot could have known; recorded among the problems."""

    def __init__(self, code: int, description: str, *, blame: bool, parameters: Json | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.description = description
        self.blame = blame
        self.parameters = parameters

    def answer(self) -> Json:
        """Give the body the bot gets."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def _worded(prefix: str, text: str) -> str:
    # Symbolic errors such as BUTTON_DATA_INVALID keep their first letter.
    symbolic = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return f"{prefix}: {text if symbolic else text[:1].lower() + text[1:]}"


def bad(text: str, *, blame: bool = True, parameters: Json | None = None) -> NoReturn:
    """Refuse with 400. Without blame when the world, not the call, is to blame: a message deleted, a query too old."""
    raise Refused(400, _worded("Bad Request", text), blame=blame, parameters=parameters)


def forbidden(text: str, *, blame: bool = False) -> NoReturn:
    """Refuse with 403: blocked, never started, not a member."""
    raise Refused(403, _worded("Forbidden", text), blame=blame)


def conflict(text: str, *, blame: bool = True) -> NoReturn:
    """Refuse with 409: two ways of getting updates at once."""
    raise Refused(409, _worded("Conflict", text), blame=blame)


def flooded(seconds: int, *, blame: bool = False) -> NoReturn:
    """Refuse with 429 and say when to come again."""
    raise Refused(
        429,
        f"Too Many Requests: retry after {seconds}",
        blame=blame,
        parameters={"retry_after": seconds},
    )


def unauthorized() -> Refused:
    """Give the answer to a wrong token."""
    return Refused(401, "Unauthorized", blame=True)


def not_found() -> Refused:
    """Give the answer to a method that does not exist."""
    return Refused(404, "Not Found: method not found", blame=True)
