"""The way in, in front of a real store: a browser that keeps its cookies, reads forms and fills them in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyotp
from fastapi import FastAPI
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.responses import HTMLResponse

from adapters.console.accounts import Accounts
from adapters.console.badges import BACK
from adapters.console.console import STATIC
from adapters.console.cookies import Cookies
from adapters.console.desk import Desk, Title
from adapters.console.door import Door, Frame
from adapters.console.guard import Guard
from adapters.console.issuer import Issuer
from adapters.console.passwords import Passwords
from adapters.console.view import View
from adapters.console.visit import Way
from adapters.console.words import load
from adapters.roster.roles import Action
from adapters.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx2
    from starlette.responses import Response
    from starlette.testclient import TestClient

    from adapters.console.visit import Visit
    from adapters.roster.badges import Badges
    from adapters.roster.ports import Roster
    from adapters.settings import OidcSettings

HOME = "https://counter.example"
TEAMS = (Title("desk", "相談窓口"), Title("ukraine", "ウクライナ"))
LANGUAGES = (Title("uk", "Українська"), Title("ja", "日本語"), Title("ja-easy", "やさしい日本語"))
PASSWORD = "purple kettle on the roof"  # noqa: S105 - nobody's
CHEAP = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """The counter's time, which the tests turn. It begins in the middle of a half minute."""

    now: datetime = datetime(2026, 11, 28, 3, 0, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.now

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


class Counted(Passwords):
    """Cheap hashes, and how many were looked at."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.looked = 0

    async def check(self, password: str, hashed: str | None) -> tuple[bool, str | None]:
        """Count, then check."""
        self.looked += 1
        return await super().check(password, hashed)


@dataclass
class Front:
    """One process of the counter, as far as its door."""

    app: FastAPI
    ways: Sequence[Way]
    passwords: Counted


@dataclass(frozen=True, slots=True)
class SignOn:
    """The sign-in of an organisation, and what is kept of it."""

    settings: OidcSettings
    badges: Badges


def front(roster: Roster, clock: Clock, public_url: str = HOME, sign_on: SignOn | None = None) -> Front:
    """Open the door; behind it are the accounts, and one room for each thing that can be allowed."""
    cookies, words = Cookies(public_url.startswith("https:")), load()
    shelf = Shelf(STATIC, "/staff/static")
    guard, view, passwords = Guard(roster, cookies), View(shelf.base), Counted()
    issuer = Issuer(sign_on.settings, BACK) if sign_on is not None else None
    badges = sign_on.badges if sign_on is not None else None
    desk = Desk(
        roster, guard, passwords, view, cookies, public_url, TEAMS, LANGUAGES, issuer=issuer, badges=badges
    )  # fmt: skip

    async def who(visit: Visit) -> Response:
        return HTMLResponse(f'<p data-token="{visit.token}">{visit.viewer.name} {visit.viewer.role}</p>')

    async def static(visit: Visit) -> Response:
        found = shelf.find(visit.request)
        if found is None:
            raise visit.missing()
        return found

    rooms = [Way(f"/staff/room/{action}", who, who, action) for action in Action]
    ways = [*Accounts(desk).ways(), Way("/staff", who, None, Action.ACCOUNT), *rooms]
    app = FastAPI(openapi_url=None)
    frame = Frame(guard, cookies, view, words, public_url, clock)
    for way in (Way(shelf.path, static), *ways):
        app.add_route(way.path, Door(way, frame))  # type: ignore[arg-type]
    return Front(app, ways, passwords)


class _Forms(HTMLParser):
    """Finds the hidden fields and the address of every form."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read one tag."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms.setdefault(given.get("action", ""), {})
        elif tag == "input" and given.get("type") == "hidden" and self._fields is not None:
            self._fields[given["name"]] = given["value"]


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies, and sends with a form what was hidden in it."""

    client: TestClient
    clock: Clock
    home: str = HOME
    secret: str = ""
    codes: list[str] = field(default_factory=list)
    page: str = ""

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Go to a page, and no further."""
        answer = self.client.get(path, headers=headers, follow_redirects=False)
        self.page = answer.text
        return answer

    def post(self, path: str, headers: Mapping[str, str] | None = None, /, **fields: str) -> httpx2.Response:
        """Send a form of the page that is open."""
        reader = _Forms()
        reader.feed(self.page)
        hidden = reader.forms.get(path) or reader.forms.get("") or {"token": self.token}
        sent = {"origin": self.home, "sec-fetch-site": "same-origin", **(headers or {})}
        answer = self.client.post(path, data={**hidden, **fields}, headers=sent, follow_redirects=False)
        if answer.headers.get("content-type", "").startswith("text/html"):
            self.page = answer.text
        return answer

    @property
    def token(self) -> str:
        """Give the token of the page that is open."""
        found = re.search(r'data-token="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def code(self) -> str:
        """Give what the authenticator app shows now."""
        return pyotp.TOTP(self.secret).at(self.clock.now)

    def follow(self, answer: httpx2.Response) -> httpx2.Response:
        """Go where an answer points."""
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["location"])

    def join(self, link: str, login: str, **fields: str) -> httpx2.Response:
        """Come by a link, as far as the second factor."""
        path = link.removeprefix(self.home)
        assert self.get(path).status_code == 200, self.page
        given = {"login": login, "name": f"{login.title()} Sato", "alias": login.title(), "password": PASSWORD}
        return self.post(path, **{**given, "again": given["password"], **fields})

    def set_up(self, path: str = "/staff/login/setup") -> None:
        """Set up the second factor and keep the recovery codes."""
        self.get(path)
        secret = re.search(r'class="secret"[^>]*>([^<]+)<', self.page)
        assert secret, self.page
        self.secret = secret[1].replace(" ", "")
        shown = self.follow(self.post("/staff/login/setup", code=self.code))
        self.codes = re.findall(r"<code>([a-z0-9-]{19})</code>", shown.text)
        assert len(self.codes) == 10
        assert self.post("/staff/me/codes").status_code == 303

    def sign_in(self, login: str, password: str = PASSWORD) -> httpx2.Response:
        """Give name and password."""
        self.get("/staff/login")
        return self.post("/staff/login", login=login, password=password)

    def enter(self, login: str, password: str = PASSWORD) -> httpx2.Response:
        """Come in; time passes until the next code."""
        self.clock.pass_(seconds=30)
        assert self.follow(self.sign_in(login, password)).status_code == 200, self.page
        return self.post("/staff/login/code", code=self.code)

    def inside(self) -> bool:
        """Say whether the start can be seen."""
        return self.get("/staff").status_code == 200

    @property
    def said(self) -> str:
        """Give the text of the page."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())
