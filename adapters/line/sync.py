"""Bring LINE's rich menus to what the house says. Running it again changes nothing.

A menu cannot be changed once it is made, so a new one takes its place: made, given its picture, and
only then found by its alias; those who have the old one are moved over; the old one goes last.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.line.client import Client
from adapters.line.menu.areas import OURS, image_of, menu
from bot.errors import SendError
from bot.phrases import LAST_RESORT

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.line.menu.areas import Menu, Numbers
    from adapters.settings import LineSettings
    from bot.phrases import Phrasebook

MOVING_S = 30.0
"""For so long it is waited until everybody has the new menu; else the old ones stay until the next run."""
_STEP_S = 0.5


@dataclass(slots=True)
class Changes:
    """What was done, by menu name or alias."""

    made: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    default: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Say whether anything was changed."""
        return bool(self.made or self.named or self.default or self.deleted)


@dataclass(slots=True)
class _Desk:
    """What there is at LINE: our menus' names by id, ids by alias."""

    menus: dict[str, str]
    aliases: dict[str, str]


async def sync(
    settings: LineSettings,
    phrases: Phrasebook,
    numbers: Numbers,
    report: Callable[[str], None],
    image: Callable[[str], bytes] = image_of,
) -> Changes:
    """Make LINE's menus ours. ``SendError`` when LINE does not take something; run it again then."""
    wanted = [menu(each.tag, phrases, numbers, image(each.tag)) for each in phrases.languages]
    changes = Changes()
    async with Client(settings) as client:
        desk = await _look(client)
        for each in wanted:
            await _place(client, desk, each, changes, report)
        await _default(client, desk, next(each for each in wanted if each.language == LAST_RESORT), changes, report)
        kept = {desk.aliases[each.alias] for each in wanted}
        old = {ident: name for ident, name in desk.menus.items() if ident not in kept}
        if old and await _moved(client, desk, old, report):
            for ident, name in old.items():
                await client.ask(lambda api, ident=ident, **more: api.delete_rich_menu(ident, **more))
                changes.deleted.append(name)
                report(f"deleted {name}")
    return changes


async def _look(client: Client) -> _Desk:
    menus = await client.ask(lambda api, **more: api.get_rich_menu_list(**more))
    aliases = await client.ask(lambda api, **more: api.get_rich_menu_alias_list(**more))
    ours = {each.rich_menu_id: each.name for each in menus.richmenus if each.name.startswith(OURS)}
    return _Desk(ours, {each.rich_menu_alias_id: each.rich_menu_id for each in aliases.aliases})


async def _place(client: Client, desk: _Desk, wanted: Menu, changes: Changes, report: Callable[[str], None]) -> None:
    """See to it that a language's alias finds its menu."""
    # Only what has its alias is known to have its picture: it gets the one after the other.
    if desk.menus.get(desk.aliases.get(wanted.alias, "")) == wanted.name:
        return
    models = client.models
    request = models.RichMenuRequest.from_dict(wanted.request)
    ident = (await client.ask(lambda api, **more: api.create_rich_menu(request, **more))).rich_menu_id
    await client.upload(ident, wanted.image)
    changes.made.append(wanted.name)
    report(f"made {wanted.name}")
    if wanted.alias in desk.aliases:
        update = models.UpdateRichMenuAliasRequest(richMenuId=ident)
        await client.ask(lambda api, **more: api.update_rich_menu_alias(wanted.alias, update, **more))
    else:
        create = models.CreateRichMenuAliasRequest(richMenuAliasId=wanted.alias, richMenuId=ident)
        await client.ask(lambda api, **more: api.create_rich_menu_alias(create, **more))
    desk.aliases[wanted.alias] = ident
    changes.named.append(wanted.alias)


async def _default(client: Client, desk: _Desk, wanted: Menu, changes: Changes, report: Callable[[str], None]) -> None:
    """Show one menu to those whose language is not known."""
    ident = desk.aliases[wanted.alias]
    try:
        now = (await client.ask(lambda api, **more: api.get_default_rich_menu_id(**more))).rich_menu_id
    except SendError as error:
        if error.reason != "404":
            raise
        now = None
    if now != ident:
        await client.ask(lambda api, **more: api.set_default_rich_menu(ident, **more))
        changes.default.append(wanted.name)
        report(f"default {wanted.name}")


async def _moved(client: Client, desk: _Desk, old: dict[str, str], report: Callable[[str], None]) -> bool:
    """Move those who see an old menu to the new one of its language; True when the old ones may go."""
    models = client.models
    pairs = ((ident, desk.aliases.get(name.partition(" ")[0])) for ident, name in old.items())
    operations: list[Any] = [
        models.RichMenuBatchLinkOperation(**{"type": "link", "from": ident, "to": new}) for ident, new in pairs if new
    ]
    if not operations:
        return True
    key = secrets.token_hex(16)
    request = models.RichMenuBatchRequest(operations=operations, resumeRequestKey=key)
    try:
        started = await client.ask(lambda api, **more: api.rich_menu_batch_with_http_info(request, **more))
        done = await _finished(client, started.headers.get("x-line-request-id", ""))
    except SendError as error:
        if error.reason == "404":
            return True  # a stand-in for LINE that cannot move anybody
        report(f"the old menus stay for now ({error.reason}): run it again in an hour")
        return False
    if not done:
        report("the old menus stay until everybody has the new ones: run it again later")
    return done


async def _finished(client: Client, request: str) -> bool:
    """Wait until LINE has moved everybody."""
    for _ in range(round(MOVING_S / _STEP_S)):
        progress = await client.ask(lambda api, **more: api.get_rich_menu_batch_progress(request, **more))
        if progress.phase != "ongoing":
            return bool(progress.phase == "succeeded")
        await asyncio.sleep(_STEP_S)
    return False
