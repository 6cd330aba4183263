"""Two counselors at once, in real browsers: one inbox, kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.roster.people import Role
from bot.message import Retracted
from tests.browser.console_desks import Desks, desks, live
from tests.browser.see import expect
from tests.contract.scene import said

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["desks"]
pytestmark = pytest.mark.browser


def words(page: Page) -> list[str]:
    """Give what stands in the talk, in order."""
    return page.locator("#talk .line .words").all_inner_texts()


def test_a_new_case_shows_itself_and_leaves_when_somebody_takes_it(desks: Desks) -> None:
    olena, taras = desks.staff("olena"), desks.staff("taras")
    one, two = desks.sit(olena, "/staff/queue"), desks.sit(taras, "/staff/queue")
    live(one)
    live(two)
    case = desks.opened("what day is garbage day please")
    for page in (one, two):
        expect(page.locator(f"#row-{case.number}")).to_contain_text("Garbage")
    one.locator(f"#row-{case.number} a").click()
    one.get_by_role("button", name="Take this case").click()
    expect(one.locator("#text")).to_be_visible()
    expect(two.locator(f"#row-{case.number}")).to_have_count(0)
    expect(two.locator("#list .empty")).to_be_visible()


def test_two_who_claim_at_once_are_one_who_has_it_and_one_who_is_told(desks: Desks) -> None:
    olena, taras = desks.staff("olena"), desks.staff("taras")
    case = desks.opened("garbage")
    # Their pages know nothing yet of what the other does.
    path = f"/staff/cases/{case.number}?view=queue"
    pages = [desks.sit(person, path, deaf=True) for person in (olena, taras)]
    for page in pages:
        page.get_by_role("button", name="Take this case").click()
    expect(pages[0].locator("#text")).to_be_visible()
    expect(pages[1].locator("#refusal")).to_contain_text("Olena Sato has this case already.")
    expect(pages[1].locator("#refusal")).to_be_focused()


def test_a_whole_case_is_held_without_the_page_ever_blinking(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "what day is garbage day please")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    page.evaluate("() => { window.same = true; }")
    page.locator("#text").fill("It is on Tuesday.")
    page.locator("#text").press("Control+Enter")
    expect(page.locator(".line.staff")).to_contain_text("It is on Tuesday.")
    expect(page.locator("#text")).to_have_value("")
    desks.say("Thank you! And paper?")
    expect(page.locator(".line.resident").last).to_contain_text("And paper?")
    page.locator("#act-resolve summary").click()
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("#case-head .state").first).to_have_text("Closed: answered")
    assert page.evaluate("() => window.same") is True
    assert [line for line in desks.told(case) if "Tuesday" in line] == ["staff: It is on Tuesday."]


def test_each_sees_the_other_looking_and_writing_and_gone(desks: Desks) -> None:
    lead, olena = desks.staff("hanako", Role.LEAD), desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    mine, theirs = desks.sit(olena, f"/staff/cases/{case.number}"), desks.sit(lead, f"/staff/cases/{case.number}")
    expect(theirs.locator("#presents")).to_contain_text("Olena Sato is looking at this", timeout=4000)
    expect(mine.locator("#presents")).to_contain_text("Hanako Sato is looking at this", timeout=4000)
    mine.locator("#text").press_sequentially("I am writing")
    expect(theirs.locator("#presents")).to_contain_text("Olena Sato is writing", timeout=4000)
    theirs.goto(desks.server.url + "/staff/queue")
    expect(mine.locator("#presents")).not_to_contain_text("Hanako", timeout=4000)


def test_a_stale_answer_is_shown_what_was_missed_and_asks(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    # What the resident writes now does not reach this page.
    page = desks.sit(olena, f"/staff/cases/{case.number}", deaf=True)
    page.locator("#text").fill("It is on Tuesday.")
    desks.say("Wait, it burns!")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#refusal")).to_contain_text("The resident wrote more after you looked.")
    expect(page.locator("#refusal .missed")).to_contain_text("Wait, it burns!")
    expect(page.locator("#text")).to_have_value("It is on Tuesday.")
    assert not [line for line in desks.told(case) if "Tuesday" in line]
    page.get_by_role("button", name="I have read it, send").click()
    expect(page.locator(".line.staff")).to_contain_text("It is on Tuesday.")
    expect(page.locator("#refusal")).to_have_count(0)


def test_cut_off_and_back_both_panes_are_the_same(desks: Desks) -> None:
    lead, olena = desks.staff("hanako", Role.LEAD), desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    mine, theirs = desks.sit(olena, f"/staff/cases/{case.number}"), desks.sit(lead, f"/staff/cases/{case.number}")
    live(mine)
    live(theirs)
    theirs.context.set_offline(True)
    expect(theirs.locator("#line-state")).to_have_attribute("data-state", "lost")
    for number in range(3):
        mine.locator("#text").fill(f"answer {number}")
        mine.locator("#text").press("Control+Enter")
        expect(mine.locator(".line.staff")).to_have_count(number + 1)
        desks.say(f"question {number}")
        expect(mine.locator(".line.resident").last).to_contain_text(f"question {number}")
    theirs.context.set_offline(False)
    live(theirs)
    expect(theirs.locator(".line.resident").last).to_contain_text("question 2")
    assert words(mine) == words(theirs)
    assert len(words(theirs)) == len(set(words(theirs)))


def test_a_server_that_comes_again_is_found_again(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    page.locator("#text").fill("half a sen")
    desks.server.stop()
    expect(page.locator("#line-state")).to_have_attribute("data-state", "lost")
    page.locator("#text").fill("half a sentence")
    desks.server.start()
    live(page)
    desks.say("still here?")
    expect(page.locator(".line.resident").last).to_contain_text("still here?")
    expect(page.locator("#text")).to_have_value("half a sentence")


def test_words_that_a_resident_takes_back_go_from_the_screen(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}")
    live(page)
    desks.server.do(desks.server.scene.reception.receive, said("my secret", event="take-it-back"))
    expect(page.locator("#talk")).to_contain_text("my secret")
    desks.server.do(desks.server.scene.reception.receive, said(Retracted("r-take-it-back")))
    expect(page.locator("#talk")).not_to_contain_text("my secret")
    expect(page.locator("#talk")).to_contain_text("The resident took this back.")
    expect(page.locator("#rows")).not_to_contain_text("my secret")


def test_news_leave_what_was_searched_for_and_what_was_refused_where_it_is(desks: Desks) -> None:
    olena = desks.staff("olena")
    case = desks.claimed(olena, "my landlord is angry")
    page = desks.sit(olena, "/staff/queue")
    live(page)
    page.locator("#search").fill("landlord")
    page.locator("#search").press("Enter")
    expect(page.locator("#list-title")).to_have_text("Search results")
    desks.say("news")
    expect(page.locator("#views .badge")).to_have_count(1)
    expect(page.locator("#list-title")).to_have_text("Search results")
    expect(page.locator(f"#row-{case.number}")).to_be_visible()
    page.locator(f"#row-{case.number} a").click()
    page.locator("[data-answers]").click()
    page.locator("#question").fill("papers")
    page.locator("#question").press("Enter")
    expect(page.locator("#answers li")).to_have_count(4)
    desks.say("more news")
    expect(page.locator(".line.resident").last).to_contain_text("more news")
    expect(page.locator("#answers li")).to_have_count(4)
    page.locator("button.send").click()
    expect(page.locator("#refusal")).to_contain_text("Write something first.")
    desks.say("still more")
    expect(page.locator(".line.resident").last).to_contain_text("still more")
    expect(page.locator("#refusal")).to_contain_text("Write something first.")
    page.locator("#text").fill("On Tuesday.")
    page.locator("button.send").click()
    expect(page.locator(".line.staff")).to_contain_text("On Tuesday.")
    expect(page.locator("#refusal")).to_have_count(0)
