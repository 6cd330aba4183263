"""The way to a person: consent first, then the line; and afterwards the faces, and the same matter again.

Nothing is opened before the person has read what is stored and has said yes. Where a counter has
no office, a person is a telephone number, and nothing of this is ever said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from hashlib import sha256
from typing import TYPE_CHECKING, TypeGuard
from uuid import UUID, uuid5

from bot import moves, replies
from bot.case import DRAWN, Again, Case, CaseState, Rate
from bot.clocks import GRACE
from bot.conversation import Asked
from bot.handoff import opened
from bot.leaning import recent
from bot.message import Tap, Text
from bot.reply import Choice, Kind, Paragraph, Reply
from bot.standing import away
from bot.step import Answered, CaseMoved, CaseOpened, Missed, PersonWanted, Step
from bot.telling import FACES, notice

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Content

_NAMESPACE = UUID("6d61646f-6775-5368-8000-636173653a3a")
_JAPAN = timezone(timedelta(hours=9))
_SMALL_TALK = "talk-"
_PLEASE = frozenset({"person", "human", f"entry:{moves.HUMAN}"})
_ENOUGH = 2
"""Answers in a row that did not help, after which we ask at once whether a person shall help."""


def consent(talk: Conversation, desk: Desk, now: datetime, *said: Reply) -> Step:
    """Ask for consent: what is stored, for how long, who reads it, and that this is not for emergencies."""
    topic = talk.topic if recent(talk, now) and talk.topic and not talk.topic.startswith(_SMALL_TALK) else None
    language = replies.language_of(talk)
    choices = (
        Choice(f"consent:yes:{_version(talk, desk)}", desk.phrases.say("case_consent_yes", language)),
        Choice("consent:no", desk.phrases.say("case_consent_no", language)),
    )
    card = Reply(Kind.NOTICE, language, (Paragraph(_terms(talk, desk)),), choices)
    talk = replace(talk.fresh(), topic=topic, asked=Asked.CONSENT, offered=choices, answered=now, disliked=0)
    return Step(talk, (*said, card), (PersonWanted(topic),))


def led(talk: Conversation, step: Step, desk: Desk, now: datetime) -> Step:
    """Put the question for consent behind an answer that says how to reach a person, or a second one that was no help.

    ``talk`` is the talk before that answer: what it was about is what the case will be about.
    """
    wants = any(isinstance(event, PersonWanted) for event in step.events)
    fed_up = step.conversation.disliked >= _ENOUGH
    if desk.office is None or step.conversation.asked is Asked.CONSENT or not (wants or fed_up):
        return step
    said = tuple(replace(reply, choices=()) for reply in step.replies)
    asked = consent(replace(step.conversation, topic=talk.topic, answered=talk.answered), desk, now, *said)
    events = tuple(event for event in step.events if not isinstance(event, PersonWanted))
    return replace(asked, events=(*events, *asked.events))


def agreed(talk: Conversation, version: str, desk: Desk, now: datetime) -> Step:
    """Take the yes: open the case. A yes to a card of long ago, or to other words, is asked for again."""
    if desk.office is None:
        return moves.notice(talk, "expired_choice", desk)
    if talk.asked is not Asked.CONSENT or not recent(talk, now) or version != _version(talk, desk):
        return consent(talk, desk, now)
    case_id, number = drawn(talk, now)
    case = Case(
        id=case_id,
        number=number,
        channel=talk.channel,
        conversation=talk.id,
        state=CaseState.QUEUED,
        language=replies.language_of(talk),
        opened=now,
        since=now,
        consent=version,
        topic=talk.topic,
        urgent=_in_danger(talk),
    )
    moved = opened(case, now, desk.office)
    told = (notice(desk, talk, each, now) for each in moved.notices)
    return Step(
        talk.handed_over(case.id), _with_the_way_back(desk, talk, *told), (CaseOpened(moved.case, moved.timers),)
    )


def drawn(talk: Conversation, now: datetime) -> tuple[str, int]:
    """Draw the id and the number of a new case."""
    name = uuid5(_NAMESPACE, f"{talk.channel}\n{talk.id}\n{talk.version}\n{now.isoformat()}")
    return name.hex, int(f"{now.astimezone(_JAPAN):%y%m%d}") * DRAWN + name.int % DRAWN


def declined(talk: Conversation, desk: Desk) -> Step:
    """Take the no: nothing is opened, and nobody reads anything."""
    return moves.notice(talk.fresh(), "case_consent_declined", desk)


def remembered(talk: Conversation, said: Content, step: Step, desk: Desk, now: datetime) -> Step:
    """Ask "is it the same matter?" of somebody who writes again soon after a counselor's help.

    ``step`` is what the bot would say. An answer is given, with the question behind it the first
    time; where the bot is at a loss the question comes instead, and what was said is held: after a
    no it is answered.
    """
    new = step.conversation
    if not _in_grace(talk, now) or new.case is None or new.silent or _in_danger(talk):
        return step
    question = replies.say(desk, new, "case_same_matter", choices=_same_or_not(desk, new))
    if _at_a_loss(step) and _of_the_person(said):
        talk = replace(talk.fresh(), language=new.language, drift=new.drift, chosen=new.chosen)
        talk = replace(talk, asked=Asked.SAME_MATTER, offered=question.choices, held=said)
        return Step(talk, (question,))
    if talk.wondered or not isinstance(said, Text) or not _answers(step):
        return step
    new = replace(new, asked=Asked.SAME_MATTER, offered=question.choices, wondered=True)
    return replace(step, conversation=new, replies=(*step.replies, question))


def again(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """Take up the case once more: it is the same matter. After the days of grace it is a new one."""
    if desk.office is None or talk.case is None:
        return moves.notice(talk.fresh(), "expired_choice", desk)
    if not _in_grace(talk, now):
        return consent(talk, desk, now)
    closed = away(replies.language_of(talk), now, desk.office)
    told = [replies.say(desk, talk, "case_reopened")]
    if closed is not None:
        told.append(notice(desk, talk, closed, now))
    said = _with_the_way_back(desk, talk, *told)
    return Step(talk.handed_over(talk.case), said, (CaseMoved(talk.case, Again()),))


def another(talk: Conversation) -> Conversation:
    """Take that it is another matter: the former case is out of mind."""
    return replace(talk.fresh(), case=None, resolved=None)


def rated(talk: Conversation, stars: str, desk: Desk) -> Step:
    """Thank for a face. It goes to the case that was resolved last."""
    if talk.case is None or talk.resolved is None or stars not in {"1", "2", "3", "4", "5"}:
        return moves.notice(talk, "expired_choice", desk)
    step = moves.notice(talk.fresh(), "case_rated_thanks", desk)
    return replace(step, events=(CaseMoved(talk.case, Rate(int(stars))),))


def face(talk: Conversation, text: str) -> str | None:
    """Give the stars of a face that was typed, not tapped, when we asked for one."""
    typed = text.strip().removesuffix("\ufe0f")
    faces = [face.removesuffix("\ufe0f") for face in FACES]
    return str(faces.index(typed) + 1) if talk.asked is Asked.FACES and typed in faces else None


def _terms(talk: Conversation, desk: Desk) -> str:
    numbers = {"days": str(desk.days), "fire": desk.fire, "police": desk.police}
    return desk.phrases.say("case_consent", replies.language_of(talk), **numbers)


def _version(talk: Conversation, desk: Desk) -> str:
    """Name the very words that the person says yes to: their language, and a digest."""
    return f"{replies.language_of(talk)}-{sha256(_terms(talk, desk).encode()).hexdigest()[:12]}"


def _with_the_way_back(desk: Desk, talk: Conversation, *told: Reply) -> tuple[Reply]:
    """Make one reply of several notices, with how to come back to the bot behind them."""
    parts = (*told, replies.say(desk, talk, "case_how_to_stop"))
    return (replace(told[0], parts=tuple(part for reply in parts for part in reply.parts)),)


def _same_or_not(desk: Desk, talk: Conversation) -> tuple[Choice, ...]:
    keys = {"same:yes": "case_same_yes", "same:no": "case_same_no"}
    return tuple(Choice(data, desk.phrases.say(key, replies.language_of(talk))) for data, key in keys.items())


def _in_grace(talk: Conversation, now: datetime) -> bool:
    return talk.case is not None and talk.resolved is not None and now - talk.resolved <= GRACE


def _in_danger(talk: Conversation) -> bool:
    return talk.topic is not None and talk.topic.startswith(moves.SAFETY)


def _at_a_loss(step: Step) -> bool:
    lost = any(isinstance(event, Missed | PersonWanted) for event in step.events)
    return lost or any(reply.kind is Kind.OFFER for reply in step.replies)


def _of_the_person(said: Content) -> TypeGuard[Text | Tap]:
    """Say whether somebody asked for something in words of their own, or tapped that they want a person."""
    return isinstance(said, Text) or (isinstance(said, Tap) and said.data in _PLEASE)


def _answers(step: Step) -> bool:
    given = [event for event in step.events if isinstance(event, Answered)]
    return any(not each.entry.startswith((_SMALL_TALK, moves.SAFETY)) for each in given)
