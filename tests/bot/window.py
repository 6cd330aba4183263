"""A person at a window behind which counselors work: ``says``, ``staff``, and what was heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.case import Claim, Reason, Refused, Resolve, Speak
from bot.conversation import Conversation
from bot.plain import plain
from tests.bot.casework import Casework
from tests.bot.counter import Shelf, desk, message
from tests.bot.office import MONDAY, Weekly

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.case import Case, Move
    from bot.message import Content
    from bot.reply import Reply
    from bot.step import Event


@dataclass
class Window:
    """One person, the counter and its counselors. English and Ukrainian are covered from ten."""

    now: datetime = MONDAY
    work: Casework = field(init=False)
    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        office = Weekly({"uk": MONDAY.time().replace(hour=10), "en": MONDAY.time().replace(hour=10)})
        self.work = Casework(desk(Shelf(), office), Conversation("test", "talk", language="en"), self.now)

    def says(self, *contents: Content | str) -> Window:
        """Send messages one after another."""
        for content in contents:
            step = self.work.hear(message(content))
            self.replies, self.events = step.replies, step.events
        return self

    def staff(self, *moves: Move) -> Window:
        """Have staff make moves, all of which must be possible."""
        for what in moves:
            told = self.work.act(what)
            assert not isinstance(told, Refused), (what, told)
            self.replies, self.events = told, ()
        return self

    def later(self, time: timedelta) -> Window:
        """Let time go by; what the clocks tell stands in ``replies`` then."""
        self.replies = tuple(reply for _, told in self.work.until(self.work.now + time) for reply in told)
        return self

    def queued(self) -> Window:
        """Ask for a person and say yes."""
        return self.says("garbage", "a person please", "yes")

    def answered(self) -> Window:
        """Have a case claimed and answered."""
        return self.queued().staff(Claim("olena", "Olena"), Speak("olena", "Olena", "Good day"))

    def resolved(self) -> Window:
        """Have a case resolved."""
        return self.answered().staff(Resolve("olena", Reason.ANSWERED))

    @property
    def heard(self) -> str:
        """What was said last, as plain text."""
        return "\n".join(plain(reply, self.work.desk.phrases) for reply in self.replies)

    @property
    def offered(self) -> list[str]:
        """What may be tapped, of what was said last."""
        return [choice.data for reply in self.replies for choice in reply.choices]

    @property
    def talk(self) -> Conversation:
        """The talk as it stands."""
        return self.work.talk

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert self.work.case is not None
        return self.work.case
