"""A case as the group sees it: the topic's name and colour, the header, the lines. Pure.

Neither a name nor a number of the resident is ever in it but what they wrote themselves.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adapters.casebook import Stage, Who
from adapters.telegram.split import Run, sendable
from adapters.telegram.staff import translated
from adapters.telegram.staff.orders import JAPAN
from bot.case import CaseState
from bot.plain import plain
from bot.reply import Paragraph, Translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from adapters.casebook import CaseView, Delivery, Line, RemarkLine
    from adapters.telegram.staff.ports import Names
    from adapters.telegram.staff.words import Words
    from bot.case import Case
    from bot.phrases import Phrasebook
    from bot.reply import Part, Reply

LONGEST_NAME = 128
URGENT = 16478047
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490)
"""The six that Telegram has (createForumTopic, https://core.telegram.org/bots/api, read 2026-11-28), but the urgent."""
LONGEST_ANSWER = 400
"""Characters of an answer of the bot's: staff need to know which it was, not to read it all again."""
_BOLD = ("b",)
_GAP = Run("\n\n")
_CHANNELS = {"line": "LINE", "telegram": "Telegram"}
_WAITING = (CaseState.QUEUED, CaseState.CALLBACK)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as it is shown.

    source     message that it is copied from; at, album: when it came, and with which others it belongs together
    edited     position of its newest wording
    own        message of the group that it was written as; delivery, code: how far it has come
    below      what a machine made of it; awaited: that is still to come
    """

    position: int
    runs: tuple[Run, ...]
    at: datetime
    source: int | None = None
    album: str = ""
    edited: int = 0
    gone: bool = False
    own: int | None = None
    delivery: Delivery | None = None
    code: str = ""
    below: tuple[Run, ...] = ()
    awaited: bool = False


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the words of the group, how things are called, and whom to call where no machine can translate.

    translates  there is an engine at all; interprets: says whether it has what staff write for readers of a language
    """

    words: Words
    names: Names
    phrases: Phrasebook
    staff: Mapping[str, str] = field(default_factory=dict)
    interpreters: tuple[tuple[str, str], ...] = ()
    translates: bool = False
    interprets: Callable[[str], bool] = _never

    def colleague(self, staff: str | None) -> str:
        """Name somebody of the staff."""
        return self.staff.get(staff or "") or self.words.say("unknown_person")


def name_of(case: Case, reader: Reader) -> str:
    """Name a topic: its mark, the case's number, the language, what it is about."""
    mark = "✅" if not case.state.open else "🚨" if case.urgent else "⏳" if case.state in _WAITING else "💬"
    language = reader.names.language(case.language, reader.words.language)
    about = _title(case, reader)
    return " ".join(f"{mark} {case.called} · {language} · {about}".split())[:LONGEST_NAME]


def colour_of(case: Case, names: Names) -> int:
    """Choose the colour, which stays: by the group of topics."""
    if case.urgent:
        return URGENT
    return COLOURS[zlib.crc32(names.group(case.topic).encode()) % len(COLOURS)] if case.topic else COLOURS[0]


def header(view: CaseView, reader: Reader, now: datetime) -> tuple[list[Run], str]:
    """Give the first message, and all of it that does not change by itself (how long somebody waits does)."""
    case, words = view.row.case, reader.words
    first = [Run(words.say("case", number=case.called), _BOLD)]
    if case.urgent:
        first.append(Run(f" 🚨 {words.say('urgent')}", _BOLD))
    language = reader.names.language(case.language, words.language)
    channel = _CHANNELS.get(case.channel) or words.say("web")
    lines = [
        words.say("language", name=language),
        words.say("topic", name=_title(case, reader)),
        words.say("channel", name=channel),
        _state(case, reader),
    ]
    if case.owner is not None and case.state.open:
        lines.append(words.say("in_hand", name=reader.colleague(case.owner)))
    waits = []
    since = view.row.waiting
    if since is not None and case.state.open:
        minutes = max(0, int((now - since).total_seconds() // 60))
        waits = [words.say("waiting", since=moment(since, now), minutes=minutes)]
    how = "how_translated" if view.translated and reader.interprets(case.language) else "how"
    last = [] if not case.state.open else ["", words.say(how)]
    told = "\n".join([*lines, str(since), *last])
    return [*first, Run("\n" + "\n".join([*lines, *waits, *last]))], f"{case.urgent} {told}"


def entries(view: CaseView, attached: Mapping[int, tuple[int, str]], group: str, reader: Reader) -> list[Entry]:
    """Give the lines as they are shown, each with its newest wording.

    attached  of lines that can be copied: the message, and the album it belongs to
    group     how the keys of what was written in this group begin
    """
    there = {line.position for line in view.lines}
    newest = {line.edits: line for line in view.lines if line.edits in there and not line.gone}
    found = []
    for line in view.lines:
        if line.edits in there:
            # The line itself is changed where it stands; nobody is told of that, and so a word is said.
            found.append(Entry(line.position, (Run(reader.words.say("changed"), ("i",)),), line.at))
            continue
        last = newest.get(line.position)
        source, album = attached.get((last or line).position, attached.get(line.position, (None, "")))
        runs, edited = tuple(_line(line, last, reader)), last.position if last is not None else 0
        mine = line.key.removeprefix(group) if line.key.startswith(group) else ""
        own = int(mine) if mine.isdecimal() else None
        told = (own, line.delivery, line.code)
        made = (last or line).translation if not line.gone else None
        aloud = (translated.below(made, reader), made is not None and made.stage is Stage.WANTED)
        found.append(Entry(line.position, runs, line.at, source, album, edited, line.gone, *told, *aloud))
    return found


def note(remark: RemarkLine, reader: Reader) -> list[Run]:
    """Give a note among staff."""
    return [Run(f"📝 {reader.words.say('note', name=reader.colleague(remark.by))}\n", _BOLD), Run(remark.text)]


def together(given: Iterable[Entry], *, aloud: bool = False) -> list[Run]:
    """Put several lines into one message; with their translations, if ``aloud``."""
    runs: list[Run] = []
    for entry in given:
        runs += [_GAP, *entry.runs] if runs else entry.runs
        if aloud and entry.below:
            runs += [Run("\n"), *entry.below]
    return runs


def moment(when: datetime, now: datetime) -> str:
    """Say when, in Japan: the time alone when it is today."""
    here, today = when.astimezone(JAPAN), now.astimezone(JAPAN).date()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%m/%d %H:%M}"


def _title(case: Case, reader: Reader) -> str:
    title = reader.names.title(case.topic, reader.words.language) if case.topic else ""
    return title or reader.words.say("no_topic")


def _state(case: Case, reader: Reader) -> str:
    due = f"{case.due.astimezone(JAPAN):%m/%d %H:%M}" if case.due else "—"
    return reader.words.say(case.state.value, due=due, reason=case.reason.value if case.reason else "—")


def _line(line: Line, newest: Line | None, reader: Reader) -> Iterator[Run]:
    words = reader.words
    if line.via:
        # Of a case that was merged into this one: it stands in another talk.
        yield Run(f"[{_CHANNELS.get(line.channel) or words.say('web')}] ", ("i",))
    if line.who is Who.RESIDENT:
        yield Run(f"👤 {words.say('said_resident')}\n", _BOLD)
        yield Run(_said(newest or line, words))
        if newest is not None:
            yield Run(f"\n{words.say('edited')}", ("i",))
        return
    text = plain(_originals(line.reply, reader), reader.phrases) if line.reply is not None else "…"
    if line.who is Who.STAFF:
        yield Run(f"🧑‍💼 {reader.colleague(line.staff)}\n", _BOLD)
        yield Run(text.removeprefix(f"{line.reply.sender}:\n") if line.reply is not None else text)
        return
    yield Run(f"🤖 {words.say('said_bot')}\n", _BOLD)
    yield Run(text if len(text) <= LONGEST_ANSWER else f"{text[:LONGEST_ANSWER].rstrip()} …")


def _originals(reply: Reply, reader: Reader) -> Reply:
    """Put what a colleague wrote before what the resident read of it."""

    def told(part: Part) -> Part:
        if not isinstance(part, Translated):
            return part
        label = translated.label(part.written, reply.language, None, reader)
        return Paragraph(f"{part.original}\n{label}\n{part.text}")

    return replace(reply, parts=tuple(told(part) for part in reply.parts))


def _said(line: Line, words: Words) -> str:
    if line.gone:
        return words.say("gone")
    if line.kind == "location":
        return words.say("location")
    if line.kind == "attachment":
        return words.say("attachment", kind=line.text or "?")
    text = sendable(line.text or "…")
    return f"{text}\n{words.say('attachment', kind='?')}" if line.file else text
