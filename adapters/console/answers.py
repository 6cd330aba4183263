"""What a counselor puts into an answer: canned replies, and what the counter itself knows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.entry import NO_MORE, Found, Nothing, Unsure
from bot.plain import plain
from bot.reply import Kind, Reply, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from adapters.roster.people import Viewer
    from bot.case import Case
    from bot.entry import Answer, Finding
    from bot.phrases import Phrasebook
    from bot.ports import Knowledge

MOST = 4
_SMALL_TALK = "talk-"
_SURE = "canned:"
_ENTRY = "entry:"


class CannedReply(Protocol):
    """One canned reply: ``title`` for staff, ``text`` for the resident, ``language`` the tag it really has."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102


class CannedReplies(Protocol):
    """Gives them all."""

    def replies(self, language: str, reader: str, alias: str, now: datetime) -> Sequence[CannedReply]:
        """Give the replies in a resident's language, with titles for a reader."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that was found. ``text`` is for the resident; ``read``: the same in the reader's own language."""

    entry: str
    title: str
    text: str
    language: str
    read: str = ""


class Answers:
    """Finds and words answers. Finding takes milliseconds of thought, so it is done beside the event loop."""

    def __init__(
        self, knowledge: Knowledge, phrases: Phrasebook, canned: CannedReplies, now: Callable[[], datetime]
    ) -> None:
        self._knowledge = knowledge
        self._phrases = phrases
        self._canned = canned
        self._now = now

    def canned(self, language: str, reader: str, viewer: Viewer) -> Sequence[CannedReply]:
        """Give the canned replies for a resident."""
        return self._canned.replies(language, reader, viewer.alias, self._now())

    async def to(self, case: Case, reader: str, question: str) -> list[Shown]:
        """Give answers to a question: what is found, what may be meant; nothing asked is about the case's topic."""
        return await asyncio.to_thread(self._to, case, reader, question)

    async def words(self, what: str, language: str, viewer: Viewer) -> str:
        """Give the text behind a button ("canned:hello", "entry:ukraine-housing"); "" for one that is none of ours."""
        if what.startswith(_SURE):
            replies = self.canned(language, language, viewer)
            return next((reply.text for reply in replies if reply.id == what.removeprefix(_SURE)), "")
        answer = self._knowledge.answer(what.removeprefix(_ENTRY), language, self._now(), NO_MORE)
        return "" if answer is None else self._text(answer)

    def _to(self, case: Case, reader: str, question: str) -> list[Shown]:
        entries = _named(self._knowledge.find(question, case.language)) if question else [case.topic or ""]
        shown = []
        for entry in entries:
            if not entry or entry.startswith(_SMALL_TALK):
                continue
            answer = self._knowledge.answer(entry, case.language, self._now(), NO_MORE)
            if answer is not None:
                shown.append(self._shown(entry, answer, reader))
        return shown[:MOST]

    def _shown(self, entry: str, answer: Answer, reader: str) -> Shown:
        own = self._knowledge.answer(entry, reader, self._now(), NO_MORE)
        read = self._text(own) if own is not None and own.language != answer.language else ""
        return Shown(entry, own.title if own else answer.title, self._text(answer), answer.language, read)

    def _text(self, answer: Answer) -> str:
        parts = tuple(part for part in answer.parts if not isinstance(part, Source))
        return plain(Reply(Kind.ANSWER, answer.language, parts), self._phrases)


def _named(finding: Finding) -> list[str]:
    match finding:
        case Found(entry, candidates):
            return list(dict.fromkeys((entry, *(each.entry for each in candidates))))
        case Unsure(candidates) | Nothing(candidates):
            return [each.entry for each in candidates]
