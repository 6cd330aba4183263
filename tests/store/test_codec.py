"""What is written is read back equal, whatever people and counselors put into it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from adapters.store import codec
from bot.conversation import Asked, Conversation, Owner
from bot.errors import StoreError
from bot.message import (
    Attachment,
    Content as AnyContent,
    Edited,
    Joined,
    Left,
    Location,
    Other,
    Retracted,
    Tap,
    Text,
)
from bot.reply import (
    Choice,
    Enclosure,
    File,
    Kind,
    Link,
    Paragraph,
    Part,
    Phone,
    PlaceCard,
    Reply,
    ShowJapanese,
    Source,
    Translated,
)

# Half a surrogate pair included: people's phones do send it.
texts = st.text(st.characters(exclude_categories=()), max_size=40)
# Every door lets in degrees alone: infinity is no JSON.
degrees = st.floats(min_value=-180, max_value=180)
# At a fixed distance from UTC: of an hour that a zone has twice or never, even Python's own ``==`` says it differs.
moments = st.datetimes(timezones=st.timezones() | st.just(UTC)).map(
    lambda at: at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))
)
choices = st.lists(st.builds(Choice, texts, texts), max_size=4).map(tuple)

contents: dict[type[AnyContent], st.SearchStrategy[AnyContent]] = {
    Text: st.builds(Text, texts),
    Tap: st.builds(Tap, texts),
    Location: st.builds(Location, degrees, degrees),
    Attachment: st.builds(Attachment, texts, st.booleans()),
    Joined: st.builds(Joined, texts),
    Left: st.just(Left()),
    Retracted: st.builds(Retracted, texts),
    Edited: st.builds(Edited, texts, texts),
    Other: st.builds(Other, texts),
}
parts: dict[type[Part], st.SearchStrategy[Part]] = {
    Paragraph: st.builds(Paragraph, texts),
    Phone: st.builds(Phone, texts, texts, texts),
    Link: st.builds(Link, texts, texts),
    ShowJapanese: st.builds(ShowJapanese, texts, texts, texts),
    Translated: st.builds(Translated, texts, texts, texts),
    PlaceCard: st.builds(
        PlaceCard,
        *(texts,) * 6,
        st.none() | st.booleans(),
        texts,
        texts,
        texts,
        st.none() | st.integers(),
        st.lists(texts, max_size=3).map(tuple),
    ),
    Source: st.builds(Source, texts, texts, st.booleans()),
    Enclosure: st.builds(Enclosure, texts, texts),
    File: st.builds(File, texts, texts, texts, st.integers(), st.integers()),
}
replies = st.builds(
    Reply,
    st.sampled_from(Kind),
    texts,
    st.lists(st.one_of(*parts.values()), max_size=5).map(tuple),
    choices,
    st.none() | texts,
    st.booleans(),
    texts,
)
talks = st.builds(
    Conversation,
    texts,
    texts,
    st.integers(0),
    language=st.none() | texts,
    chosen=st.booleans(),
    drift=st.none() | texts,
    misses=st.integers(),
    offered=choices,
    topic=st.none() | texts,
    place=st.none() | texts,
    answered=st.none() | moments,
    asked=st.sampled_from(Asked),
    greeted=st.booleans(),
    owner=st.sampled_from(Owner),
    epoch=st.integers(),
    case=st.none() | texts,
    resolved=st.none() | moments,
    disliked=st.integers(),
    held=st.none() | contents[Text] | contents[Tap],
    wondered=st.booleans(),
    outside=st.none() | texts,
)


def test_every_kind_of_content_and_part_is_tried() -> None:
    assert set(contents) == set(AnyContent.__args__)
    assert set(parts) == set(Part.__args__)


@given(st.builds(codec.Told, st.one_of(*contents.values()), st.none() | texts, texts, texts, st.booleans(), texts))
def test_contents(told: codec.Told) -> None:
    assert codec.read_told(codec.told(told)) == told


def test_a_message_of_the_first_release_is_read_with_defaults() -> None:
    stored = '{"v":1,"content":{"is":"text","text":"Так"},"language":"uk"}'
    assert codec.read_told(stored.encode()) == codec.Told(Text("Так"), "uk", "", "", public=False)


@given(replies)
def test_replies(reply: Reply) -> None:
    assert codec.read_reply(codec.reply(reply)) == reply


@given(talks)
def test_states(talk: Conversation) -> None:
    assert codec.read_state(codec.state(talk)) == talk


@given(texts.filter(bool))
def test_how_to_fetch_what_was_attached_stays_with_the_line(note: str) -> None:
    for content in (Text("a caption"), Attachment("photo"), Attachment("photo", more=True)):
        written = codec.said(content, None, note)
        assert written is not None
        assert codec.read_attached(written) == note
        plain = codec.said(content, None)
        assert plain is not None
        assert codec.read_attached(plain) == ""


@given(texts)
def test_said_words(text: str) -> None:
    written = codec.said(Text(text), None)
    assert written is not None
    assert codec.read_said(written) == text


@given(degrees, degrees)
def test_of_a_location_no_coordinate_is_written(latitude: float, longitude: float) -> None:
    assert codec.said(Location(latitude, longitude), None) == codec.said(Location(0, 0), None)


def test_a_field_that_is_missing_takes_its_default_and_an_unknown_one_is_ignored() -> None:
    written = json.loads(codec.state(Conversation("web", "talk", 3, answered=datetime(2026, 1, 1, tzinfo=UTC))))
    del written["state"]["answered"]
    written["state"]["invented"] = 1
    assert codec.read_state(json.dumps(written).encode()) == Conversation("web", "talk", 3)


def test_a_talk_of_before_there_were_counselors_is_read_with_defaults() -> None:
    stored = (
        '{"v":1,"state":{"channel":"line","id":"U1","version":7,"language":"uk","chosen":true,"drift":null,"misses":1,'
        '"offered":[],"topic":"life-garbage","place":null,"answered":null,"asked":"person","greeted":true,'
        '"owner":"bot","epoch":0}}'
    )
    talk = Conversation("line", "U1", 7, "uk", chosen=True, misses=1, topic="life-garbage", greeted=True)
    assert codec.read_state(stored.encode()) == replace(talk, asked=Asked.PERSON)


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{}", b"[]", b'{"v":1}', b'{"v":1,"state":{"owner":"secret"}}', b'{"v":1,"state":3}', b"\xff"],
)
def test_what_cannot_be_read_is_said_without_quoting_it(damaged: bytes) -> None:
    with pytest.raises(StoreError, match="cannot be read") as error:
        codec.read_state(damaged)
    assert "secret" not in str(error.value)


def test_what_a_newer_program_wrote_is_left_to_it() -> None:
    with pytest.raises(StoreError, match="newer"):
        codec.read_reply(b'{"v":2,"reply":{}}')


def test_what_is_on_disk_today_is_read_for_ever() -> None:
    stored = (
        '{"v":1,"reply":{"kind":"answer","language":"uk","parts":[{"is":"paragraph","text":"Так"},'
        '{"is":"phone","number":"119","label":"x","note":""},{"is":"place","place":"naka","name":"n",'
        '"name_ja":"中区","address_ja":"a","tel":"t","fax":"f","open_now":null,"hours":"h","notes":["n"]}],'
        '"choices":[{"data":"none","label":"Інше"}],"entry":"place-naka","asks_location":false}}'
    )
    assert codec.read_reply(stored.encode()) == Reply(
        Kind.ANSWER,
        "uk",
        (
            Paragraph("Так"),
            Phone("119", "x"),
            PlaceCard("naka", "n", "中区", "a", "t", "f", None, "h", notes=("n",)),
        ),
        (Choice("none", "Інше"),),
        "place-naka",
    )
