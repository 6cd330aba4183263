"""States of talks, read in the unit that keeps their first message here: asking for each alone is dearer.

What is remembered may be outdated when it is used; then saving on top of it is refused, as always, and
the state is read anew.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING

from adapters.store import talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from bot.conversation import Conversation
    from bot.message import Message

KEPT = 5_000
"""Talks remembered at most, of those met and of those read; as many as the reception has at hand."""

Talk = tuple[str, str]


class Ahead:
    """Reads in the writing thread, gives on the event loop; a dictionary's single steps need no lock."""

    def __init__(self) -> None:
        self._met: OrderedDict[Talk, None] = OrderedDict()
        self._read: OrderedDict[Talk, Conversation] = OrderedDict()

    def read(self, connection: Connection, messages: Iterable[Message], cipher: Cipher) -> None:
        """Read the states of talks that have not been met lately. Runs inside a unit of work."""
        strange: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for message in messages:
            key = (message.channel, message.conversation)
            if key not in self._met:
                strange[message.channel][message.conversation] = None
                self._met[key] = None
        for channel, talks in strange.items():
            for state in talk.open_all(connection, channel, talks, cipher):
                self._read[state.channel, state.id] = state
        for known in (self._met, self._read):
            while len(known) > KEPT:
                known.popitem(last=False)

    def take(self, channel: str, conversation: str) -> Conversation | None:
        """Give what was read of a talk, once."""
        return self._read.pop((channel, conversation), None)
