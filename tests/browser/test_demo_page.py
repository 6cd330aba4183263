"""The page around the phones: people, languages, the wire, small windows, dark nights, screen readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESKTOP, sideways
from tests.browser.demo_visit import SMALL, begin, box, mine, say, shown, theirs, visits
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.demo import Demo
    from tests.browser.demo_visit import Open

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("phone", ["line", "telegram"])


@pytest.fixture
def demo() -> Iterator[Demo]:
    yield from shown()


@pytest.fixture
def come(chromium: Browser, demo: Demo) -> Iterator[Open]:
    yield from visits(chromium, demo)


def test_each_tab_is_somebody_else_and_finds_itself_again(come: Open, demo: Demo) -> None:
    first = come()
    say(first, "line", "only here")
    second = come(begun=False)
    expect(second.locator(".phone.line .gate")).to_be_visible()
    assert len(demo.line.people) == 2
    first.reload()
    expect(mine(first, "line").last).to_contain_text("only here")
    assert len(demo.line.people) == 2


def test_somebody_new_brings_their_language_and_examples(come: Open, demo: Demo) -> None:
    page = come()
    phone = page.locator(".phone.telegram")
    phone.get_by_role("button", name="New person").click()
    expect(page.locator("#telegram-name")).to_be_focused()
    assert page.locator("#telegram-language option").count() == 15
    page.locator("#telegram-name").fill("Олена")
    page.locator("#telegram-language").select_option("uk")
    phone.get_by_role("button", name="Begin").click()
    expect(phone.locator(".tries .chip").first).to_have_text("Де можна вивчати японську?")
    expect(page.locator(".phone.telegram .gate")).to_be_visible()
    assert demo.telegram.people[-1]["language"] == "uk"
    phone.locator("#telegram-person").select_option(index=0)
    expect(theirs(page, "telegram").last).to_contain_text("Welcome!")


@BOTH
def test_examples_are_said_with_one_tap(come: Open, phone: str) -> None:
    page = come("uk")
    page.locator(f".phone.{phone} .tries .chip").last.click()
    expect(mine(page, phone).last).to_contain_text("Пожежа!")


def test_faults_reach_the_platform_and_end(come: Open, demo: Demo) -> None:
    page = come()
    for name in ("Too many requests, twice", "Error 500, twice", "Time-out after acceptance", "Platform down for 10 s"):
        page.locator("fieldset").first.get_by_role("button", name=name).click()
        expect(page.locator(".faults [role=status]")).to_have_text(f"LINE: {name}")
    assert [fault["kind"] for fault in demo.line.faults] == ["429", "500", "timeout-after", "refuse"]
    assert demo.telegram.faults == []
    page.locator("fieldset").first.get_by_role("button", name="All well again").click()
    expect(page.locator(".faults [role=status]")).to_have_text("LINE: All well again")
    assert demo.line.faults == []


def test_the_wire_shows_calls_and_violations_loudly(come: Open, demo: Demo) -> None:
    page = come()
    page.locator("#journal > summary").click()
    expect(page.locator("tbody tr").first).to_contain_text("POST /somewhere")
    expect(page.locator("#violation")).to_be_hidden()
    demo.line.problems.append({"n": 1, "name": "reply", "person": None, "problem": "a label of 21 letters"})
    say(page, "line", "hello")
    expect(page.locator("#violation")).to_contain_text("LINE found a violation of its rules: a label of 21 letters")


def test_the_counter_can_be_killed_and_the_page_says_so(come: Open, demo: Demo) -> None:
    page = come()
    expect(page.locator("#state")).to_have_text("The counter is open")
    page.locator("#kill").click()
    expect(page.locator(".lamp")).to_be_visible()
    assert demo.stage.falls == 1
    page.reload()
    expect(page.locator("#state")).to_have_text("The counter fell over; it is coming back…")


def test_what_is_new_is_read_aloud_and_nothing_old(come: Open) -> None:
    page = come()
    log = page.locator(".phone.line .log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("role", "log")
    say(page, "line", "hello")
    expect(mine(page, "line").last).to_have_attribute("aria-live", "off")
    expect(theirs(page, "line").last.locator(".unseen").first).to_have_text("The counter")


def test_the_page_speaks_three_languages_at_once(come: Open) -> None:
    page = come()
    for tag, title in (
        ("ja", "窓口：二台のスマホ"),
        ("uk", "Madoguchi: два телефони"),
        ("en", "Madoguchi: two phones"),
    ):
        page.locator("#ui").select_option(tag)
        expect(page).to_have_title(title)
        assert page.locator("html").get_attribute("lang") == tag
    page.locator("#ui").select_option("ja")
    expect(page.locator("#line-title")).to_have_text("LINEのスマホ")


def test_dark_follows_the_system_and_the_switch(come: Open) -> None:
    page = come(begun=False, color_scheme="dark")
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(paper)
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "true")
    page.locator("#theme").click()
    assert page.evaluate(paper) != dark
    page.reload()
    assert page.evaluate(paper) != dark


def crowded(page: Page) -> None:
    """Bring everything onto the screens and open what opens."""
    for phone in ("line", "telegram"):
        say(page, phone, "all")
    page.locator(".phone.line .attach").click()
    page.locator(".rich-bar").click()
    page.locator(".slash").click()
    page.locator(".phone.telegram").get_by_role("button", name=re.compile("New|新しい|Нова")).click()
    page.locator("#journal > summary").click()


def test_who_speaks_instead_of_the_account_stands_above_the_words(come: Open) -> None:
    page = come()
    say(page, "line", "all")
    expect(page.locator(".phone.line .from")).to_have_text("<b>Sato")
    assert page.locator(".phone.line .from").count() == 1


@pytest.mark.parametrize("language", ["en", "ja", "uk"])
def test_nothing_scrolls_sideways_at_360_pixels(come: Open, language: str) -> None:
    page = come(language, SMALL)
    crowded(page)
    assert sideways(page) == 0
    line, telegram = (box(page.locator(f".phone.{phone}")) for phone in ("line", "telegram"))
    assert line["y"] + line["height"] <= telegram["y"]


def test_the_phones_stand_side_by_side_where_there_is_room(come: Open) -> None:
    page = come(begun=False)
    line, telegram = (box(page.locator(f".phone.{phone}")) for phone in ("line", "telegram"))
    assert line["y"] == telegram["y"]
    assert line["x"] + line["width"] < telegram["x"]


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [("en", "light", SMALL), ("ja", "dark", SMALL), ("uk", "light", DESKTOP), ("en", "dark", DESKTOP)],
)
def test_no_barrier_is_found(come: Open, language: str, scheme: str, viewport: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = come(language, viewport, begun=False, color_scheme=scheme)
    for prepare in (lambda _: None, begin, crowded):
        prepare(page)
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
