"""A door, a clock that the tests turn, and whoever stands in front of it."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from adapters.console.accounts import first_link
from adapters.store.auditing import rows
from adapters.store.opening import open_store
from tests.console.door.badge_desk import BadgeDesk
from tests.console.door.front import HOME, Browser, Clock, Front, front
from tests.console.door.provider import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adapters.store.store import SqlStore


@dataclass
class Hall:
    """The counter with its door, and everybody's browsers."""

    store: SqlStore
    front: Front
    clock: Clock
    folder: Path

    def browser(self, address: str = "192.0.2.7") -> Browser:
        """Give somebody's browser."""
        client = TestClient(
            self.front.app, base_url=HOME, client=(address, 50000), raise_server_exceptions=False
        )  # fmt: skip
        client.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        client.headers["accept-language"] = "en"
        return Browser(client, self.clock)

    def first(self) -> str | None:
        """Give the link that the start of the counter prints."""
        return asyncio.run(first_link(self.store.roster, HOME, self.clock.now))

    def administrator(self) -> Browser:
        """Let the first one in."""
        browser, link = self.browser(), self.first()
        assert link
        assert browser.join(link, "boss").status_code == 303
        browser.set_up()
        return browser

    def invited(self, boss: Browser, role: str = "counselor", **fields: str) -> str:
        """Have somebody invited; give the link."""
        boss.get("/staff/people")
        boss.follow(boss.post("/staff/people/invite", role=role, note="somebody", **fields))
        link = boss.page.split('id="link" readonly value="')[1].split('"')[0]
        boss.post("/staff/people/passed")
        return link

    def colleague(self, boss: Browser, login: str, role: str = "counselor", address: str = "192.0.2.8") -> Browser:
        """Let somebody in."""
        browser = self.browser(address)
        assert browser.join(self.invited(boss, role), login).status_code == 303
        browser.set_up()
        return browser

    def deeds(self, *kinds: str) -> list[tuple[str | None, str, str, str]]:
        """Give what was audited, oldest first."""

        async def read() -> list[tuple[str | None, str, str, str]]:
            found = await self.store.submit(lambda connection: rows(connection, None, None, 500))
            return [(row.by, row.what, row.on, row.detail) for row in reversed(found)]

        return [deed for deed in asyncio.run(read()) if not kinds or deed[1] in kinds]

    def id(self, login: str) -> str:
        """Give somebody's id."""
        return next(one.id for one in asyncio.run(self.store.roster.members()) if one.login == login)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once; every test takes a copy."""
    folder = tmp_path_factory.mktemp("blank")
    asyncio.run(open_store("", folder, None).close())
    return folder


@pytest.fixture
def hall(blank: Path, tmp_path: Path) -> Iterator[Hall]:
    """Give a door behind which nobody is yet."""
    clock = Clock()
    folder = shutil.copytree(blank, tmp_path / "data")
    store = open_store("", folder, None)
    yield Hall(store, front(store.roster, clock), clock, folder)
    asyncio.run(store.close())


@pytest.fixture
def boss(hall: Hall) -> Browser:
    """Give the browser of the administrator, inside."""
    return hall.administrator()


@pytest.fixture
def desk(hall: Hall) -> Iterator[BadgeDesk]:
    """Give a counter with the organisation's sign-in."""
    provider = Provider(lambda: hall.clock().timestamp())
    desk = BadgeDesk(hall, provider)
    desk.open()
    yield desk
    provider.close()


@pytest.fixture
def olena(desk: BadgeDesk, boss: Browser) -> Browser:
    """Give the browser of somebody who was let in, whose address is known, and who has gone home."""
    browser = desk.hall.colleague(boss, "olena")
    desk.expected(boss, "olena")
    browser.get("/staff/me")
    browser.post("/staff/logout")
    assert not browser.inside()
    return browser
