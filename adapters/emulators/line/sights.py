"""What people see and hear of a message that holds only addresses: LINE and its telephones fetch them, from outside.

Source: Messaging API reference, image, video and audio messages (read 2026-11-28): https; PNG or JPEG of at most 10 MB
with a preview of at most 1 MB; sound as M4A or MP3. What cannot be fetched is a broken picture on somebody's screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from adapters.emulators.line.media import dimensions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.state import State

_PICTURE, _PREVIEW, _SOUND = 10_000_000, 1_000_000, 200_000_000
_PATIENCE_S = 10.0
_OK = 200
_NAMES = {"image": "A picture", "preview": "A preview", "audio": "A sound"}


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that was fetched. ``status`` 0: nobody answered."""

    url: str
    status: int
    mime: str = ""
    data: bytes = b""
    headers: Mapping[str, str] | None = None


class Sights:
    """Fetches. ``rules.reach`` says which addresses of the open web are answered where on this machine."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def look(self, talk: str) -> list[Sight]:
        """See everything that the bot has sent into a talk; what cannot be seen is a problem of the bot's."""
        found = self._state.people.talk(talk)
        sights = []
        for item in found.items if found is not None else []:
            for url, what in _addresses(item.object) if not item.mine and not item.deleted else ():
                sight = await self.open(url, what)
                sights.append(sight)
        return sights

    async def open(self, url: str, what: str = "", language: str = "") -> Sight:
        """Fetch one address, as a telephone does that taps it."""
        entry = self._state.journal.open(self._state.clock(), "GET", url, "fetch")
        sight = await self._fetched(url, language)
        entry.status, entry.accepted = sight.status, sight.status == _OK
        entry.problems += _judged(sight, what) if what else []
        return sight

    async def _fetched(self, url: str, language: str) -> Sight:
        reach = self._state.rules.reach.items()
        here = next((there + url[len(name) :] for name, there in reach if url.startswith(name)), "")
        if not here:
            return Sight(url, 0)
        headers = {"accept-language": language} if language else {}
        timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session, session.get(here, headers=headers) as answer:
                return Sight(url, answer.status, answer.content_type, await answer.read(), dict(answer.headers))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Sight(url, 0)


def _addresses(message: JsonObject) -> Iterator[tuple[str, str]]:
    kind = message.get("type")
    if kind in {"image", "video"}:
        yield message["previewImageUrl"], "preview"
    if kind in {"image", "audio"}:
        yield message["originalContentUrl"], str(kind)


def _judged(sight: Sight, what: str) -> list[str]:
    if sight.status != _OK:
        return [f"{_NAMES[what]} cannot be fetched: {sight.status}"]
    if what == "audio":
        good = sight.data[4:8] == b"ftyp" or sight.data[:3] == b"ID3" or sight.data[:2] == b"\xff\xfb"
        return [] if good and len(sight.data) <= _SOUND else ["A sound is neither M4A nor MP3, or too large"]
    most = _PREVIEW if what == "preview" else _PICTURE
    if dimensions(sight.mime, sight.data) is None:
        return [f"{_NAMES[what]} is neither PNG nor JPEG, or is called what it is not"]
    return [] if len(sight.data) <= most else [f"{_NAMES[what]} has {len(sight.data)} bytes, more than {most}"]
