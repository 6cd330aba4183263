"""Small windows, large letters, dark nights, screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESKTOP, PHONE, say, sideways
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LANGUAGES = [
    "ja",
    "ja-easy",
    "en",
    "zh-Hans",
    "zh-Hant",
    "ko",
    "vi",
    "ne",
    "th",
    "tl",
    "id",
    "es",
    "pt",
    "uk",
    "ru",
]


def whole_talk(page: Page) -> None:
    """Bring everything onto the screen that there is."""
    say(page, "lounge")
    say(page, "link")
    say(page, "help", answers=2)
    say(page, "maybe")
    say(page, "counselor", answers=2)
    say(page, "near")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_at_320_pixels(visit: Callable[..., Page], language: str) -> None:
    page = visit(language, viewport={"width": 320, "height": 568})
    whole_talk(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("language", ["en", "uk", "ne", "ja-easy"])
def test_nothing_scrolls_sideways_at_twice_the_size(visit: Callable[..., Page], language: str) -> None:
    # 200 % of a 640 pixel window leaves 320; and somebody may double the letters alone.
    page = visit(language, viewport={"width": 320, "height": 400}, device_scale_factor=2)
    whole_talk(page)
    assert sideways(page) == 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert sideways(page) == 0
    expect(page.locator("#message")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 568}])
def test_what_is_tapped_is_large_enough_for_a_finger(visit: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = visit(viewport=viewport)
    whole_talk(page)
    page.locator("#menu summary").click()
    small = page.locator("button:visible, select, summary, textarea, #alarm a, .actions a, a.phone, .link a")
    for box in small.evaluate_all(
        "(all) => all.map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().toJSON()])"
    ):
        assert min(box[1]["width"], box[1]["height"]) >= 43.9, box


def test_dark_follows_the_system_and_the_switch(visit: Callable[..., Page]) -> None:
    page = visit(color_scheme="dark")
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(paper)
    page.locator("#menu summary").click()
    page.locator("[data-theme-choice=light]").click()
    light = page.evaluate(paper)
    assert dark != light
    expect(page.locator("[data-theme-choice=light]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert page.evaluate(paper) == light
    page.locator("#menu summary").click()
    page.locator("[data-theme-choice=dark]").click()
    assert page.evaluate(paper) == dark
    page.keyboard.press("Escape")
    expect(page.locator("#menu summary")).to_be_focused()


def test_without_script_there_is_a_telephone(visit: Callable[..., Page]) -> None:
    page = visit()
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(page.url)
    expect(bare.locator(".no-script a")).to_have_attribute("href", "tel:0452221209")
    context.close()


def test_a_long_answer_is_shown_from_its_beginning(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE)
    say(page, "help", answers=2)
    page.wait_for_timeout(300)
    expect(page.locator(".kind-emergency a.phone").first).to_be_in_viewport(ratio=1)
    expect(page.locator("article.mine").last).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja", "uk", "ja-easy"])
def test_no_barrier_is_found(visit: Callable[..., Page], language: str, scheme: str, viewport: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = visit(language, viewport=viewport, color_scheme=scheme)
    whole_talk(page)
    page.context.set_offline(True)
    expect(page.locator("#connection.lost")).to_be_visible()
    for opened in (False, True):
        if opened:
            page.locator("#menu summary").click()
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
