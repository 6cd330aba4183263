"""What one counter works with: its knowledge, its sentences, its ear for small words, its watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.cues import Cues
    from bot.phrases import Phrasebook
    from bot.ports import Knowledge
    from bot.safety import Watch


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything immutable that a decision needs, beside the talk, the message and the time.

    helpline  the telephone number to give when nothing else can be said (a fact of the library)
    """

    knowledge: Knowledge
    phrases: Phrasebook
    cues: Cues
    watch: Watch
    helpline: str
