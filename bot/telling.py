"""What a move from outside the person's own turns does to the talk: who owns it, and what is said.

The store calls this in the transaction that writes the moved case, so that the talk's owner and
epoch, the case and the outbox always change together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import replies
from bot.aside import Merge
from bot.case import CaseState, Speak
from bot.conversation import Asked
from bot.reply import Choice, Kind, Paragraph, Reply, Translated

if TYPE_CHECKING:
    from datetime import datetime

    from bot.case import Move, Moved, Notice
    from bot.conversation import Conversation
    from bot.desk import Desk

FACES = ("☹️", "🙁", "😐", "🙂", "😄")
RATE = "rate-case:"


@dataclass(frozen=True, slots=True)
class Telling:
    """The talk after a move, and what the person is to read; ``sender`` as in ``Channel.pack_spoken``."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    sender: str = ""


def tell(talk: Conversation, what: Move, moved: Moved, desk: Desk, now: datetime) -> Telling:
    """Say what a move that is not the person's own does to the talk. ``talk`` is as it was before."""
    talk = replace(talk, version=talk.version + 1)
    if isinstance(what, Speak):
        own = Translated(what.translated, what.text, what.written) if what.translated else Paragraph(what.text)
        said = (own,) if what.text.strip() or not what.enclosed else ()
        words = Reply(Kind.PERSON, replies.language_of(talk), (*said, *what.enclosed), sender=what.alias)
        # Whatever the counter asked before is no longer what a "yes" would answer.
        return Telling(talk.fresh(), (words,), what.alias)
    told = tuple(notice(desk, talk, each, now) for each in moved.notices)
    # A merged case is closed, yet whoever writes in its talk is heard by people: in the one that goes on.
    if talk.silent and not moved.case.state.open and not isinstance(what, Merge):
        talk = talk.given_back(now if moved.case.state is CaseState.RESOLVED else None)
        offered = next((reply.choices for reply in told if reply.choices), ())
        talk = replace(talk, offered=offered, asked=Asked.FACES if offered else Asked.NOTHING)
    return Telling(talk, told)


def notice(desk: Desk, talk: Conversation, told: Notice, now: datetime) -> Reply:
    """Put a notice of the table into the person's words."""
    language = replies.language_of(talk)
    slots = dict(told.slots) | {"language": desk.phrases.language(language).name}
    if told.moment is not None:
        slots["time"] = desk.when(told.moment, language, now)
    choices = faces() if told.key == "case_rate" else ()
    return replies.say(desk, talk, told.key, choices=choices, **slots)


def faces() -> tuple[Choice, ...]:
    """Offer five faces, from bad to good."""
    return tuple(Choice(f"{RATE}{stars}", face) for stars, face in enumerate(FACES, 1))
