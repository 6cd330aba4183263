"""Two languages at real browsers: translations that arrive by themselves, and no barrier anywhere."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, sideways
from tests.browser.console_desks import OFFICE_PC, Desks, live
from tests.browser.see import expect
from tests.browser.test_console_looks import violations
from tests.browser.two_languages import WORDS, begun, desks, engine
from tests.contract.interpreter import Interpreter, loses

__all__ = ["desks", "engine"]
pytestmark = pytest.mark.browser


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
