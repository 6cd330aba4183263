"""Which rich menu a person sees: the one in their language, linked to them alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from adapters.line.menu.areas import alias_of
from bot.errors import SendError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.line.wire import Wire

KEPT_S = 600.0
"""For so long it is remembered which menu an alias stands for, or that there is none."""
_CALL_S = 3.0
_OK, _GONE = 200, 404


class MenuLinks:
    """Links menus. A menu is a convenience: whatever fails here holds nothing up."""

    def __init__(self, wire: Wire, clock: Callable[[], float]) -> None:
        self._wire = wire
        self._clock = clock
        self._known: dict[str, tuple[float, str]] = {}

    async def link(self, person: str, language: str) -> None:
        """Let somebody see the menu in a language. Repeating it changes nothing."""
        alias = alias_of(language)
        with suppress(SendError):
            menu = await self._menu(alias)
            if menu:
                path = f"/v2/bot/user/{quote(person, safe='')}/richmenu/{quote(menu, safe='')}"
                answer = await self._wire.call("POST", path, seconds=_CALL_S)
                if answer.status == _GONE:
                    self._known.pop(alias, None)

    async def _menu(self, alias: str) -> str:
        """Give the id that an alias stands for; "" when there is none."""
        until, menu = self._known.get(alias, (float("-inf"), ""))
        if self._clock() < until:
            return menu
        answer = await self._wire.call("GET", f"/v2/bot/richmenu/alias/{alias}", seconds=_CALL_S)
        found = answer.body.get("richMenuId") if answer.status == _OK else None
        menu = found if isinstance(found, str) else ""
        if menu or answer.status == _GONE:
            self._known[alias] = (self._clock() + KEPT_S, menu)
        return menu
