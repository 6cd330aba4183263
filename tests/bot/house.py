"""A whole house in memory: inbox, talk, case, clocks and outbox, with deaths between deciding and saving.

Every change goes through ``_settle``, which holds the house to the invariants of the handoff.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.store import codec
from bot.aside import Absorb, Merge, Parted
from bot.case import CaseState, Hold, Moved, Refused, Resolve, Speak, Transfer
from bot.clocks import KINDS
from bot.conversation import Conversation
from bot.dialog import answer
from bot.handoff import move
from bot.message import Joined, Left, Other, Retracted
from bot.plain import plain
from bot.reply import Kind
from bot.step import CaseMoved, CaseOpened, Erased
from tests.bot.casework import Casework

if TYPE_CHECKING:
    from datetime import datetime

    from bot.case import Case, Move
    from bot.desk import Desk
    from bot.message import Message
    from bot.reply import Reply
    from bot.step import Step

STALE = Refused("stale")
CLOCK_OF = {
    CaseState.QUEUED: {"closing"},
    CaseState.CALLBACK: {"opening"},
    CaseState.ASSIGNED: {"silence"},
    CaseState.WAITING_USER: {"reminder"},
    CaseState.ON_HOLD: {"hold"},
}
WHILE_SILENT = {"Delete my data", "(not_erased)", "(case_cancelled)", "(erased)"}
HANDED_OVER = ("(queued", "(callback", "(case_reopened)")
NOTICES = (
    "(taken", "(transferred", "(on hold", "(hold over", "(case_opened)", "(closing", "(case_reminder_1)",
    "(case_reminder_2)", "(case_abandoned)", "(case_resolved)", "(case_rate)", "(case_merged)", "(case_stranded)",
)  # fmt: skip
NO_LINES = (Joined, Left, Other, Retracted)


@dataclass
class Row:
    """Something to be sent. ``epoch``: of the talk when it was decided; ``who``: bot, card or person."""

    epoch: int
    who: str
    text: str
    state: str = "waiting"


@dataclass
class House:
    """One talk and all that is kept of it."""

    desk: Desk
    now: datetime
    work: Casework = field(init=False)
    inbox: dict[str, Message] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    outbox: list[Row] = field(default_factory=list)
    decided: tuple[Message, Step] | None = None
    entry: int = 0
    noticed: set[tuple[int, str]] = field(default_factory=set)
    newest: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    spoken: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.work = Casework(self.desk, Conversation("test", "talk", language="en", chosen=True), self.now)

    # The person's side: kept, decided, saved; anything may happen between these.

    def keep(self, message: Message) -> None:
        """Keep a message; one that was seen before is kept no second time."""
        if message.event not in self.inbox:
            self.inbox[message.event] = message
            self.waiting.append(message.event)

    def decide(self) -> None:
        """Decide about the oldest message, and save nothing yet."""
        if self.waiting:
            message = self.inbox[self.waiting[0]]
            self.decided = message, answer(self.work.talk, message, self.desk, self.work.now)

    def save(self) -> bool:
        """Save what was decided, unless the talk went on meanwhile: then it is decided anew."""
        decided, self.decided = self.decided, None
        if decided is None or decided[1].conversation.version != self.work.talk.version + 1:
            return False
        message, step = decided
        if self.work.too_late(step):
            # A clock that was late has parted the talks by the time it is decided anew.
            self.part()
            return False
        before, case = self.work.talk, self.work.case
        self.work.save(step)
        self.answered[self.waiting.pop(0)] += 1
        self.newest += not isinstance(message.content, NO_LINES)
        for reply in step.replies:
            who = "card" if reply.kind is Kind.EMERGENCY else "bot"
            self.outbox.append(Row(step.conversation.epoch, who, self._text(reply)))
        self._check_turn(before, message, step)
        self._settle(before, case)
        return True

    def catch_up(self) -> None:
        """Answer all that waits."""
        while self.waiting:
            self.decide()
            self.save()

    def die(self) -> None:
        """Lose what is only in memory; what was kept comes back as it was written."""
        self.decided = None
        self.work.talk = codec.read_state(codec.state(self.work.talk))

    # The other side.

    def act(self, what: Move, by: str = "") -> Refused | None:
        """Make a move of staff, if who makes it has read to the end."""
        if isinstance(what, Speak | Resolve) and self.seen[by] < self.newest:
            return STALE
        before, case = self.work.talk, self.work.case
        assert case is not None
        told = self.work.act(what)
        if isinstance(told, Refused):
            assert (self.work.talk, self.work.case) == (before, case)
            return told
        if isinstance(what, Speak):
            self.spoken.append((self.seen[by], self.newest))
        self._tell(what, told, case)
        self._settle(before, case)
        return None

    def merge(self, by: str, other: Case) -> Refused | None:
        """Make one of this case and another one, which somebody has in another talk."""
        case = self.work.case
        assert case is not None
        taken = move(
            other,
            Absorb(by, case.id, case.called, urgent=case.urgent, waits=self.work.now),
            self.work.now,
            self.work.office,
        )
        assert isinstance(taken, Moved)
        refused = self.act(Merge(by, other.id, other.called, lead=by == "lead"))
        if refused is None:
            self.work.other = taken.case
        return refused

    def other_ends(self, what: Move) -> None:
        """Let the other case end, and a moment later this talk go back to the bot."""
        assert self.work.other is not None
        moved = move(self.work.other, what, self.work.now, self.work.office)
        assert isinstance(moved, Moved)
        self.work.other = moved.case

    def part(self) -> None:
        """Give the talk back, as a timer row does when the other case has ended."""
        other, talk, case = self.work.other, self.work.talk, self.work.case
        assert other is not None
        going = not other.state.open and talk.silent and case is not None and not case.state.open
        if case is not None:
            refused = self.act(Parted(resolved=other.state is CaseState.RESOLVED, going=going))
            assert (refused is None) == going

    def go_off(self, kind: str) -> None:
        """Let a clock go off; a second process that has the same row in its hands finds nothing to do."""
        del self.work.clocks[kind]
        assert self.act(KINDS[kind]) is None, kind
        assert self.work.case is not None
        second = move(self.work.case, KINDS[kind], self.work.now, self.work.office)
        assert isinstance(second, Refused) or (second.case.state, second.notices) == (self.work.case.state, ())

    def until(self, moment: datetime, *, asleep: bool = False) -> None:
        """Let time go by; a house that was asleep finds at once all that has gone off meanwhile."""
        if asleep:
            self.work.now = moment
        while due := sorted((at, kind) for kind, at in self.work.clocks.items() if at <= moment):
            at, kind = due[0]
            self.work.now = max(self.work.now, at)
            self.go_off(kind)
        self.work.now = moment

    def send(self) -> None:
        """Send the first that waits. Whatever is decided under a former owner must be gone by now."""
        row = next((row for row in self.outbox if row.state == "waiting"), None)
        if row is not None:
            assert row.who != "bot" or row.epoch == self.work.talk.epoch, "I3: a late answer of the bot"
            row.state = "sent"

    # What always holds.

    def _check_turn(self, before: Conversation, message: Message, step: Step) -> None:
        said = [self._text(reply) for reply in step.replies if reply.kind is not Kind.EMERGENCY]
        moved = [event for event in step.events if isinstance(event, CaseMoved | CaseOpened | Erased)]
        if before.silent:
            assert set(said) <= WHILE_SILENT, "I4: the bot spoke while people had the talk"
            assert moved or isinstance(message.content, NO_LINES), "I8: a line that the case did not hear"
        elif step.conversation.silent:
            assert len(said) == 1, "I4: one acknowledgement"
            assert said[0].startswith(HANDED_OVER)

    def _tell(self, what: Move, told: tuple[Reply, ...], before: Case) -> None:
        case = self.work.case
        assert case is not None
        # Whoever speaks, holds or passes on enters the state anew, even where its name stays.
        self.entry += case.state is not before.state or isinstance(what, Hold | Transfer | Speak)
        for reply in told:
            text = self._text(reply)
            if reply.kind is Kind.PERSON:
                self.outbox.append(Row(self.work.talk.epoch, "person", text))
                continue
            assert text.startswith(NOTICES), f"I4: {text} is no notice"
            assert (self.entry, text) not in self.noticed, f"I4: {text} was said before"
            self.noticed.add((self.entry, text))
            self.outbox.append(Row(self.work.talk.epoch, "bot", text))

    def _settle(self, before: Conversation, case: Case | None) -> None:
        talk, now = self.work.talk, self.work.case
        for row in self.outbox:
            if row.state == "waiting" and row.who == "bot" and row.epoch < talk.epoch:
                row.state = "withdrawn"
        assert talk.version == before.version + 1, "what is decided meanwhile would not be noticed as late"
        merged = now is not None and now.into is not None and talk.case == now.id
        assert talk.silent == (now is not None and now.state.open) or merged, "I2: the talk and its case disagree"
        assert (talk.epoch > before.epoch) == (talk.silent != before.silent), "I2: an epoch for every change of hands"
        assert talk.epoch - before.epoch in {0, 1}
        if now is None:
            assert not self.work.clocks or case is None or not case.state.open
            return
        assert (now.owner is not None) == (now.state in {"assigned", "waiting-user", "on-hold"}), "I2: one owner"
        clocks = {"snooze"} if now.snoozed is not None else CLOCK_OF.get(now.state, set())
        assert set(self.work.clocks) == clocks, "I10: each state has its clock"
        assert now.snoozed is None or now.owner is not None
        assert all(at > self.work.now for at in self.work.clocks.values()), "I10: a clock that is overdue"
        assert talk.case == now.id or not talk.silent
        if case is not None and case.id == now.id:
            assert now.version >= case.version

    def _text(self, reply: Reply) -> str:
        return plain(reply, self.desk.phrases).removeprefix(f"[{reply.language}] ")
