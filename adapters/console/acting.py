"""From a form to a move: what was asked for, or why it cannot be understood. Who may do it is asked before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.console.when import from_field
from adapters.roster.roles import Action
from bot.aside import Merge, Snooze, Wake
from bot.case import (
    Claim,
    Hold,
    Label,
    Reason,
    Refused,
    Release,
    Remark,
    Resolve,
    Restrict,
    Resume,
    Speak,
    Transfer,
    Urge,
)
from bot.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adapters.console.ports import Preview
    from adapters.roster.people import Member, Viewer
    from bot.case import Case, Move
    from bot.reply import File

LONGEST = 4000
"""Letters of an answer: what every channel takes in one message."""
NOTE = 4000
LABEL = 30
LABELS = 12
OFFERED = ("housing", "residence", "work", "money", "medical", "school", "legal", "family", "interpreter", "sensitive")
"""Labels that the console offers; others may be written."""
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_APART = re.compile(r"[,、，\n]")
_WHOLE = 15

NEEDS: Mapping[str, Action] = {
    "claim": Action.CLAIM,
    "release": Action.TRANSFER,
    "transfer": Action.TRANSFER,
    "say": Action.ANSWER,
    "note": Action.NOTE,
    "suggest": Action.SUGGEST,
    "hold": Action.HOLD,
    "resume": Action.HOLD,
    "resolve": Action.RESOLVE,
    "urgent": Action.MARK,
    "labels": Action.MARK,
    "restrict": Action.RESTRICT,
    "snooze": Action.HOLD,
    "wake": Action.HOLD,
    "merge": Action.MERGE,
}
"""What each form needs to be allowed."""


class Asked:
    """The fields of a form, read as what they should be; ``colleagues`` are those a case can be given to.

    preview  what the resident would read, where a translation was looked over
    """

    def __init__(
        self,
        form: Mapping[str, Sequence[str]],
        viewer: Viewer,
        case: Case,
        colleagues: Mapping[str, Member],
        enclosed: tuple[File, ...] = (),
    ) -> None:
        self._form = form
        self._viewer = viewer
        self._case = case
        self._colleagues = colleagues
        self._enclosed = enclosed
        self.preview: Preview | None = None

    def move(self, what: str) -> Move | Refused:
        """Give the move that a form asks for."""
        make = _MAKERS.get(what)
        return make(self) if make else Refused("unreadable")

    def one(self, name: str) -> str:
        """Give the only value of a field, "" when it is missing."""
        return next(iter(self._form.get(name, ())), "")

    def words(self, name: str, most: int) -> str:
        """Give what somebody wrote in a field."""
        return cleaned(self.one(name))[:most]

    @property
    def seen(self) -> int:
        """Give the newest line that was before their eyes."""
        return whole(self.one("seen"))

    @property
    def key(self) -> str:
        """Give the key of the intention; "" when it is none of ours."""
        given = self.one("key")
        return given if KEY.fullmatch(given) else ""

    @property
    def confirmed(self) -> bool:
        """Say whether they were shown what they had missed, and go on all the same."""
        return self.one("confirmed") == "1"

    @property
    def lead(self) -> bool:
        """Say whether they act for another."""
        return self._case.owner != self._viewer.id

    def claim(self) -> Move | Refused:  # noqa: D102 - as the form is called
        return Claim(self._viewer.id, self._viewer.alias)

    def transfer(self) -> Move | Refused:  # noqa: D102
        to, note = self.one("to"), self.words("note", NOTE)
        if not to:
            return Release(self._viewer.id, note, self.lead)
        member = self._colleagues.get(to)
        if member is None or not member.active:
            return Refused("nobody-there")
        return Transfer(self._viewer.id, member.id, member.alias, note, self.lead)

    def say(self) -> Move | Refused:  # noqa: D102
        if len(self.one("text")) > LONGEST:
            return Refused("too-long")
        text = self.words("text", LONGEST)
        if not text and not self._enclosed:
            return Refused(Why.NO_WORDS)
        spoken = Speak(self._viewer.id, self._viewer.alias, text, self._enclosed, self.one("via")[:64])
        return self._translated(spoken) if self.translates else spoken

    @property
    def translates(self) -> bool:
        """Say whether the resident is to read a translation that was looked over."""
        return "translated" in self._form and self.one("plain") != "1"

    def _translated(self, spoken: Speak) -> Move | Refused:
        """Put what was looked over in the place of the words; what is missing in it was seen, or is refused."""
        preview = self.preview
        if preview is None or len(self.one("translated")) > LONGEST:
            return Refused("preview-stale" if preview is None else "too-long")
        if not preview.text.strip():
            return Refused(Why.NO_WORDS)
        if preview.lost and self.one("sure") != "1":
            return Refused("losses")
        if preview.way is None:
            # Nothing of it is a machine's: it is what people wrote.
            return replace(spoken, text=preview.text)
        return replace(spoken, translated=preview.text, written=preview.written)

    def note(self) -> Move | Refused:  # noqa: D102
        text = self.words("text", NOTE)
        return Remark(self._viewer.id, text) if text else Refused(Why.NO_WORDS)

    def hold(self) -> Move | Refused:  # noqa: D102
        until = from_field(self.one("until"))
        return Hold(self._viewer.id, self._viewer.alias, until) if until else Refused(Why.PAST)

    def resume(self) -> Move | Refused:  # noqa: D102
        return Resume(self._viewer.id, self._viewer.alias)

    def resolve(self) -> Move | Refused:  # noqa: D102
        reason = self.one("reason")
        return Resolve(self._viewer.id, Reason(reason), self.lead) if reason in set(Reason) else Refused("no-reason")

    def urgent(self) -> Move | Refused:  # noqa: D102
        return Urge(self._viewer.id, self.one("urgent") == "1")

    def labels(self) -> Move | Refused:  # noqa: D102
        given = [*self._form.get("label", ()), *_APART.split(self.words("more", 200))]
        clean = (_CONTROL.sub("", label).strip()[:LABEL].strip() for label in given)
        return Label(self._viewer.id, tuple(dict.fromkeys(filter(None, clean)))[:LABELS])

    def restrict(self) -> Move | Refused:  # noqa: D102
        return Restrict(self._viewer.id, self.one("restricted") == "1")

    def snooze(self) -> Move | Refused:  # noqa: D102
        until = from_field(self.one("quick") or self.one("until"))
        return Snooze(self._viewer.id, until, self.lead) if until else Refused(Why.PAST)

    def wake(self) -> Move | Refused:  # noqa: D102
        return Wake(self._viewer.id, self.lead)

    def merge(self) -> Move | Refused:
        """Ask for it; the other case, here only its number, is looked for by whoever reads the form."""
        if self.one("sure") != "1":
            return Refused("not-sure")
        return Merge(self._viewer.id, "", self.one("into"), self.words("note", NOTE), self.lead)


_MAKERS: Mapping[str, Callable[[Asked], Move | Refused]] = {
    "claim": Asked.claim,
    "transfer": Asked.transfer,
    "say": Asked.say,
    "note": Asked.note,
    "suggest": Asked.note,
    "hold": Asked.hold,
    "resume": Asked.resume,
    "resolve": Asked.resolve,
    "urgent": Asked.urgent,
    "labels": Asked.labels,
    "restrict": Asked.restrict,
    "snooze": Asked.snooze,
    "wake": Asked.wake,
    "merge": Asked.merge,
}


def cleaned(text: str) -> str:
    """Give what somebody wrote, without what nobody can have typed."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def whole(value: str) -> int:
    """Read a position; what is no number is 0."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _WHOLE else 0
