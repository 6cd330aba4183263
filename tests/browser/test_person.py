"""A counselor's words on the page: whose they are, that it is a person, and the five faces afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.message import Tap
from tests.browser.conftest import PHONE, say, sideways
from tests.browser.see import expect
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.counter import Counter

pytestmark = pytest.mark.browser

LABELS = {"en": "Counselor", "ja": "相談員"}


@pytest.mark.parametrize("language", LABELS)
def test_it_is_said_that_a_person_speaks_and_who(visit: Callable[..., Page], language: str) -> None:
    page = visit(language)
    say(page, "counselor", answers=2)
    line = page.locator("article.kind-person")
    expect(line.locator(".alias")).to_have_text("佐藤 Sato")
    expect(line.locator(".person")).to_contain_text(LABELS[language])
    expect(line.locator(".paragraph")).to_have_text("Good morning.\nI am here.")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    assert line.evaluate(ground) != page.locator("article.counter:not(.kind-person)").first.evaluate(ground)


def test_it_is_read_aloud_with_the_name_first(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    say(page, "counselor", answers=2)
    read = page.locator("article.kind-person").aria_snapshot()
    assert read.index("佐藤 Sato") < read.index("Counselor") < read.index("Good morning.")


def test_the_words_of_the_label_follow_the_language_of_the_page(visit: Callable[..., Page]) -> None:
    page = visit()
    say(page, "counselor", answers=2)
    page.locator("#language").select_option("ja")
    expect(page.locator("article.kind-person .person")).to_contain_text("相談員")
    expect(page.locator("article.kind-person .alias")).to_have_text("佐藤 Sato")


def test_one_of_five_faces_is_given_once(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    say(page, "counselor", answers=2)
    faces = page.locator(".face")
    expect(faces).to_have_count(5)
    expect(page.locator(".faces")).to_have_attribute("aria-label", "How was the counselor's help?")
    expect(faces.nth(3)).to_have_accessible_name("🙂 4/5")
    faces.nth(3).tap()
    expect(faces.nth(3)).to_have_attribute("aria-pressed", "true")
    faces.nth(0).tap()
    page.wait_for_timeout(200)
    taps = [m.content for m in counter.seen.values() if isinstance(m.content, Tap)]
    assert taps == [Tap("rate-case:4")]
    expect(page.locator(".chip-number")).to_have_count(page.locator("article.counter").first.locator(".chip").count())


def test_a_name_can_do_nothing(visit: Callable[..., Page]) -> None:
    page = visit(viewport={"width": 320, "height": 568})
    say(page, "impostor", answers=2 * len(HOSTILE) + 2)
    names = page.locator("article.kind-person .alias").all_text_contents()
    assert names[: len(HOSTILE)] == list(HOSTILE)
    expect(page.locator("article.kind-person").nth(len(HOSTILE) + 1).locator(".person")).to_have_text("Counselor")
    for original in page.locator("details.original summary").all():
        original.click()
    assert page.locator("details.original p").all_text_contents() == list(HOSTILE)
    assert page.locator(".log script, .log iframe, .log img, .log a").count() == 0
    assert sideways(page) == 0
