"""Playing a written talk: what the person does, what counselors do, what the clock brings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.case import Claim, Hold, Move, Reason, Refused, Release, Resolve, Resume, Speak, Transfer
from bot.choosing import numbered
from bot.conversation import Conversation
from bot.message import Attachment, Content, Joined, Left, Location, Message, Tap, Text
from bot.plain import plain
from bot.reply import Kind
from bot.step import Answered, Missed, Step
from knowledge.calendar import TOKYO
from tests.bot.casework import Casework
from tests.bot.office import Weekly

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.desk import Desk
    from bot.reply import Reply

MORNING = datetime(2026, 11, 24, 11, 0, tzinfo=TOKYO)
CLOCK = "%Y-%m-%d %H:%M"
_HAPPENINGS: dict[str, Content] = {
    "(joins)": Joined(),
    "(leaves)": Left(),
    "(picture)": Attachment("picture"),
    "(nothing)": Text(""),
}


@dataclass
class Play:
    """One talk on the stage. ``replies`` is what the person was told last, ``step`` the decision behind it."""

    desk: Desk
    name: str
    profile: str | None = None
    work: Casework = field(init=False)
    step: Step | None = None
    replies: tuple[Reply, ...] | None = None

    def __post_init__(self) -> None:
        self.work = Casework(self.desk, Conversation("test", self.name), MORNING)

    def counselors(self, languages: str) -> None:
        """Open an office: from ten to five on weekdays, in these languages."""
        office = Weekly(dict.fromkeys(languages.split(), time(10)), zone=TOKYO)
        self.desk = self.work.desk = replace(self.desk, office=office)

    def person(self, does: str, event: str) -> None:
        """Have the person write or do something."""
        content = _content(does, self.work.talk)
        self.step = self.work.hear(Message("test", self.name, event, content, self.work.now, self.profile))
        self.replies = self.step.replies

    def counselor(self, does: str) -> None:
        """Have a counselor do something; it must be possible."""
        told = self.work.act(_move(does))
        assert not isinstance(told, Refused), f"{does!r} is not possible: {told}"
        self.step, self.replies = None, told

    def clock(self, moment: str) -> None:
        """Turn the clock, and tell what goes off on the way."""
        self.step, self.replies = None, tuple(each for _, told in self.work.until(_moment(moment)) for each in told)

    def holds(self, sign: str, rest: str) -> bool:
        """Say whether a line about what comes back is true."""
        assert self.replies is not None, "nobody has said anything yet"
        match sign:
            case "<":
                return rest in self.shown
            case "<-":
                return rest not in self.shown
            case "*":
                return any(choice.label == rest for reply in self.replies for choice in reply.choices)
            case "~":
                return self.replies[0].language == rest
            case _:
                return self._result(rest)

    @property
    def shown(self) -> str:
        """What the person reads."""
        replies = self.replies or ()
        texts = [plain(reply, self.desk.phrases) for reply in replies]
        choices = [choice.label for reply in replies for choice in numbered(reply.choices)]
        return "\n".join([*texts, *(f"* {label}" for label in choices)])

    def _result(self, rest: str) -> bool:
        if rest == "silence":
            return not self.replies
        if rest.startswith("case "):
            return self.work.case is not None and self.work.case.state == rest.removeprefix("case ")
        if rest == "urgent":
            return self.work.case is not None and self.work.case.urgent
        if rest.startswith("helped "):
            return self._helped(rest.removeprefix("helped "))
        return self.step is not None and _result(self.step) == rest

    def _helped(self, entry: str) -> bool:
        """Whether an entry was given, or offered: what people type is not always enough to be sure."""
        given = self.step is not None and any(
            isinstance(event, Answered) and event.entry == entry for event in self.step.events
        )
        return given or any(choice.data == f"entry:{entry}" for reply in self.replies or () for choice in reply.choices)


_DEEDS: dict[str, Callable[..., Move]] = {
    r"(\w+): (.+)": lambda who, words: Speak(who.casefold(), who, words),
    r"(\w+) claims": lambda who: Claim(who.casefold(), who),
    r"(\w+) releases: (.+)": lambda who, note: Release(who.casefold(), note),
    r"(\w+) transfers to (\w+): (.+)": lambda who, to, note: Transfer(who.casefold(), to.casefold(), to, note),
    r"(\w+) asks until (.+)": lambda who, until: Hold(who.casefold(), who, _moment(until)),
    r"(\w+) resumes": lambda who: Resume(who.casefold(), who),
    r"(\w+) resolves": lambda who: Resolve(who.casefold(), Reason.ANSWERED),
}


def _move(does: str) -> Move:
    """Read what a counselor does."""
    found = ((re.fullmatch(pattern, does), deed) for pattern, deed in _DEEDS.items())
    return next(deed(*match.groups()) for match, deed in found if match is not None)


def _moment(written: str) -> datetime:
    return datetime.strptime(written, CLOCK).replace(tzinfo=TOKYO)


def _content(words: str, talk: Conversation) -> Content:
    if words in _HAPPENINGS:
        return _HAPPENINGS[words]
    if words.startswith("(letters) "):
        count, _, word = words.removeprefix("(letters) ").partition(" ")
        return Text((word * int(count))[: int(count)])
    if words.startswith("(location) "):
        latitude, _, longitude = words.removeprefix("(location) ").partition(",")
        return Location(float(latitude), float(longitude))
    if words.startswith("[") and words.endswith("]"):
        label = words[1:-1]
        data = [choice.data for choice in talk.offered if choice.label == label]
        assert data, f"{label!r} was not offered; offered: {[choice.label for choice in talk.offered]}"
        return Tap(data[0])
    return Text(words)


def _result(step: Step) -> str:
    reply = step.replies[0]
    if any(isinstance(event, Missed) for event in step.events):
        return "nothing"
    if reply.kind is Kind.OFFER:
        return "unsure"
    return f"found {reply.entry}" if reply.kind is not Kind.NOTICE else "notice"
