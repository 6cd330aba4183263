"""A counselor's files on the page: a picture to look at, a sound to play, a document to save, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.media import Enclosure
from bot.reply import File, Kind, Paragraph, Reply
from tests.browser.conftest import PHONE, say, sideways
from tests.browser.see import expect
from tests.media.makers import OGG, PDF, picture
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from bot.reply import Part
    from tests.web.counter import Counter

pytestmark = pytest.mark.browser

MAP = (File("m" * 22, "image/png", "map.png", 2_400_000), Enclosure("image/png", "map.png", picture(size=(900, 700))))
HELLO = (File("s" * 22, "audio/ogg", "hello.ogg", 40_000), Enclosure("audio/ogg", "hello.ogg", OGG))
FORM = (File("d" * 22, "application/pdf", "форма.pdf", 800), Enclosure("application/pdf", "форма.pdf", PDF))


def sent(counter: Counter, *files: tuple[File, Enclosure], text: str = "Please sign.", language: str = "en") -> None:
    """Have a counselor send something to whoever wrote last."""
    talk = [*counter.seen.values()][-1].conversation
    for file, held in files:
        counter.files[(talk, file.id)] = held
    parts: tuple[Part, ...] = (Paragraph(text), *(file for file, _ in files))
    counter.add(talk, mine=False, reply=Reply(Kind.PERSON, language, parts, sender="佐藤 Sato"))


def violations(page: Page) -> list[Any]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "light"), ("ja", "dark"), ("ja-easy", "light"), ("uk", "light"), ("ne", "dark")]
)
def test_all_kinds_are_shown_without_a_barrier(
    visit: Callable[..., Page], counter: Counter, language: str, scheme: str
) -> None:
    page = visit(language, viewport={"width": 320, "height": 568}, color_scheme=scheme)
    say(page, "link")
    sent(counter, MAP, HELLO, FORM, language=language)
    files = page.locator("article.kind-person figure.file")
    expect(files).to_have_count(3)
    picture_, sound = files.nth(0).locator("img"), files.nth(1).locator("audio")
    expect(picture_).to_have_js_property("naturalWidth", 900)
    assert picture_.get_attribute("aria-label")
    expect(sound).to_have_attribute("controls", "")
    assert violations(page) == []
    assert sideways(page) == 0


def test_a_document_is_saved_and_a_picture_opens_beside(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    say(page, "link")
    sent(counter, MAP, FORM)
    picture_, form = page.locator("figure.file").nth(0), page.locator("figure.file").nth(1)
    expect(picture_.locator("img")).to_have_accessible_name("Picture from the counselor")
    expect(form).to_contain_text("Document from the counselor")
    expect(form).to_contain_text("форма.pdf")
    expect(picture_).to_contain_text("2.4 MB")
    with page.expect_download() as saved:
        form.get_by_role("link", name="Open форма.pdf").click()
    assert saved.value.suggested_filename == "форма.pdf"
    assert saved.value.path().read_bytes() == PDF
    with page.context.expect_page() as opened:
        picture_.get_by_role("link").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith(f"/web/files/{MAP[0].id}")


def test_who_reads_at_the_end_stays_there_when_the_picture_comes(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    say(page, "lounge")
    sent(counter, MAP)
    expect(page.locator("figure.file img")).to_have_js_property("naturalWidth", 900)
    page.wait_for_function(
        "() => document.documentElement.scrollHeight - innerHeight - scrollY < 80"
    )  # fmt: skip
    assert page.locator("figure.file a.button").is_visible()


def test_what_is_gone_says_so(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit()
    say(page, "link")
    sent(counter, (File(mime="application/pdf"), FORM[1]), text="Taken back")
    sent(counter, MAP)
    expect(page.locator("p.file.gone")).to_have_text("This file was taken back.")
    counter.files.clear()
    page.reload()
    expect(page.locator("figure.file")).to_contain_text("This file was taken back.")
    assert page.locator("figure.file img").count() == 0
    page.locator("#language").select_option("ja")
    expect(page.locator("p.file.gone")).to_have_text("この添付は取り消されました。")


def test_a_name_can_do_nothing(visit: Callable[..., Page], counter: Counter) -> None:
    page = visit(viewport={"width": 320, "height": 568})
    say(page, "link")
    names = [*HOSTILE, "\u202egpj.exe", "x" * 200]
    sent(counter, *((File("d" * 22, "application/pdf", name, 9), FORM[1]) for name in names))
    expect(page.locator("figure.file")).to_have_count(len(names))
    assert page.locator("figure.file .file-name > bdi").all_text_contents() == names
    assert page.locator(".log script, .log iframe, .log figure.file img").count() == 0
    hrefs = {link.get_attribute("href") for link in page.locator("figure.file a").all()}
    assert hrefs == {f"/web/files/{'d' * 22}"}
    assert sideways(page) == 0
