"""The way into the console in a real browser: with a keyboard, without scripts, with a passkey, for screen readers."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pyotp
import pytest
import uvicorn

from adapters.console.accounts import first_link
from adapters.store.opening import open_store
from tests.browser.conftest import DESKTOP, PHONE, sideways
from tests.browser.see import expect
from tests.console.door.front import PASSWORD, Clock, front

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from adapters.store.store import SqlStore

T = TypeVar("T")
pytestmark = pytest.mark.browser


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run something in a thread: this one has playwright's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass
class Door:
    """The door on a socket of this machine."""

    url: str
    store: SqlStore
    clock: Clock

    def link(self) -> str:
        """Give the link for the first administrator."""
        link = run(first_link(self.store.roster, self.url, self.clock.now))
        assert link is not None
        return link


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Open a door behind which nobody is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    clock, store = Clock(), open_store("", tmp_path, None)
    app = front(store.roster, clock, "").app
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield Door(f"http://localhost:{port}", store, clock)
    server.should_exit = True
    thread.join(10)
    run(store.close())


@pytest.fixture
def come(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Give a way to open browsers; what they complain of fails the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def come(language: str = "en", **options: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": DESKTOP, "locale": language, "reduced_motion": "reduce", **options}
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        page.on("dialog", lambda found: troubles.append(f"dialog: {found.message}"))
        return page

    yield come
    for context in contexts:
        context.close()
    assert troubles == []


def code(page: Page, clock: Clock) -> str:
    """Read the secret as a telephone would, and give the code of now."""
    return pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", "")).at(clock.now)


def fill(page: Page) -> None:
    """Say who one is."""
    fields = {"login": "boss", "name": "Boss Sato", "alias": "Boss", "password": PASSWORD, "again": PASSWORD}
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Continue").click()


def join(page: Page, door: Door) -> str:
    """Come by the first link; gives the secret of the second factor."""
    page.goto(door.link())
    fill(page)
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.locator("#code").fill(code(page, door.clock))
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("ul.codes li")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator("h1")).to_have_text("Profile")
    return secret


def accessible(page: Page) -> None:
    """Ask axe."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == [], page.url


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_the_link_to_the_inside_and_back(door: Door, come: Callable[..., Page], *, script: bool) -> None:
    page = come(java_script_enabled=script)
    secret = join(page, door)
    page.get_by_role("button", name="Sign out").click()
    door.clock.pass_(seconds=30)
    page.locator("#login").fill("boss")
    page.locator("#password").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").first).to_contain_text("not right")
    expect(page.locator("#login")).to_have_value("boss")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.locator("#code").fill(pyotp.TOTP(secret).at(door.clock.now))
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("body")).to_contain_text("Boss Sato administrator")


def test_by_keyboard_alone(door: Door, come: Callable[..., Page]) -> None:
    page = come()
    page.goto(door.link())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for value in ("boss", "Boss Sato", "Boss", PASSWORD):
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.keyboard.type("something else")
    page.keyboard.press("Enter")
    # What is wrong is said at once, and leads to its field.
    expect(page.locator(".notice.wrong")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#again")).to_be_focused()
    expect(page.locator("#again")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#login")).to_have_value("boss")


def test_a_passkey_is_added_and_used(door: Door, come: Callable[..., Page]) -> None:
    page = come()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    join(page, door)
    page.goto(f"{door.url}/staff/me/security")
    page.locator("#passkey-name").fill("Laptop")
    page.locator("#current-passkey").fill("wrong")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("form[data-passkey] [role=alert]")).to_contain_text("not right")
    page.locator("#current-passkey").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey was added")
    expect(page.locator(".things summary bdi")).to_have_text("Laptop")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{door.url}/staff/login?next=/staff/me")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("Profile")
    page.goto(f"{door.url}/staff/me/security")
    page.locator(".things summary").click()
    page.locator("#current-1").fill(PASSWORD)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey was removed")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#passkey [role=alert]")).to_contain_text("not accepted")


@pytest.mark.parametrize(
    ("language", "viewport", "scheme"),
    [("en", DESKTOP, "light"), ("ja", PHONE, "dark")],
    ids=["English, desktop, light", "Japanese, phone, dark"],
)
def test_every_page_is_for_everybody(
    door: Door, come: Callable[..., Page], language: str, viewport: dict[str, int], scheme: str
) -> None:
    page = come("en", viewport=viewport, color_scheme=scheme)
    page.goto(door.link())
    accessible(page)
    page.locator("#password").fill("x")
    page.locator("form.card").evaluate("(form) => { form.noValidate = true; }")
    page.get_by_role("button", name="Continue").click()
    accessible(page)
    secret = join(page, door)
    page.context.add_cookies([{"name": "madoguchi-staff-language", "value": language, "url": door.url}])
    paths = ["/staff/me", "/staff/me/security", "/staff/people", "/staff/login/nothing", "/staff/room/queue"]
    page.goto(f"{door.url}/staff/people")
    person = page.locator("tbody a").first.get_attribute("href")
    assert person
    page.locator("#note").fill("Hanako")
    page.locator(".card form button.main").first.click()
    expect(page.locator("#link")).to_be_visible()
    accessible(page)
    for path in (*paths, person):
        answer = page.goto(door.url + path)
        assert answer is not None
        if "json" not in answer.headers.get("content-type", "") and answer.status != 404:
            accessible(page)
            assert sideways(page) == 0, path
    page.locator(".leave button").click()
    accessible(page)
    assert sideways(page) == 0
    door.clock.pass_(seconds=30)
    page.locator("#login").fill("boss")
    page.locator("#password").fill(PASSWORD)
    page.locator("button.main").click()
    accessible(page)
    page.locator("main a").first.click()
    accessible(page)
    page.go_back()
    page.locator("#code").fill(pyotp.TOTP(secret).at(door.clock.now))
    page.locator("button.main").click()
    page.goto(f"{door.url}/staff/me/security")
    page.locator("#current-second").fill(PASSWORD)
    page.locator("section:has(#second-title) button").click()
    expect(page.locator(".qr")).to_be_visible()
    accessible(page)
    assert sideways(page) == 0
    page.locator("#code").fill(code(page, door.clock))
    page.locator("button.main").click()
    expect(page.locator("ul.codes li")).to_have_count(10)
    accessible(page)


def test_the_picture_can_be_read_by_a_camera(door: Door, come: Callable[..., Page]) -> None:
    page = come(color_scheme="dark")
    page.goto(door.link())
    for name, value in {
        "login": "boss",
        "name": "Boss",
        "alias": "Boss",
        "password": PASSWORD,
        "again": PASSWORD,
    }.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Continue").click()
    size = page.locator(".qr").evaluate("(image) => [image.complete, image.naturalWidth, image.naturalHeight]")
    assert size[0]
    assert size[1] == size[2] > 100
    uri = page.get_by_role("link", name="Open the app on this device").get_attribute("href")
    assert uri is not None
    assert uri.startswith("otpauth://totp/Madoguchi:boss?secret=")
