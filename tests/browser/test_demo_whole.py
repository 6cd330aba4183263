"""The whole demonstration as a visitor starts it: real counter, both platforms, a browser, Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from adapters.demo.doors import free
from tests.browser.see import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from adapters.demo.run import run
from adapters.settings import read_settings
if __name__ == "__main__":
    sys.exit(run(read_settings({"DATA_DIR": sys.argv[2]}, Path("no.env")), port=int(sys.argv[1])))
"""


class Show:
    """One running demonstration, in a process group of its own as a terminal would have it."""

    def __init__(self, folder: Path) -> None:
        port = free()
        self.url = f"http://127.0.0.1:{port}"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        script = folder / "start.py"
        script.write_text(START, "utf-8")
        environment = {**os.environ, "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(port), str(folder / "data")],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def ask(self, path: str) -> Any:
        """Ask the page's server something."""
        with urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 - this machine
            return json.load(answer)

    def opened(self, seconds: float = 90) -> None:
        """Wait until the counter is open."""
        end = time.monotonic() + seconds
        while True:
            assert self.process.poll() is None, self.process.communicate()[0]
            assert time.monotonic() < end, "the counter did not open"
            try:
                if self.ask("/demo/state")["counter"] == "open":
                    return
            except (URLError, OSError):
                pass
            time.sleep(0.1)

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl+C: all of the group hear it."""
        os.killpg(self.process.pid, signal.SIGINT)
        said = self.process.communicate(timeout=30)[0]
        return self.process.returncode, said


@pytest.fixture
def show(tmp_path: Path) -> Iterator[Show]:
    show = Show(tmp_path)
    yield show
    if show.process.poll() is None:
        os.killpg(show.process.pid, signal.SIGKILL)
        show.process.communicate()


def ask_for_japanese(page: Page) -> None:
    """Tap the first example on both phones and wait for both answers."""
    for phone in ("line", "telegram"):
        answers = page.locator(f".phone.{phone} article.theirs")
        before = answers.count()
        page.locator(f".phone.{phone} .tries .chip").first.click()
        expect(answers.nth(before)).to_contain_text("Japanese", timeout=60_000)


def test_both_phones_are_answered_whatever_falls(show: Show, chromium: Browser) -> None:
    show.opened()
    context = chromium.new_context(locale="en", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text))
    page.goto(show.url)
    expect(page.locator(".phone.telegram .about")).not_to_be_empty(timeout=30_000)
    page.locator(".phone.line .gate .solid").click()
    page.locator(".phone.telegram .start").click()
    for phone in ("line", "telegram"):
        expect(page.locator(f".phone.{phone} article.theirs").first).to_contain_text("Madoguchi", timeout=30_000)
    ask_for_japanese(page)

    page.locator(".quick button").first.click()
    page.locator(".phone.telegram .inline").last.locator("button").first.click()
    for phone in ("line", "telegram"):
        expect(page.locator(f".phone.{phone} article.theirs").nth(2)).to_be_visible(timeout=30_000)
    expect(page.locator("[aria-busy]")).to_have_count(0)

    # What Telegram answers with 500 may have arrived; it is not said twice. What is refused with 429 is said later.
    page.locator("fieldset").first.get_by_role("button", name="Error 500, twice").click()
    page.locator("fieldset").last.get_by_role("button", name="Too many requests, twice").click()
    page.locator("#kill").click()
    expect(page.locator("#state")).to_contain_text("fell over")
    ask_for_japanese(page)
    expect(page.locator("#state")).to_contain_text("is open")
    expect(page.locator("#violation")).to_be_hidden()
    assert show.ask("/line/emulator/problems") == []
    assert show.ask("/telegram/emulator/problems") == []
    assert troubles == []
    context.close()

    status, said = show.interrupt()
    assert status == 0, said
    assert "Traceback" not in said
    assert f"open {show.url}" in said
    assert list(show.temporary.glob("madoguchi-demo-*")) == []


def test_it_stops_well_before_the_counter_has_opened(show: Show) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            assert show.ask("/demo/state")["counter"] == "opening"
            break
        except (URLError, OSError):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    status, said = show.interrupt()
    assert status == 0, said
    assert "Traceback" not in said
    assert list(show.temporary.glob("madoguchi-demo-*")) == []
