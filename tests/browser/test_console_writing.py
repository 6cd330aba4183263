"""Writing: drafts that outlive pages and sessions, things put in, and shortcuts for tired hands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adapters.console import live as live_line
from adapters.roster.people import Role
from tests.browser.console_desks import Desks, desks, live
from tests.browser.see import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["desks"]
pytestmark = pytest.mark.browser


def kept(page: Page) -> None:
    """Wait until a draft is kept."""
    expect(page.locator("#draft-state")).to_contain_text("Draft kept")


def test_a_draft_survives_reload_another_browser_and_logout(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("It is on\nTues")
    kept(page)
    page.reload()
    expect(page.locator("#text")).to_have_value("It is on\nTues")
    other = desks.sit(olena, f"/staff/cases/{case.number}")
    expect(other.locator("#text")).to_have_value("It is on\nTues")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/staff/login*")
    again = desks.server.do(desks.server.counter.inside, olena.id)
    back = desks.sit(again, f"/staff/cases/{case.number}")
    expect(back.locator("#text")).to_have_value("It is on\nTues")


def test_what_was_typed_just_before_leaving_is_kept_too(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("just before")
    page.goto(desks.server.url + "/staff/queue")
    page.goto(desks.server.url + f"/staff/cases/{case.number}")
    expect(page.locator("#text")).to_have_value("just before")


def test_who_was_signed_out_elsewhere_is_told_and_loses_nothing(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "KEEP_ALIVE", 0.5)
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    page.locator("#text").fill("half a thought")
    kept(page)
    desks.server.do(desks.server.counter.store.roster.end, olena.session, desks.server.scene.now)
    expect(page.locator("#toast")).to_contain_text("You are signed out. Your draft is kept")
    expect(page.locator("#text")).to_have_value("half a thought")
    page.locator("#views a").first.click()
    page.wait_for_url(re.compile("/staff/login"))
    again = desks.server.do(desks.server.counter.inside, olena.id)
    expect(desks.sit(again, f"/staff/cases/{case.number}").locator("#text")).to_have_value("half a thought")


def test_a_colleague_never_sees_a_draft(desks: Desks) -> None:
    olena, lead = desks.staff("olena"), desks.staff("hanako", Role.LEAD)
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("my own thoughts")
    kept(page)
    assert "my own thoughts" not in desks.sit(lead, f"/staff/cases/{case.number}").content()


def test_news_never_disturb_what_one_writes(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    page.locator("#text").press_sequentially("I am wri")
    page.locator("#note-box summary").click()
    page.locator("#note-text").fill("a thought")
    page.locator("#text").focus()
    desks.say("news!")
    expect(page.locator(".line.resident").last).to_contain_text("news!")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("ting")
    expect(page.locator("#text")).to_have_value("I am writing")
    expect(page.locator("#note-text")).to_have_value("a thought")


def test_a_double_click_sends_once(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("On Tuesday.")
    page.locator("button.send").dblclick()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".line.staff")).to_have_count(1)
    assert str(desks.told(case)).count("On Tuesday.") == 1


def test_an_answer_whose_way_was_cut_is_not_lost_and_not_doubled(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    cut: list[int] = []

    def lose(route: object) -> None:
        # The server has it, the browser never hears so.
        if cut:
            route.continue_()  # type: ignore[attr-defined]
        else:
            cut.append(route.fetch(max_redirects=0).status)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

    page.route("**/do/say", lose)
    page.locator("#text").fill("On Tuesday.")
    page.locator("button.send").click()
    expect(page.locator("#toast")).to_contain_text("did not work")
    expect(page.locator("#text")).to_have_value("On Tuesday.")
    page.locator("button.send").click()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".line.staff")).to_have_count(1)
    assert cut == [303]
    assert str(desks.told(case)).count("On Tuesday.") == 1


def test_canned_replies_and_answers_go_where_one_writes(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "what day is garbage day please")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("Good morning.")
    page.locator("#act-canned summary").click()
    page.get_by_role("button", name="Greeting").click()
    expect(page.locator("#text")).to_have_value("Good morning.\n\nHello, my name is Olena.")
    expect(page.locator("#act-canned .sheet")).to_be_hidden()
    page.locator("[data-answers]").click()
    page.locator("#question").fill("papers")
    page.locator("#question").press("Enter")
    page.locator("#answers li", has_text="School").get_by_role("button", name="Put into the answer").click()
    expect(page.locator("#text")).to_have_value("Good morning.\n\nHello, my name is Olena.\n\n[en] School")
    expect(page.locator("#text")).to_be_focused()


def test_a_case_by_keyboard_alone(desks: Desks) -> None:
    olena = desks.staff("olena")
    first, second = desks.opened("garbage", talk="one"), desks.opened("school", talk="two")
    page = desks.sit(olena, "/staff/mine")
    live(page)
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.locator("#list-title")).to_have_text("Waiting")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#row-{second.number} a")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#row-{first.number} a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#case-title")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#text")).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("jkce: letters are letters here?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".line.staff")).to_contain_text("letters are letters here?")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#act-resolve .sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#act-resolve .sheet")).to_be_hidden()
    expect(page.locator("#act-resolve summary")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).not_to_be_focused()


def test_enter_does_not_send_while_a_word_is_composed(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    page.locator("#text").fill("かようび")
    for held in ({"isComposing": True}, {"keyCode": 229}):
        given = {"key": "Enter", "ctrlKey": True, "bubbles": True, "cancelable": True, **held}
        page.locator("#text").dispatch_event("keydown", given)
    page.wait_for_timeout(300)
    assert not [line for line in desks.told(case) if "かようび" in line]
