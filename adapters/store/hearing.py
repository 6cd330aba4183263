"""Hearing hints of other processes on a connection of its own. What is missed, polling finds."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

from psycopg import Connection as PostgresConnection, Error as PostgresError
from sqlalchemy.exc import SQLAlchemyError

from adapters.store.hints import CHANNEL, LANE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

log = logging.getLogger(__name__)

_LOOK_UP = 0.25
"""Seconds after which the thread looks whether it is to end."""
_AGAIN = 1.0


class Hearing:
    """Listens from ``__init__`` to ``close``, and connects anew by itself when the connection dies.

    lane and talk are called on the event loop that made this, with a lane's number, a talk's short name.
    """

    def __init__(self, engine: Engine, lane: Callable[[int], object], talk: Callable[[str], object]) -> None:
        self._engine = engine
        self._lane = lane
        self._talk = talk
        self._loop = asyncio.get_running_loop()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-hearing", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread. Blocks for a moment."""
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql(f"LISTEN {CHANNEL}")
                    driver = connection.connection.driver_connection
                    if isinstance(driver, PostgresConnection):
                        self._hear(driver)
                    connection.invalidate()
            except (SQLAlchemyError, PostgresError, OSError) as error:
                log.warning("hints of other processes are not heard for now: %s", type(error).__name__)
                self._ending.wait(_AGAIN)

    def _hear(self, driver: PostgresConnection[object]) -> None:
        while not self._ending.is_set():
            for note in driver.notifies(timeout=_LOOK_UP):
                kind, _, names = note.payload.partition(":")
                for name in names.split(","):
                    if kind == LANE:
                        self._call(self._lane, int(name))
                    else:
                        self._call(self._talk, name)

    def _call(self, whom: Callable[..., object], name: object) -> None:
        try:
            self._loop.call_soon_threadsafe(whom, name)
        except RuntimeError:  # the loop was closed: nobody listens any more
            self._ending.set()
