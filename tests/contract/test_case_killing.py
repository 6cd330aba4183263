"""kill -9 in the middle of a counselor's moves: each was made whole, or not at all, and what was promised was made."""

from __future__ import annotations

import multiprocessing
import random
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from adapters.casebook import Who

from . import counselor
from .scene import Scene, words

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

KILLS = 8
CASES = 4


class Told(NamedTuple):
    """What was said to the person of a case, and what was noted for colleagues."""

    said: list[str]
    noted: list[str]


def killed(house: House, ids: list[str], name: str) -> dict[str, int]:
    """Let a counselor speak for a moment, kill their process, and give how much was promised in each case."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["adapters.store.opening", "tests.contract.counselor"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=counselor.run, args=(house.url, str(house.folder), ids, name, theirs))
    child.start()
    theirs.close()
    promised: dict[str, int] = {}
    end = None
    with ours:
        while True:
            try:
                case_id, number = ours.recv()
            except EOFError:
                break
            promised[case_id] = number
            end = end or time.monotonic() + random.uniform(0, 0.2)  # noqa: S311 - any moment will do
            if time.monotonic() > end:
                child.kill()
    child.join()
    return promised


async def test_kills_leave_every_move_whole(house: House) -> None:
    scene = Scene(house.open())
    ids = [(await scene.claimed(talk=str(n))).id for n in range(CASES)]
    await house.close()
    known: dict[str, Told] = {case_id: Told([], []) for case_id in ids}
    for round_ in range(KILLS):
        promised = killed(house, ids, f"round{round_}")
        assert promised
        house.run_out()
        scene = Scene(house.open())
        for case_id in ids:
            case = await scene.book.case(case_id)
            assert case is not None
            known[case_id] = await look(scene, case, known[case_id], (f"round{round_}", promised.get(case_id, 0)))
        assert await scene.book.recount() == await scene.book.tally(scene.now.date(), scene.now.date())
        await house.close()


async def look(scene: Scene, case: Case, before: Told, promised: tuple[str, int]) -> Told:
    """Compare lines, parcels, notes, audit and feed of a case with each other, and with what was promised."""
    view = await scene.view(case)
    said = [words(line) for line in view.lines if line.who is Who.STAFF]
    noted = [note.text for note in view.remarks]
    for old, now in ((before.said, said), (before.noted, noted)):
        assert now[: len(old)] == old
        assert now[len(old) :] in possible(*promised)
    deeds = [deed.what for deed in await scene.book.audit(case.id, limit=10_000)]
    assert (deeds.count("speak"), deeds.count("remark")) == (len(said), len(noted))
    kinds = await scene.kinds(case)
    assert (kinds.count("spoke"), kinds.count("remark")) == (len(said), len(noted))
    due = [each.parcel.body for each in await scene.store.outbox.due(10_000) if each.conversation == case.conversation]
    assert [body.removeprefix("Olena: ") for body in due if body.startswith("Olena")] == said
    return Told(said, noted)


def possible(name: str, promised: int) -> list[list[str]]:
    """Say what may have been written: all that was promised, and perhaps the one that was on its way."""
    return [[f"{name} {n}" for n in range(1, last + 1)] for last in (promised, promised + 1)]
