"""The counter that is killed: the real one, with an echo for its knowledge. Started by ``Nursery``.

The program reads orders from its standard input and forks a counter for each: what takes long is
imported once. It says which were born and how each ended, and takes them all with it when its
input ends.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import linebot.v3.messaging  # noqa: F401 - what the channels import late
import telegram  # noqa: F401

import adapters.line.channel as line
import adapters.telegram.channel as telegram_
from adapters import rounds
from adapters.app import wire
from adapters.server import serve
from adapters.settings import LineSettings, Settings, TelegramSettings
from adapters.store.opening import open_store
from adapters.store.retention import Retention
from adapters.store.sending import SqlOutbox
from adapters.store.store import nothing
from adapters.web.ports import Numbers
from knowledge.library import read_phrasebook
from tests.crash.echo import desk
from tests.crash.exchange import exchange
from tests.crash.mutants import become
from tests.crash.order import SECRET, TOKEN, Order

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.parcel import Dispatch, Receipt

_log = logging.getLogger(__name__)

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PHRASES = read_phrasebook(KNOWLEDGE)
_LOOK_S = 0.02
_LINE = 65536


class Trip:
    """Dies at the nth passing of one point."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._left = nth

    def __call__(self, point: str) -> None:
        """Pass a point."""
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def run(order: Order) -> int:
    """Serve as ordered; ends by a signal."""
    trip = Trip(order.point, order.nth)
    if order.point:
        _trip_calls(trip)
    # Looked after often, so that a test need not wait; nothing else of the counter is changed.
    rounds.LANES_S = min(2.0, order.lease / 5)
    rounds.RESUME_S = 0.4
    if order.mutant:
        become(order.mutant)
    folder = Path(order.folder)
    keep = Retention(every=timedelta(0)) if order.point in {"sweep", "checkpoint"} else Retention()
    trips = trip if order.point else nothing
    store = open_store(order.database, folder, None, retention=keep, lease=order.lease, patience=60.0, trip=trips)
    settings = _settings(order, folder)
    return serve(settings, wire(settings, desk(PHRASES, order.slow), store, Numbers("119", "110", "045"), {}, "echo"))


def _settings(order: Order, folder: Path) -> Settings:
    return Settings(
        database_url=order.database,
        host="127.0.0.1",
        port=order.port,
        public_url="",
        data_key="",
        data_dir=folder,
        knowledge_dir=KNOWLEDGE,
        line=LineSettings(SECRET, TOKEN, order.line, mark_as_read=False) if order.line else None,
        telegram=TelegramSettings(TOKEN, SECRET, order.telegram, order.polling) if order.telegram else None,
    )


def _trip_calls(trip: Callable[[str], None]) -> None:
    """Put the points around a call, which the store knows nothing of."""
    for channel in (line.Line, telegram_.Telegram):
        exchange(channel, "send", partial(_calling, trip))
    exchange(SqlOutbox, "begin", partial(_beginning, trip))


def _calling(trip: Callable[[str], None], send: Callable[..., Any]) -> Callable[..., Any]:
    async def tripping(self: object, dispatch: Dispatch) -> Receipt:
        trip("before the call")
        receipt: Receipt = await send(self, dispatch)
        trip("after the call")
        return receipt

    return tripping


def _beginning(trip: Callable[[str], None], begin: Callable[..., Any]) -> Callable[..., Any]:
    async def tripping(self: object, dispatch: Dispatch) -> bool:
        if dispatch.part > 1:
            trip("between two parts")
        begun: bool = await begin(self, dispatch)
        return begun

    return tripping


def main() -> None:
    """Fork counters as they are ordered, and tell of their births and deaths."""
    living: set[int] = set()
    rest = b""
    while True:
        if select.select([0], [], [], _LOOK_S)[0]:
            read = os.read(0, _LINE)
            if not read:
                break
            *lines, rest = (rest + read).split(b"\n")
            for each in lines:
                _obey(json.loads(each), living)
        for pid in sorted(living):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                living.discard(pid)
                _say(dead=pid, code=os.waitstatus_to_exitcode(status))
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _obey(order: dict[str, Any], living: set[int]) -> None:
    if "kill" in order:
        # Whoever is not waited for yet has its number to itself.
        if order["kill"] in living:
            os.kill(order["kill"], order["signal"])
        return
    pid = os.fork()
    if pid == 0:
        _be(Order(**order))
    living.add(pid)
    _say(born=pid)


def _be(order: Order) -> None:
    """Be a counter, and nothing after it."""
    code = 1
    try:
        Path(order.folder).mkdir(parents=True, exist_ok=True)
        with (Path(order.folder) / f"log-{order.port}").open("ab", 0) as log, Path(os.devnull).open("rb") as nothing:
            for number, file in ((0, nothing), (1, log), (2, log)):
                os.dup2(file.fileno(), number)
        logging.basicConfig(stream=sys.stderr, level=logging.INFO)
        code = run(order)
    except BaseException:
        _log.exception("a counter broke")
        raise
    finally:
        os._exit(code)


def _say(**news: int) -> None:
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
