"""What is kept is told, and who reads what is closed leaves a trace."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.case import Remark

from .corners import PERSON, full
from .people import CANARY
from .scene import Scene, said

pytestmark = pytest.mark.anyio


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
