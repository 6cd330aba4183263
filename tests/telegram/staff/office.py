"""A whole small office: a resident and staff on the emulated Telegram, the real counter and its store between them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from adapters.emulators.telegram import Emulator, Rules
from adapters.outbox import Sender
from adapters.settings import TelegramSettings
from adapters.store.pinboard import SqlPinboard
from adapters.stranding import Stranding
from adapters.telegram.channel import Telegram
from adapters.telegram.staff.interpreting import Interpreter
from adapters.telegram.staff.ports import Names, Strangers
from adapters.telegram.staff.staffroom import Office
from adapters.translating import Translating
from bot.case import CaseState
from bot.message import Message, Text
from bot.reception import Reception
from tests.adapters.post import FAST
from tests.bot.counter import TITLES, desk
from tests.bot.office import MONDAY, Weekly
from tests.telegram.conftest import PLACES, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.casebook import CaseView
    from adapters.store.store import SqlStore
    from adapters.telegram.staff.ports import Colleagues
    from bot.case import Case, Move
    from bot.phrases import Phrasebook
    from bot.ports import Translator

NAMES = Names(
    title=lambda entry, language: f"{TITLES.get(entry, '?')} [{language}]",
    language=lambda tag, reader: f"{tag}/{reader}",
    group=lambda entry: entry.partition("-")[0],
)
LANGUAGES = {"staff_language": "en"}
SET = asyncio.Event()
SET.set()


@dataclass
class Clock:
    """The time of the office and of the emulated platform."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class House:
    """Everything, running. ``anna`` is the resident, ``sato`` and ``kato`` are staff."""

    store: SqlStore
    emulator: Emulator
    url: str
    phrases: Phrasebook
    clock: Clock
    rules: Rules = field(default_factory=lambda: Rules(rates=False))
    colleagues: Colleagues = field(default_factory=Strangers)
    kind: str = "supergroup"
    forum: bool = True
    console: bool = True
    language: str = "en"
    translator: Translator | None = None
    paced: bool = False

    async def open(self) -> None:
        """Begin."""
        people = self.emulator.people
        self.anna, self.sato, self.kato = people.add("Anna", "en"), people.add("Sato", "ja"), people.add("Kato", "ja")
        people.start(self.anna)
        staff = [self.sato, self.kato]
        self.group = self.emulator.groups.add("Staff", staff, kind=self.kind, forum=self.forum, admin=True)
        self.desk = desk(office=Weekly({"en": MONDAY.time().replace(hour=10)}))
        await self.start()

    async def start_again(self, configured: int) -> None:
        """Open the counter once more, with the group's number as it was written down."""
        await self.start(configured)

    async def start(self, configured: int = 0) -> None:
        """Open the counter, for the first time or after a crash."""
        configured = configured or self.group
        settings = TelegramSettings(self.emulator.token, SECRET, self.url, False, configured, self.language)  # noqa: FBT003
        late: list[Reception] = []

        async def take(messages: Sequence[Message]) -> Sequence[Message]:
            return await late[0].receive_all(messages)

        self.telegram = Telegram(settings, self.phrases, take, PLACES, clock=self.clock, tell=False)
        channels = {"telegram": self.telegram}
        self.sender = Sender(self.store.outbox, channels, paces={"telegram": (FAST, FAST)})
        self.book = self.store.casebook(self.desk, channels, self.sender.post, self.clock)
        self.reception = Reception(
            self.desk, self.store, self.clock, channels=channels, post=self.sender.post, ours=self.store.ours,
            recall=self.store.drawer.translated,
        )  # fmt: skip
        late.append(self.reception)
        self.board = SqlPinboard(self.store.submit, configured)
        self.stranding = Stranding(self.book, self.board, self.able, self.clock)
        self.telegram.attend(
            Office(
                self.book, self.book, self.board, self.colleagues, NAMES, self.hold, self.clock, self.stranding.heard,
                self.interpreter(),
                lambda _: (("電話通訳", "045-222-1209"),),
            )
        )  # fmt: skip
        self.translating = None
        if self.translator is not None:
            self.translating = Translating(self.book.translations, self.book, self.translator, self.desk, look=0.02)
            self.translating.start()
        assert self.telegram._staff is not None
        self.staffroom = self.telegram._staff
        if not self.paced:
            self.staffroom._room._buckets.clear()
        self.follower = self.staffroom._follower
        self.follower._lease = 0.05
        await self.telegram.start()
        self.sender.start()

    def interpreter(self) -> Interpreter | None:
        """Give who translates what staff write, where there is an engine."""
        if self.translator is None:
            return None
        return Interpreter(
            self.translator, self.desk.knowledge, lambda text: self.desk.watch.look(text) is not None
        )  # fmt: skip

    async def hold(self) -> bool:
        """Be the only one."""
        return True

    async def able(self) -> bool:
        """Say whether somebody answers in the console."""
        return self.console

    async def stop(self) -> None:
        """Close the counter."""
        if self.translating is not None:
            await self.translating.close()
        await self.telegram.stop()
        await self.sender.close(1.0)
        await self.reception.close(1.0)

    async def bring(self, update: int | None) -> None:
        """Bring an update as Telegram does; what nobody hears is not brought."""
        assert update is not None
        await self.telegram._intake.take([self.emulator.state.updates.seen[update].body])
        await self.reception.rest()

    async def say(self, *texts: str) -> None:
        """Have the resident write."""
        for text in texts:
            await self.bring(self.emulator.people.say(self.anna, text))

    async def write(self, text: str, topic: int, who: int = 0, **more: Any) -> int:
        """Have staff write in a topic; gives the message."""
        update = self.emulator.groups.say(self.group, who or self.sato, text, topic=topic, **more)
        await self.bring(update)
        return self.number(update)

    async def emulator_says(self, topic: int, text: str) -> int | None:
        """Have staff write something that Telegram has not brought yet."""
        return self.emulator.groups.say(self.group, self.sato, text, topic=topic)

    def number(self, update: int | None) -> int:
        """Give the message that an update is about."""
        assert update is not None
        body = self.emulator.state.updates.seen[update].body
        number: int = next(value for name, value in body.items() if name != "update_id")["message_id"]
        return number

    async def opened(self, *first: str) -> Case:
        """Have the resident ask for a person, and say yes."""
        await self.say(*first, "a person please")
        await self.settled()
        state = await self.store.open("telegram", str(self.anna))
        held = [item for item in self.emulator.screen(self.anna)["items"] if "reply_markup" in item["object"]][-1]
        data = f"1:{state.offered[0].data}"
        callback = self.emulator.people.tap(self.anna, held["id"], data)
        await self.bring(self.emulator.state.callbacks[callback].update)
        await self.settled()
        return await self.case()

    async def elsewhere(self, text: str = "hello") -> Case:
        """Have somebody on the web page ask for a person, and say yes."""
        for number, said in enumerate(("a person please", "yes, please", text)):
            await self.reception.receive(Message("web", "talk", f"web-{number}", Text(said), self.clock(), "en"))
            await self.reception.rest()
        state = await self.store.open("web", "talk")
        assert state.case is not None
        found = await self.book.case(state.case)
        assert found is not None
        await self.settled()
        return found

    async def case(self) -> Case:
        """Give the resident's case."""
        state = await self.store.open("telegram", str(self.anna))
        assert state.case is not None
        found = await self.book.case(state.case)
        assert found is not None
        return found

    async def view(self, case: Case) -> CaseView:
        """Look at a case."""
        found = await self.book.read(case.id)
        assert found is not None
        return found

    async def thread(self, case: Case) -> int:
        """Give the topic of a case."""
        topic = await self.board.topic(case.id)
        assert topic is not None
        assert topic.thread is not None
        return topic.thread

    async def claimed(self, *first: str) -> tuple[Case, int]:
        """Open a case, and have Sato take it; gives it with its topic."""
        case = await self.opened(*first)
        topic = await self.thread(case)
        await self.write("/claim", topic)
        await self.settled()
        case = await self.case()
        assert case.state is CaseState.ASSIGNED
        return case, topic

    async def act(self, case: Case, move: Move, key: str) -> None:
        """Have a colleague do something in the console."""
        await self.book.act(case.id, move, key, confirmed=True)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything is sent and shown, or waits for something."""
        async with asyncio.timeout(10):
            quiet = 0
            while quiet < 3:
                await asyncio.sleep(0.01)
                now = asyncio.get_running_loop().time()
                waits = [due for due in self.follower._due.values() if max(due, self.follower._rests_until) <= now]
                newest = await self.book.feed_newest()
                shown = not waits and self.follower._position >= newest
                sent = not self.sender.busy and not await self.store.outbox.due()
                sent = sent and not await self._translates()
                quiet = quiet + 1 if shown and sent and not self.telegram._errands._running else 0

    async def _translates(self) -> bool:
        """Say whether anything is still to be translated that an engine has not let wait."""
        if self.translator is None or not getattr(self.translator, "open", SET).is_set():
            return False
        waiting = await self.staffroom._previewing.drafts.waiting()
        late = [due for due in self.follower._due.values() if due > asyncio.get_running_loop().time()]
        return bool(waiting or self.staffroom._previewing.busy or await self.book.translations.waiting() or late)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(5):
            while not true():  # noqa: ASYNC110 - a test may look
                await asyncio.sleep(0.01)

    def shown(self, topic: int | None, who: int = 0) -> list[dict[str, Any]]:
        """Give what stands in a topic (None: in General), service messages left out."""
        items = self.emulator.screen(who or self.sato, self.group)["items"]
        found = [item for item in items if item["object"].get("message_thread_id") == topic and not item["deleted"]]
        return [item for item in found if not any(name.startswith("forum_topic") for name in item["object"])]

    def texts(self, topic: int | None) -> list[str]:
        """Give the words in a topic."""
        return [item["object"].get("text", item["object"].get("caption", "")) for item in self.shown(topic)]

    def topics(self) -> list[dict[str, Any]]:
        """Give all topics."""
        found: list[dict[str, Any]] = self.emulator.screen(self.sato, self.group)["topics"]
        return found

    def heard(self) -> list[str]:
        """Give what the resident sees of the counter's."""
        items = self.emulator.screen(self.anna)["items"]
        return [item["object"].get("text", "") for item in items if not item["mine"]]

    def mark(self, message: int) -> str:
        """Give the sign on a message in the group."""
        item = next(item for item in self.emulator.screen(self.sato, self.group)["items"] if item["id"] == message)
        return "".join(one["emoji"] for one in item["reaction"])
