"""The calls that put something on a screen: reply, push and the like, the typing dots, the read marks.

Source: Messaging API reference, the page of each endpoint (read 2026-11-23).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line.bodies import BODIES, refusal
from adapters.emulators.line.calls import MONTHLY, Answer, Call, Refused, refused
from adapters.emulators.line.checks import Found, JsonObject, Violation

if TYPE_CHECKING:
    from adapters.emulators.line.state import State
    from adapters.emulators.line.talks import Person, Talk

_DAY = 86400.0
_FAILED = "Failed to send messages"
_SENDING = frozenset({"reply", "push", "multicast", "narrowcast", "broadcast", "validate"})
_GLANCED = _SENDING | {"loading", "mark_as_read"}
_NEEDED = {"push": ("to",), "multicast": ("to",), "reply": ("replyToken",)}


def checked(state: State, call: Call, shape: str) -> JsonObject:
    """Give the body of a call if it is as the reference says; Refused (400) with every violation otherwise."""
    found: Found = []
    if (state.rules.strict and not state.rules.lean) or shape not in _GLANCED:
        _look(call.body, found, shape)
    else:
        _glance(call.body, found, shape)
    if found:
        raise Refused(Answer(400, refusal(found)), *(f"{one.property}: {one.message}" for one in found))
    messages = call.body.get("messages")
    if isinstance(messages, list):
        call.entry.said = tuple(one["text"] for one in messages if isinstance(one, dict) and "text" in one)
        if any("quickReply" in one for one in messages[:-1] if isinstance(one, dict)):
            call.entry.problems.append("Quick replies are shown from the last message only")
    return call.body


def _look(body: JsonObject, found: Found, shape: str) -> None:
    try:
        BODIES[shape](body, "", found)
    except RecursionError:
        found.append(Violation("messages", "Nested too deep"))


def _glance(body: JsonObject, found: Found, shape: str) -> None:
    if shape in _SENDING and not _objects(body.get("messages")):
        found.append(Violation("messages", "Must be an array of objects"))
    found += [Violation(name, "May not be null") for name in _NEEDED.get(shape, ()) if body.get(name) is None]


def _objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def reply(state: State, call: Call) -> Answer:
    """Answer an event with its token: free, once, within a minute."""
    body = checked(state, call, "reply")
    name = str(body.get("replyToken"))
    known = state.tokens.get(name)
    talk = state.people.talk(known.talk) if known else None
    _fit(state, talk, body["messages"])
    token = state.tokens.use(name, state.clock())
    if token is None:
        unknown = () if known else ("A reply token that was never given out",)
        raise refused(400, "Invalid reply token", *unknown)
    _silent(state, call)
    visible = talk if _sees(state, token.talk) else None
    return Answer(200, {"sentMessages": state.show(visible, body["messages"])})


def push(state: State, call: Call) -> Answer:
    """Send to one user, group or room; counts against the month, one a person, however many objects."""
    body = checked(state, call, "push")
    to = str(body["to"])
    talk = state.people.talk(to)
    if talk is None or not _reachable(state, to):
        raise refused(400, _FAILED, "A push to somebody who is no friend and has not written lately")
    _fit(state, talk, body["messages"])
    place = state.people.places.get(to)
    _pay(state, len(place.members) if place else int(_sees(state, to)))
    _silent(state, call)
    return Answer(200, {"sentMessages": state.show(talk if _sees(state, to) else None, body["messages"])})


def multicast(state: State, call: Call) -> Answer:
    """Send to several users by id."""
    body = checked(state, call, "multicast")
    friends = state.people.people
    return _to_all(state, call, [friends[key] for key in dict.fromkeys(body["to"]) if key in friends])


def broadcast(state: State, call: Call) -> Answer:
    """Send to all friends."""
    checked(state, call, "broadcast")
    return _to_all(state, call, [who for who in state.people.people.values() if who.friend])


def narrowcast(state: State, call: Call) -> Answer:
    """Send to all friends, whatever the filter says: who fits it is not modelled."""
    checked(state, call, "narrowcast")
    _to_all(state, call, [who for who in state.people.people.values() if who.friend])
    return Answer(202)


def narrowcast_progress(_state: State, call: Call) -> Answer:
    """Tell that a narrowcast is done, which it always is at once."""
    if "requestId" not in call.query:
        raise refused(400, "requestId is required")
    at = "2026-11-23T00:00:00.000Z"
    return Answer(200, {"phase": "succeeded", "acceptedTime": at, "completedTime": at})


def validate(state: State, call: Call) -> Answer:
    """Look at message objects without sending them."""
    checked(state, call, "validate")
    return Answer()


def loading(state: State, call: Call) -> Answer:
    """Show the typing dots to one user, until the next message or the seconds are over."""
    body = checked(state, call, "loading")
    talk = state.people.talk(str(body.get("chatId")))
    _silent(state, call)
    if talk is not None and not state.rules.lean:
        talk.typing_until = state.clock() + body.get("loadingSeconds", 20)
        talk.touch()
    return Answer(202)


def mark_as_read(state: State, call: Call) -> Answer:
    """Mark the message of a token, and all before it, as read."""
    body = checked(state, call, "mark_as_read")
    talk_id, message = state.unread.get(str(body.get("markAsReadToken")), ("", ""))
    talk = state.people.talk(talk_id)
    if talk is None:
        if state.rules.lean:
            return Answer()
        raise refused(400, "Invalid markAsReadToken", "A token to mark as read that was never given out")
    for item in talk.items:
        item.read = item.read or item.mine
        if item.id == message:
            break
    talk.touch()
    return Answer()


def _to_all(state: State, call: Call, people: list[Person]) -> Answer:
    seeing = [who for who in people if _sees(state, who.id)]
    _pay(state, len(seeing))
    _silent(state, call)
    for who in seeing:
        state.show(who.talk, call.body["messages"])
    return Answer()


def _pay(state: State, count: int) -> None:
    if not state.can_spend(count):
        raise refused(429, MONTHLY)
    state.spend(count)


def _silent(state: State, call: Call) -> None:
    if state.standby:
        call.entry.problems.append("Something was sent while the channel stands by")


def _sees(state: State, key: str) -> bool:
    who = state.people.people.get(key)
    if who is None:
        return key in state.people.places and state.people.places[key].here
    return not who.blocked


def _reachable(state: State, key: str) -> bool:
    who = state.people.people.get(key)
    if who is None:
        return state.people.places[key].here
    lately = state.clock() - who.last_said <= state.rules.friend_days * _DAY
    return who.friend or who.blocked or lately


def _fit(state: State, talk: Talk | None, messages: list[JsonObject]) -> None:
    if state.rules.lean or not state.rules.strict:
        return
    found: Found = []
    place = state.people.places.get(talk.id) if talk else None
    for index, message in enumerate(messages):
        quote = message.get("quoteToken")
        if quote is not None and state.quotes.get(quote) != (talk.id if talk else None):
            found.append(Violation(f"messages[{index}].quoteToken", "Invalid quoteToken"))
        for name, one in (message.get("substitution") or {}).items():
            who = one.get("mentionee", {})
            named = place is not None and (who.get("type") == "all" or who.get("userId") in place.members)
            if one["type"] == "mention" and not named:
                where = f"messages[{index}].substitution.{name}"
                found.append(Violation(where, "A mention needs a group and one of its members"))
    if found:
        raise Refused(Answer(400, refusal(found)), *(f"{one.property}: {one.message}" for one in found))
