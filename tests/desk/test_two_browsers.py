"""A resident and a counselor, each at a real browser, and the counter is killed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.desk.office import House, invited, join, seat
from tests.desk.test_whole_talk import ASKS, PERSON

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser as Chromium, BrowserContext, Page

    from tests.console.door.front import Browser

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.browser]

SOON = 30_000


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def write(page: Page, words: str) -> None:
    """Type into the chat and send."""
    await page.locator("#message").fill(words)
    await page.locator("#message").press("Enter")


async def says(page: Page, words: str) -> None:
    """Wait until the chat shows something, once."""
    await expect(page.locator("#log article", has_text=words)).to_have_count(1, timeout=SOON)


async def offered(page: Page) -> None:
    """Ask until a person is offered: the counter looks every few seconds who is there."""
    await write(page, ASKS)
    await says(page, "юридичну довідку")
    consent = page.locator("#log article", has_text="119, поліція 110")
    for _ in range(10):
        await write(page, PERSON)
        await page.wait_for_timeout(2000)
        if await consent.count():
            return
    pytest.fail(await page.locator("#log").inner_text())


async def at_the_console(chromium: Chromium, house: House, olena: Browser) -> BrowserContext:
    """Open a counselor's browser, who has signed in."""
    context = await chromium.new_context(base_url=house.running[0].home, locale="en-GB")
    kept = olena.client.cookies.jar
    await context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": house.running[0].home} for one in kept]
    )
    return context


async def held(chromium: Chromium, house: House) -> None:
    """Ask, be taken over, be answered; in the middle everything is killed."""
    boss, olena = house.sit(), house.sit()
    join(boss, house.first_link(), "boss")
    seat(olena, invited(boss), "olena", uk="native", ja="fluent")
    resident = await (await chromium.new_context(locale="uk-UA")).new_page()
    await resident.goto(house.running[0].home)
    await offered(resident)
    await write(resident, "так")
    await says(resident, "Консультант відповість вам тут.")
    counselor = await (await at_the_console(chromium, house, olena)).new_page()
    await counselor.goto("/staff/queue")
    await counselor.locator("[id^=row-] a").first.click()
    await counselor.get_by_role("button", name="Take this case").click()
    await says(resident, "Зараз вам відповідає Olena.")
    await write(resident, "він забрав ключ")
    await says(resident, "він забрав ключ")
    await house.kill()
    line = counselor.locator("#talk .line", has_text="він забрав ключ")
    await expect(line).to_have_count(1, timeout=SOON)
    await counselor.locator("#text").fill("Добрий день. Ключ він мусить віддати.")
    await counselor.locator("button.send").click()
    await says(resident, "Ключ він мусить віддати.")
    await write(resident, "дякую вам")
    await expect(counselor.locator("#talk .line", has_text="дякую вам")).to_have_count(1, timeout=SOON)
    assert "Будь ласка" not in await resident.locator("#log article").last.inner_text()


async def test_both_see_everything_once_though_the_counter_is_killed(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    house = House(tmp_path, {})
    await house.open()
    try:
        async with async_playwright() as driver:
            chromium = await driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            await held(chromium, house)
            await chromium.close()
    finally:
        ended = await house.close()
    assert all(status in {0, -15} for status in ended)
