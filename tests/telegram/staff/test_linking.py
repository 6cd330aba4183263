"""A code of the console typed to the bot: from then on both are one colleague."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.roster.linking import LASTS, hashed, new_code, typed
from adapters.roster.people import Role
from adapters.telegram.staff.colleagues import Members
from bot.case import CaseState
from tests.contract.colleagues import colleague

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


async def offered(house: House, role: Role = Role.COUNSELOR) -> tuple[str, str]:
    """Let somebody into the console, and show them a code."""
    staff, _ = await colleague(house.store.roster, "olena", role)
    code = new_code()
    await house.store.roster.offer(staff, hashed(code), house.clock.now + LASTS)
    return staff, code


@pytest.fixture
async def linked_house(house: House) -> House:
    """Give the office with the roster behind it."""
    await house.stop()
    house.colleagues = Members(house.store.roster)
    await house.start()
    return house


async def test_in_private_it_links_and_is_no_message_of_a_resident(linked_house: House) -> None:
    house = linked_house
    staff, code = await offered(house)
    house.emulator.people.start(house.sato)
    before = house.heard()
    await house.bring(house.emulator.people.say(house.sato, f"/link {code}"))
    found = await house.store.roster.by_telegram(house.sato)
    assert found is not None
    assert found.id == staff
    assert house.heard() == before
    assert await house.store.waiting() == []


async def test_in_the_group_it_links_and_the_cases_come_along(linked_house: House) -> None:
    house = linked_house
    case = await house.opened()
    topic = await house.thread(case)
    await house.write("/claim", topic)
    staff, code = await offered(house)
    message = await house.write(f"/LINK@counter_bot {code.upper()}", topic)
    await house.settled()
    now = await house.book.case(case.id)
    assert now is not None
    assert (now.owner, now.state) == (staff, CaseState.ASSIGNED)
    assert [row.case.id for row in await house.book.mine(staff)] == [case.id]
    assert house.mark(message) == "👌"
    assert not any(code in text.lower() for text in house.heard())
    await house.write("Good morning.", topic)
    await house.settled()
    assert house.heard()[-1] == "Olena\nGood morning."
    audited = [(row.what, row.by) for row in await house.book.audit(case.id)]
    assert audited[0] == ("speak", staff)
    assert ("telegram-linked", staff) in audited


async def test_a_code_works_once_and_not_for_long(linked_house: House) -> None:
    house = linked_house
    topic = await house.thread(await house.opened())
    staff, code = await offered(house)
    await house.write(f"/link {code}", topic)
    message = await house.write(f"/link {code}", topic, who=house.kato)
    await house.settled()
    assert house.mark(message) == "👎"
    assert await house.store.roster.by_telegram(house.kato) is None
    late = new_code()
    await house.store.roster.offer(staff, hashed(late), house.clock.now + LASTS)
    house.clock.turn(LASTS.total_seconds())
    await house.write(f"/link {late}", topic, who=house.kato)
    assert await house.store.roster.by_telegram(house.kato) is None


async def test_unlinked_they_are_two_again(linked_house: House) -> None:
    house = linked_house
    staff, code = await offered(house)
    topic = await house.thread(await house.opened())
    await house.write(f"/link {code}", topic)
    assert await house.store.roster.unlink(staff, house.clock.now)
    assert not await house.store.roster.unlink(staff, house.clock.now)
    await house.write("/claim", topic)
    (row,) = await house.book.open_cases()
    assert row.case.owner == f"telegram:{house.sato}"


async def test_a_stranger_with_no_code_is_answered_as_anybody(linked_house: House) -> None:
    house = linked_house
    await house.say("/link aaaa-bbbb-cccc")
    await house.settled()
    assert len(house.heard()) > 0


WRONG = ["/link", "/link aaaa", "link aaaa-bbbb-cccc", "/link aaaa-bbbb-cccc and more", "/link aa1l-bbbb-cccc"]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_code(text: str) -> None:
    assert typed(text) is None


def test_a_code_is_read_however_it_was_typed() -> None:
    code = new_code()
    for text in (f"/link {code}", f" /LINK {code.upper()} ", f"/link@some_bot {code.replace('-', ' ')}"):
        found = typed(text)
        assert found is not None
        assert hashed(found) == hashed(code)
    assert timedelta(minutes=15) >= LASTS
