"""A talk as the pane shows it: lines and notes in one row, by time, with what belongs together kept together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.console.ports import Delivery, Line, RemarkLine, Who
from adapters.console.when import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from adapters.console.ports import CaseView

TOGETHER = timedelta(minutes=4)
"""Lines of one voice within this time need to say only once whose they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the talk: a line, or a note.

    day        the day that begins with it, else None
    fresh      the first line that its reader has not seen
    follows    the same voice as the one before, shortly after
    reworded   a later line says the same in other words
    was        when the line was said that this one is a new wording of
    """

    at: datetime
    line: Line | None = None
    remark: RemarkLine | None = None
    day: date | None = None
    fresh: bool = False
    follows: bool = False
    reworded: bool = False
    was: datetime | None = None

    @property
    def key(self) -> str:
        """Give a name that stays the same, so that a live page can tell what is new."""
        return f"line-{self.line.position}" if self.line else f"note-{self.remark.id if self.remark else 0}"


def entries(view: CaseView, seen: int) -> list[Entry]:
    """Put lines and notes in order; ``seen`` is the newest line that the reader knew before."""
    said = {line.position: line.at for line in view.lines}
    reworded = {line.edits for line in view.lines if line.edits is not None}
    found: list[Entry] = []
    marked = False
    for line, remark in _merged(view.lines, view.remarks):
        at = line.at if line else remark.at if remark else None
        if at is None:
            continue
        before = found[-1] if found else None
        day = local(at).date()
        begins = before is None or local(before.at).date() != day
        fresh = not marked and line is not None and line.who is Who.RESIDENT and line.position > seen > 0
        marked = marked or fresh
        found.append(
            Entry(
                at=at,
                line=line,
                remark=remark,
                day=day if begins else None,
                fresh=fresh,
                follows=not begins and not fresh and before is not None and _together(before, line, at),
                reworded=line is not None and line.position in reworded,
                was=said.get(line.edits) if line and line.edits is not None else None,
            )
        )
    return found


def newest(lines: Sequence[Line]) -> int:
    """Give the position of the newest line; 0 when there is none."""
    return max((line.position for line in lines), default=0)


def last_words(lines: Iterable[Line]) -> str:
    """Give what the resident wrote last, or nothing."""
    words = [line.text for line in lines if line.who is Who.RESIDENT and line.kind == "text" and line.text]
    return words[-1] if words else ""


def last_place(lines: Iterable[Line]) -> str:
    """Give the id of the merged case in whose talk the resident wrote last; "" where that is the case's own."""
    return next((line.via for line in sorted(lines, key=lambda one: -one.position) if line.who is Who.RESIDENT), "")


def troubled(line: Line) -> bool:
    """Say whether a line of ours needs somebody to look after it."""
    return line.delivery in {Delivery.UNCERTAIN, Delivery.FAILED}


def _together(before: Entry, line: Line | None, at: datetime) -> bool:
    old = before.line
    if line is None or old is None or old.who is not line.who or old.staff != line.staff:
        return False
    if line.who is Who.BOT and old.reply and line.reply and old.reply.kind is not line.reply.kind:
        return False
    return at - before.at <= TOGETHER


def _merged(lines: Sequence[Line], remarks: Sequence[RemarkLine]) -> Iterator[tuple[Line | None, RemarkLine | None]]:
    """Merge by time; lines keep their own order, whatever a platform's clock said."""
    waiting = sorted(remarks, key=lambda remark: (remark.at, remark.id))
    for line in lines:
        while waiting and waiting[0].at <= line.at:
            yield None, waiting.pop(0)
        yield line, None
    for remark in waiting:
        yield None, remark
