"""Two processes on one database are one door: what one of them decides, the other knows at once."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from adapters.console.accounts import first_link
from tests.console.door.front import HOME, PASSWORD, Browser, Clock, Front, front

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio

SESSION = "__Host-madoguchi-staff"
NEW = "seven green umbrellas"


@dataclass
class Doors:
    """Two processes of the counter (on SQLite one, asked twice) and browsers that reach either."""

    stores: list[SqlStore]
    fronts: list[Front]
    clock: Clock

    def browser(self, door: int, address: str = "192.0.2.7") -> Browser:
        client = TestClient(self.fronts[door].app, base_url=HOME, client=(address, 50000))
        client.headers["accept-language"] = "en"
        return Browser(client, self.clock)

    def through(self, browser: Browser, door: int) -> Browser:
        """Give the same browser as it reaches the other process."""
        other = self.browser(door)
        other.client.cookies = browser.client.cookies
        other.secret, other.codes, other.page = browser.secret, browser.codes, browser.page
        return other


async def doors(house: House) -> Doors:
    clock = Clock()
    stores = [house.open()]
    stores.append(house.open() if house.engine == "postgres" else stores[0])
    return Doors(stores, [front(store.roster, clock) for store in stores], clock)


async def beside(work: Callable[[], None]) -> None:
    """Run what blocks in a thread: the browsers have event loops of their own."""
    await asyncio.to_thread(work)


async def test_a_session_holds_in_both_and_ends_in_both(house: House) -> None:
    hall = await doors(house)
    link = await first_link(hall.stores[0].roster, HOME, hall.clock.now)

    def visit() -> None:
        one = hall.browser(0)
        assert link is not None
        assert one.join(link, "boss").status_code == 303
        # Half-way, and on in the other process.
        two = hall.through(one, 1)
        two.set_up()
        one = hall.through(two, 0)
        assert one.inside()
        key = one.client.cookies[SESSION]
        one.get("/staff/me/security")
        changed = one.post("/staff/me/security/password", current=PASSWORD, password=NEW, again=NEW)
        assert changed.status_code == 303
        fresh = one.client.cookies[SESSION]
        assert fresh != key
        for door in (0, 1):
            for value, status in ((key, 303), (fresh, 200)):
                stranger = hall.browser(door)
                assert stranger.get("/staff", cookie=f"{SESSION}={value}").status_code == status
        two = hall.through(one, 1)
        two.get("/staff/me")
        assert two.post("/staff/logout").status_code == 303
        for door in (0, 1):
            assert hall.browser(door).get("/staff", cookie=f"{SESSION}={fresh}").status_code == 303

    await beside(visit)


async def test_a_new_role_and_a_shut_door_are_known_in_both(house: House) -> None:
    hall = await doors(house)
    link = await first_link(hall.stores[0].roster, HOME, hall.clock.now)

    def visit() -> None:
        assert link is not None
        boss, hanako = hall.browser(0), hall.browser(1, "192.0.2.8")
        boss.join(link, "boss")
        boss.set_up()
        boss.get("/staff/people")
        boss.follow(boss.post("/staff/people/invite", role="counselor", note="x"))
        invitation = boss.page.split('id="link" readonly value="')[1].split('"')[0]
        assert hanako.join(invitation, "hanako").status_code == 303
        hanako.set_up()
        old = hanako.client.cookies[SESSION]
        boss.get("/staff/people")
        found = re.search(r"/staff/people/([0-9a-f]{32})\"><bdi>Hanako", boss.page)
        assert found
        path = f"/staff/people/{found[1]}"
        boss.get(path)
        boss.post(path, role="auditor")
        assert hanako.get("/staff/room/audit").status_code == 200
        new = hanako.client.cookies[SESSION]
        assert new != old
        for door in (0, 1):
            assert hall.browser(door).get("/staff", cookie=f"{SESSION}={old}").status_code == 303
            assert hall.browser(door).get("/staff", cookie=f"{SESSION}={new}").status_code == 200
        boss.get(path)
        boss.post(f"{path}/disable")
        for door in (0, 1):
            assert hall.browser(door).get("/staff", cookie=f"{SESSION}={new}").status_code == 303
            assert hall.browser(door, "192.0.2.8").sign_in("hanako").status_code == 401

    await beside(visit)


async def test_guesses_are_counted_in_both_together(house: House) -> None:
    hall = await doors(house)
    link = await first_link(hall.stores[0].roster, HOME, hall.clock.now)

    def visit() -> None:
        assert link is not None
        boss = hall.browser(0)
        boss.join(link, "boss")
        boss.set_up()
        statuses = [hall.browser(n % 2, f"198.51.100.{n}").sign_in("boss", "wrong").status_code for n in range(10)]
        assert statuses == [401] * 5 + [429] * 5
        statuses = [hall.browser(n % 2, "203.0.113.7").sign_in(f"name-{n}", "x").status_code for n in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        # One code, two processes: it lets in once.
        hall.clock.pass_(minutes=20)
        code, answers = boss.code, []
        for door in (0, 1):
            half = hall.browser(door)
            half.sign_in("boss")
            half.get("/staff/login/code")
            answers.append(half.post("/staff/login/code", code=code).status_code)
        assert answers == [303, 401]

    await beside(visit)


async def test_the_link_of_every_process_holds_until_one_was_used(house: House) -> None:
    hall = await doors(house)
    first, second = [await first_link(store.roster, HOME, hall.clock.now) for store in hall.stores]

    def visit() -> None:
        assert first is not None
        assert second is not None
        for link in (first, second):
            assert hall.browser(1).get(link.removeprefix(HOME)).status_code == 200
        assert hall.browser(0).join(first, "boss").status_code == 303
        for link in (first, second):
            assert hall.browser(1).get(link.removeprefix(HOME)).status_code == 404

    await beside(visit)
