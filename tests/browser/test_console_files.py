"""Attaching at a counselor's desk: chosen, dropped or pasted, by mouse, keyboard and ear; and seen afterwards."""

from __future__ import annotations

import base64
import threading
from typing import TYPE_CHECKING, Any

import pytest

from adapters.media import LARGEST
from tests.browser.conftest import PHONE, sideways
from tests.browser.console_desks import OFFICE_PC, Desks, desks, live
from tests.browser.see import expect
from tests.browser.test_console_looks import violations
from tests.media.makers import PDF, SVG, mp4, picture
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from bot.case import Case

__all__ = ["desks"]
pytestmark = pytest.mark.browser

DROP = """([kind, files]) => {
  const given = new DataTransfer();
  for (const [name, type, data] of files) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    given.items.add(new File([bytes], name, { type }));
  }
  const about = { bubbles: true, cancelable: true };
  const field = document.getElementById("text");
  if (kind === "paste") field.dispatchEvent(new ClipboardEvent("paste", { ...about, clipboardData: given }));
  else {
    document.body.dispatchEvent(new DragEvent("dragover", { ...about, dataTransfer: given }));
    document.body.dispatchEvent(new DragEvent("drop", { ...about, dataTransfer: given }));
  }
}"""


def upload(name: str, data: bytes, kind: str = "application/octet-stream") -> Any:
    return {"name": name, "mimeType": kind, "buffer": data}


def seated(desks: Desks, **how: Any) -> tuple[Page, Case]:
    """Sit Olena at a case of hers."""
    olena = desks.staff("olena")
    case = desks.claimed(olena, "garbage")
    page = desks.sit(olena, f"/staff/cases/{case.number}", **how)
    live(page)
    return page, case


def chips(page: Page) -> Any:
    return page.locator("#enclosed li")


def brought(page: Page, kind: str, files: Mapping[str, bytes]) -> None:
    given = [[name, "text/html", base64.b64encode(data).decode()] for name, data in files.items()]
    page.evaluate(DROP, [kind, given])


def test_files_are_chosen_shown_and_sent_with_the_words(desks: Desks) -> None:
    page, case = seated(desks)
    expect(page.locator("#attach-help")).to_contain_text("10 MB each")
    page.locator("#text").fill("Please sign this.")
    page.locator("#attach-file").set_input_files(
        [upload("form.pdf", PDF), upload("map.png", picture(size=(640, 480))), upload("hi.m4a", mp4(b"soun"))]
    )
    expect(chips(page)).to_have_count(3)
    expect(page.locator("#attach-said")).to_have_text("Attached: hi.m4a")
    expect(page.locator("#text")).to_have_value("Please sign this.")
    expect(chips(page).nth(1).locator("img")).to_have_js_property("naturalWidth", 640)
    page.locator("button.send").click()
    line = page.locator(".line.staff")
    expect(line).to_contain_text("Please sign this.")
    expect(line.locator(".file")).to_have_count(3)
    expect(chips(page)).to_have_count(0)
    expect(line.locator("img")).to_have_js_property("naturalWidth", 640)
    expect(line.locator("audio")).to_have_attribute("controls", "")
    with page.expect_download() as saved:
        line.get_by_role("link", name="Save form.pdf").click()
    assert saved.value.path().read_bytes() == PDF
    assert str(desks.told(case)).count("Please sign this.") == 1


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_files_are_dropped_and_pasted(desks: Desks, kind: str) -> None:
    page, _ = seated(desks)
    brought(page, kind, {"one.png": picture(), "two.pdf": PDF})
    expect(chips(page)).to_have_count(2)
    expect(chips(page).nth(0)).to_contain_text("one.png")
    assert page.url.startswith(desks.server.url)


def test_a_file_that_is_dropped_where_nothing_takes_it_does_not_take_the_page_away(desks: Desks) -> None:
    olena = desks.staff("olena")
    page = desks.sit(olena, "/staff/queue")
    live(page)
    brought(page, "drop", {"one.png": picture()})
    expect(page.locator("#list-title")).to_have_text("Waiting")


def test_by_keyboard_alone_and_with_words_for_the_ear(desks: Desks) -> None:
    page, _ = seated(desks)
    page.on("filechooser", lambda chooser: chooser.set_files([upload("form.pdf", PDF)]))
    page.locator("#case-title").focus()
    page.wait_for_timeout(200)  # from here on Chromium asks us, and nobody else
    page.keyboard.press("a")
    expect(chips(page)).to_have_count(1)
    field = page.get_by_role("button", name="Attach", exact=True)
    expect(field).to_have_accessible_description(
        "Pictures, sound or PDF, up to 5 files of 10 MB each. You can also drop or paste them here."
    )
    expect(page.locator("#attach-said")).to_have_attribute("role", "status")
    remove = page.get_by_role("button", name="Remove form.pdf")
    remove.focus()
    page.keyboard.press("Enter")
    expect(chips(page)).to_have_count(0)
    expect(page.locator("#attach-said")).to_have_text("Removed.")
    expect(page.locator("#text")).to_be_focused()


def test_what_cannot_go_is_said_with_its_name_and_the_rest_goes(desks: Desks) -> None:
    page, _ = seated(desks)
    large = upload("large.pdf", b"%PDF-1.7\n" + b" " * LARGEST)
    page.locator("#attach-file").set_input_files([upload("evil.png", SVG), large, upload("good.pdf", PDF)])
    expect(chips(page)).to_have_count(1)
    rows = page.locator("#uploads .failed")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("evil.png was not attached: only pictures")
    expect(rows.nth(1)).to_contain_text("large.pdf was not attached: it is larger than 10 MB.")
    rows.nth(0).get_by_role("button", name="Close").click()
    expect(rows).to_have_count(1)
    page.locator("#attach-file").set_input_files([upload(f"{number}.pdf", PDF) for number in range(5)])
    expect(chips(page)).to_have_count(5)
    expect(page.locator("#uploads .failed").last).to_contain_text("4.pdf was not attached: an answer takes 5 files.")


def test_nothing_is_sent_while_a_file_is_on_its_way_and_a_cut_line_is_said(desks: Desks) -> None:
    page, case = seated(desks)
    go, cut = threading.Event(), []

    def slow(route: Any) -> None:
        cut.append(route)

    page.route("**/enclosures", slow)
    page.locator("#attach-file").set_input_files([upload("form.pdf", PDF)])
    expect(page.locator("#uploads progress")).to_have_accessible_name("Uploading: form.pdf")
    page.locator("#text").fill("Here")
    page.locator("button.send").click()
    expect(page.locator("#toast")).to_have_text("Please wait until all files are uploaded.")
    assert not [line for line in desks.told(case) if "Here" in line]
    desks.say("news")
    expect(page.locator(".line.resident").last).to_contain_text("news")
    expect(page.locator("#uploads progress")).to_have_count(1)
    cut.pop().abort()
    expect(page.locator("#uploads .failed")).to_contain_text("form.pdf was not uploaded. Please try again.")
    page.unroute("**/enclosures")
    page.locator("#attach-file").set_input_files([upload("form.pdf", PDF)])
    expect(chips(page)).to_have_count(1)
    page.locator("button.send").click()
    expect(page.locator(".line.staff .file")).to_have_count(1)
    go.set()


def test_what_was_attached_survives_reload_and_a_stale_answer(desks: Desks) -> None:
    page, _ = seated(desks, deaf=False)
    page.locator("#attach-file").set_input_files([upload("form.pdf", PDF)])
    expect(chips(page)).to_have_count(1)
    page.reload()
    expect(chips(page)).to_have_count(1)
    page.locator("#text").fill("Here")
    page.evaluate("() => { document.getElementById('reply-seen').value = '0'; }")
    page.route("**/staff/cases/*", lambda route: route.continue_())
    desks.say("one more thing")
    expect(page.locator(".line.resident").last).to_contain_text("one more thing")
    page.locator("button.send").click()
    expect(page.locator(".line.staff .file")).to_have_count(1)


def test_a_file_that_should_not_have_been_sent_is_taken_back(desks: Desks) -> None:
    page, _ = seated(desks)
    page.locator("#attach-file").set_input_files([upload("wrong.pdf", PDF)])
    expect(chips(page)).to_have_count(1)
    page.locator("button.send").click()
    line = page.locator(".line.staff")
    line.get_by_text("Take back…").click()
    expect(line).to_contain_text("cannot be called back")
    line.get_by_role("button", name="Delete this file").click()
    expect(line).to_contain_text("It was taken back.")
    expect(line).not_to_contain_text("wrong.pdf")


def test_names_can_do_nothing(desks: Desks) -> None:
    page, _ = seated(desks)
    for name in HOSTILE[:5]:
        brought(page, "drop", {f"{name}.pdf": PDF})
    expect(chips(page)).to_have_count(5)
    page.locator("button.send").click()
    expect(page.locator(".line.staff .file")).to_have_count(5)
    assert page.locator("#pane script, #pane iframe, #pane [onerror], #pane [onload]").count() == 0
    brought(page, "drop", {f"{HOSTILE[1]}": SVG})
    expect(page.locator("#uploads .failed")).to_contain_text("<img src=x onerror=alert(1)> was not attached")


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [("ja", "light", OFFICE_PC), ("en", "dark", PHONE), ("ja", "light", {"width": 320, "height": 568})],
    ids=["ja-light-office", "en-dark-phone", "ja-small"],
)
def test_no_barrier_is_found(desks: Desks, language: str, scheme: str, viewport: dict[str, int]) -> None:
    page, _ = seated(desks, language=language, viewport=viewport, color_scheme=scheme)
    long = "とても長い名前の書類" * 7
    files = [upload(f"{long}.pdf", PDF), upload("map.png", picture()), upload("hi.m4a", mp4(b"soun"))]
    page.locator("#attach-file").set_input_files([*files, upload("evil.svg", SVG)])
    expect(chips(page)).to_have_count(3)
    expect(page.locator("#uploads .failed")).to_have_count(1)
    assert violations(page) == []
    assert sideways(page) == 0
    page.locator("button.send").click()
    expect(page.locator(".line.staff .file")).to_have_count(3)
    page.locator("#uploads .failed button").click()
    page.locator(".take-back summary").first.click()
    assert violations(page) == []
    assert sideways(page) == 0
