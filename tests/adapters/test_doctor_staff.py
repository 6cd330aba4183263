"""The doctor looks at the staff group: is the bot in it, and may it do what it needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.telegram.emulator import Emulator
from adapters.emulators.telegram.serving import serve
from adapters.emulators.telegram.state import Bot
from tests.adapters.findings import found
from tests.adapters.platforms import BOT, with_channels

if TYPE_CHECKING:
    from adapters.doctor.finding import Finding
    from adapters.settings import Settings

pytestmark = pytest.mark.anyio


async def examined(settings: Settings, emulator: Emulator, group: int) -> Finding:
    async with serve(emulator) as url:
        ours = with_channels(settings, "http://127.0.0.1:9")
        assert ours.telegram is not None
        telegram = replace(ours.telegram, api_base_url=url, staff_chat=group)
        seen = await found(replace(ours, line=None, telegram=telegram))
    finding: Finding = seen["Telegram staff group"]
    return finding


async def test_a_group_with_topics_and_rights_is_well(settings: Settings) -> None:
    emulator = Emulator(Bot(BOT))
    sato = emulator.people.add("Sato")
    group = emulator.groups.add("Staff", [sato], forum=True, admin=True)
    assert (await examined(settings, emulator, group)).verdict == "ok"
    emulator.groups.demote_bot(group)
    demoted = await examined(settings, emulator, group)
    assert (demoted.verdict, "administrator" in demoted.says) == ("wrong", True)
    emulator.state.world.chats[group].bot = "administrator"
    emulator.state.world.chats[group].rights = frozenset({"can_manage_topics"})
    assert "Delete Messages" in (await examined(settings, emulator, group)).says
    assert emulator.journal.problems() == []


async def test_a_group_without_topics_that_moved_or_is_not_there_is_told(settings: Settings) -> None:
    emulator = Emulator(Bot(BOT))
    sato = emulator.people.add("Sato")
    old = emulator.groups.add("Staff", [sato], kind="group", admin=True)
    assert "no topics" in (await examined(settings, emulator, old)).says
    new = emulator.groups.migrate(old, forum=True)
    moved = await examined(settings, emulator, old)
    assert (moved.verdict, str(new) in moved.do) == ("warning", True)
    strange = await examined(settings, emulator, -1009999)
    assert (strange.verdict, "TELEGRAM_STAFF_CHAT_ID" in strange.do) == ("wrong", True)
