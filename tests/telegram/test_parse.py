"""An update becomes one typed message, or nothing; whatever it holds."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from adapters.telegram.parse import Malformed, Parser
from bot.message import Attachment, Joined, Location, Tap, Text
from tests.telegram.conftest import PLACES, Clock
from tests.telegram.people import DATE, message, tap

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

PAYLOADS = Path(__file__).parents[1] / "payloads" / "telegram"
UPDATES = json.loads((PAYLOADS / "updates.json").read_text("utf-8"))
MALFORMED = json.loads((PAYLOADS / "malformed.json").read_text("utf-8"))


@pytest.fixture
def parser(phrases: Phrasebook) -> Parser:
    return Parser(phrases, PLACES, Clock())


@pytest.mark.parametrize("row", UPDATES, ids=lambda row: row["name"])
def test_what_people_do_is_understood(row: dict[str, Any], parser: Parser) -> None:
    arrived = parser.read(row["update"])
    assert arrived.leave == row.get("leave")
    if row["content"] is None:
        assert arrived.message is None
        return
    said = arrived.message
    assert said is not None
    assert [type(said.content).__name__, *dataclasses.astuple(said.content)] == row["content"]
    assert (said.channel, said.conversation, said.event) == ("telegram", "42", str(row["update"]["update_id"]))
    assert (said.ref, said.language, said.public) == (row["ref"], row["language"], False)


@pytest.mark.parametrize("update", MALFORMED, ids=json.dumps)
def test_what_cannot_be_read_is_left_out(update: object, parser: Parser) -> None:
    with pytest.raises(Malformed) as refused:
        parser.read(update)
    assert "words" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "content", "language"),
    [
        ("/start", Joined(), "uk"),
        ("/start@some_bot", Joined(), "uk"),
        ("/start tsurumi", Joined("tsurumi"), "uk"),
        ("/start tsurumi_vi", Joined("tsurumi"), "vi"),
        ("/start consultation-center_zh-Hans", Joined("consultation-center"), "zh-Hans"),
        ("/start consultation-center_ja-easy", Joined("consultation-center"), "ja-easy"),
        ("/start lang_th", Joined(), "th"),
        ("/start tsurumi_xx", Joined("tsurumi"), "uk"),
        ("/start atlantis_vi", Joined(), "vi"),
        ("/start " + "a" * 64, Joined(), "uk"),
        ("/start " + "a" * 65, Joined(), "uk"),
        ("/start tsurumi_vi; drop table", Joined(), "uk"),
        ("/start <b>tsurumi</b>", Joined(), "uk"),
        ("/start ../../etc", Joined(), "uk"),
        ("/start \u0442surumi", Joined(), "uk"),
        ("/lounge", Tap("entry:lounge-nearest"), "uk"),
        ("/Lounge@some_bot ", Tap("entry:lounge-nearest"), "uk"),
        ("/japanese", Tap("entry:japanese-where"), "uk"),
        ("/person", Tap("person"), "uk"),
        ("/language", Tap("entry:talk-language"), "uk"),
        ("/help", Tap("entry:talk-help"), "uk"),
        ("/privacy", Tap("entry:talk-privacy"), "uk"),
        ("/delete", Tap("entry:talk-erase"), "uk"),
        ("/help there is smoke in the kitchen", Text("help there is smoke in the kitchen"), "uk"),
        ("/119", Text("119"), "uk"),
        ("/learn_japanese now", Text("learn japanese now"), "uk"),
        ("/", Text("/"), "uk"),
        ("/дім", Text("/дім"), "uk"),
        ("  hello ", Text("hello"), "uk"),
    ],
)
def test_what_begins_with_a_slash(text: str, content: object, language: str, parser: Parser) -> None:
    said = parser.read(message(text=text)).message
    assert said is not None
    assert (said.content, said.language) == (content, language)


@pytest.mark.parametrize("date", [0, -5, 10**30, 2**33 - 1, "today", None, True, 1.5])
def test_a_time_that_cannot_be_is_now(date: object, parser: Parser) -> None:
    update = message(text="hi")
    update["message"]["date"] = date
    said = parser.read(update).message
    assert said is not None
    assert said.sent_at == Clock().now


def test_a_time_that_can_be_is_kept(parser: Parser) -> None:
    said = parser.read(message(text="hi")).message
    assert said is not None
    assert said.sent_at == datetime.fromtimestamp(DATE, UTC)


def test_a_tap_says_which_button_it_was(parser: Parser) -> None:
    arrived = parser.read(tap(data="1:yes", callback="c", held=9))
    assert arrived.message is not None
    assert json.loads(arrived.message.origin) == {"callback": "c", "message": 9}
    assert arrived.callback == "c"


def test_a_tap_in_a_group_is_answered_and_nothing_else(parser: Parser) -> None:
    update = tap()
    update["callback_query"]["message"]["chat"] = {"id": -5, "type": "supergroup", "title": "G"}
    arrived = parser.read(update)
    assert (arrived.message, arrived.callback) == (None, "c1")


def test_pictures_of_an_album_know_each_other(parser: Parser) -> None:
    one, two = (parser.read(message(n, n, photo=[], media_group_id="g")) for n in (1, 2))
    assert one.album == two.album != ""
    assert one.message is not None
    assert one.message.content == Attachment("photo")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("id", "type", "date")), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=100)
@given(st.data())
def test_no_update_breaks_anything(data: st.DataObject) -> None:
    parser = Parser(_PHRASES, PLACES, Clock())
    row = json.loads(json.dumps(data.draw(st.sampled_from(UPDATES))["update"]))
    kind = next(name for name in row if name != "update_id")
    where = data.draw(st.sampled_from(sorted(row[kind])))
    row[kind][where] = data.draw(JUNK)
    try:
        said = parser.read(row).message
    except Malformed:
        return
    if said is not None:
        assert said.conversation.lstrip("-").isdecimal()
        assert said.sent_at <= Clock().now
        assert not isinstance(said.content, Text) or said.content.text.encode()
        assert not isinstance(said.content, Location) or abs(said.content.latitude) <= 90


def _phrases() -> Phrasebook:
    from knowledge.library import read_phrasebook  # noqa: PLC0415 - hypothesis takes no fixtures of a function

    return read_phrasebook(Path(__file__).parents[2] / "knowledge")


_PHRASES = _phrases()
