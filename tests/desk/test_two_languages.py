"""Ukrainian on Telegram, Japanese at the console, small real packages between; the engine is killed in mid-talk."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve
from tests.desk.office import House, act, invited, join, numbers, pane, seat, talk, until
from tests.desk.test_whole_talk import ASKS, CONSENT, PERSON, Street, offered
from tests.phones.phones import TelegramPhone
from tests.translate.conftest import HERE, PACKAGES, PAIRS

if TYPE_CHECKING:
    from tests.console.door.front import Browser

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LETTER = ("Мені прийшов лист, але я не можу його прочитати.", "書類が届きましたが、読めません。")
PAID = ("Чи курси платні?", "教室はお金がかかりますか。")
PHOTO = ("写真を送ってください。", "Надішліть, будь ласка, фото.")
NUMBER = ("電話番号は045-222-1209です。", "Номер телефону: 045-222-1209.")
FREE = ("教室は無料です。", "Курси безкоштовні.")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def engines(house: House) -> list[int]:
    """Give the processes that translate for a counter."""
    process = house.running[0].process
    assert process is not None
    children = Path(f"/proc/{process.pid}/task").glob("*/children")
    found = [int(pid) for each in children for pid in each.read_text("ascii").split()]
    return [pid for pid in found if b"adapters.translate.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill_engines(house: House) -> int:
    """Kill what translates, as hard as can be; says how many that were."""
    found = engines(house)
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    return len(found)


class Desk:
    """A counselor who reads Japanese, with one case."""

    def __init__(self, browser: Browser, case: int) -> None:
        self.browser = browser
        self.case = case

    async def reads(self, original: str, translation: str) -> None:
        """Wait until a line and its translation stand in the talk, each once and in this order."""
        await until(lambda: f">{translation}<" in talk(self.browser, self.case), lambda: self.browser.said)
        whole = talk(self.browser, self.case)
        assert whole.count(f">{original}<") == 1
        assert whole.index(f">{original}<") < whole.index(f">{translation}<")

    async def answers(self, words: str, expected: str) -> None:
        """Have words translated, look at what the resident would read and what it says in Japanese, and send it."""

        def previewed() -> bool:
            self.browser.get(f"/staff/cases/{self.case}")
            self.browser.post(f"/staff/cases/{self.case}/translate", text=words)
            return f">{expected}</textarea>" in pane(self.browser, self.case)

        await until(previewed, lambda: self.browser.said)
        assert re.search(
            rf'id="preview-back".*?lang="ja">{re.escape(words)}<', pane(self.browser, self.case), re.DOTALL
        )
        assert act(self.browser, self.case, "say", text=words, translated=expected) == 303, self.browser.said


async def held(house: House, phone: TelegramPhone) -> None:
    """Hold the talk."""
    street, boss, sato = Street(house, [phone]), house.sit(), house.sit()
    join(boss, house.first_link(), "boss")
    seat(sato, invited(boss), "sato", ja="native", uk="some")
    await until(lambda: offered(street), lambda: "nobody is offered")
    street.write(phone, ASKS)
    await street.can_tap(phone, PERSON)
    street.write(phone, f"[{PERSON}]")
    await street.sees(phone, CONSENT)
    street.write(phone, "так")
    await until(lambda: numbers(sato, "queue"), lambda: sato.said)
    [case] = numbers(sato, "queue")
    assert act(sato, case, "claim") == 303, sato.said
    sato.client.headers["accept-language"] = "ja"
    desk = Desk(sato, case)
    await street.sees(phone, "Зараз вам відповідає Sato.")

    street.write(phone, PAID[0])
    await desk.reads(*PAID)
    assert kill_engines(house) > 0
    street.write(phone, LETTER[0])
    kill_engines(house)
    await desk.reads(*LETTER)

    kill_engines(house)
    for words, translation in (PHOTO, NUMBER):
        await desk.answers(words, translation)
        await street.sees(phone, translation, words)
        assert "Це машинний переклад" in phone.answer()
        assert phone.answer().index(translation) < phone.answer().index(words)
        kill_engines(house)

    street.write(phone, "Я шукаю роботу.")
    await house.kill()
    await desk.reads("Я шукаю роботу.", "仕事を探しています。")
    await desk.answers(*FREE)
    await street.sees(phone, FREE[1], FREE[0])
    whole = talk(sato, case)
    for said in (*PAID, *LETTER, *PHOTO, *NUMBER, *FREE, "Я шукаю роботу.", "仕事を探しています。"):
        assert whole.count(f">{said}<") == 1, said


@pytest.mark.skipif(not HERE, reason="what translates is not installed here: make install EXTRA=translate")
async def test_each_side_writes_its_own_language_and_no_word_is_lost(tmp_path: Path) -> None:
    from adapters.translate.packages import Shelf  # noqa: PLC0415 - only where the extra is installed

    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    for pair in PAIRS:
        shelf.install(PACKAGES / f"{pair}.argosmodel")
    emulator = Emulator(rules=Rules(backoff=0.2, overall_per_second=1000))
    async with serve(emulator) as address:
        settings = {
            "TELEGRAM_BOT_TOKEN": emulator.token,
            "TELEGRAM_API_BASE_URL": address,
            "TELEGRAM_MODE": "polling",
            "ARGOS_PACKAGES_DIR": str(tmp_path / "packages"),
        }
        house = House(tmp_path, settings)
        try:
            await house.open()
            await held(house, TelegramPhone(emulator, "uk"))
        finally:
            ended = await house.close()
        assert emulator.problems() == []
    assert all(status in {0, -15} for status in ended)
