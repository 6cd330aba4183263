"""Reply tokens: good once, for a minute from the delivery on; a redelivery gives another minute.

Source: Messaging API reference, "Reply token" (read 2026-11-23).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """One reply token: the talk it answers into, the event it came with, when it was made and until when it is good."""

    talk: str
    person: str | None
    event: str
    made: float
    good_until: float
    used: bool = False


class Tokens:
    """All reply tokens ever given out, until they are forgotten."""

    def __init__(self, life: float, renewal: float) -> None:
        self._life, self._renewal = life, renewal
        self._tokens: dict[str, Token] = {}

    def issue(self, name: str, token: Token) -> None:
        """Give out a token under its name."""
        self._tokens[name] = token

    def get(self, name: object) -> Token | None:
        """Find what a name stands for, good or not."""
        return self._tokens.get(name) if isinstance(name, str) else None

    def delivered(self, name: str, now: float) -> None:
        """Start the minute of a token, or start it again, unless it is used or its event is too old."""
        token = self._tokens.get(name)
        if token is not None and not token.used and now - token.made <= self._renewal:
            token.good_until = now + self._life

    def use(self, name: str, now: float) -> Token | None:
        """Spend a token; None when there is none, or it is spent or too old."""
        token = self._tokens.get(name)
        if token is None or token.used or now >= token.good_until:
            return None
        token.used = True
        return token

    def forget(self, now: float) -> None:
        """Drop the tokens no redelivery can renew any more."""
        keep = self._life + self._renewal
        self._tokens = {name: token for name, token in self._tokens.items() if now - token.made <= keep}
