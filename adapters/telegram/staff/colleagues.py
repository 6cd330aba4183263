"""Who is who in the group: colleagues of the console by their names, those of the group by what Telegram shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.telegram.staff.ports import Strangers
from bot.errors import StoreError

if TYPE_CHECKING:
    from adapters.roster.ports import People


class Members(Strangers):
    """``Colleagues`` with the roster behind them. A name stays among staff: residents are told an alias."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def name(self, staff: str | None) -> str:
        """Give what the roster calls somebody."""
        if staff is None:
            return ""
        try:
            member = await self._people.member(staff)
        except StoreError:
            return ""
        return member.name if member is not None else ""
