"""Passes: addresses by which a platform, or a person, fetches one file for some days, and that nobody can make up.

LINE takes no bytes, only addresses that anybody could open. So each holds the file's id, which cannot be guessed,
until when it is good, and a seal over both: with a changed one, or a later one, nothing is given.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

LASTS = timedelta(days=7)
"""How long a file can be fetched after it was sent."""
PATH = "/files"
_SEAL = 16
_GIVEN = re.compile(r"([A-Za-z0-9_-]{16,64})/([ws])([0-9a-f]{8,11})/([A-Za-z0-9_-]{22})(?:\.[a-z0-9]{3,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass is good for: a file, whole or as a ``small`` picture of it, until ``ends`` (unix seconds)."""

    file: str
    small: bool
    ends: int


class Passes:
    """Writes passes and reads them. ``key`` is known to nobody else."""

    def __init__(self, public_url: str, key: bytes) -> None:
        self._base = public_url
        self._key = key

    @property
    def reachable(self) -> bool:
        """Say whether a platform can fetch anything from us: it needs an address of ours that is encrypted."""
        return self._base.startswith("https://")

    def write(self, file: str, ending: str, now: float, *, small: bool = False) -> str:
        """Give the address of a file from now on."""
        way, ends = "s" if small else "w", f"{int(now + LASTS.total_seconds()):08x}"
        return f"{self._base}{PATH}/{file}/{way}{ends}/{self._seal(file, way, ends)}.{ending}"

    def read(self, given: str) -> Pass | None:
        """Read what follows ``PATH/``; None when we did not write it. It may have ended."""
        found = _GIVEN.fullmatch(given)
        if found is None:
            return None
        file, way, ends, seal = found.groups()
        if not hmac.compare_digest(seal, self._seal(file, way, ends)):
            return None
        return Pass(file, way == "s", int(ends, 16))

    def _seal(self, *what: str) -> str:
        digest = hmac.digest(self._key, "\0".join(what).encode(), sha256)[:_SEAL]
        return urlsafe_b64encode(digest).decode().rstrip("=")
