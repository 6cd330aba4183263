"""What is sent to a platform: packed once, when the turn is decided, and kept until it has arrived."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

_NAMESPACE = UUID("6d61646f-6775-5368-8000-e7aa93e58fa3")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One call to a platform. ``body`` and ``route`` are the channel's own: nobody else looks inside.

    body   what is sent, the same bytes at every try; JSON as text
    route  the way it goes ("reply", "push", ...); may change when a way turns out to be closed
    """

    body: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A parcel on its way: a row of the outbox.

    number    grows in the order in which parcels of one talk must arrive
    event     id of the message that it answers; part counts from 1 within that turn
    attempts  tries that were begun before this one
    unsure    an earlier try may have arrived (time-out, crash in the middle)
    """

    number: int
    channel: str
    conversation: str
    event: str
    part: int
    parcel: Parcel
    attempts: int = 0
    unsure: bool = False

    @property
    def key(self) -> UUID:
        """Give the idempotency key: made from the event, so that working it out anew gives the same."""
        return uuid5(_NAMESPACE, f"{self.channel}\n{self.event}\n{self.part}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A platform took a parcel. ``ids`` are the platform's names of what the person now sees."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet; to be tried again after ``wait`` seconds, by ``route`` where that changed."""

    wait: float
    reason: str
    unsure: bool = False
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have arrived or not, and a repetition could double it: a person decides."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """The platform will never take it. ``gone``: nor anything else for this talk."""

    reason: str
    gone: bool = False


Outcome = Sent | Later | Uncertain | Dead
