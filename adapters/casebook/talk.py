"""The talk of a case: its lines, whether ours have arrived, and the notes on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.casebook.translating import LineTranslation
    from bot.reply import Reply


class Who(StrEnum):
    """Who said a line."""

    RESIDENT = "resident"
    BOT = "bot"
    STAFF = "staff"


class Delivery(StrEnum):
    """How far a line of ours has come. ``SENT`` is also what waits on a page to be fetched."""

    PENDING = "pending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the talk.

    position  grows within a talk, is never used twice; what ``seen`` and ``after`` mean
    kind      of the resident's: "text", "tap", "location", "attachment"; of ours: the kind of the reply
    text      the resident's words, or the label of what was tapped; what was sent of an attachment ("image")
    reply     what the bot or a counselor said; its ``sender`` is the alias the resident saw
    staff     id of the counselor who wrote it
    edits     position of the line that this one is a new wording of
    delivery  of ours alone; ``code`` says why, short and technical, where it is uncertain or failed
    gone      the resident took it back: nothing is left of it but that it was there
    file      something came with it that can be fetched (``Pane.attached``)
    key       of ours: the key of the move that said it, "" when the bot answered
    translation  of the resident's words, for who reads them; None where nothing is to be translated
    via       id of the case of whose talk it is, where that was merged into the one that is read; and its channel
    """

    position: int
    at: datetime
    who: Who
    kind: str = "text"
    text: str | None = None
    reply: Reply | None = None
    staff: str | None = None
    edits: int | None = None
    delivery: Delivery | None = None
    code: str = ""
    gone: bool = False
    file: bool = False
    key: str = ""
    via: str = ""
    channel: str = ""
    translation: LineTranslation | None = None


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A note that only staff read. ``on`` is the move it belongs to: "remark", "transfer", "release", "viewed".

    key  the key of that move
    """

    id: int
    at: datetime
    by: str
    on: str
    text: str
    key: str = ""
