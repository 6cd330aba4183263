"""What each call's body must be, and how LINE words a refusal.

Source: Messaging API reference, the page of each endpoint and "Error responses" (read 2026-11-23).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.emulators.line import actions
from adapters.emulators.line.checks import (
    anything,
    array,
    boolean,
    integer,
    label,
    matching,
    record,
    text,
)
from adapters.emulators.line.messages import MESSAGES

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Check, Found, JsonObject

USER = matching("U[0-9a-f]{32}", "invalid user ID")
_TO = matching("[UCR][0-9a-f]{32}", "invalid ID")
_UNITS = array(matching(r"[a-zA-Z0-9_]{1,30}", "invalid unit name"), 1, 1)
_SILENT: dict[str, Check] = {"notificationDisabled": boolean}
_SIDE = integer(0, 2**31 - 1)
_MENU_ID = text(100)
_AREA = record(
    {
        "bounds": record({"x": _SIDE, "y": _SIDE, "width": integer(1, 2**31 - 1), "height": integer(1, 2**31 - 1)}),
        "action": actions.RICH_MENU,
    }
)

BODIES: dict[str, Check] = {
    "reply": record({"replyToken": text(500), "messages": MESSAGES}, _SILENT),
    "push": record({"to": _TO, "messages": MESSAGES}, {**_SILENT, "customAggregationUnits": _UNITS}),
    "multicast": record(
        {"to": array(USER, 1, 500), "messages": MESSAGES}, {**_SILENT, "customAggregationUnits": _UNITS}
    ),
    "narrowcast": record(
        {"messages": MESSAGES}, {**_SILENT, "recipient": anything, "filter": anything, "limit": anything}
    ),
    "broadcast": record({"messages": MESSAGES}, _SILENT),
    "validate": record({"messages": MESSAGES}),
    "loading": record({"chatId": USER}, {"loadingSeconds": integer(5, 60, 5)}),
    "mark_as_read": record({"markAsReadToken": text(500)}),
    "set_webhook": record({"endpoint": matching(r"https?://[!-~]{1,490}", "Invalid webhook endpoint URL")}),
    "test_webhook": record({}, {"endpoint": matching(r"https?://[!-~]{1,490}", "Invalid webhook endpoint URL")}),
    "menu": record(
        {
            "size": record({"width": integer(800, 2500), "height": integer(250, 2500)}),
            "selected": boolean,
            "name": label(300),
            "chatBarText": label(14),
            "areas": array(_AREA, 1, 20),
        }
    ),
    "create_alias": record({"richMenuAliasId": actions.ALIAS, "richMenuId": _MENU_ID}),
    "update_alias": record({"richMenuId": _MENU_ID}),
    "bulk_link": record({"richMenuId": _MENU_ID, "userIds": array(USER, 1, 500)}),
    "bulk_unlink": record({"userIds": array(USER, 1, 500)}),
}
_INSIDE = re.compile(r"(messages\[\d+\])\.(?:contents|template)((?:[.\[]).*)\Z")


def refusal(found: Found) -> JsonObject:
    """Word what was found as LINE does: a pointer into a Flex or template, a field's path elsewhere."""
    inside = [_INSIDE.match(one.property) for one in found]
    first = inside[0]
    if first is not None and all(inside):
        details = [
            {"message": one.message, "property": "/" + re.sub(r"[.\[\]]+", "/", match[2]).strip("/")}
            for one, match in zip(found, inside, strict=True)
            if match is not None
        ]
        return {"message": f"A message ({first[1]}) in the request body is invalid", "details": details}
    details = [{"message": one.message, "property": one.property} for one in found]
    return {"message": f"The request body has {len(found)} error(s)", "details": details}
