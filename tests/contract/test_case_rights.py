"""What a person takes back, or wants deleted, is gone everywhere; what is kept is told; what is old is forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from adapters.casebook import Done, Refusal
from adapters.store.tables import message, metadata
from adapters.store.tables_cases import cases
from adapters.store.transcript import Line
from bot.case import CaseState, Label, Remark
from bot.conversation import Owner
from bot.message import Retracted, Tap
from bot.parcel import Uncertain

from .conftest import ON_SQLITE
from .people import CANARY
from .scene import OLENA, Scene, key, said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

PERSON = "person-of-the-canary"


async def everything(scene: Scene) -> str:
    """Give all that stands in all tables, as text."""

    def rows(connection: Connection) -> str:
        tables = [table.name for table in metadata.sorted_tables]
        found = (connection.execute(text(f"SELECT * FROM {name}")) for name in tables)  # noqa: S608 - our own names
        return "\n".join(repr(tuple(row)) for each in found for row in each)

    return await scene.store.submit(rows)


async def full(scene: Scene) -> Case:
    """Have a case with something in every corner."""
    case = await scene.claimed("garbage", talk=PERSON)
    await scene.say(f"{CANARY} hears", talk=PERSON)
    case = await scene.speak(case, f"{CANARY} says")
    await scene.send_all(Uncertain("timeout"))
    await scene.act(case, Remark("olena", f"{CANARY} notes"))
    await scene.act(case, Label("olena", (CANARY,)))
    await scene.book.keep_draft(case.id, "taras", f"{CANARY} drafts")
    await scene.book.here(case.id, "taras")
    return case


async def hits(scene: Scene, what: str = CANARY) -> int:
    return len(await scene.book.search(what, lambda _: True))


async def test_what_is_taken_back_is_gone_from_the_case_and_a_mark_stays(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.reception.receive(one := said(CANARY))
    await scene.reception.rest()
    assert await hits(scene) == 1
    before = await scene.book.feed_newest()
    await scene.say(Retracted(one.ref))
    assert (await scene.told(case))[-1] == "resident: (gone)"
    assert [line.gone for line in await scene.lines(case)][-1]
    assert await hits(scene) == 0
    assert CANARY not in (await scene.book.export(case.id, "lead", scene.now) or "")
    assert (await scene.book.previews([case.id]))[case.id] != CANARY
    assert await scene.kinds(case, before) == ["gone"]
    body = select(message.c.body).where(message.c.event_id == one.event)
    assert await scene.store.submit(lambda connection: connection.execute(body).scalar_one()) is None


async def test_delete_my_data_reaches_every_corner_and_leaves_the_counts(scene: Scene) -> None:
    case = await full(scene)
    counted = await scene.book.recount()
    before = await scene.book.feed_newest()
    await scene.say("delete my data", talk=PERSON)
    await scene.say(Tap("erase:yes"), talk=PERSON)
    assert await hits(scene) == 0
    view = await scene.view(case)
    assert (view.lines, view.remarks, view.row.case.labels, view.row.present) == ((), (), (), ())
    assert (view.row.case.state, view.row.case.conversation) == (CaseState.ABANDONED, "")
    assert await scene.book.draft(case.id, "taras") is None
    assert await scene.book.export(case.id, "lead", scene.now) is None
    assert (await scene.store.open("line", PERSON)).owner is Owner.BOT
    assert "erased" in await scene.kinds(case, before)
    assert [row.opened for row in await scene.book.recount()] == [row.opened for row in counted]
    assert await scene.book.tally(scene.now.date(), scene.now.date()) == await scene.book.recount()
    assert await scene.send_all() == ["(erased)"]


async def test_nothing_leads_from_what_is_left_of_a_case_to_its_person(scene: Scene) -> None:
    case = await full(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    left = [row for row in (await everything(scene)).splitlines() if case.id in row]
    assert left
    assert not [row for row in left if PERSON in row]


@ON_SQLITE
async def test_not_even_ciphertext_is_left_of_an_erased_case(house: House) -> None:
    scene = Scene(house.open())
    await full(scene)

    def blobs(connection: Connection) -> list[bytes]:
        names = ("message.body", "remark.body", "draft.body", "cases.labels")
        asked = (f"SELECT {name} FROM {name.split('.')[0]}" for name in names)  # noqa: S608 - our own names
        return [blob for each in asked for blob in connection.execute(text(each)).scalars() if blob]

    secret = await scene.store.submit(blobs)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    await scene.store.sweep(scene.now)
    files = [file.read_bytes() for file in house.folder.iterdir()]
    assert len(secret) > 10
    assert not any(blob[17:] in content for blob in secret for content in files)


async def test_a_new_case_after_an_erasure_begins_with_nothing(scene: Scene) -> None:
    old = await full(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=PERSON)
    scene.now += timedelta(hours=1)
    new = await scene.opened(talk=PERSON)
    assert new.id != old.id
    assert not any(CANARY in line for line in await scene.told(new))
    assert (await scene.refused(old, Remark("olena", "x"))).why == "missing"


async def test_staff_erase_when_one_asked_and_another_approved(scene: Scene) -> None:
    case = await full(scene)
    name = key()
    assert (await erased(scene, case, name)).why == "not-approved"
    assert not await scene.book.approve_erasure(case.id, "lead")
    assert await scene.book.ask_erasure(case.id, "olena")
    assert not await scene.book.ask_erasure(case.id, "taras")
    assert not await scene.book.approve_erasure(case.id, "olena")
    assert (await erased(scene, case, name)).why == "not-approved"
    assert await scene.book.approve_erasure(case.id, "lead")
    assert [(each.case_id, each.asked_by, each.approved_by) for each in await scene.book.erasures()] == [
        (case.id, "olena", "lead")
    ]
    done = await scene.book.erase(case.id, "admin", name)
    assert isinstance(done, Done)
    assert done.case.conversation == ""
    again = await scene.book.erase(case.id, "admin", name)
    assert isinstance(again, Done)
    assert again.again
    assert await hits(scene) == 0
    assert await scene.book.erasures() == []
    lines = await scene.store.transcript("line", Line).after(PERSON, 0)
    assert [line.reply.entry for line in lines if line.reply] == ["erased"]
    deeds = [(deed.what, deed.by, deed.on) for deed in await scene.book.audit(case.id)]
    assert deeds[0] == ("erase", "admin", "olena")
    assert ("erasure-approved", "lead", "olena") in deeds
    await scene.say("garbage", talk=PERSON)
    assert any("Garbage" in body for body in await scene.send_all())


async def erased(scene: Scene, case: Case, name: str) -> Refusal:
    answer = await scene.book.erase(case.id, "admin", name)
    assert isinstance(answer, Refusal)
    return answer


async def test_an_export_holds_everything_and_is_the_same_document_twice(scene: Scene) -> None:
    await scene.resolve(await scene.claimed("a first matter", talk=PERSON))
    scene.now += timedelta(days=4)
    case = await full(scene)
    as_of = scene.now
    first = await scene.book.export(case.id, "lead", as_of)
    scene.now += timedelta(hours=1)
    # One that was on its way for days: written before, and come after.
    await scene.reception.receive(said("came late", PERSON))
    await scene.reception.rest()
    await scene.act(case, Remark("olena", "later"))
    assert "came late" in (await scene.book.export(case.id, "lead", scene.now) or "")
    assert await scene.book.export(case.id, "lead", as_of) == first
    document = json.loads(first or "")
    assert document["as_of"] == as_of.isoformat()
    assert [each["number"] for each in document["cases"]][-1] == case.called
    assert len(document["cases"]) == 2
    assert PERSON not in (first or "")
    told = [line for line in document["lines"] if CANARY in str(line)]
    assert [(line["who"], line.get("staff")) for line in told] == [("resident", None), ("staff", "olena")]
    assert [note["text"] for note in document["cases"][1]["notes"]] == [f"{CANARY} notes"]
    assert document["cases"][1]["labels"] == [CANARY]
    assert [deed["what"] for deed in document["cases"][1]["history"]] == ["opened", "claim", "speak", "remark", "label"]
    assert [deed.what for deed in await scene.book.audit(case.id)].count("export") == 3


async def test_who_reads_what_is_closed_leaves_a_trace_and_the_reason_is_for_colleagues(scene: Scene) -> None:
    case = await scene.resolve(await scene.claimed())
    await scene.book.viewed(case.id, "lead", "a complaint")
    (deed, *_) = await scene.book.audit(case.id)
    assert (deed.what, deed.by, deed.detail) == ("viewed", "lead", "")
    assert [(note.on, note.by, note.text) for note in (await scene.view(case)).remarks] == [
        ("viewed", "lead", "a complaint")
    ]


async def test_words_of_a_case_stay_ninety_days_from_its_end_and_not_longer(scene: Scene) -> None:
    scene.now = datetime.now(UTC).replace(hour=11) - timedelta(days=100)
    scene.office.begins["en"] = scene.now.replace(hour=0, minute=0).time()
    case = await scene.opened(talk=PERSON)
    await scene.say(f"{CANARY} of a hundred days ago", talk=PERSON)
    await scene.store.sweep(datetime.now(UTC))
    assert await hits(scene) == 1
    scene.now += timedelta(days=60)
    await scene.act(case, Remark("olena", CANARY))
    await scene.say("bot", talk=PERSON)
    await scene.store.sweep(scene.now + timedelta(days=89))
    assert await hits(scene) == 1
    assert len((await scene.view(case)).remarks) == 1
    await scene.store.sweep(scene.now + timedelta(days=91))
    view = await scene.view(case)
    assert (view.lines, view.remarks, view.row.case.conversation) == ((), (), "")
    assert (view.row.case.number, view.row.case.state) == (case.number, CaseState.ABANDONED)
    assert await scene.book.closed() == []
    assert sum(row.opened for row in await scene.book.recount()) == 1
    forgotten = select(cases.c.forgotten_at)
    assert await scene.store.submit(lambda connection: connection.execute(forgotten).scalar_one()) is not None


async def test_an_open_case_is_forgotten_by_no_sweep(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    await scene.speak(case, CANARY)
    await scene.store.sweep(datetime.now(UTC) + timedelta(days=400))
    assert await hits(scene) == 1
    assert (await scene.store.open("line", PERSON)).case == case.id
    assert OLENA[0] == (await scene.view(case)).row.case.owner


async def test_the_feed_of_long_ago_is_forgotten_and_says_so(scene: Scene) -> None:
    await scene.claimed()
    await scene.store.sweep(datetime.now(UTC) + timedelta(days=40))
    assert await scene.book.feed_newest() == 0
    assert await scene.book.feed_oldest() == 1
