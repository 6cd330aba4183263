"""What is not of these words, lacks something, or is about an emergency is not sent."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from bot.translation import Trouble
from tests.console.conftest import Desk, Office, at
from tests.console.two_languages import WORDS, office, page, previewed, sato, spoken, ukrainian
from tests.contract.interpreter import loses

__all__ = ["office", "sato"]


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


def test_somebody_else_looks_nothing_over(office: Office, sato: Desk, lead: Desk) -> None:
    case = ukrainian(office, sato)
    assert previewed(lead, case).status_code == 409
    assert office.counter.engine.asked == []
    assert previewed(sato, case, "  ").status_code == 409
    assert previewed(sato, case, "あ" * 4001).status_code == 409


def test_an_engine_that_breaks_is_said_and_the_words_stay(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    office.counter.engine.breaks = ValueError("a surprise")
    refused = previewed(sato, case)
    assert refused.status_code == 409
    assert "翻訳エンジンが応答しません" in refused.text
    assert WORDS in page(sato, case)
