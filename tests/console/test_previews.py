"""What a resident would read is looked over before it is sent."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from bot.reply import Paragraph, Translated
from bot.translation import Trouble
from tests.console.conftest import Desk, Office, at
from tests.console.two_languages import WORDS, line, office, page, previewed, sato, spoken, ukrainian, worked_off
from tests.contract.interpreter import loses

__all__ = ["office", "sato"]


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


def test_who_has_gone_over_to_another_language_meanwhile_gets_nothing_in_the_old_one(
    office: Office, sato: Desk
) -> None:
    case = ukrainian(office, sato)
    previewed(sato, case)
    office.do(office.scene.say, "there is a fire please help me")
    assert office.do(office.scene.book.translations.spoken, case.id) == "en"
    sent = sato.post(at(case, "say"), text=WORDS, translated="У вівторок.", seen="999")
    assert sent.status_code == 409
    assert "訳し直してください" in unescape(sent.text)


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


def test_a_transcript_has_both_texts_and_says_which_is_a_machines(office: Office, sato: Desk, lead: Desk) -> None:
    case = ukrainian(office, sato)
    worked_off(office)
    previewed(sato, case)
    sato.post(at(case, "say"), text=WORDS, translated="У вівторок.", seen="999")
    told = lead.post(f"/staff/cases/{case.number}/transcript").text
    for words in (
        "куди подіти сміття\n",
        "(machine translation) <ja> куди",
        WORDS,
        "(machine translation) У вівторок.",
    ):
        assert words in told, words
