"""What one counter works with: its knowledge, its sentences, its ear for small words, its watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.cues import Cues
    from bot.phrases import Phrasebook
    from bot.ports import Knowledge, Office
    from bot.safety import Watch


def _bare(moment: datetime, language: str, now: datetime) -> str:
    del language, now
    return f"{moment:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything immutable that a decision needs, beside the talk, the message and the time.

    helpline  the telephone number to give when nothing else can be said (a fact of the library)
    office    the counselors' hours, or None where nobody answers in the chat: then a person is a
              telephone number
    when      says a moment in a language, as seen from now ("tomorrow's" day, or only the time)
    fire, police  the numbers to call in danger (facts of the library)
    days      how long a talk is kept after a case is closed
    """

    knowledge: Knowledge
    phrases: Phrasebook
    cues: Cues
    watch: Watch
    helpline: str
    office: Office | None = None
    when: Callable[[datetime, str, datetime], str] = _bare
    fire: str = ""
    police: str = ""
    days: int = 90
