"""What a counselor says or notes is done once, and reaches the person below their alias."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.casebook import Delivery, Done, Refusal, Who
from bot.case import (
    CaseState,
    Claim,
    Hold,
    Label,
    Remark,
    Restrict,
    Resume,
    Speak,
    Urge,
)

from .scene import OLENA, TARAS, Scene, key, words

pytestmark = pytest.mark.anyio


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
