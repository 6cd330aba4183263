"""A counter with the sign-in of an organisation, and people who come by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from adapters.settings import OidcSettings
from tests.console.door.front import HOME, SignOn, front
from tests.console.door.provider import CLIENT, SECRET

if TYPE_CHECKING:
    import httpx2

    from tests.console.door.conftest import Hall
    from tests.console.door.front import Browser
    from tests.console.door.provider import Provider

EMAIL = "olena@city.example.jp"
OLENA: dict[str, Any] = {"sub": "account-7", "email": EMAIL, "email_verified": True}


@dataclass
class BadgeDesk:
    """A hall whose door has the sign-in of the organisation, and that sign-in."""

    hall: Hall
    provider: Provider

    def open(self, **settings: Any) -> None:
        """Open the door, with other settings."""
        given = OidcSettings(self.provider.issuer, CLIENT, SECRET, **settings)
        roster = self.hall.store.roster
        self.hall.front = front(roster, self.hall.clock, sign_on=SignOn(given, roster.badges))

    def begin(self, browser: Browser, onward: str = "") -> str:
        """Choose the account of the organisation; gives where the browser is sent."""
        browser.get("/staff/login" + onward)
        answer = browser.follow(browser.post("/staff/login/office" + onward))
        assert answer.status_code == 200, browser.page
        return address(browser.page)

    def come(self, browser: Browser, onward: str = "", **account: Any) -> httpx2.Response:
        """Come in with an account, as far as one gets."""
        back = self.provider.authorize(self.begin(browser, onward), **{**OLENA, **account})
        return browser.get(back.removeprefix(HOME))

    def expected(self, boss: Browser, login: str, email: str = EMAIL) -> httpx2.Response:
        """Have the administrator note an address."""
        person = f"/staff/people/{self.hall.id(login)}"
        boss.get(person)
        return boss.post(f"{person}/office", email=email)


def address(page: str) -> str:
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found
    return unescape(found[1])
