"""The written talks go as written on LINE and on Telegram, while the counter is killed again and again."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Emulator as LineEmulator, Rules as LineRules, serve as serve_line
from adapters.emulators.telegram import Emulator as TelegramEmulator, Rules as TelegramRules, serve as serve_telegram
from knowledge.library import read_phrasebook
from tests.phones.phones import LinePhone, Phone, TelegramPhone
from tests.phones.running import Running
from tests.phones.talks import MORNING, TALKS, Talk, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def flat(text: str) -> str:
    """Give a text without what platforms lay out differently: spaces, colons, separators."""
    return re.sub(r"[\s:：·|]+", "", text)


ANSWERED = 60.0
# Of some languages these talks, of the others one, on LINE; MADOGUCHI_ALL_TALKS=1 holds all that need
# no clock, which takes very long: Telegram takes one message a second in a chat.
MORE = frozenset({"ja", "ja-easy", "en", "uk"})
ON_LINE, ONE_ON_LINE = frozenset({"01", "04", "06", "07", "10"}), frozenset({"01"})
ON_TELEGRAM = frozenset({"01", "06"})
ALL = "MADOGUCHI_ALL_TALKS" in os.environ
REDELIVERY = (0.5,) * 60
BETWEEN_KILLS = (5, 20)
# An app sends no empty message.
IMPOSSIBLE = frozenset({"(nothing)"})
# Said on our own page alone: a chat on somebody's telephone cannot be emptied from here.
PHRASES = read_phrasebook(KNOWLEDGE)
ON_THE_PAGE = tuple(flat(PHRASES.say("clear_screen", language.tag)) for language in PHRASES.languages)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def hold(talk: Talk, phone: Phone, turns: list[Turn], counter: Running) -> None:
    """Hold a talk: after each act everything that is written must come to be seen."""
    for number, turn in enumerate(turns, 1):
        where = f"{talk.name}, act {number}: {turn.does[:60]}"
        if turn.does.startswith("["):
            await _until(partial(_missing, Turn(turn.at, "", offers=[turn.does[1:-1]]), phone), phone, counter)
        phone.do(turn.does)
        missing = await _until(partial(_missing, turn, phone), phone, counter)
        assert phone.answer(), f"{where}: nothing came"
        assert not missing, f"{where}: not seen: {missing}\n{phone.answer()}\n{phone.buttons()}"
        seen = flat(phone.answer())
        assert not [words for words in turn.hides if flat(words) in seen], f"{where}: seen: {turn.hides}"


async def _until(missing: Callable[[], list[str]], phone: Phone, counter: Running) -> list[str]:
    """Wait until nothing is missing any more; a choice may stand on the next page. Gives what still is."""
    end = time.monotonic() + ANSWERED
    labels: list[str] = []
    while (
        (left := [each for each in missing() if each not in labels])
        or not phone.answer()
        or not counter.settled(phone.talk)
    ):
        if time.monotonic() > end:
            return left
        if left and all(each.startswith("[") for each in left) and phone.answer():
            labels += [f"[{label}]" for label in phone.buttons()]
            phone.turn()
        await asyncio.sleep(0.1)
    return []


def _missing(turn: Turn, phone: Phone) -> list[str]:
    seen, buttons = flat(phone.answer()), [flat(label) for label in phone.buttons()]
    here = [words for words in turn.shows if not any(flat(words) in said for said in ON_THE_PAGE)]
    # "name: number" is laid out anew by each platform.
    shows = [words for words in here if not all(flat(half) in seen for half in words.split(": "))]
    return shows + [f"[{label}]" for label in turn.offers if not _offered(flat(label), buttons, seen)]


def _offered(label: str, buttons: list[str], seen: str) -> bool:
    """Say whether a choice is there; the end of a label may be cut where the platform is narrow."""
    cut = (each[:-1] for each in buttons if each.endswith("…"))
    return label in buttons or label in seen or any(label.startswith(each) for each in cut)


def chosen(numbers: frozenset[str], one: frozenset[str]) -> list[Talk]:
    """Give the talks with these numbers, that need no clock; of most languages only ``one``."""

    def held(talk: Talk) -> bool:
        language, _, name = talk.name.partition("/")
        return ALL or name[:2] in (numbers if language in MORE else one)

    return [talk for talk in TALKS if not talk.timed and held(talk)]


def acts(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.does not in IMPOSSIBLE]


async def killing(counter: Running, ends: asyncio.Event, calls: Callable[[], int]) -> None:
    """Kill and open again until the talks are over; each time only after some more calls were made.

    A counter that is always killed before it has said anything proves nothing but patience.
    """
    while not ends.is_set():
        enough = calls() + random.randint(*BETWEEN_KILLS)  # noqa: S311 - any moment will do
        while calls() < enough and not ends.is_set():  # noqa: ASYNC110 - a platform tells nobody of its calls
            await asyncio.sleep(0.02)
        if not ends.is_set():
            await counter.kill()
            await counter.open()


async def replaying(counter: Running, ends: asyncio.Event) -> None:
    """Do an operator's part: what may or may not have arrived is sent again."""
    while not ends.is_set():
        await asyncio.sleep(1)
        await counter.replay()


async def play(
    counter: Running, talks: list[Talk], phone: Callable[[str | None], Phone], calls: Callable[[], int]
) -> None:
    """Hold all talks at once, each on a telephone of its own, while the counter is killed."""
    counter.set_clock(MORNING)
    await counter.open()
    ends = asyncio.Event()
    killer = asyncio.create_task(killing(counter, ends, calls))
    operator = asyncio.create_task(replaying(counter, ends))
    try:
        results = await asyncio.gather(
            *(hold(talk, phone(talk.profile), acts(talk), counter) for talk in talks), return_exceptions=True
        )
    finally:
        ends.set()
        await asyncio.gather(killer, operator)
        status = await counter.close()
    failures = [str(each) for each in results if isinstance(each, BaseException)]
    assert not failures, "\n\n".join(failures) + counter.boxes() + counter.log()[-3000:]
    assert status in {0, -signal.SIGTERM}
    assert counter.kills


async def test_on_line(tmp_path: Path) -> None:
    emulator = LineEmulator(rules=LineRules(redelivery=REDELIVERY))
    async with serve_line(emulator) as base:
        counter = Running(
            tmp_path,
            {
                "LINE_CHANNEL_SECRET": "secret",
                "LINE_CHANNEL_ACCESS_TOKEN": "token",
                "LINE_API_BASE_URL": base,
            },
        )
        emulator.webhook = f"{counter.home}/webhooks/line"
        talks = chosen(ON_LINE, ONE_ON_LINE)
        await play(counter, talks, partial(LinePhone, emulator), lambda: len(emulator.journal.calls("reply")))
        assert emulator.problems() == []


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_on_telegram(tmp_path: Path, mode: str) -> None:
    emulator = TelegramEmulator(rules=TelegramRules(backoff=0.2, overall_per_second=1000))
    async with serve_telegram(emulator) as base:
        counter = Running(
            tmp_path,
            {
                "TELEGRAM_BOT_TOKEN": emulator.token,
                "TELEGRAM_API_BASE_URL": base,
                "TELEGRAM_MODE": mode,
                "TELEGRAM_WEBHOOK_SECRET": "secret",
            },
        )
        if mode == "webhook":
            emulator.set_webhook(f"{counter.home}/webhooks/telegram", "secret")
        talks = chosen(ON_TELEGRAM, frozenset())
        await play(counter, talks, partial(TelegramPhone, emulator), lambda: len(emulator.journal.calls("sendMessage")))
        assert emulator.problems() == []
