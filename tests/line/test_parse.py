"""Every event by itself, and whatever LINE may add: what is known is understood, the rest harms nothing."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from adapters.line.parse import messages
from bot import message as kinds
from bot.message import Message, Other, Text
from tests.line.people import ANN, BOT, GROUP, NOW, PAYLOADS, TOKEN, event

ROWS = json.loads((PAYLOADS / "events.json").read_text("utf-8"))
NAMES = [row["name"] for row in ROWS]


def _one(given_event: Any) -> Message | None:
    found = messages({"destination": BOT, "events": [given_event]}, NOW)
    return found[0] if found else None


def _stuffed(value: Any, chance: random.Random) -> Any:
    """Add unknown properties everywhere and turn the order around."""
    if isinstance(value, list):
        return [_stuffed(each, chance) for each in value]
    if not isinstance(value, dict):
        return value
    pairs = [(key, _stuffed(each, chance)) for key, each in value.items()]
    pairs += [(f"new{chance.random()}", chance.choice([None, 1, "x", [], {"type": "text", "text": "no"}]))]
    chance.shuffle(pairs)
    return dict(pairs)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_an_event_means_what_it_says(row: dict[str, Any]) -> None:
    found = _one(row["event"])
    if row["content"] is None:
        assert found is None
        return
    name, *values = row["content"]
    assert found is not None
    assert found.content == getattr(kinds, name)(*values)
    assert found.event == row["event"]["webhookEventId"]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_what_line_may_add_changes_nothing(row: dict[str, Any]) -> None:
    for seed in range(5):
        chance = random.Random(seed)  # noqa: S311 - the same every time
        assert _one(_stuffed(row["event"], chance)) == _one(row["event"])


def test_all_events_of_one_body_are_taken_whatever_stands_beside_them() -> None:
    odd: list[Any] = [None, 7, "x", [], {}, {"type": None}, {"source": 3}, {"source": {"type": []}}]
    body = {"events": [*odd, *(row["event"] for row in ROWS), *odd]}
    found = messages(body, NOW)
    assert len(found) == sum(row["content"] is not None for row in ROWS)


@pytest.mark.parametrize("body", [None, [], {}, {"events": None}, {"events": {}}, {"events": []}, "x"])
def test_a_body_without_events_is_none(body: object) -> None:
    assert messages(body, NOW) == []


def test_another_account_is_not_us() -> None:
    body = {"destination": "U" + "a" * 32, "events": [event()]}
    assert messages(body, NOW, BOT) == []
    assert len(messages(body, NOW)) == 1
    assert len(messages({"events": [event()]}, NOW, BOT)) == 1


def test_a_message_knows_how_it_can_be_answered_and_called_later() -> None:
    found = _one(event())
    assert found is not None
    assert (found.channel, found.conversation, found.ref, found.public) == ("line", ANN, "5001", False)
    assert found.sent_at == datetime.fromtimestamp(NOW, UTC)
    assert json.loads(found.origin) == {"token": TOKEN, "at": NOW, "read": "read-me"}


def test_a_group_is_one_talk_and_public() -> None:
    found = _one(event(type="postback", postback={"data": "v1:none"}, source={"type": "group", "groupId": GROUP}))
    assert found is not None
    assert (found.conversation, found.public) == (GROUP, True)


def test_an_event_without_a_name_gets_the_same_one_each_time() -> None:
    nameless = {key: value for key, value in event().items() if key != "webhookEventId"}
    again = {**nameless, "deliveryContext": {"isRedelivery": True}}
    other = {**nameless, "message": {**nameless["message"], "id": "5002"}}
    names = [found.event for found in map(_one, (nameless, again, other)) if found]
    assert names[0] == names[1] != names[2]
    assert TOKEN not in names[0]


@pytest.mark.parametrize("value", [None, "soon", True, [], float("inf"), -1e300, 10**400, -(10**400), 0])
def test_an_absurd_time_is_moved_to_a_possible_one(value: object) -> None:
    found = _one(event(timestamp=value))
    assert found is not None
    assert datetime.fromtimestamp(0, UTC) <= found.sent_at <= datetime.fromtimestamp(NOW, UTC) + timedelta(minutes=1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("type", "mode", "timestamp", "source", "webhookEventId", "replyToken", "message", "postback", "unsend")


@given(st.sampled_from(ROWS), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_no_event_can_raise(row: dict[str, Any], wrong: dict[str, Any]) -> None:
    found = messages({"events": [{**row["event"], **wrong}, event("beside it")]}, NOW)
    assert found[-1].content == Text("beside it")
    for each in found:
        json.dumps(each.origin).encode()
        assert each.event
        assert isinstance(each.content, Other) or each.conversation
