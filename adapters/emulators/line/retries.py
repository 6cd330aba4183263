"""Retry keys: a request with the key of an accepted one is answered 409 and does nothing.

Source: LINE Developers, "Retrying a failed API request" (read 2026-11-23): keys live 24 hours from the first try on,
and only on push, multicast, narrowcast and broadcast.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

KEYED = frozenset({"push", "multicast", "narrowcast", "broadcast"})
SHAPE = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")
_REFUSED, _TOO_MANY, _BROKEN = 400, 429, 500


@dataclass(slots=True)
class Attempt:
    """What is known of a key: the digest of its first body, what was accepted under it, and the last status."""

    first: float
    digest: bytes
    accepted: str | None = None
    sent: list[dict[str, str]] = field(default_factory=list)
    status: int = 0

    def refused_for_good(self) -> bool:
        """Tell whether the last try got an answer that no further try will change."""
        return _REFUSED <= self.status < _BROKEN and self.status != _TOO_MANY


class Retries:
    """The memory of retry keys."""

    def __init__(self, life: float) -> None:
        self._life = life
        self._attempts: dict[str, Attempt] = {}

    def attempt(self, key: str, raw: bytes, now: float) -> tuple[Attempt, list[str]]:
        """Note a try under a key; gives what is known of it and what is wrong with trying it again."""
        digest = hashlib.sha256(raw).digest()
        known = self._attempts.get(key)
        if known is None or now - known.first > self._life:
            fresh = self._attempts[key] = Attempt(now, digest)
            return fresh, []
        problems = []
        if known.digest != digest:
            problems.append("The same retry key with another body")
        if known.accepted is None and known.refused_for_good():
            problems.append(f"Tried again after {known.status}, which does not change")
        return known, problems
