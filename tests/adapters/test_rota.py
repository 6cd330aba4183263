"""A person is offered only where somebody can answer, and a time is named only while somebody can keep it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from adapters.roster.people import AUTO_AWAY, Level, Member, Presence, Role
from adapters.rota import Rota
from bot.handoff import opened
from tests.bot.counter import desk
from tests.bot.office import MONDAY, Weekly, case

if TYPE_CHECKING:
    from adapters.roster.ports import People
    from bot.desk import Desk

WITHIN = timedelta(minutes=20)
OFFICE = Weekly(within=WITHIN)
OLENA = Member(
    "olena", "olena", "Olena", "Olena", Role.COUNSELOR, active=True, ready=True, made=MONDAY,
    languages=(("uk", Level.NATIVE),), presence=Presence.HERE, seen=MONDAY,
)  # fmt: skip


@dataclass
class Staff:
    """Those who work here, and every desk that the counter was given."""

    people: list[Member] = field(default_factory=list)
    given: list[Desk] = field(default_factory=list)
    office: Weekly | None = field(default_factory=lambda: OFFICE)
    group: bool = False

    def __post_init__(self) -> None:
        self.rota = Rota(
            cast("People", self), desk(office=self.office), lambda: MONDAY, self.given.append, group=self._grouped
        )

    async def _grouped(self) -> bool:
        return self.group

    async def members(self) -> list[Member]:
        return self.people

    def look(self, *people: Member) -> Desk:
        self.people = list(people)
        asyncio.run(self.rota.look())
        return self.given[-1]


@pytest.mark.parametrize(
    ("changed", "offers"),
    [
        (OLENA, True),
        (replace(OLENA, role=Role.LEAD), True),
        (replace(OLENA, presence=Presence.AWAY, seen=None), True),
        (replace(OLENA, active=False), False),
        (replace(OLENA, ready=False), False),
        (replace(OLENA, role=Role.ADMINISTRATOR), False),
        (replace(OLENA, role=Role.INTERPRETER), False),
        (replace(OLENA, role=Role.AUDITOR), False),
    ],
)
def test_people_are_offered_once_somebody_can_come_in_and_answer(changed: Member, *, offers: bool) -> None:
    assert (Staff().look(changed).office is not None) is offers


def test_whoever_comes_or_goes_is_followed_without_a_start() -> None:
    staff = Staff()
    offered = [staff.look(*people).office is not None for people in ((), (OLENA,), (replace(OLENA, active=False),))]
    assert offered == [False, True, False]


def test_a_desk_is_given_only_when_it_is_another_one() -> None:
    staff = Staff()
    for _ in range(3):
        staff.look(OLENA)
    assert len(staff.given) == 1


def test_a_group_of_staff_needs_no_accounts() -> None:
    assert Staff(group=True).look().office is not None


def test_without_an_office_nobody_is_offered() -> None:
    assert Staff(office=None).look(OLENA).office is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (OLENA, "20"),
        (replace(OLENA, languages=(("en", Level.NATIVE),)), None),
        (replace(OLENA, presence=Presence.AWAY), None),
        (replace(OLENA, seen=MONDAY - AUTO_AWAY), None),
    ],
)
def test_a_time_is_named_only_while_somebody_is_there_who_can_keep_it(changed: Member, told: str | None) -> None:
    office = Staff().look(changed).office
    assert office is not None
    notices = opened(case(), MONDAY, office).notices
    assert notices[0].key == "case_queued"
    assert [dict(each.slots)["minutes"] for each in notices[1:] if each.key == "case_wait"] == ([told] if told else [])


def test_an_office_that_promises_nothing_is_not_promised_for() -> None:
    office = Staff(office=Weekly()).look(OLENA).office
    assert office is not None
    assert [each.key for each in opened(case(), MONDAY, office).notices] == ["case_queued"]


def test_the_hours_are_those_of_the_office() -> None:
    office = Staff(office=replace(OFFICE, most=3)).look(OLENA).office
    assert office is not None
    for ask in (office.open_for, office.takes, office.opens, office.closes):
        assert ask("uk", MONDAY) == getattr(OFFICE, ask.__name__)("uk", MONDAY)
    assert office.capacity({"one"}) == 3
