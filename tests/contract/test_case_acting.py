"""What a counselor does is done once, as a whole, by somebody who has seen everything."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text, update

from adapters.casebook import Delivery, Done, Refusal, Who
from adapters.store.tables import message, outbox
from adapters.store.tables_cases import audit, cases, draft, remark
from bot.case import (
    CaseState,
    Claim,
    Hold,
    Label,
    Reason,
    Remark,
    Resolve,
    Restrict,
    Resume,
    Speak,
    Urge,
)
from bot.errors import StoreError
from bot.parcel import Dead, Uncertain
from bot.why import Why

from .people import CANARY
from .scene import OLENA, TARAS, Scene, key, words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

pytestmark = pytest.mark.anyio


async def number(scene: Scene, table: Table) -> int:
    count = select(func.count()).select_from(table)
    return await scene.store.submit(lambda connection: connection.execute(count).scalar_one())


async def test_what_is_said_is_a_line_and_goes_out_below_the_alias(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    case = await scene.speak(case, "Do not sign anything.")
    line = (await scene.lines(case))[-1]
    assert (line.who, line.staff, words(line), line.delivery) == (
        Who.STAFF,
        "olena",
        "Do not sign anything.",
        Delivery.PENDING,
    )
    assert line.reply is not None
    assert line.reply.sender == "Olena"
    assert (case.state, case.replied) == (CaseState.WAITING_USER, scene.now)
    assert await scene.send_all() == ["Olena: Do not sign anything."]
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT
    assert (await scene.kinds(case))[-2:] == ["spoke", "delivery"]


async def test_words_of_a_counselor_wait_for_what_was_said_before(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    for n in range(5):
        case = await scene.speak(case, str(n))
    seen = await scene.send_all()
    assert seen[-5:] == [f"Olena: {n}" for n in range(5)]


async def test_on_a_page_a_line_is_there_at_once_and_nothing_is_sent(scene: Scene) -> None:
    case = await scene.opened(channel="web")
    await scene.act(case, Claim(*OLENA))
    waiting = asyncio.create_task(scene.store.wait("talk", (await scene.store.after("talk", 0))[-1].position, 5.0))
    await asyncio.sleep(0.05)
    await scene.speak(case, "Good morning.")
    assert await waiting
    line = (await scene.store.after("talk", 0))[-1]
    assert line.reply is not None
    assert line.reply.sender == "Olena"
    assert await scene.store.outbox.due() == []
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT


async def test_a_double_click_says_it_once(scene: Scene) -> None:
    case = await scene.claimed()
    same = key()
    answers = await asyncio.gather(*(scene.book.act(case.id, Speak(*OLENA, "once"), same) for _ in range(10)))
    assert all(isinstance(answer, Done) for answer in answers)
    assert [answer.again for answer in answers if isinstance(answer, Done)].count(False) == 1
    assert [words(line) for line in await scene.lines(case)].count("once") == 1
    assert (await scene.send_all()).count("Olena: once") == 1
    assert [deed.what for deed in await scene.book.audit(case.id)].count("speak") == 1


async def test_a_key_is_for_one_intention(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Speak(*OLENA, "x"), same := key())
    for move in (Remark("olena", "x"), Speak(*TARAS, "x")):
        answer = await scene.book.act(case.id, move, same)
        assert isinstance(answer, Refusal)
        assert answer.why == "key"
    for bad in ("", "short", "x" * 65, "clock:00001", "schlüssel"):
        assert await scene.book.act(case.id, Remark("olena", "x"), bad) == Refusal("bad-key")


async def test_nobody_answers_what_they_have_not_seen_to_the_end(scene: Scene) -> None:
    case = await scene.claimed()
    seen = (await scene.view(case)).row.newest
    await scene.say("I signed it.", "Was that wrong?")
    for move in (Speak(*OLENA, "Do not sign."), Resolve("olena", Reason.ANSWERED)):
        refused = await scene.refused(case, move, seen=seen)
        assert (refused.why, [line.text for line in refused.missed]) == (Why.STALE, ["I signed it.", "Was that wrong?"])
    assert not any("Do not sign." in line for line in await scene.told(case))
    await scene.act(case, Remark("olena", "A note may be written all the same."), seen=seen, confirmed=False)
    await scene.act(case, Speak(*OLENA, "Do not sign."), seen=seen, confirmed=True)
    assert (await scene.view(case)).row.unread == 0


async def test_what_was_seen_is_enough_and_what_colleagues_or_the_bot_said_counts_not(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    mine = [line for line in await scene.lines(case) if line.who is Who.RESIDENT]
    await scene.act(case, Speak(*OLENA, "one"), seen=mine[-1].position, confirmed=False)
    await scene.act(case, Speak(*OLENA, "two"), seen=mine[-1].position, confirmed=False)
    assert (await scene.refused(case, Speak(*OLENA, "three"), seen=mine[0].position)).why == Why.STALE


async def test_without_a_position_what_was_marked_as_read_counts(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.say("hello?")
    newest = (await scene.view(case)).row.newest
    assert (await scene.refused(case, Speak(*OLENA, "x"))).why == Why.STALE
    await scene.book.mark(case.id, "taras", newest)
    assert (await scene.refused(case, Speak(*OLENA, "x"))).why == Why.STALE
    await scene.book.mark(case.id, "olena", newest)
    assert (await scene.view(case)).row.unread == 0
    await scene.act(case, Speak(*OLENA, "x"), confirmed=False)


async def test_only_the_owner_answers(scene: Scene) -> None:
    case = await scene.claimed()
    refused = await scene.refused(case, Speak(*TARAS, "I know better"))
    assert (refused.why, refused.by, refused.alias) == (Why.NOT_YOURS, "olena", "Olena")
    assert not any("better" in line for line in await scene.told(case))


async def test_nothing_is_said_where_the_channel_is_off(scene: Scene) -> None:
    case = await scene.opened(channel="elsewhere")
    await scene.act(case, Claim(*OLENA))
    assert (await scene.refused(case, Speak(*OLENA, "x"))).why == "nobody"


async def test_a_note_a_hold_a_label_and_a_flag(scene: Scene) -> None:
    case = await scene.claimed()
    until = scene.now + timedelta(hours=2)
    await scene.act(case, Remark("taras", "I know the landlord."))
    held = await scene.act(case, Hold(*OLENA, until))
    assert (held.state, held.due) == (CaseState.ON_HOLD, until)
    back = await scene.act(case, Resume(*OLENA))
    assert back.state is CaseState.ASSIGNED
    await scene.act(case, Label("olena", ("eviction", "<b>&")))
    await scene.act(case, Urge("olena", urgent=True))
    await scene.act(case, Restrict("olena", restricted=True))
    view = await scene.view(case)
    assert (view.row.case.labels, view.row.case.urgent, view.row.case.restricted) == (("eviction", "<b>&"), True, True)
    assert [(note.by, note.on, note.text) for note in view.remarks] == [("taras", "remark", "I know the landlord.")]
    assert [line for line in await scene.told(case) if "hold" in line] == [
        "bot: (on hold Olena 2026-11-23 13:00)",
        "bot: (hold over Olena)",
    ]
    assert [(deed.what, deed.detail) for deed in await scene.book.audit(case.id)][:3] == [
        ("restrict", "restricted=true"),
        ("urge", "urgent=true"),
        ("label", "labels=2"),
    ]


async def test_a_move_is_written_as_a_whole_or_not_at_all(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.book.keep_draft(case.id, "olena", "half")
    before = [await number(scene, table) for table in (message, outbox, audit, remark, draft)]
    talk = await scene.store.open("line", "talk")

    def break_it(connection: Connection) -> None:
        connection.execute(update(cases).values(labels=b"damaged"))

    await scene.store.submit(break_it)
    with pytest.raises(StoreError):
        await scene.book.act(case.id, Speak(*OLENA, "x"), key(), confirmed=True)
    assert [await number(scene, table) for table in (message, outbox, audit, remark, draft)] == before
    assert await scene.store.open("line", "talk") == talk


async def test_one_who_fails_harms_nobody_in_the_same_group(scene: Scene) -> None:
    good, bad = await scene.claimed(talk="good"), await scene.claimed(talk="bad")
    await scene.store.submit(
        lambda connection: connection.execute(update(cases).where(cases.c.id == bad.id).values(labels=b"x")).rowcount
    )
    answers = await asyncio.gather(
        *(
            scene.book.act(case.id, Speak(*OLENA, f"x{n}"), key(), confirmed=True)
            for n in range(5)
            for case in (good, bad)
        ),
        return_exceptions=True,
    )
    assert [isinstance(answer, Done) for answer in answers] == [True, False] * 5
    assert [words(line) for line in await scene.lines(good)][-5:] == [f"x{n}" for n in range(5)]


async def test_an_uncertain_line_is_shown_and_sent_again_once_when_a_counselor_says_so(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.speak(case, "Come at ten.")
    await scene.send_all(Uncertain("timeout"))
    line = (await scene.lines(case))[-1]
    assert (line.delivery, line.code) == (Delivery.UNCERTAIN, "timeout")
    assert await scene.send_all() == []
    assert [row.undelivered for row in await scene.book.mine("olena")] == [1]
    clicks = await asyncio.gather(*(scene.book.resend(case.id, line.position, "olena") for _ in range(3)))
    assert clicks.count(True) == 1
    assert await scene.send_all() == ["Olena: Come at ten."]
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT
    assert not await scene.book.resend(case.id, line.position, "olena")
    assert [deed.what for deed in await scene.book.audit(case.id)].count("resend") == 1
    assert [row.undelivered for row in await scene.book.mine("olena")] == [0]


async def test_an_uncertain_line_that_has_arrived_is_put_down(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.speak(case, "Come at ten.")
    await scene.send_all(Uncertain("timeout"))
    position = (await scene.lines(case))[-1].position
    assert await scene.book.arrived(case.id, position, "olena")
    assert not await scene.book.arrived(case.id, position, "olena")
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT
    assert not await scene.book.resend(case.id, position, "olena")


async def test_a_failed_line_says_why_and_no_other_talks_line_is_touched(scene: Scene) -> None:
    case, other = await scene.claimed(), await scene.claimed(talk="other")
    await scene.send_all()
    await scene.speak(case, "x")
    await scene.send_all(Dead("400 too long"))
    line = (await scene.lines(case))[-1]
    assert (line.delivery, line.code) == (Delivery.FAILED, "400 too long")
    assert not await scene.book.resend(other.id, line.position, "olena")
    assert await scene.book.resend(case.id, line.position, "olena")


async def test_what_counselors_write_stands_in_clear_nowhere(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.speak(case, CANARY)
    await scene.act(case, Remark("olena", CANARY))
    await scene.act(case, Label("olena", (CANARY,)))
    await scene.book.keep_draft(case.id, "olena", CANARY)
    await scene.book.viewed(case.id, "lead", CANARY)
    assert not [table for table in ("cases", "remark", "audit", "feed", "draft", "message", "outbox", "event", "timer")
                for row in await everything(scene, table) if "canary" in row]  # fmt: skip


async def everything(scene: Scene, table: str) -> list[str]:
    def rows(connection: Connection) -> list[str]:
        found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
        return [" ".join(bytes(v).decode("latin-1") if isinstance(v, bytes) else str(v) for v in row) for row in found]

    return await scene.store.submit(rows)


@pytest.mark.parametrize("what", ["UPDATE audit SET detail = ''", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_change_what_was_audited(scene: Scene, what: str) -> None:
    case = await scene.claimed()
    with pytest.raises(StoreError):
        await scene.store.submit(lambda connection: connection.execute(text(what)).rowcount)
    assert [deed.what for deed in await scene.book.audit(case.id)] == ["claim", "opened"]
