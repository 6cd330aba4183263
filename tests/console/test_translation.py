"""Two languages in one case: translations below the originals, and previews before anything is sent."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from adapters.casebook.translating import Failed, Held, Made
from bot.mixture import Mixture
from bot.reply import Paragraph, Translated
from bot.translation import Loss, Translation, Trouble, Way
from tests.console.conftest import Desk, Office, at
from tests.console.counter import HOME, opened
from tests.contract.interpreter import Interpreter, loses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adapters.casebook.translating import Outcome
    from bot.case import Case

WORDS = "火曜日です"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give a counter with an engine, and nobody at it."""
    counter = opened(tmp_path, engine=Interpreter())
    with TestClient(counter.app, base_url=HOME, raise_server_exceptions=False) as client:
        yield Office(client, counter)
        assert client.portal is not None
        client.portal.call(counter.store.close)


@pytest.fixture
def sato(office: Office) -> Desk:
    """Give the desk of a counselor who reads Japanese."""
    return office.desk("sato", language="ja")


def ukrainian(office: Office, desk: Desk, *words: str) -> Case:
    """Have somebody ask in Ukrainian, and a counselor take the case."""
    case: Case = office.do(office.scene.claimed, "куди подіти сміття", *words, who=desk.person.who)
    return case


def worked_off(office: Office, **outcomes: Outcome) -> None:
    """Have all lines translated; ``outcomes``: what comes of lines that hold a word instead."""

    async def work() -> None:
        book = office.scene.book.translations
        for wanted in await book.take(100, 60, 12):
            made = Translation(f"<{wanted.target}> {wanted.text}", "uk", wanted.target, Way.DIRECT, "argos")
            outcome = next((given for word, given in outcomes.items() if word in wanted.text), None)
            await book.finish(wanted, outcome or Made(made, Mixture.NOTHING))

    office.do(work)


def page(desk: Desk, case: Case) -> str:
    return unescape(desk.get(f"/staff/cases/{case.number}").text)


def line(text: str, words: str) -> str:
    """Give the part of a page that shows a line."""
    return next(part for part in text.split("<li ") if words in part and part.startswith('class="line '))


def previewed(desk: Desk, case: Case, words: str = WORDS, **fields: Any) -> Any:
    return desk.post(f"/staff/cases/{case.number}/translate", text=words, **fields)


def spoken(office: Office, case: Case) -> Any:
    """Give what a counselor said last."""
    return next(line.reply for line in reversed(office.do(office.scene.lines, case)) if line.staff).parts[0]


def test_a_line_is_shown_with_its_translation_below_and_says_that_a_machine_made_it(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    before = line(page(sato, case), "куди подіти сміття")
    assert "翻訳しています" in before
    worked_off(office)
    found = line(page(sato, case), "куди подіти сміття")
    assert found.index('lang="uk">куди подіти сміття') < found.index('lang="ja"><ja> куди подіти сміття')
    assert "機械翻訳（ウクライナ語から）" in found
    assert "英語を経由" not in found


def test_what_was_lost_mixed_or_went_over_english_is_said_beside_it(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato, "телефон 045-000-0000")
    made = Translation("電話", "uk", "ja", Way.PIVOTED, "argos", (Loss("tel", "045-000-0000"),))
    worked_off(office, телефон=Made(made, Mixture.SURZHYK))
    found = line(page(sato, case), "телефон 045-000-0000")
    for said in ("英語を経由", "ウクライナ語とロシア語が混ざっています", "電話番号 <bdi>045-000-0000</bdi>"):
        assert said in found, said


@pytest.mark.parametrize("trouble", [trouble for trouble in Trouble if trouble is not Trouble.NO_PAIR])
def test_why_there_is_no_translation_is_said_and_it_can_be_asked_for_again(
    office: Office, sato: Desk, trouble: Trouble
) -> None:
    case = ukrainian(office, sato)
    worked_off(office, сміття=Failed(trouble, "uk", Mixture.NOTHING))
    found = line(page(sato, case), "куди подіти сміття")
    assert "翻訳していません" in found
    position = re.search(r'name="position" value="(\d+)"', found)
    assert position
    sent = sato.post(f"/staff/cases/{case.number}/translation", position=position[1])
    assert sent.status_code == 303
    worked_off(office)
    assert "<ja> куди" in line(page(sato, case), "куди подіти сміття")


def test_without_a_model_for_the_pair_that_is_said_with_no_button(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    worked_off(office, сміття=Failed(Trouble.NO_PAIR, "uk", Mixture.UNSURE))
    found = line(page(sato, case), "куди подіти сміття")
    assert "ウクライナ語からの機械翻訳はありません" in found
    assert "言語は確かではありません" in found
    assert "もう一度翻訳する" not in found


def test_an_emergency_is_translated_only_when_somebody_presses_for_it(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    office.do(office.scene.say, "пожежа, fire")
    worked_off(office, fire=Held("uk"))
    found = line(page(sato, case), "пожежа, fire")
    assert "機械では翻訳していません" in found
    assert found.index("/interpreter") < found.index("それでも翻訳する")
    assert "<ja>" not in found
    position = re.search(r'name="position" value="(\d+)"', found)
    assert position
    sato.post(f"/staff/cases/{case.number}/translation", position=position[1])
    worked_off(office)
    found = line(page(sato, case), "пожежа, fire")
    assert "<ja> пожежа, fire" in found
    assert "訳は誤っているかもしれません" in found
    assert office.do(office.scene.book.audit, case.id)[0].what == "translate-emergency"


def test_a_case_is_switched_off_and_on_and_who_did_so_is_noted(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    worked_off(office)
    way = f"/staff/cases/{case.number}/translating"
    assert sato.post(way, on="").status_code == 303
    off = page(sato, case)
    assert "<ja>" not in off
    assert "翻訳オフ" in off
    assert "翻訳して確認" not in off
    assert sato.post(way, on="1").status_code == 303
    assert "<ja> куди" in page(sato, case)
    deeds = [deed.detail for deed in office.do(office.scene.book.audit, case.id) if deed.what == "translating"]
    assert deeds == ["on=true", "on=false"]
    assert sato.post(way, on="1", key="short").status_code == 400


def test_who_may_not_read_a_case_does_nothing_to_its_translations(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    other = office.desk("other")
    for way in ("translate", "translation", "translating"):
        answer = other.post(f"/staff/cases/{case.number}/{way}", text="x", position="1", on="")
        assert answer.status_code == 404, way
    assert office.do(office.scene.view, case).translated


def test_what_the_counter_said_is_read_as_people_wrote_it(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    text = page(sato, case)
    found = text[text.index("[uk] Garbage") :]
    assert "日本語（人が書いた文）：" in found
    assert "[ja] Garbage" in found
    assert office.counter.engine.asked == []


def test_a_reader_of_english_has_lines_in_english(office: Office, olena: Desk) -> None:
    case = ukrainian(office, olena)
    worked_off(office)
    assert "<ja>" not in page(olena, case)
    assert olena.post(f"/staff/cases/{case.number}/here").status_code == 204
    worked_off(office)
    found = line(page(olena, case), "куди подіти сміття")
    assert "<en> куди подіти сміття" in found
    assert "Machine translation from Ukrainian" in found


def test_words_are_looked_over_changed_and_sent_and_both_texts_are_shown(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    office.counter.engine.pivoted = {("ja", "uk")}
    shown = previewed(sato, case)
    assert shown.status_code == 303
    text = page(sato, case)
    assert f"><uk> {WORDS}</textarea>" in text
    assert f"<ja> <uk> {WORDS}" in text
    assert "英語を経由" in text
    sent = sato.post(at(case, "say"), text=WORDS, translated="У вівторок.", seen="999")
    assert sent.status_code == 303
    assert spoken(office, case) == Translated("У вівторок.", WORDS, "ja")
    found = line(page(sato, case), "У вівторок.")
    assert found.index(WORDS) < found.index("У вівторок.")
    assert "相談者が読む文（機械翻訳）" in found
    assert office.do(office.scene.book.draft, case.id, sato.person.id) is None
    assert any("У вівторок." in body for body in office.do(office.scene.send_all))


def test_what_was_looked_over_is_still_there_when_one_comes_back(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case)
    sato.post(f"/staff/cases/{case.number}/draft", text=WORDS, translated="У вівторок.")
    assert ">У вівторок.</textarea>" in page(sato, case)
    sato.post(f"/staff/cases/{case.number}/draft", text=f"{WORDS}\r\n")
    assert ">У вівторок.</textarea>" in page(sato, case)
    sato.post(f"/staff/cases/{case.number}/draft", text=f"{WORDS}。")
    text = page(sato, case)
    assert "У вівторок." not in text
    assert 'id="preview"' not in text


def test_other_words_than_those_that_were_looked_over_are_not_sent(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case)
    sent = sato.post(at(case, "say"), text="水曜日です", translated="У вівторок.", seen="999")
    assert sent.status_code == 409
    assert "訳し直してください" in unescape(sent.text)
    assert ">水曜日です</textarea>" in unescape(sent.text)
    assert not any(each.staff for each in office.do(office.scene.lines, case))


def test_nothing_is_sent_while_something_is_missing_until_that_was_seen_or_put_back(office: Office, sato: Desk) -> None:
    words = "電話は045-000-0000です"
    office.counter.engine.spoils = lambda made: replace(loses("tel", "045-000-0000")(made), text="Телефон")
    case = ukrainian(office, sato)
    previewed(sato, case, words)
    text = page(sato, case)
    assert "電話番号 <bdi>045-000-0000</bdi>" in text
    refused = sato.post(at(case, "say"), text=words, translated="Телефон", seen="999")
    assert refused.status_code == 409
    assert "訳文で抜けているものがあります" in unescape(refused.text)
    assert not any(each.staff for each in office.do(office.scene.lines, case))
    seen = sato.post(at(case, "say"), text=words, translated="Телефон", seen="999", sure="1")
    assert seen.status_code == 303
    previewed(sato, case, words)
    back = sato.post(at(case, "say"), text=words, translated="Телефон ０４５-000-0000", seen="999")
    assert back.status_code == 303
    assert spoken(office, case).text == "Телефон ０４５-000-0000"


def test_pressed_twice_it_is_said_once(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case)
    for _ in range(2):
        sent = sato.post(at(case, "say"), text=WORDS, translated="У вівторок.", seen="999", key="one-intention")
        assert sent.status_code == 303
    said = [each for each in office.do(office.scene.lines, case) if each.staff]
    assert len(said) == 1


def test_words_can_be_sent_as_they_are(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case)
    sent = sato.post(at(case, "say"), text=WORDS, translated="У вівторок.", plain="1", seen="999")
    assert sent.status_code == 303
    assert spoken(office, case) == Paragraph(WORDS)


def test_ready_replies_go_in_the_words_of_people(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case, "Please wait a moment.\n\n[ja] Garbage")
    text = page(sato, case)
    assert "人が書いた文です" in text
    assert office.counter.engine.asked == []
    sato.post(at(case, "say"), text="Please wait a moment.\n\n[ja] Garbage", translated="x", seen="999")
    assert spoken(office, case) == Paragraph("x")
    previewed(sato, case, f"Please wait a moment.\n\n{WORDS}")
    assert f">Please wait a moment.\n\n<uk> {WORDS}</textarea>" in page(sato, case)
    assert office.counter.engine.asked[0] == WORDS


def test_what_is_in_the_residents_language_already_is_nobodys_to_translate(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case, "Сміття вивозять у вівторок.")
    assert "人が書いた文です" in page(sato, case)
    assert office.counter.engine.asked == []


def test_words_about_an_emergency_are_no_machines_business(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    refused = previewed(sato, case, "火事のときは逃げてください")
    assert refused.status_code == 409
    assert "緊急の内容が含まれるため" in unescape(refused.text)
    assert ">火事のときは逃げてください</textarea>" in unescape(refused.text)
    assert office.counter.engine.asked == []


@pytest.mark.parametrize("trouble", list(Trouble))
def test_an_engine_in_trouble_loses_no_word(office: Office, sato: Desk, trouble: Trouble) -> None:
    case = ukrainian(office, sato)
    office.counter.engine.trouble = trouble
    refused = previewed(sato, case)
    assert refused.status_code == 409
    assert f">{WORDS}</textarea>" in unescape(refused.text)
    assert office.do(office.scene.book.draft, case.id, sato.person.id).text == WORDS
    office.counter.engine.trouble = None
    assert previewed(sato, case).status_code == 303


def test_what_cannot_be_put_back_is_shown_all_the_same(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    office.counter.engine.lacks = {("uk", "ja")}
    previewed(sato, case)
    text = page(sato, case)
    assert f"><uk> {WORDS}</textarea>" in text
    assert "訳し戻せませんでした" in text


def test_where_no_machine_gets_people_are_offered_instead(office: Office, sato: Desk) -> None:
    office.counter.engine.lacks = {("ja", "uk"), ("en", "uk")}
    case = ukrainian(office, sato)
    text = page(sato, case)
    assert "ウクライナ語への機械翻訳もありません" in text
    assert f"/staff/cases/{case.number}/interpreter" in text[text.index('id="instead"') :]
    assert "翻訳して確認" not in text
    assert previewed(sato, case).status_code == 409


def test_somebody_else_looks_nothing_over(office: Office, sato: Desk, lead: Desk) -> None:
    case = ukrainian(office, sato)
    assert previewed(lead, case).status_code == 409
    assert office.counter.engine.asked == []
    assert previewed(sato, case, "  ").status_code == 409
    assert previewed(sato, case, "あ" * 4001).status_code == 409


def test_search_says_that_the_words_stand_in_a_translation(office: Office, sato: Desk) -> None:
    ukrainian(office, sato)
    worked_off(office)
    found = unescape(sato.post("/staff/search", words="<ja> куди").text)
    assert "訳文に：" in found
    assert "訳文に：" not in unescape(sato.post("/staff/search", words="подіти").text)
