"""A counselor's picture or file: an answer like words are, with or without any."""

from __future__ import annotations

from bot.case import CaseState, Claim, Moved, Refused, Speak
from bot.conversation import Conversation, Owner
from bot.handoff import move
from bot.plain import plain
from bot.reply import Enclosure, Kind, Paragraph
from bot.telling import tell
from bot.why import Why
from tests.bot.counter import desk, phrasebook
from tests.bot.office import MONDAY, Weekly, case

FORM = Enclosure("document", "somewhere")
OFFICE = Weekly({"en": MONDAY.time().replace(hour=10)})


def spoken(what: Speak) -> Moved | Refused:
    claimed = move(case(CaseState.QUEUED), Claim("olena", "Olena"), MONDAY, OFFICE)
    assert isinstance(claimed, Moved)
    return move(claimed.case, what, MONDAY, OFFICE)


def test_a_file_without_words_is_an_answer_and_nothing_at_all_is_none() -> None:
    assert isinstance(spoken(Speak("olena", "Olena", "", (FORM,))), Moved)
    assert spoken(Speak("olena", "Olena", " ")) == Refused(Why.NO_WORDS)


def test_it_is_said_with_its_words_before_it() -> None:
    for text, parts in (("Fill in this", (Paragraph("Fill in this"), FORM)), (" ", (FORM,))):
        what = Speak("olena", "Olena", text, (FORM,))
        moved = spoken(what)
        assert isinstance(moved, Moved)
        talk = Conversation("telegram", "42", language="en", owner=Owner.CASE)
        [reply] = tell(talk, what, moved, desk(), MONDAY).replies
        assert (reply.kind, reply.sender, reply.parts) == (Kind.PERSON, "Olena", parts)
        assert plain(reply, phrasebook()).endswith("📎 document")
