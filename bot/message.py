"""What comes in: one message of one person, whatever the platform.

A channel parses its platform's payload into a ``Message`` at the door; inside, everything is
typed and true. Alternatives are a union that is matched with ``assert_never``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Text:
    """Something a person typed or dictated."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice the person tapped; ``data`` is the ``Choice.data`` that we once sent out.

    It comes back over an open line, so it is untrusted: unknown data changes nothing.
    """

    data: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where the person says they are, in degrees (WGS 84). Never kept longer than the answer."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, voice message, sticker or file; ``kind`` is one of those words.

    more  it came with another one just before (an album), to which an answer was given
    """

    kind: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The person opened the chat for the first time (or again); ``payload`` of a deep link."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the account or closed the chat: nothing may be sent any more."""


@dataclass(frozen=True, slots=True)
class Retracted:
    """The person took a message back; ``event`` is the ``ref`` (or event id) of the message to erase."""

    event: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The person changed an earlier message; ``event`` is its ``ref`` (or event id)."""

    event: str
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Something the platform sent that we do not know (yet). Stored, never answered."""

    kind: str


Content = Text | Tap | Location | Attachment | Joined | Left | Retracted | Edited | Other


@dataclass(frozen=True, slots=True)
class Message:
    """One event of one conversation.

    channel       "web", "line", "telegram", …
    conversation  the channel's own id of the talk; unique within the channel
    event         the platform's event id; (channel, event) is unique for ever
    sent_at       the platform's time, time-zone aware
    language      what the profile says (BCP 47), a hint only
    ref           the platform's name of what was said, by which a later edit or retraction calls it
    origin        what only the channel understands: how this very message can be answered (a reply
                  token, the message that holds the tapped button)
    public        others read along (a group): nothing personal may be said
    attached      what only the channel understands: how what came with this message can be fetched
    """

    channel: str
    conversation: str
    event: str
    content: Content
    sent_at: datetime
    language: str | None = None
    ref: str = ""
    origin: str = ""
    public: bool = False
    attached: str = ""
