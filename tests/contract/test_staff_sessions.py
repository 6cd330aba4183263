"""Sessions begin, change their id and end, and every process knows it at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.roster.accounts import IDLE, LONGEST, Change, Ending, Recovered, Stage
from adapters.roster.people import Role
from adapters.store.auditing import rows

from .colleagues import ACCOUNT, NOW, admission, colleague, newcomer, start
from .conftest import ON_POSTGRES

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


async def deeds(store: SqlStore) -> list[tuple[str | None, str, str, str]]:
    found = await store.submit(lambda connection: rows(connection, None, None, 100))
    return [(row.by, row.what, row.on, row.detail) for row in reversed(found)]


async def test_a_session_says_who_is_inside(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    entered = await store.roster.entered(inside.key_hash, NOW)
    assert entered is not None
    assert (entered.session.name, entered.session.token, entered.session.stage) == (
        inside.name,
        inside.token,
        Stage.IN,
    )
    assert entered.session.about == inside.about
    assert entered.member is not None
    assert (entered.member.id, entered.member.name, entered.member.ready) == (staff, "Name of hanako", True)
    assert await store.roster.entered("hash-of-nothing", NOW) is None


async def test_the_session_before_the_second_factor_ends_with_it(store: SqlStore) -> None:
    _, begun = await newcomer(store.roster, "taro")
    assert await store.roster.entered(begun.key_hash, NOW) is not None
    _, inside = await colleague(store.roster, "hanako")
    assert inside.replaces
    assert await store.roster.entered(f"hash-of-{inside.replaces}", NOW) is None


@pytest.mark.parametrize(
    ("used", "later", "alive"),
    [
        (timedelta(0), IDLE - timedelta(seconds=1), True),
        (timedelta(0), IDLE, False),
        (timedelta(minutes=20), timedelta(minutes=49), True),
        (LONGEST - timedelta(minutes=5), LONGEST - timedelta(seconds=1), True),
        (LONGEST - timedelta(minutes=5), LONGEST, False),
    ],
)
async def test_a_session_ends_when_nobody_uses_it_and_at_last_anyway(
    store: SqlStore, used: timedelta, later: timedelta, *, alive: bool
) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await store.roster.use(inside.name, NOW + used)
    assert (await store.roster.entered(inside.key_hash, NOW + later) is not None) is alive
    assert bool(await store.roster.sessions(staff, NOW + later)) is alive


async def test_to_use_a_session_says_that_its_owner_is_here(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    later = NOW + timedelta(minutes=9)
    await store.roster.use(inside.name, later)
    member = await store.roster.member(staff)
    assert member is not None
    assert member.seen == later


async def test_who_goes_is_out(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await store.roster.end(inside.name, NOW)
    assert await store.roster.entered(inside.key_hash, NOW) is None
    assert (staff, "logout", "", "") in await deeds(store)


async def test_all_sessions_but_this_one_can_be_ended(store: SqlStore) -> None:
    staff, here = await colleague(store.roster, "hanako")
    elsewhere = [admission(staff, step) for step in (11, 12, 13)]
    for one in elsewhere:
        assert await store.roster.enter(one, NOW)
    assert len(await store.roster.sessions(staff, NOW)) == 4
    only = elsewhere[0].start.name
    assert await store.roster.end_all(Ending(staff, staff, only=only), NOW) == 1
    assert only not in {one.name for one in await store.roster.sessions(staff, NOW)}
    assert await store.roster.end_all(Ending(staff, staff, but=here.name), NOW) == 2
    assert [one.name for one in await store.roster.sessions(staff, NOW)] == [here.name]
    assert await store.roster.end_all(Ending("somebody-else", staff), NOW) == 0


async def test_a_new_role_makes_the_session_ask_for_a_new_id_once(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await store.roster.change(staff, Change(role=Role.LEAD), "boss", NOW)
    entered = await store.roster.entered(inside.key_hash, NOW)
    assert entered is not None
    assert entered.member is not None
    assert (entered.session.stale, entered.member.role) == (True, Role.LEAD)
    tries = [store.roster.renew(inside.name, inside.key_hash, f"new-{n}") for n in range(5)]
    renewed = await asyncio.gather(*tries)
    assert sorted(renewed) == [False] * 4 + [True]
    assert await store.roster.entered(inside.key_hash, NOW) is None
    again = await store.roster.entered(f"new-{renewed.index(True)}", NOW)
    assert again is not None
    assert (again.session.stale, again.session.token) == (False, inside.token)
    assert not await store.roster.renew(inside.name, f"new-{renewed.index(True)}", "newer")


async def test_what_was_begun_is_taken_once(store: SqlStore) -> None:
    asked = start(None, Stage.DOOR, pending="challenge")
    assert await store.roster.begin(asked, NOW)
    taken = await asyncio.gather(*(store.roster.take(asked.name) for _ in range(5)))
    assert sorted(taken) == ["", "", "", "", "challenge"]
    assert await store.roster.keep(asked.name, "another")
    entered = await store.roster.entered(asked.key_hash, NOW)
    assert entered is not None
    assert (entered.session.pending, entered.member) == ("another", None)
    assert not await store.roster.keep("session-of-nobody", "x")


async def test_nobody_begins_a_session_inside_without_a_proof(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    smuggled = start(staff, Stage.IN)
    assert not await store.roster.begin(smuggled, NOW)
    assert await store.roster.entered(smuggled.key_hash, NOW) is None


async def test_a_session_that_is_gone_is_not_replaced(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    assert not await store.roster.begin(start(staff, Stage.CODE, "gone"), NOW)
    assert not await store.roster.enter(admission(staff, 11, "gone"), NOW)
    # And the proof was not used up by it.
    assert await store.roster.enter(admission(staff, 11), NOW)


async def test_one_half_way_session_lets_in_once(store: SqlStore) -> None:
    staff, _ = await colleague(store.roster, "hanako")
    half = start(staff, Stage.CODE)
    assert await store.roster.begin(half, NOW)
    tries = [store.roster.enter(admission(staff, 20 + n, half.name), NOW) for n in range(5)]
    assert sorted(await asyncio.gather(*tries)) == [False] * 4 + [True]


async def test_what_ended_by_itself_is_forgotten(store: SqlStore) -> None:
    staff, inside = await colleague(store.roster, "hanako")
    await store.roster.knock([ACCOUNT], NOW)
    assert await store.roster.sweep(NOW + LONGEST) == 0
    assert await store.roster.sweep(NOW + timedelta(days=3)) == 2
    assert await store.roster.entered(inside.key_hash, NOW) is None
    assert await store.roster.member(staff) is not None


async def test_what_is_known_of_a_session_is_not_readable_in_the_database(store: SqlStore, house: House) -> None:
    asked = start(None, Stage.DOOR, pending="canary-challenge")
    asked = replace(asked, about=replace(asked.about, agent="canary-agent", address="canary-address"))
    await store.roster.begin(asked, NOW)
    staff, _ = await colleague(store.roster, "hanako")
    assert await store.roster.enter(replace(admission(staff, 5), proof=Recovered("code-1")), NOW)

    def everything(connection: object) -> str:
        from adapters.store.tables_staff import session, staff as people  # noqa: PLC0415

        return repr([connection.execute(table.select()).all() for table in (session, people)])  # type: ignore[attr-defined]

    kept = await store.submit(everything)
    assert "hash-of-" in kept
    for canary in ("canary", "SECRET", "Name of hanako"):
        assert canary not in kept
    assert house.engine in {"sqlite", "postgres"}


@ON_POSTGRES
async def test_what_one_process_ends_is_over_in_the_other(house: House) -> None:
    one, two = house.open(), house.open()
    staff, inside = await colleague(one.roster, "hanako")
    assert await two.roster.entered(inside.key_hash, NOW) is not None
    await one.roster.end_all(Ending(staff, staff), NOW)
    assert await two.roster.entered(inside.key_hash, NOW) is None
