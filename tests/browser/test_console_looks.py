"""Office screens, phones, dark rooms, screen readers, no scripts at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adapters.roster.people import Role
from bot.aside import Merge, Snooze
from bot.case import CaseState, Label, Remark, Urge
from bot.parcel import Uncertain
from tests.browser.conftest import PHONE, sideways
from tests.browser.console_desks import OFFICE_PC, Desks, desks
from tests.browser.see import expect
from tests.web.scenes import REVERSED

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bot.case import Case
    from tests.console.counter import Person

__all__ = ["desks"]
pytestmark = pytest.mark.browser

LONG = "https://example.jp/" + "averylongaddresswithoutanybreak" * 4
FULL = [{"width": 320, "height": 568}, PHONE, {"width": 820, "height": 1180}, OFFICE_PC]


def full(desks: Desks) -> tuple[Person, Case]:
    """Bring everything onto the screen that there is."""
    olena, lead = desks.staff("olena"), desks.staff("hanako", Role.LEAD, speaks=())
    case = desks.claimed(olena, "what day is garbage day please", f"see {LONG}")
    act = desks.server.scene.act
    desks.server.do(act, case, Remark(olena.id, "だいじなメモ\n" + LONG))
    desks.server.do(act, case, Label(olena.id, ("housing", "第3班の長い名前のラベル", REVERSED[:20])))
    desks.server.do(act, case, Urge(lead.id, urgent=True))
    desks.server.do(desks.server.scene.speak, case, "火曜日です。" * 30, olena.who)
    desks.server.do(desks.server.scene.send_all, Uncertain("timeout"))
    desks.say("Thank you!", LONG)
    desks.opened("school", talk="another")
    desks.server.do(desks.server.scene.say, "fire", talk="alarm")
    second = desks.server.do(desks.server.scene.claimed, LONG, talk="second", who=olena.who)
    desks.server.do(act, second, Merge(olena.id, case.id, case.called, LONG))
    third = desks.server.do(desks.server.scene.claimed, "school", talk="third", who=olena.who)
    desks.server.do(act, third, Snooze(olena.id, desks.server.scene.now + timedelta(days=1)))
    return lead, case


def violations(page: Page) -> list[Any]:
    """Give the barriers that axe finds."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [
        ("ja", "light", OFFICE_PC),
        ("en", "dark", OFFICE_PC),
        ("en", "light", PHONE),
        ("ja", "dark", PHONE),
    ],
    ids=["ja-light-office", "en-dark-office", "en-light-phone", "ja-dark-phone"],
)
def test_no_barrier_is_found(desks: Desks, language: str, scheme: str, viewport: dict[str, int]) -> None:
    lead, case = full(desks)
    olena = desks.people["olena"]
    page = desks.sit(lead, "/staff/queue", language=language, viewport=viewport, color_scheme=scheme)
    pages = (
        "queue", "mine", "aside", "open", "closed", "search", f"cases/{case.number}", "reports", "erasures", "alarms",
        "me/telegram",
    )  # fmt: skip
    for path in pages:
        page.goto(f"{desks.server.url}/staff/{path}")
        assert violations(page) == [], path
    page = desks.sit(olena, f"/staff/cases/{case.number}", language=language, viewport=viewport, color_scheme=scheme)
    assert violations(page) == [], "own case"
    for opener in (
        "#act-transfer summary",
        "#act-snooze summary",
        "#act-more summary",
        "#act-canned summary",
        "#note-box summary",
    ):
        page.locator(opener).click()
        assert violations(page) == [], opener
        page.keyboard.press("Escape")
    page.locator("[data-answers]").click()
    page.locator("#answers").wait_for()
    assert violations(page) == [], "answers"
    page.locator("#text").fill("x")
    desks.say("news")
    page.locator("[data-help]").click()
    assert violations(page) == [], "help"


@pytest.mark.parametrize("viewport", FULL, ids=["small", "phone", "tablet", "office"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_scrolls_sideways(desks: Desks, language: str, viewport: dict[str, int]) -> None:
    lead, case = full(desks)
    page = desks.sit(lead, "/staff/open", language=language, viewport=viewport)
    for path in ("queue", "open", f"cases/{case.number}", "reports"):
        page.goto(f"{desks.server.url}/staff/{path}")
        assert sideways(page) == 0, path


def test_nothing_scrolls_sideways_with_letters_twice_as_large(desks: Desks) -> None:
    lead, case = full(desks)
    page = desks.sit(lead, f"/staff/cases/{case.number}", viewport=PHONE)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert sideways(page) == 0
    # An office PC at 200 %: half as many pixels, drawn twice as large.
    half = {"width": OFFICE_PC["width"] // 2, "height": OFFICE_PC["height"] // 2}
    page = desks.sit(lead, f"/staff/cases/{case.number}", viewport=half, device_scale_factor=2)
    assert sideways(page) == 0
    expect(page.locator("#case-title")).to_be_visible()


def test_on_a_phone_fingers_find_what_they_look_for(desks: Desks) -> None:
    _, case = full(desks)
    page = desks.sit(
        desks.people["olena"], f"/staff/cases/{case.number}", viewport=PHONE, has_touch=True, is_mobile=True
    )
    for box in page.locator("button:visible, summary:visible, a.button:visible, textarea:visible").evaluate_all(
        "(all) => all.map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().toJSON()])"
    ):
        assert box[1]["height"] >= 31.9, box
    page.locator(".back").click()
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#pane")).to_be_hidden()


def test_at_an_office_pc_the_answer_is_written_without_scrolling(desks: Desks) -> None:
    case = desks.claimed(desks.staff("olena"), "what day is garbage day please")
    page = ready_to_write(desks, case.number)
    expect(page.locator(".line").last).to_be_in_viewport()


def test_a_long_talk_opens_where_the_new_lines_begin(desks: Desks) -> None:
    _, case = full(desks)
    page = ready_to_write(desks, case.number)
    expect(page.locator("#fresh")).to_be_in_viewport()


def ready_to_write(desks: Desks, number: int) -> Page:
    """Open a case at an office PC: what is needed to answer is there without scrolling."""
    page = desks.sit(desks.people["olena"], f"/staff/cases/{number}")
    page.wait_for_timeout(300)
    for found in ("#text", "button.send", "#act-resolve summary", f"#row-{number}"):
        expect(page.locator(found)).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("() => document.scrollingElement.scrollTop") == 0
    talk = page.locator("#talk").bounding_box()
    assert talk
    assert talk["height"] > 250
    return page


def test_without_scripts_everything_is_done_by_plain_forms(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.opened("what day is garbage day please")
    page = desks.sit(olena, "/staff/queue", java_script_enabled=False)
    page.locator(f"#row-{case.number} a").click()
    page.get_by_role("button", name="Take this case").click()
    page.locator("#text").fill("Good morning.")
    page.locator("#act-canned summary").click()
    page.get_by_role("button", name="Greeting").click()
    expect(page.locator("#text")).to_have_value("Good morning.\n\nHello, my name is Olena.")
    page.get_by_role("link", name="Find an answer").click()
    page.locator("#question").fill("papers")
    page.locator("#answers").get_by_role("button", name="Search").click()
    page.locator("#answers li", has_text="School").get_by_role("button", name="Put into the answer").click()
    page.locator("button.send").click()
    expect(page.locator(".line.staff")).to_contain_text("Hello, my name is Olena.")
    page.locator("#note-box summary").click()
    page.locator("#note-text").fill("a thought")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note")).to_contain_text("a thought")
    page.locator("#act-resolve summary").click()
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("#case-head .state").first).to_have_text("Closed: answered")
    assert desks.server.do(desks.server.scene.book.case, case.id).state is CaseState.RESOLVED
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("#views")).to_contain_text("自分の担当")
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url("**/staff/login*")


def test_who_says_what_is_read_in_its_own_language(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}", language="ja")
    assert page.locator("html").get_attribute("lang") == "ja"
    expect(page.locator(".line.resident .words").first).to_have_attribute("lang", "en")
    expect(page.locator("#text")).to_have_attribute("lang", "en")
    expect(page.locator("#talk")).to_have_attribute("role", "log")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
