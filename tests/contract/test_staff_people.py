"""Who is let in, by which link, as what; and who decides about that."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.roster.accounts import Change, Kind, Newcomer, Outcome, Profile, Renewed, Stage
from adapters.roster.people import Level, Presence, Role

from .colleagues import NOW, admission, colleague, link, newcomer, start
from .conftest import ON_POSTGRES
from .test_staff_sessions import deeds

if TYPE_CHECKING:
    from adapters.store.staff import SqlRoster
    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


def comer(invitation: str, login: str) -> tuple[Newcomer, str]:
    staff = f"staff-of-{invitation}-{login}"
    return Newcomer(f"hash-of-{invitation}", staff, login, "Name", "Alias", "argon"), staff


async def come(roster: SqlRoster, invitation: str, login: str) -> Outcome:
    person, staff = comer(invitation, login)
    return await roster.join(person, start(staff, Stage.SETUP), NOW)


async def invited(roster: SqlRoster, kind: Kind = Kind.INVITATION, role: Role = Role.COUNSELOR, **more: object) -> str:
    new = link(kind, role, **more)
    await roster.invite(new, f"hash-of-{new.id}")
    return new.id


async def test_a_link_lets_in_one_person_as_what_it_says(store: SqlStore) -> None:
    one = await invited(store.roster, role=Role.LEAD, by="boss", note="for Hanako")
    found = await store.roster.invitation(f"hash-of-{one}", NOW)
    assert found is not None
    assert (found.role, found.note, found.teams) == (Role.LEAD, "for Hanako", ("desk",))
    assert [open_.id for open_ in await store.roster.invitations(NOW)] == [one]
    assert await come(store.roster, one, "hanako") is Outcome.DONE
    assert await come(store.roster, one, "taro") is Outcome.GONE
    assert await store.roster.invitations(NOW) == []
    (member,) = await store.roster.members()
    assert (member.login, member.role, member.teams) == ("hanako", Role.LEAD, ("desk",))
    assert (member.active, member.ready, member.presence) == (True, False, Presence.AWAY)
    assert [(by, what) for by, what, _, _ in await deeds(store)] == [("boss", "invite"), (member.id, "join")]


async def test_a_name_that_is_taken_leaves_the_link_as_it_is(store: SqlStore) -> None:
    await newcomer(store.roster, "hanako")
    one = await invited(store.roster)
    assert await come(store.roster, one, "hanako") is Outcome.TAKEN
    assert await come(store.roster, one, "hanako2") is Outcome.DONE


async def test_a_link_is_over_when_its_time_is(store: SqlStore) -> None:
    one = await invited(store.roster, ends=NOW)
    assert await store.roster.invitation(f"hash-of-{one}", NOW) is None
    assert await come(store.roster, one, "hanako") is Outcome.GONE


async def test_a_link_can_be_taken_back(store: SqlStore) -> None:
    one = await invited(store.roster)
    assert await store.roster.withdraw(one, "boss", NOW) is Outcome.DONE
    assert await store.roster.withdraw(one, "boss", NOW) is Outcome.GONE
    assert await come(store.roster, one, "hanako") is Outcome.GONE


async def test_first_links_hold_side_by_side_until_one_was_used(store: SqlStore) -> None:
    assert await store.roster.nobody()
    old = await invited(store.roster, Kind.FIRST, Role.ADMINISTRATOR)
    new = await invited(store.roster, Kind.FIRST, Role.ADMINISTRATOR)
    assert await store.roster.invitations(NOW) == []
    assert await come(store.roster, old, "boss") is Outcome.DONE
    assert await come(store.roster, new, "late") is Outcome.GONE
    # The boss has no second factor yet, so nobody can enter, and the next link is as good.
    assert await store.roster.nobody()
    third = await invited(store.roster, Kind.FIRST, Role.ADMINISTRATOR)
    await colleague(store.roster, "other", Role.ADMINISTRATOR)
    assert not await store.roster.nobody()
    assert await come(store.roster, third, "intruder") is Outcome.GONE


async def test_a_first_link_is_not_withdrawn_like_others(store: SqlStore) -> None:
    first = await invited(store.roster, Kind.FIRST, Role.ADMINISTRATOR)
    assert await store.roster.withdraw(first, "boss", NOW) is Outcome.GONE


async def test_a_renewal_takes_everything_old_away(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    one = await invited(store.roster, Kind.RENEWAL, staff=staff, by="boss")
    two = await invited(store.roster, Kind.RENEWAL, staff=staff, by="boss")
    again = start(staff, Stage.SETUP)
    assert await store.roster.restart(Renewed(f"hash-of-{one}", "argon-new"), again, NOW) is Outcome.GONE
    wrong = start("somebody-else", Stage.SETUP)
    assert await store.roster.restart(Renewed(f"hash-of-{two}", "argon-new"), wrong, NOW) is Outcome.GONE
    assert await come(store.roster, two, "intruder") is Outcome.GONE
    assert await store.roster.restart(Renewed(f"hash-of-{two}", "argon-new"), again, NOW) is Outcome.DONE
    assert await store.roster.restart(Renewed(f"hash-of-{two}", "argon-new"), again, NOW) is Outcome.GONE
    assert await store.roster.entered(inside.key_hash, NOW) is None
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert (found.password, found.secret, found.member.ready) == ("argon-new", "", False)
    assert await store.roster.codes_left(staff) == 0


async def test_people_describe_themselves(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    spoken = (("uk", Level.NATIVE), ("ja", Level.FLUENT), ("zh-Hant", Level.SOME))
    await store.roster.describe(staff, Profile("山田花子", "相談員 花", spoken, 3))
    member = await store.roster.member(staff)
    assert member is not None
    assert (member.name, member.alias, member.languages, member.capacity) == ("山田花子", "相談員 花", spoken, 3)
    assert member.speaks("uk") is Level.NATIVE
    assert member.speaks("vi") is None


async def test_who_is_here_is_on_duty_until_they_give_no_sign_of_life(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await store.roster.change(staff, Change(presence=Presence.HERE), staff, NOW)
    await store.roster.use(inside.name, NOW)
    member = await store.roster.member(staff)
    assert member is not None
    assert member.on_duty(NOW + timedelta(minutes=9))
    assert not member.on_duty(NOW + timedelta(minutes=10))
    await store.roster.change(staff, Change(presence=Presence.AWAY), staff, NOW)
    member = await store.roster.member(staff)
    assert member is not None
    assert not member.on_duty(NOW)


async def test_who_is_shut_out_is_out_at_once(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await invited(store.roster, Kind.RENEWAL, staff=staff, by="boss")
    assert await store.roster.change(staff, Change(active=False), "boss", NOW) is Outcome.DONE
    assert await store.roster.entered(inside.key_hash, NOW) is None
    assert await store.roster.credentials("hanako") is None
    assert await store.roster.invitations(NOW) == []
    assert not await store.roster.enter(admission(staff, 11), NOW)
    assert await store.roster.change(staff, Change(active=True), "boss", NOW) is Outcome.DONE
    assert await store.roster.entered(inside.key_hash, NOW) is None
    assert await store.roster.enter(admission(staff, 11), NOW)
    assert [what for _, what, _, _ in await deeds(store)][-3:] == ["disable", "enable", "login"]


async def test_what_changes_is_noted_and_what_stays_is_not(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    before = len(await deeds(store))
    change = Change(role=Role.AUDITOR, teams=("a", "b"), active=True)
    assert await store.roster.change(staff, change, "boss", NOW) is Outcome.DONE
    assert await store.roster.change(staff, change, "boss", NOW) is Outcome.DONE
    assert (await deeds(store))[before:] == [
        ("boss", "role", staff, "counselor>auditor"),
        ("boss", "teams", staff, "a,b"),
    ]
    assert await store.roster.change("nobody", change, "boss", NOW) is Outcome.GONE


async def test_somebody_who_may_let_others_in_always_stays(store: SqlStore) -> None:
    one, _ = await colleague(store.roster, "one", Role.ADMINISTRATOR)
    await newcomer(store.roster, "unready", Role.ADMINISTRATOR)
    for change in (Change(active=False), Change(role=Role.LEAD)):
        assert await store.roster.change(one, change, one, NOW) is Outcome.LAST
    two, _ = await colleague(store.roster, "two", Role.ADMINISTRATOR)
    assert await store.roster.change(one, Change(role=Role.LEAD), two, NOW) is Outcome.DONE
    assert await store.roster.change(two, Change(active=False), two, NOW) is Outcome.LAST


@ON_POSTGRES
async def test_two_administrators_cannot_shut_each_other_out_at_once(house: House) -> None:
    here, there = house.open().roster, house.open().roster
    one, _ = await colleague(here, "one", Role.ADMINISTRATOR)
    two, _ = await colleague(here, "two", Role.ADMINISTRATOR)
    for _ in range(10):
        outcomes = await asyncio.gather(
            here.change(one, Change(active=False), two, NOW), there.change(two, Change(active=False), one, NOW)
        )
        assert sorted(outcomes) == [Outcome.DONE, Outcome.LAST]
        back = one if outcomes[0] is Outcome.DONE else two
        await here.change(back, Change(active=True), "boss", NOW)


@ON_POSTGRES
async def test_one_link_lets_in_one_of_many_in_two_processes(house: House) -> None:
    doors = [house.open().roster, house.open().roster]
    one = await invited(doors[0])
    outcomes = await asyncio.gather(*(come(doors[n % 2], one, f"login-{n}") for n in range(10)))
    assert sorted(outcomes) == [Outcome.DONE] + [Outcome.GONE] * 9
    assert len(await doors[0].members()) == 1


async def test_an_interpreter_is_called_into_a_case_and_dismissed(store: SqlStore) -> None:
    olena, inside = await colleague(store.roster, "olena", Role.INTERPRETER)
    counselor, _ = await colleague(store.roster, "hanako")
    assert await store.roster.call("case-1", olena, counselor, NOW) is Outcome.DONE
    assert await store.roster.call("case-1", olena, counselor, NOW) is Outcome.DONE
    assert await store.roster.call("case-1", counselor, counselor, NOW) is Outcome.GONE
    assert await store.roster.called("case-1") == [olena]
    entered = await store.roster.entered(inside.key_hash, NOW)
    assert entered is not None
    assert entered.called == {"case-1"}
    await store.roster.dismiss("case-1", olena, counselor, NOW)
    await store.roster.dismiss("case-1", olena, counselor, NOW)
    assert await store.roster.called("case-1") == []
    assert [what for _, what, _, _ in await deeds(store)].count("call") == 1
    assert [what for _, what, _, _ in await deeds(store)].count("dismiss") == 1
