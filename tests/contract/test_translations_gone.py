"""Whatever way a line goes, its translations go with it: not a word is left, nor can a late machine bring one back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.casebook import Done
from adapters.store.tables_translation import translation
from bot.message import Edited, Left, Retracted, Tap

from .conftest import ON_SQLITE
from .corners import PERSON
from .people import CANARY
from .scene import Scene, key, said
from .test_translations import made, rendered, rows, take

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.casebook.translating import Wanted
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio


async def rich(scene: Scene) -> tuple[Case, Wanted]:
    """Have a case whose lines are translated, into two languages, but for one that a machine has in hand."""
    case = await scene.claimed(f"{CANARY} asks", talk=PERSON)
    await scene.book.translations.read_in(case.id, "en")
    await rendered(scene)
    await scene.say(f"{CANARY} goes on", talk=PERSON)
    (wanted, other) = await take(scene)
    await scene.book.translations.finish(other, made(other))
    assert await rows(scene) >= 6
    return case, wanted


async def nothing_is_left(scene: Scene, wanted: Wanted) -> None:
    assert not await scene.book.translations.finish(wanted, made(wanted))
    assert await rows(scene) == 0
    assert await scene.book.search(CANARY, lambda _: True) == []


async def test_when_the_person_deletes_everything(scene: Scene) -> None:
    _, wanted = await rich(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    await nothing_is_left(scene, wanted)


async def test_when_staff_erase_the_person(scene: Scene) -> None:
    case, wanted = await rich(scene)
    await scene.book.ask_erasure(case.id, "olena")
    await scene.book.approve_erasure(case.id, "lead")
    assert isinstance(await scene.book.erase(case.id, "admin", key()), Done)
    await nothing_is_left(scene, wanted)


async def test_when_the_person_left_and_time_went_by(scene: Scene) -> None:
    _, wanted = await rich(scene)
    await scene.say(Left(), talk=PERSON)
    await scene.store.sweep(scene.now + timedelta(days=200))
    await nothing_is_left(scene, wanted)


async def test_when_a_resolved_case_is_as_old_as_promised(scene: Scene) -> None:
    case, wanted = await rich(scene)
    await scene.resolve(case)
    before = await rows(scene)
    await scene.store.sweep(scene.now + timedelta(days=89))
    assert await rows(scene) == before
    await scene.store.sweep(scene.now + timedelta(days=200))
    await nothing_is_left(scene, wanted)


async def test_when_the_person_takes_a_message_back_with_its_later_wordings(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    await rendered(scene)
    kept = await rows(scene)
    first = said(f"{CANARY} first", PERSON)
    for told in (first, said(Edited(first.event, f"{CANARY} second"), PERSON)):
        await scene.reception.receive(told)
        await scene.reception.rest()
    (newer, older) = await take(scene)
    await scene.book.translations.finish(older, made(older))
    assert len(await scene.book.search(CANARY, lambda _: True)) == 1
    await scene.say(Retracted(first.event), talk=PERSON)
    assert not await scene.book.translations.finish(newer, made(newer))
    assert await rows(scene) == kept
    assert await scene.book.search(CANARY, lambda _: True) == []
    assert CANARY not in str(await scene.view(case))
    assert CANARY not in (await scene.book.export(case.id, "lead", scene.now) or "")


async def test_what_is_retracted_is_not_wanted_again(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    first = said(f"{CANARY} first", PERSON)
    await scene.reception.receive(first)
    await scene.reception.rest()
    position = (await scene.lines(case))[-1].position
    await scene.say(Retracted(first.event), talk=PERSON)
    assert not await scene.book.translations.again(case.id, position, "ja", "olena")
    await scene.book.translations.read_in(case.id, "en")
    assert CANARY not in str(await take(scene))


async def test_another_persons_translations_stay(scene: Scene) -> None:
    other = await scene.claimed("zebra", talk="other")
    await rendered(scene)
    kept = await rows(scene)
    await rich(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    assert await rows(scene) == kept
    assert [hit.row.case.id for hit in await scene.book.search("<ja>", lambda _: True)] == [other.id]


async def test_whatever_lost_its_line_goes_with_the_next_sweep(scene: Scene) -> None:
    await rich(scene)

    def lose(connection: Connection) -> None:
        connection.execute(translation.update().values(line=translation.c.line + 1_000_000))

    await scene.store.submit(lose)
    await scene.store.sweep(scene.now)
    assert await rows(scene) == 0


@ON_SQLITE
@pytest.mark.parametrize("way", ["deleted", "taken back"])
async def test_not_even_ciphertext_is_left(house: House, way: str) -> None:
    scene = Scene(house.open())
    await scene.claimed(talk=PERSON)
    first = said(f"{CANARY} first", PERSON)
    await scene.reception.receive(first)
    await scene.reception.rest()
    await rendered(scene)
    bodies = select(translation.c.body).order_by(translation.c.line.desc()).limit(1)
    secret = await scene.store.submit(lambda connection: connection.execute(bodies).scalar_one())
    await scene.store.submit(partial(_checkpointed))
    gone = [Retracted(first.event)] if way == "taken back" else ["delete my data", Tap("erase:yes")]
    await scene.say(*gone, talk=PERSON)
    await scene.store.sweep(scene.now)
    assert secret is not None
    assert not any(secret[17:] in file.read_bytes() for file in house.folder.iterdir())


def _checkpointed(connection: Connection) -> None:
    """Have something written after the translation, so that its page is not the newest one."""
    connection.execute(translation.update().values(trouble=""))


async def test_no_word_of_a_translation_stands_in_clear(house: House) -> None:
    scene = Scene(house.open())
    await rich(scene)
    files = [file for file in house.folder.iterdir() if "sqlite3" in file.name]
    assert bool(files) is (house.engine == "sqlite")
    for half in (CANARY.encode(), CANARY.encode("utf-16-le"), "カナリア".encode(), b"\\u30ab"):
        assert not any(half in file.read_bytes() for file in files)
    held = select(translation.c.body).where(translation.c.body.is_not(None))
    blobs = await scene.store.submit(lambda connection: list(connection.scalars(held)))
    assert len(blobs) >= 4
    assert not any("カナリア".encode() in blob for blob in blobs)


async def test_a_translation_put_beside_another_line_is_not_read(scene: Scene) -> None:
    case = await scene.claimed("one thing", "another thing")
    await rendered(scene)

    def exchange(connection: Connection) -> None:
        some = connection.execute(select(translation).order_by(translation.c.line)).all()
        for row, body in ((some[0], some[1].body), (some[1], some[0].body)):
            connection.execute(translation.update().where(translation.c.line == row.line).values(body=body))

    await scene.store.submit(exchange)
    found = [line.translation for line in await scene.lines(case) if line.translation]
    assert [each.text for each in found].count("") == 2
    assert len(await scene.book.search("<ja>", lambda _: True)) <= 1


async def test_both_texts_are_exported_and_of_one_date_the_document_stays(scene: Scene) -> None:
    case, wanted = await rich(scene)
    as_of = scene.now
    scene.now += timedelta(hours=1)
    first = await scene.book.export(case.id, "lead", as_of) or ""
    assert f"<ja> {CANARY} asks" in first
    assert f"<en> {CANARY} asks" in first
    assert f'"text": "{CANARY} asks"' in first
    assert await scene.book.translations.finish(wanted, made(wanted))
    assert await scene.book.export(case.id, "lead", as_of) == first
    assert f"<{wanted.target}> {CANARY} goes on" in (await scene.book.export(case.id, "lead", scene.now) or "")


async def test_search_finds_both_texts_and_says_which(scene: Scene) -> None:
    case = await scene.claimed("мій паспорт")
    await rendered(scene)
    for words, machine in (("паспорт", False), ("<ja> паспорт", True), ("<ja>", True)):
        (hit,) = await scene.book.search(words, lambda _: True)
        assert (hit.row.case.id, hit.machine) == (case.id, machine), words
        assert hit.position in [line.position for line in await scene.lines(case)]
    assert await scene.book.search("<en>", lambda _: True) == []
