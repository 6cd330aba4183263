"""The engine as the counter meets it: real models, and a worker that dies, hangs, grows and comes back."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from adapters.translate.argos import LONGEST, Argos
from adapters.translate.packages import Shelf
from bot.errors import TranslationError
from bot.translation import Trouble, Way
from tests.translate.conftest import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.translation import Translation

pytestmark = pytest.mark.anyio
LONG = "Так, будь ласка.\n" * 235
"""So many sentences that something can happen meanwhile."""


async def thanks(engine: Argos) -> Translation:
    return await engine.translate("Дуже дякую.", "uk", "en")


async def trouble(engine: Argos, text: str = "Дуже дякую.", source: str = "uk", target: str = "en") -> Trouble:
    with pytest.raises(TranslationError) as caught:
        await engine.translate(text, source, target)
    return caught.value.trouble


def package_of(full: Path, pair: str) -> Path:
    return next(full.glob(f"{pair}-*"))


async def until(what: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def gone(pid: int) -> None:
    def dead() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    await until(dead)


async def test_directly_and_over_english(opened: Callable[..., Argos]) -> None:
    engine = opened()
    assert engine.engine == "argos"
    direct = await thanks(engine)
    assert (direct.text, direct.way, direct.engine, direct.losses) == ("Thank you very much.", Way.DIRECT, "argos", ())
    over = await engine.translate("Дуже дякую.", "uk", "ja")
    assert (over.text, over.way, over.source, over.target) == ("ありがとうございます。", Way.PIVOTED, "uk", "ja")
    back = await engine.translate("ありがとうございます。", "ja-easy", "uk")
    assert (back.text, back.way) == ("Дуже дякую.", Way.PIVOTED)


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


async def test_lines_stay_lines(opened: Callable[..., Argos]) -> None:
    done = await opened().translate("\nДобрий день.\n \n\nМене звати XQ1X.\nДуже дякую.\n", "uk", "ja")
    assert done.text == "\nこんにちは。\n \n\n私の名前はXQ1Xです。\nありがとうございます。\n"


async def test_it_says_what_can_be_had_without_starting_anything(opened: Callable[..., Argos]) -> None:
    engine = opened()
    ways = {pair: engine.way(*pair) for pair in [("uk", "en"), ("uk", "ja"), ("vi", "ja"), ("ja", "ne"), ("ja", "ja")]}
    assert list(ways.values()) == [Way.DIRECT, Way.PIVOTED, Way.NONE, Way.NONE, Way.NONE]
    assert engine.workers == ()


async def test_without_packages_there_is_no_engine(tmp_path: Path) -> None:
    engine = Argos(tmp_path / "nowhere", tmp_path / "home")
    assert (engine.engine, engine.way("uk", "en")) == ("", Way.NONE)
    assert await trouble(engine) is Trouble.NO_PAIR
    await engine.close()


async def test_what_is_too_long_is_refused(opened: Callable[..., Argos]) -> None:
    engine = opened()
    assert await trouble(engine, "а" * (LONGEST + 1)) is Trouble.TOO_LONG
    assert engine.workers == ()
    assert await trouble(engine, "Так, будь ласка. " * 80) is Trouble.TOO_LONG


async def test_a_package_that_comes_is_used_without_a_restart(tmp_path: Path, real_argos: None) -> None:
    del real_argos
    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    shelf.install(PACKAGES / "uk_en.argosmodel")
    argos = Argos(tmp_path / "packages", tmp_path / "home")
    assert argos.way("uk", "ja") is Way.NONE
    await thanks(argos)
    shelf.install(PACKAGES / "en_ja.argosmodel")
    await until(lambda: argos.way("uk", "ja") is Way.PIVOTED)
    assert (await argos.translate("Дуже дякую.", "uk", "ja")).text == "ありがとうございます。"
    shelf.remove("uk-en")
    await until(lambda: argos.way("uk", "ja") is Way.NONE)
    assert await trouble(argos) is Trouble.NO_PAIR
    shelf.install(PACKAGES / "uk_en.argosmodel")
    await until(lambda: argos.way("uk", "ja") is Way.PIVOTED)
    assert (await argos.translate("Дуже дякую.", "uk", "ja")).text == "ありがとうございます。"
    await argos.close()


async def test_a_package_that_is_exchanged_is_read_anew(full: Path, opened: Callable[..., Argos]) -> None:
    """The engine itself would keep the old one until it is started again."""
    engine = opened()
    await thanks(engine)
    first = engine.workers
    # The weights of another direction under the same name: what they say shows which were read.
    old, other = package_of(full, "uk_en"), package_of(full, "en_ja")
    shutil.copytree(other, full / ".coming")
    shutil.copy(old / "metadata.json", full / ".coming/metadata.json")
    shutil.rmtree(old)
    (full / ".coming").rename(old)
    await asyncio.sleep(1.1)  # it looks at the folder once a second
    assert (await engine.translate("Thank you very much.", "uk", "en")).text == "ありがとうございます。"
    assert engine.workers != first


async def test_broken_and_stray_folders_beside_good_ones_do_no_harm(full: Path, opened: Callable[..., Argos]) -> None:
    (full / "stray").mkdir()
    (full / "empty-metadata").mkdir()
    (full / "empty-metadata/metadata.json").write_text("{}", encoding="utf-8")
    broken = full / "ko_en-broken"
    shutil.copytree(package_of(full, "uk_en"), broken)
    metadata = (broken / "metadata.json").read_text(encoding="utf-8")
    (broken / "metadata.json").write_text(metadata.replace('"uk"', '"ko"'), encoding="utf-8")
    (broken / "model/model.bin").write_bytes(b"no weights")
    engine = opened()
    assert (await thanks(engine)).text == "Thank you very much."
    assert await trouble(engine, source="ko") is Trouble.BROKEN
    assert (await thanks(engine)).text == "Thank you very much."


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
