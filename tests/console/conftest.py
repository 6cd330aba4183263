"""A console in front of a real store, and somebody at each desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from starlette.testclient import TestClient

from adapters.roster.people import Role
from bot.parcel import Dead, Uncertain
from tests.console.counter import HOME, Counter, Person, opened

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    import httpx2

    from bot.case import Case

T = TypeVar("T")
_numbers = count(1)
_ROW = re.compile(r'id="row-(\d+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')


@dataclass
class Desk:
    """Somebody's browser at their desk, and the counter behind it."""

    client: TestClient
    counter: Counter
    person: Person
    language: str = "en"

    def get(self, path: str, *, cookie_language: str = "", **headers: str) -> httpx2.Response:
        """Go to a page, in another language if one is given."""
        asked = {**self._headers(cookie_language), **headers}
        return self.client.get(path, headers=asked, follow_redirects=False)

    def post(self, path: str, /, headers: Any = None, **fields: Any) -> httpx2.Response:
        """Send a form, with what our forms carry."""
        given = {"token": self.person.token, "key": f"form-key-{next(_numbers):06d}", **fields}
        given = {name: value for name, value in given.items() if value is not None}
        asked = {**self._headers(), "origin": HOME, **(headers or {})}
        return self.client.post(path, data=given, headers=asked, follow_redirects=False)

    def key(self, path: str) -> str:
        """Give a key from a page's form."""
        found = _KEY.search(self.get(path).text)
        assert found
        return unescape(found[1])

    def _headers(self, language: str = "") -> dict[str, str]:
        tag = language or self.language
        return {"cookie": f"madoguchi-staff={self.person.key}; madoguchi-staff-language={tag}"}


@dataclass
class Office:
    """The counter with a running loop; ``do`` runs what is asynchronous there."""

    client: TestClient
    counter: Counter

    def do(self, work: Callable[..., Awaitable[T]], *given: Any, **named: Any) -> T:
        """Run something on the counter's loop."""
        portal = self.client.portal
        assert portal is not None

        async def run() -> T:
            return await work(*given, **named)

        return portal.call(run)

    @property
    def scene(self) -> Any:
        """Give people and time."""
        return self.counter.scene

    def later(self, **wait: float) -> None:
        """Let time go by, with everybody at their desks."""
        self.scene.now += timedelta(**wait)
        for person in self.counter.people.values():
            self.do(self.counter.store.roster.use, person.session, self.scene.now)

    def desk(self, login: str, role: Role = Role.COUNSELOR, language: str = "en", **about: Any) -> Desk:
        """Seat somebody."""
        person = self.do(self.counter.staff, login, role, **about)
        return Desk(self.client, self.counter, person, language)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give a counter with nobody at it."""
    counter = opened(tmp_path)
    with TestClient(counter.app, base_url=HOME, raise_server_exceptions=False) as client:
        yield Office(client, counter)
        assert client.portal is not None
        client.portal.call(counter.store.close)


@pytest.fixture
def olena(office: Office) -> Desk:
    """Give the desk of a counselor."""
    return office.desk("olena")


@pytest.fixture
def taras(office: Office) -> Desk:
    """Give the desk of another."""
    return office.desk("taras")


@pytest.fixture
def lead(office: Office) -> Desk:
    """Give the desk of a lead."""
    return office.desk("hanako", Role.LEAD)


def at(case: Case, what: str) -> str:
    """Give the address of a case's form."""
    return f"/staff/cases/{case.number}/do/{what}"


def numbers(page: str) -> list[int]:
    """Give the numbers of the cases in a list, in its order."""
    return [int(number) for number in _ROW.findall(page)]


def said(office: Office, desk: Desk, text: str, outcome: str) -> tuple[Case, int]:
    """Have somebody answer a resident, and the platform take it so or so; gives the case and the line's position."""
    scene = office.scene
    case = office.do(scene.claimed, "garbage", who=desk.person.who)
    office.do(scene.send_all)
    office.do(scene.speak, case, text, desk.person.who)
    ends = {"uncertain": Uncertain("timeout"), "dead": Dead("quota")}
    office.do(scene.send_all, ends[outcome])
    lines = office.do(scene.lines, case)
    return case, lines[-1].position
