"""A turn as messages: what is in them, in which order, and where the buttons are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adapters.telegram.keyboard import carried, inline, meant
from adapters.telegram.render import pack
from bot.conversation import Asked, Conversation
from bot.reply import Choice, Kind, Link, Paragraph, Phone, PlaceCard, Reply, ShowJapanese, Source
from bot.step import Step

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

TALK = Conversation("telegram", "42", language="en")
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
CARD = PlaceCard(
    "tsurumi", "Tsurumi Lounge", "鶴見国際交流ラウンジ", "横浜市鶴見区鶴見中央1-31-2", "045-511-5311", "045-511-5312",
    True,  # noqa: FBT003
    "Open now, until 21:00", "http://tsurumilounge.com/", "3 minutes on foot", 730, ("Also Tsurumi & Kanagawa",),
    35.50889, 139.677873,
)  # fmt: skip


def turn(phrases: Phrasebook, *replies: Reply, before: Conversation = TALK) -> list[tuple[str, dict[str, Any]]]:
    return [(each.route, json.loads(each.body)) for each in pack(phrases, before, Step(TALK, replies))]


def answer(*parts: Any, choices: tuple[Choice, ...] = (), kind: Kind = Kind.ANSWER, ask: bool = False) -> Reply:
    return Reply(kind, "en", parts, choices, asks_location=ask)


def test_everything_of_a_turn_is_one_message(phrases: Phrasebook) -> None:
    reply = answer(
        Paragraph("Call & ask <now>."),
        Phone("045-222-1209", "Center", "free"),
        Link("https://a.example/?a=1&b=2", "The page"),
        ShowJapanese("助けてください", "tasukete kudasai"),
        Source("Source: a.example", "https://a.example/"),
        choices=YES_NO,
    )
    [(route, body)] = turn(phrases, reply)
    assert route == "text"
    assert body["text"] == (
        "Call &amp; ask &lt;now&gt;.\n\n"
        "📞 <b>045-222-1209</b> Center\nfree\n\n"
        '<a href="https://a.example/?a=1&amp;b=2">The page</a>\n\n'
        "Show this to somebody:\n<blockquote><b>助けてください</b>\ntasukete kudasai</blockquote>\n\n"
        '<i><a href="https://a.example/">Source: a.example</a></i>'
    )
    assert (body["parse_mode"], body["link_preview_options"]) == ("HTML", {"is_disabled": True})
    rows = body["reply_markup"]["inline_keyboard"]
    assert rows == [[{"text": "Yes", "callback_data": "1:yes"}, {"text": "No", "callback_data": "1:no"}]]


def test_what_is_alike_is_not_introduced_twice(phrases: Phrasebook) -> None:
    reply = answer(ShowJapanese("火事です"), ShowJapanese("助けて"), Source("Source: a"), Source("Source: b"))
    [(_, body)] = turn(phrases, reply)
    assert body["text"] == (
        "Show this to somebody:\n<blockquote><b>火事です</b></blockquote>\n\n"
        "<blockquote><b>助けて</b></blockquote>\n\n<i>Source: a</i>\n<i>Source: b</i>"
    )


def test_a_place_comes_with_its_map_before_the_words(phrases: Phrasebook) -> None:
    (first, venue), (second, text) = turn(phrases, answer(CARD, choices=YES_NO))
    assert (first, second) == ("venue", "text")
    assert venue == {
        "latitude": 35.50889,
        "longitude": 139.677873,
        "title": "Tsurumi Lounge",
        "address": "横浜市鶴見区鶴見中央1-31-2",
    }
    assert text["text"].splitlines()[:4] == [
        "<b>Tsurumi Lounge</b> (鶴見国際交流ラウンジ)", "about 750 m", "Address: 横浜市鶴見区鶴見中央1-31-2",
        "Phone: 045-511-5311",
    ]  # fmt: skip
    assert "Also Tsurumi &amp; Kanagawa" in text["text"]
    assert "reply_markup" in text


def test_several_places_have_links_and_no_map(phrases: Phrasebook) -> None:
    [(route, body)] = turn(phrases, answer(CARD, replace(CARD, place="naka")))
    assert route == "text"
    assert body["text"].count("openstreetmap.org/search?query=%E6%A8%AA") == 2


def test_a_place_without_a_position_has_no_map(phrases: Phrasebook) -> None:
    assert [route for route, _ in turn(phrases, answer(replace(CARD, latitude=None)))] == ["text"]


def test_an_emergency_stands_alone_and_first_comes_the_number(phrases: Phrasebook) -> None:
    alarm = answer(Phone("119", "Ambulance"), CARD, choices=YES_NO, kind=Kind.EMERGENCY)
    (_, first), (_, second) = turn(phrases, alarm, answer(Paragraph("And this.")))
    assert first["text"].startswith("📞 <b>119</b> Ambulance")
    assert second["text"] == "And this."


def test_a_notice_goes_with_the_answer(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(Paragraph("From now on.")), answer(Paragraph("Answer."), choices=YES_NO))
    assert body["text"] == "From now on.\n\nAnswer."


def test_choices_of_two_replies_stay_with_their_words(phrases: Phrasebook) -> None:
    both = turn(phrases, answer(Paragraph("A"), choices=YES_NO), answer(Paragraph("B"), choices=YES_NO))
    assert [body["text"] for _, body in both] == ["A", "B"]


@pytest.mark.parametrize("text", ["a" * 4097, "か" * 9000, "😀" * 4096, "&" * 8192])
def test_only_the_last_part_has_buttons(text: str, phrases: Phrasebook) -> None:
    bodies = [body for _, body in turn(phrases, answer(Paragraph(text), choices=YES_NO))]
    assert len(bodies) > 1
    assert ["reply_markup" in body for body in bodies] == [False] * (len(bodies) - 1) + [True]


def test_asked_where_somebody_is_they_may_send_it(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(Paragraph("Where?"), ask=True))
    [[button]] = body["reply_markup"]["keyboard"]
    assert button == {"text": "📍 Send my location", "request_location": True}
    assert body["reply_markup"]["one_time_keyboard"]


def test_a_location_button_and_choices_are_two_messages(phrases: Phrasebook) -> None:
    (_, first), (_, second) = turn(phrases, answer(Paragraph("Where?"), choices=YES_NO, ask=True))
    assert "keyboard" in first["reply_markup"]
    assert second["text"] == "You may also want to know:"
    assert "inline_keyboard" in second["reply_markup"]


def test_the_location_button_goes_with_the_answer(phrases: Phrasebook) -> None:
    before = replace(TALK, asked=Asked.WHERE)
    calls = turn(phrases, answer(CARD, choices=YES_NO), before=before)
    assert calls[0][1]["reply_markup"] == {"remove_keyboard": True}
    assert "inline_keyboard" in calls[1][1]["reply_markup"]


def test_nothing_to_say_is_nothing_to_send(phrases: Phrasebook) -> None:
    assert turn(phrases) == []
    assert turn(phrases, answer(Paragraph(" \n"))) == []


def test_choices_alone_are_asked_for(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(choices=YES_NO))
    assert body["text"] == "Please choose one, with its number or its words:"


def test_a_link_that_is_none_is_words(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(Link("javascript:alert(1)", "Tap")))
    assert body["text"] == "Tap"


def test_languages_stand_in_columns(phrases: Phrasebook) -> None:
    choices = tuple(Choice(f"lang:{each.tag}", each.name) for each in phrases.languages)
    markup = inline(choices)
    assert markup is not None
    assert max(len(row) for row in markup["inline_keyboard"]) == 3
    assert sum(len(row) for row in markup["inline_keyboard"]) == 15


def test_long_labels_have_a_row_of_their_own() -> None:
    markup = inline(
        (Choice("a", "Short"), Choice("b", "国際交流ラウンジの場所"), Choice("c", "Short"), Choice("d", "Short"))
    )
    assert markup is not None
    assert [len(row) for row in markup["inline_keyboard"]] == [1, 1, 2]


def test_data_is_never_larger_than_64_bytes() -> None:
    markup = inline(
        (Choice("x" * 60, "fits"), Choice("x" * 61, "does not"), Choice("é", "nor this"), Choice("", "nor that"))
    )
    assert markup is not None
    assert [len(row[0]["callback_data"].encode()) for row in markup["inline_keyboard"]] == [62]


@pytest.mark.parametrize(
    "data", ["", "erase:yes", "0:erase:yes", "1:", "1:" + "x" * 61, "1:é", "2:person", "1:a b\n", "😀" * 50]
)
def test_a_button_that_is_not_ours_does_nothing(data: str) -> None:
    tapped = meant(data)
    assert re.match("stale:", tapped)
    assert carried(tapped)


def test_every_choice_of_the_library_is_carried_by_a_button(phrases: Phrasebook) -> None:
    knowledge = Path(__file__).parents[2] / "knowledge"
    entries = [path.stem if path.is_file() else path.name for path in (knowledge / "entries").iterdir()]
    entries += [f"place-{path.stem}" for path in (knowledge / "places").iterdir()]
    assert len(entries) > 50
    verbs = ("entry", "rate:up", "rate:down")
    assert [entry for entry in entries for verb in verbs if not carried(f"{verb}:{entry}")] == []
    assert all(carried(f"lang:{language.tag}") for language in phrases.languages)


def test_a_button_of_ours_means_what_it_meant() -> None:
    assert meant("1:rate:up:lounge-hours") == "rate:up:lounge-hours"
