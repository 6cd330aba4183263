"""A counter in memory: keeps a transcript and answers with every kind of part there is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from adapters.web.ports import Line, Numbers
from bot.message import Joined, Location, Tap, Text
from bot.phrases import Language, Phrasebook
from tests.web import scenes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.media import Enclosure
    from bot.message import Message
    from bot.reply import Reply

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
NUMBERS = Numbers(fire="119", police="110", desk="045-222-1209")


def _strings(path: Path) -> Any:
    # BaseLoader: to plain YAML the keys "yes" and "no" would be truth values.
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def phrasebook() -> Phrasebook:
    """Give the real phrases: the page is tested with the words that people read."""
    rows = _strings(KNOWLEDGE / "languages.yaml")
    languages = tuple(Language(**{**row, "fallback": tuple(row["fallback"])}) for row in rows)
    texts = {path.stem: _strings(path)["phrases"] for path in (KNOWLEDGE / "phrases").glob("*.yaml")}
    return Phrasebook(languages, texts)


@dataclass
class Counter:
    """Both ports of the page at once: ``receive`` and the transcript."""

    phrases: Phrasebook
    delay: float = 0.0
    lines: dict[str, list[Line]] = field(default_factory=dict)
    seen: dict[str, Message] = field(default_factory=dict)
    language: str = "en"
    position: int = 0
    fault: Exception | None = None
    files: dict[tuple[str, str], Enclosure] = field(default_factory=dict)

    async def receive(self, message: Message) -> None:
        """Take a message once; a second one with the same event changes nothing."""
        if self.fault is not None:
            raise self.fault
        if message.event in self.seen:
            return
        self.seen[message.event] = message
        if message.language:
            self.language = message.language
        words = self._words(message)
        if not isinstance(message.content, Joined):
            self.add(message.conversation, mine=True, text=words, event=message.event)
        if self.delay:
            await asyncio.sleep(self.delay)
        if isinstance(message.content, Tap) and message.content.data == "erase:yes":
            self.lines[message.conversation] = []
        for reply in self._replies(message):
            self.add(message.conversation, mine=False, reply=reply, event=message.event)

    def add(
        self, talk: str, *, mine: bool, text: str | None = None, reply: Reply | None = None, event: str = ""
    ) -> None:
        """Write one line into the record."""
        self.position += 1
        line = Line(self.position, datetime.now(UTC), mine, text, reply, event)
        self.lines.setdefault(talk, []).append(line)

    async def after(self, conversation: str, position: int) -> Sequence[Line]:
        """Give what follows ``position``, three lines at a time, as a store with pages would."""
        return [line for line in self.lines.get(conversation, []) if line.position > position][:3]

    async def file(self, conversation: str, file: str) -> Enclosure | None:
        """Give a file of this talk."""
        return self.files.get((conversation, file))

    async def wait(self, conversation: str, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Poll; a fake may."""
        end = asyncio.get_running_loop().time() + timeout
        while asyncio.get_running_loop().time() < end:
            if await self.after(conversation, position):
                return True
            await asyncio.sleep(0.02)
        return False

    def texts(self) -> list[str]:
        """Give the texts that arrived, in order."""
        return [m.content.text for m in self.seen.values() if isinstance(m.content, Text)]

    def _words(self, message: Message) -> str | None:
        match message.content:
            case Text(text):
                return text
            case Tap(data):
                labels = {
                    choice.data: choice.label
                    for line in self.lines.get(message.conversation, [])
                    if line.reply
                    for choice in line.reply.choices
                }
                return labels.get(data)
            case _:
                return None

    def _replies(self, message: Message) -> list[Reply]:
        match message.content:
            case Joined():
                return [scenes.greeting(self.phrases, self.language)]
            case Location():
                return [scenes.place(self.phrases, self.language)]
            case Tap(data):
                return self._tapped(data)
            case Text(text):
                return scenes.answer(text.lower(), self.phrases, self.language)
            case _:
                return []

    def _tapped(self, data: str) -> list[Reply]:
        if data.startswith("lang:"):
            self.language = data.removeprefix("lang:")
            return [scenes.changed(self.phrases, self.language)]
        if data.startswith("rate:"):
            return [scenes.thanks(self.phrases, self.language)]
        return scenes.answer(data, self.phrases, self.language)
