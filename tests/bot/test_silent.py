"""While people have the talk: what the bot still hears, and what it no longer says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import Cancel, CaseState, Claim, Gone, Heard, Hold, Reason, Resolve, Speak, Urge
from bot.conversation import Asked, Owner
from bot.dialog import hurried
from bot.message import Attachment, Edited, Joined, Left, Location, Other, Retracted, Tap, Text
from bot.reply import Kind
from bot.step import Answered, CaseMoved, Erased, MessageGone
from tests.bot.counter import message
from tests.bot.office import EVENING, MONDAY
from tests.bot.window import Window

if TYPE_CHECKING:
    from bot.message import Content

HOUR = timedelta(hours=1)


def states() -> dict[str, Window]:
    """One window for each state in which people have the talk."""
    hold = Hold("olena", "Olena", MONDAY + HOUR)
    return {
        "queued": Window().queued(),
        "callback": Window(EVENING).queued(),
        "assigned": Window().queued().staff(Claim("olena", "Olena")),
        "waiting-user": Window().answered(),
        "on-hold": Window().answered().staff(hold),
    }


@pytest.fixture(params=["queued", "callback", "assigned", "waiting-user", "on-hold"])
def window(request: pytest.FixtureRequest) -> Window:
    found = states()[request.param]
    assert found.case.state == request.param
    return found


def moves(window: Window) -> list[object]:
    return [event.move for event in window.events if isinstance(event, CaseMoved)]


LINES = [
    "garbage", "yes", "no", "0", "where is the tsurumi lounge", "erase everything", "hello", "українською", "👍", "🙂",
    "!", Tap("entry:life-garbage"), Tap("person"), Tap("lang:uk"), Tap("nonsense"), Tap("consent:yes:en-1"),
    Tap("same:no"), Tap("rate-case:5"), Edited("event-1", "garbage"), Location(35.5, 139.6), Attachment("picture"),
    Attachment("sticker"),
]  # fmt: skip


@pytest.mark.parametrize("content", LINES)
def test_the_bot_says_nothing_and_the_case_hears_everything(window: Window, content: Content | str) -> None:
    version = window.case.version
    window.says(content)
    assert window.replies == ()
    assert moves(window) == [Heard()]
    assert window.case.version == version + 1
    assert window.talk.owner is Owner.CASE


@pytest.mark.parametrize("content", [Joined(), Joined("naka"), Other("poll"), Retracted("event-1")])
def test_what_is_no_line_of_the_talk_is_not_heard(window: Window, content: Content) -> None:
    window.says(content)
    assert (window.replies, moves(window)) == ((), [])


def test_a_message_that_was_taken_back_is_still_erased() -> None:
    assert Window().answered().says(Retracted("event-1")).events == (MessageGone("event-1"),)


@pytest.mark.parametrize("content", [Text("fire"), Edited("event-1", "fire"), Tap("entry:safety-ambulance")])
def test_an_emergency_is_answered_in_every_state_and_makes_the_case_urgent(window: Window, content: Content) -> None:
    state = window.case.state
    window.says(content)
    assert [reply.kind for reply in window.replies] == [Kind.EMERGENCY]
    assert "(case_emergency_meanwhile)" in window.heard
    assert "119" in window.heard
    assert window.offered == []
    assert window.case.urgent
    assert moves(window) == [Heard(), Urge(None, urgent=True)]
    assert window.case.state == (CaseState.ASSIGNED if state is CaseState.WAITING_USER else state)
    assert any(isinstance(event, Answered) and event.entry == "safety-ambulance" for event in window.events)


def test_an_emergency_is_heard_every_time() -> None:
    window = Window().answered().says("fire", "fire")
    assert [reply.kind for reply in window.replies] == [Kind.EMERGENCY]


@pytest.mark.parametrize("word", ["bot", "cancel", "BOT!", "бот"])
def test_the_bot_comes_back_when_it_is_called(window: Window, word: str) -> None:
    epoch = window.talk.epoch
    window.says(word)
    assert (window.heard, moves(window)) == ("(case_cancelled)", [Cancel()])
    assert (window.talk.owner, window.talk.epoch, window.talk.case) == (Owner.BOT, epoch + 1, None)
    assert (window.case.state, window.work.clocks) == (CaseState.ABANDONED, {})
    assert window.says("garbage").heard == "[en] Garbage"


def test_a_no_is_an_answer_to_the_counselor() -> None:
    assert Window().answered().says("no").case.state is CaseState.ASSIGNED


@pytest.mark.parametrize("content", ["delete my data", Tap("entry:talk-erase"), Tap("erase:yes")])
def test_deleting_is_asked_about_and_done_at_any_time(window: Window, content: Content | str) -> None:
    window.says(content)
    assert (window.offered, moves(window)) == (["erase:yes", "erase:no"], [Heard()])
    epoch = window.talk.epoch
    window.says("yes")
    assert moves(window) == [Cancel()]
    assert window.events[-1] == Erased()
    assert (window.talk.owner, window.talk.case, window.talk.epoch) == (Owner.BOT, None, epoch + 1)


@pytest.mark.parametrize("answer", ["Delete it", Tap("erase:yes")])
def test_yes_to_deleting_may_be_tapped_or_written(answer: str | Tap) -> None:
    assert Window().answered().says("delete my data", answer).events[-1] == Erased()


@pytest.mark.parametrize("answer", ["no", "Keep it", Tap("erase:no")])
def test_after_a_no_people_still_have_the_talk(answer: str | Tap) -> None:
    window = Window().answered().says("delete my data", answer)
    assert (window.heard, window.talk.owner) == ("(not_erased)", Owner.CASE)
    assert window.says("yes").replies == ()


@pytest.mark.parametrize("between", [["he lives there"], []])
def test_a_later_yes_is_for_the_counselor(between: list[str]) -> None:
    window = Window().answered().says("delete my data", *between)
    if not between:
        window.staff(Speak("olena", "Olena", "Do you live there?"))
    window.says("yes")
    assert (window.replies, window.talk.asked) == ((), Asked.NOTHING)


def test_who_leaves_ends_the_case(window: Window) -> None:
    window.says(Left())
    assert (window.replies, moves(window), window.case.state) == ((), [Gone()], CaseState.ABANDONED)
    assert window.talk.owner is Owner.BOT


def test_in_a_flood_every_line_is_heard_and_emergencies_are_answered() -> None:
    window = Window().answered()
    for text, replies in (("garbage", 0), ("fire", 1)):
        step = hurried(window.talk, message(text), window.work.desk, window.now, first=True)
        window.work.save(step)
        assert len(step.replies) == replies
        assert CaseMoved(window.case.id, Heard()) in step.events


def test_when_the_case_is_resolved_the_bot_answers_again() -> None:
    window = Window().answered().says("thank you so much").staff(Resolve("olena", Reason.ANSWERED))
    assert window.talk.owner is Owner.BOT
    assert window.says("thanks").heard == "[en] You are welcome"
