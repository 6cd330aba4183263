"""The platform's names for things: user ids, message ids, tokens, event ids. All follow from one seed."""

from __future__ import annotations

import random
import uuid

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Names:
    """Makes ids of the platform's shapes, always the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - ids of a stand-in, not secrets
        self._message = 500_000_000_000_000_000

    def hex32(self, letter: str = "") -> str:
        """Make 32 hexadecimal digits behind a letter: U a user, C a group, R a room, none a reply token."""
        return f"{letter}{self._random.getrandbits(128):032x}"

    def message(self) -> str:
        """Make a message id: growing decimal digits."""
        self._message += 1
        return str(self._message)

    def event(self, now: float) -> str:
        """Make a webhookEventId: a ULID, 48 bits of milliseconds and 80 random ones in Crockford's base 32."""
        value = (int(now * 1000) << 80) | self._random.getrandbits(80)
        return "".join(_BASE32[value >> shift & 31] for shift in range(125, -1, -5))

    def request(self) -> str:
        """Make a request id: a UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def chance(self, share: float) -> bool:
        """Say yes in this share of cases."""
        return share > 0 and self._random.random() < share
