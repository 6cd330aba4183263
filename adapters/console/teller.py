"""What pages say: values of the house put into words for one reader, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from adapters.console import pieces, when
from adapters.console.ports import Delivery, Who
from adapters.roster.people import Level, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from adapters.console.ports import CaseRow, Line, Present
    from adapters.console.words import Words
    from adapters.roster.people import Member, Viewer
    from bot.case import Case
    from bot.reply import Reply

LONG = timedelta(minutes=15)
"""After so long the wait of a resident is shown as too long."""
CHANNELS = {"line": "LINE", "telegram": "Telegram"}
_ANSWERING = frozenset({Role.COUNSELOR, Role.LEAD})
_LEVELS = (Level.NATIVE, Level.FLUENT, Level.SOME)


@dataclass(frozen=True, slots=True)
class Names:
    """How things outside the console are called: entries and languages, in a reader's language."""

    title: Callable[[str, str], str]
    language: Callable[[str, str], str]
    own: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Teller:
    """Says things to one reader. Templates know it as ``t``."""

    words: Words
    viewer: Viewer
    now: datetime
    names: Names
    staff: Mapping[str, Member]

    def topic(self, topic: str | None) -> str:
        """Name what a case is about."""
        return (self.names.title(topic, self.words.language) if topic else "") or self.words["no_topic"]

    def language(self, tag: str) -> str:
        """Name a language."""
        return self.names.language(tag, self.words.language)

    def own(self, tag: str) -> str:
        """Give what a language calls itself."""
        return self.names.own(tag)

    def channel(self, channel: str) -> str:
        """Name a channel."""
        return CHANNELS.get(channel) or self.words.of("channel", channel, "channel_other")

    def who(self, staff: str | None) -> str:
        """Name somebody of the staff, as colleagues know them."""
        if staff == self.viewer.id:
            return self.words["you"]
        member = self.staff.get(staff or "")
        return member.name if member else self.words["former_colleague"] if staff else self.words["nobody"]

    def state(self, case: Case) -> str:
        """Name the state of a case."""
        return self.words.of("state", case.state)

    def waiting(self, row: CaseRow) -> str:
        """Say how long the resident waits; "" when they do not."""
        return when.length((self.now - row.waiting).total_seconds(), self.words) if row.waiting else ""

    def long(self, row: CaseRow) -> bool:
        """Say whether that is too long."""
        return row.waiting is not None and self.now - row.waiting >= LONG

    def clock(self, moment: datetime) -> Markup:
        """Write a moment, short, with the whole of it for whoever wants it."""
        return Markup('<time datetime="{}" title="{}">{}</time>').format(
            when.iso(moment), when.whole(moment, self.words.language), self.short(moment)
        )

    def short(self, moment: datetime) -> str:
        """Say a moment as short as it stays clear."""
        return when.clock(moment, self.now, self.words.language)

    def whole(self, moment: datetime) -> str:
        """Say a moment in full."""
        return when.whole(moment, self.words.language)

    def day(self, day: date) -> str:
        """Name a day."""
        return when.day(day, self.words.language, with_year=day.year != when.local(self.now).year)

    @staticmethod
    def short_day(day: date) -> str:
        """Name a day in as little room as there is."""
        return f"{day.month}/{day.day}"

    def length(self, seconds: float) -> str:
        """Say how long something took."""
        return when.length(seconds, self.words)

    def others(self, present: Sequence[Present]) -> list[Present]:
        """Give who else has a case before them."""
        return [each for each in present if each.staff != self.viewer.id]

    def voice(self, line: Line) -> str:
        """Say whose a line is."""
        match line.who:
            case Who.RESIDENT:
                return self.words["resident"]
            case Who.STAFF:
                return self.who(line.staff)
            case Who.BOT:
                return self.words["counter"]

    def delivery(self, line: Line) -> str:
        """Say how far a line came; "" for one of the resident."""
        if line.delivery is None:
            return ""
        why = self.words.of("why_not", line.code, "why_not_other") if line.delivery is Delivery.FAILED else ""
        said = self.words.of("delivery", line.delivery)
        return f"{said}: {why}" if why else said

    def why(self, why: str, name: str = "") -> str:
        """Put a refusal into a sentence."""
        return self.words.of("refused", why, "refused_other").replace("{name}", name or self.words["somebody"])

    def label(self, label: str) -> str:
        """Name a label: those that the console offers by itself, in the reader's language; all else as written."""
        return self.words.texts.get(f"label_{label}", label)

    def levels(self, member: Member, language: str) -> str:
        """Say how well somebody speaks a language; "" when they do not."""
        level = member.speaks(language)
        return self.words.of("level", level) if level else ""

    def best_first(self, language: str) -> list[Member]:
        """Give colleagues who could take a case: on duty first, then by how well they speak its language."""

        def order(member: Member) -> tuple[bool, int, str]:
            level = member.speaks(language)
            return not member.on_duty(self.now), _LEVELS.index(level) if level else len(_LEVELS), member.name

        able = (one for one in self.staff.values() if one.active and one.ready and one.id != self.viewer.id)
        return sorted((one for one in able if one.role in _ANSWERING), key=order)

    @staticmethod
    def weight(size: int) -> str:
        """Say how large a file is."""
        return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"  # noqa: PLR2004 - a million

    @staticmethod
    def lang(tag: str) -> str:
        """Give the tag that browsers know."""
        return pieces.lang(tag)

    @staticmethod
    def pieces(reply: Reply) -> list[pieces.Piece]:
        """Give the parts of a reply."""
        return pieces.pieces(reply)
