"""What a counselor puts into an answer: canned replies, and what the counter itself knows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.entry import NO_MORE, Found, Nothing, Unsure
from bot.plain import plain
from bot.reply import Kind, Reply, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
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
_OURS = ("ja", "en")
_ENOUGH = 300
_LABEL = "case_machine_translated"
_APART = "\n\n"


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

    def read(self, entries: Iterable[str], reader: str) -> dict[str, Answer]:
        """Give entries as they stand in the library in a reader's own language; those that do not are left out."""
        found = ((each, self._knowledge.answer(each, reader, self._now(), NO_MORE)) for each in set(entries))
        return {entry: answer for entry, answer in found if answer is not None and answer.language == reader}

    def label(self, language: str) -> str:
        """Give what a resident reads beside what a machine translated; "" where the phrasebook does not say it."""
        return self._phrases.say(_LABEL, language) if self._phrases.has(_LABEL) else ""

    def plain(self, answer: Answer) -> str:
        """Give an answer's words, without where they are from."""
        return self._text(answer)

    def split(self, words: str, case: Case, language: str, viewer: Viewer) -> list[tuple[str, str | None]]:
        """Cut a counselor's words: what is a canned reply or an answer of the library, unchanged, and what is theirs.

        Of the former goes beside it how it is said in ``language``, by people; of the latter None.
        """
        known = self._known(words, case, language, viewer)
        left, pieces = blocks(words), list[tuple[str, str | None]]()
        while left:
            size = next((size for size in range(len(left), 0, -1) if tuple(left[:size]) in known), 0)
            if size:
                pieces.append((_APART.join(left[:size]), known[tuple(left[:size])]))
            elif pieces and pieces[-1][1] is None:
                pieces[-1] = (f"{pieces[-1][0]}{_APART}{left[0]}", None)
            else:
                pieces.append((left[0], None))
            left = left[size or 1 :]
        return pieces

    def _known(self, words: str, case: Case, language: str, viewer: Viewer) -> dict[tuple[str, ...], str]:
        """Give the ready texts that may stand in some words, whatever language they are in, and how they are said."""
        known: dict[tuple[str, ...], str] = {}
        theirs = {one.id: one.text for one in self.canned(language, language, viewer) if one.language == language}
        tags = tuple(dict.fromkeys((language, *_OURS)))
        for tag in tags:
            for one in self.canned(tag, tag, viewer):
                if one.id in theirs:
                    known[tuple(blocks(one.text))] = theirs[one.id]
        for entry in (case.topic or "", *_named(self._knowledge.find(words[:_ENOUGH], language))):
            said = self._knowledge.answer(entry, language, self._now(), NO_MORE) if entry else None
            if said is None or said.language != language:
                continue
            for tag in tags:
                one_said = self._knowledge.answer(entry, tag, self._now(), NO_MORE)
                if one_said is not None:
                    known[tuple(blocks(self._text(one_said)))] = self._text(said)
        return known

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


def blocks(words: str) -> Sequence[str]:
    """Cut words where lines are left empty."""
    lines = [line.rstrip() for line in words.replace("\r\n", "\n").split("\n")]
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return ["\n".join(block) for block in found if block]
