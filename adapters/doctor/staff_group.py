"""The staff group on Telegram: is the bot in it, are there topics, and may it work with them.

What an answer means is from the Bot API (getChat, getChatMember; read 2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.doctor.finding import Finding, ok, warning, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from adapters.doctor.asking import Answer, Asker
    from adapters.settings import TelegramSettings

CHECK = "Telegram staff group"
_NEEDED = {"can_manage_topics": "Manage Topics", "can_delete_messages": "Delete Messages"}


async def staff_group_is_well(asker: Asker, telegram: TelegramSettings, bot: object) -> AsyncIterator[Finding]:
    """Ask Telegram about the group; ``bot`` is our own id as getMe gives it."""
    base = f"{telegram.api_base_url}/bot{telegram.bot_token}"
    group = await asker.ask(f"{base}/getChat?chat_id={telegram.staff_chat}")
    moved = _parameters(group).get("migrate_to_chat_id")
    if isinstance(moved, int):
        yield warning(
            CHECK, "the group has got another number", f"set TELEGRAM_STAFF_CHAT_ID={moved}; it is followed meanwhile"
        )
        return
    if not group.good:
        yield wrong(
            CHECK,
            f"Telegram does not show us the group ({group.status or group.trouble})",
            "add the bot to the group, and look at TELEGRAM_STAFF_CHAT_ID (docs/telegram.md)",
        )
        return
    if _result(group).get("is_forum") is not True:
        yield wrong(CHECK, "the group has no topics", "turn Topics on in the settings of the group")
        return
    ours = await asker.ask(f"{base}/getChatMember?chat_id={telegram.staff_chat}&user_id={bot}")
    yield _rights(_result(ours))


def _rights(member: Mapping[str, Any]) -> Finding:
    status = member.get("status")
    missing = [name for right, name in _NEEDED.items() if member.get(right) is not True]
    if status == "creator" or (status == "administrator" and not missing):
        return ok(CHECK, "the bot is an administrator of the group and may work with its topics")
    if status != "administrator":
        return wrong(CHECK, "the bot is no administrator of the group", "make it one, with the right to manage topics")
    return wrong(CHECK, f"the bot lacks rights: {', '.join(missing)}", "give it these in the settings of the group")


def _result(answer: Answer) -> Mapping[str, Any]:
    result = answer.body.get("result")
    return result if isinstance(result, dict) else {}


def _parameters(answer: Answer) -> Mapping[str, Any]:
    parameters = answer.body.get("parameters")
    return parameters if isinstance(parameters, dict) else {}
