"""The console as one room: all its addresses, behind one door. ``router`` goes into the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter

from adapters.casebook.translating import NoTranslator
from adapters.console.accounts import Accounts
from adapters.console.advice import Advisor
from adapters.console.alarms import Alarms
from adapters.console.answers import Answers
from adapters.console.badges import BACK
from adapters.console.bureau import Bureau, never
from adapters.console.cases import Cases
from adapters.console.cookies import Cookies
from adapters.console.deeds import Deeds
from adapters.console.desk import Desk, Title
from adapters.console.desktop import Desktop
from adapters.console.door import Door, Frame
from adapters.console.enclosures import Enclosing
from adapters.console.files import Files
from adapters.console.guard import Guard
from adapters.console.inbox import Inbox
from adapters.console.interpreters import Interpreters
from adapters.console.issuer import Issuer
from adapters.console.lists import Lists
from adapters.console.passwords import Passwords
from adapters.console.records import Records
from adapters.console.reports import Reports
from adapters.console.sign import Sign
from adapters.console.translating import Translating
from adapters.console.view import View
from adapters.console.visit import Way
from adapters.console.wording import Wording
from adapters.console.words import load
from adapters.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from starlette.responses import Response

    from adapters.console.answers import CannedReplies
    from adapters.console.ports import Casebook
    from adapters.console.teller import Names
    from adapters.console.visit import Visit
    from adapters.media import Bringer
    from adapters.roster.badges import Badges
    from adapters.roster.ports import Roster
    from adapters.settings import OidcSettings
    from bot.phrases import Phrasebook
    from bot.ports import Knowledge, Office, Translator
    from knowledge.scheme import Scheme

STATIC = Path(__file__).parent / "static"
WAY = "/staff/static"


@dataclass(frozen=True, slots=True)
class House:
    """What the console needs of the rest of the house. ``bare``: channels to whose people no file can go just now.

    translator  what counselors write goes through it; rings: says whether a text tells of an emergency
    """

    casebook: Casebook
    roster: Roster
    knowledge: Knowledge
    phrases: Phrasebook
    canned: CannedReplies
    names: Names
    teams: Sequence[Title] = ()
    bringers: Mapping[str, Bringer] = field(default_factory=dict)
    office: Office | None = None
    scheme: Scheme | None = None
    bare: frozenset[str] = frozenset()
    out: Callable[[], Awaitable[datetime | None]] = never
    telegram: bool = False
    sign_on: OidcSettings | None = None
    badges: Badges | None = None
    translator: Translator = field(default_factory=NoTranslator)
    rings: Callable[[str], bool] = lambda _: False


class Console:
    """The counselors' console. ``stop`` is called when the server shuts down."""

    def __init__(
        self, house: House, *, public_url: str, clock: Callable[[], datetime], passwords: Passwords | None = None
    ) -> None:
        cookies = Cookies(public_url.startswith("https:"))
        guard = Guard(house.roster, cookies)
        self._shelf = Shelf(STATIC, WAY)
        view = View(self._shelf.base, telegram=house.telegram)
        frame = Frame(guard, cookies, view, load(), public_url, clock)
        answers = Answers(house.knowledge, house.phrases, house.canned, clock)
        advisor = Advisor(house.casebook, house.office, clock)
        bureau = Bureau(
            house.casebook,
            house.roster,
            answers,
            house.names,
            view,
            Lists(house.casebook),
            advisor,
            Sign(house.office, clock),
            Wording(house.translator, house.knowledge, answers, house.rings),
            clock,
            house.bare,
            house.out,
        )
        cases = Cases(bureau)
        self._desktop = Desktop(bureau, cases, guard)
        self._passwords = passwords or Passwords()
        languages = tuple(Title(language.tag, language.name) for language in house.phrases.languages)
        desk = Desk(
            house.roster,
            guard,
            self._passwords,
            view,
            cookies,
            public_url,
            house.teams,
            languages,
            house.telegram,
            Issuer(house.sign_on, BACK) if house.sign_on is not None else None,
            house.badges,
        )
        enclosing = Enclosing(bureau, cases)
        rooms = (
            Accounts(desk),
            Inbox(bureau),
            self._desktop,
            cases,
            Deeds(bureau, cases, enclosing),
            enclosing,
            Translating(bureau, cases),
            Files(bureau, cases, house.bringers),
            Interpreters(bureau, cases, house.roster, house.scheme),
            Records(bureau, cases),
            Alarms(bureau),
            Reports(bureau),
        )
        self.ways: Sequence[Way] = (
            Way(self._shelf.path, self._static),
            *(way for room in rooms for way in room.ways()),
        )
        self.router = APIRouter()
        for way in self.ways:
            self.router.add_route(way.path, Door(way, frame), include_in_schema=False)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the live pages, so that the server need not wait for them; browsers come again."""
        self._desktop.stopping.set()
        self._passwords.close()

    async def _static(self, visit: Visit) -> Response:
        found = self._shelf.find(visit.request)
        if found is None:
            raise visit.missing()
        return found
