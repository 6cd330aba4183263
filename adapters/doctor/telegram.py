"""Telegram: the token, the way messages come, what waits there.

What an answer means is from the Bot API (getMe, getWebhookInfo; read 2026-11-23). The token is part of
the address: no address is ever shown.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from adapters.doctor.finding import Finding, ok, warning, wrong
from adapters.doctor.staff_group import staff_group_is_well

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from typing import Any

    from adapters.doctor.asking import Answer, Asker
    from adapters.settings import TelegramSettings

_HOOK = "/webhooks/telegram"
_UNKNOWN = (401, 403, 404)
_MANY = 100
_RECENT = timedelta(hours=1)
_LONGEST = 120


async def telegram_is_well(
    asker: Asker, telegram: TelegramSettings, public_url: str, now: datetime
) -> AsyncIterator[Finding]:
    """Ask Telegram about our bot."""
    base = f"{telegram.api_base_url}/bot{telegram.bot_token}"
    who = await asker.ask(f"{base}/getMe")
    if not who.good:
        yield _stranger(who)
        return
    yield ok("Telegram token", f"Telegram knows us as @{_clean(_result(who).get('username'))}")
    if telegram.staff_chat:
        async for finding in staff_group_is_well(asker, telegram, _result(who).get("id")):
            yield finding
    hook = await asker.ask(f"{base}/getWebhookInfo")
    if not hook.good:
        yield warning("Telegram webhook", f"Telegram did not say what is set ({hook.status})", "try again")
        return
    info = _result(hook)
    yield _fits(str(info.get("url") or ""), telegram, public_url)
    yield _waiting(info.get("pending_update_count"))
    failed = _failure(info, now)
    if failed is not None:
        yield failed


def _stranger(answer: Answer) -> Finding:
    if answer.status in _UNKNOWN:
        return wrong(
            "Telegram token",
            f"Telegram does not know the token ({answer.status})",
            "ask @BotFather for it (/mybots > API Token) and set TELEGRAM_BOT_TOKEN",
        )
    if answer.nobody:
        return wrong(
            "Telegram token",
            f"Telegram cannot be reached ({answer.trouble})",
            "let this machine connect to api.telegram.org on port 443, or look at TELEGRAM_API_BASE_URL",
        )
    return wrong("Telegram token", f"Telegram answered {answer.status}", "try again in some minutes")


def _fits(url: str, telegram: TelegramSettings, public_url: str) -> Finding:
    check = "Telegram mode"
    if telegram.polling and url:
        return warning(
            check,
            "the counter is to fetch its messages, but a webhook is set, and Telegram allows only one of the two",
            "start the counter: it takes the webhook away; or set TELEGRAM_MODE=webhook",
        )
    if telegram.polling:
        return ok(check, "polling: the counter fetches its messages, and no webhook is in the way")
    if not url:
        return wrong(check, "webhook, but none is set", "start the counter: it sets the webhook by itself")
    if url != f"{public_url}{_HOOK}":
        return wrong(
            check,
            "webhook, but another address is set",
            f"start the counter with PUBLIC_URL set: it registers {public_url or 'PUBLIC_URL'}{_HOOK}",
        )
    return ok(check, f"webhook: {url}")


def _waiting(count: object) -> Finding:
    check = "Telegram waiting"
    if not isinstance(count, int):
        return warning(check, "Telegram did not say how many messages wait", "try again")
    says = f"{count} messages wait at Telegram, which keeps them for 24 hours"
    if count >= _MANY:
        return wrong(check, says, "is the counter running? look at its log and at madoguchi doctor's other lines")
    return warning(check, says, "they are fetched as soon as the counter runs") if count else ok(check, says)


def _failure(info: Mapping[str, Any], now: datetime) -> Finding | None:
    """Give the last thing that went wrong when Telegram called us, unless it is long past."""
    at, why = info.get("last_error_date"), info.get("last_error_message")
    if not isinstance(at, int) or not isinstance(why, str):
        return None
    when = datetime.fromtimestamp(at, UTC)
    if now - when > _RECENT:
        return None
    return warning(
        "Telegram reaches us",
        f"at {when:%H:%M} UTC it did not: {_clean(why)}",
        "401 means another TELEGRAM_WEBHOOK_SECRET: restart the counter; else look at proxy and certificate",
    )


def _result(answer: Answer) -> Mapping[str, Any]:
    result = answer.body.get("result")
    return result if isinstance(result, dict) else {}


def _clean(value: object) -> str:
    """Give a text of Telegram's in one harmless line."""
    return "".join(letter for letter in str(value or "?") if letter.isprintable())[:_LONGEST]
