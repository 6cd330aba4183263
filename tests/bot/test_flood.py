"""One person's flood is counted, told of once, and over when it is over."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.dialog import hurried
from bot.flood import KEPT, Flood
from bot.reply import Kind
from tests.bot.counter import NOON, desk, message

ME, YOU = ("line", "me"), ("line", "you")


def test_who_writes_at_a_human_pace_is_never_stopped() -> None:
    flood = Flood(count=3, seconds=10)
    assert not any(flood.surplus(ME, second * 4.0) for second in range(50))


def test_what_is_too_many_is_surplus_and_only_for_that_talk() -> None:
    flood = Flood(count=3, seconds=10)
    assert [flood.surplus(ME, 0.1 * n) for n in range(6)] == [False, False, False, True, True, True]
    assert not flood.surplus(YOU, 0.6)


def test_a_flood_is_told_of_once_and_the_next_one_again() -> None:
    flood = Flood(count=2, seconds=10)
    for n in range(4):
        flood.surplus(ME, n)
    assert [flood.first(ME), flood.first(ME)] == [True, False]
    assert not flood.surplus(ME, 100)
    for n in range(4):
        flood.surplus(ME, 100 + n)
    assert flood.first(ME)


def test_nobody_is_remembered_for_ever() -> None:
    flood = Flood(count=1, seconds=10)
    for n in range(KEPT + 10):
        flood.surplus(("line", str(n)), 0.0)
    assert not flood.surplus(("line", "0"), 0.0)
    assert flood.surplus(("line", str(KEPT)), 0.0)


def test_of_a_flood_the_first_is_told_and_the_rest_stays_without_an_answer() -> None:
    talk = Conversation("line", "me", version=4)
    told = hurried(talk, message("garbage"), desk(), NOON, first=True)
    rest = hurried(told.conversation, message("garbage"), desk(), NOON, first=False)
    assert [len(told.replies), len(rest.replies)] == [1, 0]
    assert rest.conversation.version == 6


def test_an_emergency_is_heard_in_the_middle_of_a_flood() -> None:
    step = hurried(Conversation("line", "me"), message("help, fire"), desk(), NOON, first=False)
    assert [reply.kind for reply in step.replies] == [Kind.EMERGENCY]
