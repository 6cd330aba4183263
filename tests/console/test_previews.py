"""What a resident would read is looked over before it is sent."""

from __future__ import annotations

from bot.reply import Paragraph, Translated
from tests.console.conftest import Desk, Office, at
from tests.console.two_languages import WORDS, line, office, page, previewed, sato, spoken, ukrainian, worked_off

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


def test_what_cannot_be_put_back_is_shown_all_the_same(office: Office, sato: Desk) -> None:
    case = ukrainian(office, sato)
    office.counter.engine.lacks = {("uk", "ja")}
    previewed(sato, case)
    text = page(sato, case)
    assert f"><uk> {WORDS}</textarea>" in text
    assert "訳し戻せませんでした" in text


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
