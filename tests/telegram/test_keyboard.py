"""Where the buttons are, what is written on them, and what they carry."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.telegram.keyboard import carried, inline, meant
from bot.conversation import Asked
from bot.reply import Choice, Paragraph
from tests.telegram.cards import CARD, TALK, YES_NO, answer, turn

if TYPE_CHECKING:
    from bot.phrases import Phrasebook


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
