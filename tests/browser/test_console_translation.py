"""Two languages at real browsers: translations that arrive by themselves, previews that are looked over and sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.reply import Translated
from bot.translation import Trouble
from tests.browser.conftest import PHONE, sideways
from tests.browser.console_desks import OFFICE_PC, Desks, live, seat
from tests.browser.see import expect
from tests.browser.test_console_looks import violations
from tests.contract.interpreter import Interpreter, loses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from bot.case import Case
    from tests.console.counter import Person

pytestmark = pytest.mark.browser

WORDS = "電話は045-000-0000です。"


@pytest.fixture
def engine() -> Interpreter:
    """Give an engine that goes over English."""
    return Interpreter(pivoted={("uk", "ja"), ("ja", "uk")})


@pytest.fixture
def desks(chromium: Browser, tmp_path: Path, engine: Interpreter) -> Iterator[Desks]:
    """Give an office with an engine and nobody in it."""
    yield from seat(chromium, tmp_path, engine)


def begun(desks: Desks) -> tuple[Person, Case]:
    sato = desks.staff("sato")
    return sato, desks.claimed(sato, "куди подіти сміття")


def typed(page: Page, words: str) -> None:
    page.locator("#text").fill(words)
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#translated")).to_be_focused()


def test_a_translation_arrives_by_itself_and_takes_the_focus_from_nobody(desks: Desks, engine: Interpreter) -> None:
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}", language="ja")
    live(page)
    page.locator("#text").press_sequentially("書いてい")
    engine.open.clear()
    desks.say("мій паспорт")
    line = page.locator(".line.resident").last
    expect(line.locator("> .words")).to_have_text("мій паспорт")
    expect(line.locator(".translation")).to_contain_text("翻訳しています")
    desks.server.do(_opened, engine)
    expect(line.locator(".translation .words")).to_have_text("<ja> мій паспорт")
    expect(line.locator(".translation")).to_contain_text("英語を経由")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("る")
    expect(page.locator("#text")).to_have_value("書いている")
    expect(line.locator(".translation")).to_be_in_viewport()


def test_by_keys_alone_words_are_looked_over_changed_and_sent(desks: Desks) -> None:
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}", language="ja")
    live(page)
    typed(page, WORDS)
    expect(page.locator("#translated")).to_have_value(f"<uk> {WORDS}")
    expect(page.locator("#preview-back")).to_contain_text(f"<ja> <uk> {WORDS}")
    page.keyboard.type(" Так.")
    expect(page.locator("#draft-state")).to_contain_text("下書き")
    page.reload()
    expect(page.locator("#translated")).to_have_value(f"<uk> {WORDS} Так.")
    expect(page.locator("#text")).to_have_value(WORDS)
    page.locator("#translated").press("Control+Enter")
    expect(page.locator(".line.staff")).to_have_count(1)
    expect(page.locator("#preview")).to_have_count(0)
    expect(page.locator("#text")).to_have_value("")
    said = next(line.reply for line in desks.server.do(desks.server.scene.lines, case) if line.staff)
    assert said.parts == (Translated(f"<uk> {WORDS} Так.", WORDS, "ja"),)
    shown = page.locator(".line.staff .said")
    expect(shown).to_contain_text("相談者が読む文（機械翻訳）")
    expect(shown.locator("[lang=ja]")).to_have_text(WORDS)


def test_other_words_have_to_be_translated_anew(desks: Desks) -> None:
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}")
    live(page)
    typed(page, WORDS)
    page.locator("#text").focus()
    page.keyboard.press("End")
    page.keyboard.type("でも")
    expect(page.locator("#preview-stale")).to_be_visible()
    expect(page.locator("#do-send")).to_be_disabled()
    desks.say("ще щось")
    expect(page.locator(".line.resident").last).to_contain_text("ще щось")
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#translated")).to_have_value(f"<uk> {WORDS}でも")
    expect(page.locator("#do-send")).to_be_enabled()
    assert not [line for line in desks.told(case) if line.startswith("staff")]


def test_what_is_missing_holds_the_answer_back_until_it_was_seen(desks: Desks, engine: Interpreter) -> None:
    engine.spoils = lambda made: replace(loses("tel", "045-000-0000")(made), text="Телефон")
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}", language="ja")
    live(page)
    typed(page, WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#refusal")).to_contain_text("訳文で抜けているものがあります")
    assert not [line for line in desks.told(case) if line.startswith("staff")]
    page.locator("#preview-lost input").check()
    page.locator("#do-send").click()
    expect(page.locator(".line.staff")).to_have_count(1)


def test_an_engine_that_is_down_is_said_and_nothing_is_lost(desks: Desks, engine: Interpreter) -> None:
    engine.trouble = Trouble.DOWN
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}", language="ja")
    page.locator("#text").fill(WORDS)
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#refusal")).to_contain_text("翻訳エンジンが応答しません")
    expect(page.locator("#text")).to_have_value(WORDS)
    engine.trouble = None
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#translated")).to_have_value(f"<uk> {WORDS}")


def test_without_scripts_it_goes_by_plain_forms(desks: Desks) -> None:
    sato, case = begun(desks)
    page = desks.sit(sato, f"/staff/cases/{case.number}", java_script_enabled=False)
    page.locator("#text").fill(WORDS)
    page.get_by_role("button", name="Translate and check").click()
    page.locator("#translated").fill("Телефон 045-000-0000.")
    page.get_by_role("button", name="Send translation").click()
    expect(page.locator(".line.staff")).to_contain_text("Телефон 045-000-0000.")


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [("ja", "light", OFFICE_PC), ("en", "dark", OFFICE_PC), ("en", "light", PHONE), ("ja", "dark", PHONE)],
    ids=["ja-light-office", "en-dark-office", "en-light-phone", "ja-dark-phone"],
)
def test_no_barrier_is_found_and_nothing_scrolls_sideways(
    desks: Desks, engine: Interpreter, language: str, scheme: str, viewport: dict[str, int]
) -> None:
    sato, case = begun(desks)
    desks.say("Я хочу узнати, что мне делать с візою", "пожежа, fire", "нема перекладу")
    page = desks.sit(sato, f"/staff/cases/{case.number}", language=language, viewport=viewport, color_scheme=scheme)
    live(page)
    expect(page.locator(".translation.held")).to_be_visible()
    engine.spoils = loses("tel", "099-999-9999")
    page.locator("#text").fill(WORDS)
    page.locator("#do-preview").click()
    expect(page.locator("#preview-lost")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0
    for box in page.locator("#preview button:visible, .reply-foot button:visible, .translation button:visible").all():
        assert (box.bounding_box() or {"height": 0})["height"] >= 31.9
    page.locator("#preview-lost input").check()
    page.locator("#do-send").click()
    expect(page.locator(".line.staff")).to_have_count(1)
    assert violations(page) == []


async def _opened(engine: Interpreter) -> None:
    engine.open.set()
