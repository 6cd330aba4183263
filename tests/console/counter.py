"""A console in front of a real store: people who write, staff who are inside, a clock that the tests turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from adapters.casebook.translating import NoTranslator
from adapters.console.console import Console, House
from adapters.console.cookies import hashed, new_key
from adapters.console.teller import Names
from adapters.roster.accounts import (
    LONGEST,
    About,
    Admission,
    Change,
    Code,
    Invitation,
    Kind,
    Knock,
    Newcomer,
    Outcome,
    Profile,
    Second,
    Stage,
    Start,
)
from adapters.roster.people import Level, Presence, Role
from adapters.store.opening import open_store
from knowledge.facts import read_record
from knowledge.scheme import read_scheme
from tests.bot.counter import LANGUAGES, TITLES
from tests.bot.office import MONDAY
from tests.contract.interpreter import Interpreter
from tests.contract.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.media import Bringer
    from adapters.store.store import SqlStore

HOME = "http://127.0.0.1:8000"
FACTS = Path(__file__).parents[2] / "knowledge" / "facts"
_numbers = count(1)
_JAPANESE = {"en": "英語", "uk": "ウクライナ語", "ja": "日本語", "ja-easy": "やさしい日本語"}
_ENGLISH = {"en": "English", "uk": "Ukrainian", "ja": "Japanese", "ja-easy": "Easy Japanese"}
_OWN = {language.tag: language.name for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Canned:
    """One canned reply."""

    id: str
    title: str
    text: str
    language: str


class CannedReplies:
    """Two canned replies."""

    def replies(self, language: str, reader: str, alias: str, now: datetime) -> Sequence[Canned]:
        """Give them."""
        del now
        titles = ("挨拶", "お待ちください") if reader == "ja" else ("Greeting", "One moment")
        texts = (f"Hello, my name is {alias}.", "Please wait a moment.")
        return [
            Canned(key, title, text, language)
            for key, title, text in zip(("hello", "wait"), titles, texts, strict=True)
        ]


NAMES = Names(
    title=lambda entry, _: TITLES.get(entry, ""),
    language=lambda tag, reader: (_JAPANESE if reader == "ja" else _ENGLISH).get(tag, tag),
    own=lambda tag: _OWN.get(tag, tag),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, inside: what their browser shows, and what their forms carry."""

    id: str
    alias: str
    key: str
    token: str
    session: str

    @property
    def who(self) -> tuple[str, str]:
        """Give id and alias, as the moves of a scene want them."""
        return self.id, self.alias


@dataclass
class Counter:
    """One process of the counter, with its console."""

    store: SqlStore
    scene: Scene
    console: Console
    app: FastAPI
    people: dict[str, Person] = field(default_factory=dict)
    bringers: dict[str, Bringer] = field(default_factory=dict)
    engine: Interpreter = field(default_factory=Interpreter)

    async def staff(  # noqa: PLR0913
        self,
        login: str,
        role: Role = Role.COUNSELOR,
        *,
        teams: tuple[str, ...] = (),
        name: str = "",
        speaks: Sequence[tuple[str, Level]] = (("en", Level.FLUENT), ("ja", Level.NATIVE)),
        capacity: int = 50,
    ) -> Person:
        """Let somebody in and have them sit down at their desk."""
        now = self.scene.now
        first = role is Role.ADMINISTRATOR
        link = Invitation(
            f"link-{next(_numbers)}", Kind.FIRST if first else Kind.INVITATION, role, by=None if first else "boss",
            made=now, ends=now + LONGEST, teams=teams,
        )  # fmt: skip
        roster = self.store.roster
        await roster.invite(link, f"hash-of-{link.id}")
        staff, alias = f"staff-{login}", login.title()
        half = self._start(staff, Stage.SETUP, new_key())
        newcomer = Newcomer(f"hash-of-{link.id}", staff, login, name or f"{login.title()} Sato", alias, "argon")
        assert await roster.join(newcomer, half, now) is Outcome.DONE
        key = new_key()
        inside = self._start(staff, Stage.IN, key, half.name)
        assert await roster.set_second(Second("SECRET", 10, ("a", "b")), inside, now)
        await roster.describe(staff, Profile(newcomer.name, alias, tuple(speaks), capacity))
        await roster.change(staff, Change(presence=Presence.HERE), staff, now)
        await roster.use(inside.name, now)
        person = self.people[login] = Person(staff, alias, key, inside.token, inside.name)
        return person

    async def inside(self, staff: str) -> Person:
        """Have somebody who was here before come in once more."""
        key = new_key()
        start = self._start(staff, Stage.IN, key)
        knock = Knock("account", staff, 5, timedelta(hours=24))
        assert await self.store.roster.enter(Admission(start, Code(next(_numbers) + 100), knock), self.scene.now)
        return Person(staff, staff.title(), key, start.token, start.name)

    def _start(self, staff: str, stage: Stage, key: str, replaces: str | None = None) -> Start:
        number = next(_numbers)
        ends = self.scene.now + timedelta(days=30)
        return Start(f"session-{number}", hashed(key), f"token-{number}", staff, stage, ends, About(), "", replaces)


def opened(  # noqa: PLR0913 - what differs between counters
    folder: Path,
    public_url: str = "",
    now: datetime = MONDAY,
    bare: frozenset[str] = frozenset(),
    *,
    telegram: bool = False,
    engine: Interpreter | None = None,
) -> Counter:
    """Open a counter on the data in a folder; without an ``engine`` nothing is translated."""
    store = open_store("", folder, None)
    scene = Scene(store, now)
    desk, record = scene.desk, read_record(FACTS / "interpreter-dispatch.yaml")
    bringers: dict[str, Bringer] = {}
    house = House(
        scene.book,
        store.roster,
        desk.knowledge,
        desk.phrases,
        CannedReplies(),
        NAMES,
        office=scene.office,
        scheme=read_scheme({record.id: record}),
        bringers=bringers,
        bare=bare,
        telegram=telegram,
        translator=engine or NoTranslator(),
        rings=lambda text: desk.watch.look(text) is not None,
    )
    console = Console(house, public_url=public_url, clock=lambda: scene.now)
    app = FastAPI(openapi_url=None)
    app.include_router(console.router)
    return Counter(store, scene, console, app, bringers=bringers, engine=engine or Interpreter())
