"""Webhook events in the platform's shapes.

Source: Messaging API reference, "Webhook event objects" (read 2026-11-23).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from adapters.emulators.line.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.state import State
    from adapters.emulators.line.talks import Person, Place

_MUTE = frozenset({"unsend", "unfollow", "leave", "memberLeft"})


def make(
    state: State, kind: str, person: Person | None, place: Place | None = None, body: JsonObject | None = None
) -> JsonObject:
    """Make one event. Kinds that can be answered get a reply token, unless the channel stands by."""
    now = state.clock()
    event: JsonObject = {
        "type": kind,
        "webhookEventId": state.names.event(now),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(now * 1000),
        "source": _source(state, kind, person, place),
        "mode": "standby" if state.standby else "active",
        **(body or {}),
    }
    talk = place.id if place else person.id if person else ""
    if kind not in _MUTE and not state.standby:
        event["replyToken"] = name = state.names.hex32()
        who = person.id if person else None
        good = now + state.rules.token_life
        state.tokens.issue(name, Token(talk, who, event["webhookEventId"], now, good))
    state.events[event["webhookEventId"]] = event
    state.tidy()
    return event


def _source(state: State, kind: str, person: Person | None, place: Place | None) -> JsonObject:
    if place is None:
        return {"type": "user", "userId": person.id if person else state.bot_id}
    source = {"type": place.kind, f"{place.kind}Id": place.id}
    if person is not None and not state.rules.hide_ids and kind not in {"join", "leave"}:
        source["userId"] = person.id
    return source


def mentions(text: str, names: dict[str, JsonObject]) -> JsonObject:
    """Find `@name` in a text for each name known; index and length in UTF-16 units, as the platform counts."""
    found = []
    for name, who in names.items():
        at = text.find(f"@{name}")
        if at >= 0:
            index = len(text[:at].encode("utf-16-le")) // 2
            found.append({"index": index, "length": len(f"@{name}".encode("utf-16-le")) // 2, **who})
    found.sort(key=lambda one: one["index"])
    return {"mention": {"mentionees": found}} if found else {}


def redelivered(event: JsonObject) -> JsonObject:
    """Give the event as it comes again: same id and token, marked as a redelivery."""
    return {**event, "deliveryContext": {"isRedelivery": True}}


def body(state: State, events: Sequence[JsonObject]) -> bytes:
    """Write the body of one webhook request."""
    return json.dumps({"destination": state.bot_id, "events": list(events)}, ensure_ascii=False).encode()


def sign(secret: str, raw: bytes) -> str:
    """Sign raw bytes: base64 of HMAC-SHA256 with the channel secret ("Verify webhook signature", read 2026-11-23)."""
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()
