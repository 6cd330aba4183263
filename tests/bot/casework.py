"""One talk, its case and their clocks: what a store keeps of them, in a few lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.case import Again, Cancel, Gone, Moved, Refused
from bot.clocks import KINDS
from bot.dialog import answer
from bot.following import whose
from bot.handoff import move
from bot.step import CaseMoved, CaseOpened, Erased
from bot.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.case import Case, Move, Timer
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message
    from bot.ports import Office
    from bot.reply import Reply
    from bot.step import Step


@dataclass
class Casework:
    """What the person writes goes through ``hear``, what staff do through ``act``, time through ``until``.

    other  the case that this one was merged into; it has a talk of its own
    """

    desk: Desk
    talk: Conversation
    now: datetime
    case: Case | None = None
    past: list[Case] = field(default_factory=list)
    clocks: dict[str, datetime] = field(default_factory=dict)
    moves: list[str] = field(default_factory=list)
    other: Case | None = None

    @property
    def office(self) -> Office:
        """The office of the desk."""
        assert self.desk.office is not None
        return self.desk.office

    def hear(self, message: Message) -> Step:
        """Answer a message, and do to the case what its step says."""
        step = answer(self.talk, message, self.desk, self.now)
        self.save(step)
        return step

    def save(self, step: Step) -> None:
        """Write a step as the store does: the talk, then the case. No move of a step may be refused."""
        assert step.conversation.version == self.talk.version + 1
        self.talk = step.conversation
        for event in step.events:
            match event:
                case CaseOpened(case, timers):
                    assert self.case is None or not self.case.state.open
                    self.past += [self.case] if self.case is not None else []
                    self.case = case
                    self._wind((), timers)
                case CaseMoved(name, what):
                    assert self.case is not None
                    assert self.case.id == name
                    self._follow(what)
                case Erased():
                    self.case = None
                case _:
                    pass

    def act(self, what: Move) -> tuple[Reply, ...] | Refused:
        """Do what staff or time do; gives what the person is told."""
        assert self.case is not None
        moved = move(self.case, what, self.now, self.office)
        if isinstance(moved, Refused):
            return moved
        self._moved(what, moved)
        told = tell(self.talk, what, moved, self.desk, self.now)
        self.talk = told.conversation
        return told.replies

    def until(self, moment: datetime) -> Iterator[tuple[str, tuple[Reply, ...]]]:
        """Let time go by; each clock that goes off on the way gives its kind and what the person is told."""
        while due := sorted((at, kind) for kind, at in self.clocks.items() if at <= moment):
            at, kind = due[0]
            self.now = max(self.now, at)
            del self.clocks[kind]
            told = self.act(KINDS[kind])
            assert not isinstance(told, Refused), (kind, told)
            yield kind, told
        self.now = moment

    def too_late(self, step: Step) -> bool:
        """Whether a step takes up a case that nobody can open any more: the store has it decided anew."""
        followed = (
            [whose(self.case, self.other, each.move) for each in step.events if isinstance(each, CaseMoved)]
            if self.case
            else []
        )
        return any(
            isinstance(first, Again) and isinstance(move(target, first, self.now, self.office), Refused)
            for target, (first, *_) in followed
        )

    def _follow(self, what: Move) -> None:
        """Do what the person did: to this case, or to the one that it was merged into."""
        assert self.case is not None
        target, moves = whose(self.case, self.other, what)
        for each in moves:
            moved = move(target, each, self.now, self.office)
            if self.case.into is not None and not self.case.state.open and isinstance(each, Cancel | Gone):
                assert moved == Refused("closed")
            elif self.other is not None and target.id == self.other.id:
                assert isinstance(moved, Moved), (each, moved)
                self.other = target = moved.case
            else:
                self._moved(each, moved)
                target = self.case

    def _moved(self, what: Move, moved: Moved | Refused) -> None:
        assert isinstance(moved, Moved), (what, moved)
        self.moves.append(type(what).__name__)
        self.case = moved.case
        self._wind(moved.forget, moved.timers)

    def _wind(self, forget: tuple[str, ...], timers: tuple[Timer, ...]) -> None:
        for kind in forget:
            self.clocks.pop(kind, None)
        for timer in timers:
            assert timer.kind not in self.clocks
            self.clocks[timer.kind] = timer.at
