"""Updates of the group: what is somebody's deed, and what is nobody's business. Nothing odd ever breaks it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from adapters.telegram.staff import reading
from adapters.telegram.staff.reading import ANONYMOUS, Changed, Place, Pressed, Relocated, Standing, Wrote

GROUP = -1001234567890
CHAT = {"id": GROUP, "type": "supergroup", "is_forum": True}
SATO = {"id": 42, "is_bot": False, "first_name": "S"}
AT = Place(GROUP, 7, 9, 42)


def said(**more: Any) -> dict[str, Any]:
    body = {"message_id": 9, "message_thread_id": 7, "is_topic_message": True, "chat": CHAT, "from": SATO, **more}
    return {"update_id": 1, "message": {name: value for name, value in body.items() if value is not None}}


def test_words_in_a_topic_are_somebodys_words() -> None:
    assert reading.deed(said(text=" hello ")) == Wrote(AT, "hello")
    edited = {"update_id": 1, "edited_message": said(text="hello")["message"]}
    assert reading.deed(edited) == Changed(AT, "hello")
    answered = said(text="/send", reply_to_message={"message_id": 8, "text": "before"})
    assert reading.deed(answered) == Wrote(AT, "/send", (8, "before", ""))
    first = said(text="hello", reply_to_message={"message_id": 7, "forum_topic_created": {"name": "x"}})
    assert reading.deed(first) == Wrote(AT, "hello"), "everything in a topic answers its beginning"


def test_pictures_come_with_their_words_and_their_album() -> None:
    found = reading.deed(said(photo=[{"file_id": "f"}], caption="look", media_group_id="77"))
    assert found == Wrote(AT, "look", None, "photo", "77")


def test_who_stays_unnamed_is_somebody_and_another_bot_is_not() -> None:
    bot = {"id": ANONYMOUS, "is_bot": True}
    assert reading.deed(said(text="x", **{"from": bot, "sender_chat": CHAT})) == Wrote(Place(GROUP, 7, 9, None), "x")
    for more in (
        {"from": bot},
        {"from": bot, "sender_chat": {"id": GROUP - 1}},
        {"from": {"id": 5, "is_bot": True}},
        {"from": {"id": 5}},
        {"from": None},
        {"sender_chat": {"id": GROUP - 1, "type": "channel"}},
    ):
        assert reading.deed(said(text="x", **more)) is None


@pytest.mark.parametrize(
    "more",
    [
        {"is_topic_message": None},
        {"is_topic_message": False},
        {"message_thread_id": None},
        {"message_thread_id": "7"},
        {"text": None, "forum_topic_closed": {}},
        {"text": None, "new_chat_members": [SATO]},
        {"text": 5},
        {"chat": None},
        {"message_id": True},
    ],
    ids=str,
)
def test_what_stands_elsewhere_is_nobodys_business(more: dict[str, Any]) -> None:
    assert reading.deed(said(**{"text": "x", **more})) is None


def test_a_press_is_of_whom_who_pressed() -> None:
    held = {**said(text="Case 1")["message"], "from": {"id": 1, "is_bot": True}}
    query = {"id": "c1", "from": SATO, "message": held, "data": "s:claim"}
    assert reading.deed({"update_id": 1, "callback_query": query}) == Pressed(AT, "c1", "s:claim")
    assert reading.deed({"update_id": 1, "callback_query": {**query, "data": None}}) is None
    assert reading.callback_of({"callback_query": query}) == "c1"
    assert reading.group_of({"callback_query": query}) == GROUP


def test_the_group_moves_and_the_bot_rises_and_falls() -> None:
    assert reading.deed(said(migrate_to_chat_id=-1005)) == Relocated(-1005)
    assert reading.deed(said(migrate_from_chat_id=-5)) == Relocated(GROUP)
    assert reading.origin_of(said(migrate_from_chat_id=-5)) == -5
    for status, may, standing in (
        ("administrator", True, Standing(inside=True, able=True)),
        ("administrator", False, Standing(inside=True, able=False)),
        ("creator", False, Standing(inside=True, able=True)),
        ("member", True, Standing(inside=True, able=False)),
        ("kicked", True, Standing(inside=False, able=False)),
        ("left", True, Standing(inside=False, able=False)),
    ):
        change = {"chat": CHAT, "new_chat_member": {"status": status, "can_manage_topics": may}}
        assert reading.deed({"update_id": 1, "my_chat_member": change}) == standing


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(said()["message"])), inner),
    max_leaves=12,
)


@given(st.sampled_from(sorted([*said(text="x")["message"], "caption", "photo", "reply_to_message"])), anything)
def test_no_field_of_any_kind_breaks_it(name: str, value: Any) -> None:
    for kind in ("message", "edited_message", "my_chat_member", "callback_query"):
        update = {"update_id": 1, kind: {**said(text="x")["message"], name: value}}
        reading.deed(update)
        reading.group_of(update)
        reading.origin_of(update)
        reading.callback_of(update)


@given(anything)
def test_nothing_at_all_breaks_it(raw: Any) -> None:
    assert reading.deed(raw) is None or isinstance(raw, dict)
    reading.group_of(raw)
    assert reading.callback_of(raw) == "" or isinstance(raw, dict)
