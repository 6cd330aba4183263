"""What residents wrote in another language is read below the original, and says what it is."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import Failed, Held, Made
from bot.mixture import Mixture
from bot.translation import Loss, Translation, Trouble, Way
from tests.console.two_languages import line, office, page, sato, ukrainian, worked_off

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office

__all__ = ["office", "sato"]


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


def test_search_says_that_the_words_stand_in_a_translation(office: Office, sato: Desk) -> None:
    ukrainian(office, sato)
    worked_off(office)
    found = unescape(sato.post("/staff/search", words="<ja> куди").text)
    assert "訳文に：" in found
    assert "訳文に：" not in unescape(sato.post("/staff/search", words="подіти").text)
