"""What a move from outside does to the talk, and what the person reads of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.case import CaseState, Moved, Notice, Reason, Refused, Resolve, Speak
from bot.conversation import Asked, Conversation, Owner
from bot.reply import Choice, Kind, Paragraph
from bot.telling import FACES, Telling, faces, tell
from tests.bot.counter import Shelf, desk
from tests.bot.office import MONDAY, Weekly, case
from tests.bot.window import Window

TALK = Conversation("test", "talk", 7, "uk", owner=Owner.CASE, epoch=3, case="case-1")
RESOLVED = Resolve("olena", Reason.ANSWERED)


def told(moved: Moved, what: Resolve | Speak = RESOLVED, talk: Conversation = TALK) -> Telling:
    return tell(talk, what, moved, desk(Shelf(), Weekly()), MONDAY)


def test_a_counselors_words_are_hers_in_her_own_letters() -> None:
    given = told(Moved(case(CaseState.WAITING_USER)), Speak("olena", "Olena", "Добрий день!\n{time} <b>"))
    (reply,) = given.replies
    assert (reply.kind, reply.sender, reply.language) == (Kind.PERSON, "Olena", "uk")
    assert reply.parts == (Paragraph("Добрий день!\n{time} <b>"),)
    assert given.sender == "Olena"


def test_after_a_counselors_words_nothing_that_the_bot_asked_is_open() -> None:
    asked = replace(TALK, asked=Asked.ERASE, offered=(Choice("erase:yes", "Delete it"),))
    after = told(Moved(case(CaseState.WAITING_USER)), Speak("olena", "Olena", "Hello"), asked).conversation
    assert (after.asked, after.offered) == (Asked.NOTHING, ())
    assert (after.version, after.epoch, after.owner, after.case) == (8, 3, Owner.CASE, "case-1")


def test_a_notice_is_the_counters_own_and_names_nobody_as_its_sender() -> None:
    given = told(Moved(case(), (Notice("case_taken", (("alias", "Olena"),)),)))
    assert [reply.kind for reply in given.replies] == [Kind.NOTICE]
    assert (given.replies[0].parts, given.sender) == ((Paragraph("(taken Olena)"),), "")


def test_a_moment_and_the_language_are_said_in_words() -> None:
    notice = Notice("case_callback_unknown", (), MONDAY + timedelta(days=1))
    said = told(Moved(case(), (notice,))).replies[0]
    assert said.parts == (Paragraph("(callback 2026-11-24 11:00, nobody speaks Українська)"),)


@pytest.mark.parametrize("state", [state for state in CaseState if state.open])
def test_while_the_case_is_open_people_keep_the_talk(state: CaseState) -> None:
    after = told(Moved(case(state))).conversation
    assert (after.owner, after.epoch, after.version) == (Owner.CASE, 3, 8)


def test_a_resolved_case_gives_the_talk_back_and_asks_for_a_face() -> None:
    given = told(Moved(case(CaseState.RESOLVED), (Notice("case_resolved"), Notice("case_rate"))))
    after = given.conversation
    assert (after.owner, after.epoch, after.case, after.resolved) == (Owner.BOT, 4, "case-1", MONDAY)
    assert (after.asked, after.offered) == (Asked.FACES, faces())
    assert [reply.choices for reply in given.replies] == [(), faces()]
    assert [choice.label for choice in faces()] == list(FACES)


def test_an_abandoned_case_is_out_of_mind() -> None:
    after = told(Moved(case(CaseState.ABANDONED), (Notice("case_abandoned"),))).conversation
    assert (after.owner, after.epoch, after.case, after.resolved) == (Owner.BOT, 4, None, None)
    assert after.asked is Asked.NOTHING


def test_a_note_on_a_closed_case_does_not_touch_who_has_the_talk() -> None:
    window = Window().resolved().says("he came again", "no")
    bots = window.talk
    told_ = tell(bots, RESOLVED, Moved(case(CaseState.RESOLVED)), window.work.desk, MONDAY)
    assert told_.conversation == replace(bots, version=bots.version + 1)


def test_a_refused_move_changes_neither_the_case_nor_the_talk() -> None:
    window = Window().answered()
    before = window.talk, window.case
    assert window.work.act(Speak("taras", "Taras", "Me too")) == Refused("not-yours")
    assert (window.talk, window.case) == before
