"""Who looks at which screen, and is woken when it changes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Screens:
    """A version for each person, growing with each change."""

    def __init__(self) -> None:
        self.versions: dict[int, int] = {}
        self._watching: dict[int, set[asyncio.Event]] = {}

    def touch(self, people: Iterable[int]) -> None:
        """Tell that something changed for these people."""
        for person in people:
            self.versions[person] = self.versions.get(person, 0) + 1
            for event in self._watching.get(person, ()):
                event.set()

    def version(self, person: int) -> int:
        """Give the version of a person's screen."""
        return self.versions.get(person, 0)

    async def changed(self, person: int, version: int, seconds: float) -> int:
        """Wait until the screen is newer than `version`, or the time is over; give its version."""
        if self.version(person) <= version:
            event = asyncio.Event()
            watching = self._watching.setdefault(person, set())
            watching.add(event)
            try:
                await asyncio.wait_for(event.wait(), seconds)
            except TimeoutError:
                pass
            finally:
                watching.discard(event)
        return self.version(person)
