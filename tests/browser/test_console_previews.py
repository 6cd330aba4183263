"""What a resident would read, looked over at a real browser before it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reply import Translated
from bot.translation import Trouble
from tests.browser.console_desks import Desks, live
from tests.browser.see import expect
from tests.browser.two_languages import WORDS, begun, desks, engine, typed
from tests.contract.interpreter import Interpreter, loses

__all__ = ["desks", "engine"]
pytestmark = pytest.mark.browser


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
