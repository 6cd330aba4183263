"""The calls that only ask: profiles, groups, the account itself, quotas, what people sent, the webhook's address.

Source: Messaging API reference, the page of each endpoint (read 2026-11-23).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line.calls import NOT_FOUND, Answer, Call, refused
from adapters.emulators.line.sending import checked

if TYPE_CHECKING:
    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.state import State
    from adapters.emulators.line.talks import Person, Place


def profile(state: State, call: Call) -> Answer:
    """Give a user's profile; 404 for who blocked the account, shares nothing, or is no friend and never wrote."""
    who = state.people.people.get(call.parts[0])
    if who is None or who.blocked or not who.shares_profile or not (who.friend or who.last_said > 0):
        raise refused(404, NOT_FOUND)
    language = {} if who.language is None else {"language": who.language}
    return Answer(200, {**_named(who), **language})


def member(state: State, call: Call) -> Answer:
    """Give the profile of somebody in a group or room, friend or not."""
    place, key = _place(state, call), call.parts[1]
    who = state.people.people.get(key)
    if who is None or key not in place.members or not who.shares_profile:
        raise refused(404, NOT_FOUND)
    return Answer(200, _named(who))


def summary(state: State, call: Call) -> Answer:
    """Give a group's name."""
    place = _place(state, call)
    return Answer(200, {"groupId": place.id, "groupName": place.name})


def count(state: State, call: Call) -> Answer:
    """Count the people in a group or room."""
    return Answer(200, {"count": len(_place(state, call).members)})


def member_ids(state: State, call: Call) -> Answer:
    """List the people in a group or room (verified accounts only, which this one is)."""
    return Answer(200, {"memberIds": list(_place(state, call).members)})


def leave(state: State, call: Call) -> Answer:
    """Leave a group or room."""
    _place(state, call).here = False
    return Answer()


def followers(state: State, _call: Call) -> Answer:
    """List the friends."""
    return Answer(200, {"userIds": [who.id for who in state.people.people.values() if who.friend and not who.blocked]})


def info(state: State, _call: Call) -> Answer:
    """Describe the account."""
    chat = state.rules.chat
    return Answer(
        200,
        {
            "userId": state.bot_id,
            "basicId": "@000emulat",
            "displayName": state.bot_name,
            "chatMode": "chat" if chat else "bot",
            "markAsReadMode": "manual" if chat else "auto",
        },
    )


def quota(state: State, _call: Call) -> Answer:
    """Tell the month's limit."""
    limit = state.rules.monthly_limit
    return Answer(200, {"type": "none"} if limit is None else {"type": "limited", "value": limit})


def consumption(state: State, _call: Call) -> Answer:
    """Tell what is used of it."""
    return Answer(200, {"totalUsage": state.spent()})


def delivered(_state: State, call: Call) -> Answer:
    """Tell how many messages went out on a day: never ready, as on the day itself."""
    if "date" not in call.query:
        raise refused(400, "The value for the 'date' parameter is invalid")
    return Answer(200, {"status": "unready"})


def content(state: State, call: Call) -> Answer:
    """Give the bytes a person sent; 202 while they are prepared, 410 after an unsend, 404 for what is no file."""
    found = state.contents.get(call.parts[0])
    if found is None:
        raise refused(404, NOT_FOUND)
    if found.gone:
        raise refused(410, "Gone")
    return Answer(200, found.data, mime=found.mime) if found.ready else Answer(202)


def transcoding(state: State, call: Call) -> Answer:
    """Tell whether a film or a recording is ready to be fetched."""
    found = state.contents.get(call.parts[0])
    if found is None:
        raise refused(404, NOT_FOUND)
    return Answer(200, {"status": "succeeded" if found.ready else "processing"})


def webhook(state: State, _call: Call) -> Answer:
    """Tell the webhook's address."""
    if not state.webhook:
        raise refused(404, "Webhook endpoint not found")
    return Answer(200, {"endpoint": state.webhook, "active": state.active})


def set_webhook(state: State, call: Call) -> Answer:
    """Change the webhook's address. LINE demands https; plain http is let through, as this stand-in runs at home."""
    state.webhook = str(checked(state, call, "set_webhook").get("endpoint"))
    return Answer()


def _place(state: State, call: Call) -> Place:
    place = state.people.places.get(call.parts[0])
    if place is None or not place.here:
        raise refused(404, NOT_FOUND)
    return place


def _named(who: Person) -> JsonObject:
    picture = {} if who.picture is None else {"pictureUrl": who.picture}
    return {"userId": who.id, "displayName": who.name, **picture}
