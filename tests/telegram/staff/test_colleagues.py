"""Who colleagues are to the group."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from adapters.roster.people import Role
from adapters.telegram.staff.colleagues import Members
from adapters.telegram.staff.ports import Colleague
from bot.case import Claim, Speak
from bot.errors import StoreError

if TYPE_CHECKING:
    from adapters.telegram.staff.colleagues import Known
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


class Roster:
    """Knows one, and is out of order now and then."""

    broken = False

    async def by_telegram(self, person: int) -> object:
        able = {"active": True, "role": Role.COUNSELOR, "id": "olena", "alias": "Olena"}
        known = {7: able, 8: {**able, "active": False}, 9: {**able, "role": Role.AUDITOR}}
        return type("Member", (), known[person]) if person in known else None

    async def member(self, staff: str) -> object:
        if self.broken:
            raise StoreError
        return type("Member", (), {"name": "Olena Hnatiuk"}) if staff == "olena" else None


@pytest.fixture
def members() -> Members:
    return Members(cast("Known", Roster()))


async def test_colleagues_have_their_names_and_strangers_have_none(members: Members) -> None:
    assert await members.name("olena") == "Olena Hnatiuk"
    assert await members.name("telegram:42") == ""
    assert await members.name(None) == ""
    assert (await members.who(42)).id == "telegram:42"
    assert (await members.who(None)).id == "telegram:anonymous"


async def test_whoever_linked_their_account_is_that_colleague_while_they_may_answer(members: Members) -> None:
    assert await members.who(7) == Colleague("olena", "Olena")
    assert (await members.who(8)).id == "telegram:8"
    assert (await members.who(9)).id == "telegram:9"


async def test_without_the_roster_everybody_is_somebody(members: Members, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Roster, "broken", True)
    assert await members.name("olena") == ""


@pytest.mark.parametrize("house", [{"colleagues": Members(cast("Known", Roster()))}], indirect=True)
async def test_the_group_reads_names_and_residents_an_alias(house: House) -> None:
    case = await house.opened()
    await house.act(case, Claim("olena", "Olena"), "console-0001")
    await house.act(case, Speak("olena", "Olena", "Good morning."), "console-0002")
    topic = await house.thread(case)
    assert "In the hands of Olena Hnatiuk" in house.texts(topic)[0]
    assert house.texts(topic)[-1] == "🧑‍💼 Olena Hnatiuk\nGood morning."
    assert house.heard()[-1] == "Olena\nGood morning."
    message = await house.write("Me too.", topic)
    await house.settled()
    assert "Olena Hnatiuk has it" in house.texts(topic)[-1]
    assert house.mark(message) == ""
    assert "Hnatiuk" not in "\n".join(house.heard())
