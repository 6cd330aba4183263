"""Asking other machines: one question, a short wait, and an answer that is never an exception."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

PATIENCE = 8.0
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is 0 when nobody answered, and ``trouble`` the type of what went wrong."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    date: datetime | None = None
    trouble: str = ""

    @property
    def nobody(self) -> bool:
        """Say that nobody answered."""
        return self.status == 0

    @property
    def good(self) -> bool:
        """Say that it was answered with success."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own numbers


class Asker:
    """Asks over HTTP. Redirects are not followed: a token goes to the host it was meant for and no other."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        bearer: str = "",
        body: object = None,
        patience: float = PATIENCE,
    ) -> Answer:
        """Ask once."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        wait = aiohttp.ClientTimeout(total=patience)
        try:
            async with self._session.request(
                method, url, headers=headers, json=body, timeout=wait, allow_redirects=False
            ) as answer:
                text = (await answer.content.read(_LARGEST)).decode("utf-8", "replace")
                return Answer(answer.status, _object(text), text, _date(answer.headers.get("Date", "")))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Only its type: the texts of these errors hold the address, and an address may hold a token.
            return Answer(0, trouble=type(error).__name__)


@asynccontextmanager
async def asker() -> AsyncGenerator[Asker, None]:
    """Open what asks, and close it."""
    async with aiohttp.ClientSession() as session:
        yield Asker(session)


def _object(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
