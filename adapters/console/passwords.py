"""Passwords: hashed with argon2id beside the event loop, few at a time, and as long for a name that nobody has."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from bot.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

AT_ONCE = 2
"""One hash takes 64 MiB and a tenth of a second of several cores: more at once would slow everybody down."""
QUEUED = 40


class Passwords:
    """Makes and checks hashes."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """Hash a password."""
        return await self._beside(lambda: self._hash.hash(password))

    async def check(self, password: str, hashed: str | None) -> tuple[bool, str | None]:
        """Say whether it is the one, and give a better hash if today's rules are stricter. None: nobody's."""
        if hashed is None or not Argon2Hasher.identify(hashed):
            # Hashing is what comparing does, too: it takes as long.
            await self.hash(password)
            return False, None
        return await self._beside(lambda: self._hash.verify_and_update(password, hashed))

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _beside(self, work: Callable[[], T]) -> T:
        if self._waiting >= QUEUED:
            raise StoreBusy(retry_after=5)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
