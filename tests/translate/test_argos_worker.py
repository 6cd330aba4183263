"""A worker that dies, hangs, grows, and comes back: nobody's words are lost, and the counter goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import TranslationError
from bot.translation import Trouble
from tests.translate.asking import LONG, gone, thanks, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.translate.argos import Argos

pytestmark = pytest.mark.anyio


async def test_eight_at_once_each_get_their_own_answer(opened: Callable[..., Argos]) -> None:
    for workers in (1, 2):
        engine = opened(workers=workers)
        asked = ["Дуже дякую.", "Так, будь ласка.", "Зрозуміло.", "Я шукаю роботу."] * 2
        said = await asyncio.gather(*(engine.translate(text, "uk", "en") for text in asked))
        right = ["Thank you very much.", "Yes, please.", "I understand.", "I am looking for work."] * 2
        assert [each.text for each in said] == right
        assert len(engine.workers) == workers


async def test_a_worker_killed_in_the_middle_is_replaced_and_nobody_notices(opened: Callable[..., Argos]) -> None:
    engine = opened()
    await thanks(engine)
    (pid,) = engine.workers
    long = asyncio.create_task(engine.translate(LONG, "uk", "ja"))
    behind = asyncio.create_task(thanks(engine))
    await asyncio.sleep(0.1)
    assert not long.done()
    os.kill(pid, signal.SIGKILL)
    assert (await long).text.count("はい、お願いします。") == LONG.count("\n")
    assert (await behind).text == "Thank you very much."
    assert engine.workers
    assert engine.workers != (pid,)


async def test_a_text_that_kills_every_worker_is_given_up_and_others_wait_a_little(
    opened: Callable[..., Argos],
) -> None:
    engine = opened()
    long = asyncio.create_task(engine.translate(LONG, "uk", "ja"))
    while not long.done():
        for pid in engine.workers:
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.005)
    error = long.exception()
    assert isinstance(error, TranslationError)
    assert error.trouble is Trouble.DOWN
    assert error.trouble.passing
    assert await trouble(engine) is Trouble.DOWN
    await asyncio.sleep(1.1)
    assert (await thanks(engine)).text == "Thank you very much."


async def test_a_worker_that_hangs_is_too_late_and_is_ended(opened: Callable[..., Argos]) -> None:
    engine = opened(patience_s=8.0)
    await thanks(engine)
    (pid,) = engine.workers
    os.kill(pid, signal.SIGSTOP)
    assert await trouble(engine) is Trouble.LATE
    await gone(pid)
    assert (await thanks(engine)).text == "Thank you very much."


async def test_the_event_loop_goes_on_meanwhile_and_who_comes_too_many_is_told_so(
    opened: Callable[..., Argos],
) -> None:
    engine = opened(patience_s=8.0, waiting=3)
    await thanks(engine)
    os.kill(engine.workers[0], signal.SIGSTOP)
    waiting = [asyncio.create_task(trouble(engine)) for _ in range(3)]
    await asyncio.sleep(0)
    assert await trouble(engine) is Trouble.BUSY
    beats, begun = 0, time.monotonic()
    while not waiting[0].done():
        await asyncio.sleep(0.02)
        beats += 1
    assert beats > (time.monotonic() - begun) / 0.02 / 4
    assert set(await asyncio.gather(*waiting)) == {Trouble.LATE}


async def test_starting_and_asking_costs_the_event_loop_next_to_nothing(opened: Callable[..., Argos]) -> None:
    engine = opened()
    begun = time.thread_time()
    await asyncio.gather(*(thanks(engine) for _ in range(8)))
    assert time.thread_time() - begun < 0.1


async def test_who_is_called_off_leaves_no_answer_for_the_next(opened: Callable[..., Argos]) -> None:
    engine = opened()
    await thanks(engine)
    long = asyncio.create_task(engine.translate(LONG, "uk", "ja"))
    await asyncio.sleep(0.05)
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long
    assert (await thanks(engine)).text == "Thank you very much."


async def test_memory_is_given_back(opened: Callable[..., Argos]) -> None:
    grown = opened(memory=600 << 20)
    grown._posts[0]._limits = type(grown._limits)(memory=1)
    await thanks(grown)
    assert grown.workers == ()
    spent = opened(requests=2)
    running = []
    for _ in range(3):
        await thanks(spent)
        running.append(len(spent.workers))
    assert running == [1, 0, 1]
    idle = opened(idle_s=0.1)
    await thanks(idle)
    (pid,) = idle.workers
    await gone(pid)
    assert idle.workers == ()
    assert (await thanks(idle)).text == "Thank you very much."


async def test_more_memory_than_it_may_have_brings_down_the_worker_alone(opened: Callable[..., Argos]) -> None:
    engine = opened(memory=8 << 20)
    assert await trouble(engine) is Trouble.DOWN
    assert engine.workers == ()


async def test_who_has_no_time_for_the_start_leaves_no_process_behind(opened: Callable[..., Argos]) -> None:
    engine = opened(patience_s=0.001)
    assert await trouble(engine) is Trouble.LATE
    assert engine.workers == ()
    patient = opened()
    assert (await thanks(patient)).text == "Thank you very much."
    # What was begun and not waited for has been ended by then; warnings are errors here.


async def test_what_is_asked_while_it_closes_is_refused_and_starts_nothing(opened: Callable[..., Argos]) -> None:
    engine = opened()
    await thanks(engine)
    long = asyncio.create_task(trouble(engine, LONG, "uk", "ja"))
    await asyncio.sleep(0.05)
    await engine.close()
    assert await long is Trouble.DOWN
    assert await trouble(engine) is Trouble.DOWN
    assert engine.workers == ()


async def test_closing_ends_the_workers(opened: Callable[..., Argos]) -> None:
    engine = opened(workers=2)
    await asyncio.gather(*(thanks(engine) for _ in range(4)))
    pids = engine.workers
    assert pids
    await engine.close()
    for pid in pids:
        await gone(pid)


async def test_a_worker_whose_counter_has_died_goes_by_itself(opened: Callable[..., Argos]) -> None:
    engine = opened()
    await thanks(engine)
    (pid,) = engine.workers
    worker = engine._posts[0]._worker
    assert worker is not None
    worker._writer.close()  # as the kernel does for a process that is gone
    await asyncio.to_thread(worker._process.wait, 10)
    await gone(pid)


@pytest.mark.parametrize("anyio_backend", [("asyncio", {"use_uvloop": True})], ids=["uvloop"])
async def test_the_loop_that_the_counter_runs_on_is_as_good(opened: Callable[..., Argos]) -> None:
    assert type(asyncio.get_running_loop()).__module__ == "uvloop"
    engine = opened(patience_s=8.0)
    assert (await thanks(engine)).text == "Thank you very much."
    os.kill(engine.workers[0], signal.SIGKILL)
    assert (await thanks(engine)).text == "Thank you very much."
    os.kill(engine.workers[0], signal.SIGSTOP)
    assert await trouble(engine) is Trouble.LATE
    assert (await thanks(engine)).text == "Thank you very much."
