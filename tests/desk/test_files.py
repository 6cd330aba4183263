"""A counselor's files on their whole way: chosen at the desk, kept, pushed to LINE, and fetched by it from outside.

The desk, the store, the channel and the window are the real ones; LINE is the emulated platform, which really
fetches every address that it is given, and is strict about what it finds there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from fastapi import FastAPI

from adapters.console.console import Console, House
from adapters.emulators.line import Emulator, Rules, serve
from adapters.line.channel import Line
from adapters.passes import LASTS, Passes
from adapters.pickup import Pickup
from adapters.settings import LineSettings
from adapters.store.opening import open_store
from bot.message import Tap
from bot.parcel import Sent
from knowledge.library import read_phrasebook
from tests.bot.office import MONDAY
from tests.console.counter import HOME, NAMES, CannedReplies, Counter
from tests.contract.scene import Scene
from tests.desk.served import served
from tests.media.makers import PDF, box, located, mp4, picture
from tests.phones.running import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.case import Case
    from bot.message import Message
    from tests.console.counter import Person

pytestmark = pytest.mark.anyio

PUBLIC = "https://counter.example"
PHRASES = read_phrasebook(Path(__file__).parents[2] / "knowledge")


def hum(seconds: int) -> bytes:
    """Give an M4A that says how long it lasts."""
    head = box(b"mvhd", b"\0" * 12 + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big") + b"\0" * 80)
    return mp4(b"soun").replace(b"mdat", b"free") + box(b"moov", head)


async def _nobody(messages: Sequence[Message]) -> Sequence[Message]:
    return messages


@dataclass
class Way:
    """Everything between the desk and the telephone. ``late``: seconds by which the window's clock is ahead."""

    counter: Counter
    scene: Scene
    line: Line
    emulator: Emulator
    staff: httpx2.AsyncClient
    olena: Person
    case: Case
    anna: str
    late: float = 0.0

    async def attach(self, *files: tuple[str, bytes]) -> list[str]:
        found: list[str] = []
        for number, (name, data) in enumerate(files):
            answer = await self._post("enclosures", {"key": f"key-of-file-{number}"}, files=[("file", (name, data))])
            assert answer.status_code == 201, answer.text
            found += answer.json()["files"]
        return found

    async def say(self, text: str, ids: list[str]) -> None:
        answer = await self._post("do/say", {"text": text, "seen": "999999", "enclosed": ids, "key": f"say-{text}-key"})
        assert answer.status_code == 303, answer.text
        await self.deliver()

    async def take_back(self, file: str) -> None:
        answer = await self._post("enclosures/take-back", {"enclosure": file, "key": "take-back-key"})
        assert answer.status_code == 303, answer.text

    async def page(self) -> str:
        return (await self.staff.get(f"/staff/cases/{self.case.number}", headers=self._headers())).text

    async def deliver(self) -> None:
        """Do what the sender does, once."""
        outbox = self.counter.store.outbox
        while due := await outbox.due():
            for dispatch in due:
                if await outbox.begin(dispatch):
                    await outbox.finish(dispatch, Sent(await self.line.send(dispatch)))

    async def _post(self, where: str, fields: dict[str, Any], files: Any = None) -> httpx2.Response:
        path = f"/staff/cases/{self.case.number}/{where}"
        data = {"token": self.olena.token, **fields}
        headers = {**self._headers(), "origin": HOME}
        if files:
            headers["accept"] = "application/json"
        return await self.staff.post(path, data=data, files=files, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"cookie": f"madoguchi-staff={self.olena.key}; madoguchi-staff-language=en"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    store, port = open_store("", tmp_path, None), free_port()
    emulator = Emulator(rules=Rules(monthly_limit=None, reach={PUBLIC: f"http://127.0.0.1:{port}"}))
    passes = Passes(PUBLIC, store.drawer.key)
    async with serve(emulator) as url:
        line = Line(LineSettings("secret", "token", url, mark_as_read=False), PHRASES, _nobody, passes=passes)
        scene = Scene(store, MONDAY)
        scene.book = store.casebook(scene.desk, {"line": line}, scene.posted.extend, lambda: scene.now)
        house = House(
            scene.book, store.roster, scene.desk.knowledge, scene.desk.phrases, CannedReplies(), NAMES,
            office=scene.office,
        )  # fmt: skip
        console = Console(house, public_url="", clock=lambda: scene.now)
        app = FastAPI(openapi_url=None)
        app.include_router(console.router)
        counter = Counter(store, scene, console, app)
        anna = emulator.add_person("Anna", "en").id
        await line.start()
        case = await scene.opened("garbage", talk=anna)
        await scene.send_all()
        olena = await counter.staff("olena")
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=HOME) as staff:
            found = Way(counter, scene, line, emulator, staff, olena, case, anna)
            pickup = Pickup(passes, store.drawer, PHRASES, lambda: line._clock() + found.late)
            app.include_router(pickup.router)
            async with served(app, port):
                claimed = await found._post("do/claim", {"key": "key-of-claim"})
                assert claimed.status_code == 303
                await found.deliver()
                yield found
        await line.stop()
    await store.close()


async def test_line_fetches_what_was_attached_at_the_desk(way: Way) -> None:
    ids = await way.attach(("way.jpg", located()), ("hello.m4a", hum(7)), ("form.pdf", PDF))
    await way.say("Here", ids)
    bubbles = way.emulator.bubbles(way.anna)
    kinds = [each["type"] for each in bubbles if each.get("sender", {}).get("name") == "Olena"]
    assert kinds == ["text", "image", "audio", "flex", "text"]
    sights = await way.emulator.sights.look(way.anna)
    assert [(sight.status, sight.mime) for sight in sights] == [
        (200, "image/jpeg"), (200, "image/jpeg"), (200, "audio/mp4"),
    ]  # fmt: skip
    for sight in sights:
        for secret in (b"SecretCamera", b"SecretComment", b"Exif"):
            assert secret not in sight.data
    audio = next(each for each in bubbles if each["type"] == "audio")
    assert audio["duration"] == 7000
    card = next(each for each in bubbles if each["type"] == "flex" and "form.pdf" in str(each))
    opened = await way.emulator.sights.open(card["contents"]["footer"]["contents"][0]["action"]["uri"])
    assert (opened.status, opened.mime, opened.data) == (200, "application/pdf", PDF)
    assert opened.headers is not None
    assert opened.headers["Content-Disposition"] == "attachment; filename*=UTF-8''form.pdf"
    assert way.emulator.problems() == []
    shown = await way.page()
    assert "form.pdf" in shown
    assert 'class="delivery sent"' in shown


async def test_a_large_picture_is_within_lines_limits(way: Way) -> None:
    noise = picture("PNG", (4000, 3000), "#123456")
    await way.say("Large", await way.attach(("large.png", noise)))
    assert len(await way.emulator.sights.look(way.anna)) == 2
    assert way.emulator.problems() == []


async def test_after_a_week_the_address_is_worth_nothing_and_says_so(way: Way) -> None:
    await way.say("Here", await way.attach(("form.pdf", PDF)))
    card = next(each for each in way.emulator.bubbles(way.anna) if "form.pdf" in str(each))
    url = card["contents"]["footer"]["contents"][0]["action"]["uri"]
    way.late = LASTS.total_seconds() - 60
    assert (await way.emulator.sights.open(url)).status == 200
    way.late += 120
    gone = await way.emulator.sights.open(url, language="ja-JP,ja")
    assert gone.status == 410
    assert "この添付は、もう開けません。" in gone.data.decode()


async def test_taken_back_and_erased_it_is_gone_at_once(way: Way) -> None:
    [file, other] = await way.attach(("wrong.pdf", PDF), ("map.png", picture()))
    await way.say("Here", [file, other])
    first, second = [
        sight.url for sight in await way.emulator.sights.look(way.anna) if sight.status == 200
    ]  # fmt: skip
    card = next(each for each in way.emulator.bubbles(way.anna) if "wrong.pdf" in str(each))
    url = card["contents"]["footer"]["contents"][0]["action"]["uri"]
    await way.take_back(file)
    assert (await way.emulator.sights.open(url)).status == 410
    assert (await way.emulator.sights.open(second)).status == 200
    await way.scene.say("delete my data", talk=way.anna)
    state = await way.counter.store.open("line", way.anna)
    await way.scene.say(Tap(state.offered[0].data), talk=way.anna)
    for address in (first, second, url):
        assert (await way.emulator.sights.open(address)).status == 410


async def test_a_push_whose_answer_was_lost_shows_the_file_once(way: Way) -> None:
    [file] = await way.attach(("form.pdf", PDF))
    way.emulator.fault("push", "reset-after")
    answer = await way._post("do/say", {"text": "Once", "seen": "999999", "enclosed": [file], "key": "say-once-key"})
    assert answer.status_code == 303
    outbox = way.counter.store.outbox
    [dispatch] = await outbox.due()
    with pytest.raises(Exception, match=r".+"):
        await way.line.send(dispatch)
    await way.deliver()
    assert sum("form.pdf" in str(each) for each in way.emulator.bubbles(way.anna)) == 1
    assert way.emulator.problems() == []
