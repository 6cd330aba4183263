"""What a machine says that a text in a language we do not write means: for finding alone, and never trusted alone.

The encoder reads many languages that the counter does not write. Only where it is unsure an engine is
asked, and nobody waits for that longer than ``PATIENCE``. The person's words stay what they wrote.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.entry import Candidate, Found, Nothing, Unsure
from bot.message import Edited, Text
from bot.translation import Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Finding, Outside
    from bot.hands import Hands
    from bot.message import Message
    from bot.ports import Translator
    from bot.step import Step

_log = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds after which the untranslated text has to do."""
# A question stands at the beginning; the finder itself reads no more.
READ = 600
# A whole letter costs an engine longer than anybody waits, and is no question.
_A_LETTER = 2000
# Every engine knows English best, and so does the encoder.
_FIRST = "en"
_LATE: set[asyncio.Task[str]] = set()


@dataclass(frozen=True, slots=True)
class Unread:
    """A question, or its beginning, that only a translation can make clearer."""

    text: str
    language: Outside


def unread(talk: Conversation, message: Message, desk: Desk) -> Unread | None:
    """Say whether a message is a question that only a translation can make clearer. Pure.

    None for an emergency: what the rules know is answered at once.
    """
    if talk.silent or not isinstance(message.content, Text | Edited):
        return None
    text = message.content.text
    if len(text) > _A_LETTER:
        return None
    stranger = desk.knowledge.language(text, talk.language).outside
    if stranger is None or desk.watch.look(text) is not None or desk.cues.whole(text) is not None:
        return None
    return None if isinstance(desk.knowledge.find(text, talk.language), Found) else Unread(text[:READ], stranger)


def weighed(written: Finding, translated: Finding) -> Finding:
    """Put together what is found by a text and by its translation: two witnesses answer, one alone offers."""
    match translated:
        case Nothing():
            return written
        case Found(entry, candidates) if any(each.entry == entry for each in written.candidates):
            return Found(entry, candidates)
        case Found(entry, candidates):
            first = next((each for each in candidates if each.entry == entry), Candidate(entry, 1.0))
            return _offered((first,), written)
        case Unsure(candidates):
            return _offered(candidates, written)


def _offered(candidates: tuple[Candidate, ...], written: Finding) -> Unsure:
    """Offer what the translation means, and behind it what the text itself may mean."""
    own = written.candidates if isinstance(written, Unsure) else ()
    known = {each.entry for each in candidates}
    return Unsure((*candidates, *(each for each in own if each.entry not in known)))


async def clearer(
    hands: Hands, translator: Translator | None, decide: Callable[[str], Step], wish: Callable[[], Unread | None]
) -> Step:
    """Decide; where only a translation can make a question clearer, decide by what came of one.

    decide  takes what was heard ("" for nothing); wish: says what to translate, or None (``unread``)
    """
    if translator is None:
        return await hands.work(lambda: decide(""))
    step = await hands.work(lambda: wish() or decide(""))
    if not isinstance(step, Unread):
        return step
    heard = await meant(translator, step)
    return await hands.work(lambda: decide(heard))


async def meant(translator: Translator, question: Unread, patience: float = PATIENCE) -> str:
    """Have a question translated for finding; "" where that cannot be had, or not soon. Never raises.

    An engine that does not even stop when it is told to is left behind, and looked after no more.
    """
    task = asyncio.create_task(_translated(translator, question.text, question.language))
    _LATE.add(task)
    task.add_done_callback(_LATE.discard)
    done, _ = await asyncio.wait({task}, timeout=patience)
    if not done:
        task.cancel()
        _log.info("no translation from %s in time", question.language.tag)
        return ""
    return task.result()


async def _translated(translator: Translator, text: str, stranger: Outside) -> str:
    try:
        for target in dict.fromkeys((_FIRST, stranger.nearest)):
            if translator.way(stranger.tag, target) is not Way.NONE:
                return (await translator.translate(text, stranger.tag, target)).text.strip()
    except Exception as error:  # noqa: BLE001 - whatever an engine does, the question is answered without it
        # The type alone: an exception's text may hold what the person wrote.
        _log.info("no translation from %s: %s", stranger.tag, type(error).__name__)
    return ""
