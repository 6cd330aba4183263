"""Calling somebody who looks elsewhere, never with a word of what was written; and hostile words on real screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import Urge
from tests.browser.console_desks import Desks, desks, live
from tests.browser.see import expect
from tests.web.scenes import HOSTILE, REVERSED

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["desks"]
pytestmark = pytest.mark.browser

PRETEND = """
  window.alerts = [];
  window.notes = 0;
  window.looking = true;
  class Pretended extends EventTarget {
    constructor(title, options) { super(); window.alerts.push({ title, ...options }); }
    close() {}
    static permission = "granted";
    static async requestPermission() { return Pretended.permission; }
  }
  window.Notification = Pretended;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { window.notes += 1; return start.apply(this, given); };
  Object.defineProperty(Document.prototype, "hidden", { get: () => !window.looking });
  Object.defineProperty(Document.prototype, "visibilityState", { get: () => (window.looking ? "visible" : "hidden") });
"""
LOOK_AWAY = "() => { window.looking = false; document.dispatchEvent(new Event('visibilitychange')); }"
LOOK = "() => { window.looking = true; document.dispatchEvent(new Event('visibilitychange')); }"


def sat(desks: Desks, path: str) -> tuple[Page, object]:
    """Seat a counselor who wants alerts."""
    olena = desks.people.get("olena") or desks.staff("olena")
    page = desks.sit(olena, path, before=PRETEND)
    page.locator("[data-help]").click()
    page.locator("#alerts-on").check()
    page.keyboard.press("Escape")
    live(page)
    return page, olena


def test_a_hidden_tab_still_calls_and_says_nothing_of_the_content(desks: Desks) -> None:
    page, olena = sat(desks, "/staff/queue")
    page.evaluate(LOOK_AWAY)
    case = desks.opened("my landlord is angry")
    page.wait_for_function("() => window.alerts.length === 1")
    desks.server.do(desks.server.scene.act, case, Urge(None, urgent=True))
    page.wait_for_function("() => window.alerts.length === 2")
    found = page.evaluate("() => window.alerts")
    assert [alert["title"] for alert in found] == ["A new case is waiting", "An urgent case"]
    assert {alert["body"] for alert in found} == {case.called}
    assert "landlord" not in str(found)
    assert olena is not None


def test_a_new_line_in_ones_own_case_calls_and_counts_in_the_title(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page, _ = sat(desks, f"/staff/cases/{case.number}")
    page.evaluate(LOOK_AWAY)
    desks.say("my secret")
    page.wait_for_function("() => window.alerts.length === 1")
    expect(page).to_have_title("(1) Garbage " + case.called + " – Madoguchi")
    assert page.evaluate("() => window.alerts[0].title") == "A new message"
    assert "secret" not in str(page.evaluate("() => window.alerts"))
    # What nobody looks at has not been seen.
    assert desks.server.do(desks.server.scene.book.mine, olena.id)[0].unread == 1
    page.evaluate(LOOK)
    expect(page.locator(".line.resident").last).to_contain_text("my secret")
    expect(page).to_have_title("Garbage " + case.called + " – Madoguchi")


def test_who_looks_is_not_called_and_sound_is_off_until_wanted(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page, _ = sat(desks, f"/staff/cases/{case.number}")
    desks.say("one")
    expect(page.locator(".line.resident").last).to_contain_text("one")
    assert page.evaluate("() => [window.alerts.length, window.notes]") == [0, 0]
    page.locator("[data-help]").click()
    page.locator("#sound-on").check()
    page.keyboard.press("Escape")
    page.wait_for_function("() => window.notes === 2")
    page.evaluate(LOOK_AWAY)
    desks.say("two")
    page.wait_for_function("() => window.notes === 4")
    page.reload()
    assert page.locator("#sound-on").is_checked()


def test_what_colleagues_do_and_what_i_do_calls_nobody(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page, _ = sat(desks, "/staff/queue")
    page.evaluate(LOOK_AWAY)
    desks.server.do(desks.server.scene.speak, case, "It is on Tuesday.", olena.who)
    desks.server.do(desks.server.scene.book.keep_draft, case.id, olena.id, "x")
    page.wait_for_timeout(1500)
    assert page.evaluate("() => window.alerts") == []


def test_hostile_words_do_nothing_on_any_screen(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    for evil in (*HOSTILE, REVERSED):
        desks.say(evil)
        page.locator("#text").fill(evil)
        desks.server.do(desks.server.scene.speak, case, evil, olena.who)
    expect(page.locator(".line.staff")).to_have_count(len(HOSTILE) + 1)
    assert page.locator("#talk script, #talk iframe, #talk img, #talk svg[onload], #talk style").count() == 0
    assert page.locator("#rows script, #rows img").count() == 0
    assert page.locator("#talk a").count() == 0
    page.goto(desks.server.url + "/staff/mine")
    expect(page.locator(f"#row-{case.number}")).to_be_visible()
