"""Every message object a bot may send, each limit in its own unit.

Source: Messaging API reference, "Message objects" (read 2026-11-23): text 5000 UTF-16 units, altText 1500, title and
address of a location 100, 13 quick replies, sender name 20 and without the word LINE, URLs https and percent-encoded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.emulators.line import actions
from adapters.emulators.line.checks import (
    Violation,
    anything,
    array,
    https,
    integer,
    matching,
    number,
    one_of,
    record,
    text,
    union,
)
from adapters.emulators.line.flex import CONTAINER
from adapters.emulators.line.templates import TEMPLATE

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Check, Found, JsonObject, Rule

_TEXT, _ALT, _PLACE = text(5000), text(1500), text(100)
_DIGITS = matching(r"\d{1,20}", "Must be digits")
_SIDE = integer(0, 2**31 - 1)
_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-zA-Z0-9_]{1,20})\}(?!\})")
_MOST_OF_A_KIND = 20


def _not_line(value: object, path: str, found: Found) -> None:
    text(20)(value, path, found)
    if isinstance(value, str) and re.search(r"\bline\b", value, re.IGNORECASE):
        found.append(Violation(path, "The name contains a word that can't be used"))


def _emoji_where_promised(value: JsonObject, path: str, found: Found) -> None:
    units = value["text"].encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(value.get("emojis") or []):
        at = emoji["index"] * 2
        if units[at : at + 2] != b"$\x00":
            found.append(Violation(f"{path}.emojis[{index}].index", "There is no $ at this place"))


def _all_substituted(value: JsonObject, path: str, found: Found) -> None:
    asked, given = set(_PLACEHOLDER.findall(value["text"])), value.get("substitution") or {}
    found += [Violation(f"{path}.text", "A placeholder has no substitution") for name in asked if name not in given]
    found += [Violation(f"{path}.substitution", "is not in the text") for name in given if name not in asked]
    for kind in ("mention", "emoji"):
        if sum(one["type"] == kind for one in given.values()) > _MOST_OF_A_KIND:
            found.append(Violation(f"{path}.substitution", f"At most {_MOST_OF_A_KIND} of type {kind}"))


def _substitution(value: object, path: str, found: Found) -> None:
    if not isinstance(value, dict):
        found.append(Violation(path, "Must be an object"))
        return
    for name, one in value.items():
        _SUBSTITUTE(one, f"{path}.{name}", found)


_SUBSTITUTE = union(
    {
        "mention": record(
            {
                "type": anything,
                "mentionee": union(
                    {
                        "user": record({"type": anything, "userId": matching("U[0-9a-f]{32}", "invalid user ID")}),
                        "all": record({"type": anything}),
                    }
                ),
            }
        ),
        "emoji": record({"type": anything, "productId": text(100), "emojiId": text(100)}),
    }
)
_EMOJI = record({"index": integer(0, 5000), "productId": text(100), "emojiId": text(100)})
_QUICK_REPLY = record(
    {"items": array(record({"type": one_of("action"), "action": actions.QUICK_REPLY}, {"imageUrl": https}), 1, 13)}
)
_SENDER = record({}, {"name": _not_line, "iconUrl": https})
_AREA: dict[str, Check] = {"area": record(dict.fromkeys(("x", "y", "width", "height"), _SIDE))}
_MAPPED = union(
    {
        "uri": record({"type": anything, "linkUri": text(1000), **_AREA}, {"label": text(100)}),
        "message": record({"type": anything, "text": text(400), **_AREA}, {"label": text(100)}),
        "clipboard": record({"type": anything, "clipboardText": text(1000), **_AREA}, {"label": text(100)}),
    }
)
_FILM = record(
    {"originalContentUrl": https, "previewImageUrl": https, **_AREA},
    {"externalLink": record({"linkUri": text(1000), "label": text(30)})},
)


def _message(must: dict[str, Check], may: dict[str, Check] | None = None, *also: Rule) -> Check:
    common: dict[str, Check] = {"quickReply": _QUICK_REPLY, "sender": _SENDER}
    return record({"type": anything, **must}, {**common, **(may or {})}, also)


_QUOTE: dict[str, Check] = {"quoteToken": text(500)}
MESSAGE: Check = union(
    {
        "text": _message({"text": _TEXT}, {**_QUOTE, "emojis": array(_EMOJI, 0, 20)}, _emoji_where_promised),
        "textV2": _message({"text": _TEXT}, {**_QUOTE, "substitution": _substitution}, _all_substituted),
        "sticker": _message({"packageId": _DIGITS, "stickerId": _DIGITS}, _QUOTE),
        "image": _message({"originalContentUrl": https, "previewImageUrl": https}),
        "video": _message({"originalContentUrl": https, "previewImageUrl": https}, {"trackingId": text(100)}),
        "audio": _message({"originalContentUrl": https, "duration": integer(1, 2**53)}),
        "location": _message(
            {"title": _PLACE, "address": _PLACE, "latitude": number(-90, 90), "longitude": number(-180, 180)}
        ),
        "imagemap": _message(
            {
                "baseUrl": https,
                "altText": _ALT,
                "baseSize": record({"width": integer(1040, 1040), "height": integer(1, 2**31 - 1)}),
                "actions": array(_MAPPED, 1, 50),
            },
            {"video": _FILM},
        ),
        "template": _message({"altText": _ALT, "template": TEMPLATE}),
        "flex": _message({"altText": _ALT, "contents": CONTAINER}),
        "coupon": _message({"couponId": text(200)}, {"deliveryTag": text(30)}),
    }
)
MESSAGES = array(MESSAGE, 1, 5)
