"""Who is who in the group: colleagues of the console by their names, those of the group by what Telegram shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.roster.linking import hashed
from adapters.roster.people import Role
from adapters.telegram.staff.ports import Colleague, Strangers
from bot.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol

    from adapters.roster.ports import Linking, People

    class Known(People, Linking, Protocol):
        """Who works here, and whose Telegram is whose."""


_ANSWERING = frozenset({Role.COUNSELOR, Role.LEAD})


class Members(Strangers):
    """``Colleagues`` with the roster behind them. A name stays among staff: residents are told an alias."""

    def __init__(self, people: Known) -> None:
        self._people = people

    async def who(self, person: int | None) -> Colleague:
        """Give the account that somebody linked; else a colleague of the role alone."""
        member = await self._people.by_telegram(person) if person is not None else None
        if member is None or not member.active or member.role not in _ANSWERING:
            return await super().who(person)
        return Colleague(member.id, member.alias)

    async def link(self, person: int, code: str, now: datetime) -> bool:
        """Link somebody by a code of the console."""
        return await self._people.link(person, hashed(code), now) is not None

    async def name(self, staff: str | None) -> str:
        """Give what the roster calls somebody."""
        if staff is None:
            return ""
        try:
            member = await self._people.member(staff)
        except StoreError:
            return ""
        return member.name if member is not None else ""
