"""A turn as messages: what is in them, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reply import Kind, Link, Paragraph, Phone, ShowJapanese, Source
from tests.telegram.cards import CARD, YES_NO, answer, turn

if TYPE_CHECKING:
    from bot.phrases import Phrasebook


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


def test_nothing_to_say_is_nothing_to_send(phrases: Phrasebook) -> None:
    assert turn(phrases) == []
    assert turn(phrases, answer(Paragraph(" \n"))) == []


def test_choices_alone_are_asked_for(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(choices=YES_NO))
    assert body["text"] == "Please choose one, with its number or its words:"


def test_a_link_that_is_none_is_words(phrases: Phrasebook) -> None:
    [(_, body)] = turn(phrases, answer(Link("javascript:alert(1)", "Tap")))
    assert body["text"] == "Tap"
