"""Another wording of what a counselor said: the record and what arrived change together, once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Delivery
from adapters.casebook.correcting import Corrected, Correction
from bot.case import Speak
from bot.parcel import Parcel, Receipt, Sent
from bot.reply import Kind, Paragraph, Translated

from .scene import OLENA, Scene, key, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.case import Case
    from bot.reply import Reply

pytestmark = pytest.mark.anyio


def pack(reply: Reply, names: Sequence[str]) -> Parcel | None:
    """Change what stands in one message."""
    assert reply.kind is Kind.PERSON
    return Parcel(f"{names[0]}: {reply.parts[0]}", "edit") if len(names) == 1 else None


def other(said: str, text: str = "Window 4.", by: str = OLENA[0], name: str = "") -> Correction:
    return Correction(said, by, text, name or key(), pack)


async def spoken(scene: Scene, name: str = "said-0001") -> Case:
    case = await scene.claimed()
    await scene.act(case, Speak(*OLENA, "Window 3."), name)
    return case


async def test_what_arrived_and_what_is_recorded_change_together(scene: Scene) -> None:
    case = await spoken(scene)
    await scene.send_all(Sent(Receipt(("42:7",))))
    assert await scene.book.correct(case.id, other("said-0001")) is Corrected.DONE
    line = (await scene.lines(case))[-1]
    assert (words(line), line.staff, line.key, line.delivery) == ("Window 4.", "olena", "said-0001", Delivery.SENT)
    assert await scene.send_all() == ["42:7: Paragraph(text='Window 4.')"]
    assert (await scene.book.audit(case.id))[0].what == "correct"
    assert (await scene.kinds(case)).count("spoke") == 2


async def test_it_is_done_once_however_often_it_comes(scene: Scene) -> None:
    case = await spoken(scene)
    await scene.send_all(Sent(Receipt(("42:7",))))
    same = other("said-0001", name="edit-0001")
    done = await asyncio.gather(*(scene.book.correct(case.id, same) for _ in range(5)))
    assert sorted(done) == [Corrected.DONE, *[Corrected.SAME] * 4]
    assert len(await scene.send_all()) == 1


async def test_it_needs_words_that_are_others_and_that_have_arrived(scene: Scene) -> None:
    case = await spoken(scene)
    assert await scene.book.correct(case.id, other("said-0001")) is Corrected.CANNOT, "it is still on its way"
    await scene.send_all(Sent(Receipt(("42:7",))))
    for given, what in (
        (other("said-0001", "Window 3."), Corrected.SAME),
        (other("said-0001", " "), Corrected.CANNOT),
        (other("said-9999"), Corrected.UNKNOWN),
        (other("said-0001", by="taras"), Corrected.NOT_YOURS),
    ):
        assert await scene.book.correct(case.id, given) is what
    assert await scene.book.correct("nobody", other("said-0001")) is Corrected.UNKNOWN
    assert words((await scene.lines(case))[-1]) == "Window 3."
    assert await scene.send_all() == []


async def test_what_went_in_several_messages_stays_as_it_is(scene: Scene) -> None:
    case = await spoken(scene)
    await scene.send_all(Sent(Receipt(("42:7", "42:8"))))
    assert await scene.book.correct(case.id, other("said-0001")) is Corrected.CANNOT
    assert words((await scene.lines(case))[-1]) == "Window 3."


async def test_after_the_end_nothing_is_changed(scene: Scene) -> None:
    case = await spoken(scene)
    await scene.send_all(Sent(Receipt(("42:7",))))
    await scene.resolve(case)
    assert await scene.book.correct(case.id, other("said-0001")) is Corrected.CLOSED


async def translated(scene: Scene) -> Case:
    case = await scene.claimed()
    await scene.act(case, Speak(*OLENA, "3番です。", translated="Window 3.", written="ja"), "said-0001")
    await scene.send_all(Sent(Receipt(("42:7",))))
    return case


async def parts(scene: Scene, case: Case) -> tuple[object, ...]:
    reply = (await scene.lines(case))[-1].reply
    assert reply is not None
    return reply.parts


async def test_a_translation_never_stays_beside_other_words(scene: Scene) -> None:
    case = await translated(scene)
    assert await scene.book.correct(case.id, other("said-0001", "4番です。")) is Corrected.UNTRANSLATED
    assert await parts(scene, case) == (Translated("Window 3.", "3番です。", "ja"),)
    assert await scene.send_all() == []
    assert await scene.book.correct(case.id, other("said-0001", "3番です。")) is Corrected.SAME


async def test_other_words_come_with_their_own_translation(scene: Scene) -> None:
    case = await translated(scene)
    given = replace(other("said-0001", "4番です。"), translated="Window 4.", written="ja")
    assert await scene.book.correct(case.id, given) is Corrected.DONE
    new = Translated("Window 4.", "4番です。", "ja")
    assert await parts(scene, case) == (new,)
    assert await scene.send_all() == [f"42:7: {new}"]


async def test_a_better_translation_of_the_same_words_is_a_correction(scene: Scene) -> None:
    case = await translated(scene)
    given = replace(other("said-0001", "3番です。"), translated="It is window 3.", written="ja")
    assert await scene.book.correct(case.id, given) is Corrected.DONE
    assert await parts(scene, case) == (Translated("It is window 3.", "3番です。", "ja"),)


async def test_or_they_are_read_as_they_were_written_and_nothing_is_called_a_translation(scene: Scene) -> None:
    case = await translated(scene)
    assert await scene.book.correct(case.id, replace(other("said-0001", "4番です。"), translated="")) is Corrected.DONE
    assert await parts(scene, case) == (Paragraph("4番です。"),)


async def test_what_was_read_as_written_may_be_translated_afterwards(scene: Scene) -> None:
    case = await spoken(scene)
    await scene.send_all(Sent(Receipt(("42:7",))))
    given = replace(other("said-0001", "Window 3."), translated="Вікно 3.", written="en")
    assert await scene.book.correct(case.id, given) is Corrected.DONE
    assert await parts(scene, case) == (Translated("Вікно 3.", "Window 3.", "en"),)
