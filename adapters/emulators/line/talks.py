"""Who is there and what their screens show: people, groups and rooms, and the talk each has with the account."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.emulators.line.checks import JsonObject


@dataclass(slots=True)
class Item:
    """One bubble on a screen. `mine` is from the phone's side; `shown_only` bubbles were never sent as messages."""

    id: str
    mine: bool
    at: float
    object: JsonObject
    person: str | None = None
    deleted: bool = False
    edited: bool = False
    read: bool = False

    def to_json(self) -> JsonObject:
        """Write the bubble; one that was unsent has lost its words."""
        return {
            "id": self.id,
            "mine": self.mine,
            "at": datetime.fromtimestamp(self.at, UTC).isoformat(),
            "object": {} if self.deleted else self.object,
            "from": self.person,
            "deleted": self.deleted,
            "edited": self.edited,
            "read": self.read,
        }


@dataclass(slots=True)
class Talk:
    """What one screen shows. `quick`: the quick replies, until the next message; `version` grows with each change."""

    id: str
    items: list[Item] = field(default_factory=list)
    quick: list[JsonObject] = field(default_factory=list)
    typing_until: float = 0.0
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def touch(self) -> None:
        """Tell those who look at the screen that it changed."""
        self.version += 1
        seen, self.changed = self.changed, asyncio.Event()
        seen.set()

    def show(self, item: Item) -> None:
        """Add a bubble; the quick replies go."""
        self.items.append(item)
        self.quick = []
        self.touch()

    def find(self, message: str) -> Item:
        """Find a bubble by its message id; KeyError when there is none."""
        for item in reversed(self.items):
            if item.id == message:
                return item
        raise KeyError(message)


@dataclass(slots=True)
class Person:
    """One user. `friend` has added the account, `blocked` has blocked it; `last_said` is when they last wrote."""

    id: str
    name: str
    language: str | None
    talk: Talk
    friend: bool = True
    blocked: bool = False
    last_said: float = float("-inf")
    picture: str | None = None
    shares_profile: bool = True
    menu: str | None = None


@dataclass(slots=True)
class Place:
    """A group (`kind` "group") or a multi-person chat ("room") and who is in it besides the account."""

    id: str
    kind: str
    name: str
    members: list[str]
    talk: Talk
    here: bool = True


@dataclass(slots=True)
class People:
    """Everybody and every group, by id."""

    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def talk(self, name: str | None) -> Talk | None:
        """Find the talk of a user, group or room."""
        if name in self.people:
            return self.people[name].talk
        return self.places[name].talk if name in self.places else None
