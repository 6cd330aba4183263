"""What counselors enclose: kept encrypted, sent once, given to its person alone, and gone with the talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from adapters.casebook import Done, Refusal
from adapters.casebook.enclosing import GONE, Chosen, Unkept
from adapters.media import MOST, prepare
from adapters.store.tables_files import enclosure
from bot.case import Claim, Release, Speak
from bot.message import Tap
from bot.reply import File, Paragraph
from tests.contract.scene import OLENA, TARAS, key
from tests.media.makers import PDF, picture

if TYPE_CHECKING:
    from pathlib import Path

    from bot.case import Case

    from .conftest import House
    from .scene import Scene

pytestmark = pytest.mark.anyio
TELLING = "divorce-papers-of-Oksana.pdf"


async def kept(scene: Scene, case: Case, data: bytes = PDF, name: str = TELLING, by: str = "olena") -> File:
    file = await scene.book.enclosures.keep(Chosen(case.id, by, key(), await prepare(data, name)))
    assert isinstance(file, File)
    return file


async def rows(scene: Scene) -> int:
    count = select(func.count()).select_from(enclosure)
    return await scene.store.submit(lambda connection: connection.execute(count).scalar_one())


async def sent(scene: Scene, case: Case, file: File, text: str = "Please sign") -> Case:
    return await scene.act(case, Speak(*OLENA, text, (file,)))


async def test_it_waits_with_its_counselor_and_goes_with_the_answer(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    book = scene.book.enclosures
    file = await kept(scene, case, picture("JPEG"), "map.jpg")
    assert (file.mime, file.name, file.kind) == ("image/jpeg", "map.jpg", "image")
    assert list(await book.waiting(case.id, "olena")) == [file]
    assert list(await book.waiting(case.id, "taras")) == []
    assert await scene.store.drawer.sent(file.id) is None
    await sent(scene, case, file)
    assert list(await book.waiting(case.id, "olena")) == []
    assert list(await book.chosen(case.id, "olena", [file.id])) == [file]
    line = (await scene.lines(case))[-1]
    assert line.reply is not None
    assert line.reply.parts == (Paragraph("Please sign"), file)
    found = await scene.store.drawer.sent_to("line", "talk", file.id)
    assert found is not None
    assert (found.mime, found.name, len(found.data)) == (file.mime, file.name, file.size)
    small = await scene.store.drawer.sent(file.id, small=True)
    assert small is not None
    assert small.mime == "image/jpeg"
    assert await book.seen_by_staff("another case", file.id, "olena") is None


async def test_the_same_key_keeps_and_sends_once(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    chosen = Chosen(case.id, "olena", key(), await prepare(PDF, "form.pdf"))
    file = await scene.book.enclosures.keep(chosen)
    assert await scene.book.enclosures.keep(chosen) == file
    assert isinstance(file, File)
    name, move = key(), Speak(*OLENA, "", (file,))
    assert isinstance(await scene.book.act(case.id, move, name, confirmed=True), Done)
    assert await scene.book.act(case.id, move, name, confirmed=True) == Done(
        (await scene.book.case(case.id)) or case, again=True
    )
    refusal = await scene.book.act(case.id, move, key(), confirmed=True)
    assert isinstance(refusal, Refusal)
    assert refusal.why == GONE
    assert len([line for line in await scene.lines(case) if line.staff]) == 1


async def test_what_a_colleague_chose_or_was_thrown_away_cannot_be_sent(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    theirs, dropped = await kept(scene, case, by="taras"), await kept(scene, case)
    assert not await scene.book.enclosures.drop(case.id, "olena", theirs.id)
    assert await scene.book.enclosures.drop(case.id, "olena", dropped.id)
    for file in (theirs, dropped, File("made-up-made-up-made-up", "application/pdf", "x.pdf", 1)):
        assert (await scene.refused(case, Speak(*OLENA, "Here", (file,)))).why == GONE
    other = await scene.claimed("garbage", talk="another")
    mine = await kept(scene, other)
    assert (await scene.refused(case, Speak(*OLENA, "Here", (mine,)))).why == GONE


async def test_no_more_is_kept_than_an_answer_holds_and_nothing_for_nobody(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    for _ in range(MOST):
        await kept(scene, case)
    one = await prepare(PDF, "x")
    assert await scene.book.enclosures.keep(Chosen(case.id, "olena", key(), one)) is Unkept.MANY
    done = await scene.resolve(case)
    assert await scene.book.enclosures.keep(Chosen(done.id, "taras", key(), one)) is Unkept.NOBODY
    assert await scene.book.enclosures.keep(Chosen("no such case", "taras", key(), one)) is Unkept.NOBODY


async def test_it_is_given_to_its_person_alone(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    file = await kept(scene, case)
    await sent(scene, case, file)
    assert await scene.store.drawer.sent_to("line", "talk", file.id) is not None
    assert await scene.store.drawer.sent_to("line", "another", file.id) is None
    assert await scene.store.drawer.sent_to("web", "talk", file.id) is None
    assert await scene.store.drawer.sent("nothing-nothing-nothing") is None


async def test_neither_its_name_nor_its_bytes_stand_in_the_database(house: House, scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await sent(scene, case, await kept(scene, case, PDF + b"Oksana Petrenko"))
    await house.close()
    if house.engine == "sqlite":
        held = b"".join(path.read_bytes() for path in _files(house.folder))
        assert b"Petrenko" not in held
        assert b"divorce" not in held


async def test_erasing_and_age_reach_it_and_what_was_never_sent_goes_in_a_week(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    file = await kept(scene, case)
    await kept(scene, case, name="not sent.pdf")
    await sent(scene, case, file)
    await scene.store.sweep(scene.now + timedelta(days=6))
    assert await rows(scene) == 2
    await scene.store.sweep(scene.now + timedelta(days=8))
    assert await rows(scene) == 1
    await scene.resolve(await scene.book.case(case.id) or case)
    await scene.store.sweep(scene.now + timedelta(days=91))
    assert await rows(scene) == 0
    assert await scene.store.drawer.sent(file.id) is None


async def test_delete_my_data_deletes_it(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    file = await kept(scene, case)
    await kept(scene, case)
    await sent(scene, case, file)
    await scene.say("delete my data")
    state = await scene.store.open("line", "talk")
    await scene.say(Tap(state.offered[0].data))
    assert await rows(scene) == 0
    assert await scene.store.drawer.sent(file.id) is None


async def test_taken_back_nothing_is_left_of_it_but_that_it_was_there(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    file, other = await kept(scene, case), await kept(scene, case, picture(), "map.png")
    await scene.act(case, Speak(*OLENA, "Two files", (file, other)))
    name = key()
    assert not await scene.book.enclosures.take_back("another case", file.id, "olena", key())
    assert await scene.book.enclosures.take_back(case.id, file.id, "olena", name)
    assert await scene.book.enclosures.take_back(case.id, file.id, "olena", name)
    assert not await scene.book.enclosures.take_back(case.id, file.id, "olena", key())
    reply = (await scene.lines(case))[-1].reply
    assert reply is not None
    assert reply.parts == (Paragraph("Two files"), File(mime="application/pdf"), other)
    assert await scene.store.drawer.sent(file.id) is None
    assert await scene.store.drawer.sent(other.id) is not None
    deeds = [row.what for row in await scene.book.audit(case.id)]
    assert deeds.count("take-back") == 1
    document = await scene.book.export(case.id, "hanako", scene.now + timedelta(minutes=1))
    assert document is not None
    assert TELLING not in document
    assert "map.png" in document


async def test_a_case_that_is_handed_on_keeps_what_was_sent_and_not_what_waited(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    file = await kept(scene, case)
    await sent(scene, case, file)
    waits = await kept(scene, case)
    case = await scene.act(case, Release(OLENA[0], "I am off"))
    case = await scene.act(case, Claim(*TARAS))
    assert list(await scene.book.enclosures.waiting(case.id, "taras")) == []
    assert (await scene.refused(case, Speak(*TARAS, "", (waits,)))).why == GONE
    assert await scene.book.enclosures.seen_by_staff(case.id, file.id, "taras") is not None
    assert await scene.book.enclosures.seen_by_staff(case.id, waits.id, "taras") is None
    assert await scene.book.enclosures.seen_by_staff(case.id, waits.id, "olena") is not None
    assert replace(case, owner="taras") == case


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file() and path.name != "data.key"]
