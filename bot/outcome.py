"""What a step amounts to, for the command line and for measuring: found, unsure or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.choosing import numbered
from bot.conversation import Conversation
from bot.dialog import answer
from bot.entry import Candidate
from bot.message import Message, Text
from bot.plain import plain
from bot.reply import Kind
from bot.step import Answered, Missed

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk import Desk
    from bot.step import Step

CHANNEL = "ask"
# Somebody who asks for another language still wrote in this one.
_SWITCHES = frozenset({"talk-language", "talk-easy-japanese"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answered question.

    result      "found", "unsure" or "nothing"
    entry       the entry that was given, or None
    candidates  what the finder thought of, best first; an emergency is its own only one
    language    the language the person was understood in, and answered in
    choices     the words that a person may pick, in order
    """

    result: str
    entry: str | None
    candidates: tuple[Candidate, ...]
    language: str
    answer: str
    choices: tuple[str, ...]


def ask(desk: Desk, talk: Conversation, text: str, now: datetime) -> tuple[Conversation, Outcome]:
    """Put one text to the desk; gives the talk as it stands then, and what came of it."""
    # No counselor sits behind a terminal.
    alone = replace(desk, office=None)
    step = answer(talk, Message(CHANNEL, talk.id, str(talk.version), Text(text), now), alone, now)
    heard = talk.language or desk.knowledge.language(text, None).language
    return step.conversation, _outcome(desk, step, text, heard)


def fresh(language: str | None = None, name: str = "") -> Conversation:
    """Begin a talk; a language given counts as chosen by the person."""
    return Conversation(CHANNEL, name, language=language, chosen=language is not None)


def _outcome(desk: Desk, step: Step, text: str, heard: str) -> Outcome:
    reply = step.replies[0] if step.replies else None
    given = next((event for event in step.events if isinstance(event, Answered)), None)
    entry = given.entry if given else reply.entry if reply else None
    if given is not None and given.alarm:
        candidates: tuple[Candidate, ...] = (Candidate(given.entry, 1.0),)
    else:
        candidates = desk.knowledge.find(text, step.conversation.language).candidates
        if entry is not None and all(candidate.entry != entry for candidate in candidates):
            candidates = (Candidate(entry, 1.0), *candidates)
    if reply is not None and reply.kind is Kind.OFFER:
        result = "unsure"
    elif any(isinstance(event, Missed) for event in step.events) or reply is None:
        result = "nothing"
    else:
        result = "found" if entry else "nothing"
    return Outcome(
        result=result,
        entry=entry if result == "found" else None,
        candidates=candidates,
        language=heard if entry in _SWITCHES else step.conversation.language or "en",
        answer="\n\n".join(plain(each, desk.phrases) for each in step.replies),
        choices=tuple(choice.label for choice in numbered(reply.choices)) if reply else (),
    )
