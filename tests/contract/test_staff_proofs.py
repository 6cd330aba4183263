"""Nothing that proves who somebody is is taken twice, by however many processes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.roster.accounts import Admission, Knock, Outcome, Passkey, Recovered, Second, Stage, Touched, pause
from adapters.store.staff_rows import reseal
from adapters.store.tables_staff import attempt, staff as people

from .colleagues import ACCOUNT, NOW, admission, colleague, newcomer, start
from .conftest import ON_POSTGRES
from .test_keys import a_key
from .test_staff_sessions import deeds

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio

ADDRESS = Knock("address", "192.0.2.7", 10, timedelta(hours=1))


def passkey(staff: str, key_id: str = "key", uses: int = 1) -> Passkey:
    return Passkey(key_id, staff, b"public", uses, "My key", NOW)


async def test_what_a_sign_in_is_checked_against(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert (found.member.id, found.password, found.secret) == (staff, "argon-hanako", "SECRET")
    assert await store.roster.credentials_of(staff) == found
    assert await store.roster.credentials("Hanako") is None
    assert await store.roster.credentials("nobody") is None


async def test_a_code_is_taken_once_and_none_that_is_older(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    assert not await store.roster.enter(admission(staff, 10), NOW)  # it confirmed the second factor
    together = await asyncio.gather(*(store.roster.enter(admission(staff, 12), NOW) for _ in range(5)))
    assert sorted(together) == [False] * 4 + [True]
    assert not await store.roster.enter(admission(staff, 11), NOW)
    assert await store.roster.enter(admission(staff, 13), NOW)
    assert [deed for deed in await deeds(store) if deed[1] == "login"] == [(staff, "login", "", "by=code")] * 2


async def test_a_recovery_code_is_taken_once(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    other, _ = await colleague(store.roster, "taro")
    assert await store.roster.codes_left(staff) == 2

    def coming(who: str, code: str) -> Admission:
        return Admission(start(who, Stage.IN), Recovered(code), ACCOUNT)

    assert await store.roster.enter(coming(staff, "code-1"), NOW)
    assert not await store.roster.enter(coming(staff, "code-1"), NOW)
    assert not await store.roster.enter(coming(staff, "code-9"), NOW)
    assert await store.roster.codes_left(staff) == 1
    assert await store.roster.codes_left(other) == 2
    await store.roster.set_codes(staff, ("fresh",), NOW)
    assert not await store.roster.enter(coming(staff, "code-2"), NOW)
    assert await store.roster.enter(coming(staff, "fresh"), NOW)
    assert not await store.roster.enter(coming(other, "fresh"), NOW)


async def test_a_passkey_that_does_not_count_on_is_a_copy(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    other, _ = await colleague(store.roster, "taro")
    assert await store.roster.add_passkey(passkey(staff), NOW) is Outcome.DONE
    assert await store.roster.add_passkey(passkey(other), NOW) is Outcome.TAKEN

    def coming(who: str, uses: int, key_id: str = "key") -> Admission:
        return Admission(start(who, Stage.IN), Touched(key_id, uses), ACCOUNT)

    assert await store.roster.enter(coming(staff, 2), NOW)
    assert not await store.roster.enter(coming(staff, 2), NOW)
    assert not await store.roster.enter(coming(staff, 1), NOW)
    assert not await store.roster.enter(coming(other, 3), NOW)
    await store.roster.add_passkey(passkey(staff, "never-counts", 0), NOW)
    assert await store.roster.enter(coming(staff, 0, "never-counts"), NOW)
    assert await store.roster.enter(coming(staff, 0, "never-counts"), NOW)
    found = await store.roster.passkey("key")
    assert found is not None
    assert (found[0].uses, found[0].used, found[0].name, found[1].id) == (2, NOW, "My key", staff)


async def test_a_passkey_is_forgotten_by_its_owner_alone(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    other, _ = await colleague(store.roster, "taro")
    await store.roster.add_passkey(passkey(staff), NOW)
    assert await store.roster.drop_passkey(other, "key", NOW) is Outcome.GONE
    assert [one.id for one in await store.roster.passkeys(staff)] == ["key"]
    assert await store.roster.drop_passkey(staff, "key", NOW) is Outcome.DONE
    assert await store.roster.passkey("key") is None


async def test_a_new_password_ends_every_other_session(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    elsewhere = admission(staff, 11)
    await store.roster.enter(elsewhere, NOW)
    on = start(staff, Stage.IN, inside.name)
    await store.roster.set_password("argon-new", on, NOW)
    assert [one.name for one in await store.roster.sessions(staff, NOW)] == [on.name]
    assert await store.roster.entered(inside.key_hash, NOW) is None
    assert await store.roster.entered(elsewhere.start.key_hash, NOW) is None
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert found.password == "argon-new"  # noqa: S105


async def test_a_better_hash_never_overwrites_a_newer_password(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    await store.roster.rehash(staff, "argon-old", "argon-better")
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert found.password == "argon-hanako"  # noqa: S105
    await store.roster.rehash(staff, "argon-hanako", "argon-better")
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert found.password == "argon-better"  # noqa: S105


async def test_the_second_factor_is_set_in_the_session_that_asked_for_it(store: SqlStore) -> None:
    staff, begun = await newcomer(store.roster, "hanako")
    second = Second("NEW", 1, ("a",))
    assert not await store.roster.set_second(second, start(staff, Stage.IN, "gone"), NOW)
    member = await store.roster.member(staff)
    assert member is not None
    assert not member.ready
    assert await store.roster.set_second(second, start(staff, Stage.IN, begun.name), NOW)
    assert not await store.roster.set_second(second, start(staff, Stage.IN, begun.name), NOW)


async def test_tries_are_counted_and_then_have_to_wait(store: SqlStore) -> None:
    assert [await store.roster.knock([ACCOUNT], NOW) for _ in range(5)] == [0] * 5
    assert await store.roster.knock([ACCOUNT], NOW) == 30
    assert await store.roster.knock([ACCOUNT], NOW + timedelta(seconds=29)) == 1
    at, waits = NOW, []
    for _ in range(8):
        at += timedelta(minutes=20)
        assert await store.roster.knock([ACCOUNT], at) == 0
        waits.append(await store.roster.knock([ACCOUNT], at))
    assert waits == [60, 120, 240, 480, 900, 900, 900, 900]
    assert await store.roster.knock([ACCOUNT], at + ACCOUNT.forget) == 0
    assert await store.roster.knock([ACCOUNT], at + ACCOUNT.forget) == 0


async def test_a_refused_try_does_not_prolong_the_wait(store: SqlStore) -> None:
    for _ in range(5):
        await store.roster.knock([ACCOUNT], NOW)
    for second in range(30):
        assert await store.roster.knock([ACCOUNT], NOW + timedelta(seconds=second)) == 30 - second
    assert await store.roster.knock([ACCOUNT], NOW + timedelta(seconds=30)) == 0


async def test_a_try_counts_for_the_name_and_for_the_place(store: SqlStore) -> None:
    names = [Knock("account", f"name-{n}", 5, timedelta(hours=24)) for n in range(11)]
    assert [await store.roster.knock([name, ADDRESS], NOW) for name in names] == [0] * 10 + [30]
    # The eleventh name was not counted: it was not looked at.
    assert [await store.roster.knock([names[10]], NOW) for _ in range(5)] == [0] * 5


async def test_who_has_to_wait_leaves_no_trace(store: SqlStore) -> None:
    for _ in range(10):
        await store.roster.knock([ADDRESS], NOW)
    for n in range(50):
        assert await store.roster.knock([Knock("account", f"name-{n}", 5, timedelta(hours=1)), ADDRESS], NOW) == 30
    kept = await store.submit(lambda connection: len(connection.execute(attempt.select()).all()))
    assert kept == 1


async def test_a_right_try_does_not_count(store: SqlStore) -> None:
    for _ in range(20):
        assert await store.roster.knock([ACCOUNT, ADDRESS], NOW) == 0
        await store.roster.excuse([ACCOUNT, ADDRESS], NOW)


async def test_who_came_in_begins_at_nothing(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    for _ in range(5):
        await store.roster.knock([ACCOUNT], NOW)
    assert await store.roster.enter(admission(staff, 11), NOW)
    assert await store.roster.knock([ACCOUNT], NOW) == 0


@ON_POSTGRES
async def test_a_hundred_tries_at_once_in_two_processes_are_five(house: House) -> None:
    doors = [house.open().roster, house.open().roster]
    waits = await asyncio.gather(*(doors[n % 2].knock([ACCOUNT, ADDRESS], NOW) for n in range(100)))
    assert sorted(waits) == [0] * 5 + [30] * 95


@ON_POSTGRES
async def test_one_code_lets_in_once_in_two_processes(house: House) -> None:
    doors = [house.open().roster, house.open().roster]
    staff, _ = await colleague(doors[0], "hanako")
    tries = [doors[n % 2].enter(admission(staff, 11), NOW) for n in range(20)]
    assert sorted(await asyncio.gather(*tries)) == [False] * 19 + [True]
    tries = [
        doors[n % 2].enter(replace(admission(staff, 0), proof=Recovered("code-1")), NOW) for n in range(20)
    ]  # fmt: skip
    assert sorted(await asyncio.gather(*tries)) == [False] * 19 + [True]


async def test_what_somebody_typed_as_their_name_is_not_kept(store: SqlStore) -> None:
    await store.roster.knock([Knock("account", "my secret password", 5, timedelta(hours=1))], NOW)
    kept = await store.submit(lambda connection: repr(connection.execute(attempt.select()).all()))
    assert "secret" not in kept


async def test_failures_are_noted_for_known_and_unknown_names(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    await store.roster.refused(staff, "password", NOW)
    await store.roster.refused("", "password", NOW)
    assert [deed for deed in await deeds(store) if deed[1] == "login-failed"] == [
        (None, "login-failed", staff, "by=password"),
        (None, "login-failed", "", "by=password"),
    ]


async def test_a_former_key_may_go_although_somebody_never_came_again(house: House) -> None:
    old, new = a_key(), a_key()
    store = house.open(old)
    staff, _ = await colleague(store.roster, "hanako")
    await store.roster.add_passkey(passkey(staff), NOW)
    await store.roster.sweep(NOW + timedelta(days=3))
    await house.close()
    house.open(f"{new},{old}")
    await house.close()
    store = house.open(new)
    found = await store.roster.credentials("hanako")
    assert found is not None
    assert (found.secret, found.member.name) == ("SECRET", "Name of hanako")
    assert [one.name for one in await store.roster.passkeys(staff)] == ["My key"]


async def test_to_encrypt_again_changes_nothing_that_is_fresh(store: SqlStore) -> None:
    await colleague(store.roster, "hanako")
    before = await store.submit(lambda connection: connection.execute(people.select()).all())
    await store.submit(lambda connection: reseal(connection, store._cipher))
    assert await store.submit(lambda connection: connection.execute(people.select()).all()) == before


def test_a_pause_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [pause(n, 5).total_seconds() for n in (0, 4, 5, 6, 9, 10, 11, 10_000)] == [
        0, 0, 30, 60, 480, 900, 900, 900,
    ]  # fmt: skip
