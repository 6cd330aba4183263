"""One SQLite file, one writing process: a lock that the system itself takes back at any death."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from bot.errors import StoreError, StoreLocked

if TYPE_CHECKING:
    from pathlib import Path


class Lock:
    """Held from ``__init__`` to ``release``. The file stays; only the lock on it counts."""

    def __init__(self, database: Path) -> None:
        file = database.with_name(f"{database.name}.lock")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            msg = f"{file} cannot be written ({error.strerror}): make its folder writable, or set DATABASE_URL"
            raise StoreError(msg) from None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._handle, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._handle)
            msg = (
                f"{database} is already written by process {holder}: stop that one first; to run several "
                "processes, use PostgreSQL (DATABASE_URL=postgresql://…)"
            )
            raise StoreLocked(msg) from None
        os.truncate(self._handle, 0)
        os.pwrite(self._handle, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Let the next process have it."""
        os.close(self._handle)
