"""What residents write in a case is translated for counselors: wanted, worked off once, read beside the original."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from adapters.casebook import Preview
from adapters.casebook.translating import Failed, Held, Later, LineTranslation, Made, Needless, Stage, Wanted
from adapters.store.tables_translation import translation
from bot.aside import Merge
from bot.case import Claim, Speak
from bot.message import Edited, Location, Tap
from bot.mixture import Mixture
from bot.translation import Loss, Translation, Trouble, Way

from .scene import OLENA, Scene, key
from .twins import both

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

MOST = 12


def made(wanted: Wanted, *losses: Loss) -> Made:
    text = Translation(f"<{wanted.target}> {wanted.text}", "uk", wanted.target, Way.PIVOTED, "argos", losses)
    return Made(text, Mixture.SURZHYK)


async def take(scene: Scene, limit: int = 100, lease: float = 60) -> list[Wanted]:
    return list(await scene.book.translations.take(limit, lease, MOST))


async def rendered(scene: Scene) -> list[str]:
    """Have all that is wanted translated; gives what that was, the newest first."""
    taken = await take(scene)
    for wanted in taken:
        assert await scene.book.translations.finish(wanted, made(wanted))
    return [wanted.text for wanted in taken]


async def read(scene: Scene, case: Case, reader: str = "ja") -> dict[str, LineTranslation]:
    view = await scene.book.read(case.id, reader=reader)
    assert view is not None
    return {line.text or "": line.translation for line in view.lines if line.translation is not None}


async def rows(scene: Scene) -> int:
    count = select(func.count()).select_from(translation)
    return await scene.store.submit(lambda connection: connection.execute(count).scalar_one())


async def test_a_line_is_wanted_when_it_is_written_and_read_beside_the_original_when_it_is_done(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say("мій паспорт", "і візу")
    (newest, older) = await take(scene)
    assert (newest.text, newest.target, newest.prior, newest.tries) == ("і візу", "ja", "en", 1)
    assert (await read(scene, case))["і візу"] == LineTranslation(Stage.WANTED, "ja", mixture=Mixture.NOTHING)
    loss = Loss("tel", "045-000-0000")
    assert await scene.book.translations.finish(newest, made(newest, loss))
    assert await scene.book.translations.finish(older, Failed(Trouble.NO_PAIR, "uk", Mixture.UNSURE))
    found = await read(scene, case)
    assert found["і візу"] == LineTranslation(
        Stage.DONE, "ja", "uk", Mixture.SURZHYK, "<ja> і візу", Way.PIVOTED, "argos", (loss,)
    )
    assert found["мій паспорт"] == LineTranslation(Stage.FAILED, "ja", "uk", Mixture.UNSURE, trouble=Trouble.NO_PAIR)
    assert (await scene.kinds(case))[-2:] == ["translated", "translated"]
    assert "resident: і візу" in await scene.told(case)


async def test_all_that_was_written_before_is_wanted_when_the_case_opens(scene: Scene) -> None:
    await scene.say("куди подіти сміття", "whatever")
    assert await rows(scene) == 0
    await scene.opened()
    assert await rendered(scene) == ["a person please", "whatever", "куди подіти сміття"]


async def test_without_a_case_nothing_is_wanted(scene: Scene) -> None:
    await scene.say("garbage", "куди подіти сміття")
    assert await rows(scene) == 0


async def test_only_words_are_translated(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say(Location(35.4, 139.6), Tap("entry:life-garbage"))
    assert await take(scene) == []
    assert not await scene.book.translations.waiting()
    assert all(line.text is not None for line in await scene.lines(case) if line.translation)


async def test_another_wording_is_translated_too(scene: Scene) -> None:
    await scene.claimed()
    await rendered(scene)
    await scene.say("перше")
    await scene.say(Edited("somewhere", "друге"))
    assert await rendered(scene) == ["друге", "перше"]


async def test_what_is_written_when_a_case_is_taken_up_again_is_wanted(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await rendered(scene)
    await scene.resolve(case)
    await scene.say("ще одне", Tap("same:yes"))
    assert "ще одне" in await rendered(scene)


async def test_nobody_else_gets_what_somebody_has_until_the_lease_runs_out(scene: Scene, house: House) -> None:
    await scene.claimed("one thing", "another thing")
    other = Scene(house.open()) if house.engine == "postgres" else scene
    first, second = await take(scene, limit=3), await take(other)
    assert not {wanted.line for wanted in first} & {wanted.line for wanted in second}
    assert len(first) == 2
    assert second
    scene.now += timedelta(seconds=61)
    assert len(await take(scene)) == len(first) + len(second)


async def test_what_came_too_late_is_not_taken(scene: Scene) -> None:
    await scene.claimed()
    (late,) = await take(scene)
    scene.now += timedelta(seconds=61)
    (again,) = await take(scene)
    assert (again.line, again.tries) == (late.line, 2)
    assert not await scene.book.translations.finish(late, made(late))
    assert await scene.book.translations.finish(again, made(again))
    assert not await scene.book.translations.finish(again, made(again))


async def test_a_try_that_is_put_off_comes_again_and_one_put_back_was_none(scene: Scene) -> None:
    await scene.claimed()
    (wanted,) = await take(scene)
    await scene.book.translations.finish(wanted, Later(5.0, Trouble.DOWN))
    assert await take(scene) == []
    assert not await scene.book.translations.waiting()
    scene.now += timedelta(seconds=6)
    assert await scene.book.translations.waiting()
    (wanted,) = await take(scene)
    assert wanted.tries == 2
    await scene.book.translations.finish(wanted, Later(0.0))
    (wanted,) = await take(scene)
    assert wanted.tries == 2


async def test_a_line_that_kills_whoever_takes_it_is_given_up(scene: Scene) -> None:
    case = await scene.claimed("deadly")
    for _ in range(MOST):
        assert await take(scene)
        scene.now += timedelta(seconds=61)
    assert await take(scene) == []
    assert (await read(scene, case))["deadly"].trouble is Trouble.DOWN


async def test_what_failed_or_was_held_is_wanted_again_when_somebody_asks(scene: Scene) -> None:
    case = await scene.claimed("fails", "burns")
    for wanted in await take(scene):
        held = wanted.text == "burns"
        outcome = Held("en") if held else Failed(Trouble.BROKEN, "en", Mixture.NOTHING)
        await scene.book.translations.finish(wanted, outcome)
    positions = {line.text: line.position for line in await scene.lines(case)}
    assert (await read(scene, case))["burns"] == LineTranslation(Stage.HELD, "ja", "en", Mixture.NOTHING)
    for text, forced in (("fails", False), ("burns", True)):
        assert await scene.book.translations.again(case.id, positions[text], "ja", "olena")
        assert not await scene.book.translations.again(case.id, positions[text], "ja", "olena")
        (wanted,) = await take(scene)
        assert (wanted.text, wanted.tries, wanted.forced) == (text, 1, forced)
        await scene.book.translations.finish(wanted, made(wanted))
        assert not await scene.book.translations.again(case.id, positions[text], "ja", "olena")
    assert (await read(scene, case))["burns"].forced
    deeds = [(deed.what, deed.by, deed.detail) for deed in await scene.book.audit(case.id)]
    assert deeds[0] == ("translate-emergency", "olena", f"line={positions['burns']}")
    assert len(deeds) == 3
    assert not await scene.book.translations.again(case.id, 10**6, "ja", "olena")
    assert not await scene.book.translations.again("no-such-case", positions["fails"], "ja", "olena")


async def test_a_case_can_be_switched_off_and_catches_up_when_it_is_on_again(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    name = key()
    assert (await scene.view(case)).translated
    assert await scene.book.translations.switch(case.id, "olena", name, on=False)
    assert not (await scene.view(case)).translated
    await scene.say("не перекладати")
    assert await take(scene) == []
    assert await scene.book.translations.switch(case.id, "olena", key(), on=True)
    assert await rendered(scene) == ["не перекладати"]
    assert await scene.book.translations.switch(case.id, "olena", name, on=False)
    assert (await scene.view(case)).translated
    deeds = [(deed.what, deed.by, deed.detail) for deed in await scene.book.audit(case.id)]
    assert deeds[:2] == [("translating", "olena", "on=true"), ("translating", "olena", "on=false")]
    assert not await scene.book.translations.switch("no-such-case", "olena", key(), on=True)


async def test_switched_off_a_case_is_still_what_it_was_for_all_moves(scene: Scene) -> None:
    case = await scene.opened()
    await scene.book.translations.switch(case.id, "olena", key(), on=False)
    case = await scene.act(case, Claim(*OLENA))
    await scene.speak(case, "hello")
    assert not (await scene.view(case)).translated


async def test_who_reads_another_language_gets_it_in_that_from_then_on(scene: Scene) -> None:
    case = await scene.claimed()
    await rendered(scene)
    await scene.say("раз")
    await rendered(scene)
    assert await read(scene, case, "en") == {}
    await scene.book.translations.read_in(case.id, "en")
    await scene.book.translations.read_in(case.id, "en")
    assert await rendered(scene) == ["раз", "a person please"]
    await scene.say("два")
    assert sorted(wanted.target for wanted in await take(scene)) == ["en", "ja"]
    assert (await read(scene, case, "en"))["раз"].text == "<en> раз"
    assert (await read(scene, case))["раз"].text == "<ja> раз"
    await scene.book.translations.read_in("no-such-case", "en")


async def test_what_needs_no_translation_is_read_as_it_is(scene: Scene) -> None:
    case = await scene.claimed()
    (wanted,) = await take(scene)
    await scene.book.translations.finish(wanted, Needless("ja"))
    assert await read(scene, case) == {}
    assert "translated" not in await scene.kinds(case)


async def test_what_had_no_model_is_wanted_again_when_there_is_one(scene: Scene) -> None:
    await scene.claimed("one")
    for wanted in await take(scene):
        await scene.book.translations.finish(wanted, Failed(Trouble.NO_PAIR, "vi", Mixture.NOTHING))
    assert await scene.book.translations.missing() == [("vi", "ja")]
    assert await scene.book.translations.reconsider([]) == 0
    assert await scene.book.translations.reconsider([("uk", "ja")]) == 0
    assert await scene.book.translations.reconsider([("vi", "ja")]) == 2
    assert await scene.book.translations.missing() == []
    assert len(await take(scene)) == 2


async def test_lines_of_a_merged_case_are_translated_and_told_to_the_one_that_goes_on(scene: Scene) -> None:
    one, two = await both(scene)
    await scene.act(one, Merge("olena", two.id, two.called, "the same person"))
    await rendered(scene)
    await scene.say("тут також")
    before = len(await scene.kinds(two))
    assert await rendered(scene) == ["тут також"]
    assert (await scene.kinds(two))[before:] == ["translated"]
    found = await read(scene, two)
    assert found["тут також"].text == "<ja> тут також"
    assert found["FIRST words"].text == "<ja> FIRST words"
    position = next(line.position for line in await scene.lines(two) if line.text == "тут також")
    assert not await scene.book.translations.again(two.id, position, "ja", "olena")


async def test_the_language_that_an_answer_is_read_in_is_that_of_the_talk(scene: Scene) -> None:
    await scene.say("speak ukrainian to me")
    case = await scene.claimed()
    talk = await scene.store.open("line", "talk")
    assert await scene.book.translations.spoken(case.id) == talk.language
    assert await scene.book.translations.spoken("no-such-case") is None


async def test_a_draft_keeps_what_the_resident_would_read(scene: Scene) -> None:
    case = await scene.claimed()
    preview = Preview("電話 \ud83d", "ja", "Телефон", "Tel", "uk", "電話", Way.PIVOTED, "argos", (Loss("tel", "045"),))
    for given in (preview, replace(preview, way=None, losses=()), None):
        await scene.book.keep_draft(case.id, "olena", preview.original, given)
        draft = await scene.book.draft(case.id, "olena")
        assert draft is not None
        assert (draft.text, draft.preview) == (preview.original, given)
    assert preview.lost == preview.losses
    assert replace(preview, text="Телефон ０４５").lost == ()


async def test_an_answer_is_known_by_its_key(scene: Scene) -> None:
    case, name = await scene.claimed(), key()
    assert not await scene.book.translations.said(case.id, name)
    await scene.act(case, Speak(*OLENA, "так", translated="yes", written="uk"), name)
    assert await scene.book.translations.said(case.id, name)


async def test_what_a_counselor_wrote_and_what_was_read_of_it_are_both_found(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Speak(*OLENA, "火曜日", translated="вівторок", written="ja"))
    for words, machine in (("火曜日", False), ("вівторок", True)):
        (hit,) = await scene.book.search(words, lambda _: True)
        assert (hit.row.case.id, hit.machine) == (case.id, machine)
    document = await scene.book.export(case.id, "lead", scene.now) or ""
    assert "火曜日" in document
    assert "вівторок" in document
