"""Commands, as people type them on a phone."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest

from adapters.telegram.staff.orders import JAPAN, Order, order, reason, until
from adapters.telegram.staff.words import LANGUAGES, Words
from bot.case import Reason
from bot.why import Why

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)  # noon in Yokohama


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/claim", Order("claim")),
        ("/Claim", Order("claim")),
        ("/claim@counter_bot", Order("claim")),
        ("/hold  2h ", Order("hold", "2h")),
        ("/release I am\noff", Order("release", "I am\noff")),
        ("// he sounds afraid", Order("note", "he sounds afraid")),
        ("//", Order("note")),
        ("/note x", Order("note", "x")),
        ("/ban@helper_bot Anna", Order("")),
        ("/unknown thing", Order("", "unknown")),
        ("hello", None),
        ("/ hello", None),
        ("see /claim", None),
        ("1/2", None),
        ("", None),
    ],
)
def test_a_command_is_told_from_words(text: str, found: Order | None) -> None:
    assert order(text, "Counter_Bot") == found


def test_as_long_as_nobody_knows_our_name_every_name_may_be_ours() -> None:
    assert order("/claim@whoever", "") == Order("claim")


@pytest.mark.parametrize(
    ("given", "wait"),
    [
        ("2h", timedelta(hours=2)),
        ("30m", timedelta(minutes=30)),
        ("30 min", timedelta(minutes=30)),
        ("3d", timedelta(days=3)),
        ("2時間", timedelta(hours=2)),
        ("30分", timedelta(minutes=30)),
        ("3日", timedelta(days=3)),
        ("17:00", timedelta(hours=5)),
        ("9:30", timedelta(hours=21, minutes=30)),
        ("12:00", timedelta(days=1)),
        ("2026-12-01", timedelta(hours=21)),
        ("2026-12-01 10:15", timedelta(hours=22, minutes=15)),
    ],
)
def test_until_when(given: str, wait: timedelta) -> None:
    assert until(given, NOW) == NOW + wait


@pytest.mark.parametrize(
    "given", ["", "soon", "0h", "25:00", "2026-02-30", "2026-11-29", "2020-01-01 10:00", "9999d", "2027-12-31", "-2h"]
)
def test_a_time_that_cannot_be(given: str) -> None:
    assert until(given, NOW) is None


def test_times_are_those_of_the_office() -> None:
    found = until("17:00", NOW)
    assert found is not None
    assert (found.hour, found.utcoffset()) == (17, timedelta(hours=9))
    assert found.tzinfo is JAPAN


def test_why_a_case_is_closed() -> None:
    assert reason("") is Reason.ANSWERED
    assert reason(" Referred ") is Reason.REFERRED
    assert reason("いたずら") is Reason.MISUSE
    assert reason("because") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_is_offered_is_taken(language: str) -> None:
    offered = Words(language).say("reasons").split(", ")
    assert {reason(each) for each in offered} == set(Reason)


def test_both_languages_say_the_same_things_with_the_same_slots() -> None:
    slots = {
        language: {
            key: sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for key, text in texts.items()
        }
        for language, texts in LANGUAGES.items()
    }
    assert slots["ja"] == slots["en"]


def test_every_refusal_that_staff_can_meet_has_its_words() -> None:
    words = Words("ja")
    never = {Why.STILL_OPEN, Why.NO_CHANGE, Why.TOO_LATE, Why.NO_SUCH_STARS, Why.NOT_DUE}
    # Snoozing and merging are the console's.
    never |= {Why.NOT_SNOOZED, Why.ON_HOLD, Why.NOT_MERGED, Why.SAME_CASE}
    for why in set(Why) - never:
        assert words.knows(why), why
