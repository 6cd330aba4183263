"""What a machine translated, on the page: the label, and the original behind a disclosure that everybody can open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHONE, say, sideways
from tests.browser.see import expect
from tests.browser.test_looks import LANGUAGES
from tests.web.counter import phrasebook
from tests.web.scenes import TRANSLATED, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_it_is_said_and_the_original_is_a_tap_away(visit: Callable[..., Page], language: str) -> None:
    page = visit(language, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    say(page, "translated")
    line = page.locator("article.kind-person")
    expect(line.locator(".paragraph").first).to_have_text(TRANSLATED.get(language, TRANSLATED["en"]))
    told = phrasebook().say("case_machine_translated", language)
    read = "e => [...e.childNodes].map(n => n.localName === 'rt' || n.localName === 'rp' ? '' : n.textContent).join('')"
    if language != "ja-easy":
        expect(line.locator(".machine")).to_have_text(told)
    expect(line.locator(".machine span")).to_have_attribute("lang", language.replace("-easy", ""))
    original = line.locator("details.original p")
    expect(original).to_be_hidden()
    line.locator("summary").tap()
    expect(original).to_be_visible()
    expect(original).to_have_text(WRITTEN)
    expect(original).to_have_attribute("lang", "ja")
    assert "日本語" in line.locator("summary").evaluate(read)
    assert sideways(page) == 0


def test_it_opens_and_closes_by_keyboard_and_is_large_enough_for_a_thumb(visit: Callable[..., Page]) -> None:
    page = visit("uk", viewport=PHONE)
    say(page, "translated")
    summary = page.locator("details.original summary")
    box = summary.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.original p")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("details.original p")).to_be_hidden()


def test_a_screen_reader_hears_that_there_is_more_and_not_the_more_itself(visit: Callable[..., Page]) -> None:
    page = visit("en")
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    say(page, "translated")
    line = page.locator("article.kind-person")
    heard = line.aria_snapshot()
    assert "Translated by a machine. If something is unclear, please ask." in heard
    assert "Original (日本語)" in heard
    assert WRITTEN not in heard
    line.locator("summary").click()
    assert WRITTEN in line.aria_snapshot()


def test_the_label_follows_the_language_of_the_page_and_the_words_stay(visit: Callable[..., Page]) -> None:
    page = visit("en")
    say(page, "translated")
    page.locator("#language").select_option("uk")
    line = page.locator("article.kind-person")
    expect(line.locator(".machine")).to_have_text("Це машинний переклад. Якщо щось незрозуміло, запитайте.")
    expect(line.locator("summary")).to_have_text("Оригінал (日本語)")
    expect(line.locator(".paragraph").first).to_have_text(TRANSLATED["en"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["uk", "th", "ne", "ja-easy"])
def test_nothing_stands_in_the_way(visit: Callable[..., Page], language: str, scheme: str) -> None:
    page = visit(language, viewport=PHONE, color_scheme=scheme)
    say(page, "translated")
    page.locator("details.original summary").click()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
