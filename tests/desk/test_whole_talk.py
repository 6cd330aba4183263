"""From "the landlord says I must leave" to the same counselor three days later, at the running counter.

On LINE, on Telegram and on the page at once; the counter is killed in the middle. Nothing is lost,
nothing is said twice, the bot keeps silent while a person has the case, and all of it is Ukrainian.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Emulator as LineEmulator, Rules as LineRules, serve as serve_line
from adapters.emulators.telegram import Emulator as TelegramEmulator, Rules as TelegramRules, serve as serve_telegram
from adapters.rounds import LANES_S
from tests.contract.postgres import NOT_INSTALLED, Cluster, programs
from tests.desk.office import House, act, here, invited, join, numbers, pane, seat, talk, until
from tests.desk.residents import Page
from tests.phones.phones import LinePhone, TelegramPhone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from tests.console.door.front import Browser
    from tests.phones.phones import Phone

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

ASKS = "Господар каже, щоб я виїхала до п'ятниці"
PERSON, FACE = "Поговорити з людиною", "😄"
CONSENT = "видаляємо через 90 днів після завершення"
CYRILLIC, JAPANESE = re.compile("[а-яіїєґ]"), re.compile("[ぁ-んァ-ヶ一-龠]")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    bin_ = programs()
    if bin_ is None:
        pytest.skip(NOT_INSTALLED)
    cluster = Cluster(bin_)
    yield cluster
    cluster.remove()


class Street:
    """The residents, each on a way of their own, and everything that any of them was ever told."""

    def __init__(self, house: House, phones: Sequence[Phone]) -> None:
        self.house = house
        self.phones = phones
        self.told: list[str] = []

    def write(self, phone: Phone, words: str) -> None:
        """Have somebody write; what was shown until then is kept in mind."""
        self.told.append(phone.answer())
        phone.do(words)

    async def sees(self, phone: Phone, *words: str) -> None:
        """Wait until somebody sees all of this, once, in their language."""
        await until(lambda: all(each in phone.answer() for each in words), lambda: self._why(phone, words))
        said = phone.answer()
        assert CYRILLIC.search(said)
        for each in words:
            assert said.count(each) == 1, f"said twice: {said}"

    async def can_tap(self, phone: Phone, label: str) -> None:
        """Wait until something can be tapped."""
        await until(lambda: label in phone.buttons(), lambda: self._why(phone, [label]))

    def _why(self, phone: Phone, words: Sequence[str]) -> str:
        logs = self.house.running[0].log()[-1500:]
        return f"{words} not in {phone.answer()!r} / {phone.buttons()}\n{logs}"


async def arrive(street: Street) -> None:
    """Ask the bot, then for a person; read what is kept, and say yes."""
    for phone in street.phones:
        street.write(phone, ASKS)
    for phone in street.phones:
        await street.sees(phone, "юридичну довідку")
        await street.can_tap(phone, PERSON)
        street.write(phone, f"[{PERSON}]")
    for phone in street.phones:
        await street.sees(phone, CONSENT, "пожежа і швидка 119, поліція 110")
        street.write(phone, "так")
    for phone in street.phones:
        await street.sees(phone, "Консультант відповість вам тут. Ваш номер: 261124-")
        assert not JAPANESE.search(phone.answer())


async def own_words(street: Street, olena: Browser) -> dict[int, Phone]:
    """Have everybody write something of their own, then kill the counter at once; gives whose each case is."""
    await until(lambda: len(numbers(olena, "queue")) == len(street.phones), lambda: olena.said)
    for number, phone in enumerate(street.phones):
        street.write(phone, f"він забрав ключ {number}")
    await street.house.kill()
    found: dict[int, Phone] = {}
    for case in numbers(olena, "queue"):
        assert act(olena, case, "claim") == 303, olena.said
    for case in numbers(olena, "mine"):
        await until(lambda case=case: "він забрав ключ" in talk(olena, case), lambda: olena.said)  # type: ignore[misc]
        [number] = set(re.findall(r"він забрав ключ (\d)", talk(olena, case)))
        found[case] = street.phones[int(number)]
    assert len(found) == len(street.phones)
    return found


async def helped(street: Street, cases: dict[int, Phone], olena: Browser, taras: Browser) -> None:
    """Answer, hand over with a note, ask an interpreter, answer again, close; and hear how it was."""
    for case, phone in cases.items():
        await street.sees(phone, "Зараз вам відповідає Olena.")
        assert phone.answer().strip() == "Зараз вам відповідає Olena."  # not a word to the lost key
        assert act(olena, case, "say", text="Добрий день. Він це написав чи лише сказав?") == 303, olena.said
    for case, phone in cases.items():
        await street.sees(phone, "Добрий день. Він це написав чи лише сказав?")
        street.write(phone, "де лаунж Цурумі?")  # what the bot knows is no matter while a person has the case
        await until(lambda case=case: "де лаунж Цурумі?" in talk(olena, case), lambda: olena.said)  # type: ignore[misc]
        assert phone.answer() == ""
        note = {"to": _id(olena, case, "Taras Sato"), "note": "знає договори"}
        assert act(olena, case, "transfer", **note) == 303, olena.said
    for case, phone in cases.items():
        await street.sees(phone, "Відтепер вам відповідає Taras.")
        assert phone.answer().strip() == "Відтепер вам відповідає Taras."
        assert olena.get(f"/staff/cases/{case}").status_code == 404
        assert "знає договори" in talk(taras, case)
        until_ = (street.house.clock.now + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M")
        assert act(taras, case, "hold", until=until_) == 303, taras.said
        await street.sees(phone, "Taras уточнює в перекладача або в іншій установі.")
        assert act(taras, case, "say", text="Вам не треба виїжджати до п'ятниці.") == 303, taras.said
    for case, phone in cases.items():
        await street.sees(phone, "Вам не треба виїжджати до п'ятниці.")
        assert act(taras, case, "resolve", reason="answered") == 303, taras.said
        await street.sees(phone, "Розмову з консультантом завершено.", "Як вам допомога консультанта?")
        await street.can_tap(phone, FACE)
        street.write(phone, f"[{FACE}]")
        await street.sees(phone, "Дякуємо за відгук.")


async def again(street: Street, cases: dict[int, Phone], taras: Browser) -> None:
    """Write three days later: it is the same matter, and the same counselor has it at once."""
    for case, phone in cases.items():
        street.write(phone, "він знову прийшов")
        await street.sees(phone, "Це про те саме, про що ви говорили з консультантом?")
        street.write(phone, "так, про те саме")
        await street.sees(phone, "Гаразд, повертаємося до цього.")
        await until(lambda case=case: case in numbers(taras, "mine"), lambda: taras.said)  # type: ignore[misc]
        assert act(taras, case, "say", text="Я тут. Що він сказав?") == 303, taras.said
        await street.sees(phone, "Я тут. Що він сказав?")


async def hold_talk(house: House, phones: Sequence[Phone]) -> None:
    """Hold the whole talk with everybody."""
    street, boss, olena, taras = Street(house, phones), house.sit(), house.sit(), house.sit()
    join(boss, house.first_link(), "boss")
    seat(olena, invited(boss), "olena", uk="native", ja="fluent")
    seat(taras, invited(boss), "taras", uk="fluent", ja="native")
    await until(lambda: offered(street), lambda: "nobody is offered")
    await asyncio.sleep(2 * LANES_S)  # any other process looks as often, and may be the next to answer
    await arrive(street)
    cases = await own_words(street, olena)
    await helped(street, cases, olena, taras)
    house.clock.set(house.clock.now + timedelta(hours=71))
    assert taras.enter("taras").status_code == 303
    here(taras)
    await again(street, cases, taras)
    assert all(CYRILLIC.search(said) for said in street.told if said)
    for case in cases:
        whole = talk(taras, case)
        for said in ("він знову прийшов", "так, про те саме"):
            assert whole.count(f">{said}<") == 1, said


def offered(street: Street) -> bool:
    """Say whether the counter knows by now that somebody is there to answer; it looks every few seconds."""
    with closing(Page(lambda: street.house.running[0].home)) as probe:
        probe.do(PERSON)
        return any(CONSENT in probe.answer() for _ in range(20))


def _id(browser: Browser, case: int, name: str) -> str:
    found = re.search(rf'<option value="([^"]+)">[^<]*{name}', pane(browser, case))
    assert found, browser.said
    return found[1]


@pytest.fixture
async def platforms() -> AsyncIterator[tuple[LineEmulator, TelegramEmulator, dict[str, str]]]:
    line = LineEmulator(rules=LineRules(redelivery=(0.5,) * 60))
    telegram = TelegramEmulator(rules=TelegramRules(backoff=0.2, overall_per_second=1000))
    async with serve_line(line) as at_line, serve_telegram(telegram) as at_telegram:
        settings = {
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "LINE_API_BASE_URL": at_line,
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": at_telegram,
            "TELEGRAM_MODE": "polling",
        }
        yield line, telegram, settings
        assert line.problems() == []
        assert telegram.problems() == []


async def _held(
    folder: Path, platforms: tuple[LineEmulator, TelegramEmulator, dict[str, str]], database: str, processes: int
) -> None:
    line, telegram, settings = platforms
    house = House(folder, settings | ({"DATABASE_URL": database} if database else {}), processes)
    line.webhook = f"{house.running[0].home}/webhooks/line"
    try:
        await house.open()
        with closing(Page(lambda: house.running[0].home)) as page:
            await hold_talk(house, [LinePhone(line, "uk"), TelegramPhone(telegram, "uk"), page])
    finally:
        ended = await house.close()
    assert all(status in {0, -15} for status in ended)


async def test_on_sqlite(
    tmp_path: Path, platforms: tuple[LineEmulator, TelegramEmulator, dict[str, str]]
) -> None:  # fmt: skip
    await _held(tmp_path, platforms, "", 1)


async def test_on_postgresql_with_two_processes(
    tmp_path: Path, platforms: tuple[LineEmulator, TelegramEmulator, dict[str, str]], cluster: Cluster
) -> None:
    await _held(tmp_path, platforms, cluster.database(), 2)
