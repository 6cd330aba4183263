"""The body of a parcel: to whom, by which token, and the message objects, the same bytes at every try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters import jsons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.line.render import Object

_CUT = ',"messages":'


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply or push.

    to        user, group or room id
    token     reply token; "" when there is none
    at        unix seconds when the token was received
    messages  message objects as JSON text, an array
    menu      language whose rich menu the person sees from then on; "" when it stays as it is
    """

    to: str
    token: str
    at: float
    messages: str
    menu: str = ""

    @classmethod
    def of(cls, to: str, token: str, at: float, objects: Sequence[Object], menu: str = "") -> Letter:
        """Write a letter."""
        return cls(to, token, at, jsons.text(objects), menu)

    @classmethod
    def read(cls, body: str) -> Letter:
        """Read what ``body`` gave. The messages are not taken apart: they stay as they were written."""
        head, _, messages = body.partition(_CUT)
        given = jsons.read(head + "}")
        return cls(given["to"], given["token"], given["at"], messages[:-1], given.get("menu", ""))

    @property
    def body(self) -> str:
        """Give the letter as a parcel's body."""
        menu = {"menu": self.menu} if self.menu else {}
        return self._with(to=self.to, token=self.token, at=self.at, **menu)

    @property
    def reply(self) -> str:
        """Give the request of a reply."""
        return self._with(replyToken=self.token)

    @property
    def push(self) -> str:
        """Give the request of a push."""
        return self._with(to=self.to)

    @property
    def validate(self) -> str:
        """Give the request that asks whether the messages are good."""
        return f'{{"messages":{self.messages}}}'

    def _with(self, **head: object) -> str:
        return f"{jsons.text(head)[:-1]}{_CUT}{self.messages}}}"
