"""Two phones on one page: what people do on them reaches the platforms, and what comes back is drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.demo_visit import begin, box, mine, say, shown, theirs, visits
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

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


def test_newcomers_add_the_account_and_start_the_bot(come: Open, demo: Demo) -> None:
    page = come(begun=False)
    expect(page.locator(".phone.telegram .about")).to_contain_text("in fifteen languages")
    expect(page.locator("#line-text")).to_be_hidden()
    expect(page.locator("#telegram-text")).to_be_hidden()
    begin(page)
    assert [what for what, _ in demo.line.done + demo.telegram.done] == ["follow", "start"]
    expect(page.locator(".phone.line .gate")).to_have_count(0)
    expect(page.locator(".phone.telegram .start")).to_be_hidden()


@BOTH
def test_what_is_typed_is_answered_on_the_same_phone_alone(come: Open, demo: Demo, phone: str) -> None:
    page = come()
    other = {"line": "telegram", "telegram": "line"}[phone]
    before = theirs(page, other).count()
    say(page, phone, "hello & <b>you</b>")
    expect(theirs(page, phone).last).to_contain_text("hello & <b>you</b>")
    assert theirs(page, other).count() == before
    assert ("say", {"text": "hello & <b>you</b>"}) in (demo.line if phone == "line" else demo.telegram).done
    expect(page.locator(f"#{phone}-text")).to_have_value("")


def test_quick_replies_are_tapped_above_the_field_and_go(come: Open, demo: Demo) -> None:
    page = come()
    say(page, "line", "hello")
    page.locator(".quick").get_by_role("button", name="Nearest lounge").click()
    expect(theirs(page, "line").last).to_contain_text("You tapped entry:lounge")
    expect(page.locator(".quick")).to_have_count(0)
    assert demo.line.done[-1][1]["action"]["data"] == "entry:lounge"


def test_an_inline_button_turns_until_it_is_answered(come: Open, demo: Demo) -> None:
    page = come()
    say(page, "telegram", "hello")
    keys = page.locator(".inline").last
    keys.get_by_role("button", name="Hours").click()
    busy = page.locator(".inline [aria-busy=true]")
    expect(busy).to_have_text("Hours")
    screen = next(iter(demo.telegram.screens.values()))
    screen["callbacks"][-1]["answer"] = {}
    screen["version"] += 1
    expect(busy).to_have_count(0)
    keys.get_by_role("button", name="Nearest").click()
    expect(page.locator(".toast")).to_have_text("Got it")
    expect(theirs(page, "telegram").last).to_contain_text("You tapped entry:lounge")


def test_flex_is_drawn_as_it_says_and_its_pictures_are_only_named(come: Open) -> None:
    page = come()
    say(page, "line", "all")
    expect(page.locator(".carousel .flex-bubble")).to_have_count(2)
    bubble = page.locator(".carousel .flex-bubble").first
    expect(bubble.locator(".flex-hero")).to_have_text(re.compile("Picture from pictures.example, not loaded"))
    name = bubble.locator(".flex-body .flex-text").first
    expect(name).to_have_css("font-weight", "700")
    expect(name).to_have_css("font-size", "19px")
    expect(bubble.get_by_role("link", name="Call")).to_have_attribute("href", "tel:0452100667")
    expect(bubble.get_by_role("link", name="Map")).to_have_attribute("rel", re.compile("noopener"))
    hours, value = bubble.locator(".flex-box.horizontal .flex-text").all()
    assert box(hours)["y"] == box(value)["y"]
    assert box(value)["width"] > 2 * box(hours)["width"]
    bubble.get_by_role("button", name="More").click()
    expect(theirs(page, "line").last).to_contain_text("You tapped entry:place")


def test_telegrams_letters_stand_where_their_entities_say(come: Open) -> None:
    page = come()
    say(page, "telegram", "all")
    text = page.locator(".phone.telegram .words").filter(has_text="italic")
    expect(text.locator("strong")).to_have_text("Bold and italic")
    expect(text.locator("strong em")).to_have_text("italic")
    expect(text.locator("blockquote")).to_have_text("Quoted here")
    expect(text.locator("code")).to_have_text("code")
    expect(text.get_by_role("link", name="119")).to_have_attribute("href", "tel:119")
    expect(text.get_by_role("link", name="a page")).to_have_attribute("href", "https://city.example/")
    expect(page.locator(".phone.telegram .location .title")).to_have_text("鶴見国際交流ラウンジ")


@BOTH
def test_where_somebody_is_can_be_chosen(come: Open, demo: Demo, phone: str) -> None:
    page = come()
    say(page, phone, "all")
    if phone == "line":
        page.locator(".quick").get_by_role("button", name="Send my location").click()
    else:
        page.locator(".keys").get_by_role("button", name="Send my location").click()
    station = page.locator(f".phone.{phone} .station").first
    expect(station).to_be_focused()
    station.press("Enter")
    expect(mine(page, phone).last.locator(".location")).to_be_visible()
    expect(page.locator(f".phone.{phone} .panel")).to_be_hidden()
    what, body = (demo.line if phone == "line" else demo.telegram).done[-1]
    assert what == ("location" if phone == "line" else "press")
    assert 35.3 < body["latitude"] < 35.6


@BOTH
def test_other_places_and_things_can_be_sent_too(come: Open, demo: Demo, phone: str) -> None:
    page = come()
    platform = demo.line if phone == "line" else demo.telegram
    opener = page.locator(f".phone.{phone} .attach")
    for kind in ("Sticker", "Photo", "Voice", "Video", "File"):
        opener.click()
        page.locator(f".phone.{phone} .kinds").get_by_role("button", name=kind).click()
    opener.click()
    page.locator(f"#{phone}-latitude").fill("34.7")
    page.locator(f".phone.{phone} .free button").click()
    expect(mine(page, phone).last.locator(".location")).to_be_visible()
    sent = [body["kind"] for what, body in platform.done if what == "send"]
    assert sent == ["sticker", "image", "audio", "video", "file"]
    assert platform.done[-1][1]["latitude"] == 34.7


def test_the_rich_menu_opens_and_its_areas_lie_on_the_picture(come: Open) -> None:
    page = come()
    page.locator(".rich-bar").click()
    expect(page.locator(".rich-bar")).to_have_attribute("aria-expanded", "true")
    left, right = (page.locator(".rich-area").nth(number) for number in (0, 1))
    assert box(left)["x"] + box(left)["width"] == pytest.approx(box(right)["x"], abs=1)
    right.click()
    expect(theirs(page, "line").last).to_contain_text("You tapped menu:1")


def test_a_message_is_taken_back_on_line(come: Open) -> None:
    page = come()
    say(page, "line", "secret")
    mine(page, "line").last.locator(".opener").click()
    page.get_by_role("button", name="Unsend").click()
    expect(mine(page, "line").last).to_contain_text("You took this message back.")
    expect(mine(page, "line").last).not_to_contain_text("secret")


def test_a_message_is_changed_on_telegram(come: Open) -> None:
    page = come()
    say(page, "telegram", "wrogn")
    mine(page, "telegram").last.click(button="right")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("#telegram-text")).to_have_value("wrogn")
    page.locator("#telegram-text").fill("right")
    page.locator("#telegram-text").press("Enter")
    expect(mine(page, "telegram").last).to_contain_text("right")
    expect(mine(page, "telegram").last.locator(".meta")).to_contain_text("edited")


def test_commands_are_chosen_by_keyboard(come: Open, demo: Demo) -> None:
    page = come()
    page.locator(".slash").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".commands button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".slash")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(mine(page, "telegram").last).to_contain_text("/help")
    assert demo.telegram.done[-1] == ("say", {"text": "/help"})


def test_both_accounts_can_be_blocked_and_taken_back(come: Open) -> None:
    page = come()
    page.locator(".phone.line .options button").click()
    expect(page.locator("#line-text")).to_be_hidden()
    page.locator(".phone.line .gate .solid").click()
    expect(page.locator("#line-text")).to_be_visible()
    page.locator(".phone.telegram .options button").click()
    expect(page.locator("#telegram-text")).to_be_hidden()
    page.locator(".phone.telegram .options button").click()
    expect(page.locator("#telegram-text")).to_be_visible()


def test_enter_does_not_send_while_a_word_is_composed(come: Open, demo: Demo) -> None:
    page = come("ja")
    field = page.locator("#line-text")
    field.fill("らうんじ")
    for held in ({"isComposing": True}, {"keyCode": 229}):
        field.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **held})
    expect(field).to_have_value("らうんじ")
    assert "say" not in dict(demo.line.done)
