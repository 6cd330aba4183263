"""A person steps in where somebody wrote of an emergency: the one way to a case without a yes asked for first.

The reference allows it for what is urgent alone. So it begins with an alarm that the rules raised, not
long ago, in a talk that the bot still has; the person hears at once that somebody is there, what becomes
of what they write, and how to be alone with the counter again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import replies
from bot.case import Case, CaseState, Moved, Notice, Refused
from bot.clocks import clock
from bot.person import drawn
from bot.standing import in_hand
from bot.why import Why

if TYPE_CHECKING:
    from datetime import datetime

    from bot.case import Claim
    from bot.conversation import Conversation
    from bot.desk import Desk

WITHIN = timedelta(hours=24)
"""How long after an alarm somebody may still step in."""
CONSENT = "none:urgent"
"""What stands in place of the version of the text that was agreed to."""


def taken_over(
    talk: Conversation, alarm: tuple[str, datetime], who: Claim, desk: Desk, now: datetime
) -> Moved | Refused:  # fmt: skip
    """Open an urgent case that is in somebody's hands from the start; ``alarm``: the emergency, and when it rang."""
    topic, rang = alarm
    if talk.silent:
        return Refused(Why.TAKEN)
    if desk.office is None or now - rang > WITHIN:
        return Refused(Why.TOO_LATE)
    case_id, number = drawn(talk, now)
    language = replies.language_of(talk)
    new = Case(
        case_id, number, talk.channel, talk.id, CaseState.QUEUED, language, now, now, CONSENT, topic=topic, urgent=True
    )
    case = in_hand(new, who.by, now)
    numbers = (("alias", who.alias), ("days", str(desk.days)), ("fire", desk.fire), ("police", desk.police))
    running = clock(case, now, desk.office)
    told = (Notice("case_taken_over", numbers), Notice("case_how_to_stop"))
    return Moved(case, told, (running,) if running else ())
