"""LINE: the token, the webhook, the quota, the menus.

What an answer means is from LINE's Messaging API reference (bot, webhook settings, quota, rich menu;
read 2026-11-23).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.doctor.finding import Finding, ok, warning, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.doctor.asking import Answer, Asker
    from adapters.settings import LineSettings

_CONSOLE = "LINE Developers Console > your channel > Messaging API"
_HOOK = "/webhooks/line"
_SLOW = 20.0
_LOW = 0.9
_UNKNOWN, _NONE, _OK = (401, 403), 404, 200


async def line_is_well(asker: Asker, line: LineSettings, public_url: str) -> AsyncIterator[Finding]:
    """Ask LINE about our channel. The first question decides whether the others make sense."""

    async def ask(path: str) -> Answer:
        return await asker.ask(f"{line.api_base_url}{path}", bearer=line.channel_access_token)

    who = await ask("/v2/bot/info")
    if not who.good:
        yield _stranger(who)
        return
    yield ok("LINE token", f"LINE knows us as {_name(who)}")
    if who.body.get("chatMode") == "chat":
        yield warning(
            "LINE chat",
            "Chat is on in the LINE Official Account Manager: what people write is kept there as well",
            "LINE Official Account Manager > Settings > Response settings: switch Chat off (docs/line.md)",
        )
    else:
        yield ok("LINE chat", "off: what people write is kept here and nowhere else")
    yield _registered(await ask("/v2/bot/channel/webhook/endpoint"), public_url)
    if public_url:
        # LINE allows 60 of these an hour.
        yield _reached(
            await asker.ask(
                f"{line.api_base_url}/v2/bot/channel/webhook/test",
                method="POST",
                bearer=line.channel_access_token,
                body={"endpoint": f"{public_url}{_HOOK}"},
                patience=_SLOW,
            )
        )
    yield _quota(await ask("/v2/bot/message/quota"), await ask("/v2/bot/message/quota/consumption"))
    yield _menus(await ask("/v2/bot/richmenu/list"), await ask("/v2/bot/user/all/richmenu"))


def _stranger(answer: Answer) -> Finding:
    if answer.status in _UNKNOWN:
        return wrong(
            "LINE token",
            f"LINE does not know the channel access token ({answer.status})",
            f"issue one ({_CONSOLE}) and set LINE_CHANNEL_ACCESS_TOKEN",
        )
    if answer.nobody:
        return wrong(
            "LINE token",
            f"LINE cannot be reached ({answer.trouble})",
            "let this machine connect to api.line.me on port 443, or look at LINE_API_BASE_URL",
        )
    return wrong("LINE token", f"LINE answered {answer.status}", "try again in some minutes")


def _registered(answer: Answer, public_url: str) -> Finding:
    wanted = f"{public_url or 'PUBLIC_URL'}{_HOOK}"
    if answer.status == _NONE or not answer.body.get("endpoint"):
        if answer.good or answer.status == _NONE:
            return wrong("LINE webhook", "no webhook URL is registered", f"{_CONSOLE} > Webhook URL: {wanted}")
        return warning("LINE webhook", f"LINE did not say which one is registered ({answer.status})", "try again")
    if not public_url or answer.body["endpoint"] != wanted:
        return wrong("LINE webhook", "another address is registered", f"{_CONSOLE} > Webhook URL: {wanted}")
    if answer.body.get("active") is not True:
        return wrong("LINE webhook", "registered but not in use", f"{_CONSOLE} > switch Use webhook on")
    return ok("LINE webhook", f"registered and in use: {wanted}")


def _reached(answer: Answer) -> Finding:
    check = "LINE reaches us"
    if not answer.good:
        why = answer.trouble or str(answer.status)
        return warning(check, f"LINE did not try it out ({why})", "try again later: 60 an hour are allowed")
    if answer.body.get("success") is True:
        return ok(check, "LINE called the webhook and got its 200")
    status = answer.body.get("statusCode")
    if status in _UNKNOWN:
        return wrong(
            check,
            "the counter took LINE's call for a forged one: the channel secret is not the right one",
            "LINE Developers Console > your channel > Basic settings > Channel secret: set LINE_CHANNEL_SECRET",
        )
    seen = f"got the status {status}" if isinstance(status, int) and status > 0 else "got no answer"
    return wrong(
        check,
        f"LINE called the webhook and {seen}",
        "is the counter running, is the proxy's certificate complete, does the proxy pass /webhooks/ on?",
    )


def _quota(limit: Answer, used: Answer) -> Finding:
    most, sent = limit.body.get("value"), used.body.get("totalUsage")
    if limit.good and limit.body.get("type") == "none":
        return ok("LINE quota", "without limit")
    if not (limit.good and used.good and isinstance(most, int) and isinstance(sent, int)):
        return warning("LINE quota", "LINE did not say how much is left", "try again")
    says = f"{sent} of this month's {most} pushed messages are used; replies are free and not counted"
    do = "LINE Official Account Manager > Settings > choose a larger plan; late answers go to madoguchi undelivered"
    if sent >= most:
        return wrong("LINE quota", says, do)
    return warning("LINE quota", says, do) if sent >= most * _LOW else ok("LINE quota", says)


def _menus(listed: Answer, default: Answer) -> Finding:
    menus = listed.body.get("richmenus")
    if not listed.good or not isinstance(menus, list):
        return warning("LINE menu", "LINE did not say which menus there are", "try again")
    if not menus or default.status != _OK:
        return warning("LINE menu", "people see no menu below the talk", "madoguchi line sync")
    return ok("LINE menu", f"{len(menus)} menus, and one for everybody")


def _name(answer: Answer) -> str:
    name = answer.body.get("basicId")
    return (
        name if isinstance(name, str) and name.isascii() and name.isprintable() and len(name) < len("@") * 40 else "?"
    )
