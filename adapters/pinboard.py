"""What stands of each case in the staff group: the topic, and which messages show which lines.

The group shows a case and is never its record. So what is noted here says only what was shown and
where; by comparing it with the case, what is missing, changed or gone is seen, also after a crash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a case.

    thread  None while it is being made, or since it was lost
    header  the message that says what the case is about, None while there is none
    name, shown, open  as they were last set: the name, the header's fingerprint, whether people may write
    """

    case_id: str
    chat: int
    thread: int | None
    made: datetime
    name: str = ""
    header: int | None = None
    shown: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class Post:
    """Some lines, or a note, as they stand in the topic.

    key       what it shows: "line:120", "note:7", "tick:121"
    last      position of the newest line in it, 0 for a note
    messages  those that were sent so far; ``whole`` once there is nothing more to send
    unsure    the next one was about to be sent, and nobody knows whether it was
    shown     fingerprint of what it shows
    """

    case_id: str
    key: str
    last: int
    messages: tuple[int, ...] = ()
    whole: bool = False
    unsure: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """What staff wrote that is not sent yet; ``sealed`` is its keeper's own.

    Pictures that come one after another and are sent together, or words whose translation somebody is to look over.
    """

    case_id: str
    name: str
    sealed: bytes


class Pinboard(Protocol):
    """Keeps it."""

    async def chat(self) -> int | None:
        """Give the id that the group has got since it was set up; None when it is still the old one."""
        ...

    async def moved(self, chat: int) -> None:
        """Note the group's new id; its topics are lost with the old one."""
        ...

    async def out(self) -> datetime | None:
        """Say since when we are out of the group; None while we are in it."""
        ...

    async def go(self, out: datetime | None) -> None:
        """Note that we are out of it, if that is new; or that we are in it (again)."""
        ...

    async def topics(self) -> Sequence[Topic]:
        """Give all topics."""
        ...

    async def topic(self, case_id: str) -> Topic | None:
        """Give the topic of a case."""
        ...

    async def case_of(self, chat: int, thread: int) -> str | None:
        """Give the case that a topic is for."""
        ...

    async def keep(self, topic: Topic) -> None:
        """Write down a topic as it is now."""
        ...

    async def posts(self, case_id: str) -> Sequence[Post]:
        """Give what stands in a topic, in the order in which it was begun."""
        ...

    async def post(self, post: Post) -> None:
        """Write down a post as it is now."""
        ...

    async def albums(self) -> Sequence[Album]:
        """Give what is being gathered."""
        ...

    async def gather(self, album: Album) -> None:
        """Write down what is gathered of an album so far."""
        ...

    async def exchange(self, known: Album, new: Album) -> bool:
        """Put another content in the place of the one that is known; False where it is another one by now, or gone."""
        ...

    async def gathered(self, album: Album) -> None:
        """Forget an album: it was sent, or refused."""
        ...

    async def lose(self, case_id: str) -> None:
        """Forget what stood in a topic that is gone; the case is to get another one."""
        ...

    async def forget(self, case_id: str) -> None:
        """Forget a topic altogether."""
        ...
