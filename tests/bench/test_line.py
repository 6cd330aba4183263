"""The bench's own parts are right: what is counted, and how it is written down."""

from __future__ import annotations

import asyncio
import json
import os

import pytest

from tests.bench.line import Row, Waits, _rows, table
from tests.bench.load import Crowd, Platform, line_body, processor, telegram_body

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_costs_are_medians_in_units_of_the_echo() -> None:
    rows = _rows({"echo": [(1e-4, 900), (2e-4, 800), (1e-4, 700)], "counter": [(4e-4, 100), (6e-4, 90), (4e-4, 80)]})
    assert [(row.micros, row.times_echo, row.rate, row.spread) for row in rows] == [(100, 1, 800, 1), (400, 4, 90, 0.5)]


def test_the_table_says_everything_that_was_measured() -> None:
    said = table([Row("echo", 100.0, 1000.0)], {"25%": Waits(25.0, 0.004, 0.02, 0.1, 0)})
    for words in ("bare FastAPI echo", "100", "25%", "p99 20.0 ms", "refused 0"):
        assert words in said


def test_a_process_time_grows_with_work() -> None:
    before = processor(os.getpid())
    end = before + 0.05
    while processor(os.getpid()) < end:
        sum(range(10_000))
    assert processor(os.getpid()) > before


def test_no_two_messages_are_the_same_event() -> None:
    events = {json.loads(line_body(*divmod(n, 3)))["events"][0]["webhookEventId"] for n in range(300)}
    updates = {json.loads(telegram_body(*divmod(n, 3)))["update_id"] for n in range(300)}
    assert len(events) == len(updates) == 300


async def test_the_platform_counts_each_answer_once_and_people_wait_for_their_200() -> None:
    taken: list[float] = []
    server = await asyncio.get_running_loop().create_server(lambda: Platform(taken), "127.0.0.1", 0)
    crowd = Crowd(server.sockets[0].getsockname()[1], "/v2/bot/message/reply")
    await crowd.closed(50, 4)
    assert (len(taken), len(crowd.waits), crowd.refused) == (50, 50, 0)
    server.close()
    await server.wait_closed()
